"""How each manner of muscle loss is trained: `tables/kinds.csv`, a row with reason and source."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from trophe.checks import require_name
from trophe.errors import UnknownNameError
from trophe.training.vocabulary import Kind, Move

PURPOSES: Final = (
    *("strength", "function", "balance", "aerobic", "mobility", "stretch", "breathing"),
)
_PURPOSE_OF: Final = MappingProxyType(
    {
        Move.STRENGTH: "strength",
        Move.ISOMETRIC: "strength",
        Move.NMES: "strength",
        Move.CUFF: "strength",
        Move.IMAGERY: "strength",
        Move.FUNCTION: "function",
        Move.BALANCE: "balance",
        Move.GAIT: "aerobic",
        Move.AEROBIC: "aerobic",
        Move.MOBILITY: "mobility",
        Move.STRETCH: "stretch",
        Move.BREATHING: "breathing",
    }
)

BED_MOVING: Final = "bed_moving"
EVERYDAY: Final = frozenset({"sit_to_stand", "step_up", BED_MOVING, "floor_rise", "stairs"})
"""Families of movements that practise what a day asks, whatever else they train."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """The dose of one kind.

    `sets_share` and `sets_most_share` are shares of the general weekly sets, `days` the most
    days of strength work a week, `reserve` the repetitions left at the end of a set,
    `load_most` the heaviest load over the one-repetition maximum, `rest_s` the pause between
    sets, `weights` what each purpose is worth (0 to 1), `aerobic_min` minutes of endurance a
    week to build up to.
    """

    kind: Kind
    neurogenic: bool
    sets_share: float
    sets_most_share: float
    days: int
    reserve: int
    load_most: float
    rest_s: float
    vigorous: bool
    weights: Mapping[str, float]
    aerobic_min: float
    sources: tuple[str, ...]
    rationale: str

    @property
    def in_parts(self) -> bool:
        """Whether endurance comes in short parts with rests between."""
        return self.neurogenic or self.kind in _IN_PARTS


def _rows(name: str) -> list[dict[str, str]]:
    text = (files("trophe.training") / "tables" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def manners() -> Mapping[Kind, Manner]:
    """Every kind with its dose."""
    return MappingProxyType(
        {require_name("kind", row["kind"], Kind): _manner(row) for row in _rows("kinds.csv")}
    )


def _manner(row: dict[str, str]) -> Manner:
    return Manner(
        kind=require_name("kind", row["kind"], Kind),
        neurogenic=row["neurogenic"] == "1",
        sets_share=float(row["sets_share"]),
        sets_most_share=float(row["sets_most_share"]),
        days=int(row["days"]),
        reserve=int(row["reserve"]),
        load_most=float(row["load_most"]),
        rest_s=float(row["rest_s"]),
        vigorous=row["vigorous"] == "1",
        weights=MappingProxyType({name: float(row[name]) for name in PURPOSES}),
        aerobic_min=float(row["aerobic_min"]),
        sources=tuple(row["sources"].split()),
        rationale=row["rationale"],
    )


def purpose(move: Move) -> str:
    """Which purpose a kind of movement serves."""
    return _PURPOSE_OF[move]


_IN_PARTS: Final = frozenset({Kind.LUNG, Kind.HEART, Kind.WASTING})


@cache
def _cause_kinds() -> Mapping[str, Kind]:
    return MappingProxyType(
        {r["cause"]: require_name("kind", r["kind"], Kind) for r in _rows("cause_kinds.csv")}
    )


def known_causes() -> frozenset[str]:
    """The causes of the muscle forecast that have a kind of training."""
    return frozenset(_cause_kinds())


def kind_of_cause(cause: str) -> Kind:
    """The kind of training for a cause of the muscle forecast.

    >>> kind_of_cause("post_polio").value
    'neurogenic'
    """
    try:
        return _cause_kinds()[cause]
    except KeyError:
        raise UnknownNameError("cause", cause, _cause_kinds()) from None
