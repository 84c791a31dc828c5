"""The film of a muscle: its cross-section, shrinking and growing back as the forecast says.

Drawn to scale: the area of the section is the forecast's median over the area before. The pale
ring and the fine line inside are the edges of the 90 % band, the dashed line is the size before.
A page plays the frames by script; without it, or where motion is not wanted, the stills tell
the same.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final

from trophe.report.axes import day_text
from trophe.report.muscle_charts import range_text, share_text

_RADIUS: Final = 78.0
_MIDDLE: Final = 100.0
_FIBRE: Final = 4.9


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmFrame:
    """One day of the film: the median and the 90 % band, shares of the area before."""

    day: float
    when: str
    median: float
    q05: float
    q95: float
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Still:
    """A frame that is shown as a picture, with its caption."""

    caption: str
    frame: FilmFrame
    svg: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """All frames in order, the first one as a picture, and the stills."""

    title: str
    summary: str
    frames: tuple[FilmFrame, ...]
    svg: str
    stills: tuple[Still, ...]
    numbers: Mapping[str, str]


def film(document: Mapping[str, Any], muscle: str, side: str, label: str) -> Film | None:
    """The film of one place of a forecast's document; None where it has no curve.

    label: the place in words.
    """
    series = document["series"].get(f"{muscle}:{side}:size")
    if series is None:
        return None
    first = date.fromisoformat(document["first_date"])
    frames = tuple(_frame(series, i, first) for i in range(len(series["day"])))
    return film_of(frames, label, (("Today", document["today"]),))


def film_of(
    frames: tuple[FilmFrame, ...], label: str, marks: Sequence[tuple[str, float]] = ()
) -> Film:
    """The film of frames in the order of their days; `marks` are further stills, (caption, day)."""
    stills = _stills(frames, marks)
    return Film(
        title=f"Cross-section: {label}",
        summary="; ".join(f"{s.caption.lower()}: {s.frame.said}" for s in stills) + ".",
        frames=frames,
        svg=section_svg(frames[0]),
        stills=stills,
        numbers=_numbers(frames),
    )


def section_svg(frame: FilmFrame) -> str:
    """One frame as SVG text for a page: before (dashed), band (ring), section with its fibres."""
    middle, low, high = (math.sqrt(x) for x in (frame.median, frame.q05, frame.q95))
    scale = f"translate({_MIDDLE:g} {_MIDDLE:g}) scale({middle:.4f})"
    return (
        '<svg class="film__section" viewBox="0 0 200 200" aria-hidden="true">'
        f'<circle class="film__high" cx="100" cy="100" r="{high * _RADIUS:.1f}"/>'
        f'<g class="film__muscle" transform="{scale}">{_fibres()}</g>'
        f'<circle class="film__low" cx="100" cy="100" r="{low * _RADIUS:.1f}"/>'
        f'<circle class="film__before" cx="100" cy="100" r="{_RADIUS:g}"/></svg>'
    )


def _frame(series: Mapping[str, Any], i: int, first: date) -> FilmFrame:
    day, bands = series["day"][i], series["person"]
    median, low, high = (bands[name][i] for name in ("median", "q05", "q95"))
    said = f"{share_text(median)} of the area before ({range_text(low, high)})"
    return FilmFrame(
        day=day, when=day_text(day, first), median=median, q05=low, q95=high, said=said
    )


def _stills(frames: Sequence[FilmFrame], marks: Sequence[tuple[str, float]]) -> tuple[Still, ...]:
    """Before, the marks, at its smallest and at the end, in the order of their days."""
    smallest = min(frames, key=lambda f: f.median)
    wanted = [("Before", frames[0])]
    wanted += [(word, min(frames, key=lambda f: abs(f.day - day))) for word, day in marks]
    wanted += [("At its smallest", smallest), ("At the end", frames[-1])]
    seen: dict[float, Still] = {}
    for caption, frame in sorted(wanted, key=lambda w: w[1].day):
        if frame.day in seen:
            caption = f"{seen[frame.day].caption}, {caption[0].lower()}{caption[1:]}"
        seen[frame.day] = Still(caption=caption, frame=frame, svg=section_svg(frame))
    return tuple(seen.values())


def _numbers(frames: Sequence[FilmFrame]) -> dict[str, str]:
    """The frames as short lists for the player."""

    def listed(name: str) -> str:
        return ",".join(f"{getattr(frame, name):.4g}" for frame in frames)

    return {name: listed(name) for name in ("day", "median", "q05", "q95")} | {
        "when": "|".join(frame.when for frame in frames),
    }


@cache
def _fibres() -> str:
    """The section around the origin: skin of the muscle, seven bundles, their fibres."""
    bundle = _RADIUS / 3.0
    bundles = [(0.0, 0.0), *(_turned(2.0 * bundle, k / 6) for k in range(6))]
    parts = [f'<circle class="film__skin" r="{_RADIUS:g}"/>']
    for n, (bx, by) in enumerate(bundles):
        parts.append(f'<circle class="film__bundle" cx="{bx:.1f}" cy="{by:.1f}" r="{bundle:.1f}"/>')
        for k, (x, y) in enumerate(_packed(bundle)):
            # Slow and fast fibres lie mixed like a chessboard shaken a little.
            kind = "slow" if (3 * n + 5 * k + k // 4) % 7 < 3 else "fast"
            parts.append(
                f'<circle class="film__{kind}" cx="{bx + x:.1f}" cy="{by + y:.1f}" r="{_FIBRE:g}"/>'
            )
    return "".join(parts)


def _packed(bundle: float) -> list[tuple[float, float]]:
    """Places of fibres, packed in three rings about one."""
    step = (bundle - _FIBRE - 0.8) / 2
    inner = [_turned(step, k / 6) for k in range(6)]
    outer = [_turned(2 * step, (k + 0.5) / 12) for k in range(12)]
    return [(0.0, 0.0), *inner, *outer]


def _turned(radius: float, turn: float) -> tuple[float, float]:
    angle = 2 * math.pi * turn
    return radius * math.cos(angle), radius * math.sin(angle)
