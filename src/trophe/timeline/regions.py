"""Muscle groups in the words that people use for the places of their body."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from trophe.muscle import groups


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A place of the body: its word, the groups in it, whether there are two of it."""

    name: str
    word: str
    members: tuple[str, ...]
    paired: bool = True


def _regions() -> dict[str, Region]:
    rows = (
        ("thigh", "thigh", ("quadriceps", "rectus_femoris", "hamstrings", "adductors"), True),
        ("calf", "calf", ("triceps_surae",), True),
        ("shin", "shin", ("dorsiflexors",), True),
        ("foot", "foot", ("foot_intrinsics",), True),
        ("buttock", "buttock", ("gluteals",), True),
        ("hip", "hip flexor", ("psoas",), True),
        ("back", "back", ("paraspinals",), False),
        ("belly", "belly", ("abdominals",), False),
        ("shoulder", "shoulder", ("shoulder",), True),
        ("upper_arm", "upper arm", ("upper_arm",), True),
        ("forearm", "forearm", ("forearm_hand",), True),
        ("breathing", "breathing muscles", ("respiratory",), False),
    )
    return {
        name: Region(name=name, word=word, members=members, paired=paired)
        for name, word, members, paired in rows
    }


REGIONS: Final[Mapping[str, Region]] = MappingProxyType(_regions())


def region_of(group: str) -> Region:
    """The place of the body that a muscle group is part of."""
    return next(region for region in REGIONS.values() if group in region.members)


def region_label(region: Region, side: str) -> str:
    """ "Left thigh", "Thighs", "Back"."""
    if not region.paired:
        return region.word.capitalize()
    if side in ("left", "right"):
        return f"{side.capitalize()} {region.word}"
    plural = {"foot": "feet", "calf": "calves"}.get(region.word, f"{region.word}s")
    return plural.capitalize()


def place_label(group: str, side: str) -> str:
    """ "Front of the thigh (quadriceps), left"."""
    label = groups()[group].label
    return f"{label}, {side}" if side in ("left", "right") else label
