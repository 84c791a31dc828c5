"""Weeks that are over: their figures are kept, and told in words."""

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from trophe.errors import InputError
from trophe.units import format_energy, format_weight
from trophe.web.diary.noting import FEELINGS
from trophe.web.people.hiding import shows_energy, shows_weight
from trophe.web.people.models import Person
from trophe.web.training.access import sessions_between
from trophe.web.trends.learned import LearnedReading, learned_of
from trophe.web.trends.logbook import Logbook, logbook
from trophe.web.trends.models import WeekStory

if TYPE_CHECKING:
    from trophe.energy import Band
    from trophe.plan.review import Change, Review, Week, Words

_DAYS: Final = 7
_SHOWN: Final = 26
_BEFORE_D: Final = 28
_LEAST_DAYS: Final = 5
_LEAST_BEFORE: Final = 10
_CHANCE: Final = 0.01  # six things are looked at every week: each must be rare by chance alone
_NINETY: Final = 1.645
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
    from trophe.plan.review import review

    return review(shown(person, story), _words(person))


def shown(person: Person, story: WeekStory) -> "Week":
    """The figures of a week without what is hidden today; a safety note stays, without them."""
    week = _read(story.figures)
    if not shows_weight(person):
        watch = None if week.watch is None else week.watch.without_weight()
        week = replace(
            week, weights=None, trend_change_kg=None, trend_sd_kg=None, watch=watch, urges=False
        )
    if not shows_energy(person):
        week = replace(week, intake_kcal_d=None, spent_kcal_d=None, goal_kcal_d=None, urges=False)
    return week


def _words(person: Person) -> "Words":
    from trophe.plan.review import Words

    return Words(
        weight=lambda kg: format_weight(kg, "kg" if person.weight_unit == "kg" else "lb"),
        energy=lambda kcal: format_energy(kcal, person.energy_unit),
    )


def _read(figures: dict[str, Any]) -> "Week":
    """The stored figures; what an earlier version kept besides is passed over."""
    from trophe.plan.review import Change, Watch, Week

    known = {name: v for name, v in figures.items() if name in Week.__dataclass_fields__}
    watch = known.get("watch")
    known["watch"] = Watch(**watch) if isinstance(watch, dict) else None
    known["changes"] = tuple(Change(**one) for one in known.get("changes", ()))
    return Week(**known)


def facts(person: Person, week: "Week") -> list[tuple[str, str]]:
    """The figures themselves, beside the words."""
    words, found = _words(person), []
    if week.trend_change_kg is not None and week.trend_sd_kg is not None:
        open_kg = _NINETY * week.trend_sd_kg
        ends = (_signed(words.weight, week.trend_change_kg + s * open_kg) for s in (-1, 1))
        change = _signed(words.weight, week.trend_change_kg)
        found.append(("Weight trend, Monday to Sunday", f"{change} ({' to '.join(ends)})"))
    if week.intake_kcal_d is not None:
        found.append(("Eaten a day", words.energy(week.intake_kcal_d)))
    if week.spent_kcal_d is not None:
        found.append(("Used a day, learned", words.energy(week.spent_kcal_d)))
    if week.protein_g_d is not None:
        found.append(("Protein a day", f"{week.protein_g_d:.0f} g"))
    found.append(("Days with all food logged", str(week.whole_days)))
    if week.weights is not None:
        found.append(("Weighings", str(week.weights)))
    found.append(("Sessions finished", str(week.sessions)))
    if week.steps_d is not None:
        found.append(("Steps a day", f"{week.steps_d:,.0f}"))
    return found


def _signed(say: Callable[[float], str], value: float) -> str:
    sign = "\u2212" if value < 0 else "+"
    return f"{sign}{say(abs(value))}"


def as_dict(person: Person, story: WeekStory) -> dict[str, Any]:
    """What a call gives of a week."""
    week, said = shown(person, story), told(person, story)
    return {
        "monday": story.monday,
        "sunday": sunday_of(story),
        "watch": said.watch,
        "changed": list(said.changed),
        "mattered": list(said.mattered),
        "suggestion": said.suggestion,
        "why": said.why,
        "figures": asdict(week),
    }


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
    steps = _steps(person, monday, _DAYS)
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
        protein_at_least=bool((whole & ~book.protein_known[days]).any()),
        sessions=len(sessions_between(person, monday, monday + timedelta(days=_DAYS - 1))),
        steps_d=_mean(np.array([count for _, count in steps])),
        step_days=len(steps),
        changes=_changes(person, book, monday),
        **_learned(learned, first),
        **_planned(person),
    )


def _steps(person: Person, first: date, days: int) -> list[tuple[float, float]]:
    """(day from `first`, steps) of some days from a date on."""
    last = first + timedelta(days=days - 1)
    rows = person.step_counts.kept().filter(local_date__range=(first, last))
    return [
        (float((on - first).days), float(n)) for on, n in rows.values_list("local_date", "steps")
    ]


def _changes(person: Person, book: Logbook, monday: date) -> "tuple[Change, ...]":
    """What differed from the four weeks before, so clearly that chance makes it once in fifty."""
    from trophe.plan.phases import compare
    from trophe.plan.review import Change

    found = []
    for what, points in _daily(person, book, monday - timedelta(days=_BEFORE_D)).items():
        before = [(day, v) for day, v in points if day < _BEFORE_D]
        now = [(day, v) for day, v in points if day >= _BEFORE_D]
        if len(now) < _LEAST_DAYS or len(before) < _LEAST_BEFORE:
            continue
        try:
            one = compare(before, now)
        except InputError:
            continue  # readings that do not differ: nothing changed
        if min(one.probability_up, 1 - one.probability_up) <= _CHANCE:
            found.append(
                Change(what=what, before=one.first, now=one.second, low=one.low, high=one.high)
            )
    return tuple(found)


def _daily(person: Person, book: Logbook, first: date) -> dict[str, list[tuple[float, float]]]:
    """Series of the five weeks from a date on, days counted from it; unknown days are absent."""
    days = _BEFORE_D + _DAYS
    last = first + timedelta(days=days - 1)
    start = (first - book.first).days
    found = {
        "protein": [
            (float(day), float(book.protein_g[start + day]))
            for day in range(days)
            if 0 <= start + day < book.days
            and book.complete[start + day] > 0
            and book.protein_known[start + day]
        ],
        "steps": _steps(person, first, days),
    }
    said = list(person.days.filter(local_date__range=(first, last)).order_by("local_date"))
    for name in FEELINGS:
        values = [((row.local_date - first).days, getattr(row, name)) for row in said]
        found[name] = [(float(day), float(v)) for day, v in values if v is not None]
    return found


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
    from trophe.plan.review import Watch
    from trophe.web.plans import page
    from trophe.web.plans.services import history_of, read_plan

    reading = read_plan(person)
    if reading is None:
        return {}
    heard = history_of(person)
    watches = [watch for watch in (heard.trend, heard.eating) if watch is not None]
    first = watches[0] if watches else None
    watch = first and Watch(rule=first.rule, level=first.level, text=first.text)
    if reading.locked:
        return {"watch": watch}
    numbers = page.numbers(reading.numbers, reading.day)
    return {
        "goal_kcal_d": numbers.intake_kcal_d,
        "protein_goal_g_d": numbers.protein_g_d,
        "watch": watch,
    }
