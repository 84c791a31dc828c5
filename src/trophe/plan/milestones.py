"""Badges for care of oneself: earned by days of logging, moving, measuring; nothing is ever lost.

Eating little, fasting and losing weight earn nothing, several sessions a day count once, a missed
day or a month of illness costs nothing (W05, W06). A level is reached by weeks of care, in a row
or not.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final

from trophe.errors import UnknownNameError
from trophe.evidence import constants


class Care(StrEnum):
    """Kinds of care for oneself; each counts once a day."""

    FOOD = "food"
    PROTEIN = "protein"
    MOVING = "moving"
    MEASURING = "measuring"
    CHECKING = "checking"


class Level(StrEnum):
    """What stands beside the name."""

    NONE = ""
    BRONZE = "bronze"
    SILVER = "silver"
    GOLD = "gold"


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """Something worth a word; `earned_on` None: not yet. `done` of `needed` tells how far."""

    name: str
    title: str
    text: str
    earned_on: date | None
    done: int
    needed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The level, the day it was reached, weeks of care so far, what the next level takes."""

    level: Level
    reached_on: date | None
    weeks: int
    next_level: Level
    next_weeks: int
    badges: tuple[Badge, ...]

    @property
    def label(self) -> str:
        """`Gold member`; empty below bronze."""
        return f"{self.level.value.capitalize()} member" if self.level else ""


Days = Mapping[str, Iterable[date]]

_CARE_NAMES: Final = tuple(care.value for care in Care)


def standing(care: Days) -> Standing:
    """The level and the badges that days of care have earned.

    Parameters
    ----------
    care : kind (a member of `Care`) -> the days on which it was done; a day counts once.

    Raises UnknownNameError for another kind. Thresholds: set ``milestones``.
    """
    days = _sets(care)
    c = constants("milestones")
    weeks = _weeks_of_care(days, int(c.days_in_week))
    steps = (
        (Level.BRONZE, int(c.bronze_weeks), 1),
        (Level.SILVER, int(c.silver_weeks), 2),
        (Level.GOLD, int(c.gold_weeks), int(c.gold_kinds)),
    )
    level, reached = Level.NONE, None
    for step, needed, kinds in steps:
        day = _reached(days, weeks, needed, kinds)
        if day is None:
            return _standing(level, reached, weeks, step, needed, days)
        level, reached = step, day
    return _standing(level, reached, weeks, Level.NONE, 0, days)


def _standing(
    level: Level,
    reached: date | None,
    weeks: list[date],
    coming: Level,
    needed: int,
    days: dict[str, set[date]],
) -> Standing:
    return Standing(
        level=level,
        reached_on=reached,
        weeks=len(weeks),
        next_level=coming,
        next_weeks=max(needed - len(weeks), 0),
        badges=_badges(days),
    )


def _sets(care: Days) -> dict[str, set[date]]:
    """Days by kind, each once."""
    for name in care:
        if name not in _CARE_NAMES:
            raise UnknownNameError("care", str(name), _CARE_NAMES)
    return {name: set(care.get(name, ())) for name in _CARE_NAMES}


def _weeks_of_care(days: dict[str, set[date]], least: int) -> list[date]:
    """The day on which each week became a week of care, oldest first."""
    by_week: dict[date, list[date]] = defaultdict(list)
    for day in sorted(set().union(*days.values())):
        by_week[day - timedelta(days=day.weekday())].append(day)
    return [found[least - 1] for _, found in sorted(by_week.items()) if len(found) >= least]


def _reached(days: dict[str, set[date]], weeks: list[date], needed: int, kinds: int) -> date | None:
    """The first day with enough weeks of care and enough kinds of it."""
    firsts = sorted(min(found) for found in days.values() if found)
    if len(weeks) < needed or len(firsts) < kinds:
        return None
    return max(weeks[needed - 1], firsts[kinds - 1])


def _badges(days: dict[str, set[date]]) -> tuple[Badge, ...]:
    c = constants("milestones")
    return (
        _count("first_day", "First day", "You wrote something down.", days[Care.FOOD], 1),
        _count(
            "protein",
            "Fed the muscle",
            "Your protein goal, reached on {n} days.",
            days[Care.PROTEIN],
            int(c.protein_days),
        ),
        _count(
            "moving",
            "On the move",
            "Exercise on {n} days, rest days in between.",
            days[Care.MOVING],
            int(c.sessions),
        ),
        _count(
            "measuring",
            "Knows the figures",
            "Measured on {n} days: now a change can be seen.",
            days[Care.MEASURING],
            int(c.measurements),
        ),
        _count("checking", "Looked closely", "A check or a screening.", days[Care.CHECKING], 1),
        _back(set().union(*days.values()), int(c.gap)),
    )


def _count(name: str, title: str, text: str, days: set[date], needed: int) -> Badge:
    """Earned on the day that completes the number."""
    ordered = sorted(days)
    earned = ordered[needed - 1] if len(ordered) >= needed else None
    done = min(len(ordered), needed)
    return Badge(
        name=name,
        title=title,
        text=text.format(n=needed),
        earned_on=earned,
        done=done,
        needed=needed,
    )


def _back(days: set[date], gap_d: int) -> Badge:
    """Earned by coming back after a time away."""
    ordered = sorted(days)
    returns = (late for early, late in pairwise(ordered) if (late - early).days > gap_d)
    earned = next(returns, None)
    return Badge(
        name="back",
        title="Welcome back",
        text="You came back after a time away. That is the hardest day.",
        earned_on=earned,
        done=int(earned is not None),
        needed=1,
    )
