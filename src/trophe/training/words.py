"""Muscle groups in short plain words, for sentences."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

GROUP_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "quadriceps": "front of the thigh",
        "rectus_femoris": "straight thigh muscle",
        "hamstrings": "back of the thigh",
        "adductors": "inner thigh",
        "gluteals": "buttocks",
        "triceps_surae": "calf",
        "dorsiflexors": "shin",
        "foot_intrinsics": "small foot muscles",
        "paraspinals": "back",
        "psoas": "hip flexors",
        "abdominals": "belly",
        "shoulder": "shoulders and chest",
        "upper_arm": "upper arms",
        "forearm_hand": "forearms and hands",
        "respiratory": "breathing muscles",
    }
)


_SEVERAL: Final = frozenset(
    {"gluteals", "psoas", "foot_intrinsics", "shoulder", "upper_arm", "forearm_hand", "respiratory"}
)


def has(group: str) -> str:
    """`has` or `have`, as the words of a group ask."""
    return "have" if group in _SEVERAL else "has"


def listed(words: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
