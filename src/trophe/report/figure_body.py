"""A person of sticks: joint angles become points.

A pose is text: `T90 H90 A-75,-20 L0,-90,0`. T is the trunk's direction from hip to neck, H the
head's from the neck, F the way the face looks; A, NA, FA the upper arm and forearm of both, the
near, the far arm; L, NL, FL thigh, shin and foot. Angles are degrees, 0 to the right, 90 up, and
`-60*0.3` is a limb seen foreshortened. N shifts the nose (front view), Y lifts the whole figure,
W widens the chest. The angles that a second pose does not name stay as they were.
"""

import csv
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from trophe.errors import EvidenceError

Point = tuple[float, float]
Angle = tuple[float, float]

TRUNK, NECK, HEAD_R = 50.0, 15.0, 9.5
UPPER_ARM, FOREARM = 27.0, 27.0
THIGH, SHIN, FOOT = 40.0, 38.0, 13.0
SHOULDER_HALF, HIP_HALF = 15.0, 9.0
_WORD: Final = re.compile(r"([TFHNYW]|[NF]?[AL]|U)([-0-9.,*]*)$")
_LIMBS: Final = {"A": ("NA", "FA"), "L": ("NL", "FL")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Two poses of one movement, where it is done, and what stands about."""

    name: str
    view: str
    place: str
    first: str
    second: str
    props: tuple[str, ...]


def _rows(name: str) -> list[dict[str, str]]:
    text = (files("trophe.report") / "tables" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def base_poses() -> Mapping[str, str]:
    """The closed set of poses that drawings start from."""
    return {row["pose"]: row["angles"] for row in _rows("poses.csv")}


@cache
def drawings() -> Mapping[str, Drawing]:
    """Every drawing by name."""
    return {
        row["drawing"]: Drawing(
            name=row["drawing"],
            view=row["view"],
            place=row["place"],
            first=row["first"],
            second=row["second"],
            props=tuple(row["props"].split()),
        )
        for row in _rows("drawings.csv")
    }


Pose = dict[str, tuple[Angle, ...]]


def read_pose(text: str, before: Mapping[str, tuple[Angle, ...]] | None = None) -> Pose:
    """A pose from its text; `before` gives what the text does not name."""
    pose: Pose = dict(before or {})
    for word in text.split():
        if word in base_poses():
            pose |= read_pose(base_poses()[word])
            continue
        found = _WORD.match(word)
        if found is None:
            raise EvidenceError(f"drawings.csv: {word!r} in {text!r} is no part of a pose")
        key, values = found[1], tuple(_angle(v) for v in found[2].split(",") if v)
        for name in _LIMBS.get(key, (key,)):
            pose[name] = values
    return pose


def _angle(text: str) -> Angle:
    """`-60*0.3` as angle and foreshortening."""
    angle, _, factor = text.partition("*")
    return float(angle), float(factor or 1)


def _step(start: Point, angle: Angle, length: float) -> Point:
    """The end of a segment."""
    turn = math.radians(angle[0])
    reach = length * angle[1]
    return start[0] + reach * math.cos(turn), start[1] + reach * math.sin(turn)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """The points of one pose, y upwards, the hip at the origin unless moved.

    `limbs` maps a limb (NA, FA, NL, FL) to its chain of points; `face` is where the nose points.
    """

    hip: Point
    neck: Point
    head: Point
    nose: Point
    limbs: Mapping[str, tuple[Point, ...]]
    wide: float

    def moved(self, dx: float, dy: float) -> "Figure":
        """The same elsewhere."""

        def shift(point: Point) -> Point:
            return point[0] + dx, point[1] + dy

        return Figure(
            hip=shift(self.hip),
            neck=shift(self.neck),
            head=shift(self.head),
            nose=shift(self.nose),
            limbs={name: tuple(map(shift, chain)) for name, chain in self.limbs.items()},
            wide=self.wide,
        )

    def turned(self) -> "Figure":
        """The same lying down, head to the left."""

        def turn(point: Point) -> Point:
            return -point[1], point[0]

        return Figure(
            hip=turn(self.hip),
            neck=turn(self.neck),
            head=turn(self.head),
            nose=turn(self.nose),
            limbs={name: tuple(map(turn, chain)) for name, chain in self.limbs.items()},
            wide=self.wide,
        )

    @property
    def points(self) -> list[Point]:
        """Every point, the head's rim included."""
        x, y = self.head
        rim = [(x - HEAD_R, y), (x + HEAD_R, y), (x, y - HEAD_R), (x, y + HEAD_R)]
        return [self.hip, self.neck, *rim, *(p for c in self.limbs.values() for p in c)]

    @property
    def lowest(self) -> float:
        """The lowest point, half the thickness of a limb taken off."""
        trunk = min(self.hip[1], self.neck[1]) - 7
        return min(trunk, *(y - 4 for chain in self.limbs.values() for _, y in chain))


def figure(pose: Pose, view: str) -> Figure:
    """The points of a pose. `view` is side, front, frontsit or top."""
    hip: Point = (0.0, 0.0)
    trunk = pose["T"][0]
    neck = _step(hip, trunk, TRUNK)
    head_angle = pose["H"][0]
    head = _step(neck, head_angle, NECK)
    frontal = view != "side"
    nose_shift = pose.get("N", ((0.0, 1.0),))[0][0]
    if frontal:
        nose = (head[0] + nose_shift * HEAD_R, head[1])
    else:
        look = pose.get("F", ((head_angle[0] - 90, 1.0),))[0]
        nose = _step(head, look, HEAD_R)
    limbs = {
        name: _limb(pose[name], name, hip, neck, frontal=frontal)
        for name in ("FA", "FL", "NA", "NL")
    }
    wide = pose.get("W", ((0.0, 1.0),))[0][0]
    made = Figure(hip=hip, neck=neck, head=head, nose=nose, limbs=limbs, wide=wide)
    return made.turned() if view == "top" else made


def _limb(
    angles: tuple[Angle, ...], name: str, hip: Point, neck: Point, *, frontal: bool
) -> tuple[Point, ...]:
    """The chain of points of an arm or leg; beside the trunk in a front view."""
    arm = name.endswith("A")
    side = 1.0 if name.startswith("N") else -1.0
    x, y = neck if arm else hip
    if arm:
        x, y = _between(neck, hip, 0.12)
    if frontal:
        x += side * (SHOULDER_HALF if arm else HIP_HALF)
    chain = [(x, y)]
    for angle, length in zip(
        angles, (UPPER_ARM, FOREARM) if arm else (THIGH, SHIN, FOOT), strict=True
    ):
        chain.append(_step(chain[-1], angle, length))
    return tuple(chain)


def _between(one: Point, other: Point, share: float) -> Point:
    """A point on the way from one to the other."""
    return one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])
