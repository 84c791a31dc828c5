"""The check as questions, one page each: signs of danger first, then only what matters.

An answer to a page is a text of findings. What is left open on a page about danger counts as
"not sure" (I03); elsewhere it counts as not said.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from trophe.checks import require_name
from trophe.errors import EvidenceError, UnknownNameError
from trophe.person import Region, Sex
from trophe.safety.triage.engine import Asked
from trophe.safety.triage.findings import Findings, findings_of, parse_findings
from trophe.safety.triage.logic import YES, Expression, compiled
from trophe.safety.triage.vocabulary import Term, term

MANY: Final = "many"
ONE: Final = "one"
NUMBERS: Final = "numbers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """Something to tick or choose, and the findings that it stands for."""

    words: str
    help: str
    findings: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One page of the check. MANY and ONE have `options`, NUMBERS has `ask`."""

    name: str
    title: str
    hint: str
    kind: str
    danger: bool
    options: tuple[Option, ...]
    ask: tuple[Term, ...]
    when: Expression | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """Who answers, and what was answered so far: a text of findings for each page done.

    `known` are findings that need no question, such as the body mass index of a record.
    """

    age_y: float
    sex: str
    region: str
    answers: Mapping[str, str]
    known: str = ""

    def findings(self) -> Findings:
        """All findings so far; what a later page says of a number stands over an earlier one."""
        found = [
            answer
            for name in steps()
            if name in self.answers
            for answer in parse_findings(self.answers[name]).answers.values()
        ]
        told = {answer.name: answer for answer in found if answer.number == answer.number}
        told |= {answer.name: answer for answer in found if answer.name in ("onset", "side")}
        kept = [a for a in found if told.get(a.name, a) is a]
        known = parse_findings(self.known).answers
        return findings_of([*(a for n, a in known.items() if n not in told), *kept])

    def asked(self) -> Asked:
        """What the rules look at now."""
        return Asked(
            age_y=self.age_y,
            sex=require_name("sex", self.sex, Sex),
            region=require_name("region", self.region, Region),
            findings=self.findings(),
        )

    def path(self) -> tuple[Step, ...]:
        """The pages that this person is asked, as far as is known now, in their order."""
        asked = self.asked()
        return tuple(
            step
            for step in steps().values()
            if step.name in self.answers or step.when is None or float(step.when(asked)) >= YES
        )

    def next_step(self) -> Step | None:
        """The first page that is not answered; None when all are."""
        for step in self.path():
            if step.name not in self.answers:
                return step
        return None


def unsure(texts: Iterable[str]) -> str:
    """Findings in doubt: those of some options, each with a question mark."""
    names = [name for text in texts for name in parse_findings(text).answers]
    return ";".join(f"?{name}" for name in dict.fromkeys(names))


@cache
def steps() -> MappingProxyType[str, Step]:
    """All pages in their order. Raises EvidenceError for a page without options or numbers."""
    text = (files("trophe.safety.triage") / "steps.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    return MappingProxyType({name: _step(name, entry) for name, entry in table.items()})


def step_of(name: str) -> Step:
    """The page of that name. Raises UnknownNameError for any other."""
    try:
        return steps()[name]
    except KeyError:
        raise UnknownNameError("step", name, steps()) from None


def _step(name: str, entry: Mapping[str, Any]) -> Step:
    kind = entry["kind"]
    if not entry.get("ask" if kind == NUMBERS else "options"):
        raise EvidenceError(f"the question {name} offers nothing to answer")
    return Step(
        name=name,
        title=entry["title"],
        hint=entry["hint"],
        kind=kind,
        danger=entry.get("danger", False),
        options=tuple(_option(one) for one in entry.get("options", ())),
        ask=tuple(term(one) for one in entry.get("ask", ())),
        when=compiled(entry["when"]) if "when" in entry else None,
    )


def _option(entry: Mapping[str, str]) -> Option:
    """An option in its own words, or in those of the one finding it stands for.

    What is ticked is said as a statement, not asked again under the question of the page.
    """
    parse_findings(entry["findings"])
    if "words" in entry:
        return Option(words=entry["words"], help="", findings=entry["findings"])
    one = term(entry["findings"])
    words = one.label[0].upper() + one.label[1:]
    return Option(words=words, help=one.help, findings=one.name)
