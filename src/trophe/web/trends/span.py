"""Which days are shown: a preset until today, all there is, or one's own dates."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from trophe.errors import InputError

PRESETS: Final = (("4w", "4 weeks", 28), ("12w", "12 weeks", 84), ("1y", "Year", 365))
ALL: Final = ("all", "All")
DEFAULT: Final = "12w"
MOST_DAYS: Final = 3700
_LEAST_DAYS: Final = 7


@dataclass(frozen=True, slots=True)
class Span:
    """Days to show, both ends included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many they are."""
        return (self.last - self.first).days + 1

    def day(self, on: date) -> int:
        """A date as a day of the span; its first is 0."""
        return (on - self.first).days

    def holds(self, on: date) -> bool:
        """Whether a date lies within."""
        return self.first <= on <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an address asks for: the name of a range, or own dates; `wrong`: what was not read."""

    name: str = ""
    start: date | None = None
    end: date | None = None
    wrong: str = ""


def asked(name: str, start: str, end: str) -> Asked:
    """What the words of an address mean. A date that is none is told, and the default stands."""
    found, wrong = {}, ""
    for field, text in (("from", start), ("to", end)):
        try:
            found[field] = date.fromisoformat(text) if text else None
        except ValueError:
            found[field] = None
            wrong = f"{field} = {text[:20]!r} is not a date like 2026-03-15."
    if found["from"] or found["to"]:
        return Asked(start=found["from"], end=found["to"], wrong=wrong)
    known = {key for key, _, _ in PRESETS} | {ALL[0]}
    if name and name not in known:
        wrong = f"range = {name[:20]!r} is none of {', '.join(sorted(known))}."
    return Asked(name=name if name in known else DEFAULT, wrong=wrong)


def span_of(asked: Asked, today: date, earliest: date) -> Span:
    """The days asked for, at least a week of them, none after today."""
    if asked.start or asked.end:
        ends = sorted((asked.start or earliest, asked.end or today))
        last = min(ends[1], today)
        first = min(ends[0], last - timedelta(days=_LEAST_DAYS - 1))
        return Span(max(first, last - timedelta(days=MOST_DAYS - 1)), last)
    days = {key: length for key, _, length in PRESETS}.get(asked.name)
    if days is None:
        days = min(max((today - earliest).days + 1, PRESETS[0][2]), MOST_DAYS)
    return Span(today - timedelta(days=days - 1), today)


def dates(first: date | None, last: date | None, today: date) -> Span:
    """The span of a call: twelve weeks until today where no dates are given. InputError names the
    field at fault."""
    last = last or today
    if last > today:
        raise InputError("to", f"to = {last} lies after today, {today}.")
    first = first or last - timedelta(days=PRESETS[1][2] - 1)
    if first > last:
        raise InputError("from", f"from = {first} lies after to = {last}.")
    if (last - first).days >= MOST_DAYS:
        raise InputError("from", f"from = {first} to {last} is more than {MOST_DAYS} days.")
    return Span(first, last)
