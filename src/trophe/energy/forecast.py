"""A weight forecast for one person: an ensemble over the errors of everything it rests on.

Each draw is one person who looks the same on paper: their resting expenditure, activity,
starting fat, partition of tissue and mean intake differ from the estimate by the published or
assumed errors (set ``forecast_errors``). Bands are therefore bands for **one person**, far
wider than the error of a study mean. Draws come from a seed and are the same for every
scenario, so that two scenarios can be compared draw by draw.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trophe.checks import require_range
from trophe.energy.adult import simulate
from trophe.energy.ensemble import Errors, ensemble
from trophe.energy.presets import DEFAULT_PRESET, PRESETS, Preset
from trophe.energy.resting import resting_of
from trophe.errors import InputError
from trophe.person import Person

Floats = NDArray[np.float64]

QUANTILES: Final = (0.05, 0.25, 0.5, 0.75, 0.95)
WHOSE: Final = "one person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Median, 50 % band (q25 to q75) and 90 % band (q05 to q95) by day, (day,) each."""

    median: Floats
    q05: Floats
    q25: Floats
    q75: Floats
    q95: Floats

    @classmethod
    def of(cls, draws: Floats) -> "Band":
        """The band of draws, (draw, day); a draw that stopped (NaN) is left out of its days."""
        q05, q25, median, q75, q95 = _quantiles(draws)
        return cls(median=median, q05=q05, q25=q25, q75=q75, q95=q95)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightForecast:
    """What a schedule of intake does to one person, with bands for that one person.

    `day` (day,); bands `weight_kg`, `fat_kg`, `ffm_kg`, and `fat_change_kg`, `ffm_change_kg`,
    which are narrower where fat was not measured, since its start is unknown. Apart:
    `tissue_change_kg` (fat and lean) and `water_change_kg` (fluid, glycogen and its water), whose
    sum is the change of weight. `scale_kg`: what a scale may show, day-to-day noise included.
    `draws_weight_kg`, `draws_fat_kg`, `draws_lean_change_kg` (draw, day) are the draws
    themselves; `central_weight_kg` is the run with no error at all. `stopped_share` of the draws
    left the model's ground. `whose` says whose band it is.
    """

    day: NDArray[np.int64]
    weight_kg: Band
    fat_kg: Band
    ffm_kg: Band
    fat_change_kg: Band
    ffm_change_kg: Band
    tissue_change_kg: Band
    water_change_kg: Band
    scale_kg: Band
    draws_weight_kg: Floats
    draws_fat_kg: Floats
    draws_lean_change_kg: Floats
    central_weight_kg: Floats
    stopped_share: float
    preset: str
    seed: int
    whose: str = WHOSE

    def minus(self, other: "WeightForecast") -> dict[str, Band]:
        """Differences to another scenario of the same person, draw by draw.

        Keys weight_kg, fat_kg, ffm_kg. Much narrower than the two bands, since what is unknown
        of the person is the same in both. Raises InputError when seed, number of draws or days
        differ.
        """
        same = self.seed == other.seed and self.draws_weight_kg.shape == other.draws_weight_kg.shape
        if not same or (self.day != other.day).any():
            raise InputError("seed", "Only forecasts of equal seed, draws and days are compared.")
        weight = self.draws_weight_kg - other.draws_weight_kg
        fat = self.draws_fat_kg - other.draws_fat_kg
        return {
            "weight_kg": Band.of(weight),
            "fat_kg": Band.of(fat),
            "ffm_kg": Band.of(weight - fat),
        }

    def day_reaching(self, weight_kg: float) -> Floats:
        """First kept day on which each draw's weight is at or past a goal; NaN: not in time."""
        start = self.draws_weight_kg[:, :1]
        down = weight_kg <= start
        there = np.where(down, self.draws_weight_kg <= weight_kg, self.draws_weight_kg >= weight_kg)
        first = self.day[there.argmax(axis=1)].astype(np.float64)
        return np.where(there.any(axis=1), first, np.nan)


def forecast(
    person: Person,
    *,
    intake_kcal_d: ArrayLike,
    days: int,
    preset: Preset = PRESETS[DEFAULT_PRESET],
    draws: int = 400,
    seed: int = 0,
    errors: Errors | None = None,
    **conditions: Any,
) -> WeightForecast:
    """Weight, fat and fat-free mass of one adult under a schedule of intake, with bands.

    Parameters
    ----------
    person : Person of 18 y or older.
    intake_kcal_d : number or (day,) schedule; the value of day d holds over [d, d + 1) and the
        last one holds on. It is the absolute intake that the person is told to eat: who needs
        more or less than estimated loses more or less.
    days : 1 to 3650. draws : 50 to 20000. seed : 0 or more.
    errors : Errors; by default those of the person.
    conditions : further keywords of `simulate` (activity_change, carbohydrate_share, …).

    Returns
    -------
    WeightForecast over days 0..days; bands are for one person.
    """
    require_range("days", days, 1, 3650)
    require_range("draws", draws, 50, 20000)
    preset = preset.held()
    people, unknown = ensemble(person, draws, seed, errors, preset)
    planned = np.atleast_1d(require_range("intake_kcal_d", intake_kcal_d, 0, 20000))
    need = float(resting_of(person).ree_kcal_d * person.pal)
    eaten = planned * unknown.intake[:, None] + (planned - need) * unknown.adherence[:, None]
    run = simulate(
        people,
        preset,
        days=days,
        intake_kcal_d=np.maximum(eaten, 0.0),
        **unknown.factors,
        **conditions,
    )
    weight = run.weight_kg[1:]
    fat, lean = run.fat_kg[1:], run.lean_kg[1:]
    noise = _scale_noise(errors or Errors.of_person(person), weight.shape, seed)
    tissue = fat + lean - (fat[:, :1] + lean[:, :1])
    change = weight - weight[:, :1]
    return WeightForecast(
        day=run.day,
        weight_kg=Band.of(weight),
        fat_kg=Band.of(fat),
        ffm_kg=Band.of(weight - fat),
        fat_change_kg=Band.of(fat - fat[:, :1]),
        ffm_change_kg=Band.of(change - (fat - fat[:, :1])),
        tissue_change_kg=Band.of(tissue),
        water_change_kg=Band.of(change - tissue),
        scale_kg=Band.of(weight + noise),
        draws_weight_kg=weight,
        draws_fat_kg=fat,
        draws_lean_change_kg=lean - lean[:, :1],
        central_weight_kg=run.weight_kg[0],
        stopped_share=float(np.isfinite(run.stopped_day[1:]).mean()),
        preset=preset.name,
        seed=seed,
    )


def _scale_noise(e: Errors, shape: tuple[int, ...], seed: int) -> Floats:
    """Day-to-day noise of the scale, (draw, day), kg: stationary, correlated in time."""
    rng = np.random.default_rng((seed, 1))
    shocks = rng.standard_normal(shape[::-1]) * e.scale_sd_kg
    kept = e.scale_memory
    new = np.sqrt(1 - kept**2)
    for day in range(1, len(shocks)):
        shocks[day] = kept * shocks[day - 1] + new * shocks[day]
    return shocks.T


def _quantiles(draws: Floats) -> Floats:
    """The five quantiles by day, (5, day), of (draw, day), NaN left out."""
    ordered = np.sort(draws.T, axis=-1)  # NaN last
    count = np.isfinite(ordered).sum(axis=-1)
    place = np.asarray(QUANTILES)[:, None] * (count - 1)
    low = np.clip(np.floor(place).astype(np.int64), 0, None)
    high = np.minimum(low + 1, np.maximum(count - 1, 0))
    day = np.arange(len(ordered))
    share = place - low
    values: Floats = ordered[day, low] * (1 - share) + ordered[day, high] * share
    return np.where(count > 0, values, np.nan)
