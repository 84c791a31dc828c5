"""Levels of eating: what was eaten before, around and after a change that the diary may hold.

A window of days has one level or two, and where the second begins is not known. Every place gets
its share of belief (the evidence of two normal levels against one), and levels are means over
these shares: no day on which a change is suddenly believed.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from trophe.evidence import constants

Floats = NDArray[np.float64]

_SHORTEST: Final = 3


@dataclass(frozen=True, slots=True)
class Level:
    """A level of eating: mean, kcal/d, and the standard error of its logarithm.

    `change` is how likely the window holds a change.
    """

    mean_kcal_d: float
    log_se: float
    change: float


@dataclass(frozen=True, slots=True)
class _Splits:
    """Ways to read a window: no change (first entry), or one after `before` days.

    `share` of belief; `first`, `then` the levels before and after, and how many days each has.
    """

    share: Floats
    before: NDArray[np.int64]
    first: Floats
    then: Floats
    count: int
    spread: float


def first_level(values: Floats) -> Level:
    """The level with which a window (day,) of whole days begins."""
    s = _splits(values)
    return _level(s, s.first, s.before)


def last_level(values: Floats) -> Level:
    """The level with which a window (day,) of whole days ends."""
    s = _splits(values)
    return _level(s, s.then, np.where(s.before == s.count, s.count, s.count - s.before))


def level_between(values: Floats, earlier: int) -> Level:
    """The level of a day that has `earlier` of a window's whole days before it."""
    s = _splits(values)
    side = np.sign(s.before - earlier)  # 1: the change comes later
    mean = np.where(side > 0, s.first, np.where(side < 0, s.then, (s.first + s.then) / 2))
    mean[0] = s.first[0]
    return _level(s, mean, np.minimum(s.before, s.count))


def _level(s: _Splits, means: Floats, counts: NDArray[np.int64]) -> Level:
    """The mean over the ways to read a window."""
    mean = float(s.share @ means)
    safe = max(mean, 1.0)
    between = float(s.share @ (means / safe - mean / safe) ** 2)
    within = float(s.share @ (s.spread**2 / counts))
    return Level(mean, float(np.sqrt(between + within)), float(1 - s.share[0]))


def _splits(values: Floats) -> _Splits:
    """All ways to read a window, with their share of belief."""
    c = constants("learned_expenditure")
    n, mean = values.size, float(values.mean())
    before = np.arange(_SHORTEST, n - _SHORTEST + 1)
    total = np.cumsum(values)
    first = total[before - 1] / before
    then = (total[-1] - total[before - 1]) / (n - before)
    safe = max(mean, 1.0)
    squares = float(((values - mean) ** 2).sum())
    weight = before * (n - before) / n
    explained = weight * (first - then) ** 2
    left = max(squares - (explained.max() if before.size else 0.0), 0.0)
    spread = max(float(np.sqrt(left / max(n - 2, 1))) / safe, c.least_day_spread)
    ratio = weight * (c.change_sd / spread) ** 2
    log = 0.5 * explained / (spread * safe) ** 2 * ratio / (1 + ratio) - 0.5 * np.log1p(ratio)
    odds = c.change_probability / (1 - c.change_probability) / max(before.size, 1)
    belief = np.concatenate([[0.0], log + np.log(odds)])
    share = np.exp(belief - belief.max())
    return _Splits(
        share / share.sum(),
        np.concatenate([[n], before]),
        np.concatenate([[mean], first]),
        np.concatenate([[mean], then]),
        n,
        spread,
    )
