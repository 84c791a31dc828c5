"""What a plan's forecast says, in sentences with figures. All figures are the plan's own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from trophe.report.axes import WEEK_D, day_text, weight_range, weight_text
from trophe.units import format_weight

PlanJson = Mapping[str, Any]
_SHOWN_WEEKS: Final = (1, 4, 12, 26, 52)
_SURE: Final = 0.95


def weight_after(plan: PlanJson, weeks: int, unit: str, *, day: int = 0) -> tuple[str, str] | None:
    """(`149 lb`, `147 to 151 lb`): the middle some weeks after a day, and the range of half.

    None where the forecast ends before.
    """
    i = _index(plan, day + weeks * WEEK_D)
    if i is None:
        return None
    bands = plan["forecast"]["weight_kg"]
    middle = weight_text(bands["median"][i], unit)
    return middle, weight_range(bands["q25"][i], bands["q75"][i], unit)


def change_after(plan: PlanJson, part: str, weeks: int, unit: str, *, day: int = 0) -> str | None:
    """`−6.2 lb`: how the middle of a quantity changes within some weeks after a day."""
    i, j = _index(plan, day), _index(plan, day + weeks * WEEK_D)
    if i is None or j is None:
        return None
    median = plan["forecast"][part]["median"]
    return signed(median[j] - median[i], unit)


def old_rule(plan: PlanJson, unit: str, first_date: date | None = None) -> str:
    """Why the 3,500-kcal line misleads, for this plan, on the day when it does so most.

    Empty where there is no such line, or where it promises no more than the forecast.
    """
    static = plan.get("static_weight_kg") or []
    if not plan.get("forecast") or not static or static[-1] is None or static[0] == static[-1]:
        return ""
    is_losing = static[-1] < static[0]
    middle = plan["forecast"]["weight_kg"]["median"]
    gaps = [(m - s) if is_losing else (s - m) for m, s in zip(middle, static, strict=True)]
    at = max(range(len(gaps)), key=gaps.__getitem__)
    promised, expected = weight_text(static[at], unit), weight_text(middle[at], unit)
    if gaps[at] <= 0 or promised == expected:
        return ""
    when = day_text(plan["forecast"]["day"][at], first_date)
    lighter, loss = ("lighter", "less") if is_losing else ("heavier", "more")
    change = "loss" if is_losing else "gain"
    return (
        f"It counts 3,500 kcal for every pound and would promise {promised} on {when}. It leaves "
        f"out that a {lighter} body uses {loss} energy, so the {change} slows down: the forecast "
        f"for that day is {expected}."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """How much of the change up to a week is tissue and how much is water."""

    when: str
    total: str
    tissue: str
    water: str
    tissue_kg: float
    water_kg: float


def tissue_and_water(plan: PlanJson, unit: str) -> tuple[Split, ...]:
    """The change of weight after 1, 4, 12, 26 and 52 weeks, parted into tissue and water."""
    if not plan.get("forecast") or "tissue_kg" not in plan["forecast"]:
        return ()
    splits = (_split(plan, weeks, unit) for weeks in _SHOWN_WEEKS)
    return tuple(split for split in splits if split is not None)


def _split(plan: PlanJson, weeks: int, unit: str) -> Split | None:
    i = _index(plan, weeks * WEEK_D)
    if i is None:
        return None
    tissue_kg, water_kg = (_change(plan, part, i) for part in ("tissue_kg", "water_kg"))
    return Split(
        when="after 1 week" if weeks == 1 else f"after {weeks} weeks",
        total=signed(tissue_kg + water_kg, unit),
        tissue=signed(tissue_kg, unit),
        water=signed(water_kg, unit),
        tissue_kg=tissue_kg,
        water_kg=water_kg,
    )


def _change(plan: PlanJson, part: str, i: int) -> float:
    median: Sequence[float] = plan["forecast"][part]["median"]
    return median[i] - median[0]


def signed(change_kg: float, unit: str) -> str:
    """`−4.4 lb`, `+0.5 kg`, `0 kg`, with a true minus sign. Stones as pounds: changes are small."""
    text = format_weight(abs(change_kg), "kg" if unit == "kg" else "lb")
    if text.startswith("0 "):
        return text
    return f"{'−' if change_kg < 0 else '+'}{text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """When the goal weight is reached: the middle day, and its spread in a sentence."""

    weight: str
    day: str
    spread: str


def arrival(plan: PlanJson, unit: str, first_date: date | None = None) -> Arrival | None:
    """The goal's day with its spread; None for a plan without a weight to reach."""
    goal = plan.get("goal_day")
    if not goal:
        return None
    weight = format_weight(goal["weight_kg"], unit)
    horizon = day_text(plan["forecast"]["day"][-1], first_date)
    chance = _chance(goal["probability"], weight, horizon)
    if goal["median"] is None:
        return Arrival(weight=weight, day=f"not before {horizon}", spread=chance)
    early, late = (_day(goal[q], first_date) for q in ("q25", "q75"))
    earliest, latest = (_day(goal[q], first_date) for q in ("q05", "q95"))
    half = f"Half of the people like you get there between {early} and {late or 'later'}"
    most = f"9 in 10 between {earliest} and {latest}" if latest else ""
    spread = f"{half}, {most}." if most else f"{half}. {chance}"
    return Arrival(weight=weight, day=day_text(goal["median"], first_date), spread=spread)


def _day(day: float | None, first_date: date | None) -> str:
    return "" if day is None else day_text(round(day), first_date)


def _chance(probability: float, weight: str, horizon: str) -> str:
    """Out of a hundred people; never "certain"."""
    if probability > _SURE:
        return f"More than 95 in 100 people like you reach {weight} by {horizon}."
    return f"About {probability * 100:.0f} in 100 people like you reach {weight} by {horizon}."


def _index(plan: PlanJson, day: int) -> int | None:
    """Where a day stands in the forecast; None where it ends before."""
    days: Sequence[int] = plan["forecast"]["day"] if plan.get("forecast") else ()
    return days.index(day) if day in days else None
