"""What was learned, by day: expenditure, weight trend, fat and fat-free mass, and the forecast.

Everything is a mean and a standard deviation over what the fit leaves open, mixed over the views
of how the log began; bands are those of a normal distribution, for one person.
"""

from dataclasses import dataclass
from statistics import NormalDist
from typing import Final

import numpy as np
from numpy.typing import NDArray

from trophe.energy.forecast import Band
from trophe.energy.learned.bank import Fitted
from trophe.energy.learned.passes import cycle_slope, day_after
from trophe.energy.learned.states import Body, S, linearised, weight_kg, weight_slope
from trophe.evidence import constants

Floats = NDArray[np.float64]

_EDGE: Final = (NormalDist().inv_cdf(0.75), NormalDist().inv_cdf(0.95))
FORECAST_DAYS: Final = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A mean and its standard deviation, arrays of one shape."""

    mean: Floats
    sd: Floats

    def band(self) -> Band:
        """Median, 50 % band and 90 % band."""
        half, most = (edge * self.sd for edge in _EDGE)
        m = self.mean
        return Band(median=m, q05=m - most, q25=m - half, q75=m + half, q95=m + most)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What was learned of people, (person, day) each.

    `expenditure_kcal_d` of each day and `need_kcal_d` (the intake that keeps the body of that
    day) in the person's own logged kilocalories; `trend_kg` weight without what lasts a few days;
    `fat_kg`, `ffm_kg`; `water_kg` the lasting water that the model does not explain.
    """

    expenditure_kcal_d: Estimate
    need_kcal_d: Estimate
    trend_kg: Estimate
    fat_kg: Estimate
    ffm_kg: Estimate
    water_kg: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """The next four weeks, (person, day) from the morning after the last day on.

    `weight_kg` without, `scale_kg` with what a scale adds; `change_kg` from the last day's weight.
    """

    weight_kg: Estimate
    scale_kg: Estimate
    change_kg: Estimate


def outcome(fitted: Fitted) -> Outcome:
    """By day, given the whole diary."""
    rows, smooth = fitted.rows, fitted.smooth
    days = rows.diary.days
    parts = [_day(fitted, day, smooth.mean[day], smooth.cov[day]) for day in range(days)]
    columns = {
        name: _mixed(fitted, [p[name] for p in parts]) for name in Outcome.__dataclass_fields__
    }
    return Outcome(**columns)


def _mixed(fitted: Fitted, days: list[tuple[Floats, Floats]]) -> Estimate:
    """(person, day) from means and variances by row."""
    mean, variance = fitted.mixed(np.stack([d[0] for d in days]), np.stack([d[1] for d in days]))
    return Estimate(mean=mean.T, sd=np.sqrt(np.maximum(variance, 0.0)).T)


def _day(fitted: Fitted, day: int, x: Floats, cov: Floats) -> dict[str, tuple[Floats, Floats]]:
    """Mean and variance of everything on a day, by row."""
    rows = fitted.rows
    step = linearised(rows.body, x, rows.diary.intake_kcal_d[:, day], rows.diary.logged[:, day])
    eaten = step.spent_slope[:, S.LEFT_OUT] + step.spent_kcal_d
    spent_variance = _variance(step.spent_slope, cov) + (rows.diary.spread[:, day] * eaten) ** 2
    slope, trend = _trend_slope(rows.body, x), _trend(rows.body, x)
    fat = np.zeros(x.shape)
    fat[:, S.FAT] = 1.0
    slow = np.zeros(x.shape)
    slow[:, S.SLOW] = 1.0
    need, need_slope = need_kcal_d(rows.body, x)
    return {
        "expenditure_kcal_d": (step.spent_kcal_d, spent_variance),
        "need_kcal_d": (need, _variance(need_slope, cov)),
        "trend_kg": (trend, _variance(slope, cov)),
        "fat_kg": (x[:, S.FAT], _variance(fat, cov)),
        "ffm_kg": (trend - x[:, S.FAT], _variance(slope - fat, cov)),
        "water_kg": (x[:, S.SLOW], _variance(slow, cov)),
    }


def _variance(slope: Floats, cov: Floats) -> Floats:
    """Variance of something linear in the states."""
    return np.asarray(np.einsum("ri,rij,rj->r", slope, cov, slope))


def need_kcal_d(body: Body, x: Floats) -> tuple[Floats, Floats]:
    """Intake, in logged kilocalories, that keeps the tissue of states for good, and its slope.

    Fat and lean stand still and adaptation has settled: (K + gamma_F F + gamma_L L + delta BW -
    (beta_TEF + beta_AT) EI0) / (1 - beta_TEF - beta_AT).
    """
    c = body.preset
    beta = c.beta_tef + c.beta_at
    habit, logged = np.exp(x[:, S.HABIT]), np.exp(-x[:, S.LEFT_OUT])
    tissue = c.gamma_fat * x[:, S.FAT] + c.gamma_lean * x[:, S.LEAN]
    weight = body.delta_kcal_kg_d * weight_kg(body, x)
    fixed = (1 - beta) * habit + x[:, S.OFFSET] - body.reference_kcal_d
    need = (fixed + tissue + weight) / (1 - beta) * logged
    slope = weight_slope(body, x) * body.delta_kcal_kg_d[:, None]
    slope[:, S.FAT] += c.gamma_fat
    slope[:, S.LEAN] += c.gamma_lean
    slope[:, S.OFFSET] += 1.0
    slope[:, S.HABIT] += (1 - beta) * habit
    slope *= (logged / (1 - beta))[:, None]
    slope[:, S.LEFT_OUT] -= need
    return need, slope


def ahead(fitted: Fitted, intake_kcal_d: Floats, log_sd: Floats) -> Ahead:
    """Forecasts four weeks at a constant intake (person,), whose log is unsure by `log_sd`."""
    rows, views = fitted.rows, fitted.share.shape[0]
    last = rows.diary.days - 1
    now, now_cov = fitted.full.after[last], fitted.full.after_cov[last]
    from_slope = _trend_slope(rows.body, now)
    from_kg, from_variance = _trend(rows.body, now), _variance(from_slope, now_cov)
    with_now = fitted.full.days[last].slope @ now_cov  # covariance with the states of today
    x, cov = fitted.full.before[-1].copy(), fitted.full.before_cov[-1].copy()
    c = constants("learned_expenditure")
    # The days to come are no unlogged days of the past: what is unsure of them is their level.
    x[:, S.UNLOGGED], cov[:, S.UNLOGGED, :], cov[:, :, S.UNLOGGED] = 0.0, 0.0, 0.0
    with_now[:, S.UNLOGGED, :] = 0.0
    cov[:, S.UNLOGGED, S.UNLOGGED] = np.tile(log_sd**2, views) + c.ahead_log_sd**2
    intake = np.tile(intake_kcal_d, views)
    spread, none = np.full(len(x), c.least_day_spread), np.zeros(len(x))
    weights, scales, changes = [], [], []
    for day in range(FORECAST_DAYS):
        slope, weight = _trend_slope(rows.body, x), _trend(rows.body, x)
        variance = _variance(slope, cov)
        weights.append((weight, variance))
        seen = cycle_slope(last + 1 + day, slope.copy())
        swing = sum(seen[:, s] * x[:, s] for s in (S.NOISE, S.SINE, S.COSINE))
        scales.append((weight + swing, _variance(seen, cov) + c.reading_sd**2))
        shared = np.einsum("ri,rij,rj->r", slope, with_now, from_slope)
        changes.append((weight - from_kg, variance + from_variance - 2 * shared))
        step = linearised(rows.body, x, intake, none)
        cov = day_after(rows.body, step, cov, spread, none)
        with_now = step.slope @ with_now
        x = step.states
    return Ahead(
        weight_kg=_mixed(fitted, weights),
        scale_kg=_mixed(fitted, scales),
        change_kg=_mixed(fitted, changes),
    )


def _trend(body: Body, x: Floats) -> Floats:
    """Weight without what lasts a few days."""
    return np.asarray(weight_kg(body, x) + x[:, S.SLOW])


def _trend_slope(body: Body, x: Floats) -> Floats:
    """Its derivative by every state."""
    slope = weight_slope(body, x)
    slope[:, S.SLOW] = 1.0
    return slope
