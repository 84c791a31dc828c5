"""Sampling the muscle model: NUTS chains, their diagnostics, and refits without one cluster."""

from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, Final

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray
from numpyro.infer import MCMC, NUTS

from trophe.fit.muscle_model import Layout, model, parameters
from trophe.fit.muscle_rows import Rows

CHAINS: Final = 4
WARMUP: Final = 400
SAMPLES: Final = 500
SEED: Final = 20250101

jax.config.update("jax_enable_x64", True)  # type: ignore[no-untyped-call]


@dataclass(frozen=True)
class Posterior:
    """Draws of the one vector, (chain, draw, dimension), with divergences counted."""

    z: NDArray[np.float64]
    divergences: int
    clusters: int

    @cached_property
    def params(self) -> dict[str, NDArray[np.float64]]:
        """All parameters, (chain, draw, ...)."""
        layout = Layout(self.clusters)
        one = jax.jit(jax.vmap(jax.vmap(lambda z: parameters(layout.split(z)[0]))))
        made = {name: np.asarray(value) for name, value in one(jnp.asarray(self.z)).items()}
        return {
            name: np.broadcast_to(value, (*self.z.shape[:2], *value.shape[2:]))
            for name, value in made.items()
        }

    @property
    def study_z(self) -> NDArray[np.float64]:
        """Standardised study effects, (chain, draw, 3, cluster)."""
        return self.z[..., -3 * self.clusters :].reshape(*self.z.shape[:2], 3, self.clusters)

    def flat(self, keep: int | None = None) -> dict[str, NDArray[np.float64]]:
        """All parameters with chains joined, thinned evenly to `keep` draws."""
        many = self.z.shape[0] * self.z.shape[1]
        at = np.linspace(0, many - 1, keep or many).round().astype(int)
        return {
            name: value.reshape(many, *value.shape[2:])[at] for name, value in self.params.items()
        }


class Sampler:
    """NUTS for one set of rows; compiled once, so that refits with other weights are cheap."""

    def __init__(
        self, rows: Rows, *, chains: int, warmup: int, samples: int, curve: str = "relax"
    ) -> None:
        self.rows = rows
        kernel = NUTS(partial(_weighted, rows, curve), target_accept_prob=0.85, max_tree_depth=8)
        self.mcmc = MCMC(
            kernel,
            num_warmup=warmup,
            num_samples=samples,
            num_chains=chains,
            chain_method="sequential",
            progress_bar=False,
            jit_model_args=True,
        )

    def run(self, weight: NDArray[Any], seed: int = SEED) -> Posterior:
        """The posterior with these weights of the rows (0 leaves a row out)."""
        key = jax.random.PRNGKey(seed)
        self.mcmc.run(key, jnp.asarray(weight, float), extra_fields=("diverging",))
        return Posterior(
            z=np.asarray(self.mcmc.get_samples(group_by_chain=True)["z"]),
            divergences=int(np.sum(self.mcmc.get_extra_fields()["diverging"])),
            clusters=len(self.rows.clusters),
        )


def _weighted(rows: Rows, curve: str, weight: Any) -> None:
    model(rows, weight, curve)


def sample(rows: Rows, curve: str = "relax") -> Posterior:
    """The full posterior, as `make fit` stores it."""
    sampler = Sampler(rows, chains=CHAINS, warmup=WARMUP, samples=SAMPLES, curve=curve)
    return sampler.run(np.ones(len(rows.effects)))


def convergence(posterior: Posterior) -> dict[str, tuple[float, float, float]]:
    """Worst R-hat, bulk and tail effective sample size of each block of parameters."""
    from numpyro.diagnostics import effective_sample_size, split_gelman_rubin

    worst = {}
    for name, draws in posterior.params.items():
        flat = draws.reshape(*draws.shape[:2], -1)
        flat = flat[..., flat.std((0, 1)) > 1e-9]
        if not flat.shape[-1]:
            continue
        low, high = np.quantile(flat, [0.05, 0.95], axis=(0, 1))
        tails = [effective_sample_size((flat <= cut).astype(float)) for cut in (low, high)]
        worst[name] = (
            float(np.max(split_gelman_rubin(flat))),
            float(np.min(effective_sample_size(flat))),
            float(np.min(tails)),
        )
    return worst
