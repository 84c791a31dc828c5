"""Forecasting each cluster of studies from all the others.

The posterior without a cluster is the full posterior reweighted by what the cluster's rows did
(Pareto-smoothed importance sampling), the study effects integrated out; where the smoothing says
that this fails (k above 0.7), the model is sampled again without the cluster.
"""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from trophe.fit.muscle_model import DEGREES_OF_FREEDOM, predicted, row_log_likelihood
from trophe.fit.muscle_rows import Rows
from trophe.muscle.design import Design

Params = dict[str, NDArray[Any]]
QUANTILES: Final = (0.05, 0.25, 0.5, 0.75, 0.95)
K_LIMIT: Final = 0.7
EFFECT_DRAWS: Final = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What was forecast for each row (quantiles in %), and k and elpd of each cluster."""

    quantiles: NDArray[np.float64]
    k: NDArray[np.float64]
    elpd: NDArray[np.float64]
    refitted: NDArray[np.bool_]


def part_of(rows: Rows, index: NDArray[Any]) -> Rows:
    """Some of the rows."""
    return Rows(
        effects=tuple(rows.effects[i] for i in index),
        design=rows.design.take(index),
        found=rows.found[index],
        se=rows.se[index],
        sd=rows.sd[index],
        censored=rows.censored[index],
        cluster=rows.cluster[index],
        clusters=rows.clusters,
    )


def new_study(p: Params, d: Design, many: int, rng: np.random.Generator) -> Params:
    """Effects of studies never seen, shared by the rows of one study; (many, draw, row)."""
    z = rng.standard_normal((3, many, len(p["alpha"]), 1))
    sd = np.exp(p["log_study"])[:, d.patients]
    return {
        "size": sd[..., 0] * z[0],
        "strength": sd[..., 1] * z[1],
        "regain": np.exp(p["log_study_regain"])[:, None] * z[2],
    }


def cluster_log_likelihood(
    p: Params, rows: Rows, rng: np.random.Generator, curve: str = "relax"
) -> NDArray[np.float64]:
    """Log likelihood of one cluster's rows for each draw, its study effects integrated out."""
    study = new_study(p, rows.design, EFFECT_DRAWS, rng)
    joint = row_log_likelihood(p, study, rows, curve, np).sum(axis=-1)
    top = joint.max(axis=0)
    result: NDArray[np.float64] = top + np.log(np.exp(joint - top).mean(axis=0))
    return result


def quantiles_of(
    p: Params, weight: NDArray[Any], rows: Rows, rng: np.random.Generator, curve: str = "relax"
) -> NDArray[np.float64]:
    """Forecast quantiles (row, quantile) in % of new studies' means under weighted draws."""
    study = new_study(p, rows.design, EFFECT_DRAWS, rng)
    change, sd, _ = predicted(p, study, rows, curve, np)
    noise = rng.standard_t(DEGREES_OF_FREEDOM, change.shape)
    pct = 100 * np.expm1(change + sd * noise)
    each = np.broadcast_to(weight, change.shape[:2]).ravel()
    return np.array([weighted_quantile(pct[..., j].ravel(), each) for j in range(pct.shape[-1])])


def weighted_quantile(values: NDArray[Any], weight: NDArray[Any]) -> NDArray[np.float64]:
    """The five quantiles of weighted draws."""
    order = np.argsort(values)
    below = np.cumsum(weight[order])
    middle = (below - 0.5 * weight[order]) / below[-1]
    return np.asarray(np.interp(QUANTILES, middle, values[order]))


def leave_out(
    p: Params,
    rows: Rows,
    forecast: Rows,
    refit: Callable[[NDArray[Any], int], Params] | None = None,
    *,
    curve: str = "relax",
    seed: int = 1,
) -> LeftOut:
    """Each cluster forecast from the others.

    `p` are draws of the full posterior, `rows` what was fitted, `forecast` the same rows as a
    forecast sees them, `refit(weight, seed)` samples again without the rows of weight 0.
    """
    rng = np.random.default_rng(seed)
    many = len(rows.clusters)
    quantiles = np.full((len(rows.effects), len(QUANTILES)), np.nan)
    k, elpd, again = np.zeros(many), np.zeros(many), np.zeros(many, bool)
    for i in range(many):
        mine = np.flatnonzero(rows.cluster == i)
        part = part_of(rows, mine)
        log_lik = cluster_log_likelihood(p, part, rng, curve)
        weight, k[i] = smoothed_weights(-log_lik)
        draws = p
        if k[i] > K_LIMIT and refit is not None:
            draws, again[i] = refit((rows.cluster != i).astype(float), i), True
            log_lik = cluster_log_likelihood(draws, part, rng, curve)
            weight = np.full(len(log_lik), 1 / len(log_lik))
        top = log_lik.max()
        elpd[i] = top + np.log(np.sum(weight * np.exp(log_lik - top)))
        quantiles[mine] = quantiles_of(draws, weight, part_of(forecast, mine), rng, curve)
    return LeftOut(quantiles=quantiles, k=k, elpd=elpd, refitted=again)


def forecast_without(
    rows: Rows,
    forecast: Rows,
    refit: Callable[[NDArray[Any], int], Params],
    *,
    curve: str = "relax",
    seed: int = 1,
) -> LeftOut:
    """Each cluster forecast from a refit without it; `refit(weight, seed)` gives the draws."""
    rng, many = np.random.default_rng(seed), len(rows.clusters)
    quantiles = np.full((len(rows.effects), len(QUANTILES)), np.nan)
    elpd = np.zeros(many)
    for i in range(many):
        mine = np.flatnonzero(rows.cluster == i)
        draws = refit((rows.cluster != i).astype(float), i)
        log_lik = cluster_log_likelihood(draws, part_of(rows, mine), rng, curve)
        elpd[i] = log_lik.max() + np.log(np.mean(np.exp(log_lik - log_lik.max())))
        weight = np.ones(len(log_lik))
        quantiles[mine] = quantiles_of(draws, weight, part_of(forecast, mine), rng, curve)
    again = np.ones(many, bool)
    return LeftOut(quantiles=quantiles, k=np.full(many, np.nan), elpd=elpd, refitted=again)


def smoothed_weights(log_ratio: NDArray[Any]) -> tuple[NDArray[np.float64], float]:
    """Pareto-smoothed importance weights, normalised, and the shape k of their tail."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import arviz

        log_weight, k = arviz.psislw(np.asarray(log_ratio, float))  # type: ignore[no-untyped-call]
    weight = np.exp(np.asarray(log_weight))
    return weight / weight.sum(), float(k)
