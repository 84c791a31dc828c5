"""Exposures: what happens to the muscles and what is done about it, from day to day."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from trophe.checks import require_one
from trophe.errors import InputError, UnknownNameError
from trophe.evidence import constants
from trophe.muscle.knowledge import (
    countermeasures,
    courses,
    families,
    groups,
    require_group,
    rows,
)

SIDES: Final = ("left", "right")
ONE_SIDED: Final = ("immobilisation", "unloading", "nerve_injury", "stroke")
HORIZON_D: Final = 36525
FULL_SESSIONS_WEEK: Final = 3.0
# Training that makes muscles grow, and its share of the effect of heavy training.
TRAINING: Final = {"resistance": 1.0, "blood_flow_restriction": 0.7}


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """A cause or a countermeasure, on days `start_day` up to (not with) `end_day`.

    Fields
    ------
    name : a cause or a countermeasure (`known_exposures`).
    start_day : 0 to 36525, counted from the baseline before any loss.
    end_day : after start_day, or None for open.
    intensity : 0 to 1; how much of the full cause, or of the full countermeasure.
    part : a joint, limb or muscle group of a local cause or of training; None for all.
    side : "left", "right" or None for both.
    sessions_week : 0 to 14, of a training.
    repair_day : day the nerve was repaired (nerve injury); None for no repair needed.
    distance_mm : 0 to 1000, from the nerve injury to the muscle.

    Raises InputError naming the field; an unknown name lists the known ones.
    """

    name: str
    start_day: float = 0.0
    end_day: float | None = None
    intensity: float = 1.0
    part: str | None = None
    side: str | None = None
    sessions_week: float | None = None
    repair_day: float | None = None
    distance_mm: float | None = None

    def __post_init__(self) -> None:
        if self.name not in known_exposures():
            raise UnknownNameError("cause", self.name, known_exposures())
        require_one("start_day", self.start_day, 0, HORIZON_D, hint="Days count from the baseline.")
        if self.end_day is not None:
            require_one("end_day", self.end_day, 0, HORIZON_D)
            if self.end_day <= self.start_day:
                raise InputError(
                    "end_day",
                    f"{self.name} ends on day {self.end_day:g}, before it has begun on day"
                    f" {self.start_day:g}.",
                )
        require_one("intensity", self.intensity, 0, 1)
        if self.side not in (None, *SIDES):
            raise InputError("side", f"side = {self.side!r} is neither left nor right.")
        if self.part is not None and self.part not in known_parts():
            raise UnknownNameError("part", self.part, known_parts())
        for name, high in (("sessions_week", 14.0), ("distance_mm", 1000.0), ("repair_day", 36525)):
            value = getattr(self, name)
            if value is not None:
                require_one(name, value, 0, high)

    @property
    def is_cause(self) -> bool:
        """Whether this makes loss; otherwise it is done against it."""
        return self.name in courses()

    @property
    def is_training(self) -> bool:
        """Whether it makes muscles grow where nothing holds them down."""
        return self.name in TRAINING

    @property
    def dose(self) -> float:
        """Intensity times the dose of the sessions: 1 at three a week and full effort."""
        if self.sessions_week is None:
            return self.intensity
        full = 1 - np.exp(-FULL_SESSIONS_WEEK / 1.5)
        return float(self.intensity * min(1.2, (1 - np.exp(-self.sessions_week / 1.5)) / full))

    def covers(self, group: str, side: str) -> float:
        """Share of the exposure that reaches a muscle group on a side, 0 to 1."""
        if self.side is not None and side != self.side:
            return 0.0
        return 1.0 if self.part is None else _part_share(self.part).get(group, 0.0)

    def active(self, day: float) -> bool:
        """Whether it goes on just after `day`."""
        return self.start_day <= day and (self.end_day is None or day < self.end_day)


def known_exposures() -> tuple[str, ...]:
    """Every cause and countermeasure, causes first."""
    return (*courses(), *(name for name in countermeasures() if name not in ("none",)))


def parts_meet(part: str, other: str) -> bool:
    """Whether a cause at both parts of one side would count a muscle more than once."""
    here = [Exposure(name="immobilisation", part=name) for name in (part, other)]
    return _meet(*here)


def known_parts() -> tuple[str, ...]:
    """Every part an exposure may name: joints, limbs, muscle groups."""
    joints = dict.fromkeys(row["part"] for row in rows("parts.csv"))
    return (*joints, *groups())


def _part_share(part: str) -> dict[str, float]:
    """How much of an exposure of this part reaches each group."""
    shares = {r["group"]: float(r["share"]) for r in rows("parts.csv") if r["part"] == part}
    return shares or {require_group(part).name: 1.0}


def protein_share(g_kg_d: float) -> float:
    """How much of the full effect of protein an intake has, 0 to 1.

    References
    ----------
    Evidence sets ``event_doses``, ``muscle_dynamics``.
    """
    low = float(constants("event_doses").protein_low_g_kg_d)
    enough = float(constants("muscle_dynamics").protein_enough_g_kg_d)
    return min(max((g_kg_d - low) / (enough - low), 0.0), 1.0)


def check_timeline(exposures: Sequence[Exposure]) -> None:
    """Refuse what cannot be: the same cause twice at once on one limb, repair without loss."""
    causes = [exposure for exposure in exposures if exposure.is_cause]
    for i, one in enumerate(causes):
        for other in causes[i + 1 :]:
            if one.name == other.name and _overlap(one, other) and _meet(one, other):
                raise InputError(
                    "exposures",
                    f"{courses()[one.name].label} stands twice on the same days and the same side:"
                    f" days {_span(one)} and {_span(other)}. Join them (two joints of a limb are"
                    " the whole leg or arm) or change the days.",
                )
    repairing = [e for e in exposures if e.name == "rehabilitation"]
    if repairing and not causes:
        raise InputError(
            "exposures",
            "Rehabilitation needs a loss to recover from: say what happened (bed rest, a cast,"
            " an operation …) and its days.",
        )
    for exposure in repairing:
        if all(exposure.start_day < cause.start_day for cause in causes):
            raise InputError(
                "exposures",
                f"Rehabilitation begins on day {exposure.start_day:g}, before there is any loss.",
            )


def _overlap(one: Exposure, other: Exposure) -> bool:
    """Whether they share days."""
    first = one.end_day is None or other.start_day < one.end_day
    return first and (other.end_day is None or one.start_day < other.end_day)


def _meet(one: Exposure, other: Exposure) -> bool:
    """Whether together they hold a muscle still more than fully."""
    return any(
        min(one.covers(group, side), other.covers(group, side)) > 0
        and one.covers(group, side) + other.covers(group, side) > 1
        for group in groups()
        for side in SIDES
    )


def _span(exposure: Exposure) -> str:
    """Its days in words."""
    end = "open" if exposure.end_day is None else f"{exposure.end_day:g}"
    return f"{exposure.start_day:g} to {end}"


def change_days(exposures: Sequence[Exposure], days: int) -> NDArray[np.float64]:
    """Days from 0 to `days` on which something begins or ends."""
    found = {0.0, float(days)}
    for exposure in exposures:
        found.add(exposure.start_day)
        if exposure.end_day is not None:
            found.add(exposure.end_day)
    return np.array(sorted(day for day in found if 0 <= day <= days))


def is_slow(cause: str) -> bool:
    """Whether a cause takes a share a year rather than relaxing to a plateau."""
    return families()[courses()[cause].family].course == "rate"
