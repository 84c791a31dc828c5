"""A bracketed root finder for many rising functions at once.

One run of the model costs nearly the same for one intake as for a dozen, so each round asks for
a handful of points and narrows the bracket by far more than a bisection would.
"""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_FIRST: Final = np.linspace(0.0, 1.0, 9)
_AROUND: Final = np.array([-0.1, -0.01, -1e-4, 0.0, 1e-4, 0.01, 0.1])
_ROUNDS: Final = 12


def solve_rising(
    function: Callable[[Floats], Floats],
    low: Floats,
    high: Floats,
    target: Floats,
    *,
    tolerance: float,
) -> Floats:
    """Where rising functions meet their targets.

    Parameters
    ----------
    function : maps (point, n) arguments to (point, n) values, each column rising. NaN says that
        a run failed: below the first number it counts as too low, above it as too high.
    low, high, target : (n,) brackets and targets.
    tolerance : largest distance to the target that is accepted.

    Returns
    -------
    (n,) arguments. Where the bracket does not hold the target, the nearer end; its value then
    tells that the target is out of reach.
    """
    x = low + (high - low) * _FIRST[:, None]
    for _ in range(_ROUNDS):
        y = _without_gaps(function(x) - target)
        low, high, guess = _narrowed(x, y)
        if (np.abs(y).min(axis=0) <= tolerance).all() or (high - low <= 1e-9 * high).all():
            break
        x = np.clip(guess + (high - low) * _AROUND[:, None], low, high)
        x = np.concatenate((low[None], np.sort(x, axis=0), high[None]))
    return guess


def _without_gaps(y: Floats) -> Floats:
    """NaN replaced by the infinity of its side."""
    if not np.isnan(y).any():
        return y
    seen = np.maximum.accumulate(~np.isnan(y), axis=0)
    return np.where(np.isnan(y), np.where(seen, np.inf, -np.inf), y)


def _narrowed(x: Floats, y: Floats) -> tuple[Floats, Floats, Floats]:
    """The segment in which y changes sign, and the best guess of where."""
    column = np.arange(x.shape[1])
    above = np.clip((y < 0).sum(axis=0), 1, len(x) - 1)
    low, high = x[above - 1, column], x[above, column]
    y_low, y_high = y[above - 1, column], y[above, column]
    straight = _secant(low, high, y_low, y_high)
    third = np.where(above >= 2, above - 2, np.minimum(above + 1, len(x) - 1))
    curved = _inverse_parabola((low, high, x[third, column]), (y_low, y_high, y[third, column]))
    inside = (curved > low) & (curved < high)
    return low, high, np.where(inside, curved, straight)


def _secant(low: Floats, high: Floats, y_low: Floats, y_high: Floats) -> Floats:
    """Straight-line root, at an end where the target lies outside, halfway where a run failed."""
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.clip(-y_low / (y_high - y_low), 0.0, 1.0)
    share = np.where(np.isfinite(y_low) & np.isfinite(y_high), share, 0.5)
    share = np.where(y_low >= 0, 0.0, np.where(y_high < 0, 1.0, share))
    return low + share * (high - low)


def _inverse_parabola(x: tuple[Floats, ...], y: tuple[Floats, ...]) -> Floats:
    """x at y = 0 on the parabola x(y) through three points; NaN where they do not make one."""
    (a, b, c), (fa, fb, fc) = x, y
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(
            a * fb * fc / ((fa - fb) * (fa - fc))
            + b * fa * fc / ((fb - fa) * (fb - fc))
            + c * fa * fb / ((fc - fa) * (fc - fb))
        )
