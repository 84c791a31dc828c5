"""Scores of forecasts of left-out studies, against two baselines that see the same rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trophe.evidence.studies import Effect
from trophe.evidence.vocabulary import Censoring


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How a set of rows was forecast; errors and widths in points of %."""

    name: str
    n: int
    error: float
    rate_error: float
    mean_error: float
    rmse: float
    covered_90: float
    covered_50: float
    width_90: float
    interval_score: float

    @property
    def ratio(self) -> float:
        """Error over that of the better baseline."""
        return self.error / min(self.rate_error, self.mean_error)


def kind_word(effect: Effect) -> str:
    """size, strength or bone; lean mass counts as size."""
    return "size" if effect.quantity.value == "lean" else effect.quantity.value


def scored(effects: Sequence[Effect]) -> NDArray[np.bool_]:
    """Rows that are scored: printed or derived figures (a printed "restored" counts as 0)."""
    return np.array([e.censoring is not Censoring.NO_SIGNIFICANT_CHANGE for e in effects])


def baselines(
    effects: Sequence[Effect], left_out: Sequence[Any]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Constant %/day per condition, and training mean per condition, without the own study.

    Both are per kind of measure and phase. Where no other study of the condition exists they fall
    back on all conditions. `left_out` names what is left out together with each row.
    """
    ok, change = scored(effects), np.array([e.change_pct for e in effects], float)
    day = np.array([e.day for e in effects], float)
    rate, mean = np.full(len(effects), np.nan), np.full(len(effects), np.nan)
    kinds: list[tuple[str, ...]] = [(kind_word(e),) for e in effects]
    coarse = [(*kind, str(e.phase)) for kind, e in zip(kinds, effects, strict=True)]
    fine = [(e.arm.cause, *key) for e, key in zip(effects, coarse, strict=True)]
    for i in range(len(effects)):
        for keys in (fine, coarse, kinds):
            others = [
                j
                for j in range(len(effects))
                if ok[j] and left_out[j] != left_out[i] and keys[j] == keys[i]
            ]
            if others:
                break
        t, y = day[others], change[others]
        if others:
            rate[i], mean[i] = day[i] * (t @ y) / (t @ t), y.mean()
    return rate, mean


def score(
    name: str,
    found: NDArray[Any],
    quantiles: NDArray[Any],
    baseline: tuple[NDArray[Any], NDArray[Any]],
    rows: NDArray[Any],
) -> Score:
    """The scores of some rows."""
    y, q = found[rows], quantiles[rows]
    error = np.abs(q[:, 2] - y)
    low, high = q[:, 0], q[:, 4]
    missed = np.maximum(low - y, 0) + np.maximum(y - high, 0)
    return Score(
        name=name,
        n=int(rows.sum()),
        error=float(error.mean()),
        rate_error=float(np.abs(baseline[0][rows] - y).mean()),
        mean_error=float(np.abs(baseline[1][rows] - y).mean()),
        rmse=float(np.sqrt((error**2).mean())),
        covered_90=float(((y >= low) & (y <= high)).mean()),
        covered_50=float(((y >= q[:, 1]) & (y <= q[:, 3])).mean()),
        width_90=float((high - low).mean()),
        interval_score=float((high - low + 2 / 0.1 * missed).mean()),
    )
