"""What the pages of the check show."""

import re
from datetime import date, timedelta
from typing import Any, Final

from django.http import QueryDict

from trophe.checks import require_name
from trophe.evidence import source
from trophe.safety import rule
from trophe.safety.triage import (
    NUMBERS,
    WITHIN_WORDS,
    Interview,
    Step,
    Urgency,
    parse_findings,
    pattern_words,
    rough_percent,
)

NOTICE_WORDS: Final = {
    Urgency.EMERGENCY: "Emergency",
    Urgency.URGENT: "Soon",
    Urgency.ROUTINE: "An ordinary visit",
    Urgency.SELF_CARE: "At home",
}

LEAST_SHOWN: Final = 0.05
_BMI_SAID: Final = re.compile(r"body mass index [\d.]+ kg/m2")
_BMI_TOLD: Final = re.compile(r"\bbmi=[\d.]+")
TWO_COLUMNS_FROM: Final = 8
SHORT_WORDS: Final = 22
GUIDE_PAGES: Final = {
    "disuse": "disuse",
    "neurogenic": "neurogenic",
    "sarcopenia": "ageing",
    "steroid": "corticosteroids",
}


def step_context(interview: Interview, step: Step, sent: QueryDict | None) -> dict[str, Any]:
    """One page: its options as they were answered before, or as they were just sent."""
    path = [one.name for one in interview.path()]
    before = parse_findings(interview.answers.get(step.name, ""))
    return {
        "step": step,
        "options": _options(step, interview.answers.get(step.name), sent),
        "fields": [
            {
                "term": entry,
                "value": sent.get(entry.name, "") if sent is not None else _value(before, entry),
            }
            for entry in step.ask
        ],
        "is_short": len(step.options) >= TWO_COLUMNS_FROM
        and all(len(one.words) <= SHORT_WORDS for one in step.options),
        "number": path.index(step.name) + 1,
        "of": len(path),
        "is_numbers": step.kind == NUMBERS,
    }


def _value(before: Any, entry: Any) -> str:
    """A number as it was written before."""
    answer = before.answers.get(entry.name)
    return "" if answer is None or answer.number != answer.number else f"{answer.number:g}"


def _options(step: Step, answered: str | None, sent: QueryDict | None) -> list[dict[str, Any]]:
    """The options, with those ticked that were ticked before."""
    if sent is not None:
        on = set(sent.getlist("pick"))
        ticked = [str(place) in on for place in range(len(step.options))]
    else:
        said = {part for part in (answered or "").split(";") if part}
        ticked = [
            bool(one.findings) and set(one.findings.split(";")) <= said for one in step.options
        ]
    return [
        {"place": place, "words": one.words, "help": one.help, "on": on}
        for place, (one, on) in enumerate(zip(step.options, ticked, strict=True))
    ]


def result_context(document: dict[str, Any], made_on: date | None = None) -> dict[str, Any]:
    """A result in the order in which it is read: urgency, why, pattern, the rest.

    `made_on` is the day of a stored check.
    """
    urgency = require_name("urgency", document["urgency"], Urgency)
    pattern = document["pattern"]
    words = pattern_words()
    shares = [
        {"name": words[key], "share": share, "percent": rough_percent(share)}
        for key, share in pattern["probability"].items()
        if share >= LEAST_SHOWN
    ]
    return {
        "told": document,
        "level": "done" if urgency is Urgency.SELF_CARE else str(urgency),
        "word": NOTICE_WORDS[urgency],
        "is_emergency": urgency is Urgency.EMERGENCY,
        "dial": [text for text in document["emergency_numbers"] if text.isdigit()],
        "again_words": again_words(document, made_on),
        "guide_page": GUIDE_PAGES.get(pattern["class"], ""),
        "fired": [_fired(one) for one in document["fired"]],
        "pattern": pattern,
        "shares": shares,
        "raising": _raising(document),
    }


def again_words(document: dict[str, Any], made_on: date | None) -> str:
    """When to look again, as a day where it is known when the check was made."""
    days = document["recheck_days"]
    if not days:
        return ""
    if made_on is None:
        return f"Check again in {days} days."
    day = made_on + timedelta(days=days)
    return f"Check again on {day.day} {day:%B %Y}."


def without_weight(document: dict[str, Any]) -> dict[str, Any]:
    """A result for whom weights are hidden (W07): the record's body mass index is not said."""
    inputs = document["inputs"]
    return document | {
        "tell_the_doctor": [
            _BMI_SAID.sub("body mass index", t) for t in document["tell_the_doctor"]
        ],
        "inputs": inputs | {"findings": _BMI_TOLD.sub("bmi", inputs["findings"])},
    }


def _fired(one: dict[str, Any]) -> dict[str, Any]:
    """A rule that fired, with its name, time and works (W02)."""
    return one | {
        "rules_title": rule(one["rule"]).title,
        "within_words": WITHIN_WORDS[one["act_within"]],
        "works": [source(key) for key in one["sources"]],
    }


def _raising(document: dict[str, Any]) -> list[dict[str, str]]:
    """What would change the advice, with the words of the level."""
    return [
        one | {"words": NOTICE_WORDS[require_name("urgency", one["urgency"], Urgency)]}
        for one in document["would_change"]
    ]
