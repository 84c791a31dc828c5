"""What a finished pot holds: ingredients, nested recipes, the weight after cooking, servings."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from trophe.checks import require_one
from trophe.errors import InputError, MissingDataError
from trophe.nutrition.food import Food
from trophe.nutrition.nutrients import nutrient_ids
from trophe.nutrition.totals import Sum, amounts_of, totals

MAX_GRAMS: Final = 1_000_000


class CycleError(InputError):
    """A recipe that is, at some depth, an ingredient of itself."""

    def __init__(self, path: tuple[str, ...]) -> None:
        self.path = path
        way = " in ".join(reversed(path))
        super().__init__("ingredients", f"ingredients go round in a circle: {way}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One ingredient: the key of a food or of another recipe, and how much of it, g."""

    key: str
    grams: float

    def __post_init__(self) -> None:
        object.__setattr__(self, "grams", require_one("grams", self.grams, 0, MAX_GRAMS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """A recipe. `pot_g` is the weight of the finished pot's content, None when never weighed."""

    key: str
    name: str
    parts: tuple[Part, ...]
    servings: float = 1.0
    pot_g: float | None = None

    def __post_init__(self) -> None:
        put = object.__setattr__
        put(self, "servings", require_one("servings", self.servings, 0.01, 10_000))
        if self.pot_g is not None:
            put(self, "pot_g", require_one("pot_g", self.pot_g, 0.1, MAX_GRAMS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pot:
    """A finished pot.

    `raw_g` is the sum of the ingredients, `pot_g` what the pot weighs (the sum, where it was never
    weighed), `serving_g` one serving. `sums` are of the whole pot; a nutrient that an ingredient
    does not state is "at least". `per_100_g` holds what is known of every ingredient, and
    `at_least_per_100_g` the lower bounds of the others: the first are a food's amounts.
    """

    raw_g: float
    pot_g: float
    serving_g: float
    sums: Mapping[str, Sum]
    per_100_g: Mapping[str, float]
    at_least_per_100_g: Mapping[str, float]


def cook(recipe: Recipe, lookup: Callable[[str], Food | Recipe]) -> Pot:
    """The pot that a recipe makes; `lookup` gives the food or recipe of a key.

    Raises CycleError for a recipe inside itself, MissingDataError for one without ingredients, and
    whatever `lookup` raises for a key it does not know.
    """
    return _cook(recipe, lookup, (recipe.name,), frozenset({recipe.key}))


def _cook(
    recipe: Recipe,
    lookup: Callable[[str], Food | Recipe],
    path: tuple[str, ...],
    above: frozenset[str],
) -> Pot:
    """The pot of a recipe that stands inside those `above` it."""
    raw_g = sum(part.grams for part in recipe.parts)
    if raw_g <= 0:
        raise MissingDataError("ingredients", f"{recipe.name} has nothing in it yet.")
    entries = [_holds(part, lookup, path, above) for part in recipe.parts if part.grams > 0]
    pot_g = raw_g if recipe.pot_g is None else recipe.pot_g
    # A nutrient is known of the pot only where every ingredient states it.
    sums = totals([known for known, _ in entries])
    floors = totals([{**floor, **known} for known, floor in entries])
    per_100_g, at_least = {}, {}
    for name in nutrient_ids():
        whole, floor = sums[name], floors[name].value
        if whole.value is not None and not whole.at_least:
            per_100_g[name] = whole.value * 100 / pot_g
        elif floor is not None:
            at_least[name] = floor * 100 / pot_g
    return Pot(
        raw_g=raw_g,
        pot_g=pot_g,
        serving_g=pot_g / recipe.servings,
        sums={
            name: Sum(value=floors[name].value, n_known=s.n_known, n_total=s.n_total)
            for name, s in sums.items()
        },
        per_100_g=per_100_g,
        at_least_per_100_g=at_least,
    )


def _holds(
    part: Part,
    lookup: Callable[[str], Food | Recipe],
    path: tuple[str, ...],
    above: frozenset[str],
) -> tuple[dict[str, float], dict[str, float]]:
    """What one ingredient is known to hold, and lower bounds of what it only partly states."""
    found = lookup(part.key)
    if isinstance(found, Food):
        return amounts_of(found, part.grams), {}
    if found.key in above:
        raise CycleError((*path, found.name))
    pot = _cook(found, lookup, (*path, found.name), above | {found.key})
    share = part.grams / 100
    known = {name: amount * share for name, amount in pot.per_100_g.items()}
    return known, {name: amount * share for name, amount in pot.at_least_per_100_g.items()}
