"""The weight's part of the report for a doctor: where it stood when, and a small drawing."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from trophe.report.axes import weight_factor
from trophe.report.doctor import Course, Part
from trophe.units import format_weight
from trophe.web.diary.models import Weight
from trophe.web.people.models import Person

TITLE: Final = "Weight"
_BACK: Final = (
    ("a month ago", 30),
    ("3 months ago", 91),
    ("6 months ago", 183),
    ("a year ago", 365),
)
_NEAR_D: Final = 21
_MOST_POINTS: Final = 60


def weights_since(person: Person, since: date, today: date) -> list[Weight]:
    """The weighings of the period, oldest first."""
    return list(person.weights.kept().filter(local_date__gte=since).up_to(today))


def weight_part(person: Person, since: date, today: date) -> Part:
    """The weight now and nearest to one, three, six and twelve months ago, with the change."""
    rows = weights_since(person, since, today)
    return Part(
        title=TITLE,
        empty="No weight was recorded.",
        columns=("When", "Day", "Weight", "Change up to the latest"),
        widths=(1.5, 1.5, 2, 2),
        rows=_table(rows, person) if rows else (),
        note=f"{len(rows)} weighings in this time. Scales and clothes may differ." if rows else "",
    )


def _table(rows: Sequence[Weight], person: Person) -> list[list[str]]:
    """The latest weighing, then those nearest to round times back, each once."""
    last = rows[-1]
    table, seen = [_row("latest", last, last, person)], {last.pk}
    for words, days in _BACK:
        aim = last.local_date - timedelta(days=days)
        near = min(rows, key=lambda row: abs((row.local_date - aim).days))
        if near.pk not in seen and abs((near.local_date - aim).days) <= _NEAR_D:
            seen.add(near.pk)
            table.append(_row(words, near, last, person))
    if rows[0].pk not in seen:
        table.append(_row("first", rows[0], last, person))
    return table


def _row(words: str, row: Weight, last: Weight, person: Person) -> list[str]:
    change = ""
    if row.pk != last.pk:
        kg = last.weight_kg - row.weight_kg
        share = 100 * kg / row.weight_kg
        sign = "+" if kg > 0 else "−" if kg < 0 else "±"
        amount = format_weight(abs(kg), "kg" if person.weight_unit == "kg" else "lb")
        change = f"{sign}{amount} ({sign}{abs(share):.1f} %)"
    day = f"{row.local_date.day} {row.local_date:%b %Y}"
    return [words, day, weight_words(row.weight_kg, person), change]


def weight_words(weight_kg: float, person: Person) -> str:
    """The person's unit, with kilograms beside it where that is another."""
    text = format_weight(weight_kg, person.weight_unit)
    return text if person.weight_unit == "kg" else f"{text} ({format_weight(weight_kg)})"


def weight_course(person: Person, since: date, today: date) -> Course | None:
    """The drawing of the period's weighings; None for fewer than two days."""
    rows = weights_since(person, since, today)
    if len({row.local_date for row in rows}) < 2:
        return None
    step = -(-len(rows) // _MOST_POINTS)
    picked = [*rows[:-1:step], rows[-1]]
    factor = weight_factor(person.weight_unit)
    low, high = (pick(row.weight_kg for row in picked) for pick in (min, max))
    first, last = picked[0].local_date, picked[-1].local_date
    return Course(
        points=[((row.local_date - first).days, row.weight_kg * factor) for row in picked],
        first=f"{first.day} {first:%b %Y}",
        last=f"{last.day} {last:%b %Y}",
        low=format_weight(low, person.weight_unit),
        high=format_weight(high, person.weight_unit),
    )
