"""Refitting without a cluster in a second or two: the mode and its curvature.

In the non-centred form the posterior is close to normal. The scales of the hierarchy keep the
draws of the full posterior; all other dimensions are drawn from the normal distribution at the
mode without the cluster. docs/validation.md compares this with sampling again.
"""

from functools import cache, cached_property
from typing import Any, Final

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from trophe.fit.muscle_model import (
    DEGREES_OF_FREEDOM,
    Layout,
    log_density,
    parameters,
    predicted,
    study_effects,
)
from trophe.fit.muscle_rows import Rows
from trophe.fit.muscle_sample import Posterior

SCALES: Final = (
    *("cause_sd", "interaction_sd", "drive_sd", "log_sd_floor", "log_sd_share"),
    *("log_sd_critical", "log_noise", "log_noise_share", "log_noise_fibre"),
    *("log_noise_treated", "log_study", "log_study_regain"),
)


class Laplace:
    """Draws of all parameters with some rows left out, near a full posterior.

    `scales_z` (draw, dimension) are draws of the full posterior.
    """

    def __init__(self, rows: Rows, scales_z: NDArray[Any], curve: str = "relax") -> None:
        self.rows, self.z, self.curve = rows, scales_z, curve
        self.layout = Layout(len(rows.clusters))
        everything = np.ones(len(rows.effects))
        self._start, self._root = np.zeros(int(self.free.sum())), np.eye(int(self.free.sum()))
        for _ in range(2):
            self._start = self._mode(everything, self._start)
            self._root = _inverse_root(self._curvature(self._start, everything))

    @cached_property
    def free(self) -> NDArray[np.bool_]:
        """Which dimensions are not scales of the hierarchy."""
        free, at = np.ones(self.layout.size, bool), 0
        for name, block in self.layout.blocks.items():
            free[at : at + block.loc.size] = name not in SCALES
            at += block.loc.size
        return free

    @cached_property
    def _functions(self) -> tuple[Any, Any]:
        """Value with gradient of the negative log density, and what the rows' curvature is made
        of: slopes of the predictions (row, free dimension) and their scatter (row,)."""
        at, base = np.flatnonzero(self.free), jnp.asarray(self.z.mean(axis=0))

        def loss(free_z: Any, weight: Any) -> Any:
            z = base.at[at].set(free_z)
            return -log_density(z, self.rows, weight, self.curve)

        def both(free_z: Any) -> Any:
            raw, effects = self.layout.split(base.at[at].set(free_z))
            p = parameters(raw)
            study = study_effects(p, effects, self.rows)
            return predicted(p, study, self.rows, self.curve)[:2]

        slopes = jax.jit(lambda z: (jax.jacrev(lambda one: both(one)[0])(z), both(z)[1]))
        return jax.jit(jax.value_and_grad(loss)), slopes

    def _curvature(self, mode: NDArray[Any], weight: NDArray[Any]) -> NDArray[np.float64]:
        """Expected information of the rows (Student t) plus that of the standard normal prior."""
        slopes, sd = (np.asarray(x) for x in self._functions[1](jnp.asarray(mode)))
        nu = DEGREES_OF_FREEDOM
        information = weight * (nu + 1) / (nu + 3) / sd**2
        return np.asarray(np.eye(len(mode)) + (slopes.T * information) @ slopes)

    def _mode(self, weight: NDArray[Any], start: NDArray[Any]) -> NDArray[np.float64]:
        """The most probable free dimensions.

        Sought in the units of the full posterior's spread (`_root`), in which the density is
        nearly round, so that a few tens of steps are enough.
        """
        from scipy import optimize

        minimize: Any = optimize.minimize

        def both(u: NDArray[Any]) -> tuple[float, NDArray[np.float64]]:
            value, gradient = self._functions[0](start + self._root @ u, weight)
            return float(value), self._root.T @ np.asarray(gradient, float)

        options = {"maxiter": 400, "maxcor": 20}
        found = minimize(both, np.zeros(len(start)), jac=True, method="L-BFGS-B", options=options)
        return np.asarray(start + self._root @ found.x)

    def draws(self, weight: NDArray[Any], seed: int) -> dict[str, NDArray[np.float64]]:
        """Parameters (draw, ...) with the rows of weight 0 left out."""
        mode = self._mode(weight, self._start)
        lower = np.linalg.cholesky(self._curvature(mode, weight))
        noise = np.random.default_rng(seed).standard_normal((len(self.z), len(mode)))
        z = self.z.copy()
        z[:, self.free] = mode + np.linalg.solve(lower.T, noise.T).T
        return draws_of(z, self.layout)


def _inverse_root(curvature: NDArray[Any]) -> NDArray[np.float64]:
    """A matrix R with R R^T the inverse of the curvature."""
    lower = np.linalg.cholesky(curvature)
    return np.asarray(np.linalg.solve(lower.T, np.eye(len(lower))))


@cache
def _all_parameters(many_clusters: int) -> Any:
    """The compiled function from draws of the one vector to parameters."""
    layout = Layout(many_clusters)
    return jax.jit(jax.vmap(lambda one: parameters(layout.split(one)[0])))


def draws_of(z: NDArray[Any], layout: Layout) -> dict[str, NDArray[np.float64]]:
    """The parameters of some draws of the one vector."""
    made = _all_parameters(layout.many_clusters)(jnp.asarray(z))
    many = len(z)
    return {
        name: np.broadcast_to(np.asarray(value), (many, *np.shape(value)[1:]))
        for name, value in made.items()
    }


def thinned_z(posterior: Posterior, keep: int) -> NDArray[np.float64]:
    """Draws of the one vector with chains joined."""
    z = posterior.z.reshape(-1, posterior.z.shape[-1])
    return np.asarray(z[np.linspace(0, len(z) - 1, keep).round().astype(int)])
