"""The three habits of measuring, and how what is typed in them becomes SI."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from trophe.units import (
    IN_PER_FT,
    KG_PER_LB,
    LB_PER_ST,
    M_PER_IN,
    format_height,
    format_weight,
    parse_height_m,
    parse_weight_kg,
)

_BARE: Final = re.compile(r"\s*\d*[.,]?\d+\s*")
# No body is less than three centimetres long: 1.68 in a field for centimetres means metres.
_LEAST_CM: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """A way of measuring: how heights and weights are asked for and shown."""

    name: str
    label: str
    height_unit: str
    weight_unit: str


HABITS: Final[Mapping[str, Habit]] = MappingProxyType(
    {
        habit.name: habit
        for habit in (
            Habit(name="us", label="Pounds", height_unit="ft", weight_unit="lb"),
            Habit(name="metric", label="Kilograms", height_unit="cm", weight_unit="kg"),
            Habit(name="uk", label="Stones", height_unit="ft", weight_unit="st"),
        )
    }
)


def habit_of_language(accept_language: str) -> Habit:
    """The habit to begin with, from the browser's first language; metric where nothing is said."""
    first = accept_language.split(",")[0].strip().lower()
    return HABITS[{"en-us": "us", "en": "us", "en-gb": "uk"}.get(first, "metric")]


def height_m(habit: Habit, main: str, more: str = "") -> float:
    """A height from one field (168; 5'6\") or from feet and inches. Raises InputError."""
    if habit.height_unit == "ft" and _BARE.fullmatch(main):
        return parse_height_m(f"{main.strip()} ft {more.strip() or 0} in")
    if more.strip():
        return parse_height_m(f"{main} {more}")
    if _BARE.fullmatch(main) and float(main.replace(",", ".")) < _LEAST_CM:
        return parse_height_m(main, "m")
    return parse_height_m(main, habit.height_unit)


def weight_kg(habit: Habit, main: str, more: str = "") -> float:
    """A weight from one field (160; 72,5 kg; 11st 4) or from stones and pounds."""
    if habit.weight_unit == "st" and _BARE.fullmatch(main):
        return parse_weight_kg(f"{main.strip()} st {more.strip() or 0} lb")
    if more.strip():
        return parse_weight_kg(f"{main} {more}")
    return parse_weight_kg(main, habit.weight_unit)


def height_texts(habit: Habit, metres: float) -> tuple[str, str]:
    """What to put into the one or two fields of a height."""
    if habit.height_unit == "ft":
        feet, inches = divmod(round(metres / M_PER_IN), IN_PER_FT)
        return str(feet), str(inches)
    return format_height(metres, "cm").removesuffix(" cm"), ""


def weight_texts(habit: Habit, kg: float) -> tuple[str, str]:
    """What to put into the one or two fields of a weight."""
    if habit.weight_unit == "st":
        stones, pounds = divmod(round(kg / KG_PER_LB), LB_PER_ST)
        return str(stones), str(pounds)
    return format_weight(kg, habit.weight_unit).removesuffix(f" {habit.weight_unit}"), ""
