"""Ideas for a meal: what is left of the day, shared among the meals still to come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from trophe.checks import require_name
from trophe.nutrition.food import Allergen, Diet
from trophe.nutrition.ideas import Idea, Item, Meal, Want, ideas
from trophe.nutrition.measures import in_measures
from trophe.nutrition.totals import Sum
from trophe.web.diary.reading import DayReading, read_day
from trophe.web.diary.records import Slot
from trophe.web.diary.swallowing import cannot_swallow
from trophe.web.diary.targets import targets_of
from trophe.web.foods.models import Food
from trophe.web.foods.search import by_key
from trophe.web.people.models import Person

# Where no plan gives a number, or little is left: a small meal.
USUAL_KCAL: Final = 450.0
LEAST_KCAL: Final = 150.0
MOST_KCAL: Final = 1200.0
BREAKFAST_UNTIL_H: Final = 10
SNACK_NAMES: Final = ("snack", "tea", "elevenses", "coffee")


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaItem:
    """One food of an idea, as a row that can be logged."""

    food: Food
    said: str
    grams: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MealIdea:
    """A set of foods with its sums."""

    items: tuple[IdeaItem, ...]
    energy: Sum
    protein: Sum
    fibre: Sum


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeasPage:
    """Up to three ideas, or why there are none."""

    ideas: tuple[MealIdea, ...]
    reason: str
    wanted_kcal: float
    wanted_protein_g: float
    shows_energy: bool


def ideas_for(
    person: Person, day: date, slot: Slot, *, soft: bool = False, dense: bool = False
) -> IdeasPage:
    """Three sets of real foods for a meal, by what is left and what the person leaves out."""
    reading = read_day(person, day, targets_of(person, day))
    settings = reading.settings
    kcal, protein_g = wanted(reading, slot)
    said = reading.said
    poor_appetite = (said.appetite is not None and said.appetite <= 1) or (said.nausea or 0) >= 2
    want = Want(
        energy_kcal=kcal,
        protein_g=protein_g,
        fibre_g=6.0,
        meal=shape_of(slot),
        diet=require_name("diet", settings.diet, Diet) if settings.diet else None,
        without=frozenset(map(Allergen, settings.avoid_allergens.split())),
        dislikes=tuple(word.strip() for word in settings.dislikes.split(",") if word.strip()),
        soft=soft or bool(settings.texture),
        energy_dense=dense,
        appetite="small" if poor_appetite else "normal",
    )
    found = ideas(want, swallowing_trouble=cannot_swallow(person, day))
    rows = by_key(item.food.key for idea in found.ideas for item in idea.items)
    return IdeasPage(
        ideas=tuple(
            # At the very first start the foods are still being loaded.
            _idea(idea, rows)
            for idea in found.ideas
            if all(item.food.key in rows for item in idea.items)
        ),
        reason=found.reason,
        wanted_kcal=kcal,
        wanted_protein_g=protein_g,
        shows_energy=reading.shows_energy,
    )


def wanted(reading: DayReading, slot: Slot) -> tuple[float, float]:
    """Energy and protein for this meal: an even share of what is left for meals not eaten yet."""
    open_meals = [
        meal
        for meal in reading.meals
        if not meal.entries and (meal.protein_goal_g or meal.slot.code == slot.code)
    ]
    share = max(1, len(open_meals))
    left = reading.energy_left_kcal
    kcal = USUAL_KCAL if left is None else min(MOST_KCAL, max(LEAST_KCAL, left / share))
    goal = reading.targets.protein_meal_g
    protein_left = reading.protein_left_g
    protein_g = goal or (0.0 if protein_left is None else protein_left / share)
    return round(kcal), min(60.0, round(protein_g))


def shape_of(slot: Slot) -> Meal:
    """The shape of a meal by its name and hour."""
    if any(word in slot.name.lower() for word in SNACK_NAMES):
        return Meal.SNACK
    return Meal.BREAKFAST if slot.at.hour <= BREAKFAST_UNTIL_H else Meal.MAIN


def _idea(idea: Idea, rows: Mapping[str, Food]) -> MealIdea:
    """An idea with its foods as rows."""
    return MealIdea(
        items=tuple(_item(item, rows[item.food.key]) for item in idea.items),
        energy=idea.sums["energy_kcal"],
        protein=idea.sums["protein_g"],
        fibre=idea.sums["fibre_g"],
    )


def _item(item: Item, food: Food) -> IdeaItem:
    return IdeaItem(food=food, said=in_measures(item.units, item.unit), grams=item.grams)
