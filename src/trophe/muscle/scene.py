"""All that the courses of one person need, and which muscles to follow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trophe.muscle.knowledge import courses, families, groups
from trophe.muscle.particles import Particles, log_factors
from trophe.muscle.timeline import Exposure

Params = Mapping[str, NDArray[Any]]
Channel = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """All that the courses of one person need, computed once."""

    params: Params
    particles: Particles
    exposures: tuple[Exposure, ...]
    channels: tuple[Channel, ...]
    days: int
    age_y: float
    female: float
    energy_kcal_d: float
    protein_g_kg_d: float | None

    @property
    def age(self) -> float:
        """Age over 35 y in units of 30 y, as the model has it."""
        return (self.age_y - 35) / 30

    @property
    def causes(self) -> tuple[Exposure, ...]:
        """The causes of loss; ageing is always there and not among them."""
        return tuple(e for e in self.exposures if e.is_cause and e.name != "ageing")

    def done_on(self, day: float) -> tuple[Exposure, ...]:
        """The countermeasures that go on just after a day."""
        return tuple(e for e in self.exposures if not e.is_cause and e.active(day))

    def reached_by(self, cause: Exposure) -> list[int]:
        """The channels a cause reaches."""
        return [i for i, (group, side) in enumerate(self.channels) if cause.covers(group, side) > 0]

    def factors(self, cause: str) -> dict[str, NDArray[np.float64]]:
        """Log factors of each particle under a cause."""
        family = families()[courses()[cause].family]
        return log_factors(
            self.params,
            self.particles,
            patients=family.patients,
            critical=family.name == "critical",
        )


def channels_of(exposures: Sequence[Exposure]) -> tuple[Channel, ...]:
    """The muscles to follow: every group, by side where something is one-sided."""
    sides = ("left", "right") if any(e.side is not None for e in exposures) else ("both",)
    return tuple((group, side) for group in groups() if group != "whole_body" for side in sides)
