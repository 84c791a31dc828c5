"""Learning the expenditure of one person from a diary: the door for everybody outside.

The status says what the numbers are worth: `learning` (too little is known, and `needs` says of
what), `updating` (weights and food keep coming and tell more than the formula did), `holding`
(they stopped, or water moved: what was learned stands, and nothing is changed for now).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trophe.checks import require_range
from trophe.energy.forecast import Band
from trophe.energy.learned.bank import Fitted, fit
from trophe.energy.learned.diary import Diary, prepare
from trophe.energy.learned.outcome import Ahead, Outcome, ahead, need_kcal_d, outcome
from trophe.energy.learned.start import About, start
from trophe.energy.learned.stretches import last_level
from trophe.errors import InputError, MissingDataError
from trophe.evidence import constants

Floats = NDArray[np.float64]

MOST_DAYS: Final = 1100


class Status(StrEnum):
    """What the learned expenditure is worth today."""

    LEARNING = "learning"
    HOLDING = "holding"
    UPDATING = "updating"


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """What a diary tells of one person. Bands are for this person; arrays are (day,).

    Energy is in the person's own logged kilocalories: who always leaves out a tenth finds a need
    a tenth lower, and eats by the same measure. `expenditure_kcal_d` is what each day cost,
    `need_kcal_d` the intake that keeps the body of each day. `trend_kg`, `fat_kg`, `ffm_kg` and
    `water_kg` (lasting water that eating does not explain). `ahead_*` is the forecast for the 28
    days after the last one at `next_kcal_d`. `status` with `why` and `needs`;
    `informed_day` is the first day on which the diary told more than the formula, or None.
    `mended` and `refused` are days whose weight was a slip; `water_steps` days on which a
    lasting shift of water began. `expected_kcal_d` is the formula's need.
    """

    status: Status
    why: str
    needs: tuple[str, ...]
    expected_kcal_d: float
    informed_day: int | None
    expenditure_kcal_d: Band
    need_kcal_d: Band
    trend_kg: Band
    fat_kg: Band
    ffm_kg: Band
    water_kg: Band
    next_kcal_d: float
    ahead_weight_kg: Band
    ahead_scale_kg: Band
    ahead_change_kg: Band
    mended: tuple[int, ...]
    refused: tuple[int, ...]
    water_steps: tuple[int, ...]
    fitted: Fitted

    @property
    def days(self) -> int:
        """How many days the diary spans."""
        return self.fitted.rows.diary.days


def learn(
    weight_kg: ArrayLike,
    intake_kcal_d: ArrayLike,
    complete: ArrayLike | None = None,
    *,
    about: About | None = None,
    cycle: bool = False,
    next_kcal_d: float | None = None,
    earlier: Learned | None = None,
) -> Learned:
    """Learns a person's expenditure from weights and logged food.

    Parameters
    ----------
    weight_kg, intake_kcal_d : (day,) one value a calendar day, NaN where there is none.
        Up to 1,100 days. Weights may hold slips: pounds, a lost decimal point.
    complete : (day,) 1 where the day's food was logged whole; default: wherever there is any.
    about : what is known of the person; default: nothing.
    cycle : whether a monthly swing of water is looked for.
    next_kcal_d : intake of the next four weeks, 0 to 20000; default: the mean of the last
        ones, since eating last changed.
    earlier : what was learned from the same diary up to a week ago: a quicker daily update.

    Returns
    -------
    Learned, with 50 % and 90 % bands for this person.

    Raises MissingDataError without a weight or a whole day of food, InputError for series that
    do not fit each other, OutOfRangeError for what no diary holds.

    References
    ----------
    Hall 2011, doi:10.1016/S0140-6736(11)60812-X (the body); de Jong 1998 (steps in state-space
    models). Sets ``learned_expenditure`` and ``energy_hall2011``.
    """
    diary = _diary(weight_kg, intake_kcal_d, complete)
    known = start(diary, about or About.of(), cycle=cycle)
    fitted = fit(known, diary, earlier=None if earlier is None else earlier.fitted)
    found = outcome(fitted)
    mean, mean_sd = recent_intake(diary)
    following = mean[0] if next_kcal_d is None else float(next_kcal_d)
    require_range("next_kcal_d", following, 0, 20000)
    log_sd = mean_sd if next_kcal_d is None else np.zeros(1)
    coming = ahead(fitted, np.array([following]), log_sd)
    informed = _informed_day(fitted)
    status, why, needs = _status(fitted, diary, informed)
    return Learned(
        status=status,
        why=why,
        needs=needs,
        expected_kcal_d=float(known.need_kcal_d[0]),
        informed_day=informed,
        next_kcal_d=following,
        mended=_days(diary.mended[0]),
        refused=_days(diary.refused[0]),
        water_steps=_steps(fitted),
        fitted=fitted,
        **_bands(found, coming),
    )


def _bands(found: Outcome, coming: Ahead) -> dict[str, Band]:
    """The bands of the one person."""

    def only(band: Band) -> Band:
        return Band(**{name: getattr(band, name)[0] for name in Band.__dataclass_fields__})

    bands = {name: only(getattr(found, name).band()) for name in Outcome.__dataclass_fields__}
    later = {f"ahead_{n}": only(getattr(coming, n).band()) for n in Ahead.__dataclass_fields__}
    return bands | later


def _diary(weight: ArrayLike, intake: ArrayLike, complete: ArrayLike | None) -> Diary:
    """The series checked and prepared, as a batch of one."""
    weights = _series("weight_kg", weight, 1, 5000)
    eaten = _series("intake_kcal_d", intake, 0, 30000)
    whole = np.isfinite(eaten) * 1.0 if complete is None else _series("complete", complete, 0, 1)
    if not weights.size == eaten.size == whole.size:
        raise InputError("intake_kcal_d", "weight_kg, intake_kcal_d and complete differ in length.")
    require_range("days", weights.size, 1, MOST_DAYS)
    if not np.isfinite(weights).any():
        raise MissingDataError("weight_kg", "One weight at least is needed.")
    if not ((np.nan_to_num(whole) > 0) & np.isfinite(eaten)).any():
        raise MissingDataError("intake_kcal_d", "One day whose food is logged whole is needed.")
    diary = prepare(weights[None], eaten[None], np.nan_to_num(whole)[None])
    low, high = np.nanmin(diary.weight_kg), np.nanmax(diary.weight_kg)
    require_range("weight_kg", [low, high], 20, 400, hint="Is it kg or lb?")
    return diary


def _series(name: str, values: ArrayLike, low: float, high: float) -> Floats:
    """A series of finite values within range, NaN where there is none."""
    array = np.asarray(values, dtype=np.float64)
    if array.ndim != 1:
        raise InputError(name, f"{name} is one value a day, in a row.")
    require_range(name, array[~np.isnan(array)], low, high)
    return array


def recent_intake(diary: Diary) -> tuple[Floats, Floats]:
    """Mean intake of the last weeks' whole days since eating last changed, and its log's error.

    Both (person,).
    """
    span = int(constants("learned_expenditure").habit_days)
    found = []
    for row, whole in zip(diary.intake_kcal_d, diary.logged > 0, strict=True):
        at = np.flatnonzero(whole)
        found.append(last_level(row[at[at > at[-1] - span]]))
    mean = np.array([level.mean_kcal_d for level in found])
    return mean, np.array([level.log_se for level in found])


def _informed_day(fitted: Fitted) -> int | None:
    """First day, two weeks in, on which the diary told more of the need than a formula can."""
    found = []
    for x, cov in zip(fitted.full.after[:-1], fitted.full.after_cov[:-1], strict=True):
        need, slope = need_kcal_d(fitted.rows.body, x)
        found.append((need, np.einsum("ri,rij,rj->r", slope, cov, slope)))
    mean, variance = fitted.mixed(*(np.stack(column) for column in zip(*found, strict=True)))
    share = variance[:, 0] / mean[:, 0] ** 2
    c = constants("learned_expenditure")
    weights = np.cumsum(np.isfinite(fitted.rows.diary.weight_kg[0])) >= c.least_weights
    enough = weights & (np.arange(fitted.rows.diary.days) + 1 >= c.least_days)
    informed = np.flatnonzero((share < c.need_log_sd**2 / 2) & enough)
    return int(informed[0]) if informed.size else None


def _days(marks: NDArray[np.bool_]) -> tuple[int, ...]:
    return tuple(int(day) for day in np.flatnonzero(marks))


def _steps(fitted: Fitted) -> tuple[int, ...]:
    """Days of lasting shifts of water, as the likelier view of the start sees them."""
    view = int(fitted.share[:, 0].argmax())
    return _days(fitted.rows.steps[view] > 0)


def _status(
    fitted: Fitted, diary: Diary, informed: int | None
) -> tuple[Status, str, tuple[str, ...]]:
    """Status, why, and what is needed, from what the last three weeks hold."""
    c = constants("learned_expenditure")
    window = int(c.look_back_days)
    weights = int(np.isfinite(diary.weight_kg[0, -window:]).sum())
    food = int(diary.logged[0, -window:].sum())
    needs = _needs(weights, food, diary.days)
    if informed is None or diary.days < c.least_days:
        return Status.LEARNING, "The diary does not tell more than the formula yet.", needs
    if weights < c.least_weights or food < c.least_food_days:
        return Status.HOLDING, "Too little was logged lately; what was learned stands.", needs
    fresh = [d for d in _steps(fitted) if d >= diary.days - c.water_wait_days]
    if fresh:
        return Status.HOLDING, "Probably water: the weight moved faster than tissue can.", ()
    return Status.UPDATING, "Weights and food keep coming, and the estimate follows them.", ()


def _needs(weights: int, food: int, days: int) -> tuple[str, ...]:
    """What is missing, in words."""
    c = constants("learned_expenditure")
    window = int(c.look_back_days)
    found: list[str] = []
    if weights < c.least_weights:
        more = int(c.least_weights) - weights
        found.append(f"{more} more {_plural('weight', more)} within {window} days")
    if food < c.least_food_days:
        more = int(c.least_food_days) - food
        found.append(f"{more} more {_plural('day', more)} with all food logged")
    if days < c.least_days:
        more = int(c.least_days) - days
        found.append(f"{more} more {_plural('day', more)} of diary")
    return tuple(found)


def _plural(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"
