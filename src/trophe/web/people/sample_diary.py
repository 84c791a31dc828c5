"""What the sample person ate, drank, did and felt: real foods, sized to what the model needs."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from trophe.nutrition.core import core_table
from trophe.nutrition.exercise import activity, gross_kcal, net_kcal
from trophe.web.accounts.models import User
from trophe.web.diary.days import slots_of, stored_slot
from trophe.web.diary.eating import grams_of, snapshot
from trophe.web.diary.records import Day, Entry, ExerciseEntry, Slot, Water
from trophe.web.foods.loading import put_foods
from trophe.web.foods.models import Food
from trophe.web.people.models import Person

# One food of a meal: its number in the table that comes with Trophe, how much, of what.
Part = tuple[str, float, str]
Meal = tuple[Part, ...]

MEALS: Final[dict[str, tuple[Meal, ...]]] = {
    "Breakfast": (
        (("08121", 250, "g"), ("01079", 150, "g"), ("09050", 80, "g"), ("19296", 10, "g")),
        (("18075", 2, "slice"), ("01129", 2, "large egg"), ("11529", 90, "g")),
        (("01256", 1, "container"), ("08120", 35, "g"), ("09040", 110, "g"), ("12061", 12, "g")),
    ),
    "Lunch": (
        (("16070", 200, "g"), ("20137", 110, "g"), ("11457", 50, "g"), ("04053", 8, "g")),
        (("18075", 2, "slice"), ("15121", 110, "g"), ("11251", 30, "g"), ("16158", 40, "g")),
        (("11367", 220, "g"), ("01012", 180, "g"), ("11205", 100, "g"), ("04053", 5, "g")),
        (("05064", 110, "g"), ("20037", 150, "g"), ("11821", 80, "g"), ("04053", 8, "g")),
    ),
    "Dinner": (
        (("15237", 140, "g"), ("11367", 220, "g"), ("11091", 150, "g"), ("01001", 8, "g")),
        (("20125", 200, "g"), ("06931", 150, "g"), ("23578", 85, "g"), ("01009", 20, "g")),
        (("05064", 140, "g"), ("20045", 180, "g"), ("11124", 90, "g"), ("04053", 10, "g")),
        (("16126", 200, "g"), ("20037", 180, "g"), ("11313", 90, "g"), ("04053", 10, "g")),
        (("15016", 180, "g"), ("11508", 200, "g"), ("11313", 100, "g"), ("01001", 10, "g")),
    ),
    "Snacks": (
        (("09003", 170, "g"),),
        (("01256", 1, "container"), ("09050", 60, "g")),
        (("12061", 25, "g"), ("14355", 1, "cup (8 fluid ounce)")),
        (("19904", 20, "g"), ("14209", 1, "cup (8 fluid ounce)")),
    ),
}
# A day can be eaten smaller or larger than it stands above, within plates that look like plates.
_LEAST, _MOST = 0.6, 1.8
_MISSING, _PARTIAL, _SAID = 0.06, 0.10, 0.85
# Days ago on which Alex had a cold: little appetite, nothing written down for some of them.
COLD: Final = range(52, 57)
_WALK: Final = "17200"
_NOON: Final = time(12)


def keep_diary(person: Person, by: User, eaten_kcal: NDArray[np.float64]) -> None:
    """Writes the days that end today. `eaten_kcal` (day,) what each held; the last one is today.

    Some days are missing and some hold a part, as diaries do. Today still has its
    dinner ahead, so that the first page shows what is left.
    """
    rng = np.random.default_rng(eaten_kcal.size)
    foods, slots = _foods(), {slot.name: stored_slot(person, slot) for slot in slots_of(person)}
    entries: list[Entry] = []
    for ago in range(eaten_kcal.size - 1, -1, -1):
        day, kcal = person.today() - timedelta(days=ago), float(eaten_kcal[-1 - ago])
        entries += _eaten(person, by, day, kcal, foods, slots, rng, ago)
    Entry.objects.bulk_create(entries, batch_size=200)
    kept = {entry.local_date for entry in entries}
    Day.objects.bulk_create(_said(person, kept, rng, days=eaten_kcal.size))
    Water.objects.bulk_create(_drunk(person, by, rng, days=eaten_kcal.size))
    ExerciseEntry.objects.bulk_create(_walked(person, by, rng, days=eaten_kcal.size))


def _foods() -> dict[str, Food]:
    """The foods of the meals as rows, by number; the loading of all foods renews them later."""
    numbers = sorted({part[0] for meals in MEALS.values() for meal in meals for part in meal})
    wanted = {number: core_table().food(number) for number in numbers}
    put_foods(wanted.values())
    ids = {(food.source, food.source_id): number for number, food in wanted.items()}
    rows = Food.objects.shared().filter(source_id__in=[f.source_id for f in wanted.values()])
    return {
        ids[row.source, row.source_id]: row for row in rows if (row.source, row.source_id) in ids
    }


def _eaten(
    person: Person,
    by: User,
    day: date,
    kcal: float,
    foods: dict[str, Food],
    slots: dict[str, Slot],
    rng: np.random.Generator,
    ago: int,
) -> list[Entry]:
    """The entries of one day."""
    chance = float(rng.random())
    chosen = {name: meals[int(rng.integers(len(meals)))] for name, meals in MEALS.items()}
    plain = sum(_kcal(foods, part) for meal in chosen.values() for part in meal)
    factor = float(np.clip(kcal / plain, _LEAST, _MOST))
    if ago and (chance < _MISSING or ago in COLD[:3]):
        return []
    if ago and chance < _MISSING + _PARTIAL:
        chosen = {name: chosen[name] for name in ("Breakfast", "Lunch")}
    if not ago:
        chosen = {name: chosen[name] for name in ("Breakfast", "Lunch")}
    return [
        _entry(person, by, day, slots[name], foods[part[0]], part, factor)
        for name, meal in chosen.items()
        for part in meal
    ]


def _kcal(foods: dict[str, Food], part: Part) -> float:
    food = foods[part[0]]
    return food.amount("energy_kcal", grams_of(food, part[1], part[2])) or 0.0


def _entry(
    person: Person, by: User, day: date, slot: Slot, food: Food, part: Part, factor: float
) -> Entry:
    _, amount, unit = part
    if unit == "g":
        amount = float(max(5 * round(amount * factor / 5), 5))
    grams = grams_of(food, amount, unit)
    return Entry(
        **_stamp(person, day, slot.at),
        person=person,
        made_by=by,
        slot=slot,
        food=food,
        name=food.name,
        amount=amount,
        unit=unit,
        grams=grams,
        nutrients=snapshot(food, grams),
    )


def _stamp(person: Person, day: date, at: time) -> dict[str, Any]:
    """Label, instant and zone, without a question to the database for each row."""
    moment = datetime.combine(day, at, tzinfo=ZoneInfo(person.time_zone))
    offset = moment.utcoffset() or timedelta()
    return {
        "local_date": day,
        "instant_utc": moment,
        "zone_name": person.time_zone,
        "utc_offset_s": int(offset.total_seconds()),
    }


def _said(person: Person, kept: set[date], rng: np.random.Generator, *, days: int) -> Iterator[Day]:
    """How the days before today were, and that they are complete where that was said."""
    entries = person.entries.kept().values_list("local_date", "slot__name")
    dinners = {day for day, slot in entries if slot == "Dinner"}
    for ago in range(days - 1, 0, -1):
        day, ill = person.today() - timedelta(days=ago), ago in COLD
        tells = bool(rng.random() < _SAID)
        if day not in kept and not ill:
            continue
        status = ("complete" if day in dinners else "partial") if tells and day in kept else ""
        sore = 1 if rng.random() < ago / days * 0.7 else 0
        yield Day(
            person=person,
            local_date=day,
            status=status,
            appetite=2 if ill else int(rng.random() < 0.1),
            nausea=int(ill),
            pain=sore,
            fatigue=3 if ill else int(rng.choice([0, 0, 1, 1, 2])),
            note="A cold. Resting." if ago == COLD[2] else "",
        )


def _drunk(person: Person, by: User, rng: np.random.Generator, *, days: int) -> Iterator[Water]:
    """Four to eight glasses a day; two so far today."""
    for ago in range(days - 1, -1, -1):
        glasses = int(rng.integers(4, 9)) if ago else 2
        when = _stamp(person, person.today() - timedelta(days=ago), _NOON)
        for _ in range(glasses):
            yield Water(**when, person=person, made_by=by, ml=250)


def _walked(
    person: Person, by: User, rng: np.random.Generator, *, days: int
) -> Iterator[ExerciseEntry]:
    """A brisk walk on about three days a week, never while ill."""
    walk, weights = activity(_WALK), _weights(person)
    for ago in range(days - 1, 0, -1):
        day = person.today() - timedelta(days=ago)
        goes, minutes = rng.random() < 0.42, float(5 * rng.integers(5, 12))
        if not goes or ago in COLD:
            continue
        kg = next(kg for on, kg in reversed(weights) if on <= day or on == weights[0][0])
        yield ExerciseEntry(
            **_stamp(person, day, _NOON),
            person=person,
            made_by=by,
            activity=walk.code,
            name=walk.name,
            met=walk.met,
            minutes=minutes,
            weight_kg=kg,
            gross_kcal=float(gross_kcal(walk.met, kg, minutes / 60)),
            net_kcal=float(net_kcal(walk.met, kg, minutes / 60)),
        )


def _weights(person: Person) -> Sequence[tuple[date, float]]:
    return list(person.weights.kept().values_list("local_date", "weight_kg"))
