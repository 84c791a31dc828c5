"""Layers that lie over or under the bands of a chart: events, error bars, another curve."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from trophe.report.axes import day_text
from trophe.report.bands import Frame, Key, Spec
from trophe.report.ink import stand_in

_LANE_PX: Final = 15
_LANES: Final = 3
_MOST_POINTS: Final = 54


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSpan:
    """An event on the time axis: what, and its first and last day (None: goes on)."""

    label: str
    first_day: float
    last_day: float | None


def event_layers(
    events: Sequence[EventSpan], days: tuple[float, float], frame: Frame
) -> list[Spec]:
    """Each event as a numbered bar at the foot of the plot; one with an end shades its days.

    Later events take the next of three lanes; the numbers are those of `event_keys`.
    """
    values = []
    for number, event in shown_events(events, days):
        start = max(event.first_day, days[0])
        end = days[1] if event.last_day is None else min(event.last_day, days[1])
        foot = frame.plot_height - 9 - _LANE_PX * ((number - 1) % _LANES)
        values.append({"day": start, "end": max(end, start + 0.004 * (days[1] - days[0])),
                       "number": str(number), "foot": foot,
                       "ends": event.last_day is not None})  # fmt: skip
    return [layer for value in values for layer in _event(value)]


def _event(value: Mapping[str, Any]) -> list[Spec]:
    """Shade, bar and number of one event."""
    data = {"values": [{k: value[k] for k in ("day", "end", "number")}]}
    foot = {"value": value["foot"]}
    shade = {"type": "rect", "color": stand_in("quiet"), "opacity": 0.08, "clip": True}
    bar = {"type": "rule", "color": stand_in("quiet"), "strokeWidth": 4, "clip": True}
    word = {"type": "text", "align": "left", "baseline": "bottom", "dx": 2, "dy": -2}
    word |= {"fontSize": 12, "fontWeight": 600, "color": stand_in("soft")}
    shades = [{"data": data, "mark": shade, "encoding": {"x2": {"field": "end"}, "y": None}}]
    return [
        *(shades if value["ends"] else []),
        {"data": data, "mark": bar, "encoding": {"x2": {"field": "end"}, "y": foot}},
        {"data": data, "mark": word, "encoding": {"y": foot, "text": {"field": "number"}}},
    ]


def shown_events(
    events: Sequence[EventSpan], days: tuple[float, float]
) -> list[tuple[int, EventSpan]]:
    """The events that touch these days, numbered from 1 in their order."""
    inside = [
        event
        for event in events
        if event.first_day <= days[1] and (event.last_day is None or event.last_day >= days[0])
    ]
    return list(enumerate(inside, start=1))


def event_keys(
    events: Sequence[EventSpan], days: tuple[float, float], first: date | None
) -> list[Key]:
    """The numbers of the events in words with their dates."""
    return [
        Key(mark=str(number), ink="quiet", text=f"{event.label}, {_when(event, first)}")
        for number, event in shown_events(events, days)
    ]


def _when(event: EventSpan, first: date | None) -> str:
    start = day_text(round(event.first_day), first)
    if event.last_day is None:
        return f"since {start}"
    end = day_text(round(event.last_day), first)
    return start if start == end else f"{start} to {end}"


def bar_layers(bars: Sequence[tuple[float, float, float]]) -> list[Spec]:
    """Error bars: (day, low, high) of what was measured."""
    if not bars:
        return []
    rule = {"type": "rule", "color": stand_in("text"), "strokeWidth": 1.5, "clip": True}
    values = [{"day": day, "low": round(low, 2), "high": round(high, 2)} for day, low, high in bars]
    y = {"y": {"field": "low"}, "y2": {"field": "high"}}
    return [{"data": {"values": values}, "mark": rule, "encoding": y}]


def curve_layers(
    day: Sequence[float], bands: Mapping[str, Sequence[float]], ink: str
) -> list[Spec]:
    """Another curve with the edges of its band, dashed: q05, median, q95, each (n,)."""
    layers = []
    for name, width, dash in (("q05", 1.25, [2, 4]), ("q95", 1.25, [2, 4]), ("median", 2, [7, 4])):
        mark = {"type": "line", "color": stand_in(ink), "strokeWidth": width, "strokeDash": dash}
        layers.append(
            {
                "data": {"values": _points(day, bands[name])},
                "mark": mark | {"clip": True},
                "encoding": {"y": {"field": "value"}},
            }
        )
    return layers


def _points(day: Sequence[float], values: Sequence[float]) -> list[dict[str, float]]:
    """Every step-th point and the last one."""
    step = -(-len(day) // _MOST_POINTS)
    picked = sorted({*range(0, len(day), step), len(day) - 1})
    return [{"day": day[i], "value": round(float(values[i]), 3)} for i in picked]
