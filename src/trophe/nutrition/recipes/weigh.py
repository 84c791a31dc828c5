"""How much a line of a recipe weighs, given the food it means."""

import re
from collections.abc import Sequence
from typing import Final

from trophe.nutrition.food import Food, Portion
from trophe.nutrition.recipes.lines import MILLILITRES, Line
from trophe.nutrition.search.words import stems

# A bare count means this size first.
SIZES: Final = ("medium", "large", "small")
VOLUMES: Final = ("cup", "tablespoon", "teaspoon", "fluid ounce", "pint", "quart")


def grams_of(line: Line, food: Food) -> float | None:
    """What the line weighs, g; None where the food has no portion that says.

    Weights are exact. Volumes use the food's own cup or spoon, or 1 g a ml where the food is
    measured in ml. Counted things use the portion whose words fit the line best: "2 large eggs" is
    two of "large egg".
    """
    if line.grams is not None:
        return line.grams
    if line.amount is None:
        return None
    if line.millilitres is not None:
        density = _density(food)
        return None if density is None else line.millilitres * density
    portion = _counted(line, food.portions)
    return None if portion is None else line.amount * portion.grams_per_unit


def _density(food: Food) -> float | None:
    """Grams a millilitre, from the largest volume the food has a portion of."""
    if food.basis == "100 ml":
        return 1.0
    for unit in VOLUMES:
        for portion in food.portions:
            if re.match(rf"^{unit}\b", portion.unit):
                return portion.grams_per_unit / MILLILITRES[unit]
    return None


def _counted(line: Line, portions: Sequence[Portion]) -> Portion | None:
    """The portion that counts the same thing."""
    wanted = set(stems(f"{line.unit} {line.name}"))
    fitting = [
        p for p in portions if not re.match(rf"^({'|'.join(VOLUMES)}|ounce|pound)\b", p.unit)
    ]
    if line.unit:
        fitting = [p for p in fitting if line.unit in stems(p.unit)]
    if not fitting:
        return None
    sized = [p for size in SIZES for p in fitting if p.unit.startswith(size)]
    order = [*sized, *(p for p in fitting if p not in sized)]
    return max(order, key=lambda p: (len(wanted & set(stems(p.unit))), -order.index(p)))
