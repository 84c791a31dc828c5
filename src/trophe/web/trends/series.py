"""One quantity over days, in a form that a chart, a table, a file and a call are made of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from trophe.report import Chart
from trophe.report.overlays import EventSpan, shown_events
from trophe.report.strands import Strand
from trophe.report.trends import BANDS, Band, Level, Quantity, trend_chart
from trophe.web.trends.span import Span

GROUPS: Final = (
    "Body",
    "Food",
    "Measures",
    "Movement",
    "Strength",
    "How it felt",
    "Forecast and what happened",
)
_WEEK: Final = 7
_LEAST_FOR_MEAN: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A quantity over a span. Values are in the stored unit, named by `unit`.

    latest : the newest figure in words, latest_note : what it is. pace : whether a change in a
    week can be compared. steps : answers in steps from none to very much. picks : other charts
    of the same kind, (key, title).
    """

    quantity: Quantity
    group: str
    unit: str
    span: Span
    strands: tuple[Strand, ...]
    summary: str
    latest: str
    latest_note: str = ""
    band: Band | None = None
    level: Level | None = None
    events: Sequence[EventSpan] = ()
    note: str = ""
    pace: bool = False
    steps: bool = False
    compares: bool = True
    picks: tuple[tuple[str, str], ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Its name in addresses."""
        return self.quantity.key

    @property
    def title(self) -> str:
        """Its name for people."""
        return self.quantity.title

    def chart(self) -> Chart | None:
        """The chart with its sentence, key and table."""
        return trend_chart(
            self.quantity,
            first=self.span.first,
            days=self.span.days,
            strands=self.strands,
            band=self.band,
            level=self.level,
            events=self.events,
            summary=self.summary,
        )

    def columns(self) -> list[str]:
        """Heads of the file: each with its unit."""
        heads = ["date"]
        for strand in self.strands:
            name = _slug(strand.name)
            heads += [f"{name}_{self.unit}", f"{name}_at_least"] if strand.points else []
            heads += [f"{name}_error_90_{self.unit}"] if strand.errors else []
            heads += [f"{name}_{_slug(strand.line_name)}_{self.unit}"] if strand.line else []
        if self.band is not None:
            heads += [f"{_slug(self.band.name)}_{name}_{self.unit}" for name in BANDS]
        return heads

    def rows(self) -> list[list[Any]]:
        """Lines of the file: a day each, empty where nothing is known."""
        banded = {} if self.band is None else {day: i for i, day in enumerate(self.band.day)}
        maps = [(dict(s.points), dict(s.line), s) for s in self.strands]
        days = sorted({*banded, *(d for p, line, _ in maps for d in (*p, *line))})
        return [self._row(day, maps, banded) for day in days]

    def _row(self, day: int, maps: Any, banded: Mapping[int, int]) -> list[Any]:
        cells: list[Any] = [self.date_of(day).isoformat()]
        for points, line, strand in maps:
            if strand.points:
                known = day in points
                bound = ("yes" if day in strand.at_least else "no") if known else ""
                cells += [_plain(points.get(day)), bound]
                cells += [_plain(strand.errors.get(day))] if strand.errors else []
            cells += [_plain(line.get(day))] if strand.line else []
        if self.band is not None:
            i = banded.get(day)
            cells += [_plain(None if i is None else self.band.bands[n][i]) for n in BANDS]
        return cells

    def date_of(self, day: int) -> date:
        """A day of the span as a date."""
        return self.span.first + timedelta(days=day)

    def as_dict(self) -> dict[str, Any]:
        """What a call gives."""
        return {
            "series": self.key,
            "title": self.title,
            "group": self.group,
            "unit": self.unit,
            "from": self.span.first.isoformat(),
            "to": self.span.last.isoformat(),
            "summary": self.summary,
            "note": self.note,
            "goal": None if self.level is None else self.level.value,
            "strands": [self._strand(strand) for strand in self.strands],
            "band": self._band(),
            "events": [
                {
                    "label": event.label,
                    "from": self.date_of(round(event.first_day)).isoformat(),
                    "to": None
                    if event.last_day is None
                    else self.date_of(round(event.last_day)).isoformat(),
                }
                for _, event in shown_events(self.events, (0, self.span.days - 1))
            ],
            "facts": dict(self.facts),
        }

    def _strand(self, strand: Strand) -> dict[str, Any]:
        points = [
            {
                "date": self.date_of(day).isoformat(),
                "value": value,
                "at_least": day in strand.at_least,
                "error_90": strand.errors.get(day),
            }
            for day, value in strand.points
        ]
        line = [{"date": self.date_of(day).isoformat(), "value": v} for day, v in strand.line]
        return {
            "name": strand.name,
            "points": points,
            "line_name": strand.line_name,
            "line": line,
        }

    def _band(self) -> dict[str, Any] | None:
        if self.band is None:
            return None
        days = [self.date_of(day).isoformat() for day in self.band.day]
        bands = {name: [float(v) for v in self.band.bands[name]] for name in BANDS}
        return {"name": self.band.name, "date": days, **bands}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the catalogue: a series that can be made, and whether the overview shows it; a
    `heavy` one is worked out on its own page only."""

    key: str
    group: str
    title: str
    make: Callable[[], Series | None]
    overview: bool = True
    heavy: bool = False


def means(points: Sequence[tuple[int, float]], window: int = _WEEK) -> list[tuple[int, float]]:
    """Means of the seven days until each day with a value, where three at least have one."""
    found = []
    for i, (day, _) in enumerate(points):
        week = [v for d, v in points[max(0, i - 3 * window) : i + 1] if day - window < d]
        if len(week) >= _LEAST_FOR_MEAN:
            found.append((day, sum(week) / len(week)))
    return found


def mean(points: Sequence[tuple[int, float]]) -> float | None:
    """The mean of the values; None of none."""
    return sum(v for _, v in points) / len(points) if points else None


def counted(n: int, one: str, many: str = "") -> str:
    """`1 day`, `3 days`."""
    return f"{n} {one if n == 1 else many or one + 's'}"


def quoted(cell: Any) -> Any:
    """A cell of a file that no spreadsheet takes for a formula."""
    is_formula = isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r")
    return f"'{cell}" if is_formula else cell


def _plain(value: float | None) -> Any:
    return "" if value is None else float(f"{value:.6g}")


def _slug(name: str) -> str:
    """A name as part of a column's head."""
    return "_".join("".join(c if c.isalnum() else " " for c in name.lower()).split()) or "value"
