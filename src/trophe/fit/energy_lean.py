"""Calibrates the lean side of the energy model on trials of weight change.

Five parameters (`PARAMETERS`), each with a prior of the set ``energy_lean_priors``, and one share
of adherence for each arm that lived freely. Student-t errors; the mode by reweighted Gauss-Newton
steps, the spread from the curvature at the mode (Laplace). Trials whose intake is not known count
only by how their weight change splits.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from trophe.energy import Preset, preset
from trophe.energy.presets import CALIBRATED
from trophe.errors import FitError
from trophe.evidence import constants
from trophe.fit.energy_data import Trials

Floats = NDArray[np.float64]
PARAMETERS: Final = tuple(CALIBRATED)
ON_LOG: Final = np.array(tuple(CALIBRATED.values()))
ROUNDS: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """Mode and spread of the parameters, on the scale they are fitted on (log where `ON_LOG`).

    `mean` (parameter,), `covariance` (parameter, parameter), `adherence` (row,) with 1 for arms
    that were confined.
    """

    mean: Floats
    covariance: Floats
    adherence: Floats

    @property
    def values(self) -> dict[str, float]:
        """The parameters in their own units."""
        natural = np.where(ON_LOG, np.exp(self.mean), self.mean)
        return dict(zip(PARAMETERS, natural.tolist(), strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Problem:
    """Trials with the errors and priors of a fit."""

    trials: Trials
    start: Preset
    prior_mean: Floats
    prior_sd: Floats
    adherence_mean: Floats
    adherence_sd: Floats
    observed: Floats  # (row, 2): weight and fat-free mass
    error: Floats

    @classmethod
    def of(cls, trials: Trials) -> "_Problem":
        c = constants("energy_lean_priors")
        split_only = trials.has_role("partition")
        weight = trials.observed[:, :1]
        error = np.sqrt(c.error_kg**2 + (c.error_share * weight) ** 2).repeat(2, axis=1)
        error[split_only, 0] = c.pinned_error_kg
        free_sd = np.where(trials.is_free, c.adherence_sd, 1e-3)
        return cls(
            trials=trials,
            start=starting_preset(),
            prior_mean=np.array(
                [
                    np.log(c.partition_factor),
                    np.log(c.fluid_factor),
                    c.protein_lean_share,
                    c.training_lean_share,
                    np.log(c.lean_response),
                ]
            ),
            prior_sd=np.array(
                [
                    c.partition_log_sd,
                    c.fluid_log_sd,
                    c.protein_lean_sd,
                    c.training_lean_sd,
                    c.lean_response_log_sd,
                ]
            ),
            adherence_mean=np.where(trials.is_free & ~split_only, c.adherence, 1.0),
            adherence_sd=np.where(split_only, 1.0, free_sd),
            observed=trials.observed[:, [0, 2]],
            error=error,
        )

    def residuals(self, parameters: Floats, adherence: Floats) -> Floats:
        """(row, 2) residuals over their error; 0 where nothing was told."""
        changes = self.trials.run(with_parameters(self.start, parameters), adherence)[:, [0, 2]]
        found = (changes - self.observed) / self.error
        if np.isnan(changes).any():
            raise FitError("A trial left the model's ground during the fit.")
        return np.nan_to_num(found, nan=0.0)


def starting_preset() -> Preset:
    """The published model with what the calibration takes from elsewhere."""
    c = constants("energy_trophe")
    return replace(
        preset("hall2011"),
        sodium_with_intake_mg_d=c.sodium_with_intake,
        ageing_kcal_d_y=c.ageing,
        protein_reference_g_kg_d=c.protein_reference,
        protein_enough_g_kg_d=c.protein_enough,
    )


def with_parameters(start: Preset, parameters: Floats) -> Preset:
    """A preset with these parameters, given on the scale of the fit."""
    natural = np.where(ON_LOG, np.exp(parameters), parameters)
    return replace(start, **dict(zip(PARAMETERS, natural.tolist(), strict=True)))


def fit(trials: Trials, warm: Fit | None = None, without: tuple[str, ...] = ()) -> Fit:
    """Mode and spread of the parameters on these trials.

    `warm` starts from an earlier fit; `without` names parameters that are held at no effect.
    FitError where the steps do not settle.
    """
    problem = _Problem.of(trials)
    held = np.array([name in without for name in PARAMETERS])
    problem = replace(
        problem,
        prior_mean=np.where(held, 0.0, problem.prior_mean),
        prior_sd=np.where(held, 1e-6, problem.prior_sd),
    )
    parameters = problem.prior_mean if warm is None else warm.mean
    adherence = problem.adherence_mean.copy()
    for _ in range(ROUNDS):
        step, stretch, curvature = _step(problem, parameters, adherence)
        length = min(1.0, 0.5 / max(float(np.abs(step / problem.prior_sd).max()), 1e-12))
        parameters = parameters + length * step
        adherence = np.clip(adherence + length * stretch, 0.0, 3.0)
        if np.abs(step / problem.prior_sd).max() < 1e-3:
            covariance = np.asarray(np.linalg.inv(curvature), dtype=np.float64)
            return Fit(mean=parameters, covariance=covariance, adherence=adherence)
    raise FitError(f"The calibration did not settle within {ROUNDS} rounds.")


def _step(p: _Problem, parameters: Floats, adherence: Floats) -> tuple[Floats, Floats, Floats]:
    """One Gauss-Newton step of parameters and adherence, and the curvature of the parameters.

    Each arm has an adherence of its own, so that it can be solved for arm by arm first.
    """
    here = p.residuals(parameters, adherence)
    degrees = constants("energy_lean_priors").t_degrees
    weight = (degrees + 1) / (degrees + here**2)  # of a Student t, by reweighting
    slopes = np.stack(
        [(p.residuals(moved, adherence) - here) / size for moved, size in _moved(p, parameters)]
    )
    own = (p.residuals(parameters, adherence + 1e-3) - here) / 1e-3
    own_precision = (weight * own**2).sum(1) + 1 / p.adherence_sd**2
    own_pull = (weight * own * here).sum(1) + (adherence - p.adherence_mean) / p.adherence_sd**2
    cross = np.einsum("prk,rk->pr", slopes, weight * own)
    curvature = np.einsum("prk,qrk,rk->pq", slopes, slopes, weight) + np.diag(1 / p.prior_sd**2)
    curvature -= np.einsum("pr,qr,r->pq", cross, cross, 1 / own_precision)
    pull = np.einsum("prk,rk->p", slopes, weight * here)
    pull += (parameters - p.prior_mean) / p.prior_sd**2
    step = -np.linalg.solve(curvature, pull - cross @ (own_pull / own_precision))
    return step, -(own_pull + cross.T @ step) / own_precision, curvature


def _moved(p: _Problem, parameters: Floats) -> list[tuple[Floats, float]]:
    """Parameters with one of them moved a little, and by how much."""
    sizes = 1e-2 * p.prior_sd
    return [(parameters + size * unit, size) for size, unit in zip(sizes, np.eye(5), strict=True)]


def leave_one_series_out(trials: Trials, whole: Fit, without: tuple[str, ...] = ()) -> Floats:
    """(row, 3) predicted changes of each series by parameters that never saw it.

    Intake counts as told; where it is not known, the adherence that gives the observed weight.
    """
    predicted = np.full((trials.day.size, 3), np.nan)
    for series in np.unique(trials.series):
        out = trials.series == series
        others = fit(rows(trials, ~out), whole, without)
        model = with_parameters(starting_preset(), others.mean)
        predicted[out] = predict(rows(trials, out), model)
    return predicted


def predict(trials: Trials, model: Preset) -> Floats:
    """(row, 3) changes under a preset; arms whose intake is not known follow their weight."""
    adherence = np.ones(trials.day.size)
    split_only = trials.has_role("partition")
    if split_only.any():
        adherence[split_only] = _following(rows(trials, split_only), model)
    return trials.run(model, adherence)


def _following(trials: Trials, model: Preset) -> Floats:
    """The adherence that gives the observed weights, by Newton's steps."""
    adherence = np.ones(trials.day.size)
    for _ in range(20):
        gap = trials.run(model, adherence)[:, 0] - trials.observed[:, 0]
        beside = trials.run(model, adherence + 1e-3)[:, 0] - trials.observed[:, 0]
        adherence = adherence - gap * 1e-3 / (beside - gap)
    return adherence


def rows(trials: Trials, chosen: NDArray[np.bool_]) -> Trials:
    """Some rows of the trials."""
    index = np.flatnonzero(chosen)
    names = ("told", "protein_g_kg_d", "training", "day", "observed")
    people = {f: getattr(trials.people, f) for f in trials.people.__dataclass_fields__}
    return replace(
        trials,
        **{name: getattr(trials, name)[index] for name in names},
        arms=tuple(trials.arms[i] for i in index),
        outcomes=tuple(trials.outcomes[i] for i in index),
        people=trials.people.with_(**{k: v[index] for k, v in people.items() if v.ndim}),
    )
