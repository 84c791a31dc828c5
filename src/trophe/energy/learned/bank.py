"""The fit: filter and smoother under both views of how a log began, steps of water looked for.

The full fit is iterated until the states it is linearised at are its own; the daily update is a
single pass around last week's fit. Both look for lasting steps of water first, so that one does
not become a calorie correction.
"""

from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from trophe.energy.learned.diary import Diary
from trophe.energy.learned.passes import Back, Forward, Rows, back, forward
from trophe.energy.learned.start import Start
from trophe.energy.learned.states import Body
from trophe.evidence import constants

Floats = NDArray[np.float64]

Record = TypeVar("Record", Body, Diary)

MOST_STEPS = 3
ROUNDS = 3
_FOLLOWING = 3
_SEARCH_DOUBT = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """Both passes, and how likely each view of the start is: `share` (view, person).

    Rows run over views first, then people: row = view x people + person.
    """

    rows: Rows
    smooth: Back
    full: Forward
    share: Floats

    def mixed(self, mean: Floats, variance: Floats) -> tuple[Floats, Floats]:
        """Mean and variance over the views of something by row, (…, row) to (…, person)."""
        views, people = self.share.shape
        m = mean.reshape(*mean.shape[:-1], views, people)
        v = variance.reshape(m.shape)
        middle = (self.share * m).sum(axis=-2)
        return middle, (self.share * (v + (m - middle[..., None, :]) ** 2)).sum(axis=-2)


def fit(start: Start, diary: Diary, *, earlier: Fitted | None = None) -> Fitted:
    """Learns the states of every day from a whole diary.

    `earlier`, a fit of the same diary a week ago or less, makes it the daily update: the filter
    linearised there, and one round more. Steps of water are looked for as in the full fit, so
    that both see the same ones; it follows the full fit within 10 kcal/d at two thirds of the work.
    """
    views = start.mean.shape[0]
    rows = Rows(
        body=_repeated(start.body, views),
        diary=_repeated(diary, views),
        mean=start.mean.reshape(-1, start.mean.shape[-1]),
        cov=start.cov.reshape(-1, *start.cov.shape[-2:]),
        steps=np.zeros((views * diary.weight_kg.shape[0], diary.days)),
    )
    smooth = back(forward(rows, doubt=_SEARCH_DOUBT))
    for _ in range(MOST_STEPS):
        found = _step_of_water(smooth, rows)
        if not found.any():
            break
        rows = replace(rows, steps=rows.steps + found)
        smooth = back(forward(rows, doubt=_SEARCH_DOUBT))
    at = smooth.mean.copy()
    if earlier is not None:
        at[: len(earlier.smooth.mean)] = earlier.smooth.mean
    full = forward(rows, around=at)
    for _ in range(ROUNDS if earlier is None else 1):
        smooth = back(full)
        full = forward(rows, around=smooth.mean)
    smooth = back(full)
    return Fitted(rows=rows, smooth=smooth, full=full, share=_share(start, rows, full))


def _share(start: Start, rows: Rows, full: Forward) -> Floats:
    """How likely each view is, given the weights."""
    views = start.mean.shape[0]
    c = constants("learned_expenditure")
    steps = (rows.steps > 0).sum(axis=1) * np.log(c.water_step_odds)
    log = start.log_evidence + (full.log_evidence - steps).reshape(views, -1)
    likely = np.exp(log - log.max(axis=0))
    return np.asarray(likely / likely.sum(axis=0))


def _step_of_water(smooth: Back, rows: Rows) -> Floats:
    """The variance of one more step of water (row, day), where the diary speaks for one.

    The gain in log likelihood of a step of known spread at each day, against what a step a
    year must bring. One strange weight is no step: three at least must follow.
    """
    known = rows.steps
    weighed = np.isfinite(rows.diary.weight_kg)
    following = np.cumsum(weighed[:, ::-1], axis=1)[:, ::-1]
    c = constants("learned_expenditure")
    variance = c.water_step_sd**2
    score, information = smooth.score.T, smooth.information.T
    grown = 1 + variance * information
    gain = 0.5 * (score**2 * variance / grown - np.log(grown))
    gain = np.where((known > 0) | (following < _FOLLOWING), 0.0, gain)
    gain[:, 0] = 0.0
    best = gain.argmax(axis=1)
    found = np.zeros(known.shape)
    row = np.arange(len(known))
    enough = (gain[row, best] > np.log(c.water_step_odds)) & ((known > 0).sum(axis=1) < MOST_STEPS)
    found[row, best] = np.where(enough, variance, 0.0)
    return found


def _repeated(values: Record, views: int) -> Record:
    """The same people once for each view."""
    changed: dict[str, Any] = {}
    for field in fields(values):
        value = getattr(values, field.name)
        if isinstance(value, np.ndarray):
            changed[field.name] = np.concatenate([value] * views)
    return replace(values, **changed)
