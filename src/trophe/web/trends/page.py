"""What the trends pages show; templates compute nothing."""

from dataclasses import dataclass
from typing import Any, Final

from django.utils.safestring import SafeString, mark_safe

from trophe.nutrition.nutrients import nutrients
from trophe.report.small_curves import small_trend
from trophe.report.strands import Strand
from trophe.web.trends.catalogue import entries
from trophe.web.trends.reads import Reads
from trophe.web.trends.series import GROUPS, Series

# Shown as one line at the foot while there is nothing to draw: key, what it takes, address name.
_WAITING: Final = (
    ("weight", "Weigh in", "today"),
    ("protein", "Log what you eat", "today"),
    ("steps", "Note your steps", "steps"),
    ("measure", "Measure with a tape or a grip meter", "measures"),
    ("sessions", "Do a session of a programme", "programme"),
    ("felt-fatigue", "Tap how a day was", "today"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A small picture with its figure, which opens the chart. Without a picture it is a link."""

    key: str
    title: str
    latest: str = ""
    note: str = ""
    picture: str = ""


def overview(reads: Reads) -> dict[str, Any]:
    """The tiles and plain links by group, and what could be logged."""
    made: dict[str, list[Tile]] = {}
    for entry in entries(reads):
        if not entry.overview:
            continue
        if entry.heavy:
            tile: Tile | None = Tile(key=entry.key, title=entry.title)
        else:
            series = entry.make()
            tile = None if series is None else tile_of(series)
        if tile is not None:
            made.setdefault(entry.group, []).append(tile)
    keys = [tile.key for tiles in made.values() for tile in tiles]
    waiting = [
        (text, name)
        for key, text, name in _WAITING
        if not any(k == key or k.startswith(f"{key}-") for k in keys)
        and (key != "weight" or reads.weight)
    ]
    return {
        "groups": [
            (
                group,
                [t for t in made[group] if t.picture],
                [t for t in made[group] if not t.picture],
            )
            for group in GROUPS
            if group in made
        ],
        "waiting": waiting,
    }


def tile_of(series: Series) -> Tile:
    """A series at a glance."""
    return Tile(
        key=series.key,
        title=series.title,
        latest=series.latest,
        note=series.latest_note,
        picture=_spark(series),
    )


def _spark(series: Series) -> SafeString:
    """The small picture; made of numbers alone by our own renderer."""
    shown = [s for s in series.strands if s.points][:2]
    band = None
    lines = [list(_line(s, several=len(shown) > 1)) for s in shown]
    if series.band is not None:
        b = series.band
        band = (b.day, b.bands["q05"], b.bands["q95"])
        lines = [list(zip(b.day, b.bands["median"], strict=True))]
    columns = next((s.width_d for s in shown), 0)
    # Beside another line only a lone reading needs a dot: it has no line of its own.
    dots = [p for s in shown if len(shown) == 1 or len(s.points) == 1 for p in s.points]
    marks = [e.first_day for e in series.events if 0 <= e.first_day < series.span.days]
    return mark_safe(
        small_trend(
            series.span.days,
            [line for line in lines if len(line) > 1],
            dots=dots,
            columns_d=columns,
            band=band,
            marks=marks,
        )
    )


def _line(strand: Strand, *, several: bool) -> Any:
    return strand.drawn_line or (strand.points if several else ())


def nutrient_choices(reads: Reads) -> list[tuple[str, list[tuple[str, str]]]]:
    """Every nutrient by group, for the picker: (group, (key, name))."""
    found: dict[str, list[tuple[str, str]]] = {}
    for known in nutrients().values():
        if reads.energy or known.group != "energy":
            found.setdefault(known.group.capitalize(), []).append(
                (f"nutrient-{known.id}", known.name)
            )
    return list(found.items())
