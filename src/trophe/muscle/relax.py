"""Exact relaxation between days of change: the one equation of every part of a loss."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Days `first` up to `last` on which target (particle, channel) and time constants hold."""

    first: float
    last: float
    target: NDArray[np.float64]
    tau_loss_d: NDArray[np.float64]
    tau_gain_d: NDArray[np.float64]

    def left(self, gap: NDArray[Any], since: NDArray[Any] | float) -> NDArray[np.float64]:
        """What is left of a gap (particle, ...) after some days: rising parts fill with
        `tau_loss_d`, falling ones empty with `tau_gain_d`."""
        rise, fall = (np.exp(-since / tau)[:, None] for tau in (self.tau_loss_d, self.tau_gain_d))
        return gap * np.where(gap < 0, rise, fall)


def add_relaxing(
    out: NDArray[np.float32], stretches: Sequence[Stretch], channels: Sequence[int], sign: float
) -> None:
    """Add one part, times `sign`, to the logs `out` (channel, particle, day), from 0 on day 0.

    `channels` says which channels of `out` the columns of the targets are.
    """
    level = np.zeros_like(stretches[0].target)
    for s in stretches:
        is_end = s.last >= out.shape[2] - 1
        days = np.arange(np.ceil(s.first), out.shape[2] if is_end else np.ceil(s.last))
        gap = level - s.target
        if days.size and (gap.any() or s.target.any()):
            _add_stretch(out[:, :, int(days[0]) : int(days[-1]) + 1], s, gap, days, channels, sign)
        level = s.target + s.left(gap, s.last - s.first)


def _add_stretch(
    out: NDArray[np.float32],
    s: Stretch,
    gap: NDArray[Any],
    days: NDArray[Any],
    channels: Sequence[int],
    sign: float,
) -> None:
    """Add target plus decaying gap on some days of one stretch."""
    since = (days - s.first).astype(np.float32)
    losing = gap < 0
    mixed = losing.any() and not losing.all()
    decay = _decay(since, s.tau_loss_d if losing.any() else s.tau_gain_d)
    other = _decay(since, s.tau_gain_d) if mixed else decay
    part = np.empty((len(gap), since.size), np.float32)
    for column, channel in enumerate(channels):
        mine = np.where(losing[:, column, None], decay, other) if mixed else decay
        np.multiply(mine, (sign * gap[:, column, None]).astype(np.float32), out=part)
        part += (sign * s.target[:, column, None]).astype(np.float32)
        out[channel] += part


def _decay(since: NDArray[np.float32], tau_d: NDArray[Any]) -> NDArray[np.float32]:
    """Share of a gap left on each day, (particle, day)."""
    return np.asarray(np.exp(since * (-1 / tau_d)[:, None].astype(np.float32)))
