"""What the pages for adding foods show: hits and usual foods with an amount ready to take."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import uuid4

from trophe.errors import InputError
from trophe.nutrition.barcode import search_key
from trophe.nutrition.food import Portion, in_words
from trophe.nutrition.ideas import SWALLOWING_REASON
from trophe.nutrition.recipes import meal_lines
from trophe.web.diary.days import settings_of
from trophe.web.diary.eating import grams_of
from trophe.web.diary.filtering import Chosen
from trophe.web.diary.forms_food import AmountForm
from trophe.web.diary.records import Entry, Slot
from trophe.web.diary.swallowing import cannot_swallow
from trophe.web.diary.usual import (
    Tally,
    UsualFood,
    last_amount,
    of_tally,
    shares,
    tally,
    usual_foods,
)
from trophe.web.foods.models import Food
from trophe.web.foods.search import Found, engine, find_foods, suits
from trophe.web.people.hiding import shows_energy
from trophe.web.people.models import Person

HITS: Final = 14
# So many are looked through where filters leave some out.
MOST_USUAL: Final = 60
NOBODYS_PORTION: Final = re.compile(
    r"(?:ounce|pound|cubic inch|roast|jar|package|bird|loaf|head|unit \(yield)\b"
)
# What the page of an amount prints, in this order.
SHOWN: Final = ("energy_kcal", "protein_g", "carbohydrate_g", "fat_g", "fibre_g", "leucine_g")


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A food with the amount that one tap logs."""

    food: Food
    amount: float
    unit: str
    grams: float
    nearest_to: str = ""
    usual: bool = False

    @property
    def said(self) -> str:
        """`1 cup`, `150 g`."""
        return f"{in_words(self.amount)} {self.unit}"

    @property
    def energy_kcal(self) -> float | None:
        """What the amount holds; None when not known."""
        return self.food.amount("energy_kcal", self.grams)

    @property
    def protein_g(self) -> float | None:
        """What the amount holds; None when not known."""
        return self.food.amount("protein_g", self.grams)


def add_context(
    person: Person, day: date, slot: Slot, text: str, filters: Chosen
) -> dict[str, Any]:
    """What the page to add foods shows for a typed text, or what is usual while there is none."""
    text = text.strip()[:200]
    refused = not text and cannot_swallow(person, day)
    if text:
        eaten = tally(person, slot, day)
        hits = find_foods(person, text, limit=HITS, history=shares(eaten), filters=filters.filters)
        found = [_of_hit(hit, eaten.get(hit.food.pk)) for hit in hits]
    elif refused:
        found = []
    else:
        usual = usual_foods(person, slot, day, MOST_USUAL)
        found = [_of_usual(one) for one in usual if suits(one.food, filters.filters)][:HITS]
    return {
        "refused": SWALLOWING_REASON if refused else "",
        "filters": filters,
        "day": day,
        "slot": slot,
        "q": text,
        "several": parts_of(text),
        "found": found,
        "digits": text if text.isdigit() and len(text) >= 8 else "",
        "shows_energy": shows_energy(person),
    }


def parts_of(text: str) -> list[str]:
    """The foods of a text that names more than one, for the link that reads them all."""
    if not text or search_key(text):
        return []
    lines = meal_lines(text, engine().is_name)
    return [line.text for line in lines] if len(lines) > 1 else []


def _of_hit(hit: Found, last: Tally | None) -> Offered:
    if last is not None:
        return _of_usual(of_tally(hit.food, last))
    amount, unit, grams = first_amount(hit.food)
    return Offered(food=hit.food, amount=amount, unit=unit, grams=grams, nearest_to=hit.nearest_to)


def _of_usual(one: UsualFood) -> Offered:
    return Offered(food=one.food, amount=one.amount, unit=one.unit, grams=one.grams, usual=True)


def first_amount(food: Food) -> tuple[float, str, float]:
    """The amount to begin with: a medium one, else a portion that somebody eats, else 100 g or ml.

    An ounce is a weight and a joint or a package feeds several: nobody's portion.
    """
    eaten = (portion for portion in food.weights() if not NOBODYS_PORTION.match(portion.unit))
    for portion in sorted(eaten, key=_plainness):
        return portion.amount, portion.unit, portion.grams
    return 100.0, food.unit, 100.0


def _plainness(portion: Portion) -> tuple[int, int]:
    """A medium one first, then the plainest slice or piece; the others as the table has them."""
    if "medium" in portion.unit:
        return 0, len(portion.unit)
    return (1, len(portion.unit)) if portion.unit.startswith(("slice", "piece")) else (2, 0)


def offered(person: Person, food: Food) -> Offered:
    """A food with the amount to begin with: the last one, else its first portion."""
    last = last_amount(person, food)
    return _of_hit(Found(food=food), None) if last is None else _of_usual(last)


def prefilled(person: Person, food: Food, slot: Slot) -> dict[str, Any]:
    """What stands in the amount's form at first: the last amount of this food."""
    one = offered(person, food)
    return {
        "amount": f"{one.amount:g}",
        "unit": one.unit,
        "eaten_share": "1",
        "slot": str(slot.code),
        "key": uuid4(),
    }


def shown_values(entry: Entry) -> dict[str, Any]:
    """What stands in an entry's form at first: what it says."""
    return {
        "amount": "" if entry.amount is None else f"{entry.amount:g}",
        "unit": entry.unit,
        "eaten_share": f"{entry.eaten_share:g}",
        "slot": str(entry.slot.code),
        "day": entry.local_date,
        "version": entry.version,
        "key": uuid4(),
    }


def amount_context(
    person: Person, day: date, slot: Slot, food: Food, form: AmountForm
) -> dict[str, Any]:
    """What the page of an amount shows: the form, and what the amount holds."""
    return {
        "day": day,
        "slot": slot,
        "food": food,
        "form": form,
        "counted": counted(food, form),
        "settings": settings_of(person),
    }


def counted(food: Food, form: AmountForm) -> dict[str, float | None]:
    """What the form's amount holds, by nutrient; nothing while it is no amount."""
    values = form.cleaned_data if form.is_bound and form.is_valid() else None
    if form.is_bound and values is None:
        return {}
    if values is None:
        given = form.initial
        values = {**given, "amount": float(given["amount"]), "eaten_share": 1.0}
    try:
        grams = grams_of(food, values["amount"], values["unit"]) * values["eaten_share"]
    except InputError:
        return {}
    return {name: food.amount(name, grams) for name in SHOWN}
