"""What this person eats at this hour: the meal to repeat, and the foods to offer first."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.http import Http404

from trophe.nutrition.exercise import COMMON, Activity, activities
from trophe.nutrition.search.engine import Filters
from trophe.web.diary.days import settings_of
from trophe.web.diary.filtering import by_allergies
from trophe.web.diary.records import Entry, Slot
from trophe.web.diary.swallowing import cannot_swallow
from trophe.web.foods.models import Food
from trophe.web.foods.search import NO_FILTERS, suits
from trophe.web.people.models import Person

LOOK_BACK_D: Final = 42
# A meal of today says this much more than one of four weeks ago.
HALF_LIFE_D: Final = 14.0
SAME_WEEKDAY: Final = 1.5
# A food of this meal comes before one that is as usual at another.
HERE: Final = 3.0


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

    def suits(self, filters: Filters) -> bool:
        """Whether every food of it is all that the filters ask; a quick add never is."""
        return all(entry.food is not None and suits(entry.food, filters) for entry in self.entries)

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


def offered_meal(person: Person, slot: Slot, day: date) -> UsualMeal:
    """The usual of a meal as it may be offered: not with trouble swallowing (N07), and nothing
    that may hold what the person does not bear (N06). Http404 when there is none.
    """
    found = None if cannot_swallow(person, day) else usual_meal(person, slot, day)
    filters = by_allergies(settings_of(person))
    if found is None or not (filters == NO_FILTERS or found.suits(filters)):
        raise Http404(f"There is no usual {slot.name} to offer.")
    return found


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


@dataclass(slots=True, kw_only=True)
class Tally:
    """How usual a food is, and how much of it was eaten the last time."""

    key: str
    amount: float
    unit: str
    grams: float
    weight: float = 0.0


def tally(person: Person, slot: Slot | None, day: date) -> dict[int, Tally]:
    """Every food of the last twelve weeks by its row's id; few columns, for it is asked at each
    keystroke."""
    rows = person.entries.kept().filter(
        local_date__gte=day - timedelta(days=LOOK_BACK_D * 2),
        local_date__lte=day,
        food__isnull=False,
        food__deleted_at=None,
    )
    columns = ("food_id", "food__source", "food__source_id", "slot_id", "local_date")
    found: dict[int, Tally] = {}
    for food, source, source_id, slot_id, then, amount, unit, grams in rows.order_by(
        "local_date", "pk"
    ).values_list(*columns, "amount", "unit", "grams"):
        one = found.setdefault(
            food, Tally(key=f"{source}:{source_id}", amount=0.0, unit="", grams=0.0)
        )
        one.amount, one.unit, one.grams = amount, unit, grams
        here = HERE if slot is not None and slot_id == slot.pk else 1.0
        one.weight += here * _weight(then, day)
    return found


def usual_activities(person: Person, day: date, limit: int = 8) -> list[Activity]:
    """What this person did in the last twelve weeks, most often first, then what people do most."""
    since = day - timedelta(days=LOOK_BACK_D * 2)
    done = person.exercises.kept().filter(local_date__range=(since, day)).exclude(activity="")
    often = Counter(done.order_by("-pk").values_list("activity", flat=True))
    known = {one.code: one for one in activities()}
    codes = dict.fromkeys([*(code for code, _ in often.most_common()), *COMMON])
    return [known[code] for code in codes if code in known][:limit]


def usual_foods(person: Person, slot: Slot | None, day: date, limit: int = 12) -> list[UsualFood]:
    """The foods this person eats, those of this meal first, with their last amounts."""
    found = tally(person, slot, day)
    best = sorted(found, key=lambda pk: -found[pk].weight)[:limit]
    rows = Food.objects.in_bulk(best)
    return [of_tally(rows[pk], found[pk]) for pk in best]


def of_tally(food: Food, one: Tally) -> UsualFood:
    """A food with its last amount."""
    return UsualFood(
        food=food, amount=one.amount, unit=one.unit, grams=one.grams, weight=one.weight
    )


def last_amount(person: Person, food: Food) -> UsualFood | None:
    """How much of one food was eaten the last time; None when it never was."""
    entries = person.entries.kept().filter(food=food, grams__isnull=False)
    last = entries.order_by("-local_date", "-pk").values_list("amount", "unit", "grams").first()
    if last is None:
        return None
    amount, unit, grams = last
    return UsualFood(food=food, amount=amount or 0.0, unit=unit, grams=grams or 0.0, weight=1.0)


def history(person: Person, slot: Slot | None, day: date) -> dict[str, float]:
    """How usual each food is at this hour, 0 to 1, by the key that the search engine knows."""
    return shares(tally(person, slot, day))


def shares(found: dict[int, Tally]) -> dict[str, float]:
    """Weights as shares of the largest."""
    most = max((one.weight for one in found.values()), default=1.0)
    return {one.key: one.weight / most for one in found.values()}
