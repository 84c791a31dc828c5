"""What was weighed: rings for the weighings, a line for their trend."""

import math
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from trophe.report.axes import (
    week_ticks,
    weight_factor,
    weight_ticks,
)
from trophe.report.bands import Chart, Frame, Key, Row, Spec, dots_and_line
from trophe.units import format_weight

TREND_MEMORY_D: Final = 10.0
"""How fast older weighings fade out of the trend line: by e in so many days."""

_SHOWN_D: Final = 90
_LEAST_WEIGHINGS: Final = 3
_STONE_AXIS_PX: Final = 60
_AXIS_PX: Final = 54


def trend_kg(day: Sequence[float], weight_kg: Sequence[float]) -> list[float]:
    """Each weighing smoothed with the ones before it, the older the less (exponentially).

    day : (n,) ascending, gaps allowed; weight_kg : (n,). Gives (n,) kg. A display aid: the
    trend after a gap of g days keeps the share exp(-g / 10) of what it was.
    """
    trend: list[float] = []
    for i, kg in enumerate(weight_kg):
        kept = math.exp(-(day[i] - day[i - 1]) / TREND_MEMORY_D) if i else 0.0
        if i and day[i] == day[i - 1]:
            kept = 0.5
        trend.append(kept * trend[-1] + (1 - kept) * kg if i else kg)
    return trend


def weight_history(
    points: Sequence[tuple[date, float]], *, unit: str = "kg", today: date
) -> Chart | None:
    """The weighings of the last 90 days with their trend; None for fewer than three.

    points: (day, kg), ascending.
    """
    recent = [(d, kg) for d, kg in points if (today - d).days <= _SHOWN_D]
    if len(recent) < _LEAST_WEIGHINGS:
        return None
    first = recent[0][0]
    days = [(d - first).days for d, _ in recent]
    kgs = [kg for _, kg in recent]
    trend = trend_kg(days, kgs)
    low, high = min(kgs), max(kgs)
    pad = 0.1 * (high - low) + 0.3
    left = _STONE_AXIS_PX if unit == "st" else _AXIS_PX
    wide, narrow = (Frame(width=w, height=h, left=left) for w, h in ((640, 230), (340, 200)))
    last_day = max(days[-1], 1)
    place = (low - pad, high + pad, last_day)
    return Chart(
        key="history",
        title="Your weight",
        summary=_summary(first, recent[-1][0], trend, len(recent), unit),
        columns=("When", "Weighed", "Trend"),
        rows=tuple(_row(recent[i], days[i], trend[i], place, unit) for i in range(len(recent))),
        legend=(
            Key(mark="ring", ink="text", text="Weighed"),
            Key(mark="line", ink="main", text="Trend (older weighings fade over ten days)"),
        ),
        wide=_spec(days, kgs, trend, place, wide, unit, first),
        narrow=_spec(days, kgs, trend, place, narrow, unit, first),
        wide_frame=wide,
        narrow_frame=narrow,
    )


def _summary(first: date, last: date, trend: Sequence[float], n: int, unit: str) -> str:
    """The trend in one sentence, with its figures."""
    change = format_weight(abs(trend[-1] - trend[0]), "kg" if unit == "kg" else "lb")
    way = "about level" if change.startswith("0 ") else "down" if trend[-1] < trend[0] else "up"
    moved = way if way == "about level" else f"{way} {change}"
    return (
        f"The trend is {format_weight(trend[-1], unit)}, {moved} since {first.day} {first:%B}"
        f" ({n} weighings in {(last - first).days + 1} days)."
    )


def _row(
    point: tuple[date, float],
    day: int,
    trend: float,
    place: tuple[float, float, int],
    unit: str,
) -> Row:
    low, high, last_day = place
    when = f"{point[0].day} {point[0]:%b %Y}"
    cells = (when, format_weight(point[1], unit), format_weight(trend, unit))
    return Row(cells=cells, x=round(day / last_day, 4), y=round((high - trend) / (high - low), 4))


def _spec(
    days: Sequence[int],
    kgs: Sequence[float],
    trend: Sequence[float],
    place: tuple[float, float, int],
    frame: Frame,
    unit: str,
    first: date,
) -> Spec:
    factor = weight_factor(unit)
    low, high, last_day = place
    return dots_and_line(
        dots=[(d, kg * factor) for d, kg in zip(days, kgs, strict=True)],
        line=[(d, kg * factor) for d, kg in zip(days, trend, strict=True)],
        x_domain=(0, last_day),
        y_domain=(low * factor, high * factor),
        x_ticks=_date_ticks(first, last_day, frame.plot_width // 90),
        y_ticks=weight_ticks(low, high, unit, 4),
        frame=frame,
    )


def _date_ticks(first: date, last_day: int, wanted: int) -> list[tuple[int, str]]:
    """(day, `3 May`) at whole weeks from the first weighing, the last day with them."""
    days = [day for day, _ in week_ticks(last_day, max(wanted, 2))]
    dates = [first + timedelta(days=day) for day in days]
    return [(day, f"{when.day} {when:%b}") for day, when in zip(days, dates, strict=True)]
