"""A written meal as proposals: each food with its amount, to be looked over before it is logged."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.http import QueryDict

from trophe.errors import InputError
from trophe.nutrition.food import in_words
from trophe.nutrition.recipes import Line, meal_lines, parse_line, vessel_of
from trophe.nutrition.recipes import grams_of as weighed
from trophe.nutrition.search.words import stems
from trophe.web.diary.adding import first_amount
from trophe.web.diary.days import settings_of
from trophe.web.diary.eating import Eaten, grams_of
from trophe.web.diary.forms_food import parse_number, units_of
from trophe.web.diary.records import Slot
from trophe.web.diary.usual import Tally, shares, tally
from trophe.web.foods.access import foods_of
from trophe.web.foods.models import Food
from trophe.web.foods.search import engine, find_foods
from trophe.web.people.models import Person

CHOICES: Final = 6
LONGEST: Final = 2000
NOT_FOUND: Final = "No food was found for this. Leave it out, or write it in other words."


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One part of a written meal as it was understood; whatever is missing is asked for.

    `text` is what was written. `guessed` when nothing was said of the amount, so that it is the
    last one of this food or its first portion. `problem` says what must be looked at first.
    """

    text: str
    food: Food | None = None
    amount: float | None = None
    unit: str = ""
    guessed: bool = False
    choices: tuple[Food, ...] = ()
    gone: bool = False
    problem: str = ""

    @property
    def grams(self) -> float | None:
        """What the amount weighs; None while it is not known."""
        if self.food is None or self.amount is None:
            return None
        try:
            return grams_of(self.food, self.amount, self.unit)
        except InputError:
            return None

    @property
    def energy_kcal(self) -> float | None:
        """What the amount holds; None when not known."""
        return self._holds("energy_kcal")

    @property
    def protein_g(self) -> float | None:
        """What the amount holds; None when not known."""
        return self._holds("protein_g")

    def _holds(self, nutrient: str) -> float | None:
        if self.food is None or self.grams is None:
            return None
        return self.food.amount(nutrient, self.grams)

    @property
    def units(self) -> list[tuple[str, str]]:
        """The units to choose from."""
        return units_of(self.food)

    @property
    def shown_amount(self) -> str:
        """The amount as its input shows it."""
        if self.amount is None:
            return ""
        return f"{self.amount:.0f}" if self.amount >= 100 else f"{self.amount:.3g}"

    @property
    def said(self) -> str:
        """`2 large`, `250 ml`."""
        return "" if self.amount is None else f"{in_words(self.amount)} {self.unit}"

    @property
    def eaten(self) -> Eaten:
        """What is logged; only of a proposal without a problem."""
        assert self.food is not None
        assert self.amount is not None
        return Eaten(food=self.food, amount=self.amount, unit=self.unit)


def understood(person: Person, slot: Slot, day: date, text: str) -> list[Proposal]:
    """A written meal as proposals, the foods this person eats at this hour before others."""
    eaten, glass_ml = tally(person, slot, day), settings_of(person).glass_ml
    lines = meal_lines(text[:LONGEST], engine().is_name)
    return [_proposal(person, line, eaten, glass_ml) for line in lines]


def _proposal(person: Person, line: Line, eaten: dict[int, Tally], glass_ml: float) -> Proposal:
    vessel, name = vessel_of(line)
    found = find_foods(person, name, limit=CHOICES, history=shares(eaten))
    foods = tuple(one.food for one in found)
    said = line.text.strip()[:200]
    if not foods:
        return checked(Proposal(text=said))
    first, count = Proposal(text=said, food=foods[0], choices=foods), line.amount or 1.0
    own = [p.unit for p in foods[0].weights() if vessel and vessel in stems(p.unit)]
    if own:
        return checked(replace(first, amount=count, unit=own[0]))
    if vessel == "glass":
        line = replace(line, amount=count, millilitres=count * glass_ml)
    return checked(_with_amount(first, replace(line, name=name), eaten.get(foods[0].pk)))


def _with_amount(one: Proposal, line: Line, last: Tally | None) -> Proposal:
    """The amount that was written, else the last one of this food, else its first portion."""
    food = one.food
    assert food is not None
    grams = weighed(line, food.core())
    if grams is not None:
        unit, each = _portion_of(food, line, grams)
        return replace(one, amount=round(grams / each, 3), unit=unit)
    if line.amount is not None and line.unit:
        # A unit that this food has no weight for: how much it was is not guessed.
        return replace(one, unit=food.unit)
    amount, unit = (last.amount, last.unit) if last else first_amount(food)[:2]
    times = line.amount if line.amount is not None and not last else 1.0
    return replace(one, amount=round(amount * times, 3), unit=unit, guessed=True)


def _portion_of(food: Food, line: Line, grams: float) -> tuple[str, float]:
    """The unit in which a weight is shown: the portion it is a whole number of, else g or ml."""
    if line.grams is None and line.amount and line.millilitres is None:
        for portion in food.weights():
            if abs(grams / line.amount - portion.grams_per_unit) < 0.01:
                return portion.unit, portion.grams_per_unit
    return food.unit, 1.0


def checked(one: Proposal) -> Proposal:
    """The same with what must be looked at before it can be logged."""
    if one.food is None:
        problem = "" if one.gone else NOT_FOUND
    elif one.amount is None:
        problem = "How much was it?"
    elif one.grams is None:
        problem = f"How much was it? {one.shown_amount} {one.unit} is no amount of this food."
    else:
        problem = ""
    return replace(one, problem=problem)


def read_back(person: Person, data: QueryDict) -> list[Proposal]:
    """The proposals that a page sent back, with what was corrected in them.

    A food that was exchanged takes the amount that was written for it; if that amount does not fit,
    the page asks again. Only foods that the person may eat are read.
    """
    names = ("text", "food", "was", "amount", "unit", "choices")
    columns = [data.getlist(name) for name in names]
    gone, known = set(data.getlist("gone")), _known_foods(person, data)
    return [
        _read_one(dict(zip(names, row, strict=True)), known, str(number) in gone)
        for number, row in enumerate(zip(*columns, strict=False))
    ]


def _known_foods(person: Person, data: QueryDict) -> dict[str, Food]:
    codes = {code for names in data.getlist("choices") for code in names.split()}
    return {str(food.code): food for food in foods_of(person).filter(code__in=_uuids(codes))}


def _uuids(codes: Iterable[str]) -> list[str]:
    return [code for code in codes if len(code) == 36 and set(code) <= set("0123456789abcdef-")]


def _read_one(row: dict[str, str], known: dict[str, Food], gone: bool) -> Proposal:
    choices = tuple(known[code] for code in row["choices"].split() if code in known)
    food = known.get(row["food"])
    amount = parse_number(row["amount"].strip().replace(",", ".")[:20])
    one = Proposal(
        text=row["text"][:200],
        food=food,
        amount=amount,
        unit=row["unit"],
        choices=choices,
        gone=gone,
    )
    if food is not None and row["was"] != row["food"] and row["unit"] not in dict(one.units):
        again = replace(one, amount=None, unit=food.unit)
        return checked(_with_amount(again, parse_line(one.text), None))
    return checked(one)
