"""Growth of children and adolescents, 2 to 18 years: fat-free mass and fat under an intake.

Energy goes to fat-free mass x and fat f by a partition p = c / (c + f), shifted by a growth
drive g(t) that depends on age alone; expenditure E follows from both (rates a day, t in years):

    rho_x dx/dt = p (I - E) + g,    rho_f df/dt = (1 - p) (I - E) - g

Hall 2013, doi:10.1016/S2213-8587(13)70051-2; reference intake with the energy balance of Katan
2016, doi:10.1371/journal.pone.0159771; as in the R package bw. Set ``energy_hall2013_child``.
Trophe never sets a weight-loss goal below 18 years; this model serves growth forecasts only.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trophe.checks import require_range
from trophe.energy.adult import wanted_days
from trophe.errors import InputError
from trophe.evidence import constants

Floats = NDArray[np.float64]
IntakeOfAge = Callable[[Floats], Floats]

DAYS_PER_YEAR: Final = 365.0  # the package's year
CHUNK: Final = 128  # days whose age-only terms are worked out together


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """Weight, fat-free mass and fat on chosen days, and the intake used; shape (..., day).

    A run whose fat runs out, or whose fat-free mass falls below half, is NaN from there on.
    """

    day: NDArray[np.int64]
    ffm_kg: Floats
    fat_kg: Floats
    intake_kcal_d: Floats

    @property
    def weight_kg(self) -> Floats:
        """Fat-free mass and fat."""
        return self.ffm_kg + self.fat_kg


def simulate_child(
    *,
    male: ArrayLike,
    age_y: ArrayLike,
    ffm_kg: ArrayLike,
    fat_kg: ArrayLike,
    intake_kcal_d: ArrayLike | IntakeOfAge,
    days: Sequence[int] | NDArray[np.int64] | int,
) -> Growth:
    """Growth of children under an intake.

    Parameters
    ----------
    male : share of the boys' parameters, 0 to 1. age_y : 2 to 18 y. ffm_kg : 3 to 150 kg.
    fat_kg : 0.2 to 150 kg. All (n,) or single; they broadcast.
    intake_kcal_d : a schedule with the day on its last axis (0 to 20000; the last value holds
        on), or a function of age in years, which is then asked within the day too.
    days : last day, or the days to keep.

    Returns
    -------
    Growth, states of shape (..., day). One Runge-Kutta step a day, as the package does it.
    """
    checked = (
        require_range("male", male, 0, 1),
        require_range("age_y", age_y, 2, 18, hint="The growth model is for 2 to 18 years."),
        require_range("ffm_kg", ffm_kg, 3, 150),
        require_range("fat_kg", fat_kg, 0.2, 150),
    )
    intake = _intake(intake_kcal_d)
    table_shape = () if callable(intake) else intake.shape[:-1]
    shape = np.broadcast_shapes(*(a.shape for a in checked), table_shape)
    flat = [np.broadcast_to(a, shape).ravel() for a in checked]
    if not callable(intake):
        intake = np.broadcast_to(intake, (*shape, intake.shape[-1])).reshape(-1, intake.shape[-1])
    wanted = wanted_days(days)
    columns = _run(_Child(flat[0]), flat[1], flat[2], flat[3], intake, wanted)
    ffm, fat, eaten = (c.reshape(*shape, wanted.size) for c in columns)
    return Growth(day=wanted, ffm_kg=ffm, fat_kg=fat, intake_kcal_d=eaten)


def reference_intake_kcal_d(age_y: ArrayLike, male: ArrayLike) -> Floats:
    """Intake of the reference child at an age from 2 y, kcal/d.

    >>> round(float(reference_intake_kcal_d(10, 1)), 3)
    2049.223
    """
    age = require_range("age_y", age_y, 2, 120)
    return _Child(require_range("male", male, 0, 1)).reference_intake(age)


def reference_body_kg(age_y: ArrayLike, male: ArrayLike) -> tuple[Floats, Floats]:
    """Fat-free mass and fat of the reference child, kg, straight lines between birthdays."""
    age = require_range("age_y", age_y, 2, 120)
    return _Child(require_range("male", male, 0, 1)).reference_body(age)


def richards_intake(
    *, k: ArrayLike, q: ArrayLike, a: ArrayLike, b: ArrayLike, nu: ArrayLike, c: ArrayLike
) -> IntakeOfAge:
    """Intake as a Richards curve of age: A + (K - A) / (C + Q e^(-B t))^(1 / nu), kcal/d."""
    low = require_range("A", a, 0, 20000)
    high = require_range("K", k, 0, 20000)
    nu = require_range("nu", nu, 1e-6, 1e6)
    shift = require_range("C", c, 1e-9, 1e9)
    q = require_range("Q", q, 0, 1e12)
    rate = require_range("B", b, -1e3, 1e3)

    def intake(age_y: Floats) -> Floats:
        return np.asarray(low + (high - low) / (shift + q * np.exp(-rate * age_y)) ** (1 / nu))

    return intake


class _Child:
    """The parameters for a share of boys, and the functions of age and body built on them."""

    def __init__(self, male: Floats) -> None:
        self.male = male
        self.c = constants("energy_hall2013_child")
        self.resting = self.of("k")

    def of(self, name: str) -> Floats:
        """A parameter, mixed by sex where it has two values."""
        value = getattr(self.c, name)
        if not isinstance(value, tuple):
            return np.asarray(value)
        boys, girls = value
        return np.asarray(girls + (boys - girls) * self.male)

    def bumps(self, which: str, age: Floats) -> Floats:
        """A decaying exponential and two bell curves of age, kcal/d."""
        a, b, d = (self.of(f"{which}_{x}") for x in "abd")
        u, v, w = (
            (age - self.of(f"{which}_{x}_age")) / self.of(f"{which}_{x}_width") for x in "abd"
        )
        return np.asarray(a * np.exp(-u) + b * np.exp(-0.5 * v**2) + d * np.exp(-0.5 * w**2))

    def delta(self, age: Floats) -> Floats:
        """Activity constant, kcal/kg/d."""
        c = self.c
        spread = self.of("delta_max") - c.delta_min
        return np.asarray(c.delta_min + spread / (1 + (age / c.delta_age) ** c.delta_power))

    def rho_ffm(self, ffm: Floats) -> Floats:
        """Energy density of fat-free mass, kcal/kg."""
        return np.asarray(self.c.rho_ffm_per_ffm * ffm + self.c.rho_ffm_const)

    def partition(self, ffm: Floats, fat: Floats) -> Floats:
        """Share of the balance that goes to fat-free mass."""
        constant = self.c.forbes * self.rho_ffm(ffm) / self.c.rho_fat
        return np.asarray(constant / (constant + fat))

    def reference_body(self, age: Floats) -> tuple[Floats, Floats]:
        """Fat-free mass and fat of the reference child."""
        c = self.c
        ffm, fat = (
            np.interp(age, c.reference_age, getattr(c, f"female_{part}"))
            + self.male
            * (
                np.interp(age, c.reference_age, getattr(c, f"male_{part}"))
                - np.interp(age, c.reference_age, getattr(c, f"female_{part}"))
            )
            for part in ("ffm", "fat")
        )
        return ffm, fat

    def reference_intake(self, age: Floats) -> Floats:
        """Intake of the reference child."""
        c = self.c
        ffm, fat = self.reference_body(age)
        balance, growth = self.bumps("balance", age), self.bumps("growth", age)
        delta = self.delta(age)
        p = self.partition(ffm, fat)
        upkeep = self.resting + (c.gamma_ffm + delta) * ffm + (c.gamma_fat + delta) * fat
        to_ffm = c.eta_ffm / self.rho_ffm(ffm) * (p * balance + growth)
        to_fat = c.eta_fat / c.rho_fat * ((1 - p) * balance - growth)
        return np.asarray(balance + upkeep + to_ffm + to_fat)


@dataclass(frozen=True, slots=True)
class _Moments:
    """What depends on age alone, at many moments: (moment, n) each."""

    intake: Floats
    reference: Floats
    growth: Floats
    delta: Floats

    def at(self, row: int) -> "_Moments":
        """One moment, (n,)."""
        return _Moments(self.intake[row], self.reference[row], self.growth[row], self.delta[row])


def _run(
    child: _Child,
    age: Floats,
    ffm: Floats,
    fat: Floats,
    intake: Floats | IntakeOfAge,
    wanted: NDArray[np.int64],
) -> tuple[Floats, Floats, Floats]:
    """Fat-free mass, fat and intake, (n, wanted day)."""
    out = np.empty((3, wanted.size, ffm.size))
    place = {int(day): i for i, day in enumerate(wanted)}
    start_age, half, last = age, ffm / 2, int(wanted[-1])
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        for first in range(0, last + 1, CHUNK):
            count = min(CHUNK, last + 1 - first)
            # The package adds up the age like this; its look-up of a day's intake rests on it.
            steps = np.full((count, age.size), 1.0 / DAYS_PER_YEAR)
            ages = np.add.accumulate(np.concatenate((age[None], steps)))
            now = _moments(child, ages, start_age, intake)
            noon = _moments(child, ages[:-1] + 0.5 / DAYS_PER_YEAR, start_age, intake)
            for row in range(count):
                day = first + row
                if day in place:
                    eaten = _eaten(intake, start_age + day / DAYS_PER_YEAR, day)
                    out[:, place[day]] = ffm, fat, eaten
                moments = now.at(row), noon.at(row), now.at(row + 1)
                ffm, fat = _day(child, moments, ffm, fat)
                gone = (ffm < half) | (fat <= 0)
                if gone.any():
                    ffm, fat = np.where(gone, np.nan, ffm), np.where(gone, np.nan, fat)
            age = ages[-1]
    return out[0].T, out[1].T, out[2].T


def _day(
    child: _Child, moments: tuple[_Moments, _Moments, _Moments], ffm: Floats, fat: Floats
) -> tuple[Floats, Floats]:
    """One Runge-Kutta step of a day."""
    now, noon, night = moments
    x1, f1 = _slopes(child, now, ffm, fat)
    x2, f2 = _slopes(child, noon, ffm + x1 / 2, fat + f1 / 2)
    x3, f3 = _slopes(child, noon, ffm + x2 / 2, fat + f2 / 2)
    x4, f4 = _slopes(child, night, ffm + x3, fat + f3)
    return ffm + (x1 + 2 * x2 + 2 * x3 + x4) / 6, fat + (f1 + 2 * f2 + 2 * f3 + f4) / 6


def _moments(
    child: _Child, ages: Floats, start_age: Floats, intake: Floats | IntakeOfAge
) -> _Moments:
    """Intake, reference intake, growth drive and activity at ages (moment, n)."""
    if callable(intake):
        eaten = intake(ages)
    else:
        # The package looks the day up like this; rounding may hit the day before.
        day = np.floor(DAYS_PER_YEAR * (ages - start_age)).astype(np.int64)
        column = np.minimum(day, intake.shape[-1] - 1)
        eaten = intake[np.arange(intake.shape[0]), column]
    return _Moments(
        eaten, child.reference_intake(ages), child.bumps("growth", ages), child.delta(ages)
    )


def _slopes(child: _Child, at: _Moments, ffm: Floats, fat: Floats) -> tuple[Floats, Floats]:
    """dx/dt and df/dt, kg/d, with the synthesis costs inside expenditure eliminated."""
    c = child.c
    rho, p = child.rho_ffm(ffm), child.partition(ffm, fat)
    cost_ffm, cost_fat = c.eta_ffm / rho, c.eta_fat / c.rho_fat
    cost = cost_ffm * p + cost_fat * (1 - p)
    upkeep = child.resting + (c.gamma_ffm + at.delta) * ffm + (c.gamma_fat + at.delta) * fat
    adaptive = c.beta * (at.intake - at.reference)
    growing = at.growth * (cost_ffm - cost_fat)
    balance = at.intake - (upkeep + adaptive + cost * at.intake + growing) / (1 + cost)
    return (p * balance + at.growth) / rho, ((1 - p) * balance - at.growth) / c.rho_fat


def _eaten(intake: Floats | IntakeOfAge, age: Floats, day: int) -> Floats:
    """The intake of a day, for the record."""
    if callable(intake):
        return intake(age)
    return intake[:, min(day, intake.shape[-1] - 1)]


def _intake(given: ArrayLike | IntakeOfAge) -> Floats | IntakeOfAge:
    """A checked schedule, or the function as it is."""
    if callable(given):
        return given
    table = np.atleast_1d(require_range("intake_kcal_d", given, 0, 20000))
    if not table.shape[-1]:
        raise InputError("intake_kcal_d", "intake_kcal_d has no day.")
    return table
