"""The check itself: rules over findings, the highest urgency first, then the pattern.

Order (I01): emergency rules, then urgent ones, then routine and self-care; only then the pattern.
The result is the largest of all fired rules (I04); nothing learned can lower it (I02).
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from trophe.checks import require_name, require_one
from trophe.person import Region, Sex
from trophe.safety.table import Rule, rules
from trophe.safety.triage.findings import Answer, Findings
from trophe.safety.triage.logic import UNSURE, YES, Expression, Weight, compiled
from trophe.safety.triage.urgency import NONE, NOW, SIX_WEEKS, SOON, Urgency
from trophe.safety.triage.vocabulary import terms
from trophe.units import DAYS_PER_WEEK

LETTERS: Final = "EURS"
WEEKS_PER_MONTH: Final = 365.25 / 12 / DAYS_PER_WEEK


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Whom the check is about and what was answered; what the rules look at."""

    age_y: float
    sex: Sex
    region: Region
    findings: Findings
    shares: Mapping[str, NDArray[np.float64]] = field(default_factory=dict)

    @classmethod
    def of(cls, *, age_y: float, sex: str, region: str, findings: Findings) -> "Asked":
        """Checked input. Raises InputError for an age outside 0 to 120, or an unknown name."""
        return cls(
            age_y=require_one("age", age_y, 0, 120),
            sex=require_name("sex", sex, Sex),
            region=require_name("region", region, Region),
            findings=findings,
        )

    def weight(self, name: str) -> Weight:
        if name in self.shares:
            return self.shares[name]
        answer = self.findings.answers.get(name)
        return 0.0 if answer is None or answer.number == 0 else _sureness(answer)

    def told(self, name: str) -> Weight:
        if name in self.shares:
            return np.ceil(self.shares[name])
        return float(name in self.findings.answers)

    def number(self, name: str) -> tuple[Weight, float]:
        if name == "age_y":
            return YES, self.age_y
        if name == "loss_pct_week":
            return self._loss_pct_week()
        answer = self.findings.answers.get(name)
        return (0.0, 0.0) if answer is None else (_sureness(answer), answer.number)

    def choice(self, name: str) -> tuple[Weight, str]:
        if name in ("sex", "region"):
            return YES, str(self.sex if name == "sex" else self.region)
        answer = self.findings.answers.get(name)
        return (0.0, "-") if answer is None else (_sureness(answer), answer.word)

    def words(self, name: str) -> str:
        answer = self.findings.answers.get(name)
        return "" if answer is None else answer.word

    def _loss_pct_week(self) -> tuple[Weight, float]:
        """The mean weekly loss, from percent and months; not said where one is missing."""
        loss, months = (
            self.findings.answers.get(name) for name in ("weight_loss_pct", "weight_loss_months")
        )
        if loss is None or months is None or not months.number > 0 or math.isnan(loss.number):
            return 0.0, 0.0
        weight = min(_sureness(loss), _sureness(months))
        return weight, loss.number / (months.number * WEEKS_PER_MONTH)


def _sureness(answer: Answer) -> float:
    return YES if answer.sure else UNSURE


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledRule:
    """A rule with its expressions ready to run."""

    id: str
    rule: Rule
    when: Expression
    within: str
    sooner: tuple[tuple[Expression, str], ...]
    explained: Expression | None
    unless: tuple[str, ...]

    @property
    def letter(self) -> str:
        """E, U, R or S."""
        return self.id[0]


@cache
def triage_rules() -> MappingProxyType[str, CompiledRule]:
    """The E, U, R and S rules in this order, ready to run."""
    made = {
        entry.id: _compiled_rule(entry)
        for letter in LETTERS
        for entry in rules().values()
        if entry.id[0] == letter and "when" in entry.logic
    }
    return MappingProxyType(made)


def _compiled_rule(entry: Rule) -> CompiledRule:
    figures = {figure.name: figure.value for figure in entry.figures.values()}
    logic: Mapping[str, Any] = entry.logic

    def ready(text: str) -> Expression:
        return compiled(text, figures)

    return CompiledRule(
        id=entry.id,
        rule=entry,
        when=ready(logic["when"]),
        within=logic.get("within", {"E": NOW, "R": SIX_WEEKS, "S": NONE}.get(entry.id[0], "")),
        sooner=tuple((ready(s["when"]), s["within"]) for s in logic.get("sooner", ())),
        explained=ready(logic["explained"]) if "explained" in logic else None,
        unless=tuple(logic.get("unless", ())),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Fired:
    """A rule that applies: how urgent it makes things, and by when. `sure` is False where the
    answers behind it were "not sure"."""

    rule: str
    urgency: Urgency
    within: str
    sure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What the rules say: everything fired, the most urgent first, and what was explained away."""

    fired: tuple[Fired, ...]
    explained: tuple[str, ...]
    urgency: Urgency
    within: str


def judge_findings(asked: Asked) -> Judged:
    """The rules over one person's answers."""
    weights = {key: float(entry.when(asked)) for key, entry in triage_rules().items()}
    fired: list[Fired] = []
    explained: list[str] = []
    for entry in triage_rules().values():
        one = _fired(entry, weights, asked, fired)
        if one is not None and _explains(entry, asked):
            explained.append(entry.id)
        elif one is not None:
            fired.append(one)
    fired += _lone_alarms(asked, fired)
    fired.sort(key=lambda one: (-one.urgency.rank, SOON.index(one.within)))
    top = fired[0] if fired else None
    if top is None or (explained and top.urgency is Urgency.SELF_CARE):
        # Nothing fired: whatever was said is worth an ordinary visit, because we cannot tell. So
        # is what was explained away (I02), also where it looks like something for home.
        urgency, within = Urgency.ROUTINE, SIX_WEEKS
    else:
        urgency, within = top.urgency, top.within
    return Judged(fired=tuple(fired), explained=tuple(explained), urgency=urgency, within=within)


def _fired(
    entry: CompiledRule,
    weights: Mapping[str, float],
    asked: Asked,
    before: list[Fired],
) -> Fired | None:
    """One rule at work, or None."""
    weight = weights[entry.id]
    ids = {one.rule for one in before if one.sure}
    if any(name in ids or (name == "U" and _some(before, "EU")) for name in entry.unless):
        return None
    if entry.letter == "E":
        if weight >= YES:
            return Fired(rule=entry.id, urgency=Urgency.EMERGENCY, within=NOW)
        # I03: not sure of what an emergency rule asks: within a day.
        return (
            Fired(rule=entry.id, urgency=Urgency.URGENT, within="24h", sure=False)
            if weight >= UNSURE
            else None
        )
    if entry.letter == "S":
        alone = weight >= YES and not _some(before, "EUR")
        return Fired(rule=entry.id, urgency=Urgency.SELF_CARE, within=NONE) if alone else None
    if weight < UNSURE:
        return None
    urgency = Urgency.URGENT if entry.letter == "U" else Urgency.ROUTINE
    withins = [within for when, within in entry.sooner if float(when(asked)) >= UNSURE]
    soonest = min([entry.within, *withins], key=SOON.index)
    return Fired(rule=entry.id, urgency=urgency, within=soonest, sure=weight >= YES)


def _some(before: list[Fired], letters: str) -> bool:
    return any(one.rule[0] in letters for one in before)


def _explains(entry: CompiledRule, asked: Asked) -> bool:
    """Whether rest, cortisone, a specialist or improvement explain the finding away (I02)."""
    return entry.explained is not None and float(entry.explained(asked)) >= YES


def _lone_alarms(asked: Asked, fired: list[Fired]) -> list[Fired]:
    """I03: an alarm sign, sure or not, is worth a call within a day even when it stands alone."""
    if any(one.within in (NOW, "24h") for one in fired):
        return []
    if any(entry.alarm and asked.weight(entry.name) > 0 for entry in terms().values()):
        return [Fired(rule="I03", urgency=Urgency.URGENT, within="24h", sure=False)]
    return []


def ranks(asked: Asked) -> NDArray[np.int64]:
    """The urgency's rank for a whole table of answers at once (`asked.shares`).

    Returns
    -------
    ranks : (...,) int
        0 self-care to 3 emergency, the shape that the shares broadcast to.
    """
    top: Any = np.zeros(1, dtype=np.int64)
    weights = {key: entry.when(asked) for key, entry in triage_rules().items()}
    hold: Any = np.zeros(1, dtype=bool)
    for key, entry in triage_rules().items():
        weight = weights[key]
        if entry.letter == "S":
            continue
        stopped = entry.explained(asked) >= YES if entry.explained is not None else False
        on = weight >= UNSURE
        full = 3 if entry.letter == "E" else 2 if entry.letter == "U" else 1
        part = 2 if entry.letter == "E" else full
        rank = np.where(weight >= YES, full, np.where(on, part, 0))
        top = np.maximum(top, np.where(stopped, np.minimum(rank, 1), rank))
    for entry_ in terms().values():
        if entry_.alarm:
            top = np.maximum(top, np.where(asked.weight(entry_.name) > 0, 2, 0))
    cared: Any = hold
    for key, entry in triage_rules().items():
        if entry.letter == "S":
            cared = cared | (weights[key] >= YES)
    return np.asarray(np.where((top == 0) & ~cared, 1, top), dtype=np.int64)
