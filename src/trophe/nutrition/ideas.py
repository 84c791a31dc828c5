"""Meal ideas: small sets of real foods for what is left of a day.

A set is chosen by mixed-integer optimisation (HiGHS) over foods with sensible portions
(`tables/meal_parts.csv`, our own): near the energy wanted, at least the protein and fibre wanted,
few and well-known foods, in the shape of a breakfast, a main meal or a snack. Sets differ in what
carries them. Safety rules N06 and N07 hold: an allergen that nobody excluded for a food excludes
the food, and with swallowing trouble nothing is proposed.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final, cast

import numpy as np

from trophe.checks import require_name, require_one
from trophe.nutrition.core import core_table
from trophe.nutrition.food import Allergen, Diet, Food
from trophe.nutrition.search.words import stems
from trophe.nutrition.totals import Sum, amounts_of, totals

SWALLOWING_RULE: Final = "N07"
SWALLOWING_REASON: Final = (
    "With trouble swallowing, foods must be chosen with somebody who has assessed it."
)
ALLERGEN_RULE: Final = "N06"
# A small appetite's plate, and that of others, g.
MOST_GRAMS: Final[Mapping[str, float]] = MappingProxyType({"small": 300.0, "normal": 700.0})
MOST_FOODS: Final = 5
# What a miss costs, by the share that is missed, and what each food costs.
COST_ENERGY: Final = 6.0
COST_PROTEIN: Final = 8.0
COST_FIBRE: Final = 2.0
COST_FOOD: Final = 0.12
COST_UNKNOWN: Final = 0.3
COST_GRAMS: Final = 1.5
COST_AGAIN: Final = 0.4
# Nobody notices a set that is a few per cent less than the best; it takes a tenth of the time.
SOLVER: Final[Mapping[str, Any]] = MappingProxyType({"time_limit": 1.0, "mip_rel_gap": 0.05})
SPREAD_ON: Final = ("base", "fruit", "vegetable")


class Meal(StrEnum):
    """The shapes a set may have."""

    BREAKFAST = "breakfast"
    MAIN = "main"
    SNACK = "snack"


# How many foods of each role a meal takes: least, most.
SHAPES: Final[Mapping[Meal, Mapping[str, tuple[int, int]]]] = MappingProxyType(
    {
        Meal.BREAKFAST: {
            "base": (1, 1), "protein": (0, 2), "dairy": (0, 1), "fruit": (0, 1), "spread": (0, 1),
            "nuts": (0, 1), "drink": (0, 1), "fat": (0, 1),
        },
        Meal.MAIN: {
            "protein": (1, 1), "starch": (1, 1), "vegetable": (1, 2), "fat": (0, 1),
            "dairy": (0, 1), "spread": (0, 0), "base": (0, 0), "fruit": (0, 1),
        },
        Meal.SNACK: {
            "base": (0, 1), "protein": (0, 1), "dairy": (0, 1), "fruit": (0, 1), "spread": (0, 1),
            "nuts": (0, 1), "drink": (0, 1), "vegetable": (0, 1), "fat": (0, 0),
        },
    }
)  # fmt: skip
# What carries a set: two sets of one answer share none of these.
CARRIERS: Final = ("protein", "base", "dairy", "starch")


@dataclass(frozen=True, slots=True, kw_only=True)
class Want:
    """What a set should give, and what it must not hold.

    `energy_kcal` 30 to 3,000 kcal; `protein_g` 0 to 150 g and `fibre_g` 0 to 60 g are lower bounds
    to aim at. `dislikes` are words; `appetite` "small" or "normal". `soft`: only foods known to be
    liquid, smooth or soft. `energy_dense`: as little weight as will do.
    """

    energy_kcal: float
    protein_g: float = 0.0
    fibre_g: float = 0.0
    meal: Meal = Meal.MAIN
    diet: Diet | None = None
    without: frozenset[Allergen] = frozenset()
    dislikes: tuple[str, ...] = ()
    soft: bool = False
    energy_dense: bool = False
    appetite: str = "normal"

    def __post_init__(self) -> None:
        require_one("energy_kcal", self.energy_kcal, 30, 3000)
        require_one("protein_g", self.protein_g, 0, 150)
        require_one("fibre_g", self.fibre_g, 0, 60)
        object.__setattr__(self, "meal", require_name("meal", self.meal, Meal))


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One food of a set: `units` times `unit`, together `grams`."""

    food: Food
    role: str
    units: int
    unit: str
    grams: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    """A set of foods with the sums of everything in it."""

    items: tuple[Item, ...]
    sums: Mapping[str, Sum]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ideas:
    """Up to three sets; when there are none, why, and the safety rule behind it (if one is)."""

    ideas: tuple[Idea, ...]
    reason: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A food that may be in a set, with its portion: `least` to `most` units of `unit_g`.

    `taste` is sweet, savoury or any; a set is not both, but for fruit after a main meal.
    """

    food: Food
    role: str
    taste: str
    unit_g: float
    unit: str
    least: int
    most: int


def ideas(want: Want, *, n: int = 3, swallowing_trouble: bool = False) -> Ideas:
    """Up to `n` sets (1 to 5) of core foods for what is wanted, each unlike the others."""
    require_one("n", n, 1, 5)
    if swallowing_trouble:
        return Ideas(ideas=(), reason=SWALLOWING_REASON, rule=SWALLOWING_RULE)
    options = [option for option in core_options(want.meal) if _fits(option.food, want)]
    found: list[Idea] = []
    used: set[str] = set()
    for _ in range(n):
        fresh = [o for o in options if not (o.role in CARRIERS and o.food.key in used)]
        items = _solve(fresh, want, frozenset(used))
        if not items:
            break
        sums = totals([amounts_of(item.food, item.grams) for item in items])
        found.append(Idea(items=items, sums=sums))
        used |= {item.food.key for item in items}
    if found:
        return Ideas(ideas=tuple(found))
    rule = ALLERGEN_RULE if want.without else ""
    return Ideas(ideas=(), reason="No set of the foods we know for certain fits that.", rule=rule)


def core_options(meal: Meal) -> tuple[Option, ...]:
    """The foods of the core table that a meal may hold."""
    return tuple(option for meals, option in _parts() if meal in meals)


@cache
def _parts() -> tuple[tuple[frozenset[str], Option], ...]:
    path = files("trophe.nutrition") / "tables" / "meal_parts.csv"
    rows = csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    table = core_table()
    return tuple(
        (
            frozenset(row["meals"].split()),
            Option(
                food=table.food(row["ndb_no"]),
                role=row["role"],
                taste=row["taste"],
                unit_g=float(row["unit_g"]),
                unit=row["unit"],
                least=int(row["least"]),
                most=int(row["most"]),
            ),
        )
        for row in rows
    )


def _fits(food: Food, want: Want) -> bool:
    """Whether a food may be in the set at all."""
    if any(food.may_contain(allergen) for allergen in want.without):
        return False
    if want.diet is not None and want.diet not in food.diets:
        return False
    if want.soft and food.texture is None:
        return False
    if not {"energy_kcal", "protein_g"} <= food.amounts.keys():
        return False
    said = set(stems(f"{food.name} {food.description} {' '.join(food.aliases)}"))
    return not any(said.issuperset(stems(word)) for word in want.dislikes if stems(word))


def _solve(options: Iterable[Option], want: Want, used: frozenset[str]) -> tuple[Item, ...]:
    """The best set of these foods; empty when none has the meal's shape.

    Variables: how many units of each food (whole), whether it is there (0 or 1), and by which share
    energy is over, energy is under, protein and fibre fall short; last, whether the set is sweet.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    foods = list(options)
    n = len(foods)
    if not n:
        return ()
    problem = _Problem(foods, want, used)
    answer: Any = milp(
        problem.cost(),
        constraints=[LinearConstraint(*rows) for rows in problem.constraints()],
        integrality=np.r_[np.ones(2 * n), np.zeros(4), 1],
        bounds=Bounds(*problem.bounds()),
        options=cast(Any, dict(SOLVER)),
    )
    if answer.x is None:
        return ()
    return tuple(
        Item(
            food=food.food,
            role=food.role,
            units=round(units),
            unit=food.unit,
            grams=round(units) * food.unit_g,
        )
        for food, units in zip(foods, answer.x[:n], strict=True)
        if round(units)
    )


class _Problem:
    """The optimisation as rows and columns.

    Order of the columns: units, presence, energy over, energy under, protein short, fibre short,
    sweet.
    """

    def __init__(self, foods: list[Option], want: Want, used: frozenset[str]) -> None:
        self.foods, self.want, self.n = foods, want, len(foods)
        self.again = np.array([COST_AGAIN * (f.food.key in used) for f in foods])
        self.grams = np.array([f.unit_g for f in foods])
        self.energy = self._per_unit("energy_kcal")
        self.protein = self._per_unit("protein_g")
        self.fibre = self._per_unit("fibre_g")

    def _per_unit(self, name: str) -> Any:
        """An amount a unit; what is not known counts as none, so that it is never relied on."""
        return np.array([f.food.amounts.get(name, 0.0) * f.unit_g / 100 for f in self.foods])

    def cost(self) -> Any:
        """What each variable costs."""
        grams = COST_GRAMS / 1000 if self.want.energy_dense else 0.0
        rarity = np.array([COST_UNKNOWN * (1 - f.food.popularity) for f in self.foods])
        shares = [COST_ENERGY, COST_ENERGY, COST_PROTEIN, COST_FIBRE]
        return np.r_[grams * self.grams, COST_FOOD + rarity + self.again, shares, 0]

    def bounds(self) -> tuple[Any, Any]:
        """Least and most of each variable."""
        most = [float(f.most) for f in self.foods]
        upper = np.r_[most, np.ones(self.n), np.full(4, np.inf), 1]
        return np.zeros(len(upper)), upper

    def constraints(self) -> list[tuple[Any, Any, Any]]:
        """Rows, with their least and most."""
        want, inf = self.want, np.inf
        zero, one = np.zeros(self.n), np.ones(self.n)
        energy = self._row(self.energy / want.energy_kcal, zero, [-1, 1, 0, 0, 0])
        rows: list[tuple[Any, Any, Any]] = [
            (energy, 1, 1),
            (self._row(self.grams, zero), 0, MOST_GRAMS.get(want.appetite, inf)),
            (self._row(zero, one), 1, MOST_FOODS),
        ]
        if want.protein_g:
            short = self._row(self.protein / want.protein_g, zero, [0, 0, 1, 0, 0])
            rows.append((short, 1, inf))
        if want.fibre_g:
            rows.append((self._row(self.fibre / want.fibre_g, zero, [0, 0, 0, 1, 0]), 1, inf))
        for role, (least, most) in SHAPES[want.meal].items():
            rows.append((self._row(zero, self._has("role", role)), least, most))
        spreads = self._has("role", "spread")
        under = sum(self._has("role", role) for role in SPREAD_ON)
        rows.append((self._row(zero, spreads - under), -inf, 0))
        return [*rows, *self._linked(), *self._of_one_taste()]

    def _has(self, name: str, value: str) -> Any:
        """1 where the food has the value, else 0."""
        return np.array([float(getattr(f, name) == value) for f in self.foods])

    def _of_one_taste(self) -> list[tuple[Any, Any, Any]]:
        """A set is sweet or savoury; fruit may follow a main meal."""
        zero = np.zeros(self.n)
        sweet, savoury = self._has("taste", "sweet"), self._has("taste", "savoury")
        if self.want.meal is Meal.MAIN:
            sweet = sweet * (1 - self._has("role", "fruit"))
        many = float(MOST_FOODS)
        return [
            (self._row(zero, sweet, [0, 0, 0, 0, -many]), -np.inf, 0),
            (self._row(zero, savoury, [0, 0, 0, 0, many]), -np.inf, many),
        ]

    def _linked(self) -> list[tuple[Any, Any, Any]]:
        """Units are between least and most where the food is there, and none where it is not."""
        eye, inf = np.eye(self.n), np.inf
        pad = np.zeros((self.n, 5))
        most = np.diag([float(f.most) for f in self.foods])
        least = np.diag([float(f.least) for f in self.foods])
        return [
            (np.hstack([eye, -most, pad]), -inf, 0),
            (np.hstack([eye, -least, pad]), 0, inf),
        ]

    def _row(self, units: Any, presence: Any, shares: Iterable[float] = (0, 0, 0, 0, 0)) -> Any:
        return np.r_[units, presence, list(shares)]
