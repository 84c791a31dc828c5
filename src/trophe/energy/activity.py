"""How active a person is, in plain words and as total over resting expenditure (PAL)."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from trophe.errors import UnknownNameError
from trophe.evidence import constants


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityLevel:
    """One level of everyday activity. `pal` is total over resting energy expenditure."""

    name: str
    label: str
    description: str
    pal: float


_WORDS: Final = (
    ("sedentary", "Mostly sitting", "Sitting at work and at home, hardly any walking or sport."),
    ("light", "Lightly active", "Sitting work, some walking or light exercise on a few days."),
    ("moderate", "Moderately active", "Sitting work and brisk walking or sport on most days."),
    ("active", "Active", "Sitting work and hard exercise on most days, or on your feet all day."),
    ("very_active", "Very active", "Hard training every day, or heavy work besides sport."),
)

WORK: Final = ("very_light", "light", "moderate", "heavy")
LEISURE: Final = ("very_light", "light", "moderate", "active", "very_active")


def _work_leisure() -> Mapping[tuple[str, str], float]:
    """The planner's table: PAL by (work, leisure)."""
    table = constants("activity_niddk")
    columns = {work: getattr(table, f"{work}_work") for work in WORK}
    return MappingProxyType(
        {(work, LEISURE[i]): pal for work in WORK for i, pal in enumerate(columns[work])}
    )


WORK_LEISURE_PAL: Final = _work_leisure()
"""PAL by (work, leisure), NIDDK Body Weight Planner. Constants ``activity_niddk``."""

ACTIVITY_LEVELS: Final[Mapping[str, ActivityLevel]] = MappingProxyType(
    {
        name: ActivityLevel(
            name=name,
            label=label,
            description=text,
            pal=WORK_LEISURE_PAL["very_light", leisure],
        )
        for (name, label, text), leisure in zip(_WORDS, LEISURE, strict=True)
    }
)
"""The five levels that every face offers: the planner's leisure rows at very light work."""


def pal_of(name: str) -> float:
    """The activity level (PAL) of a named level.

    Raises UnknownNameError, with the known names, for any other.

    >>> pal_of("light")
    1.5
    """
    try:
        return ACTIVITY_LEVELS[name].pal
    except KeyError:
        raise UnknownNameError("activity", name, ACTIVITY_LEVELS) from None


def pal_of_work_and_leisure(work: str, leisure: str) -> float:
    """The activity level (PAL) for the kind of work and of leisure, each a name.

    Raises UnknownNameError for a name that is not in `WORK` or `LEISURE`.

    >>> pal_of_work_and_leisure("heavy", "light")
    1.8
    """
    if work not in WORK:
        raise UnknownNameError("work", work, WORK)
    if leisure not in LEISURE:
        raise UnknownNameError("leisure", leisure, LEISURE)
    return WORK_LEISURE_PAL[work, leisure]
