"""The charts of the trends page over a range of days."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from trophe.report import Chart
from trophe.report.trends import Quantity, trend_chart
from trophe.units import KG_PER_LB, KG_PER_ST, format_energy, format_weight
from trophe.web.people.models import Person
from trophe.web.trends.learned import LearnedReading
from trophe.web.trends.logbook import Logbook

if TYPE_CHECKING:
    from trophe.energy import Band

RANGES: Final = (("4w", "4 weeks", 28), ("12w", "12 weeks", 84), ("1y", "Year", 365))
ALL: Final = ("all", "All", 10_000)
_WEEK: Final = 7
_LEAST_FOR_MEAN: Final = 3
_FACTORS: Final = {"kg": 1.0, "lb": 1 / KG_PER_LB, "st": 1 / KG_PER_ST}
_KJ_PER_KCAL: Final = 4.184
_BAND_NOTE: Final = (
    "Bands are for you: half of the time the truth lies within the darker one, nine times in ten "
    "within the lighter one."
)


@dataclass(frozen=True, slots=True)
class Span:
    """Days of a logbook to show, both ends included."""

    first: int
    last: int

    @property
    def days(self) -> int:
        """How many they are."""
        return self.last - self.first + 1


def span_of(book: Logbook, wanted: str, start: date | None, end: date | None) -> Span:
    """The days of a named range until today, or from one date to another; within the logbook."""
    final = book.days - 1
    if start is not None or end is not None:
        first = (start - book.first).days if start is not None else 0
        last = (end - book.first).days if end is not None else final
        first, last = sorted((min(max(first, 0), final), min(max(last, 0), final)))
        return Span(first, last)
    length = {key: days for key, _, days in (*RANGES, ALL)}.get(wanted, RANGES[1][2])
    return Span(max(final - length + 1, 0), final)


def charts_of(
    person: Person,
    book: Logbook,
    learned: LearnedReading | None,
    span: Span,
    marks: Sequence[tuple[date, str]],
    *,
    weight: bool,
    energy: bool,
) -> list[Chart]:
    """The charts that may be shown, in order: weight, energy, protein, fat and fat-free mass."""
    drawn: list[Chart | None] = []
    first = book.date_of(span.first)
    placed = [((day - first).days, word) for day, word in marks]
    inside = [(day, word) for day, word in placed if 0 <= day < span.days]
    if weight:
        drawn.append(_weight(person, book, learned, span, inside))
    if energy:
        drawn.append(_energy(person, book, learned, span, inside))
    drawn.append(_protein(book, span))
    if weight and learned is not None:
        drawn += [
            _part(person, book, learned.fat_kg, span, "fat"),
            _part(person, book, learned.ffm_kg, span, "lean"),
        ]
    return [chart for chart in drawn if chart is not None]


def _weight(
    person: Person,
    book: Logbook,
    learned: LearnedReading | None,
    span: Span,
    marks: Sequence[tuple[int, str]],
) -> Chart | None:
    """Rings for the weighings, and the learned trend with its band, or a week's mean."""
    q = _kilograms(person, "weight", "Weight", "Weighed", "Trend")
    dots = _dots(book.weight_kg, span)
    if learned is None:
        line = _means(book.weight_kg, span)
        return trend_chart(
            q,
            first=book.date_of(span.first),
            days=span.days,
            dots=dots,
            line=line,
            summary=_moved(q, [value for _, value in line] or [v for _, v in dots], span.days),
        )
    bands = _cut(learned.trend_kg, span)
    return trend_chart(
        q,
        first=book.date_of(span.first),
        days=span.days,
        dots=dots,
        bands=bands,
        summary=_moved_beyond(q, bands, span.days),
        marks=marks,
        note=_BAND_NOTE,
    )


def _energy(
    person: Person,
    book: Logbook,
    learned: LearnedReading | None,
    span: Span,
    marks: Sequence[tuple[int, str]],
) -> Chart | None:
    """Rings for what was eaten on whole days, and what was spent."""
    kj = person.energy_unit == "kJ"
    q = Quantity(
        key="energy",
        title="Energy eaten and spent",
        dots="Eaten",
        line="Spent, learned" if learned is not None else "Eaten, mean of a week",
        unit="kJ" if kj else "kcal",
        say=lambda kcal: format_energy(kcal, person.energy_unit),
        factor=_KJ_PER_KCAL if kj else 1.0,
    )
    whole = np.where(book.complete > 0, book.intake_kcal, np.nan)
    dots = _dots(whole, span)
    first = book.date_of(span.first)
    if learned is None:
        line = _means(whole, span)
        words = f"{len(dots)} days logged whole."
        return trend_chart(q, first=first, days=span.days, dots=dots, line=line, summary=words)
    bands = _cut(learned.expenditure_kcal_d, span)
    eaten = [value for _, value in dots]
    spent = float(np.mean(bands["median"]))
    said = f"Spent about {q.say(spent)} a day"
    if eaten:
        said = f"Eaten {q.say(float(np.mean(eaten)))} a day on {len(eaten)} whole days; s{said[1:]}"
    return trend_chart(
        q,
        first=first,
        days=span.days,
        dots=dots,
        bands=bands,
        summary=f"{said}.",
        marks=marks,
        note=_BAND_NOTE,
    )


def _protein(book: Logbook, span: Span) -> Chart | None:
    """Rings for the days, and the mean of a week."""
    q = Quantity(
        key="protein",
        title="Protein",
        dots="Eaten",
        line="Mean of a week",
        unit="g",
        say=lambda grams: f"{grams:.0f} g",
        ink="lean",
    )
    dots = _dots(book.protein_g, span)
    if not dots:
        return None
    mean = float(np.mean([value for _, value in dots]))
    return trend_chart(
        q,
        first=book.date_of(span.first),
        days=span.days,
        dots=dots,
        line=_means(book.protein_g, span),
        summary=f"{mean:.0f} g a day, on {len(dots)} days with food logged.",
    )


def _part(person: Person, book: Logbook, band: "Band", span: Span, ink: str) -> Chart | None:
    """Fat or fat-free mass with its band; a scale cannot see them, so that it is wide."""
    title = {"fat": "Fat", "lean": "Fat-free mass"}[ink]
    q = _kilograms(person, ink, title, "Measured", "Learned", ink)
    bands = _cut(band, span)
    return trend_chart(
        q,
        first=book.date_of(span.first),
        days=span.days,
        dots=(),
        bands=bands,
        summary=_moved_beyond(q, bands, span.days),
        note=_BAND_NOTE + " A scale cannot see what weight is made of: the level is a guess, "
        "its change is worked out from what was eaten and weighed.",
    )


def _kilograms(
    person: Person, key: str, title: str, dots: str, line: str, ink: str = "main"
) -> Quantity:
    unit = person.weight_unit
    return Quantity(
        key=key,
        title=title,
        dots=dots,
        line=line,
        unit=unit,
        say=lambda kg: format_weight(kg, unit),
        factor=_FACTORS[unit],
        ink=ink,
    )


def _moved(q: Quantity, values: Sequence[float], days: int) -> str:
    """How far a line went, in a sentence."""
    if not values:
        return ""
    change = values[-1] - values[0]
    if q.say(abs(change)).startswith("0 "):
        return f"About level at {q.say(values[-1])} over {days} days."
    way = "down" if change < 0 else "up"
    return f"Now {q.say(values[-1])}, {way} {q.say(abs(change))} in {days} days."


def _moved_beyond(q: Quantity, bands: Mapping[str, Sequence[float]], days: int) -> str:
    """The same, and whether the change is larger than what is open about it."""
    said = _moved(q, bands["median"], days)
    change = abs(bands["median"][-1] - bands["median"][0])
    open_ = math.hypot(*((bands["q95"][i] - bands["q05"][i]) / 2 for i in (0, -1)))
    if change > open_ or said.startswith("About") or q.key != "weight":
        return said
    return f"{said} That is within what a scale and body water do by themselves."


def _dots(series: NDArray[np.float64], span: Span) -> list[tuple[int, float]]:
    part = series[span.first : span.last + 1]
    return [(int(day), float(part[day])) for day in np.flatnonzero(np.isfinite(part))]


def _means(series: NDArray[np.float64], span: Span) -> list[tuple[int, float]]:
    """Means of the seven days until each day, where three at least have a value."""
    found = []
    for day in range(span.first, span.last + 1):
        week = series[max(day - _WEEK + 1, 0) : day + 1]
        known = week[np.isfinite(week)]
        if known.size >= _LEAST_FOR_MEAN:
            found.append((day - span.first, float(known.mean())))
    return found


def _cut(band: "Band", span: Span) -> dict[str, list[float]]:
    """A band of the logbook's days, cut to the span."""
    names = ("median", "q05", "q25", "q75", "q95")
    return {
        name: [float(v) for v in getattr(band, name)[span.first : span.last + 1]] for name in names
    }


def dates_of(book: Logbook, span: Span) -> tuple[date, date]:
    """The first and the last date of a span."""
    return book.date_of(span.first), book.first + timedelta(days=span.last)
