"""Recipes as foods of the person: cooked from rows, cooked again when an ingredient changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from trophe.checks import require_one
from trophe.errors import InputError, MissingDataError
from trophe.nutrition.food import Food as CoreFood
from trophe.nutrition.food import Quality
from trophe.nutrition.recipes import Part, Pot, cook
from trophe.nutrition.recipes import Recipe as CoreRecipe
from trophe.web.accounts.models import User
from trophe.web.config.ids import uuid7
from trophe.web.diary.changes import Pen, done_before, rows_of
from trophe.web.diary.records import Entry, Slot
from trophe.web.foods.access import foods_of
from trophe.web.foods.models import RECIPE, Food, Recipe
from trophe.web.people.models import Person

MOST_LINES: Final = 200
# An ingredient of unknown weight adds next to nothing but makes every sum "at least".
UNKNOWN_WEIGHT_G: Final = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One ingredient: what was written, the food it means, its weight; either may be unknown."""

    text: str = ""
    food: Food | None = None
    grams: float | None = None

    def as_json(self) -> dict[str, Any]:
        """As the recipe's row keeps it."""
        code = None if self.food is None else str(self.food.code)
        return {"text": self.text[:300], "food": code, "grams": self.grams}


@transaction.atomic
def save_recipe(
    *,
    person: Person,
    by: User | None,
    name: str,
    servings: float,
    lines: Iterable[Line],
    pot_g: float | None = None,
    steps: str = "",
    food: Food | None = None,
    version: int | None = None,
    key: UUID | None = None,
) -> Food:
    """Make a recipe, or change that of `food`; recipes that hold it are cooked again.

    `pot_g` is what the finished pot weighs, so that a gram of it holds what a gram holds after
    cooking; without it the ingredients' weights are added up. Raises InputError, which names the
    field; a recipe inside itself is a CycleError.
    """
    there = done_before(person, key)
    if there is not None:
        return rows_of(there, Food)[0]
    lines = list(lines)
    require_one("servings", servings, 0.1, 1000)
    if not 1 <= len(lines) <= MOST_LINES:
        raise InputError("ingredients", f"ingredients: {len(lines)} lines; 1 to 200 fit.")
    for line in lines:
        if line.grams is not None:
            require_one("grams", line.grams, 0.001, 1_000_000, hint=f"Grams of {line.text}.")
    pen = Pen(person, by, key)
    told: dict[str, Any] = {"servings": servings, "pot_g": pot_g, "steps": steps.strip()[:20000]}
    told["ingredients"] = [line.as_json() for line in lines]
    food = _store(pen, person, name.strip(), told, food, version)
    _cook_holders(pen, person, food)
    pen.close("recipe", f"Saved {food.name}")
    return food


def _store(
    pen: Pen,
    person: Person,
    name: str,
    told: dict[str, Any],
    food: Food | None,
    version: int | None,
) -> Food:
    """The recipe's two rows: how it is made, and what 100 g of it hold."""
    if not name:
        raise InputError("name", "name is empty: a recipe needs a name.")
    if food is None:
        code = uuid7()
        food = Food(
            code=code, source=RECIPE, source_id=str(code), person=person, quality=Quality.OWN
        )
        food.name = name
        pot = cook(_core(food, Recipe(food=food, **told)), Cupboard(person))
        for column, value in _columns(pot).items():
            setattr(food, column, value)
        food = pen.make(food)
        pen.make(Recipe(food=food, **told))
        return food
    recipe = pen.change(food.recipe, **told)
    pot = cook(_core(food, recipe, name), Cupboard(person))
    return pen.change(food, version, name=name, changed_at=timezone.now(), **_columns(pot))


def _columns(pot: Pot) -> dict[str, Any]:
    """What the pot says, as columns of its food; lower bounds are marked as such."""
    amounts = {**pot.per_100_g, **pot.at_least_per_100_g}
    return {
        "amounts": {name: round(value, 6) for name, value in amounts.items()},
        "at_least": sorted(pot.at_least_per_100_g),
        "portions": [[1.0, "serving", round(pot.serving_g, 2)]],
    }


class Cupboard:
    """Foods and recipes of a person by code, as the core knows them."""

    def __init__(self, person: Person) -> None:
        self.person = person

    def __call__(self, key: str) -> CoreFood | CoreRecipe:
        """The food or recipe of a key. One that is gone or was never told holds unknowns."""
        if not key:
            return CoreFood(source="unknown", source_id="unknown", name="Unknown")
        food = Food.objects.of(self.person).filter(code=key).first()
        if food is None:
            raise MissingDataError("ingredients", "An ingredient is no food of this person.")
        return _core(food, food.recipe) if food.is_recipe else food.core()


def _core(food: Food, recipe: Recipe, name: str = "") -> CoreRecipe:
    return CoreRecipe(
        key=str(food.code),
        name=name or food.name,
        parts=tuple(
            Part(key=one["food"] or "", grams=one["grams"] or UNKNOWN_WEIGHT_G)
            if one["grams"]
            else Part(key="", grams=UNKNOWN_WEIGHT_G)
            for one in recipe.ingredients
        ),
        servings=recipe.servings,
        pot_g=recipe.pot_g,
    )


def _cook_holders(pen: Pen, person: Person, food: Food) -> None:
    """Cook again every recipe that holds `food`, and those that hold these."""
    own = Recipe.objects.filter(food__person=person, food__deleted_at=None).select_related("food")
    held, changed = list(own), {str(food.code)}
    while changed:
        holders = [r for r in held if changed & {one["food"] for one in r.ingredients}]
        for recipe in holders:
            pen.change(recipe.food, **_columns(cook(_core(recipe.food, recipe), Cupboard(person))))
        changed = {str(recipe.food.code) for recipe in holders}


def lines_of(person: Person, food: Food) -> list[Line]:
    """The ingredients of a recipe with their foods."""
    codes = [one["food"] for one in food.recipe.ingredients if one["food"]]
    foods = {str(row.code): row for row in foods_of(person).filter(code__in=codes)}
    return [
        Line(text=one["text"], food=foods.get(one["food"] or ""), grams=one["grams"])
        for one in food.recipe.ingredients
    ]


@transaction.atomic
def save_meal_as_recipe(
    *,
    person: Person,
    by: User | None,
    slot: Slot,
    day: date,
    name: str = "",
    servings: float = 1.0,
    key: UUID | None = None,
) -> Food:
    """A recipe of what was eaten at a meal; quick adds stay as unknown ingredients."""
    entries = list(person.entries.on_day(day).filter(slot=slot).select_related("food"))
    if not entries:
        raise InputError("ingredients", f"ingredients: nothing was eaten at {slot.name}.")
    lines = [_line_of(entry) for entry in entries]
    name = name or f"{slot.name} of {day.day} {day:%B}"
    return save_recipe(person=person, by=by, name=name, servings=servings, lines=lines, key=key)


def _line_of(entry: Entry) -> Line:
    grams = None if entry.grams is None else entry.grams * entry.eaten_share
    return Line(text=entry.name, food=entry.food, grams=grams)
