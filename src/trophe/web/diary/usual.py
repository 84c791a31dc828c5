"""What this person eats at this hour: the meal to repeat, and the foods to offer first."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from trophe.web.diary.records import Entry, Slot
from trophe.web.foods.models import Food
from trophe.web.people.models import Person

LOOK_BACK_D: Final = 42
# A meal of today says this much more than one of four weeks ago.
HALF_LIFE_D: Final = 14.0
SAME_WEEKDAY: Final = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class UsualMeal:
    """A meal that was really eaten and is most like what is eaten at this hour."""

    slot: Slot
    day: date
    entries: tuple[Entry, ...]

    @property
    def energy_kcal(self) -> float | None:
        """Its energy; None when an entry does not say."""
        parts = [entry.nutrients.get("energy_kcal") for entry in self.entries]
        return None if None in parts else sum(part for part in parts if part is not None)

    @property
    def names(self) -> str:
        """Its foods in a few words."""
        names = [entry.name.split(",")[0] for entry in self.entries]
        more = len(names) - 3
        return ", ".join(names[:3]) + (f" and {more} more" if more > 0 else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class UsualFood:
    """A food and how much of it was eaten the last time."""

    food: Food
    amount: float
    unit: str
    grams: float
    weight: float


def usual_meal(person: Person, slot: Slot, day: date) -> UsualMeal | None:
    """The meal to repeat: of the last six weeks, the one most like all the others.

    It is one that was truly eaten, so its amounts belong together. None when the meal was never
    logged in that time.
    """
    meals = _meals(person, slot, day)
    if not meals:
        return None
    weights = {then: _weight(then, day) for then in meals}
    foods = {then: {_same(entry) for entry in entries} for then, entries in meals.items()}

    def likeness(then: date) -> tuple[float, date]:
        shared = sum(
            weights[other] * len(foods[then] & foods[other]) / len(foods[then] | foods[other])
            for other in meals
        )
        return shared * weights[then] ** 0.25, then

    best = max(meals, key=likeness)
    return UsualMeal(slot=slot, day=best, entries=tuple(meals[best]))


def _meals(person: Person, slot: Slot, day: date) -> dict[date, list[Entry]]:
    """What was eaten at a meal on each of the days before `day`."""
    if slot.pk is None:
        return {}
    since = day - timedelta(days=LOOK_BACK_D)
    found = person.entries.kept().filter(slot=slot, local_date__gte=since, local_date__lt=day)
    meals: dict[date, list[Entry]] = defaultdict(list)
    for entry in found.select_related("food", "slot"):
        meals[entry.local_date].append(entry)
    return dict(meals)


def _same(entry: Entry) -> object:
    return entry.food_id or entry.name


def _weight(then: date, day: date) -> float:
    """How much a past day says about this one."""
    weight: float = 0.5 ** ((day - then).days / HALF_LIFE_D)
    return weight * (SAME_WEEKDAY if then.weekday() == day.weekday() else 1.0)


def usual_foods(person: Person, slot: Slot | None, day: date, limit: int = 12) -> list[UsualFood]:
    """The foods this person eats, those of this meal first, with their last amounts."""
    since = day - timedelta(days=LOOK_BACK_D * 2)
    recent = person.entries.kept().filter(
        local_date__gte=since, local_date__lte=day, food__isnull=False, food__deleted_at=None
    )
    scores: dict[int, float] = defaultdict(float)
    last: dict[int, Entry] = {}
    for entry in recent.select_related("food").order_by("local_date", "pk"):
        assert entry.food_id is not None
        here = 3.0 if slot is not None and entry.slot_id == slot.pk else 1.0
        scores[entry.food_id] += here * _weight(entry.local_date, day)
        last[entry.food_id] = entry
    best = sorted(scores, key=lambda pk: -scores[pk])[:limit]
    return [_usual(last[pk], scores[pk]) for pk in best]


def _usual(entry: Entry, weight: float) -> UsualFood:
    assert entry.food is not None
    assert entry.amount is not None
    assert entry.grams is not None
    return UsualFood(
        food=entry.food, amount=entry.amount, unit=entry.unit, grams=entry.grams, weight=weight
    )


def history(person: Person, slot: Slot | None, day: date, limit: int = 200) -> dict[str, float]:
    """How usual each food is at this hour, 0 to 1, by the key that the search engine knows."""
    return shares(usual_foods(person, slot, day, limit))


def shares(usual: Iterable[UsualFood]) -> dict[str, float]:
    """Weights as shares of the largest."""
    found = list(usual)
    most = max((one.weight for one in found), default=1.0)
    return {one.food.key: one.weight / most for one in found}
