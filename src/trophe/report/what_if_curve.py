"""Two courses of one muscle, as now and with a change, drawn by ourselves: it must be quick."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from trophe.report.axes import day_text, day_ticks, value_ticks

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _FOOT = 360.0, 210.0, 46.0, 10.0, 10.0, 26.0
_ROWS: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIfCurve:
    """The drawing and its table twin: when, as now, with the change, the difference."""

    svg: str
    rows: tuple[tuple[str, str, str, str], ...]


def what_if_curve(curve: Mapping[str, Any], first: date) -> WhatIfCurve:
    """Both courses with their 90 % bands in % of before.

    curve : `day` (n,); `before` and `after` with q05, median, q95, each (n,) shares of the size
        before any loss; `difference` of the two in the same manner. first : the date of day 0.
    """
    day = curve["day"]
    bands = [curve[name] for name in ("before", "after")]
    low = 100 * min(min(b["q05"]) for b in bands)
    high = 100 * max(max(b["q95"]) for b in bands)
    pad = 0.06 * max(high - low, 4.0)
    axes = _Axes(day[0], day[-1], low - pad, high + pad)
    parts = [_grid(axes, first)]
    for name, band in zip(("now", "then"), bands, strict=True):
        parts.append(f'<path class="what-curve__band what-curve__band--{name}" d="')
        parts.append(f'{_area(axes, day, band)}"/>')
    for name, band in zip(("now", "then"), bands, strict=True):
        line = _line(axes, day, band["median"])
        parts.append(f'<path class="what-curve__line what-curve__line--{name}" d="M{line}"/>')
    svg = (
        f'<svg class="what-curve" viewBox="0 0 {_WIDTH:g} {_HEIGHT:g}" aria-hidden="true">'
        f"{''.join(parts)}</svg>"
    )
    return WhatIfCurve(svg=svg, rows=_rows(curve, first))


class _Axes:
    """Where days and percents lie."""

    def __init__(self, first: float, last: float, low: float, high: float) -> None:
        self.first, self.last, self.low, self.high = first, max(last, first + 1), low, high

    def x(self, day: float) -> float:
        room = _WIDTH - _LEFT - _RIGHT
        return _LEFT + room * (day - self.first) / (self.last - self.first)

    def y(self, percent: float) -> float:
        room = _HEIGHT - _TOP - _FOOT
        return _TOP + room * (self.high - percent) / (self.high - self.low)


def _grid(axes: _Axes, first: date) -> str:
    parts = []
    for value in value_ticks(axes.low, axes.high, 4):
        y = axes.y(value)
        parts.append(f'<path class="what-curve__grid" d="M{_LEFT:g} {y:.1f}H{_WIDTH - _RIGHT:g}"/>')
        parts.append(
            f'<text x="{_LEFT - 6:g}" y="{y + 4:.1f}" text-anchor="end">{value:g} %</text>'
        )
    for day, text in day_ticks(first, int(axes.last), 4):
        if day >= axes.first and axes.x(day) < _WIDTH - 34:
            parts.append(f'<text x="{axes.x(day):.1f}" y="{_HEIGHT - 8:g}">{text}</text>')
    return "".join(parts)


def _picked(day: Sequence[float]) -> list[int]:
    return sorted({*range(0, len(day), -(-len(day) // 60)), len(day) - 1})


def _line(axes: _Axes, day: Sequence[float], values: Sequence[float]) -> str:
    points = [f"{axes.x(day[i]):.1f} {axes.y(100 * values[i]):.1f}" for i in _picked(day)]
    return "L".join(points)


def _area(axes: _Axes, day: Sequence[float], band: Mapping[str, Sequence[float]]) -> str:
    upper = _line(axes, day, band["q95"])
    lower = "L".join(reversed(_line(axes, day, band["q05"]).split("L")))
    return f"M{upper}L{lower}Z"


def _rows(curve: Mapping[str, Any], first: date) -> tuple[tuple[str, str, str, str], ...]:
    """About eight days, the last one among them."""
    n = len(curve["day"])
    step = max(n // _ROWS, 1)
    picked = sorted({*range(0, n, step), n - 1})
    return tuple(
        (
            day_text(curve["day"][i], first),
            f"{100 * curve['before']['median'][i]:.1f} %",
            f"{100 * curve['after']['median'][i]:.1f} %",
            _points(curve["difference"], i),
        )
        for i in picked
    )


def _points(difference: Mapping[str, Sequence[float]], i: int) -> str:
    """`+2.1 points (0.4 to 4.0)`."""
    middle, low, high = (100 * difference[name][i] for name in ("median", "q05", "q95"))
    return f"{middle:+.1f} points ({low:+.1f} to {high:+.1f})"
