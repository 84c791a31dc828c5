"""A day of the diary as pages and programs read it: what is left, meal by meal."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from trophe.nutrition.totals import Sum
from trophe.web.diary.days import settings_of, slots_of
from trophe.web.diary.records import (
    Day,
    DiarySettings,
    Entry,
    ExerciseEntry,
    Slot,
    Water,
)
from trophe.web.diary.sums import MACROS, known, sums_of
from trophe.web.diary.targets import Targets
from trophe.web.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class MealReading:
    """One meal of a day and its sums."""

    slot: Slot
    entries: tuple[Entry, ...]
    energy: Sum
    protein: Sum
    protein_goal_g: float | None = None

    @property
    def protein_share(self) -> float | None:
        """The dose of protein that this meal reached, 0 to 1; None without a dose."""
        if not self.protein_goal_g:
            return None
        return min(1.0, known(self.protein) / self.protein_goal_g)

    @property
    def protein_done(self) -> bool:
        """Whether the meal's known protein reaches the dose (half a gram is not argued about)."""
        return bool(self.protein_goal_g) and known(self.protein) >= (self.protein_goal_g or 0) - 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class DayReading:
    """A day: what was eaten, drunk, done and felt, and what is left of the plan's targets."""

    person: Person
    day: date
    said: Day
    meals: tuple[MealReading, ...]
    sums: dict[str, Sum]
    energy_spread_kcal: float
    waters: tuple[Water, ...]
    exercises: tuple[ExerciseEntry, ...]
    settings: DiarySettings
    targets: Targets

    @property
    def energy(self) -> Sum:
        """Energy eaten."""
        return self.sums["energy_kcal"]

    @property
    def protein(self) -> Sum:
        """Protein eaten."""
        return self.sums["protein_g"]

    @property
    def n_entries(self) -> int:
        """How many things were eaten."""
        return sum(len(meal.entries) for meal in self.meals)

    @property
    def water_ml(self) -> int:
        """Water drunk, ml."""
        return sum(water.ml for water in self.waters)

    @property
    def exercise_net_kcal(self) -> float:
        """What exercise burned above rest."""
        return math.fsum(one.net_kcal for one in self.exercises)

    @property
    def exercise_added_kcal(self) -> float:
        """What exercise adds to the day's energy by the person's switch: net energy, or nothing."""
        counts = self.settings.exercise_counts == DiarySettings.ExerciseCounts.NET
        return self.exercise_net_kcal if counts else 0.0

    @property
    def budget_kcal(self) -> float | None:
        """Energy that may be eaten on this day; None without a calorie goal."""
        if self.targets.energy_kcal is None:
            return None
        return self.targets.energy_kcal + self.exercise_added_kcal

    @property
    def energy_left_kcal(self) -> float | None:
        """Energy still to eat; with something unknown it is "at most". Below 0 when over."""
        budget = self.budget_kcal
        return None if budget is None else budget - known(self.energy)

    @property
    def energy_over_kcal(self) -> float:
        """How far over the goal; 0 when not."""
        return max(0.0, -(self.energy_left_kcal or 0.0))

    @property
    def protein_left_g(self) -> float | None:
        """Protein still to eat; 0 when the target is reached."""
        if self.targets.protein_g is None:
            return None
        return max(0.0, self.targets.protein_g - known(self.protein))

    @property
    def shows_energy(self) -> bool:
        """Whether energy may be shown at all (rules P01, P13 and I12, W07)."""
        return self.targets.shows_energy


def read_day(
    person: Person, day: date, targets: Targets, settings: DiarySettings | None = None
) -> DayReading:
    """A day in five queries, however much was eaten."""
    entries = list(person.entries.on_day(day).select_related("slot"))
    return DayReading(
        person=person,
        day=day,
        said=person.days.filter(local_date=day).first() or Day(person=person, local_date=day),
        meals=_meals(person, entries, targets),
        sums=sums_of(entries, MACROS),
        energy_spread_kcal=_spread(entries, "energy_kcal"),
        waters=tuple(person.waters.on_day(day)),
        exercises=tuple(person.exercises.on_day(day)),
        settings=settings or settings_of(person),
        targets=targets,
    )


def _spread(entries: Iterable[Entry], name: str) -> float:
    """The ± of a sum whose parts were guessed apart from each other."""
    return math.hypot(*(entry.spread.get(name, 0.0) for entry in entries))


def _meals(person: Person, entries: list[Entry], targets: Targets) -> tuple[MealReading, ...]:
    """The person's meals in their order, then meals they no longer have but ate on this day."""
    by_slot: dict[int | None, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_slot[entry.slot_id].append(entry)
    slots = slots_of(person)
    kept = {slot.pk for slot in slots}
    former = {e.slot_id: e.slot for e in entries if e.slot_id not in kept}
    dosed = dosed_slots(slots, targets.meals)
    return tuple(
        _meal(slot, by_slot[slot.pk] if slot.pk else [], targets, slot.code in dosed)
        for slot in [*slots, *former.values()]
    )


def dosed_slots(slots: Sequence[Slot], n_meals: int) -> set[object]:
    """The meals that should carry a dose of protein: the first by order, as many as the plan has.

    Snacks come after the main meals in the person's own order, so they are left out first.
    """
    return {slot.code for slot in slots[:n_meals]}


def _meal(slot: Slot, entries: list[Entry], targets: Targets, dosed: bool) -> MealReading:
    sums = sums_of(entries, ("energy_kcal", "protein_g"))
    return MealReading(
        slot=slot,
        entries=tuple(entries),
        energy=sums["energy_kcal"],
        protein=sums["protein_g"],
        protein_goal_g=targets.protein_meal_g if dosed else None,
    )


def is_low_without_word(reading: DayReading, today: date) -> bool:
    """Whether a day that is over looks partly logged, so that the page may ask."""
    goal = reading.targets.energy_kcal
    over = reading.day < today and reading.day >= today - timedelta(days=7)
    return bool(over and not reading.said.status and goal and known(reading.energy) < goal / 2)
