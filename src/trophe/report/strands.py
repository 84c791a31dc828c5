"""Layers of what was logged by day: points, lines, columns, lower bounds, error bars, a goal.

Up to four strands share a picture. They differ by dash and marker as well as by ink.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

from trophe.report.bands import Spec
from trophe.report.ink import stand_in
from trophe.report.overlays import bar_layers

MOST: Final = 4
INKS: Final = ("main", "fat", "lean", "quiet")
_DASHES: Final[tuple[list[int], ...]] = ([], [7, 4], [2, 3], [10, 3, 2, 3])
_SHAPES: Final = ("circle", "square", "diamond", "triangle-down")
_MOST_POINTS: Final = 180
_LEAST_GAP_D: Final = 10
_GAPS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Strand:
    """One thing by day, in stored units.

    points : (day, value) of what was logged. line : (day, value) of a smoothed line.
    at_least : the days whose value is a lower bound. errors : half the width of a reading's bar,
    by day. width_d : points are columns so many days wide; 0 for points. joined : a line goes
    from point to point.
    """

    name: str
    points: Sequence[tuple[int, float]] = ()
    line: Sequence[tuple[int, float]] = ()
    line_name: str = ""
    at_least: frozenset[int] = frozenset()
    errors: Mapping[int, float] = field(default_factory=dict)
    width_d: int = 0
    joined: bool = False

    @property
    def drawn_line(self) -> Sequence[tuple[int, float]]:
        """What the line goes through."""
        return self.points if self.joined else self.line


def strand_layers(strands: Sequence[Strand], factor: float) -> list[Spec]:
    """The layers of up to four strands, in the axis' own unit."""
    alone = len(strands) == 1
    layers: list[Spec] = []
    for place, strand in enumerate(strands[:MOST]):
        scaled = [(day, value * factor) for day, value in strand.points]
        if strand.width_d:
            layers += _columns(scaled, strand, place)
            continue
        layers += _lines([(d, v * factor) for d, v in strand.drawn_line], place)
        layers += bar_layers([(d, v - strand.errors[d] * factor, v + strand.errors[d] * factor)
                              for d, v in scaled if d in strand.errors])  # fmt: skip
        if alone or strand.joined:
            known = [(d, v) for d, v in scaled if d not in strand.at_least]
            bounds = [(d, v) for d, v in scaled if d in strand.at_least]
            layers += _points(known, _SHAPES[place], "text" if alone else INKS[place])
            layers += _points(bounds, "triangle-up", "text")
    return layers


def level_layers(value: float) -> list[Spec]:
    """A goal as a dotted line across."""
    rule = {"type": "rule", "color": stand_in("text"), "strokeWidth": 1.5, "strokeDash": [2, 4]}
    return [
        {
            "data": {"values": [{}]},
            "mark": rule | {"clip": True},
            "encoding": {"x": None, "y": {"datum": value}},
        }
    ]


def pieces(line: Sequence[tuple[int, float]]) -> list[list[tuple[int, float]]]:
    """A line cut where nothing was logged for long: what is not known is not drawn."""
    if not line:
        return []
    steps = sorted(b[0] - a[0] for a, b in pairwise(line))
    usual = steps[len(steps) // 2] if steps else 0
    longest = max(_LEAST_GAP_D, _GAPS * usual)
    found = [[line[0]]]
    for before, here in pairwise(line):
        if here[0] - before[0] > longest:
            found.append([])
        found[-1].append(here)
    return found


def _columns(points: Sequence[tuple[int, float]], strand: Strand, place: int) -> list[Spec]:
    """Columns from zero; hatched by a lighter tint where the value is a lower bound."""
    gap = 0.08 * strand.width_d
    layers = []
    for bound, opacity in ((False, 0.75), (True, 0.4)):
        values = [
            {"day": day + gap, "end": day + strand.width_d - gap, "value": round(v, 3), "zero": 0}
            for day, v in points
            if (day in strand.at_least) is bound
        ]
        if values:
            mark = {"type": "rect", "color": stand_in(INKS[place]), "opacity": opacity}
            encoding: dict[str, Any] = {"x2": {"field": "end"}, "y": {"field": "value"}}
            encoding |= {"y2": {"field": "zero"}}
            layers.append(
                {"data": {"values": values}, "mark": mark | {"clip": True}, "encoding": encoding}
            )
    return layers


def _lines(line: Sequence[tuple[int, float]], place: int) -> list[Spec]:
    layers = []
    for piece in pieces(line):
        step = -(-len(piece) // _MOST_POINTS)
        picked = [*piece[:-1:step], piece[-1]]
        mark = {
            "type": "line",
            "color": stand_in(INKS[place]),
            "strokeWidth": 3 - 0.5 * (place > 0),
        }
        mark |= {"strokeDash": _DASHES[place]} if place else {}
        values = [{"day": day, "value": round(value, 3)} for day, value in picked]
        layers.append(
            {
                "data": {"values": values},
                "mark": mark | {"clip": True},
                "encoding": {"y": {"field": "value"}},
            }
        )
    return layers


def _points(points: Sequence[tuple[int, float]], shape: str, ink: str) -> list[Spec]:
    """Hollow markers, so that they show on every ground."""
    if not points:
        return []
    mark = {"type": "point", "filled": True, "fill": stand_in("ground"), "opacity": 1}
    mark |= {"shape": shape, "size": 34 if len(points) < 120 else 16, "clip": True}
    mark |= {"stroke": stand_in(ink), "strokeWidth": 1.5 if len(points) < 120 else 1}
    values = [{"day": day, "value": round(value, 3)} for day, value in points]
    return [{"data": {"values": values}, "mark": mark, "encoding": {"y": {"field": "value"}}}]
