"""Rules that look back: the trend of the scale (P10), little food (P11), likely slips (P20)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from trophe.checks import require_one
from trophe.errors import InputError
from trophe.safety.finding import rate_words
from trophe.safety.table import rule
from trophe.units import DAYS_PER_WEEK, KG_PER_LB, KG_PER_ST, LB_PER_ST, format_weight

HAIR: Final = 1e-9

# Readings in another unit than meant: pounds or stones as kilograms, pounds as stones, and back.
_FACTORS: Final = (1 / KG_PER_LB, KG_PER_ST, float(LB_PER_ST))


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What the weights or the diary say. `level`: none, ask, raise, refeeding or stop."""

    level: str
    rule: str
    text: str
    figure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A question before a figure is stored; `as_meant_kg` are weights it may have meant."""

    rule: str
    question: str
    as_meant_kg: tuple[float, ...]


def watch_trend(day: Sequence[float], weight_kg: Sequence[float]) -> Watch | None:
    """Whether a person on a plan has been losing too fast for two weeks (P10).

    `day` counts from the start of the plan and may have gaps; both in the same order. The
    first two weeks are left out (water), so nothing is said before day 28; nor without four
    weighings over ten days. The rate is the slope of a straight line through the last two
    weeks, which is their smoothing. None where all is well or too little is known.

    Weinsier 1995, doi:10.1016/S0002-9343(99)80394-5.
    """
    p10 = rule("P10")
    days, weights = _paired(day, weight_kg)
    if not days.size:
        return None
    recent = (days > days.max() - p10.window_days) & (days >= p10.left_out_days)
    days, weights = days[recent], weights[recent]
    too_soon = not days.size or days.max() < p10.left_out_days + p10.window_days
    if too_soon or days.size < p10.least_weighings or np.ptp(days) < p10.least_spread_days:
        return None
    centred = days - days.mean()
    rate = -DAYS_PER_WEEK * float(centred @ weights / (centred @ centred))
    if rate > p10.stop_kg_week:
        return _trend("stop", rate)
    if rate > min(p10.raise_kg_week, p10.raise_share_week * float(weights.mean())):
        return _trend("raise", rate)
    return None


def watch_intake(intake_kcal: Sequence[float]) -> Watch | None:
    """Whether very little food was logged on the last seven complete days (P11).

    `intake_kcal` are complete days only, oldest first; partial days say nothing. None where
    all is well.
    """
    p11 = rule("P11")
    week = np.asarray(intake_kcal, dtype=np.float64)[-int(p11.window_days) :]
    if week.size and not (week >= 0).all():
        raise InputError("intake_kcal", "intake_kcal: a day is below 0 or not a number.")
    very_low = int((week < p11.very_low_kcal_d).sum())
    if very_low >= p11.very_low_days:
        text = rule("P11").say["refeeding"].format(count=very_low)
        figure = f"below {p11.very_low_kcal_d:g} kcal on {very_low} days"
        return Watch(level="refeeding", rule="P11", text=text, figure=figure)
    low = int((week < p11.low_kcal_d).sum())
    if low >= p11.low_days:
        text = rule("P11").say["ask"].format(count=low)
        figure = f"below {p11.low_kcal_d:g} kcal on {low} days"
        return Watch(level="ask", rule="P11", text=text, figure=figure)
    return None


def doubt_weight(
    new_kg: float, last_kg: float | None = None, days_since: float | None = None
) -> Doubt | None:
    """Whether a weight should be asked about before it is stored (P20).

    A change of more than 4 % within 2 days, or a factor near 2.2 or 14 (or 6.35) at any
    distance, may be another unit. Raises OutOfRangeError outside 20 to 400 kg.
    """
    p20 = rule("P20")
    low, high = p20.weight_low_kg, p20.weight_high_kg
    new_kg = require_one("weight_kg", new_kg, low, high, hint="Is it kg, lb or st?")
    if last_kg is None:
        return None
    last_kg = require_one("last_kg", last_kg, low, high)
    meant = tuple(
        round(candidate, 1)
        for factor in _FACTORS
        for candidate in (new_kg / factor, new_kg * factor)
        if abs(candidate / last_kg - 1) <= p20.factor_tolerance and low <= candidate <= high
    )
    words = {"new": format_weight(new_kg)}
    if meant:
        return Doubt(rule="P20", question=p20.say["factor"].format(**words), as_meant_kg=meant)
    change = abs(new_kg / last_kg - 1)
    soon = days_since is not None and abs(days_since) <= p20.change_days
    if soon and change > p20.change_share + HAIR:
        question = p20.say["change"].format(**words, change=100 * change)
        return Doubt(rule="P20", question=question, as_meant_kg=())
    return None


def _trend(level: str, rate_kg_week: float) -> Watch:
    """The sentence and figure of a trend."""
    p10 = rule("P10")
    rate = rate_words(rate_kg_week)
    text = p10.say[level].format(rate=rate, within_days=p10.within_days)
    limit = p10.stop_kg_week if level == "stop" else p10.raise_kg_week
    figure = f"{rate} a week, at most {rate_words(limit)}"
    return Watch(level=level, rule="P10", text=text, figure=figure)


def _paired(
    day: Sequence[float], weight_kg: Sequence[float]
) -> tuple["np.ndarray[tuple[int], np.dtype[np.float64]]", ...]:
    """Days and weights as arrays of one length, finite."""
    days = np.asarray(day, dtype=np.float64)
    weights = np.asarray(weight_kg, dtype=np.float64)
    if days.shape != weights.shape or days.ndim != 1:
        raise InputError("weight_kg", "weight_kg and day differ in length.")
    if not (np.isfinite(days).all() and np.isfinite(weights).all()):
        raise InputError("weight_kg", "weight_kg or day holds a value that is not a number.")
    return days, weights
