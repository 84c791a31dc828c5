"""People who look the same on paper: what an ensemble forecast does not know of a person.

Errors of one person (set ``forecast_errors``) and, for a calibrated preset, of its parameters.
"""

from dataclasses import dataclass
from functools import cache
from statistics import NormalDist
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from trophe.checks import require_range
from trophe.energy import calibration
from trophe.energy.body import Adults, estimated_fat_kg
from trophe.energy.presets import DEFAULT_PRESET, PRESETS, Preset
from trophe.energy.resting import resting_of
from trophe.evidence import constants
from trophe.person import Person

Floats = NDArray[np.float64]

_NORMAL: Final = NormalDist()
_BODY: Final = ("ree", "pal", "fat", "partition", "water")
_CONDUCT: Final = ("intake", "adherence", "training", "protein")
_DIMENSIONS: Final = (*_BODY, *_CONDUCT, *calibration.DIMENSIONS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Errors:
    """One standard deviation of what the forecast of one person does not know.

    ree_sd, pal_sd : shares of resting expenditure and of the activity level.
    fat_sd : share of body weight. partition_log_sd, water_log_sd : of the logarithm of the
        partition constant and of what shifts of water weigh. intake_log_sd : of the logarithm
        of the mean intake against the plan; adherence_sd : share of the planned change that is
        not kept, or overdone. calibration : how much of the spread of the preset's calibrated
        parameters counts, 1 all of it, 0 as if they were known. scale_sd_kg and scale_memory :
        day-to-day noise of the scale, and its correlation from day to day.
    """

    ree_sd: float
    pal_sd: float
    fat_sd: float
    partition_log_sd: float
    water_log_sd: float
    intake_log_sd: float
    adherence_sd: float
    calibration: float
    scale_sd_kg: float
    scale_memory: float

    def __post_init__(self) -> None:
        for name in ("ree_sd", "pal_sd", "fat_sd", "intake_log_sd"):
            require_range(name, getattr(self, name), 0, 0.5)
        for name in ("partition_log_sd", "water_log_sd", "adherence_sd", "calibration"):
            require_range(name, getattr(self, name), 0, 2)
        require_range("scale_sd_kg", self.scale_sd_kg, 0, 5)
        require_range("scale_memory", self.scale_memory, 0, 0.99)

    @classmethod
    def of_person(cls, person: Person) -> "Errors":
        """The errors for a person: smaller where resting expenditure or fat was measured."""
        c = constants("forecast_errors")
        return cls(
            ree_sd=resting_of(person).sd,
            pal_sd=c.pal_sd,
            fat_sd=c.fat_sd if person.body_fat_pct is None else c.fat_sd_measured,
            partition_log_sd=c.partition_log_sd,
            water_log_sd=c.water_log_sd,
            intake_log_sd=c.intake_log_sd,
            adherence_sd=c.adherence_sd,
            calibration=1.0,
            scale_sd_kg=c.scale_sd,
            scale_memory=c.scale_memory,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknowns:
    """What draws differ in besides their bodies, (1 + draws,) each; neutral in the first.

    `factors` are keywords of `simulate`: what persons differ in times what the calibration of the
    preset does not know. `intake` is a factor; `adherence` the share of the planned change of
    intake that is added to it. `habit` is the share of the effect of training that is still ahead
    of somebody who trains already, 0 to 1: how long they have is not known. `carried` is the
    share of the calibrated effect of protein that a person who lives freely gets, 0 to 1.
    """

    factors: dict[str, Any]
    intake: Floats
    adherence: Floats
    habit: Floats
    carried: Floats


def ensemble(
    person: Person,
    draws: int,
    seed: int,
    errors: Errors | None = None,
    preset: Preset = PRESETS[DEFAULT_PRESET],
) -> tuple[Adults, Unknowns]:
    """People who look like this person on paper: the estimate itself first, then the draws.

    Returns Adults of shape (1 + draws,) and what else differs between them. Draws are a
    stratified (Latin hypercube) normal sample from `seed`, the same for every scenario and
    preset.
    """
    c = constants("forecast_errors")
    e = errors or Errors.of_person(person)
    z = {k: np.concatenate(([0.0], v)) for k, v in _normal_draws(draws, seed).items()}
    centre = Adults.of_person(person)
    fat_kg = _or_estimate(centre)
    fat_draws = fat_kg + e.fat_sd * centre.weight_kg * z["fat"]
    low, high = _fat_limits(centre)
    people = centre.with_(
        ree_kcal_d=centre.ree_kcal_d * (1 + e.ree_sd * z["ree"]),
        pal=np.maximum(centre.pal * (1 + e.pal_sd * z["pal"]), c.low_pal),
        fat_kg=np.clip(fat_draws, low, high),
    )
    known = {name: e.calibration * z[name] for name in calibration.DIMENSIONS}
    factors: dict[str, Any] = dict(calibration.factors(preset, known))
    factors["partition_factor"] = factors["partition_factor"] * np.exp(
        e.partition_log_sd * z["partition"]
    )
    factors["fluid_factor"] = factors["fluid_factor"] * np.exp(e.water_log_sd * z["water"])
    return people, Unknowns(
        factors=factors,
        intake=np.exp(e.intake_log_sd * z["intake"]),
        adherence=e.adherence_sd * z["adherence"],
        habit=_shares(z["training"]),
        carried=_shares(z["protein"]),
    )


def _shares(z: Floats) -> Floats:
    """Shares from 0 to 1, all alike, from standard normal draws; 0 gives one half."""
    return np.array([_NORMAL.cdf(value) for value in z])


def _or_estimate(centre: Adults) -> Floats:
    """Measured fat where there is one, else the estimate."""
    return np.where(np.isnan(centre.fat_kg), estimated_fat_kg(centre), centre.fat_kg)


def _fat_limits(centre: Adults) -> tuple[Floats, Floats]:
    """Body fat that draws may have at least and at most, kg."""
    c = constants("fat_jackson2002")
    low = c.low_female + (c.low_male - c.low_female) * centre.male
    return np.asarray(low * centre.weight_kg), np.asarray(c.high * centre.weight_kg)


@cache
def _strata(draws: int) -> Floats:
    """Standard normal quantiles at the middles of `draws` equal shares."""
    return np.array([_NORMAL.inv_cdf((i + 0.5) / draws) for i in range(draws)])


def _normal_draws(draws: int, seed: int) -> dict[str, Floats]:
    """Stratified standard normal draws for every unknown, from a seed."""
    rng = np.random.default_rng(seed)
    return {name: rng.permutation(_strata(draws)) for name in _DIMENSIONS}
