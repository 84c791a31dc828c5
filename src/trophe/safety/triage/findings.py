"""What a person answered: read from text such as `onset=weeks;hand;side=right;?bladder`."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from trophe.errors import InputError, OutOfRangeError
from trophe.safety.triage.vocabulary import (
    CHOICE,
    FLAG,
    NUMBER,
    Term,
    lone_values,
    term,
    terms,
)
from trophe.units import KG_PER_LB, KG_PER_ST, M_PER_FT, M_PER_IN

ABSENT_WORDS: Final = frozenset({"no", "none", "false", "0"})
UNSURE_WORDS: Final = frozenset(
    {"?", "unsure", "not_sure", "unknown", "maybe", "dont_know", "don't_know"}
)
BETWEEN: Final = re.compile(r"[;\n]|(?<!\d),|,(?!\d)")
"""What stands between two findings; a comma between digits is a decimal comma."""
NUMBER_TEXT: Final = re.compile(r"\s*([-+]?\d+(?:[.,]\d+)?)\s*([a-zA-Z%/²×.]*\d?)\s*")

# Units a number may be typed in: factor to the unit of the vocabulary. What is converted is
# rounded to the step that a page shows, so that 59.5 lb is 27.0 kg and not 26.99 (I07).
CONVERTED: Final[Mapping[str, Mapping[str, float]]] = {
    "kg": {"lb": KG_PER_LB, "lbs": KG_PER_LB, "st": KG_PER_ST, "g": 0.001},
    "kg/week": {"kg": 1.0, "lb": KG_PER_LB, "lbs": KG_PER_LB, "lb/week": KG_PER_LB},
    "cm": {"in": 100 * M_PER_IN, "mm": 0.1, "m": 100.0},
    "m/s": {"ft/s": M_PER_FT, "km/h": 1 / 3.6, "mph": 5280 * M_PER_FT / 3600},
    "days": {"d": 1.0, "day": 1.0, "weeks": 7.0, "w": 7.0, "week": 7.0},
    "weeks": {"w": 1.0, "week": 1.0, "days": 1 / 7, "d": 1 / 7, "months": 365.25 / 84},
    "months": {"month": 1.0, "weeks": 84 / 365.25, "years": 12.0, "year": 12.0},
}
STEPS: Final = {"kg": 1, "kg/week": 2, "cm": 1, "m/s": 2, "days": 0, "weeks": 2, "months": 1}
SAME: Final = {
    "%": {"pct", "%"},
    "mg/d": {"mg", "mg/d"},
    "kg/m2": {"kg/m2", "kg/m²"},
    "U/L": {"u/l", "iu/l"},
    "x upper limit": {"x", "×", "xuln"},
    "/min": {"bpm", "/min"},
    "s": {"s", "sec"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer: a number in the vocabulary's unit (NaN: some, how much is unknown), a chosen
    value, or a word beside a flag; `sure` is False for "not sure"."""

    name: str
    sure: bool = True
    number: float = math.nan
    word: str = ""

    @property
    def text(self) -> str:
        """As it is written: `?bladder`, `side=left`, `bmi=12.8`."""
        value = self.word if math.isnan(self.number) else f"{self.number:.10g}"
        return f"{'' if self.sure else '?'}{self.name}{'=' if value else ''}{value}"


@dataclass(frozen=True, slots=True)
class Findings:
    """All answers of one person, by name, in the order of the vocabulary."""

    answers: MappingProxyType[str, Answer]

    @property
    def text(self) -> str:
        """Written so that it reads the same again."""
        return ";".join(answer.text for answer in self.answers.values())

    def __contains__(self, name: str) -> bool:
        return name in self.answers


def parse_findings(text: str) -> Findings:
    """The findings that a text names, separated by `;`.

    Raises InputError for a name or value that is not in the vocabulary, or a name answered in
    two ways.
    """
    read, wrong = readable_findings(text)
    if wrong is not None:
        raise wrong
    return read


def readable_findings(text: str) -> tuple[Findings, InputError | None]:
    """What of a text can be read, and what is wrong with the first piece that cannot."""
    kept, wrong = findings_of(()), None
    for part in BETWEEN.split(text):
        try:
            if part.strip():
                kept = findings_of([*kept.answers.values(), _answer(part)])
        except InputError as error:
            wrong = wrong or error
    return kept, wrong


def findings_of(given: Iterable[Answer | None]) -> Findings:
    """Findings from single answers; what was said surely stands over the same in doubt."""
    answers: dict[str, Answer] = {}
    for answer in given:
        if answer is not None:
            answers[answer.name] = _both(answers.get(answer.name, answer), answer)
    order = {name: place for place, name in enumerate(terms())}
    ordered = sorted(answers.values(), key=lambda answer: order[answer.name])
    return Findings(MappingProxyType({answer.name: answer for answer in ordered}))


def _both(first: Answer, second: Answer) -> Answer:
    """Two answers under one name."""
    if first == second or (first.sure and not second.sure):
        return first
    if second.sure and not first.sure:
        return second
    if first.name == "side":
        return Answer(name="side", sure=first.sure, word="both")
    if math.isnan(first.number) and not first.word:
        return second
    if math.isnan(second.number) and not second.word:
        return first
    message = f"{first.name} is answered twice: {first.text} and {second.text}."
    raise InputError("findings", message)


def _answer(part: str) -> Answer | None:
    """One piece of the text; None where it says that a flag is absent."""
    name, equals, value = part.partition("=" if "=" in part else ":")
    key, value, sure = _plain(name), value.strip(), "?" not in name
    if not equals and key in lone_values():
        return answer_of(term(lone_values()[key]), key, sure=sure)
    entry = term(key)
    if equals and not value:
        raise InputError("findings", f"{entry.name} has an equals sign and no value.")
    if _plain(value) in UNSURE_WORDS or value == "?":
        return answer_of(entry, "", sure=False)
    return answer_of(entry, value, sure=sure)


def _plain(words: str) -> str:
    """A name as the vocabulary writes it: `Dark urine` is dark_urine."""
    return re.sub(r"[\s_-]+", "_", words.strip("? \t\r")).lower()


def answer_of(entry: Term, value: str, *, sure: bool = True) -> Answer | None:
    """The answer `value` to one question; "" is said without a value; None for absent."""
    if entry.kind == FLAG:
        if value.lower() in ABSENT_WORDS:
            return None
        word = "" if value.lower() in ("yes", "true", "1") else value.lower()
        return Answer(name=entry.name, sure=sure, word=word)
    if entry.kind == CHOICE:
        return _choice(entry, value.lower(), sure)
    assert entry.kind == NUMBER
    if not value:
        return Answer(name=entry.name, sure=sure)
    return Answer(name=entry.name, sure=sure, number=_number(entry, value))


def _choice(entry: Term, value: str, sure: bool) -> Answer:
    """One of the values, or "not sure which"."""
    if value not in entry.values and (value or sure):
        known = ", ".join(entry.values)
        what = f"{entry.name} = {value!r}" if value else f"{entry.name} without a value"
        raise InputError("findings", f"{what} is not known. Known: {known}.")
    return Answer(name=entry.name, sure=sure, word=value)


def _number(entry: Term, value: str) -> float:
    """A number in the vocabulary's unit; other units are converted."""
    match = NUMBER_TEXT.fullmatch(value)
    if match is None:
        raise InputError("findings", f"{entry.name} = {value!r} is not a number ({entry.unit}).")
    number, unit = float(match[1].replace(",", ".")), match[2].lower()
    if unit and unit != entry.unit.lower() and unit not in SAME.get(entry.unit, ()):
        factors = CONVERTED.get(entry.unit, {})
        if unit not in factors:
            raise InputError(
                "findings", f"{entry.name} = {value!r}: it is asked for in {entry.unit}."
            )
        number = round(number * factors[unit], STEPS[entry.unit])
    if not entry.low <= number <= entry.high:
        raise OutOfRangeError(entry.name, number, entry.low, entry.high, f"In {entry.unit}.")
    return number
