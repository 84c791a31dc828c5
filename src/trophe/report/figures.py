"""Every movement of the exercise library as a small picture: two poses, what moves in colour.

`figure_svg` is a pure function. Colours are CSS variables on a page and plain ones in a file.
"""

from functools import lru_cache
from html import escape
from typing import Final

from trophe.errors import UnknownNameError
from trophe.report.figure_body import (
    HEAD_R,
    Drawing,
    Figure,
    Point,
    Pose,
    drawings,
    figure,
    read_pose,
)
from trophe.report.figure_hand import close_up
from trophe.report.figure_props import ABOUT, HELD, PLACES, SIDE_Y, STEP_Y, WORN, box, line
from trophe.report.ink import stand_in, translate
from trophe.training.exercise import Exercise, exercise, exercises

PANEL_W, PANEL_H = 170.0, 150.0
_LOW_H: Final = 64.0
_GAP: Final = 26.0
_MARGIN: Final = 8.0
_WIDTHS: Final = {"A": (9.0, 7.5), "L": (14.0, 10.5, 7.0)}
_MOVED: Final = 5.0
_WALKING: Final = ("walk", "cross", "heel_toe", "tandem_go")
_STILL_PLACES: Final = frozenset(
    {"chair", "highchair", "bededge", "wheelchair", "bike", "bed", "bench"}
)
_PRESSED: Final = {
    "thigh": ("L", 0),
    "shin": ("L", 1),
    "arm": ("A", 0),
    "hip": ("T", 0),
    "trunk": ("T", 0),
    "shoulder": ("T", 0),
    "head": ("H", 0),
}


def figure_svg(movement: Exercise | str, theme: str | None = None) -> str:
    """The picture of a movement (or of its identifier), as SVG text, 366 units wide.

    It is as high as its poses need, 64 to 150 units: somebody lying takes little room.

    theme None: for a page, hidden from screen readers because the text beside it says the same.
    "light" or "dark": stands alone in a file, with the movement's name as its title.
    Raises UnknownNameError for an unknown identifier.
    """
    entry = exercise(movement) if isinstance(movement, str) else movement
    return translate(_drawn(entry.drawing, entry.name if theme else ""), theme)


def missing_drawings() -> tuple[str, ...]:
    """Movements whose drawing or prop is not there; a test wants none."""
    return tuple(
        entry.id
        for entry in exercises().values()
        if entry.drawing.split("+")[0] not in drawings()
        or any(prop not in _KNOWN and ":" not in prop for prop in entry.drawing.split("+")[1:])
    )


_KNOWN: Final = frozenset(
    {*HELD, *ABOUT, *WORN, "cast_forearm", "pads_forearm", "putty", "gripper", "band_fingers"}
)


@lru_cache(maxsize=512)
def _drawn(text: str, title: str) -> str:
    """The picture with its stand-in colours."""
    name, *more = text.split("+")
    if name not in drawings():
        raise UnknownNameError("drawing", name, drawings())
    drawing = drawings()[name]
    if drawing.view in ("hand", "foot", "head"):
        panels = [close_up(drawing.view, pose, more) for pose in (drawing.first, drawing.second)]
        high = PANEL_H
    else:
        panels, high = _panels(drawing, more)
    x, y = PANEL_W + _GAP / 2, -high / 2
    arrow = line((x - 7, y), (x + 7, y), width=2.5) + line(
        (x + 2, y + 5), (x + 7, y), (x + 2, y - 5), width=2.5
    )
    width = 2 * PANEL_W + _GAP
    label = f'role="img" aria-label="{escape(title)}"' if title else 'aria-hidden="true"'
    size = f' width="{width:g}" height="{high:g}"' if title else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {high:g}"{size}'
        f' {label} focusable="false">{panels[0]}{arrow}'
        f'<g transform="translate({PANEL_W + _GAP:g} 0)">{panels[1]}</g></svg>'
    )


def _panels(drawing: Drawing, more: list[str]) -> tuple[list[str], float]:
    """Both poses in their panels, at one scale, and how high the panels are."""
    first = read_pose(drawing.first)
    second = read_pose(drawing.second, first)
    pressed = next((word.split(":")[1] for word in more if word.startswith("press:")), "")
    props = [*drawing.props, *(word for word in more if not word.startswith("press:"))]
    begun = _placed(first, drawing, None)
    figures = [begun, _placed(second, drawing, begun)]
    points = [p for f in figures for p in f.points]
    high = max(y for _, y in points) + (40 if "thought" in props else 6)
    low = min(-10.0, min(y for _, y in points) - 6)
    left, right = min(x for x, _ in points) - 22, max(x for x, _ in points) + 26
    scale = min((PANEL_W - 2 * _MARGIN) / (right - left), (PANEL_H - 2 * _MARGIN) / (high - low))
    scale = min(scale, 1.0)
    x0 = PANEL_W / 2 - scale * (left + right) / 2
    tall = max(_LOW_H, round(scale * (high - low) + 2 * _MARGIN))
    y0 = (tall + scale * (high + low)) / 2
    moved = _moved(first, second, pressed)
    panels = []
    for n, made in enumerate(figures):
        # The place stands still: it is drawn where the first pose, or a moving one, needs it.
        inside = _scene(made, figures, drawing, props, moved if n else frozenset())
        if n and pressed:
            inside += _tension(made, pressed)
        panels.append(
            f'<g transform="translate({x0:.1f} {y0:.1f}) scale({scale:.3f})">{inside}</g>'
        )
    return panels, float(tall)


def _tension(made: Figure, pressed: str) -> str:
    """Short rays above what tightens while nothing moves."""
    limb, at = _PRESSED[pressed]
    if limb == "H":
        x, y = made.head
        return "".join(
            line((x + 13 * dx, y + 13 * dy), (x + 19 * dx, y + 19 * dy), width=2.5, ink="main")
            for dx, dy in ((-0.7, 0.7), (0, 1), (0.7, 0.7))
        )
    a, b = _tight_part(made, pressed) if limb == "T" else made.limbs[f"N{limb}"][at : at + 2]
    dx, dy = b[0] - a[0], b[1] - a[1]
    long = max(1.0, (dx * dx + dy * dy) ** 0.5)
    nx, ny = -dy / long, dx / long
    if ny < -0.1 or (abs(ny) <= 0.1 and nx < 0):
        nx, ny = -nx, -ny
    rays = []
    for share in (0.25, 0.5, 0.75):
        x, y = a[0] + share * dx, a[1] + share * dy
        rays.append(
            line((x + 14 * nx, y + 14 * ny), (x + 21 * nx, y + 21 * ny), width=2.5, ink="main")
        )
    return "".join(rays)


def _tight_part(made: Figure, pressed: str) -> tuple[Point, Point]:
    """The stretch of the trunk that tightens."""
    low, high = {"hip": (-0.1, 0.35), "trunk": (0.2, 0.75), "shoulder": (0.65, 1.05)}[pressed]
    (hx, hy), (nx, ny) = made.hip, made.neck
    return (hx + low * (nx - hx), hy + low * (ny - hy)), (
        hx + high * (nx - hx),
        hy + high * (ny - hy),
    )


def _placed(pose: Pose, drawing: Drawing, before: Figure | None) -> Figure:
    """A figure with its lowest point on the ground, or where the place holds it.

    `before` is the first pose when this is the second: what stood there stands there still.
    """
    made = figure(pose, drawing.view)
    lift = pose.get("Y", ((0.0, 1.0),))[0][0]
    if drawing.place in ("step", "stepon"):
        lift += STEP_Y
    if "U" in pose:
        lift += STEP_Y
    if drawing.view == "frontsit":
        return made.moved(0, 48.0 - made.hip[1] + lift)
    if drawing.view == "top":
        return made.moved(0, 26.0)
    if drawing.place == "hang":
        hand = made.limbs["NA"][-1]
        return made.moved(-hand[0], 168 - hand[1])
    if drawing.place in ("bike", "wheelchair"):
        return made.moved(0, 74.0 if drawing.place == "bike" else 50.0)
    if drawing.place == "pool" and drawing.first.startswith(("lie", "prone")):
        return made.moved(0, 60.0)
    if drawing.place == "deep":
        return made.moved(0, 70.0)
    if drawing.place in ("chair", "highchair", "bededge") and _sits(pose):
        hip = 62.0 if drawing.place == "highchair" else 46.0
        return made.moved(0, hip + lift)
    if drawing.place in ("chair", "highchair") and before is not None:
        # Who rises from a chair keeps the feet where they were.
        return made.moved(before.limbs["NL"][2][0] - made.limbs["NL"][2][0], -made.lowest)
    if drawing.place == "bedside":
        return made.moved(0, 46.0 if pose["T"][0][0] < 140 else SIDE_Y - made.lowest)
    if drawing.place == "bench":
        return made.moved(0, 46.0)
    if drawing.place == "seatback":
        return made.moved(0, 34.0)
    if drawing.place == "benchback":
        return made.moved(-made.limbs["NL"][2][0], 4.0 - made.limbs["NL"][2][1])
    if "stand" in drawing.first or "lean" in drawing.first:
        return made.moved(_aside(made, drawing, before, climbs="U" in pose), -made.lowest + lift)
    return made.moved(0, -made.lowest + lift)


def _aside(made: Figure, drawing: Drawing, before: Figure | None, *, climbs: bool) -> float:
    """How far a standing figure moves aside so that its planted foot stays in place.

    Who walks, or slides down a wall, keeps the hips in the middle instead.
    """
    if drawing.name.startswith(_WALKING) or "wallback" in drawing.props:
        return 0.0
    if before is None:
        return -made.limbs[_standing_leg(made)][2][0]
    leg = "NL" if climbs else _standing_leg(before)
    return before.limbs[leg][2][0] - made.limbs[leg][2][0]


def _standing_leg(made: Figure) -> str:
    """The leg whose ankle is the lower one."""
    return min(("FL", "NL"), key=lambda name: made.limbs[name][2][1])


def _sits(pose: Pose) -> bool:
    """Whether a pose sits: a thigh well above the vertical."""
    return max(pose["NL"][0][0], pose["FL"][0][0]) > -40


def _moved(first: Pose, second: Pose, pressed: str) -> frozenset[tuple[str, int]]:
    """The segments that turn by more than a few degrees, or are pressed."""
    found = set()
    for name in ("NA", "FA", "NL", "FL", "T", "H"):
        for i, (before, after) in enumerate(zip(first[name], second[name], strict=True)):
            turn = abs((before[0] - after[0] + 180) % 360 - 180)
            if turn > _MOVED or abs(before[1] - after[1]) > 0.1:
                found.add((name, i))
    if first.get("W") != second.get("W"):
        found.add(("T", 0))
    if first.get("N") != second.get("N"):
        found.add(("H", 0))
    if pressed:
        limb, at = _PRESSED[pressed]
        names = (limb,) if limb in ("T", "H") else (f"N{limb}", f"F{limb}")
        found = {(name, at) for name in names}
    return frozenset(found)


def _scene(
    made: Figure,
    figures: list[Figure],
    drawing: Drawing,
    props: list[str],
    moved: frozenset[tuple[str, int]],
) -> str:
    """One pose with all that belongs to it; `figures` are both poses."""
    still, goal = figures
    left, right = min(p[0] for p in made.points) - 20, max(p[0] for p in made.points) + 24
    ground = line((left, -1.5), (right, -1.5), width=3, ink="grid")
    anchor = still if drawing.place in _STILL_PLACES else made
    if drawing.view == "frontsit":
        place = _front_chair(still)
    elif drawing.place in ("stepfront", "stepon"):
        place = _step_box(made, goal, drawing.place)
    else:
        place = PLACES[drawing.place](anchor)
    about = "".join(ABOUT[p](_about_anchor(p, made, still)) for p in props if p in ABOUT)
    held = "".join(HELD[p](made) for p in props if p in HELD)
    worn = "".join(WORN[p](made) for p in props if p in WORN)
    return ground + place + about + worn + _body(made, moved, frontal=drawing.view != "side") + held


_GOES_ALONG: Final = frozenset(
    {"wallfront", "worktoplow", "treadmill", "cushion", "incline", "benchrear", "plate", "roll"}
    | {"heelroll", "float", "helper", "helperarm", "thought", "water", "trainer", "hurdle"}
)


def _about_anchor(prop: str, made: Figure, still: Figure) -> Figure:
    """Walls and tables stay where they are; what is under a limb goes with it."""
    return made if prop in _GOES_ALONG else still


def _front_chair(still: Figure) -> str:
    """A chair seen from the front."""
    x, y = still.hip
    legs = line((x - 22, y - 10), (x - 22, 0), width=4) + line(
        (x + 22, y - 10), (x + 22, 0), width=4
    )
    return box(x - 26, y - 12, 52, 58) + legs


def _step_box(made: Figure, goal: Figure, place: str) -> str:
    """A step under the feet, or before them where the second pose puts the foot."""
    if place == "stepon":
        return box(made.limbs["FL"][2][0] - 22, 0, 40, STEP_Y)
    return box(goal.limbs["NL"][2][0] - 14, 0, 46, STEP_Y)


def _body(made: Figure, moved: frozenset[tuple[str, int]], *, frontal: bool) -> str:
    """Trunk, head and limbs; the far ones lighter, what moves in colour."""
    parts = []
    for name in ("FA", "FL"):
        parts.append(_limb(made, name, moved, far=not frontal))
    ink = "main" if ("T", 0) in moved else "quiet"
    if frontal:
        parts.append(_frontal_trunk(made, ink))
    else:
        parts.append(line(made.hip, made.neck, width=20 + 2 * made.wide, ink=ink))
    head = "main" if ("H", 0) in moved else "quiet"
    parts.append(line(made.neck, made.head, width=8, ink=ink))
    x, y = made.head
    parts.append(f'<circle cx="{x:.1f}" cy="{-y:.1f}" r="{HEAD_R}" fill="{stand_in(head)}"/>')
    nx, ny = made.nose
    if not frontal:
        parts.append(f'<circle cx="{nx:.1f}" cy="{-ny:.1f}" r="2.6" fill="{stand_in(head)}"/>')
    elif nx != x:
        seen = stand_in("ground")
        parts.append(f'<circle cx="{nx:.1f}" cy="{-ny:.1f}" r="3" fill="{seen}"/>')
    for name in ("NL", "NA"):
        parts.append(_limb(made, name, moved, far=False))
    return "".join(parts)


def _frontal_trunk(made: Figure, ink: str) -> str:
    """Shoulders to hips, seen from the front."""
    a, b = made.limbs["NA"][0], made.limbs["FA"][0]
    c, d = made.limbs["FL"][0], made.limbs["NL"][0]
    path = " ".join(f"{x:.1f},{-y:.1f}" for x, y in (a, b, c, d))
    return (
        f'<polygon points="{path}" fill="{stand_in(ink)}" stroke="{stand_in(ink)}"'
        ' stroke-width="10" stroke-linejoin="round"/>'
    )


def _limb(made: Figure, name: str, moved: frozenset[tuple[str, int]], *, far: bool) -> str:
    """An arm or a leg, segment by segment; a thin rim keeps it apart from the trunk."""
    chain, widths = made.limbs[name], _WIDTHS[name[1]]
    rim = "".join(
        line(chain[i], chain[i + 1], width=width + 2.5, ink="ground")
        for i, width in enumerate(widths)
        if not far
    )
    more = ' stroke-opacity="0.55"' if far else ""
    segments = "".join(
        line(
            chain[i],
            chain[i + 1],
            width=width,
            ink="main" if (name, i) in moved else "quiet",
            more=more,
        )
        for i, width in enumerate(widths)
    )
    return rim + segments
