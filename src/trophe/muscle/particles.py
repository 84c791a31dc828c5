"""Particles: draws of parameters, of a study's and a person's own factors."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from trophe.checks import require_one
from trophe.evidence import constants
from trophe.muscle.draws import Draws

FACTORS: Final = ("size", "strength", "regain", "growth")
DEFAULT_PARTICLES: Final = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Particles:
    """`index` into the stored draws; standard normal factors of the study and of the person.

    All arrays have the particle on the first axis; the factors are (particle, factor) in the order
    of FACTORS.
    """

    index: NDArray[np.int64]
    study: NDArray[np.float64]
    person: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.index)

    @property
    def mean_of_people(self) -> "Particles":
        """The same without the person's own factors: the mean of people like this."""
        return replace(self, person=np.zeros_like(self.person))

    def take(self, index: NDArray[Any]) -> "Particles":
        """Some particles, repeated as asked."""
        return Particles(
            index=self.index[index], study=self.study[index], person=self.person[index]
        )


def make_particles(draws: Draws, count: int, seed: int) -> Particles:
    """`count` particles (10 to 100,000), fixed by the seed."""
    require_one("particles", count, 10, 100_000)
    require_one("seed", seed, 0, 2**63 - 1)
    rng = np.random.default_rng(seed)
    return Particles(
        index=np.resize(rng.permutation(draws.count), count),
        study=rng.standard_normal((count, len(FACTORS))),
        person=rng.standard_normal((count, len(FACTORS))),
    )


def log_factors(
    p: Mapping[str, NDArray[Any]], particles: Particles, *, patients: bool, critical: bool
) -> dict[str, NDArray[np.float64]]:
    """Log factors of each particle on loss of size, of drive, on recovery time and on growth."""
    c = constants("muscle_dynamics")
    sd_study = np.exp(p["log_study"][:, int(patients)])
    share = np.exp(p["log_sd_share"][:, :2])
    if critical:
        share = share + np.exp(p["log_sd_critical"])[:, None]
    # A spread of (share x loss) is a log-normal factor on the loss; its measuring part is left out.
    sd_person = np.sqrt(np.log1p(c.person_variance_share * share**2))
    own, study = particles.person, particles.study
    regain = np.exp(p["log_study_regain"]) * study[:, 2] + c.person_regain_log_sd * own[:, 2]
    return {
        "size": sd_study[:, 0] * study[:, 0] + sd_person[:, 0] * own[:, 0],
        "strength": sd_study[:, 1] * study[:, 1] + sd_person[:, 1] * own[:, 1],
        "regain": regain,
        "growth": c.growth_log_sd * own[:, 3],
    }
