"""Charts of what happened: what was logged by day, bands of what was learned, events."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from trophe.report.axes import day_ticks, value_ticks
from trophe.report.bands import Chart, Frame, Key, Row, Spec, band_layers, layered
from trophe.report.overlays import EventSpan, event_keys, event_layers
from trophe.report.strands import MOST, Strand, level_layers, strand_layers

BANDS: Final = ("median", "q05", "q25", "q75", "q95")
_WIDE: Final = {"width": 640, "height": 280}
_NARROW: Final = {"width": 340, "height": 240}
_LEFT: Final = 78
_ROOM_FOR_EVENTS: Final = 0.22


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """How one quantity is drawn and said.

    `factor` brings a stored value into the axis' unit, `unit` stands at the topmost tick; `say`
    words a stored value in full, `say_change` the size of a change where that is said otherwise;
    `words` are the ticks of answers in words.
    """

    key: str
    title: str
    unit: str
    say: Callable[[float], str]
    factor: float = 1.0
    ink: str = "main"
    words: Mapping[float, str] | None = None
    say_change: Callable[[float], str] | None = None

    def change(self, size: float) -> str:
        """The size of a change in words."""
        return (self.say_change or self.say)(size)


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A median with its bands, (n,) each, on days ascending."""

    name: str
    day: Sequence[int]
    bands: Mapping[str, Sequence[float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A goal: a line across, in words."""

    value: float
    text: str


def trend_chart(
    quantity: Quantity,
    *,
    first: date,
    days: int,
    strands: Sequence[Strand],
    band: Band | None = None,
    level: Level | None = None,
    events: Sequence[EventSpan] = (),
    summary: str,
    note: str = "",
) -> Chart | None:
    """What was logged over some days; None without a value.

    first : the date of day 0. days : how many the picture spans. strands : one, or up to four to
    be compared (more stand in the table alone).
    """
    shown = [s for s in strands if s.points or s.line]
    if not shown and band is None:
        return None
    place = _Place(
        quantity, first, max(days - 1, 1), *_domain(quantity, shown[:MOST], band, level, events)
    )
    wide, narrow = (Frame(**size, left=_LEFT) for size in (_WIDE, _NARROW))
    return Chart(
        key=quantity.key,
        title=quantity.title,
        summary=summary,
        columns=_columns(shown, band),
        rows=_rows(place, shown, band),
        legend=_legend(place, shown, band, level, events),
        wide=_spec(place, shown, band, level, events, wide),
        narrow=_spec(place, shown, band, level, events, narrow),
        wide_frame=wide,
        narrow_frame=narrow,
        note=note,
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where values lie on the axes; low and high in the axis' own unit."""

    quantity: Quantity
    first: date
    last_day: int
    low: float
    high: float

    def xy(self, day: float, value: float) -> tuple[float, float]:
        """The place in the plot, 0 to 1 from top left."""
        y = (self.high - value * self.quantity.factor) / (self.high - self.low)
        return round(min(day / self.last_day, 1.0), 4), round(min(max(y, 0.0), 1.0), 4)

    def when(self, day: int) -> str:
        """A day in words."""
        on = self.first + timedelta(days=day)
        return f"{on.day} {on:%b %Y}"


def _domain(
    q: Quantity,
    strands: Sequence[Strand],
    band: Band | None,
    level: Level | None,
    events: Sequence[EventSpan],
) -> tuple[float, float]:
    """A little more than all there is to draw, with room at the foot for events."""
    if q.words is not None:
        low, high = min(q.words) - 0.25, max(q.words) + 0.25
        return low - (_ROOM_FOR_EVENTS * (high - low) if events else 0.0), high
    values = [v for s in strands for _, v in (*s.points, *s.line)]
    values += [v + sign * s.errors[d] for s in strands for d, v in s.points if d in s.errors
               for sign in (-1, 1)]  # fmt: skip
    values += [0.0] if any(s.width_d for s in strands) else []
    values += [level.value] if level is not None else []
    if band is not None:
        values += [*band.bands["q05"], *band.bands["q95"]]
    low, high = min(values) * q.factor, max(values) * q.factor
    pad = 0.06 * (high - low) + 0.01 * abs(high) + 1e-6
    low = low if any(s.width_d for s in strands) else low - pad
    return low - (_ROOM_FOR_EVENTS * (high - low) if events else 0.0), high + pad


def _columns(strands: Sequence[Strand], band: Band | None) -> tuple[str, ...]:
    """The heads of the table: each strand, its line, the band."""
    heads = ["Day"]
    for strand in strands:
        heads += [strand.name] if strand.points else []
        heads += [strand.line_name] if strand.line else []
    if band is not None:
        heads += [band.name, "Half of the time", "Nine times in ten"]
    return tuple(heads)


def _rows(place: _Place, strands: Sequence[Strand], band: Band | None) -> tuple[Row, ...]:
    """A row for each day with a value; with a band, for each day it speaks of."""
    say = place.quantity.say
    points = [(dict(s.points), dict(s.line), s) for s in strands]
    banded = {} if band is None else {day: i for i, day in enumerate(band.day)}
    days = sorted({*banded, *(d for p, line, _ in points for d in (*p, *line))})
    rows = []
    for day in days:
        cells, at = [place.when(day)], None
        for seen, line, strand in points:
            if strand.points:
                cells.append(_cell(seen.get(day), day in strand.at_least, say))
                at = seen.get(day) if at is None else at
            if strand.line:
                cells.append(_cell(line.get(day), False, say))
                at = line.get(day) if at is None else at
        if band is not None:
            cells += _band_cells(band, banded.get(day), say)
            at = band.bands["median"][banded[day]] if day in banded else at
        x, y = place.xy(day, at or 0.0)
        rows.append(Row(cells=tuple(cells), x=x, y=y))
    return tuple(rows)


def _cell(value: float | None, at_least: bool, say: Callable[[float], str]) -> str:
    if value is None:
        return "–"
    return f"at least {say(value)}" if at_least else say(value)


def _band_cells(band: Band, i: int | None, say: Callable[[float], str]) -> list[str]:
    """Median, half, nine in ten."""
    if i is None:
        return ["–", "–", "–"]
    b = {name: say(band.bands[name][i]) for name in BANDS}
    return [b["median"], f"{b['q25']} to {b['q75']}", f"{b['q05']} to {b['q95']}"]


def _legend(
    place: _Place,
    strands: Sequence[Strand],
    band: Band | None,
    level: Level | None,
    events: Sequence[EventSpan],
) -> tuple[Key, ...]:
    ink = place.quantity.ink
    keys = _one(strands[0], ink) if len(strands) == 1 else []
    if len(strands) > 1:
        keys = [Key(mark=f"strand{i}", ink="main", text=s.name)
                for i, s in enumerate(strands[:MOST])]  # fmt: skip
        keys += [Key(mark="bar", ink="text", text="A reading with its error (9 in 10)")
                 for _ in (1,) if any(s.errors for s in strands)]  # fmt: skip
    if band is not None:
        keys += [
            Key(mark="line", ink=ink, text=band.name),
            Key(mark="half", ink=ink, text="Half of the time within"),
            Key(mark="most", ink=ink, text="Nine times in ten within"),
        ]
    if level is not None:
        keys.append(Key(mark="dotted", ink="text", text=level.text))
    return (*keys, *event_keys(events, (0, place.last_day), place.first))


def _one(strand: Strand, ink: str) -> list[Key]:
    """The key of a strand that stands alone."""
    keys = []
    if strand.width_d:
        keys.append(Key(mark="column", ink=ink, text=strand.name))
    elif strand.errors:
        keys.append(Key(mark="bar", ink="text", text=f"{strand.name}, with its error (9 in 10)"))
    elif strand.points:
        keys.append(Key(mark="ring", ink="text", text=strand.name))
    if strand.at_least:
        keys.append(Key(mark="least", ink="text", text="At least so much: some foods do not say"))
    if strand.line:
        keys.append(Key(mark="line", ink=ink, text=strand.line_name))
    return keys


def _spec(
    place: _Place,
    strands: Sequence[Strand],
    band: Band | None,
    level: Level | None,
    events: Sequence[EventSpan],
    frame: Frame,
) -> Spec:
    q = place.quantity
    layers = event_layers(events, (0, place.last_day), frame)
    if band is not None:
        scaled = {name: [v * q.factor for v in band.bands[name]] for name in BANDS}
        layers += band_layers(band.day, scaled, q.ink)
    layers += level_layers(level.value * q.factor) if level is not None else []
    layers += strand_layers(strands, q.factor)
    return layered(
        layers,
        x_domain=(0, place.last_day),
        y_domain=(place.low, place.high),
        x_ticks=_x_ticks(place, frame.plot_width // 100),
        y_ticks=_y_ticks(place),
        frame=frame,
    )


def _y_ticks(place: _Place) -> list[tuple[float, str]]:
    if place.quantity.words is not None:
        return list(place.quantity.words.items())
    values = [v for v in value_ticks(place.low, place.high, 5) if v >= 0]
    ticks = [(value, f"{value:,.6g}") for value in values]
    if ticks:
        ticks[-1] = (ticks[-1][0], f"{ticks[-1][1]} {place.quantity.unit}".rstrip())
    return ticks


def _x_ticks(place: _Place, wanted: int) -> list[tuple[int, str]]:
    """Months, or dates a few weeks apart where the span is short."""
    wanted = max(wanted, 2)
    days = day_ticks(place.first, place.last_day, wanted)
    if place.last_day >= 60 and len(days) > 1:
        return days
    step = max(7, -(-place.last_day // wanted // 7) * 7)
    dates = [(d, place.first + timedelta(days=d)) for d in range(0, place.last_day + 1, step)]
    return [(d, f"{when.day} {when:%b}") for d, when in dates]
