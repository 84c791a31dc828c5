"""A person's own foods: made, corrected, deleted; each change can be undone."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from trophe.checks import require_name, require_one
from trophe.errors import InputError, UnknownNameError
from trophe.nutrition.barcode import key as barcode_key
from trophe.nutrition.food import Allergen, Diet, Quality, Texture
from trophe.nutrition.nutrients import nutrients as known_nutrients
from trophe.web.accounts.models import User
from trophe.web.config.ids import uuid7
from trophe.web.diary.changes import Pen, done_before, rows_of
from trophe.web.diary.records import Entry
from trophe.web.foods.models import OWN, Food
from trophe.web.people.models import Person

# A portion as told: how much, of what, weighing how many grams.
Weight = tuple[float, str, float]
# Together these cannot weigh more than the food: the sum may be this far over by rounding.
MACROS: Final = ("protein_g", "fat_g", "carbohydrate_g", "alcohol_g", "water_g")
ROUNDING_G: Final = 5.0


@transaction.atomic
def save_own_food(
    *,
    person: Person,
    by: User | None,
    name: str,
    amounts: Mapping[str, float],
    brand: str = "",
    barcode: str = "",
    basis: str = "100 g",
    portions: Sequence[Weight] = (),
    contains: Sequence[str] = (),
    free_of: Sequence[str] = (),
    diets: Sequence[str] = (),
    texture: str = "",
    food: Food | None = None,
    version: int | None = None,
    key: UUID | None = None,
) -> Food:
    """Make one of the person's own foods, or change `food`. Amounts are per 100 g or ml.

    What is not told stays unknown. Raises InputError, which names the field, and StaleError
    when `food` is past `version`. Entries logged before keep what they say.
    """
    there = done_before(person, key)
    if there is not None:
        return rows_of(there, Food)[0]
    columns = {
        "name": _require_name(name),
        "brand": brand.strip(),
        "barcode": barcode_key(barcode) if barcode.strip() else "",
        "basis": basis,
        "amounts": require_amounts(amounts, basis),
        "portions": _require_portions(portions),
        "contains": _known("contains", contains, Allergen),
        "free_of": _known("free_of", free_of, Allergen),
        "diets": _known("diets", diets, Diet),
        "texture": str(require_name("texture", texture, Texture)) if texture else "",
        "changed_at": timezone.now(),
    }
    pen = Pen(person, by, key)
    if food is None:
        food = pen.make(_new(person, quality=Quality.OWN, **columns))
    else:
        food = pen.change(_require_own(person, food), version, **columns)
    pen.close("food", f"Saved {food.name}")
    return food


def _new(person: Person, **columns: Any) -> Food:
    code = uuid7()
    return Food(code=code, source=OWN, source_id=str(code), person=person, **columns)


def _require_own(person: Person, food: Food) -> Food:
    if food.person_id != person.pk:
        raise InputError("food", "food: a shared food is corrected, not changed.")
    return food


def _require_name(name: str) -> str:
    name = name.strip()
    if not name:
        raise InputError("name", "name is empty: a food needs a name.")
    if len(name) > 300:
        raise InputError("name", f"name has {len(name)} letters; 300 fit.")
    return name


def require_amounts(amounts: Mapping[str, float], basis: str = "100 g") -> dict[str, float]:
    """Amounts per 100 that a food can hold. Raises InputError, which names the nutrient."""
    known = known_nutrients()
    for name, value in amounts.items():
        if name not in known:
            raise UnknownNameError("nutrient", name, tuple(known))
        most = {"energy_kcal": 950.0}.get(name, 110.0 if name.endswith("_g") else 1e6)
        require_one(name, value, 0, most, hint=f"Per {basis}.")
    together = sum(amounts.get(name, 0.0) for name in MACROS)
    if basis == "100 g" and together > 100 + ROUNDING_G:
        raise InputError(
            "protein_g",
            f"protein, fat, carbohydrate, alcohol and water add up to {together:.0f} g in 100 g. "
            "Are the figures for a larger portion?",
        )
    return {name: float(value) for name, value in amounts.items()}


def _require_portions(portions: Sequence[Weight]) -> list[list[Any]]:
    rows: list[list[Any]] = []
    for amount, unit, grams in portions:
        if not unit.strip():
            raise InputError("portions", "portions: a portion needs a name, such as slice.")
        require_one("portions", grams, 0.01, 20000, hint="Grams of the portion.")
        require_one("portions", amount, 0.01, 1000, hint="How many of the unit.")
        rows.append([float(amount), unit.strip()[:80], float(grams)])
    return rows


def _known(field: str, names: Sequence[str], known: Any) -> str:
    return " ".join(sorted(str(require_name(field, name, known)) for name in names))


@transaction.atomic
def correct_food(
    *,
    person: Person,
    by: User | None,
    food: Food,
    amounts: Mapping[str, float],
    name: str = "",
    apply_since: date | None = None,
    key: UUID | None = None,
) -> Food:
    """This person's own figures instead of a shared food's, in searches from now on.

    Entries keep what they say; with `apply_since` those of that day and later are worked out
    again. Correcting twice changes the first correction.
    """
    there = done_before(person, key)
    if there is not None:
        return rows_of(there, Food)[0]
    if food.person_id is not None:
        raise InputError("food", "food: your own food is changed, not corrected.")
    columns: dict[str, Any] = {
        "name": _require_name(name or food.name),
        "amounts": require_amounts(amounts, food.basis),
        "changed_at": timezone.now(),
    }
    pen = Pen(person, by, key)
    own = Food.objects.own(person).kept().filter(corrects=food).first()
    if own is not None:
        own = pen.change(own, **columns)
    else:
        own = pen.make(_correction(person, food, columns))
    if apply_since is not None:
        _apply(pen, own, food, apply_since)
    pen.close("correct", f"Corrected {own.name}")
    return own


def _correction(person: Person, food: Food, columns: dict[str, Any]) -> Food:
    """A food of the person that is like the shared one but for what was corrected."""
    kept = ("brand", "barcode", "group", "basis", "portions", "contains", "free_of", "diets",
            "texture", "refuse_pct", "description")  # fmt: skip
    like = {name: getattr(food, name) for name in kept}
    return _new(person, quality=Quality.OWN, corrects=food, **like, **columns)


def _apply(pen: Pen, own: Food, food: Food, since: date) -> None:
    """Entries of the food from a day on, worked out again from the corrected figures."""
    from trophe.web.diary.eating import snapshot

    entries = pen.person.entries.kept().filter(food__in=[own, food], local_date__gte=since)
    for entry in entries:
        eaten_g = (entry.grams or 0.0) * entry.eaten_share
        pen.change(entry, food_id=own.pk, nutrients=snapshot(own, eaten_g))


def n_entries_since(person: Person, food: Food, since: date) -> int:
    """How many entries a correction would reach."""
    rows: int = Entry.objects.kept().filter(person=person, food=food, local_date__gte=since).count()
    return rows


@transaction.atomic
def delete_own_food(
    *, person: Person, by: User | None, food: Food, key: UUID | None = None
) -> UUID:
    """Take an own food, correction or recipe out of searches; the code of the change to undo."""
    there = done_before(person, key)
    if there is None:
        pen = Pen(person, by, key)
        pen.delete(_require_own(person, food))
        there = pen.close("food-delete", f"Removed {food.name}")
    return there.code
