"""Ticks and words of the axes: weights in the unit a person reads, days as calendar months."""

import math
from datetime import date, timedelta
from typing import Final

from trophe.units import KG_PER_LB, KG_PER_ST, format_weight

WEEK_D: Final = 7
_STEPS: Final = (1, 2, 5, 10, 20, 25, 50)


def weight_factor(unit: str) -> float:
    """How many of the axis' units one kilogram is; stones are drawn in stones."""
    return {"kg": 1.0, "lb": 1 / KG_PER_LB, "st": 1 / KG_PER_ST}[unit]


def value_ticks(low: float, high: float, wanted: int) -> list[float]:
    """Round values between low and high, about `wanted` of them, in steps of 1, 2, 5, ….

    >>> value_ticks(61.0, 79.0, 4)
    [65.0, 70.0, 75.0]
    """
    span = max(high - low, 1e-9)
    scale = 10.0 ** math.floor(math.log10(span / wanted))
    step = next(s * scale for s in _STEPS if s * scale * wanted >= span)
    first = math.ceil(low / step)
    return [round(n * step, 6) for n in range(first, math.floor(high / step + 1e-9) + 1)]


def weight_label(value_kg: float, unit: str) -> str:
    """A weight on an axis, without its unit where a number alone is clear: `160`, `11 st 7`."""
    if unit == "st":
        return format_weight(value_kg, "st").removesuffix(" lb").removesuffix(" 0")
    return f"{value_kg * weight_factor(unit):.0f}"


def weight_text(value_kg: float, unit: str) -> str:
    """A forecast weight in a sentence. Whole pounds and half kilograms: no false sharpness."""
    if unit == "kg":
        return f"{round(value_kg * 2) / 2:g} kg"
    return format_weight(round(value_kg / KG_PER_LB) * KG_PER_LB, unit)


def weight_range(low_kg: float, high_kg: float, unit: str) -> str:
    """`126 to 137 lb`; both ends in full where a unit has two parts, one where they agree."""
    low, high = weight_text(low_kg, unit), weight_text(high_kg, unit)
    if low == high:
        return low
    if unit != "st":
        low = low.rsplit(" ", 1)[0]
    return f"{low} to {high}"


def weight_ticks(low_kg: float, high_kg: float, unit: str, wanted: int) -> list[tuple[float, str]]:
    """(value in the axis' unit, label) at round values; the topmost label carries the unit."""
    factor = weight_factor(unit)
    values = value_ticks(low_kg * factor, high_kg * factor, wanted)
    ticks = [(value, weight_label(value / factor, unit)) for value in values]
    if ticks and unit != "st":
        ticks[-1] = (ticks[-1][0], f"{ticks[-1][1]} {unit}")
    return ticks


def month_ticks(first: date, last_day: int, wanted: int) -> list[tuple[int, str]]:
    """(day, label) at the first of months: `Dec`, and the year where it turns."""
    months: list[tuple[int, str]] = []
    year, month = first.year, first.month
    while True:
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        turn = date(year, month, 1)
        day = (turn - first).days
        if day > last_day:
            break
        months.append((day, f"{turn:%b} {year}" if month == 1 else f"{turn:%b}"))
    step = max(1, math.ceil(len(months) / wanted))
    january = next((i for i, (_, label) in enumerate(months) if " " in label), 0)
    return [m for i, m in enumerate(months) if (i - january) % step == 0]


def week_ticks(last_day: int, wanted: int) -> list[tuple[int, str]]:
    """(day, label) in weeks, for a forecast without a calendar or a short one."""
    weeks = last_day // WEEK_D
    step = next((s for s in (1, 2, 4, 8, 13, 26, 52) if weeks / s <= wanted), 104)
    return [(w * WEEK_D, f"week {w}" if w else "now") for w in range(0, weeks + 1, step)]


def day_ticks(first: date | None, last_day: int, wanted: int) -> list[tuple[int, str]]:
    """Months where there is a calendar and room for them, weeks elsewhere."""
    if first is None or last_day < 60:
        return week_ticks(last_day, wanted)
    return month_ticks(first, last_day, wanted)


def day_text(day: int, first: date | None) -> str:
    """A day in words: `3 May 2027`, or `week 12` without a calendar."""
    if first is None:
        return "now" if day == 0 else f"week {day / WEEK_D:.0f}"
    when = first + timedelta(days=day)
    return f"{when.day} {when:%b %Y}"
