"""Two stretches of one person's days compared: the difference and how sure it is (N-of-1).

Days are not apart from each other: a heavy day follows a heavy day. A plain t-test counts them as
if each were new, and is too sure. Here readings are noise of their own plus a part that remembers
the day before (first-order autoregression); the memory and the share of the noise are not known,
so that all of them are averaged over by how well they explain the readings.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trophe.errors import InputError, MissingDataError
from trophe.evidence import constants

Floats = NDArray[np.float64]
SET: Final = "phase_comparison"
_MEMORIES: Final = 18
_NOISES: Final = 5
_WEEK: Final = 7.0
_HALVINGS: Final = 50


class About(StrEnum):
    """What is compared: how high readings are, or how fast they change in a week."""

    LEVEL = "level"
    PACE = "pace"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The second stretch less the first, in the readings' unit (a week, for a pace).

    difference : the middle. low, high : 90 % of what is possible lies between. probability_up :
    that the true difference is above zero. first, second : level (or pace) of each. n_first,
    n_second : days with a reading. worth_days : how many independent days would say as much about
    the difference as all of them together.
    """

    about: About
    first: float
    second: float
    difference: float
    low: float
    high: float
    probability_up: float
    n_first: int
    n_second: int
    worth_days: float

    @property
    def is_beyond_chance(self) -> bool:
        """Whether the interval leaves out no difference at all."""
        return self.low > 0 or self.high < 0


def compare(
    first: Sequence[tuple[float, float]],
    second: Sequence[tuple[float, float]],
    *,
    about: About = About.LEVEL,
) -> Comparison:
    """The second stretch against the first.

    Parameters
    ----------
    first, second : (day, value) pairs, days counted from anywhere, gaps and several readings a
        day (their mean counts) allowed; the stretches may not share days' span.
    about : the level, or the pace (change in a week).

    Raises
    ------
    MissingDataError
        Too few days with a reading, named by stretch.
    InputError
        Stretches that overlap, span more than 800 days, readings that do not differ at all, or
        that are not finite.

    References
    ----------
    Tang 2020, doi:10.1371/journal.pone.0228077 (serial correlation in N-of-1). Evidence set
    ``phase_comparison``. Flat in level, pace, share of noise, and the logarithms of memory and
    scatter: for each memory the difference is Student's t around generalised least squares,
    and memories are weighted by their marginal likelihood (Chib 1994, for such errors).
    """
    day, value, is_second = _joined(first, second, about)
    n_first = int((~is_second).sum())
    design, contrast = _design(day, is_second, about)
    grid = _grid()
    fits = _fits(day, value, design, contrast, grid)
    weight = _weights(fits)
    lowest, highest = _interval(fits, weight)
    middle = _quantile(fits, weight, 0.5)
    levels = np.sum(weight[:, None] * fits.beta, axis=0)
    start = levels[0] if about is About.LEVEL else levels[2] * _WEEK
    return Comparison(
        about=about,
        first=float(start),
        second=float(start + middle),
        difference=middle,
        low=lowest,
        high=highest,
        probability_up=1.0 - _below(fits, weight, 0.0),
        n_first=n_first,
        n_second=int(is_second.sum()),
        worth_days=_worth(fits, weight, day.size),
    )


def _joined(
    first: Sequence[tuple[float, float]], second: Sequence[tuple[float, float]], about: About
) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Both stretches in the order of days, one reading a day, checked."""
    c = constants(SET)
    least = int(c.least_readings if about is About.LEVEL else c.least_pace_readings)
    parts = [_daily(name, pairs) for name, pairs in (("first", first), ("second", second))]
    for name, (days, _) in zip(("first", "second"), parts, strict=True):
        if days.size < least:
            raise MissingDataError(
                name,
                f"The {name} stretch has {days.size} days with a reading; {least} are needed.",
            )
    order = sorted((0, 1), key=lambda i: parts[i][0][0])
    earlier, later = parts[order[0]], parts[order[1]]
    if later[0][0] <= earlier[0][-1]:
        raise InputError("second", "The two stretches overlap; choose days that do not.")
    day = np.concatenate([earlier[0], later[0]])
    if day[-1] - day[0] > c.most_days:
        raise InputError("second", f"The stretches span more than {c.most_days:g} days.")
    value = np.concatenate([earlier[1], later[1]])
    is_second = np.repeat([order[0] == 1, order[1] == 1], [earlier[0].size, later[0].size])
    if np.ptp(value) == 0 or all(np.ptp(part[1]) == 0 for part in parts):
        text = "The readings do not differ within either stretch, so chance cannot be judged."
        raise InputError("first", text)
    return day, value, is_second


def _daily(name: str, pairs: Sequence[tuple[float, float]]) -> tuple[Floats, Floats]:
    """Days in order, each with the mean of its readings."""
    table = np.asarray(sorted(pairs), dtype=np.float64).reshape(-1, 2)
    if not np.isfinite(table).all():
        raise InputError(name, f"{name}: a day or a value is not a number.")
    days, place = np.unique(table[:, 0], return_inverse=True)
    sums = np.bincount(place, weights=table[:, 1], minlength=days.size)
    counts = np.bincount(place, minlength=days.size)
    return days, sums / np.maximum(counts, 1)


def _design(day: Floats, is_second: NDArray[np.bool_], about: About) -> tuple[Floats, Floats]:
    """Columns of the regression, and what makes the difference of them."""
    level = np.stack([~is_second, is_second], axis=1).astype(np.float64)
    if about is About.LEVEL:
        return level, np.array([-1.0, 1.0])
    centred = np.stack(
        [(day - day[part].mean()) * part for part in (~is_second, is_second)], axis=1
    )
    return np.hstack([level, centred]), np.array([0.0, 0.0, -_WEEK, _WEEK])


def _grid() -> Floats:
    """(cell, 2): correlations of a day with the next, and shares of noise, held possible."""
    c = constants(SET)
    shortest_d, longest_d = c.memory_d
    memory = np.exp(-1.0 / np.geomspace(shortest_d, longest_d, _MEMORIES))
    noise = np.linspace(0.0, c.noise_most, _NOISES)
    return np.array([(m, n) for m in (0.0, *memory) for n in noise])


@dataclass(frozen=True, slots=True)
class _Fits:
    """One fit a cell of the grid: (cell, ...)."""

    beta: Floats
    centre: Floats
    scale: Floats
    log_evidence: Floats
    spread: Floats
    freedom: int


def _fits(day: Floats, value: Floats, design: Floats, contrast: Floats, grid: Floats) -> _Fits:
    """Generalised least squares for every cell at once."""
    scale = float(np.std(value))
    white, log_det = _whitened(day, np.column_stack([value / scale, design]), grid)
    y, x = white[..., 0], white[..., 1:]
    gram = np.einsum("cni,cnj->cij", x, x)
    cross = np.einsum("cni,cn->ci", x, y)
    beta = np.linalg.solve(gram, cross[..., None])[..., 0]
    left = np.maximum(np.einsum("cn,cn->c", y, y) - np.einsum("ci,ci->c", cross, beta), 1e-12)
    freedom = value.size - design.shape[1]
    variance = left / freedom
    by = np.linalg.solve(gram, np.broadcast_to(contrast[:, None], (*gram.shape[:2], 1)))[..., 0]
    evidence = -0.5 * (log_det + np.linalg.slogdet(gram)[1] + freedom * np.log(left))
    return _Fits(
        beta=beta * scale,
        centre=beta @ contrast * scale,
        scale=np.sqrt(variance * (by @ contrast)) * scale,
        log_evidence=evidence,
        spread=np.sqrt(variance) * scale,
        freedom=freedom,
    )


def _whitened(day: Floats, columns: Floats, grid: Floats) -> tuple[Floats, Floats]:
    """(cell, day, column): columns with the memory taken out, and log det of the covariance.

    A Kalman filter of a remembered part of variance 1 - noise, seen with noise, total variance 1.
    """
    memory, noise = grid[:, 0], grid[:, 1]
    cells = grid.shape[0]
    state = np.zeros((cells, columns.shape[1]))
    doubt = 1.0 - noise
    white = np.empty((cells, *columns.shape))
    log_det = np.zeros(cells)
    for i, row in enumerate(columns):
        if i:
            kept = memory ** (day[i] - day[i - 1])
            state = state * kept[:, None]
            doubt = doubt * kept**2 + (1.0 - noise) * (1.0 - kept**2)
        total = doubt + noise
        surprise = row - state
        white[:, i] = surprise / np.sqrt(total)[:, None]
        log_det += np.log(total)
        gain = doubt / total
        state = state + gain[:, None] * surprise
        doubt = doubt * (1.0 - gain)
    return white, log_det


def _weights(fits: _Fits) -> Floats:
    """How likely each cell is, given the readings; they sum to 1."""
    raw = np.exp(fits.log_evidence - fits.log_evidence.max())
    weights: Floats = raw / raw.sum()
    return weights


def _below(fits: _Fits, weight: Floats, at: float) -> float:
    """Probability of a difference below `at`."""
    from scipy.special import stdtr

    return float(weight @ stdtr(fits.freedom, (at - fits.centre) / fits.scale))


def _quantile(fits: _Fits, weight: Floats, share: float) -> float:
    """The difference below which this share of the probability lies, by halving."""
    reach = 60.0 * float(fits.scale.max())
    low, high = float(fits.centre.min()) - reach, float(fits.centre.max()) + reach
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if _below(fits, weight, middle) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _interval(fits: _Fits, weight: Floats) -> tuple[float, float]:
    """The ends of the 90 % interval."""
    tail = (1.0 - constants(SET).level) / 2
    return _quantile(fits, weight, tail), _quantile(fits, weight, 1.0 - tail)


def _worth(fits: _Fits, weight: Floats, n: int) -> float:
    """Days without memory whose difference would be as sure as this one, at most all of them."""
    plain = fits.scale[0] ** 2 * n  # the first cell has no memory
    return float(np.clip(plain / float(weight @ fits.scale**2), 1.0, n))


def points(day: ArrayLike, value: ArrayLike) -> list[tuple[float, float]]:
    """Pairs of day and value without the days that have none."""
    days, values = np.asarray(day, dtype=np.float64), np.asarray(value, dtype=np.float64)
    return [(float(d), float(v)) for d, v in zip(days, values, strict=True) if np.isfinite(v)]
