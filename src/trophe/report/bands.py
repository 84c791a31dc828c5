"""The one kind of chart a forecast has: a median with its 50 % and 90 % band over days.

`band_chart` knows nothing of plans or muscles. It takes plain sequences and gives a `Chart`:
two Vega-Lite specs (phone and desk), a summary, a key in words and the table twin.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from trophe.report.ink import stand_in

Spec = dict[str, Any]
_MOST_POINTS: Final = 54
_TEXT_PX: Final = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The size of a drawing and its margins, px. The plot lies inside the margins exactly."""

    width: int
    height: int
    left: int
    right: int = 14
    top: int = 12
    bottom: int = 30

    @property
    def plot_width(self) -> int:
        """What is left for the plot."""
        return self.width - self.left - self.right

    @property
    def plot_height(self) -> int:
        """What is left for the plot."""
        return self.height - self.top - self.bottom


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A line of a key. `mark`: line, dashes, half, most, ring, bar, arrival, least, column,
    strand0 to strand3, an event's number."""

    mark: str
    ink: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table twin; x and y are where it lies in the plot, 0 to 1 from top left."""

    cells: tuple[str, ...]
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart with everything that must go with it."""

    key: str
    title: str
    summary: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    legend: tuple[Key, ...]
    wide: Spec
    narrow: Spec
    wide_frame: Frame
    narrow_frame: Frame
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BandSeries:
    """What is drawn, in the axis' own units.

    day : (n,) int, ascending.
    bands : median, q05, q25, q75, q95, each (n,) float.
    reference : (n,) float, a line to compare with (dashed), or None.
    dots : (day, value) pairs of what was measured.
    marks : (day, word) pairs, upright lines.
    under, over : further layers (`overlays`) below and above all others.
    level : a horizontal line (a goal), or None.
    arrival : q05, …, q95 days at which the level is reached (None: later than shown).
    """

    day: Sequence[int]
    bands: Mapping[str, Sequence[float]]
    ink: str = "main"
    reference: Sequence[float | None] | None = None
    dots: Sequence[tuple[float, float]] = ()
    level: float | None = None
    arrival: Mapping[str, float | None] | None = None
    y_low: float = 0.0
    y_high: float = 1.0
    x_low: float = 0.0
    marks: Sequence[tuple[int, str]] = ()
    x_ticks: Sequence[tuple[int, str]] = ()
    y_ticks: Sequence[tuple[float, str]] = field(default=())
    under: Sequence[Spec] = ()
    over: Sequence[Spec] = ()


def band_spec(series: BandSeries, frame: Frame) -> Spec:
    """A Vega-Lite spec of the series in the frame, as a plain dict with stand-in colours."""
    layers = [*series.under, *_bands(series), *_reference(series), _median(series)]
    layers += [*_level(series), *series.over, *_dots(series.dots), *_marks(series)]
    x = _x((series.x_low, series.day[-1]), series.x_ticks)
    y = _y((series.y_low, series.y_high), series.y_ticks)
    return _framed(layers, x, y, frame)


def dots_and_line(
    *,
    dots: Sequence[tuple[float, float]],
    line: Sequence[tuple[float, float]],
    x_domain: tuple[float, float],
    y_domain: tuple[float, float],
    x_ticks: Sequence[tuple[int, str]],
    y_ticks: Sequence[tuple[float, str]],
    frame: Frame,
    ink: str = "main",
) -> Spec:
    """A Vega-Lite spec of what was measured, (day, value) pairs, and a line through it."""
    values = [{"day": day, "value": _rounded(value)} for day, value in line]
    layers = [*_dots(dots), _line(values, ink)]
    return _framed(layers, _x(x_domain, x_ticks), _y(y_domain, y_ticks), frame)


def layered(
    layers: list[Spec],
    *,
    x_domain: tuple[float, float],
    y_domain: tuple[float, float],
    x_ticks: Sequence[tuple[int, str]],
    y_ticks: Sequence[tuple[float, str]],
    frame: Frame,
) -> Spec:
    """A Vega-Lite spec of layers over days, with ticks in words of ours."""
    return _framed(layers, _x(x_domain, x_ticks), _y(y_domain, y_ticks), frame)


def band_layers(day: Sequence[int], bands: Mapping[str, Sequence[float]], ink: str) -> list[Spec]:
    """The areas of both bands and the median, as layers."""
    series = BandSeries(day=day, bands=bands, ink=ink)
    return [*_bands(series), _median(series)]


def _framed(layers: list[Spec], x: Spec, y: Spec, frame: Frame) -> Spec:
    """Layers in a frame, with no size that the engine could change."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": frame.plot_width,
        "height": frame.plot_height,
        "padding": {k: getattr(frame, k) for k in ("left", "right", "top", "bottom")},
        "autosize": {"type": "none"},
        "background": None,
        "config": _CONFIG,
        "encoding": {"x": x, "y": y},
        "layer": layers,
    }


_CONFIG: Final[Spec] = {
    "aria": False,
    "font": "system-ui",
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": _TEXT_PX,
        "labelColor": stand_in("soft"),
        "gridColor": stand_in("grid"),
        "domain": False,
        "ticks": False,
        "title": None,
    },
}


def _x(domain: tuple[float, float], ticks: Sequence[tuple[int, str]]) -> Spec:
    """Days, with words of ours as labels."""
    return {
        "field": "day",
        "type": "quantitative",
        "scale": {"domain": list(domain), "nice": False},
        "axis": {
            "values": [day for day, _ in ticks],
            "labelExpr": _words({str(day): text for day, text in ticks}),
            "grid": False,
            "labelPadding": 8,
            "labelFlush": True,
            "labelOverlap": True,
        },
    }


def _y(domain: tuple[float, float], ticks: Sequence[tuple[float, str]]) -> Spec:
    """Values, with words of ours as labels."""
    return {
        "type": "quantitative",
        "scale": {"domain": list(domain), "nice": False, "zero": False},
        "axis": {
            "values": [value for value, _ in ticks],
            "labelExpr": _words({f"{value:g}": text for value, text in ticks}),
            "labelPadding": 8,
        },
    }


def _words(labels: Mapping[str, str]) -> str:
    """A Vega expression that looks a tick's label up."""
    pairs = ", ".join(f'"{value}": "{text}"' for value, text in labels.items())
    return f"({{{pairs}}})[toString(datum.value)]"


def _table(series: BandSeries, **columns: Sequence[float | None]) -> Spec:
    """Every step-th day and the last one; a drawing needs no more points."""
    n = len(series.day)
    step = -(-n // _MOST_POINTS)
    picked = [*range(0, n - 1, step), n - 1]
    rows = [
        {"day": series.day[i], **{k: _rounded(v[i]) for k, v in columns.items()}} for i in picked
    ]
    return {"values": rows}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(float(value), 3)


def _bands(series: BandSeries) -> list[Spec]:
    """Nine in ten lighter, half darker, on the same ink."""
    layers: list[Spec] = []
    for low, high, opacity in (("q05", "q95", 0.13), ("q25", "q75", 0.24)):
        layers.append(
            {
                "data": _table(series, low=series.bands[low], high=series.bands[high]),
                "mark": {
                    "type": "area",
                    "color": stand_in(series.ink),
                    "opacity": opacity,
                    "clip": True,
                },
                "encoding": {"y": {"field": "low"}, "y2": {"field": "high"}},
            }
        )
    return layers


def _median(series: BandSeries) -> Spec:
    return _line(_table(series, value=series.bands["median"])["values"], series.ink)


def _line(values: Sequence[Mapping[str, Any]], ink: str) -> Spec:
    mark = {"type": "line", "color": stand_in(ink), "strokeWidth": 3, "clip": True}
    return {"data": {"values": values}, "mark": mark, "encoding": {"y": {"field": "value"}}}


def _reference(series: BandSeries) -> list[Spec]:
    if series.reference is None:
        return []
    mark = {
        "type": "line",
        "color": stand_in("quiet"),
        "strokeWidth": 2,
        "strokeDash": [6, 5],
        "clip": True,
    }
    data = _table(series, value=series.reference)
    return [{"data": data, "mark": mark, "encoding": {"y": {"field": "value"}}}]


def _level(series: BandSeries) -> list[Spec]:
    """The goal as a dotted line, and on it the days between which it is reached."""
    if series.level is None:
        return []
    y = {"datum": series.level}
    rule = {"type": "rule", "color": stand_in("text"), "strokeWidth": 1.5, "strokeDash": [2, 4]}
    layers: list[Spec] = [{"data": {"values": [{}]}, "mark": rule, "encoding": {"x": None, "y": y}}]
    if series.arrival is None or series.arrival["median"] is None:
        return layers
    last = series.day[-1]
    for low, high, width in (("q05", "q95", 2), ("q25", "q75", 5)):
        start, end = series.arrival[low], series.arrival[high]
        row = {"start": last if start is None else start, "end": last if end is None else end}
        span = {"type": "rule", "color": stand_in("text"), "strokeWidth": width, "clip": True}
        x = {"x": {"field": "start", "type": "quantitative"}, "x2": {"field": "end"}, "y": y}
        layers.append({"data": {"values": [row]}, "mark": span, "encoding": x})
    point = {"type": "point", "shape": "diamond", "size": 130, "filled": True, "opacity": 1}
    point |= {"color": stand_in("ground"), "stroke": stand_in("text"), "strokeWidth": 2}
    at = {"day": series.arrival["median"]}
    layers.append({"data": {"values": [at]}, "mark": point, "encoding": {"y": y}})
    return layers


def _dots(dots: Sequence[tuple[float, float]]) -> list[Spec]:
    """What was measured: rings, so that they show on every ground."""
    if not dots:
        return []
    mark = {"type": "point", "filled": True, "fill": stand_in("ground"), "size": 34, "opacity": 1}
    mark |= {"stroke": stand_in("text"), "strokeWidth": 1.5, "clip": True}
    values = [{"day": day, "value": round(value, 3)} for day, value in dots]
    return [{"data": {"values": values}, "mark": mark, "encoding": {"y": {"field": "value"}}}]


def _marks(series: BandSeries) -> list[Spec]:
    """Thin upright lines with a word at the top."""
    if not series.marks:
        return []
    rule = {"type": "rule", "color": stand_in("quiet"), "strokeWidth": 1}
    word = {"type": "text", "align": "left", "dx": 6, "y": 4}
    word |= {"fontSize": _TEXT_PX, "color": stand_in("soft")}
    data = {"values": [{"day": day, "word": text} for day, text in series.marks]}
    return [
        {"data": data, "mark": rule, "encoding": {"y": None}},
        {"data": data, "mark": word, "encoding": {"y": None, "text": {"field": "word"}}},
    ]
