"""One pass forward (extended Kalman filter) and one back (smoother) over diaries.

All people and views go together: arrays are (row, state) by day, a row being a person under one
view of how the log began. The way back keeps the score of every day's disturbances (r, N), by
which a lasting step of water is recognised (de Jong and Penzer 1998).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trophe.energy.learned.diary import Diary
from trophe.energy.learned.states import (
    STATES,
    Body,
    Day,
    S,
    linearised,
    weight_kg,
    weight_slope,
)
from trophe.evidence import constants

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Bodies, start and diaries, row by row; `steps` (row, day): variance of a step of water."""

    body: Body
    diary: Diary
    mean: Floats
    cov: Floats
    steps: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Forward:
    """What a filter knew, by day: before and after the weight of the day, (day, row, …).

    `gain` weight by state of a surprise, `surprise` (day, row) over its variance, `seen` the
    derivative of the weight; `days` the linearised days. `log_evidence` (row,).
    """

    before: Floats
    before_cov: Floats
    after: Floats
    after_cov: Floats
    seen: Floats
    pull: Floats
    precision: Floats
    days: list[Day]
    log_evidence: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """States given the whole diary, (day, row, …), and the score of a step of slow water."""

    mean: Floats
    cov: Floats
    score: Floats
    information: Floats


def forward(rows: Rows, around: Floats | None = None, *, doubt: float = 3.0) -> Forward:
    """Filters diaries from the first day to the last.

    `around` (day, row, state) are states to linearise at, as of an earlier pass; days that it does
    not have are linearised at what was known on them. `doubt` is the power by which a weight far
    off loses its say: 3 for the estimate, less while steps of water are looked for, whose weights
    are all far off at first.
    """
    count, days = rows.diary.weight_kg.shape
    out = _Record.empty(days + 1, count)
    x, p = rows.mean, rows.cov
    linear: list[Day] = []
    for day in range(days):
        out.before[day], out.before_cov[day] = x, p
        at = x if around is None or day >= len(around) else around[day]
        x, p = _weighed(rows, day, x, p, at, out, doubt)
        out.after[day], out.after_cov[day] = x, p
        at = x if around is None or day >= len(around) else around[day]
        step = linearised(
            rows.body, at, rows.diary.intake_kcal_d[:, day], rows.diary.logged[:, day]
        )
        linear.append(step)
        x = step.states + np.einsum("rij,rj->ri", step.slope, x - at)
        later = rows.steps[:, day + 1] if day + 1 < days else np.zeros(count)
        p = day_after(rows.body, step, p, rows.diary.spread[:, day], later)
    out.before[days], out.before_cov[days] = x, p
    return Forward(
        before=out.before,
        before_cov=out.before_cov,
        after=out.after,
        after_cov=out.after_cov,
        seen=out.seen,
        pull=out.pull,
        precision=out.precision,
        days=linear,
        log_evidence=out.log_evidence,
    )


@dataclass(slots=True)
class _Record:
    """Arrays that a pass fills day by day."""

    before: Floats
    before_cov: Floats
    after: Floats
    after_cov: Floats
    seen: Floats
    pull: Floats
    precision: Floats
    log_evidence: Floats

    @classmethod
    def empty(cls, days: int, rows: int) -> "_Record":
        states, square = (days, rows, STATES), (days, rows, STATES, STATES)
        return cls(
            np.zeros(states),
            np.zeros(square),
            np.zeros(states),
            np.zeros(square),
            np.zeros(states),
            np.zeros((days, rows)),
            np.zeros((days, rows)),
            np.zeros(rows),
        )


def cycle_slope(day: int, h: Floats) -> Floats:
    """Adds the swings of water that the model does not explain to the slope of the weight."""
    angle = 2 * np.pi * day / constants("learned_expenditure").cycle_days
    h[:, S.NOISE] = h[:, S.SLOW] = 1.0
    h[:, S.SINE], h[:, S.COSINE] = np.sin(angle), np.cos(angle)
    return h


def _weighed(
    rows: Rows, day: int, x: Floats, p: Floats, at: Floats, out: _Record, doubt: float
) -> tuple[Floats, Floats]:
    """States after the weight of a day; one far off counts less, the less the further."""
    c = constants("learned_expenditure")
    scale = rows.diary.weight_kg[:, day]
    there = np.isfinite(scale)
    if not there.any():
        return x, p
    body_slope = weight_slope(rows.body, at)
    expected = weight_kg(rows.body, at) + np.einsum("ri,ri->r", body_slope, x - at)
    h = cycle_slope(day, body_slope)
    water = (S.NOISE, S.SLOW, S.SINE, S.COSINE)
    expected = expected + sum(h[:, s] * x[:, s] for s in water)
    ph = np.einsum("rij,rj->ri", p, h)
    variance = np.einsum("ri,ri->r", h, ph) + c.reading_sd**2
    surprise = np.where(there, scale - expected, 0.0)
    off = np.abs(surprise) / np.sqrt(variance)
    variance = variance * np.maximum(off / c.far_off, 1.0) ** doubt
    precision = there / variance
    out.seen[day], out.pull[day], out.precision[day] = h, surprise * precision, precision
    out.log_evidence -= 0.5 * np.where(
        there, np.minimum(off, c.far_off) ** 2 + np.log(variance), 0.0
    )
    new = x + ph * (surprise * precision)[:, None]
    return new, p - (ph * precision[:, None])[:, :, None] * ph[:, None, :]


def day_after(body: Body, step: Day, p: Floats, log_sd: Floats, step_variance: Floats) -> Floats:
    """The covariance (row, state, state) a day later: carried over, and what the day adds.

    `log_sd` (row,) of the day's intake; `step_variance` (row,) of a step of slow water.
    """
    c = constants("learned_expenditure")
    p = step.slope @ p @ np.swapaxes(step.slope, 1, 2)
    eaten = step.slope[:, :, S.LEFT_OUT].copy()
    eaten[:, S.LEFT_OUT] = 0.0
    eaten *= log_sd[:, None]
    p += eaten[:, :, None] * eaten[:, None, :]
    p[:, S.OFFSET, S.OFFSET] += c.offset_drift**2
    noise = (c.scale_sd * body.weight_kg) ** 2
    p[:, S.NOISE, S.NOISE] += noise * (1 - c.scale_memory**2)
    slow = c.slow_water_sd**2 * (1 - c.slow_water_memory**2)
    p[:, S.SLOW, S.SLOW] += slow + step_variance
    return (p + np.swapaxes(p, 1, 2)) / 2


def back(f: Forward) -> Back:
    """Smooths from the last day to the first."""
    days, rows = f.pull.shape[0] - 1, f.pull.shape[1]
    r, n = np.zeros((rows, STATES)), np.zeros((rows, STATES, STATES))
    mean, cov = np.empty((days, rows, STATES)), np.empty((days, rows, STATES, STATES))
    score, information = np.empty((days, rows)), np.empty((days, rows))
    eye = np.eye(STATES)
    for day in range(days - 1, -1, -1):
        p, h = f.before_cov[day], f.seen[day]
        gain = np.einsum("rij,rj->ri", p, h) * f.precision[day][:, None]
        kept = f.days[day].slope @ (eye - gain[:, :, None] * h[:, None, :])
        turned = np.swapaxes(kept, 1, 2)
        r = h * f.pull[day][:, None] + np.einsum("rij,rj->ri", turned, r)
        n = h[:, :, None] * (h * f.precision[day][:, None])[:, None, :] + turned @ n @ kept
        mean[day] = f.before[day] + np.einsum("rij,rj->ri", p, r)
        cov[day] = p - p @ n @ p
        score[day], information[day] = r[:, S.SLOW], n[:, S.SLOW, S.SLOW]
    return Back(mean=mean, cov=cov, score=score, information=information)
