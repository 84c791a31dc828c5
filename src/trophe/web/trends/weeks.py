"""Weeks that are over: their figures are kept, and told in words."""

from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from trophe.units import format_energy, format_weight
from trophe.web.people.hiding import shows_energy, shows_weight
from trophe.web.people.models import Person
from trophe.web.trends.learned import LearnedReading, learned_of
from trophe.web.trends.logbook import Logbook, logbook
from trophe.web.trends.models import WeekStory

if TYPE_CHECKING:
    from trophe.energy import Band
    from trophe.plan.review import Review, Week

_DAYS: Final = 7
_SHOWN: Final = 26
_NINE_IN_TEN: Final = 3.29  # standard deviations between the ends of a 90 % band


def stories(person: Person) -> list[WeekStory]:
    """The last weeks that are told, newest first; last week's is written when first asked for."""
    monday = _monday(person.today()) - timedelta(days=_DAYS)
    if not person.weeks.filter(monday=monday).exists():
        week = _week(person, monday)
        if week is not None:
            WeekStory.objects.get_or_create(
                person=person, monday=monday, defaults={"figures": asdict(week)}
            )
    return list(person.weeks.all()[:_SHOWN])


def told(person: Person, story: WeekStory) -> "Review":
    """A week in words, in the person's units and without what is hidden today."""
    from trophe.plan.review import Week, Words, review

    week = Week(**story.figures)
    if not shows_weight(person):
        week = replace(week, trend_change_kg=None, trend_sd_kg=None)
    if not shows_energy(person):
        week = replace(week, intake_kcal_d=None, spent_kcal_d=None, goal_kcal_d=None, watch="")
    words = Words(
        weight=lambda kg: format_weight(kg, "kg" if person.weight_unit == "kg" else "lb"),
        energy=lambda kcal: format_energy(kcal, person.energy_unit),
    )
    return review(week, words)


def sunday_of(story: WeekStory) -> date:
    """The last day of a week."""
    return story.monday + timedelta(days=_DAYS - 1)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _week(person: Person, monday: date) -> "Week | None":
    """The figures of a week; None where nothing was logged in it."""
    from trophe.plan.review import Week

    book = logbook(person)
    if book is None:
        return None
    first = (monday - book.first).days
    days = slice(max(first, 0), max(first + _DAYS, 0))
    weights = int(np.isfinite(book.weight_kg[days]).sum())
    whole = book.complete[days] > 0
    if not weights and not whole.any():
        return None
    learned = learned_of(person, book)
    return Week(
        weights=weights,
        whole_days=int(whole.sum()),
        intake_kcal_d=_mean(book.intake_kcal[days][whole]),
        protein_g_d=_mean(book.protein_g[days][whole]),
        protein_before_g_d=_before(book, first),
        **_learned(learned, first),
        **_planned(person),
    )


def _before(book: Logbook, first: int) -> float | None:
    """Protein of the week before, on whole days."""
    days = slice(max(first - _DAYS, 0), max(first, 0))
    return _mean(book.protein_g[days][book.complete[days] > 0])


def _mean(values: NDArray[np.float64]) -> float | None:
    known = values[np.isfinite(values)]
    return float(known.mean()) if known.size else None


def _learned(learned: LearnedReading | None, first: int) -> dict[str, Any]:
    """The trend over the week with its deviation, expenditure, and a shift of water."""
    if learned is None or first < 0:
        return {}
    last = first + _DAYS - 1
    trend = learned.trend_kg
    spread = np.hypot(_sd(trend, first), _sd(trend, last))
    return {
        "trend_change_kg": float(trend.median[last] - trend.median[first]),
        "trend_sd_kg": float(spread),
        "spent_kcal_d": float(learned.expenditure_kcal_d.median[first : last + 1].mean()),
        "water": any(first <= day <= last for day in learned.water_steps),
    }


def _sd(band: "Band", day: int) -> float:
    return float(band.q95[day] - band.q05[day]) / _NINE_IN_TEN


def _planned(person: Person) -> dict[str, Any]:
    """The plan's goals, and what the safety rules say of scale and diary (P10, P11)."""
    from trophe.web.plans import page
    from trophe.web.plans.services import history_of, read_plan

    reading = read_plan(person)
    if reading is None:
        return {}
    heard = history_of(person)
    watches = [watch.text for watch in (heard.trend, heard.eating) if watch is not None]
    if reading.locked:
        return {"watch": watches[0]} if watches else {}
    numbers = page.numbers(reading.numbers, reading.day)
    return {
        "goal_kcal_d": numbers.intake_kcal_d,
        "protein_goal_g_d": numbers.protein_g_d,
        "watch": watches[0] if watches else "",
    }
