"""What the pages of a day show, made ready so that templates only print."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse

from trophe.web.diary.days import settings_of, slot_now, today
from trophe.web.diary.filtering import by_allergies
from trophe.web.diary.reading import DayReading, MealReading, is_low_without_word, read_day
from trophe.web.diary.records import Day, Feeling, Slot
from trophe.web.diary.sums import known
from trophe.web.diary.swallowing import cannot_swallow
from trophe.web.diary.targets import Targets, targets_of
from trophe.web.diary.usual import UsualMeal, usual_meal
from trophe.web.foods.search import NO_FILTERS
from trophe.web.people.models import Person

FEELINGS: Final = (
    ("appetite", "Appetite", ("None", "Poor", "Fair", "Good")),
    ("nausea", "Nausea", ("None", "A little", "A lot", "Very bad")),
    ("pain", "Pain", ("None", "A little", "A lot", "Very bad")),
    ("fatigue", "Tiredness", ("None", "A little", "A lot", "Very bad")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """One meal's protein against its dose, for the row of bars."""

    meal: MealReading
    # Height of the filled part, of 40.
    filled: float

    @property
    def empty(self) -> float:
        """Height of what is missing, of 40."""
        return 40.0 - self.filled


def day_context(person: Person, day: date | None, targets: Targets | None = None) -> dict[str, Any]:
    """Everything a day's page prints, whoever looks at it."""
    settings = settings_of(person)
    now = today(person, settings)
    day = day or now
    reading = read_day(person, day, targets or targets_of(person, day), settings)
    slots = [meal.slot for meal in reading.meals if meal.slot.deleted_at is None]
    return {
        "reading": reading,
        "shows_energy": reading.shows_energy,
        "shows_weight": reading.targets.shows_weight,
        "day": day,
        "is_today": day == now,
        "now": now,
        "yesterday": day - timedelta(days=1),
        "tomorrow": day + timedelta(days=1),
        "day_name": name_of(day, now),
        "doses": [dose_of(m) for m in dosed(reading)],
        "energy_bar": bar(known(reading.energy), reading.budget_kcal),
        "protein_bar": bar(known(reading.protein), reading.targets.protein_g),
        "water_bar": bar(reading.water_ml, reading.targets.water_ml),
        "usual": suggestions(person, slots, reading, now),
        "can_copy": not reading.n_entries and _was_eaten(person, day - timedelta(days=1)),
        "feelings": feelings(reading.said),
        "statuses": Day.Status.choices[1:],
        "asks_status": is_low_without_word(reading, now),
        "slot_now": slot_now(person, slots),
        "places": places(person, day),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A link at the end of a day's page."""

    name: str
    note: str
    address: str


def places(person: Person, day: date) -> list[Place]:
    """Where one goes from a day."""
    return [
        Place(
            name="Nutrients",
            note="Vitamins, minerals and amino acids of this day",
            address=reverse("nutrients", args=[person.code, day]),
        ),
        Place(
            name="Own foods and recipes",
            note="Your labels, corrections and pots",
            address=reverse("foods", args=[person.code]),
        ),
        Place(
            name="Diary settings",
            note="Meals, day start, exercise, allergies",
            address=reverse("diary-settings", args=[person.code]),
        ),
    ]


def is_part(request: HttpRequest) -> bool:
    """Whether only a part of the page was asked for."""
    return request.headers.get("HX-Request") == "true"


def name_of(day: date, now: date) -> str:
    """Today, Yesterday, or the date in words."""
    near = {0: "Today", 1: "Yesterday", -1: "Tomorrow"}.get((now - day).days)
    return near or f"{day:%A} {day.day} {day:%B}" + ("" if day.year == now.year else f" {day:%Y}")


def bar(value: float, goal: float | None) -> float | None:
    """How full a bar of 100 is; None without a goal."""
    return None if not goal or goal <= 0 else round(min(100.0, 100 * value / goal), 1)


def dosed(reading: DayReading) -> list[MealReading]:
    """The meals that carry a dose of protein, and others that brought some."""
    return [m for m in reading.meals if m.protein_goal_g or known(m.protein) >= 1]


def dose_of(meal: MealReading) -> Dose:
    """A meal with its bar."""
    return Dose(meal=meal, filled=round(40 * (meal.protein_share or 0), 1))


def suggestions(
    person: Person, slots: list[Slot], reading: DayReading, now: date
) -> list[UsualMeal]:
    """The usual of this hour, for meals that nothing was logged for yet; at most two.

    None with trouble swallowing (N07); a meal with something that may hold what the person does
    not bear is left out (N06).
    """
    if reading.day != now or cannot_swallow(person, now):
        return []
    empty = {meal.slot.code for meal in reading.meals if not meal.entries}
    first = slot_now(person, slots)
    later = [slot for slot in slots if slot.order > first.order][:1]
    wanted = [slot for slot in [first, *later] if slot.code in empty]
    meals = (usual_meal(person, slot, now) for slot in wanted)
    filters = by_allergies(reading.settings)
    return [meal for meal in meals if meal and (filters == NO_FILTERS or meal.suits(filters))]


def _was_eaten(person: Person, day: date) -> bool:
    found: bool = person.entries.on_day(day).exists()
    return found


def feelings(said: Day) -> list[dict[str, Any]]:
    """The four rows of taps, with what was tapped."""
    return [
        {
            "name": name,
            "label": label,
            "value": getattr(said, name),
            "options": [(value, words[value]) for value in Feeling.values],
        }
        for name, label, words in FEELINGS
    ]


def day_url(person: Person, day: date) -> str:
    """Where a day is shown: today at its own short address."""
    if day == today(person):
        return reverse("today", args=[person.code])
    return reverse("day", args=[person.code, day])
