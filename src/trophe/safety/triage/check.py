"""One check from answers to result: the door that every face uses."""

import json
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from trophe.errors import InputError, MissingDataError
from trophe.person import Condition
from trophe.safety.table import rule, rules_version
from trophe.safety.triage.engine import Asked, Judged, judge_findings, ranks
from trophe.safety.triage.findings import Findings, readable_findings
from trophe.safety.triage.kinds import Pattern, pattern_words, resembles
from trophe.safety.triage.services import Services, services
from trophe.safety.triage.urgency import WITHIN_WORDS, Urgency
from trophe.safety.triage.vocabulary import terms
from trophe.safety.triage.words import NOT_A_DEVICE, doctor_lines, headline, worse

MOST_CHANGES: Final = 6


class PartlyReadError(InputError):
    """Some findings could not be read. `rest` is the check of all others: a floor, for what was
    not read may only raise it."""

    def __init__(self, wrong: InputError, rest: "Check") -> None:
        self.rest = rest
        if rest.urgency is Urgency.EMERGENCY:
            advice = headline(rest.judged, rest.services)
            told = f" What else was said is an emergency. {advice}"
        elif rest.urgency is Urgency.URGENT:
            told = f" What else was said is urgent: {WITHIN_WORDS[rest.within]}, or sooner."
        else:
            told = ""
        super().__init__(wrong.name, f"{wrong}{told}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An answer not given that would raise the urgency, and to what."""

    finding: str
    urgency: Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What a check says. Same input and same rules give the same document, byte for byte (I06).

    Fields
    ------
    judged : the rules' result: urgency, time limit, fired rules.
    pattern : what the answers resemble.
    """

    asked: Asked
    services: Services
    judged: Judged
    pattern: Pattern

    @property
    def urgency(self) -> Urgency:
        """How soon help is needed."""
        return self.judged.urgency

    @property
    def within(self) -> str:
        """now, 24h, 48h, 7d, 14d, 6w or none."""
        return self.judged.within

    @property
    def changes(self) -> tuple[Change, ...]:
        """Answers not given that would raise the urgency, the most urgent first."""
        return _changes(self.asked, self.judged)

    @property
    def rule_ids(self) -> tuple[str, ...]:
        """The rules that fired; an emergency rule on an unsure answer counts as I03."""
        ids = [
            "I03" if one.rule[0] == "E" and not one.sure else one.rule for one in self.judged.fired
        ]
        return tuple(dict.fromkeys(ids))

    @property
    def recheck_days(self) -> int | None:
        """After how many days to look again, where that is all that is needed."""
        days = [
            int(rule(one.rule).logic["recheck_days"])
            for one in self.judged.fired
            if "recheck_days" in rule(one.rule).logic
        ]
        return min(days) if days else None

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """What the result means for plans while it is open."""
        fired, said = set(self.rule_ids), self.asked.findings
        held = {
            Condition.OPEN_EMERGENCY: self.urgency is Urgency.EMERGENCY,
            Condition.OPEN_CRISIS: any(one.rule == "E19" and one.sure for one in self.judged.fired),
            Condition.OPEN_URGENT: self.urgency is Urgency.URGENT,
            Condition.REFEEDING_RISK: bool({"U08", "E18"} & fired),
            Condition.SWALLOWING_TROUBLE: any(
                name in said for name in ("swallow", "choking", "saliva_pooling")
            ),
            Condition.UNINTENDED_WEIGHT_LOSS: "U07" in fired,
            Condition.EATING_SCREEN_POSITIVE: "U13" in fired
            or any(name in said for name in ("fear_weight", "purging")),
            Condition.CACHEXIA: self.pattern.first == "cachexia",
        }
        return tuple(condition for condition, holds in held.items() if holds)

    def to_dict(self) -> dict[str, Any]:
        """The whole result as plain data; keys carry units where they have one."""
        return {
            "urgency": str(self.urgency),
            "urgency_words": self.urgency.label,
            "act_within": self.within,
            "act_within_words": WITHIN_WORDS[self.within],
            "advice": headline(self.judged, self.services),
            "emergency_numbers": list(self.services.numbers),
            "worse": worse(self.judged, self.services),
            "recheck_days": self.recheck_days,
            "fired": [self._fired_dict(one) for one in self.judged.fired],
            "explained": list(self.judged.explained),
            "pattern": self._pattern_dict(),
            "would_change": [
                {
                    "finding": change.finding,
                    "question": terms()[change.finding].ask,
                    "urgency": str(change.urgency),
                }
                for change in self.changes
            ],
            "tell_the_doctor": list(doctor_lines(self.asked, self.judged)),
            "conditions": [str(condition) for condition in self.conditions],
            "note": NOT_A_DEVICE,
            "inputs": {
                "age_y": self.asked.age_y,
                "sex": str(self.asked.sex),
                "region": str(self.asked.region),
                "findings": self.asked.findings.text,
                "country": self.services.country,
            },
            "rules_version": rules_version(),
        }

    def to_json(self) -> str:
        """The document as text."""
        return json.dumps(self.to_dict(), indent=2, ensure_ascii=False) + "\n"

    def _fired_dict(self, one: Any) -> dict[str, Any]:
        entry = rule(one.rule)
        return {
            "rule": one.rule,
            "title": entry.title,
            "text": entry.text,
            "urgency": str(one.urgency),
            "act_within": one.within,
            "sure": one.sure,
            "sources": list(entry.sources),
        }

    def _pattern_dict(self) -> dict[str, Any]:
        words = pattern_words()
        return {
            "class": self.pattern.first,
            "second_class": self.pattern.second,
            "words": f"The answers resemble {words[self.pattern.first]}.",
            "second_words": words[self.pattern.second],
            "how_sure": self.pattern.sure_words,
            "probability": {k: round(v, 4) for k, v in self.pattern.probability.items()},
            "speaks_for": list(self.pattern.speaks_for),
            "speaks_against": list(self.pattern.speaks_against),
        }


def check(
    *,
    age_y: float,
    sex: str,
    findings: str | Findings,
    region: str = "default",
    country: str = "",
) -> Check:
    """How urgent the findings are, and what pattern they resemble.

    `age_y` 0 to 120; `sex` female, male or unspecified; `findings` as text
    (`onset=weeks;hand;side=right;?bladder`) or ready; `region` whose cut-offs apply (default,
    asia); `country` two letters, whose numbers to show ("": 112 and the local one).

    Raises InputError (and below) for a finding, value, sex, region or country that is unknown, an
    age out of range, or no finding at all; PartlyReadError, with the check of all others, where
    only some findings are unknown.
    """
    ready, wrong = readable_findings(findings) if isinstance(findings, str) else (findings, None)
    if not ready.answers:
        raise wrong or MissingDataError(
            "findings", "Say at least one, as in `weak;legs;onset=weeks`."
        )
    asked = Asked.of(age_y=age_y, sex=sex, region=region, findings=ready)
    made = Check(
        asked=asked,
        services=services(country),
        judged=judge_findings(asked),
        pattern=resembles(asked),
    )
    if wrong is not None:
        raise PartlyReadError(wrong, made)
    return made


def replay(document: dict[str, Any]) -> Check:
    """The same check again from a stored document's inputs."""
    return check(**document["inputs"])


def _changes(asked: Asked, judged: Judged) -> tuple[Change, ...]:
    """Which single answers, not given yet, would raise the urgency."""
    open_names = [
        entry.name
        for entry in terms().values()
        if entry.is_flag
        and entry.name not in asked.findings
        and entry.group in ASKABLE
        and entry.name != "self_harm"
    ]
    one_each = np.eye(len(open_names))
    shares = {name: one_each[place] for place, name in enumerate(open_names)}
    wider = Asked(
        age_y=asked.age_y,
        sex=asked.sex,
        region=asked.region,
        findings=asked.findings,
        shares=shares,
    )
    levels = list(Urgency)
    raised = [
        Change(finding=name, urgency=levels[rank])
        for name, rank in zip(open_names, ranks(wider), strict=True)
        if rank > judged.urgency.rank and rank >= Urgency.URGENT.rank
    ]
    alarms_first = sorted(raised, key=lambda c: (-c.urgency.rank, not terms()[c.finding].alarm))
    return tuple(alarms_first[:MOST_CHANGES])


ASKABLE: Final = frozenset(
    {"power", "feeling", "breathing", "bladder_bowel", "pain", "limb", "urine", "general"}
)
