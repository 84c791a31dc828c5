"""The hierarchical model of the study table: priors, study effects, likelihood.

All parameters are functions of one vector of standard normal numbers (the non-centred form), so
that sampling, a mode with its curvature, and prior draws share one definition.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import jax.numpy as jnp
import jax.scipy.stats as jst
import numpy as np
import numpyro
import numpyro.distributions as dist

from trophe.fit.muscle_rows import Rows
from trophe.muscle.knowledge import countermeasures, courses, families, groups
from trophe.muscle.mean import between_people, log_change, study_scatter

DEGREES_OF_FREEDOM: Final = 5.0
SPREAD_LOG_SD: Final = 0.4
# Least spread of changes between people (with the measuring error) that a "no significant change"
# of size, strength, bone was judged against; log scale.
STATEMENT_SD: Final = np.array([0.03, 0.08, 0.01])
# What such a statement counts against a figure, for size, strength, bone: its limit is not printed,
# and on left-out campaigns statements of size at full weight pulled printed figures towards none
# (docs/muscle.md, What was tried).
STATEMENT_WEIGHT: Final = np.array([0.3, 1.0, 1.0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """A block of independent normal parameters: centre and spread, of one shape."""

    loc: np.ndarray[Any, Any]
    scale: np.ndarray[Any, Any]

    @classmethod
    def of(cls, loc: Any, scale: Any) -> "Prior":
        """Centre and spread, broadcast against each other."""
        wide = np.broadcast_arrays(np.asarray(loc, float), np.asarray(scale, float))
        return cls(loc=wide[0], scale=wide[1])


def priors() -> dict[str, Prior]:
    """Every block with its prior; names ending in `_sd` are logs of scales of other blocks."""
    f, c, g = families().values(), courses().values(), groups().values()
    relative = np.log([x.relative_loss for x in c])
    sd = np.array([x.sd for x in countermeasures().values()])
    return {
        "family_loss": Prior.of(np.log([x.loss for x in f]), [x.loss_log_sd for x in f]),
        "cause": Prior.of(np.zeros(len(relative)), 1.0),
        "cause_sd": Prior.of(0.0, 0.3),
        "weight": Prior.of(np.log([x.weight for x in g]), [x.weight_log_sd for x in g]),
        "gradient": Prior.of([x.gradient for x in f], 0.2),
        "interaction": Prior.of(np.zeros((len(families()), len(groups()))), 1.0),
        "interaction_sd": Prior.of(np.log(0.17), 0.3),
        "log_tau": Prior.of(np.log([x.tau_d or 1.0 for x in f]), [x.tau_log_sd for x in f]),
        "measure": Prior.of([-0.1, 0.1, -0.4], [0.1, 0.1, 0.15]),
        "age_loss": Prior.of(0.0, 0.15),
        "female_loss": Prior.of(0.0, 0.15),
        "prevented_common": Prior.of(np.zeros(len(sd)), 0.7 * sd),
        "prevented": Prior.of(_prevents(), 0.7 * sd),
        "log_alpha": Prior.of(0.0, 0.2),
        "family_drive": Prior.of(np.log([x.drive for x in f]), 0.6),
        "drive": Prior.of(np.zeros(len(relative)), 1.0),
        "drive_sd": Prior.of(np.log(0.5), 0.3),
        "log_drive_weight": Prior.of(np.zeros(len(groups())), 0.3),
        "log_drive_tau": Prior.of(np.log([x.drive_tau_d or 1.0 for x in f]), 0.6),
        "age_drive": Prior.of(0.0, 0.2),
        "female_drive": Prior.of(0.0, 0.2),
        "log_regain_tau": Prior.of(np.log(25.0), 0.5),
        "regain_age": Prior.of(0.3, 0.25),
        "regain_training": Prior.of(0.5, 0.3),
        "regain_exposed": Prior.of(0.4, 0.2),
        "regain_drive": Prior.of(-0.3, 0.4),
        "residue": Prior.of([np.log(x.residue / (1 - x.residue)) for x in f], 0.7),
        "log_bone": Prior.of(np.log(0.008 * np.minimum(np.exp(relative), 1)), 0.6),
        "bone_site": Prior.of([0.0, -0.2, 0.0], [0.0, 0.4, 0.4]),
        "log_bone_tau": Prior.of(np.log(300.0), 0.5),
        "log_bone_regain_tau": Prior.of(np.log(400.0), 0.5),
        "log_sd_floor": Prior.of(np.log([0.03, 0.07, 0.01]), 0.2),
        "log_sd_share": Prior.of(np.log([0.3, 0.4, 0.3]), 0.3),
        "log_sd_critical": Prior.of(np.log(0.5), 0.4),
        "log_noise": Prior.of(np.log([0.02, 0.04, 0.005]), 0.3),
        "log_noise_share": Prior.of(np.log([0.15, 0.18, 0.15]), 0.4),
        "log_noise_fibre": Prior.of(np.log(0.05), 0.5),
        "log_noise_treated": Prior.of(np.log(0.25), 0.4),
        "log_study": Prior.of(np.log([[0.3, 0.3], [0.4, 0.4]]), 0.3),
        "log_study_regain": Prior.of(np.log(0.4), 0.3),
    }


def _prevents() -> Any:
    """Prior share of the loss that each countermeasure prevents, (kind, region, name)."""
    known = list(countermeasures().values())
    size = np.array([cm.prevents[0] for cm in known]).T
    strength = np.array([cm.prevents[1] for cm in known]).T
    return np.stack([size, strength, np.broadcast_to(size[:1], size.shape)])


@dataclass(frozen=True)
class Layout:
    """Where each block lies in the one vector; study effects (3 a cluster) come last."""

    many_clusters: int

    @cached_property
    def blocks(self) -> Mapping[str, Prior]:
        """The blocks of parameters."""
        return priors()

    @property
    def size(self) -> int:
        """Length of the vector."""
        return sum(block.loc.size for block in self.blocks.values()) + 3 * self.many_clusters

    def split(self, z: Any) -> tuple[dict[str, Any], Any]:
        """The blocks in their own units, and the study effects (3, cluster), from the vector."""
        raw, at = {}, 0
        for name, block in self.blocks.items():
            piece = z[at : at + block.loc.size].reshape(block.loc.shape)
            raw[name] = block.loc + block.scale * piece
            at += block.loc.size
        return raw, z[at:].reshape(3, self.many_clusters)


def parameters(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of the mean function from the blocks."""
    index = np.array([list(families()).index(course.family) for course in courses().values()])
    relative = np.log([course.relative_loss for course in courses().values()])
    log_sd = np.array([course.log_sd for course in courses().values()])
    cause = relative + jnp.exp(raw["cause_sd"]) * log_sd * raw["cause"]
    drive = 0.5 * relative + jnp.exp(raw["drive_sd"]) * raw["drive"]
    own = jnp.exp(raw["interaction_sd"]) * raw["interaction"]
    made = {
        "log_loss": raw["family_loss"][index] + cause,
        "log_weight": raw["gradient"][:, None] * raw["weight"] + own,
        "prevented": raw["prevented_common"] + raw["prevented"],
        "alpha": jnp.exp(raw["log_alpha"]),
        "log_drive": raw["family_drive"][index] + drive,
    }
    used = {*made, "family_loss", "cause", "cause_sd", "weight", "gradient", "interaction"}
    used |= {"interaction_sd", "prevented_common", "log_alpha", "family_drive", "drive", "drive_sd"}
    return made | {name: value for name, value in raw.items() if name not in used}


def study_effects(p: Mapping[str, Any], z: Any, rows: Rows) -> dict[str, Any]:
    """Study effects of each row: log factors on loss of size, of strength, on recovery time."""
    sd, mine = jnp.exp(p["log_study"])[rows.design.patients], z[:, rows.cluster]
    regain = jnp.exp(p["log_study_regain"]) * mine[2]
    return {"size": sd[:, 0] * mine[0], "strength": sd[:, 1] * mine[1], "regain": regain}


def row_log_likelihood(
    p: Mapping[str, Any], study: Mapping[str, Any], rows: Rows, curve: str = "relax", xp: Any = jnp
) -> Any:
    """Log likelihood of each row (figure or statement, and printed spread); (..., row)."""
    change, sd, people = predicted(p, study, rows, curve, xp)
    z, nu = (rows.found - change) / sd, DEGREES_OF_FREEDOM
    figure = -0.5 * (nu + 1) * xp.log1p(z**2 / nu) - xp.log(sd)
    judged = xp.sqrt(people**2 + STATEMENT_SD[rows.design.kind] ** 2)
    width = 2 * judged / np.sqrt(rows.design.n)
    inside = _normal_cdf((width - change) / sd, xp) - _normal_cdf((-width - change) / sd, xp)
    known = ~np.isnan(rows.sd)
    away = (np.log(np.where(known, rows.sd, 1.0)) - xp.log(people)) / SPREAD_LOG_SD
    said = STATEMENT_WEIGHT[rows.design.kind] * xp.log(inside + 1e-6)
    return xp.where(rows.censored, said, figure) - 0.5 * known * away**2


def predicted(
    p: Mapping[str, Any], study: Mapping[str, Any], rows: Rows, curve: str = "relax", xp: Any = jnp
) -> tuple[Any, Any, Any]:
    """Log change of each row, the scale of its scatter, and the spread between people."""
    change, loss = log_change(p, study, rows.design, xp, curve)
    people = between_people(p, rows.design, loss, xp)
    se = xp.where(np.isnan(rows.se), people / np.sqrt(rows.design.n), np.nan_to_num(rows.se))
    return change, xp.sqrt(study_scatter(p, rows.design, loss, xp) ** 2 + se**2), people


def _normal_cdf(x: Any, xp: Any) -> Any:
    """The normal distribution function in either array module."""
    if xp is jnp:
        return jst.norm.cdf(x)
    from scipy.special import ndtr

    return ndtr(x)


def log_density(z: Any, rows: Rows, weight: Any, curve: str = "relax") -> Any:
    """Log posterior density of the vector, up to a constant; `weight` 0 leaves a row out."""
    raw, effects = Layout(len(rows.clusters)).split(z)
    p = parameters(raw)
    each = row_log_likelihood(p, study_effects(p, effects, rows), rows, curve)
    return jnp.sum(weight * each) - 0.5 * jnp.sum(z**2)


def model(rows: Rows, weight: Any, curve: str = "relax") -> None:
    """The joint model for NumPyro."""
    layout = Layout(len(rows.clusters))
    z = numpyro.sample("z", dist.Normal(0, 1).expand((layout.size,)).to_event(1))
    numpyro.factor("rows", log_density(z, rows, weight, curve) + 0.5 * jnp.sum(z**2))
