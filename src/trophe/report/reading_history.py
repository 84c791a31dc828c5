"""What an instrument read over time: rings with error bars, one line a side."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from trophe.report.axes import value_ticks
from trophe.report.bands import Chart, Frame, Key, Row, dots_and_line
from trophe.report.ink import stand_in
from trophe.report.overlays import bar_layers

_WIDE: Final = Frame(width=640, height=230, left=54)
_NARROW: Final = Frame(width=340, height=210, left=50)
_LEAST: Final = 2
_LEAST_SPAN_D: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One reading with its error (half the width of the bar), and its side or "" for none."""

    on: date
    value: float
    error: float
    series: str = ""
    note: str = ""


def reading_history(title: str, unit: str, readings: Sequence[Reading]) -> Chart | None:
    """The readings as a chart; None for fewer than two.

    readings : oldest first. The side read last is the line; the others are dashed.
    """
    if len(readings) < _LEAST:
        return None
    first, last = readings[0].on, readings[-1].on
    span = max((last - first).days, _LEAST_SPAN_D)
    low = min(r.value - r.error for r in readings)
    high = max(r.value + r.error for r in readings)
    pad = 0.08 * max(high - low, 0.02 * high)
    low, high = max(low - pad, 0.0), high + pad
    main = readings[-1].series

    def spec(frame: Frame) -> dict[str, Any]:
        """The drawing in a frame."""
        points = [((r.on - first).days, r.value) for r in readings]
        drawn = dots_and_line(
            dots=points,
            line=[((r.on - first).days, r.value) for r in readings if r.series == main],
            x_domain=(0, span),
            y_domain=(low, high),
            x_ticks=_ticks(first, span, frame.plot_width // 110),
            y_ticks=[(v, f"{v:g}") for v in value_ticks(low, high, 4)],
            frame=frame,
        )
        bars = [(x, r.value - r.error, r.value + r.error)
                for (x, _), r in zip(points, readings, strict=True)]  # fmt: skip
        other = [p for p, r in zip(points, readings, strict=True) if r.series != main]
        drawn["layer"] = [*bar_layers(bars), *_dashed(other), *drawn["layer"]]
        return drawn

    return Chart(
        key="readings",
        title=title,
        summary=_summary(title, unit, readings),
        columns=("When", f"Reading, {unit}", "9 in 10", "Side", "Note"),
        rows=tuple(_row(r, first, span, low, high) for r in readings),
        legend=_legend(readings, main),
        wide=spec(_WIDE),
        narrow=spec(_NARROW),
        wide_frame=_WIDE,
        narrow_frame=_NARROW,
    )


def _legend(readings: Sequence[Reading], main: str) -> tuple[Key, ...]:
    keys = [Key(mark="bar", ink="text", text="A reading with its error (9 in 10)")]
    if main:
        keys.append(Key(mark="line", ink="main", text=main.capitalize()))
    if any(r.series != main for r in readings):
        other = "right" if main == "left" else "left"
        keys.append(Key(mark="dashes", ink="fat", text=other.capitalize()))
    return tuple(keys)


def _dashed(points: Sequence[tuple[int, float]]) -> list[dict[str, Any]]:
    """The line of the other side."""
    if len(points) < _LEAST:
        return []
    mark = {"type": "line", "color": stand_in("fat"), "strokeWidth": 2, "strokeDash": [6, 4]}
    values = [{"day": day, "value": round(value, 3)} for day, value in points]
    return [{"data": {"values": values}, "mark": mark, "encoding": {"y": {"field": "value"}}}]


def _summary(title: str, unit: str, readings: Sequence[Reading]) -> str:
    """The newest reading beside the first of the same side."""
    now = readings[-1]
    then = next(r for r in readings if r.series == now.series)
    side = f" ({now.series})" if now.series else ""
    said = f"{title}{side} is {now.value:.3g} {unit}, give or take {now.error:.2g}"
    if then is now:
        return f"{said}: the first reading there."
    change = now.value - then.value
    beyond = abs(change) > (now.error**2 + then.error**2) ** 0.5
    real = "more than" if beyond else "within"
    moved = f"{change:+.2g}".replace("-", "\N{MINUS SIGN}")
    return (
        f"{said}; {moved} {unit} since {then.on.day} {then.on:%B},"
        f" which is {real} what chance alone makes."
    )


def _row(reading: Reading, first: date, span: int, low: float, high: float) -> Row:
    ends = f"{reading.value - reading.error:.3g} to {reading.value + reading.error:.3g}"
    when = f"{reading.on.day} {reading.on:%b %Y}"
    cells = (when, f"{reading.value:.3g}", ends, reading.series or "–", reading.note or "–")
    x = (reading.on - first).days / span
    return Row(cells=cells, x=round(x, 4), y=round((high - reading.value) / (high - low), 4))


def _ticks(first: date, span: int, wanted: int) -> list[tuple[int, str]]:
    """About `wanted` dates."""
    step = max(span // max(wanted, 1), 1)
    days = [first + timedelta(days=at) for at in range(0, span + 1, step)]
    return [((day - first).days, f"{day.day} {day:%b}") for day in days]
