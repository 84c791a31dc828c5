"""What stands about a figure and what it holds: bed, chair, wall, band, weight, water, cast."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from trophe.report.figure_body import Figure, Point
from trophe.report.ink import stand_in

STEP_Y: Final = 16.0
SIDE_Y: Final = 38.0
"""The top of a bed that somebody gets out of."""

Draw = Callable[[Figure], str]


def line(*points: Point, width: float = 2.5, ink: str = "soft", more: str = "") -> str:
    """A line through points, y upwards."""
    path = " ".join(f"{x:.1f},{-y:.1f}" for x, y in points)
    return (
        f'<polyline points="{path}" fill="none" stroke="{stand_in(ink)}" stroke-width="{width:g}"'
        f' stroke-linecap="round" stroke-linejoin="round"{more}/>'
    )


def disc(centre: Point, radius: float, ink: str, *, hollow: bool = False) -> str:
    """A disc, or its rim."""
    x, y = centre
    paint = (
        f'fill="none" stroke="{stand_in(ink)}" stroke-width="2.5"'
        if hollow
        else f'fill="{stand_in(ink)}"'
    )
    return f'<circle cx="{x:.1f}" cy="{-y:.1f}" r="{radius:g}" {paint}/>'


def box(left: float, bottom: float, width: float, height: float, ink: str = "grid") -> str:
    """A filled box with a rim."""
    return (
        f'<rect x="{left:.1f}" y="{-(bottom + height):.1f}" width="{width:.1f}"'
        f' height="{height:.1f}" rx="3" fill="{stand_in(ink)}" stroke="{stand_in("soft")}"'
        ' stroke-width="1.5"/>'
    )


def _wave(left: float, right: float, y: float) -> str:
    """The surface of water."""
    points = [
        (left + i * 6.0, y + (1.5 if i % 2 else -1.5)) for i in range(int((right - left) / 6) + 1)
    ]
    return line(*points, ink="lean", width=2)


def hands(f: Figure) -> tuple[Point, Point]:
    """Near and far hand."""
    return f.limbs["NA"][-1], f.limbs["FA"][-1]


def _ankle(f: Figure, limb: str = "NL") -> Point:
    return f.limbs[limb][2]


def _toe(f: Figure, limb: str = "NL") -> Point:
    return f.limbs[limb][-1]


def _middle(one: Point, other: Point) -> Point:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2


def _weight(at: Point) -> str:
    """A dumbbell seen from its side."""
    x, y = at
    return line((x - 8, y), (x + 8, y), width=2.5, ink="text") + "".join(
        line((x + dx, y - 4), (x + dx, y + 4), width=4, ink="text") for dx in (-8, 8)
    )


def _dumbbell(f: Figure) -> str:
    near, far = hands(f)
    apart = abs(near[0] - far[0]) + abs(near[1] - far[1]) > 8
    return _weight(near) + (_weight(far) if apart else "")


def _bar(f: Figure, at: Point) -> str:
    x, y = at
    return line((x - 22, y), (x + 22, y), width=3, ink="text") + "".join(
        line((x + dx, y - 9), (x + dx, y + 9), width=4.5, ink="text") for dx in (-22, 22)
    )


def _cuff(one: Point, other: Point, ink: str) -> str:
    """A band around a segment, near its upper end."""
    a = (one[0] + 0.2 * (other[0] - one[0]), one[1] + 0.2 * (other[1] - one[1]))
    b = (one[0] + 0.4 * (other[0] - one[0]), one[1] + 0.4 * (other[1] - one[1]))
    return line(a, b, width=16, ink=ink, more=' stroke-opacity="0.9"')


def _pads(one: Point, other: Point) -> str:
    """Two pads on a segment, with their lead."""
    found = []
    for share in (0.25, 0.7):
        x = one[0] + share * (other[0] - one[0])
        y = one[1] + share * (other[1] - one[1])
        found.append(box(x - 4, y + 2, 8, 8, "fat"))
        found.append(line((x, y + 10), (x + 4, y + 20), width=1.5, ink="fat"))
    return "".join(found)


def _cast(points: tuple[Point, ...]) -> str:
    """A cast around a chain of points; the limb is drawn inside it."""
    return line(*points, width=27, ink="soft") + line(*points, width=24, ink="grid")


def _band(one: Point, other: Point) -> str:
    return line(one, other, width=3, ink="fat")


def _stick(f: Figure) -> str:
    near, far = hands(f)
    if abs(near[0] - far[0]) < 8:
        x, y = near
        return disc((x, y), 4, "text")
    return line(far, near, width=3.5, ink="text")


def _loop(f: Figure, at: int) -> str:
    near, far = f.limbs["NL"][at], f.limbs["FL"][at]
    if abs(near[0] - far[0]) + abs(near[1] - far[1]) < 8:
        x, y = near
        return disc((x, y), 8, "fat", hollow=True)
    return line(near, far, width=3.5, ink="fat")


def _knee_weight(f: Figure) -> str:
    x, y = f.limbs["NL"][1]
    return box(x - 12, y + 6, 18, 9, "text")


def _walker(f: Figure) -> str:
    """A walking frame under the near hand."""
    x, y = hands(f)[0]
    return line((x - 14, y - 5), (x + 8, y - 5), (x + 12, 0)) + line((x - 14, y - 5), (x - 10, 0))


def _cane(f: Figure) -> str:
    x, y = max(hands(f))
    return line((x, y), (x + 3, 0), width=3, ink="text")


def _poles(f: Figure) -> str:
    return "".join(line(h, (h[0] - 14, 0), width=2.5, ink="text") for h in hands(f))


def _towel_foot(f: Figure) -> str:
    return line(hands(f)[0], _toe(f), width=3.5, ink="fat")


def _towel(f: Figure) -> str:
    """A towel between the hands where they are apart, else from the hand to the foot."""
    near, far = hands(f)
    apart = abs(near[0] - far[0]) > 8
    return line(near, far if apart else _toe(f), width=4, ink="fat")


def _stick_back(f: Figure) -> str:
    """A stick along the back, from the head to the hips."""
    (hx, hy), (nx, ny) = f.hip, f.head
    long = max(1.0, ((nx - hx) ** 2 + (ny - hy) ** 2) ** 0.5)
    dx, dy = -(ny - hy) / long * 13, (nx - hx) / long * 13
    return line((hx + dx, hy + dy), (nx + 1.1 * dx, ny + 1.1 * dy), width=3.5, ink="text")


def _roller(f: Figure, aside: float) -> str:
    """The pad of a machine on the shin, before (1) or behind (-1) it."""
    (kx, ky), (ax, ay) = f.limbs["NL"][1:3]
    long = max(1.0, ((ax - kx) ** 2 + (ay - ky) ** 2) ** 0.5)
    nx, ny = -(ay - ky) / long * 10 * aside, (ax - kx) / long * 10 * aside
    at = kx + 0.85 * (ax - kx) + nx, ky + 0.85 * (ay - ky) + ny
    return disc(at, 6.5, "text")


def _mouthpiece(f: Figure) -> str:
    """A device at the mouth."""
    (x, y), (nx, ny) = f.head, f.nose
    far = x + 2.1 * (nx - x), y + 2.1 * (ny - y)
    return line(f.nose, far, width=6, ink="fat")


def _edge(f: Figure, height: float, gap: float = 6) -> str:
    x = max(p[0] for p in f.points) + gap
    return line((x - 10, height), (x + 18, height), width=4) + line((x + 4, height), (x + 4, 0))


# What a figure holds or wears. Drawn over it.
HELD: Final[Mapping[str, Draw]] = MappingProxyType(
    {
        "dumbbell": _dumbbell,
        "dumbbell_one": lambda f: _weight(hands(f)[0]),
        "ankle_weight": lambda f: (
            line(_ankle(f), _middle(_ankle(f), f.limbs["NL"][1]), width=0.1)
            + disc(_ankle(f), 8, "text")
        ),
        "weight_knee": _knee_weight,
        "barbell": lambda f: _bar(f, hands(f)[0]),
        "barbell_back": lambda f: _bar(f, f.neck),
        "barbell_hip": lambda f: _bar(f, (f.hip[0], f.hip[1] + 10)),
        "stick": _stick,
        "stick_back": _stick_back,
        "cane": _cane,
        "roller_front": lambda f: _roller(f, 1),
        "roller_back": lambda f: _roller(f, -1),
        "mouthpiece": _mouthpiece,
        "shoulder_pads": lambda f: (
            box(f.neck[0] - 15, f.neck[1] - 4, 30, 8, "text")
            + line((f.neck[0] - 14, f.neck[1]), (f.neck[0] - 14, 0), width=3)
        ),
        "band_low_back": lambda f: _band(hands(f)[0], (f.hip[0] - 74, 22)),
        "ball": lambda f: (
            disc(_middle(f.limbs["NL"][1], f.limbs["FL"][1]), 7, "fat") if "NL" in f.limbs else ""
        ),
        "towel": _towel,
        "towel_foot": _towel_foot,
        "band_hands": lambda f: _band(*hands(f)),
        "band_hand_foot": lambda f: _band(hands(f)[0], _toe(f)),
        "band_foot": lambda f: _band(hands(f)[0], _toe(f)),
        "band_foot_hand": lambda f: _band(hands(f)[0], _ankle(f)),
        "band_seat_hand": lambda f: _band(hands(f)[0], (f.hip[0] + 4, f.hip[1] - 6)),
        "band_hand_hand": lambda f: _band(hands(f)[0], f.neck),
        "band_back": lambda f: _band(
            hands(f)[0],
            (
                f.neck[0] + 0.3 * (f.hip[0] - f.neck[0]) - 6,
                f.neck[1] + 0.3 * (f.hip[1] - f.neck[1]),
            ),
        ),
        "band_chair_foot": lambda f: _band(_ankle(f), (f.hip[0] + 4, f.hip[1] - 34)),
        "band_fixed_foot": lambda f: _band(_toe(f), (_toe(f)[0] + 34, _toe(f)[1] - 4)),
        "band_front_foot": lambda f: _band(_ankle(f), (f.hip[0] + 84, f.hip[1] - 34)),
        "band_front_hand": lambda f: _band(hands(f)[0], (f.hip[0] + 92, f.neck[1] - 10)),
        "band_rear_hand": lambda f: _band(hands(f)[0], (f.hip[0] - 60, f.neck[1] - 8)),
        "band_side_hand": lambda f: _band(hands(f)[0], (f.hip[0] + 30, f.neck[1] - 34)),
        "band_top_hand": lambda f: _band(hands(f)[0], (f.hip[0] + 46, f.neck[1] + 46)),
        "bar_top": lambda f: line(
            (hands(f)[0][0] - 14, hands(f)[0][1]), (hands(f)[0][0] + 14, hands(f)[0][1]), ink="text"
        ),
        "handles": lambda f: disc(hands(f)[0], 4.5, "text"),
        "loop": lambda f: _loop(f, 1),
        "loop_ankle": lambda f: _loop(f, 2),
        "cuff_thigh": lambda f: _cuff(f.limbs["NL"][0], f.limbs["NL"][1], "fat"),
        "cuff_arm": lambda f: _cuff(f.limbs["NA"][0], f.limbs["NA"][1], "fat"),
        "pads_thigh": lambda f: _pads(f.limbs["NL"][0], f.limbs["NL"][1]),
        "pads_shin": lambda f: _pads(f.limbs["NL"][1], f.limbs["NL"][2]),
        "pads_hip": lambda f: _pads(f.hip, f.limbs["NL"][1]),
        "pads_shoulder": lambda f: _pads(f.limbs["NA"][0], f.limbs["NA"][1]),
        "sling": lambda f: line(
            f.neck, f.limbs["NA"][1], f.limbs["NA"][2], f.neck, width=2.5, ink="fat"
        ),
        "walker": _walker,
        "poles": _poles,
    }
)

# Casts: drawn before the body.
WORN: Final[Mapping[str, Draw]] = MappingProxyType(
    {
        "cast_leg": lambda f: _cast(f.limbs["NL"][:3]),
        "cast_shin": lambda f: _cast(f.limbs["NL"][1:3]),
        "cast_arm": lambda f: _cast(f.limbs["NA"]),
    }
)


def _bed(f: Figure) -> str:
    left, right = _span(f)
    return box(left - 8, -10, right - left + 16, 10)


def _span(f: Figure) -> tuple[float, float]:
    return min(p[0] for p in f.points), max(p[0] for p in f.points)


def _chair(f: Figure) -> str:
    x, y = f.hip
    seat = y - 8
    back = line((x - 13, seat), (x - 15, seat + 48), width=4)
    return back + line((x - 13, 0), (x - 13, seat), (x + 26, seat), (x + 26, 0), width=4)


def _bed_edge(f: Figure) -> str:
    """A bed whose edge somebody sits on, or hangs a leg over."""
    left, right, top = _span(f)[0] - 18, f.hip[0] + 14, f.hip[1] - 8
    return (
        line((left + 6, top - 10), (left + 6, 0), width=4)
        + line((right - 6, top - 10), (right - 6, 0), width=4)
        + box(left, top - 10, right - left, 10)
    )


def _bed_side(f: Figure) -> str:
    """A bed that somebody lies in, then sits on the edge of."""
    if f.neck[1] - f.hip[1] > 30:
        return _bed_edge(f)
    left, right = _span(f)[0] - 6, _span(f)[1] + 6
    return (
        line((left + 6, SIDE_Y - 10), (left + 6, 0), width=4)
        + line((right - 6, SIDE_Y - 10), (right - 6, 0), width=4)
        + box(left, SIDE_Y - 10, right - left, 10)
    )


def _leg_press_seat(f: Figure) -> str:
    """The seat of a leg press, on its frame."""
    return (
        line((f.hip[0] + 2, f.hip[1] - 10), (f.hip[0] + 2, 0), width=5)
        + line((f.hip[0] - 30, 1), (f.hip[0] + 92, 1), width=5)
        + line(
            (f.hip[0] + 10, f.hip[1] - 10),
            (f.hip[0] - 8, f.hip[1] - 8),
            (f.neck[0] - 10, f.neck[1] - 4),
            width=5,
        )
    )


def _floor(f: Figure) -> str:
    return ""


def _water(f: Figure) -> str:
    left, right = _span(f)
    y = f.neck[1] - 6 if f.neck[1] - f.hip[1] > 20 else f.hip[1] + 2
    tint = (
        f'<rect x="{left - 24:.1f}" y="{-y:.1f}" width="{right - left + 48:.1f}" height="{y:.1f}"'
        f' fill="{stand_in("lean")}" fill-opacity="0.16"/>'
    )
    return tint + _wave(left - 24, right + 24, y)


def _wheel(f: Figure) -> str:
    x, y = f.hip
    return _chair(f) + disc((x + 2, y - 14), 26, "soft", hollow=True)


def _bike(f: Figure) -> str:
    x, y = f.hip
    return (
        line((x, y - 8), (x + 6, y - 40), width=4)
        + line((x + 40, y + 34), (x + 30, y - 52), width=4)
        + disc((x + 22, y - 62), 9, "soft", hollow=True)
        + line((x - 14, 0), (x + 52, 0), width=4)
    )


# Where it is done. Drawn behind the figure.
PLACES: Final[Mapping[str, Draw]] = MappingProxyType(
    {
        "bed": _bed,
        "bededge": _bed_edge,
        "bedside": _bed_side,
        "chair": _chair,
        "highchair": _chair,
        "seatback": _leg_press_seat,
        "wheelchair": _wheel,
        "bike": _bike,
        "bench": lambda f: box(
            min(f.neck[0], f.hip[0]) - 14, f.hip[1] - 16, abs(f.neck[0] - f.hip[0]) + 24, 8
        ),
        "benchback": lambda f: box(f.neck[0] - 24, 0, 24, max(f.neck[1] - 12, 8)),
        "pool": lambda f: "",
        "deep": lambda f: "",
        "floor": _floor,
        "": _floor,
        "hang": lambda f: line(
            (hands(f)[0][0] - 26, hands(f)[0][1]), (hands(f)[0][0] + 26, hands(f)[0][1]), width=4
        ),
        "step": lambda f: box(_toe(f)[0] - 10, 0, 44, STEP_Y),
        "stepfront": lambda f: "",
        "stepon": lambda f: "",
    }
)

# What stands about. Drawn behind the figure.
ABOUT: Final[Mapping[str, Draw]] = MappingProxyType(
    {
        "worktop": lambda f: _edge(f, 86),
        "worktoplow": lambda f: _edge(f, 60, -6),
        "wallback": lambda f: line((f.hip[0] - 14, 0), (f.hip[0] - 14, 150), width=4),
        "wallfront": lambda f: line(
            (max(h[0] for h in hands(f)) + 5, 0), (max(h[0] for h in hands(f)) + 5, 150), width=4
        ),
        "rail": lambda f: line((_span(f)[0] - 24, 76), (_span(f)[1] + 26, 76), width=3.5),
        "treadmill": lambda f: (
            box(_span(f)[0] - 10, -8, _span(f)[1] - _span(f)[0] + 30, 7)
            + line((_span(f)[1] + 14, 0), (_span(f)[1] + 8, 66), width=4)
        ),
        "table": lambda f: (
            line((f.hip[0] + 46, 62), (f.hip[0] + 100, 62), width=4)
            + line((f.hip[0] + 92, 62), (f.hip[0] + 92, 0))
        ),
        "cushion": lambda f: box(f.hip[0] - 22, -6, 48, 7, "grid"),
        "hurdle": lambda f: line((f.hip[0] + 20, 0), (f.hip[0] + 20, 8), width=3, ink="text"),
        "stepside": lambda f: box(f.hip[0] + 14, 0, 40, STEP_Y),
        "incline": lambda f: (
            line((f.hip[0] + 8, f.hip[1] - 14), (f.neck[0] + 12, f.neck[1] - 6), width=5)
            + line((f.neck[0] + 2, f.neck[1] - 16), (f.neck[0] + 8, 0))
        ),
        "benchrear": lambda f: box(_toe(f, "FL")[0] - 14, 0, 34, max(_toe(f, "FL")[1] - 6, 8)),
        "trainer": lambda f: (
            line((f.hip[0] + 52, 0), (f.hip[0] + 44, 108), width=4)
            + line((f.hip[0] - 52, 1), (f.hip[0] + 60, 1), width=4)
            + "".join(
                line((_ankle(f, leg)[0] - 8, 4), (_toe(f, leg)[0] + 4, 4), width=6)
                for leg in ("NL", "FL")
            )
        ),
        "rower": lambda f: (
            line((f.hip[0] - 16, f.hip[1] - 12), (_span(f)[1] + 18, f.hip[1] - 12), width=4)
            + disc((_span(f)[1] + 10, f.hip[1] + 6), 11, "soft", hollow=True)
        ),
        "doorway": lambda f: line((f.hip[0] + 12, 0), (f.hip[0] + 12, 160), width=3),
        "plate": lambda f: line(
            (_toe(f)[0] - 6, _toe(f)[1] + 12), (_ankle(f)[0] + 8, _ankle(f)[1] - 20), width=5
        ),
        "pedals": lambda f: (
            disc((f.hip[0] + 62, 14), 11, "soft", hollow=True)
            + line((f.hip[0] + 48, 0), (f.hip[0] + 76, 0), width=4)
        ),
        "armpedals": lambda f: (
            disc((f.neck[0] + 48, f.neck[1] - 14), 10, "soft", hollow=True)
            + line((f.neck[0] + 30, 56), (f.neck[0] + 74, 56), width=4)
        ),
        "roll": lambda f: disc((f.limbs["NL"][1][0] - 4, 7), 7, "fat"),
        "heelroll": lambda f: disc((_ankle(f)[0] - 2, _ankle(f)[1] - 11), 6, "fat"),
        "float": lambda f: line(
            (f.hip[0] - 22, f.hip[1] - 6), (f.hip[0] + 22, f.hip[1] - 6), width=7, ink="fat"
        ),
        "helper": lambda f: _helping(f.limbs["NL"][2]) + _helping(f.limbs["NL"][1]),
        "helperarm": lambda f: _helping(f.limbs["NA"][2]) + _helping(f.limbs["NA"][1]),
        "thought": lambda f: "".join(
            disc((f.head[0] + dx, f.head[1] + dy), r, "main", hollow=True)
            for dx, dy, r in ((12, 14, 2.5), (18, 22, 4), (30, 34, 9))
        ),
        "water": _water,
    }
)


def _helping(at: Point) -> str:
    """A helper's hand on a limb, from above."""
    x, y = at
    return line((x - 8, y + 7), (x, y + 11), (x + 8, y + 7), width=4, ink="fat") + line(
        (x, y + 11), (x + 10, y + 30), width=5, ink="fat"
    )


__all__ = ["ABOUT", "HELD", "PLACES", "SIDE_Y", "STEP_Y", "WORN", "box", "disc", "line"]
