"""Charts of what happened: values by day with a line or a band, events as upright lines."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from trophe.report.axes import day_ticks, value_ticks
from trophe.report.bands import BandSeries, Chart, Frame, Key, Row, Spec, band_spec, dots_and_line

_WIDE: Final = {"width": 640, "height": 250}
_NARROW: Final = {"width": 340, "height": 220}
_LEFT: Final = 78
_BANDS: Final = ("median", "q05", "q25", "q75", "q95")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """How one quantity is drawn: its names, and how a value is drawn and said.

    `factor` brings a stored value into the axis' unit, `unit` stands at the topmost tick;
    `say` words a stored value in full.
    """

    key: str
    title: str
    dots: str
    line: str
    unit: str
    say: Callable[[float], str]
    factor: float = 1.0
    ink: str = "main"


def trend_chart(
    quantity: Quantity,
    *,
    first: date,
    days: int,
    dots: Sequence[tuple[int, float]],
    bands: Mapping[str, Sequence[float]] | None = None,
    line: Sequence[tuple[int, float]] = (),
    summary: str,
    marks: Sequence[tuple[int, str]] = (),
    note: str = "",
) -> Chart | None:
    """Single values as rings, and a median with its bands or a line; None without a value.

    first: the date of day 0. days: how many days the picture spans. dots: (day, value) pairs in
    stored units. bands: median, q05, …, q95 for day 0 to days - 1. line: (day, value) pairs
    instead of bands. marks: (day, word) of events.
    """
    if not dots and bands is None:
        return None
    q = quantity
    low, high = _domain(q, dots, bands, line)
    place = _Place(q, first, max(days - 1, 1), low, high)
    wide, narrow = (Frame(**size, left=_LEFT) for size in (_WIDE, _NARROW))
    return Chart(
        key=q.key,
        title=q.title,
        summary=summary,
        columns=_columns(q, bands),
        rows=_rows(place, dots, bands, line),
        legend=_legend(q, bands, bool(dots)),
        wide=_spec(place, dots, bands, line, marks, wide),
        narrow=_spec(place, dots, bands, line, marks, narrow),
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

    def xy(self, day: int, value: float) -> tuple[float, float]:
        y = (self.high - value * self.quantity.factor) / (self.high - self.low)
        return round(day / self.last_day, 4), round(min(max(y, 0.0), 1.0), 4)

    def when(self, day: int) -> str:
        date_ = self.first + timedelta(days=day)
        return f"{date_.day} {date_:%b %Y}"


def _domain(
    q: Quantity,
    dots: Sequence[tuple[int, float]],
    bands: Mapping[str, Sequence[float]] | None,
    line: Sequence[tuple[int, float]],
) -> tuple[float, float]:
    """A little more than all there is to draw."""
    values = [value for _, value in (*dots, *line)]
    if bands is not None:
        values += [*bands["q05"], *bands["q95"]]
    low, high = min(values) * q.factor, max(values) * q.factor
    pad = 0.06 * (high - low) + 0.01 * abs(high) + 1e-6
    return low - pad, high + pad


def _columns(q: Quantity, bands: Mapping[str, Sequence[float]] | None) -> tuple[str, ...]:
    if bands is None:
        return ("Day", q.dots, q.line)
    return ("Day", q.dots, q.line, "Half of the time", "Nine times in ten")


def _rows(
    place: _Place,
    dots: Sequence[tuple[int, float]],
    bands: Mapping[str, Sequence[float]] | None,
    line: Sequence[tuple[int, float]],
) -> tuple[Row, ...]:
    """A row for each day with a value or, with bands, for every day."""
    q, seen, drawn = place.quantity, dict(dots), dict(line)
    if bands is None:
        return tuple(_plain_row(place, day, seen, drawn) for day in sorted({*seen, *drawn}))
    rows = []
    for day in range(len(bands["median"])):
        b = {name: bands[name][day] for name in _BANDS}
        cells = (
            place.when(day),
            q.say(seen[day]) if day in seen else "–",
            q.say(b["median"]),
            f"{q.say(b['q25'])} to {q.say(b['q75'])}",
            f"{q.say(b['q05'])} to {q.say(b['q95'])}",
        )
        x, y = place.xy(day, b["median"])
        rows.append(Row(cells=cells, x=x, y=y))
    return tuple(rows)


def _plain_row(
    place: _Place, day: int, seen: Mapping[int, float], drawn: Mapping[int, float]
) -> Row:
    """A row of a chart without bands."""
    say = place.quantity.say
    cells = (
        place.when(day),
        say(seen[day]) if day in seen else "–",
        say(drawn[day]) if day in drawn else "–",
    )
    x, y = place.xy(day, seen.get(day, drawn.get(day, 0.0)))
    return Row(cells=cells, x=x, y=y)


def _legend(
    q: Quantity, bands: Mapping[str, Sequence[float]] | None, has_dots: bool
) -> tuple[Key, ...]:
    keys = [Key(mark="ring", ink="text", text=q.dots)] if has_dots else []
    keys.append(Key(mark="line", ink=q.ink, text=q.line))
    if bands is not None:
        keys.append(Key(mark="half", ink=q.ink, text="Half of the time within"))
        keys.append(Key(mark="most", ink=q.ink, text="Nine times in ten within"))
    return tuple(keys)


def _spec(
    place: _Place,
    dots: Sequence[tuple[int, float]],
    bands: Mapping[str, Sequence[float]] | None,
    line: Sequence[tuple[int, float]],
    marks: Sequence[tuple[int, str]],
    frame: Frame,
) -> Spec:
    q, factor = place.quantity, place.quantity.factor
    x_ticks = _x_ticks(place, frame.plot_width // 100)
    y_ticks = _y_ticks(place)
    scaled = [(day, value * factor) for day, value in dots]
    if bands is None:
        return dots_and_line(
            dots=scaled,
            line=[(day, value * factor) for day, value in line],
            x_domain=(0, place.last_day),
            y_domain=(place.low, place.high),
            x_ticks=x_ticks,
            y_ticks=y_ticks,
            frame=frame,
            ink=q.ink,
        )
    return band_spec(
        BandSeries(
            day=range(len(bands["median"])),
            bands={name: [v * factor for v in bands[name]] for name in _BANDS},
            ink=q.ink,
            dots=scaled,
            marks=marks,
            y_low=place.low,
            y_high=place.high,
            x_ticks=x_ticks,
            y_ticks=y_ticks,
        ),
        frame,
    )


def _y_ticks(place: _Place) -> list[tuple[float, str]]:
    ticks = [(value, f"{value:,.6g}") for value in value_ticks(place.low, place.high, 4)]
    if ticks:
        ticks[-1] = (ticks[-1][0], f"{ticks[-1][1]} {place.quantity.unit}")
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
