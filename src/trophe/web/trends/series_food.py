"""What was eaten and drunk: energy, protein by day and by meal, any nutrient, water.

A sum that meets a food that does not say is a lower bound and is shown as one; a day on which no
food says is not drawn: unknown is never zero.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Final

import numpy as np

from trophe.nutrition.nutrients import Nutrient, nutrients
from trophe.nutrition.totals import Sum
from trophe.report.strands import MOST, Strand
from trophe.report.trends import Level, Quantity
from trophe.units import KJ_PER_KCAL, format_energy
from trophe.web.diary.nutrients import references_of
from trophe.web.diary.records import Entry as Eaten
from trophe.web.diary.records import Slot
from trophe.web.diary.sums import sums_of
from trophe.web.trends.reads import Reads
from trophe.web.trends.series import Entry, Series, counted, mean, means
from trophe.web.trends.series_body import BAND_NOTE, learned_band

# What the overview shows of 71 nutrients; any other is one tap further.
SHOWN: Final = ("fibre_g",)
_HIDDEN: Final = "energy"


def catalogue(reads: Reads) -> list[Entry]:
    """Food's series; without energy where it is hidden."""
    found = [Entry(key="energy", group="Food", title="Energy eaten and spent",
                   make=lambda: energy(reads))] if reads.energy else []  # fmt: skip
    found += [
        Entry(key="protein", group="Food", title="Protein", make=lambda: protein(reads)),
        Entry(key="meals", group="Food", title="Protein by meal", make=lambda: meals(reads)),
    ]
    for known in nutrients().values():
        if reads.energy or known.group != _HIDDEN:
            found.append(_entry(reads, known))
    found.append(Entry(key="water", group="Food", title="Water", make=lambda: water(reads)))
    return found


def _entry(reads: Reads, known: Nutrient) -> Entry:
    return Entry(
        key=f"nutrient-{known.id}",
        group="Food",
        title=known.name,
        make=lambda: nutrient(reads, known),
        overview=known.id in SHOWN,
    )


def energy(reads: Reads) -> Series | None:
    """Rings for what was eaten on whole days, and what was spent."""
    book, person, span = reads.book, reads.person, reads.span
    if book is None:
        return None
    first = span.day(book.first)
    whole = np.flatnonzero((book.complete > 0) & np.isfinite(book.intake_kcal))
    points = [(first + int(d), float(book.intake_kcal[d])) for d in whole
              if 0 <= first + d < span.days]  # fmt: skip
    band = learned_band(reads, "expenditure_kcal_d", "Spent, learned")
    if not points and band is None:
        return None
    kj = person.energy_unit == "kJ"
    q = Quantity(
        key="energy",
        title="Energy eaten and spent" if band is not None else "Energy eaten",
        unit="kJ" if kj else "kcal",
        say=lambda kcal: format_energy(kcal, person.energy_unit),
        factor=KJ_PER_KCAL if kj else 1.0,
    )
    line = () if band is not None else tuple(means(points))
    eaten, spent = mean(points), None if band is None else float(np.mean(band.bands["median"]))
    parts = []
    if eaten is not None:
        parts.append(f"eaten {q.say(eaten)} a day on {counted(len(points), 'whole day')}")
    if spent is not None:
        parts.append(f"spent about {q.say(spent)} a day")
    return Series(
        quantity=q,
        group="Food",
        unit="kcal",
        span=span,
        strands=(
            Strand(
                name="Eaten",
                points=points if eaten is not None else (),
                line=line,
                line_name="Mean of a week",
            ),
        ),
        band=band,
        events=reads.events,
        summary=f"{'; '.join(parts).capitalize()}.",
        latest=q.say(eaten if eaten is not None else spent or 0.0),
        latest_note="eaten a day" if eaten is not None else "spent a day",
        note="Days logged whole only; a day counts where all its foods state their energy. "
        + (BAND_NOTE if band is not None else ""),
    )


def protein(reads: Reads) -> Series | None:
    """Protein a day against the plan's."""
    goal = reads.targets.protein_g
    level = None if goal is None else Level(value=goal, text=f"Planned: {goal:.0f} g")
    return _daily(reads, "protein", "Protein", "g", "protein_g", _days(reads, "protein_g"), level)


def nutrient(reads: Reads, known: Nutrient) -> Series | None:
    """Any nutrient a day, against what is advised."""
    advised = references_of(reads.person, reads.span.last).get(known.id)
    level = None
    if advised is not None and advised.target is not None:
        level = Level(value=advised.target, text=f"Advised: {advised.target:g} {known.unit}")
    key = f"nutrient-{known.id}"
    return _daily(reads, key, known.name, known.unit, known.id, _days(reads, known.id), level)


def _days(reads: Reads, name: str) -> list[tuple[int, Sum]]:
    """The sum of a nutrient on each day with food."""
    return [(reads.span.day(day), sums_of(rows, [name])[name])
            for day, rows in reads.entries.items()]  # fmt: skip


def _daily(
    reads: Reads,
    key: str,
    title: str,
    unit: str,
    name: str,
    days: list[tuple[int, Sum]],
    level: Level | None,
) -> Series | None:
    points = [(day, found.value) for day, found in days if found.value is not None]
    bounds = frozenset(day for day, found in days if found.value is not None and found.at_least)
    if not points:
        return None
    q = Quantity(key=key, title=title, unit=unit, say=amount(unit), ink="lean")
    middle = mean(points) or 0.0
    silent = len(days) - len(points)
    return Series(
        quantity=q,
        group="Food",
        unit=unit,
        span=reads.span,
        strands=(
            Strand(
                name="Eaten",
                points=points,
                at_least=bounds,
                line=tuple(means(points)),
                line_name="Mean of a week, at least" if bounds else "Mean of a week",
            ),
        ),
        level=level,
        events=reads.events,
        summary=_said(q.say, middle, len(points), len(bounds), silent, level),
        latest=f"{'at least ' if bounds else ''}{q.say(middle)}",
        latest_note="a day",
        note="Days with food logged only. Where a food does not state it, the day's sum is at "
        "least what the others hold; days on which no food states it are left out.",
    )


def _said(
    say: Callable[[float], str],
    middle: float,
    days: int,
    bounds: int,
    silent: int,
    level: Level | None,
) -> str:
    """`At least 18 g a day on 23 days with food; on 9 of them some foods do not say.`"""
    least = "At least " if bounds else ""
    said = f"{least}{say(middle)} a day on {counted(days, 'day')} with food logged"
    if bounds:
        said += f"; on {bounds} of them some foods do not say"
    if silent:
        said += f"; on {counted(silent, 'more day')} no food says"
    return f"{said}.{f' {level.text}.' if level is not None else ''}"


def amount(unit: str) -> Callable[[float], str]:
    """Amounts with as many digits as they are worth."""

    def say(value: float) -> str:
        digits = 0 if abs(value) >= 10 or value == 0 else 1 if abs(value) >= 1 else 2
        return f"{value:,.{digits}f} {unit}"

    return say


def meals(reads: Reads) -> Series | None:
    """Protein of each meal on days on which it was logged, as the mean of a week."""
    found = []
    for slot in reads.slots:
        rows = _at_meal(reads, slot)
        sums = [(day, sums_of(eaten, ["protein_g"])["protein_g"]) for day, eaten in rows]
        points = [(day, s.value) for day, s in sums if s.value is not None]
        bounds = frozenset(day for day, s in sums if s.value is not None and s.at_least)
        if points:
            found.append((slot.name, points, bounds))
    if not found:
        return None
    found.sort(key=lambda one: -len(one[1]))
    say = amount("g")
    goal = reads.targets.protein_meal_g
    level = None if goal is None else Level(value=goal, text=f"Planned a meal: {goal:.0f} g")
    strands = tuple(
        Strand(
            name=name,
            points=points,
            at_least=bounds,
            line=tuple(means(points)),
            line_name=f"{name}, mean of a week",
        )
        for name, points, bounds in found
    )
    told = [f"{name} {'at least ' if bounds else ''}{say(mean(points) or 0.0)}"
            for name, points, bounds in found]  # fmt: skip
    tail = f" {level.text}." if level is not None else ""
    more = len(strands) - MOST
    note = "Means over the days on which the meal was logged."
    if more > 0:
        note += f" The {counted(more, 'meal')} logged least often stand in the table alone."
    return Series(
        quantity=Quantity(key="meals", title="Protein by meal", unit="g", say=say),
        group="Food",
        unit="g",
        span=reads.span,
        strands=strands,
        level=level,
        events=reads.events,
        summary=f"{', '.join(told)} a day.{tail}",
        latest=say(mean(found[0][1]) or 0.0),
        latest_note=f"at {found[0][0].lower()}",
        note=note,
    )


def _at_meal(reads: Reads, slot: Slot) -> list[tuple[int, list[Eaten]]]:
    """What was eaten at a meal, by day."""
    found = []
    for day, rows in reads.entries.items():
        eaten = [row for row in rows if row.slot_id == slot.pk]
        if eaten:
            found.append((reads.span.day(day), eaten))
    return found


def water(reads: Reads) -> Series | None:
    """Water a day, as it was noted."""
    sums: dict[int, float] = defaultdict(float)
    for on, ml in reads.waters:
        sums[reads.span.day(on)] += ml
    points = sorted(sums.items())
    if not points:
        return None
    say = amount("ml")
    middle = mean(points) or 0.0
    return Series(
        quantity=Quantity(key="water", title="Water", unit="ml", say=say),
        group="Food",
        unit="ml",
        span=reads.span,
        strands=(
            Strand(
                name="Drunk",
                points=points,
                line=tuple(means(points)),
                line_name="Mean of a week",
            ),
        ),
        events=reads.events,
        summary=f"{say(middle)} a day on {counted(len(points), 'day')} with water noted.",
        latest=say(middle),
        latest_note="a day",
        note="Water that was noted as a drink; what food holds is not in it.",
    )
