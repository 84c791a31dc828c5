"""What people logged, as the learning takes it: one row a person, one column a day.

Weights that are slips of the hand are mended where they plainly were pounds, stones or a lost
decimal point, and left out where they were something else. Days without food, or with part of
it, are filled from logged days near by, and carry their own uncertainty.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from trophe.energy.learned.stretches import level_between
from trophe.evidence import constants
from trophe.units import KG_PER_LB, KG_PER_ST

Floats = NDArray[np.float64]

# What a reading has to be divided by to be kilograms, where it was something else.
SLIPS: Final = (1 / KG_PER_LB, KG_PER_LB, 10.0, 0.1, 100.0, 1 / KG_PER_ST, KG_PER_ST)
_NEIGHBOURS: Final = 4
_FEW: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Diary:
    """A diary ready to be learned from, (person, day) each.

    `weight_kg` NaN where not weighed or not believed; `intake_kcal_d` with the gaps filled;
    `logged` 1 where the day was logged whole, else 0; `spread` the standard deviation of the log
    of a day's intake; `mended`, `refused` mark the slips among the weights.
    """

    weight_kg: Floats
    intake_kcal_d: Floats
    logged: Floats
    spread: Floats
    mended: NDArray[np.bool_]
    refused: NDArray[np.bool_]

    @property
    def days(self) -> int:
        """How many days it spans."""
        return int(self.weight_kg.shape[1])


def prepare(weight_kg: Floats, intake_kcal_d: Floats, complete: Floats) -> Diary:
    """A diary from what was written down; NaN where nothing was.

    All (person, day); `complete` 1 where the day's food was logged whole. Every person has
    at least one weight and one complete day.
    """
    weights, mended, refused = _mended(np.array(weight_kg, dtype=np.float64))
    whole = (complete > 0) & np.isfinite(intake_kcal_d)
    intake, spread = _filled(np.asarray(intake_kcal_d, dtype=np.float64), whole)
    return Diary(
        weight_kg=weights,
        intake_kcal_d=intake,
        logged=whole.astype(np.float64),
        spread=spread,
        mended=mended,
        refused=refused,
    )


def _mended(weights: Floats) -> tuple[Floats, NDArray[np.bool_], NDArray[np.bool_]]:
    """The weights without slips, and where they were mended or refused."""
    mended = np.zeros(weights.shape, dtype=bool)
    refused = np.zeros(weights.shape, dtype=bool)
    for person, row in enumerate(weights):
        at = np.flatnonzero(np.isfinite(row))
        value = row[at].copy()
        for place, kg in enumerate(value):
            near = _neighbours(value, place)
            meant = _as_meant(kg, near)
            if meant is None:
                refused[person, at[place]] = True
                row[at[place]] = np.nan
            elif meant != kg:
                mended[person, at[place]] = True
                row[at[place]] = meant
    return weights, mended, refused


def _neighbours(values: Floats, place: int) -> float:
    """The median of the readings around one, itself left out; NaN where they are too few."""
    low = max(0, min(place - _NEIGHBOURS, values.size - 2 * _NEIGHBOURS - 1))
    if values.size < 3:
        return float("nan")
    around = np.delete(values[low : low + 2 * _NEIGHBOURS + 1], place - low)
    return float(np.median(around))


def _as_meant(kg: float, near: float) -> float | None:
    """What a reading meant beside its neighbours: itself, another unit, or nothing (None)."""
    c = constants("learned_expenditure")
    if not np.isfinite(near) or abs(kg / near - 1) <= c.refused_share:
        return kg
    for slip in SLIPS:
        if abs(kg / slip / near - 1) <= c.unit_tolerance:
            return kg / slip
    return None


def _filled(intake: Floats, whole: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Intake with the gaps filled from whole days near by, and the spread of its log."""
    c = constants("learned_expenditure")
    out, spread = intake.copy(), np.full(intake.shape, c.day_log_sd)
    for person, row in enumerate(intake):
        at = np.flatnonzero(whole[person])
        for day in np.flatnonzero(~whole[person]):
            near = _near(at, int(day), int(c.recent_days))
            level = level_between(row[near], int((near < day).sum()))
            eaten = row[day] if np.isfinite(row[day]) else 0.0
            out[person, day] = max(level.mean_kcal_d, eaten)
            spread[person, day] = np.hypot(_day_spread(row[near]), c.day_log_sd)
    return out, spread


def _near(at: NDArray[np.int64], day: int, span: int) -> NDArray[np.int64]:
    """Whole days within `span` of a day, in order; where they are few, the nearest."""
    near = at[np.abs(at - day) <= span]
    if near.size < _FEW:
        near = np.sort(at[np.argsort(np.abs(at - day), kind="stable")[:_FEW]])
    return np.asarray(near)


def _day_spread(values: Floats) -> float:
    """Relative spread from day to day, at least what people vary by."""
    least: float = constants("learned_expenditure").least_day_spread
    if values.size <= _FEW:
        return least
    return max(float(values.std()) / max(float(values.mean()), 1.0), least)
