"""The body as a picture: front and back, every muscle group tinted by its size.

`body_svg` is a pure function of what it is given. Colours are CSS variables on a page and plain
colours in a file, as in `ink`; a step of the ramp differs by hatching too, never by colour alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from types import MappingProxyType
from typing import Final

from trophe.errors import UnknownNameError
from trophe.report.body_shapes import BACK, EAR, FINE, FRONT, HEAD, OUTLINE, QUIET, Ring

VIEWS: Final[Mapping[str, Mapping[str, tuple[Ring, ...]]]] = MappingProxyType(
    {"front": FRONT, "back": BACK}
)
MUSCLES: Final = tuple(dict.fromkeys((*FRONT, *BACK)))
SIDES: Final = ("right", "left")
_MIDDLE: Final = 100.0
_VIEW_BOX: Final = "3 2 194 436"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the ramp: sizes from `low` up to `high`, shares of the size before."""

    name: str
    low: float
    high: float
    text: str
    hatch: str = ""


STEPS: Final = (
    Step(name="grown", low=1.02, high=9.0, text="2 % or more larger", hatch="dots"),
    Step(name="same", low=0.98, high=1.02, text="as before, within 2 %"),
    Step(name="little", low=0.95, high=0.98, text="2 to 5 % smaller"),
    Step(name="some", low=0.90, high=0.95, text="5 to 10 % smaller", hatch="lines"),
    Step(name="much", low=0.80, high=0.90, text="10 to 20 % smaller", hatch="dense"),
    Step(name="most", low=0.0, high=0.80, text="more than 20 % smaller", hatch="cross"),
)
UNKNOWN: Final = Step(name="unknown", low=0.0, high=0.0, text="no forecast")

# The same colours as static/trophe/muscle.css; a test compares them.
THEMES: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "light": MappingProxyType(
            {
                "skin": "#f1eadf",
                "line": "#a99d8a",
                "quiet": "#e6ddcf",
                "unknown": "#e6ddcf",
                "same": "#cbbfad",
                "grown": "#2f86a8",
                "little": "#efc15c",
                "some": "#d98f24",
                "much": "#a85a10",
                "most": "#66300c",
                "hatch": "#fffefb",
            }
        ),
        "dark": MappingProxyType(
            {
                "skin": "#332e28",
                "line": "#8d8377",
                "quiet": "#3f3931",
                "unknown": "#3f3931",
                "same": "#6b6358",
                "grown": "#6cc1e0",
                "little": "#8a5a1c",
                "some": "#b97f2c",
                "much": "#e2aa4c",
                "most": "#fde0a0",
                "hatch": "#221f1b",
            }
        ),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tint:
    """One muscle of one side: its step, what is said of it, and where a tap leads.

    muscle : one of `MUSCLES`. side : left, right, or both (one link for the two sides).
    said : the muscle and its figures in words. href : empty for a picture without links.
    """

    muscle: str
    side: str
    step: Step
    said: str
    href: str = ""
    is_chosen: bool = False


def step_of(size: float | None) -> Step:
    """The step of the ramp for a size, a share of the size before; no forecast for None."""
    if size is None:
        return UNKNOWN
    return next(step for step in STEPS if size >= step.low)


def body_svg(
    view: str, tints: Iterable[Tint], *, title: str, theme: str | None = None, htmx: str = ""
) -> str:
    """The body from one side ("front" or "back") as SVG text.

    Parameters
    ----------
    view : front or back.
    tints : what is known of which muscle; one not named, or of no step, stays quiet.
    title : the name of the whole picture for a screen reader.
    theme : None for a page (colours are CSS variables), "light" or "dark" for a file.
    htmx : the target of a tap where pages are swapped in; empty for plain links.

    Raises UnknownNameError for another view, muscle or theme.
    """
    if view not in VIEWS:
        raise UnknownNameError("view", view, VIEWS)
    told = list(tints)
    inks = _inks(theme)
    for tint in told:
        if tint.muscle not in MUSCLES:
            raise UnknownNameError("muscle", tint.muscle, MUSCLES)
    parts = [_ground(view, theme), *(_muscle(view, tint, inks, htmx) for tint in told)]
    role = "group" if any(tint.href for tint in told) else "img"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{_VIEW_BOX}" class="body__figure"'
        f' role="{role}" aria-label="{escape(title)}">'
        f"{''.join(parts)}</svg>"
    )


def swatch_svg(step: Step, theme: str | None = None) -> str:
    """A small square of a step for the key, with its hatching."""
    inks, name = _inks(theme), f"key-{step.name}"
    fill = f"url(#{name})" if step.hatch else inks[step.name]
    hatch = _hatch(name, step, inks) if step.hatch else ""
    return (
        '<svg class="body__swatch" viewBox="0 0 28 16" aria-hidden="true">'
        f'<defs>{hatch}</defs><rect x=".5" y=".5" width="27" height="15" rx="4" fill="{fill}"'
        f' stroke="{inks["line"]}"/></svg>'
    )


def _inks(theme: str | None) -> Mapping[str, str]:
    """Every colour by its name."""
    if theme is None:
        return {name: f"var(--body-{name})" for name in THEMES["light"]}
    if theme not in THEMES:
        raise UnknownNameError("theme", theme, THEMES)
    return THEMES[theme]


@cache
def _ground(view: str, theme: str | None) -> str:
    """Everything that is no muscle of ours: hatches, outline, head, quiet shapes, fine lines."""
    inks = _inks(theme)
    edge = f'fill="{inks["skin"]}" stroke="{inks["line"]}" stroke-width="1"'
    quiet = "".join(f'<path d="{_smooth(ring)}"/>' for ring in QUIET[view])
    fine = "".join(f'<path d="{_smooth(ring, is_closed=False)}"/>' for ring in FINE[view])
    return (
        f"<defs>{_hatches(view, inks)}</defs>"
        f'<path {edge} d="{_whole(OUTLINE[view])}"/>'
        + _twice(f'<path {edge} d="{_smooth(EAR)}"/>')
        + f'<path {edge} d="{_whole(HEAD)}"/>'
        f'<g fill="{inks["quiet"]}">{_twice(quiet)}</g>'
        f'<g fill="none" stroke="{inks["line"]}" stroke-width=".7">{_twice(fine)}</g>'
    )


def _muscle(view: str, tint: Tint, inks: Mapping[str, str], htmx: str) -> str:
    """The shapes of one muscle, in a link where there is one; nothing where out of sight."""
    drawn = _drawn(view, tint.muscle)
    if not drawn:
        return ""
    sides = SIDES if tint.side == "both" else (tint.side,)
    # Seen from the front, the right of the body lies on the left of the picture.
    on_right = {side for side in sides if (side == "left") == (view == "front")}
    shapes = _placed(drawn, right=bool(on_right), left=len(on_right) < len(sides))
    fill = f"url(#{view}-{tint.step.name})" if tint.step.hatch else inks[tint.step.name]
    chosen = " body__muscle--chosen" if tint.is_chosen else ""
    group = f'<g class="body__muscle{chosen}" fill="{fill}">{shapes}<title>{escape(tint.said)}'
    group += "</title></g>"
    if not tint.href:
        return group
    swap = f' hx-get="{escape(tint.href)}" hx-target="{escape(htmx)}"' if htmx else ""
    return f'<a href="{escape(tint.href)}" aria-label="{escape(tint.said)}"{swap}>{group}</a>'


@cache
def _drawn(view: str, muscle: str) -> str:
    """The shapes of a muscle on one half; empty where it is out of sight."""
    return "".join(f'<path d="{_smooth(ring)}"/>' for ring in VIEWS[view].get(muscle, ()))


def _placed(drawn: str, *, right: bool, left: bool) -> str:
    """A half on the right, the left or both halves of the picture."""
    mirrored = f'<g transform="matrix(-1 0 0 1 {2 * _MIDDLE:g} 0)">{drawn}</g>'
    return (drawn if right else "") + (mirrored if left else "")


def _twice(drawn: str) -> str:
    return _placed(drawn, right=True, left=True)


def _hatches(view: str, inks: Mapping[str, str]) -> str:
    """The fills of the steps that are hatched."""
    return "".join(_hatch(f"{view}-{step.name}", step, inks) for step in STEPS if step.hatch)


_STROKES: Final = {
    "lines": ("M3 0v6", 6.0, 0.8),
    "dense": ("M1.7 0v3.4", 3.4, 0.7),
    "cross": ("M2.4 0v4.8M0 2.4h4.8", 4.8, 0.7),
}


def _hatch(name: str, step: Step, inks: Mapping[str, str]) -> str:
    """A colour with lines or dots in the colour of the ground over it."""
    if step.hatch == "dots":
        size, over = 5.0, f'<circle cx="2.5" cy="2.5" r=".8" fill="{inks["hatch"]}"/>'
    else:
        path, size, width = _STROKES[step.hatch]
        over = (
            f'<path d="{path}" stroke="{inks["hatch"]}" stroke-width="{width:g}"'
            ' stroke-opacity=".75"/>'
        )
    return (
        f'<pattern id="{name}" width="{size:g}" height="{size:g}" patternUnits="userSpaceOnUse"'
        f' patternTransform="rotate(35)"><rect width="{size:g}" height="{size:g}"'
        f' fill="{inks[step.name]}"/>{over}</pattern>'
    )


def _whole(half: Ring) -> str:
    """A half that begins and ends on the midline, and its mirror image, as one outline."""
    inner = [(x, y) for x, y in reversed(half) if x]
    return _smooth((*half, *((-x, y) for x, y in inner)))


def _smooth(ring: Sequence[tuple[float, float]], *, is_closed: bool = True) -> str:
    """A smooth line through the points (Catmull and Rom's, as Bezier curves)."""
    points = [(_MIDDLE + x, y) for x, y in ring]
    last = len(points)

    def at(i: int) -> tuple[float, float]:
        return points[i % last if is_closed else min(max(i, 0), last - 1)]

    path = [f"M{points[0][0]:.1f} {points[0][1]:.1f}"]
    for i in range(last if is_closed else last - 1):
        before, start, end, after = at(i - 1), at(i), at(i + 1), at(i + 2)
        bend = [start[k] + (end[k] - before[k]) / 6 for k in (0, 1)]
        bend += [end[k] - (after[k] - start[k]) / 6 for k in (0, 1)]
        path.append("C" + " ".join(f"{value:.1f}" for value in (*bend, *end)))
    return "".join(path) + ("Z" if is_closed else "")
