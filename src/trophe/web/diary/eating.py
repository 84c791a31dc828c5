"""Writing what was eaten: each entry once, with the nutrients of its day, undone at will."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from trophe.checks import require_one
from trophe.errors import InputError, UnknownNameError
from trophe.nutrition.nutrients import nutrients as known_nutrients
from trophe.web.accounts.models import User
from trophe.web.config.ids import uuid7
from trophe.web.diary.changes import Pen, done_before, rows_of
from trophe.web.diary.days import require_day, stamp, stored_slot
from trophe.web.diary.records import Change, Entry, Slot
from trophe.web.foods.models import Food
from trophe.web.people.models import Person

MOST_G: Final = 20000.0
# Units of weight (or volume, for a food per 100 ml), in g or ml.
WEIGHT_UNITS: Final = {"g": 1.0, "ml": 1.0, "kg": 1000.0, "l": 1000.0, "oz": 28.349523125}


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """What a writing did: the change (to undo it) and the entries it wrote."""

    change: Change
    entries: tuple[Entry, ...] = ()
    created: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Eaten:
    """One food to log: `amount` of `unit`, of which `eaten_share` was eaten."""

    food: Food
    amount: float
    unit: str = "g"
    eaten_share: float = 1.0
    code: UUID | None = None


def grams_of(food: Food, amount: float, unit: str) -> float:
    """What `amount` of `unit` weighs, g (ml of a food per 100 ml).

    `unit` is g, ml, kg, l, oz or a portion of the food. Raises InputError for an amount that
    is not above zero or weighs more than 20 kg, and UnknownNameError for another unit.
    """
    per_unit = {portion.unit: portion.grams_per_unit for portion in food.weights()}
    factor = WEIGHT_UNITS.get(unit) or per_unit.get(unit)
    if factor is None:
        raise UnknownNameError("unit", unit, (*per_unit, *WEIGHT_UNITS))
    require_one("amount", amount, 1e-6, MOST_G / factor, hint="How much was it?")
    return amount * factor


@transaction.atomic
def log_food(
    *,
    person: Person,
    by: User | None,
    day: date,
    slot: Slot,
    food: Food,
    amount: float,
    unit: str = "g",
    eaten_share: float = 1.0,
    code: UUID | None = None,
) -> Logged:
    """Log one food. The same `code` again changes nothing and gives the entry that stands."""
    eaten = Eaten(food=food, amount=amount, unit=unit, eaten_share=eaten_share, code=code)
    return log_many(person=person, by=by, day=day, slot=slot, foods=[eaten], key=code)


@transaction.atomic
def log_many(
    *,
    person: Person,
    by: User | None,
    day: date,
    slot: Slot,
    foods: Iterable[Eaten],
    key: UUID | None = None,
) -> Logged:
    """Log several foods in one change: all or none. `key` makes a second sending harmless."""
    there = done_before(person, key)
    if there is not None:
        return logged_again(there)
    foods = list(foods)
    if not foods:
        raise InputError("foods", "foods: choose at least one.")
    pen, slot = Pen(person, by, key), stored_slot(person, slot)
    when = stamp(person, require_day(person, day), slot.at)
    entries = [pen.make(_entry_of(person, by, slot, when, one)) for one in foods]
    change = pen.close("log", f"Added {named(entries)} to {slot.name}")
    return Logged(change=change, entries=tuple(entries))


def _entry_of(
    person: Person, by: User | None, slot: Slot, when: Mapping[str, Any], one: Eaten
) -> Entry:
    """The entry of one food, with what was eaten of each nutrient that is known."""
    grams = grams_of(one.food, one.amount, one.unit)
    share = require_share(one.eaten_share)
    return Entry(
        **when,
        person=person,
        code=one.code or uuid7(),
        made_by=by,
        slot=slot,
        food=one.food,
        name=one.food.name,
        brand=one.food.brand,
        amount=one.amount,
        unit=one.unit,
        grams=grams,
        eaten_share=share,
        nutrients=snapshot(one.food, grams * share),
        at_least=list(one.food.at_least),
    )


def snapshot(food: Food, grams: float) -> dict[str, float]:
    """What is known of `grams` of a food, kept with the entry from then on."""
    return {name: round(per_100 * grams / 100, 6) for name, per_100 in food.amounts.items()}


def require_share(share: float) -> float:
    """How much of the plate was eaten: above 0, at most 1."""
    return require_one("eaten_share", share, 0.01, 1, hint="1 is all of it, 0.5 is half.")


@transaction.atomic
def quick_add(
    *,
    person: Person,
    by: User | None,
    day: date,
    slot: Slot,
    name: str = "",
    nutrients: Mapping[str, float],
    spread: Mapping[str, float] | None = None,
    code: UUID | None = None,
) -> Logged:
    """Log energy, protein or any nutrient at once; what is not told stays unknown.

    `spread` is the ± of a guess, in the same units.
    """
    there = done_before(person, code)
    if there is not None:
        return logged_again(there)
    told = require_nutrients(nutrients)
    pen, slot = Pen(person, by, code), stored_slot(person, slot)
    entry = Entry(
        **stamp(person, require_day(person, day), slot.at),
        person=person,
        code=code or uuid7(),
        made_by=by,
        slot=slot,
        kind=Entry.Kind.QUICK,
        name=name.strip() or "Quick add",
        nutrients=told,
        spread=_require_spread(told, spread or {}),
    )
    pen.make(entry)
    change = pen.close("quick", f"Added {entry.name} to {slot.name}")
    return Logged(change=change, entries=(entry,))


def require_nutrients(told: Mapping[str, float]) -> dict[str, float]:
    """Amounts by nutrient that a meal can hold. Raises InputError, which names the nutrient."""
    if not told:
        raise InputError("energy_kcal", "energy_kcal: give energy, protein or another nutrient.")
    known = known_nutrients()
    for name, value in told.items():
        if name not in known:
            raise UnknownNameError("nutrient", name, tuple(known))
        require_one(name, value, 0, 20000 if name == "energy_kcal" else 1e6)
    return {name: float(value) for name, value in told.items()}


def _require_spread(told: Mapping[str, float], spread: Mapping[str, float]) -> dict[str, float]:
    """The ± of what was told; one of something untold has no meaning and is refused."""
    for name, value in spread.items():
        if name not in told:
            raise InputError(name, f"{name}: ± of something that was not told.")
        require_one(name, value, 0, max(told[name], 1.0) * 10)
    return {name: float(value) for name, value in spread.items() if value > 0}


@transaction.atomic
def edit_entry(
    *,
    entry: Entry,
    by: User | None,
    version: int | None = None,
    amount: float | None = None,
    unit: str | None = None,
    eaten_share: float | None = None,
    slot: Slot | None = None,
    day: date | None = None,
    name: str | None = None,
    nutrients: Mapping[str, float] | None = None,
    spread: Mapping[str, float] | None = None,
    key: UUID | None = None,
) -> Logged:
    """Correct an entry. A new amount scales what the entry says, not what the food says today.

    Raises StaleError when the entry is past `version`.
    """
    there = done_before(entry.person, key)
    if there is not None:
        return logged_again(there)
    pen = Pen(entry.person, by, key)
    columns = _amount_columns(entry, amount, unit, eaten_share) | _place_columns(entry, slot, day)
    if entry.kind == Entry.Kind.QUICK and nutrients is not None:
        columns["nutrients"] = require_nutrients(nutrients)
        columns["spread"] = _require_spread(nutrients, spread or {})
    if name and entry.kind == Entry.Kind.QUICK:
        columns["name"] = name.strip()
    entry = pen.change(entry, version, **columns)
    return Logged(change=pen.close("edit", f"Changed {entry.name}"), entries=(entry,))


def _amount_columns(
    entry: Entry, amount: float | None, unit: str | None, eaten_share: float | None
) -> dict[str, Any]:
    """The columns of another amount of the same food as it was logged."""
    if (amount is None and unit is None and eaten_share is None) or entry.grams is None:
        return {}
    unit = entry.unit if unit is None else unit
    amount = entry.amount if amount is None else amount
    share = require_share(entry.eaten_share if eaten_share is None else eaten_share)
    grams = _grams_again(entry, amount or 0.0, unit)
    factor = grams * share / (entry.grams * entry.eaten_share)
    return {
        "amount": amount,
        "unit": unit,
        "grams": grams,
        "eaten_share": share,
        "nutrients": {name: round(v * factor, 6) for name, v in entry.nutrients.items()},
    }


def _grams_again(entry: Entry, amount: float, unit: str) -> float:
    """What an amount weighs: by the entry's own portion, else by the food's."""
    per_unit = None
    if unit == entry.unit and entry.grams and entry.amount:
        per_unit = entry.grams / entry.amount
    elif entry.food is None:
        per_unit = WEIGHT_UNITS.get(unit)
        if per_unit is None:
            raise UnknownNameError("unit", unit, (entry.unit, *WEIGHT_UNITS))
    if per_unit is None:
        assert entry.food is not None
        return grams_of(entry.food, amount, unit)
    require_one("amount", amount, 1e-6, MOST_G / per_unit, hint="How much was it?")
    return amount * per_unit


def _place_columns(entry: Entry, slot: Slot | None, day: date | None) -> dict[str, Any]:
    """The columns of another meal or day; the instant follows the day, not the meal alone."""
    columns: dict[str, Any] = {}
    if slot is not None:
        columns["slot_id"] = stored_slot(entry.person, slot).pk
    if day is not None and day != entry.local_date:
        at = slot.at if slot is not None else entry.slot.at
        columns |= stamp(entry.person, require_day(entry.person, day), at)
    return columns


@transaction.atomic
def move_entries(
    *,
    person: Person,
    by: User | None,
    entries: Iterable[Entry],
    slot: Slot,
    day: date | None = None,
    key: UUID | None = None,
) -> Logged:
    """Put entries into another meal, perhaps of another day."""
    there = done_before(person, key)
    if there is not None:
        return logged_again(there)
    pen = Pen(person, by, key)
    moved = [pen.change(entry, **_place_columns(entry, slot, day)) for entry in entries]
    change = pen.close("move", f"Moved {named(moved)} to {slot.name}")
    return Logged(change=change, entries=tuple(moved))


@transaction.atomic
def delete_entries(
    *, person: Person, by: User | None, entries: Iterable[Entry], key: UUID | None = None
) -> Logged:
    """Take entries out of the diary; undoing the change brings them back."""
    there = done_before(person, key)
    if there is not None:
        return logged_again(there)
    pen = Pen(person, by, key)
    gone = [pen.delete(entry) for entry in entries if entry.deleted_at is None]
    return Logged(change=pen.close("delete", f"Removed {named(gone)}"), entries=tuple(gone))


def named(entries: list[Entry]) -> str:
    """The entries in a few words."""
    return entries[0].name if len(entries) == 1 else f"{len(entries)} foods"


def logged_again(change: Change) -> Logged:
    """What a change did the first time."""
    return Logged(change=change, entries=tuple(rows_of(change, Entry)), created=False)
