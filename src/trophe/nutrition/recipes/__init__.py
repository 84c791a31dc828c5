"""Recipes: lines of ingredients, pages they stand on, and what a pot holds."""

from trophe.nutrition.recipes.lines import Line, parse_line
from trophe.nutrition.recipes.pasted import PastedRecipe, read_recipe
from trophe.nutrition.recipes.pot import CycleError, Part, Pot, Recipe, cook
from trophe.nutrition.recipes.sentence import meal_lines, vessel_of
from trophe.nutrition.recipes.weigh import grams_of

__all__ = [
    "CycleError",
    "Line",
    "Part",
    "PastedRecipe",
    "Pot",
    "Recipe",
    "cook",
    "grams_of",
    "meal_lines",
    "parse_line",
    "read_recipe",
    "vessel_of",
]
