"""The mean change of a group of people: one function for the fit (JAX) and the forecast (NumPy).

Everything lives on the log scale. With x = log(size), the relaxation dx/dt = k (X - x) is linear,
has an exact solution, keeps size positive whatever the parameters, and makes causes, background
and training add up. `xp` is the array module (numpy or jax.numpy).
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

import numpy as np

from trophe.muscle.design import Design
from trophe.muscle.knowledge import BONE, REFERENCE_DAY_D, STRENGTH, YEAR_D

Params = Mapping[str, Any]
Curve = Callable[[Any, Any, Any], Any]


def _relax(days: Any, tau_d: Any, xp: Any) -> Any:
    """Relaxing to a plateau: the solution of dx/dt = (X - x) / tau."""
    return 1 - xp.exp(-days / tau_d)


def _two_pools(days: Any, tau_d: Any, xp: Any) -> Any:
    """A fast pool of three tenths and a slow one, both relaxing."""
    return 0.3 * _relax(days, tau_d / 5, xp) + 0.7 * _relax(days, 1.5 * tau_d, xp)


def _log_time(days: Any, tau_d: Any, xp: Any) -> Any:
    """The logarithm of time, without a plateau."""
    return xp.log1p(2 * days / tau_d)


def _power(days: Any, tau_d: Any, xp: Any) -> Any:
    """A power of time between 0 and 1, without a plateau."""
    return xp.maximum(days, 1e-6) ** (tau_d / (tau_d + 20.0))


def _linear_floor(days: Any, tau_d: Any, xp: Any) -> Any:
    """Linear to a floor that is reached after twice tau."""
    return xp.minimum(days / (2 * tau_d), 1.0)


# The forms compared in docs/muscle.md; the forecast uses the first.
CURVES: Final[Mapping[str, Curve]] = MappingProxyType(
    {
        "relax": _relax,
        "two_pools": _two_pools,
        "log_time": _log_time,
        "power": _power,
        "linear_floor": _linear_floor,
    }
)


def log_change(
    p: Params, study: Params, d: Design, xp: Any = np, curve: str = "relax"
) -> tuple[Any, Any]:
    """Log change of each case, and the log loss that its scatter grows with.

    The scatter goes with the loss there would be without countermeasures; in recovery with the mean
    of what was lost and what is left, because people who are back differ still.

    `p` holds parameters, `study` the study effects of each case (log factors, one entry a case);
    leading axes (draws) broadcast. Both results have shape (..., case).
    """
    kept = 1 - p["prevented"][..., d.kind, d.region, :] * d.done
    exposed = xp.where(d.is_recovery, d.days_exposed, d.day)
    size, drive = _muscle_loss(p, study, d, exposed, xp, CURVES[curve])
    bone = _bone_loss(p, d, exposed, xp) * xp.exp(study["size"])
    size, drive, bone = _match_known_end(size, drive, bone, d, xp)
    left_size, left_drive, left_bone = _left(p, study, d, xp)
    during = xp.where(d.is_recovery, 1.0, xp.prod(kept, axis=-1))
    loss = xp.where(d.kind == BONE, bone * left_bone, size * left_size + drive * left_drive)
    at_end = xp.where(d.kind == BONE, bone, size + drive)
    return -loss * during, (loss + at_end) / 2


def _muscle_loss(
    p: Params, study: Params, d: Design, days: Any, xp: Any, curve: Curve
) -> tuple[Any, Any]:
    """Log loss of size and of drive after `days` of the cause, without countermeasures."""
    weight = xp.sum(d.share * xp.exp(p["log_weight"][..., d.family, :]), axis=-1)
    log_size = p["log_loss"][..., d.cause] + xp.log(weight + 1e-12) + _people(p, d)
    before = xp.where(d.from_day > 0, _grown(p, d, d.from_day, xp, curve), 0.0)
    grown = _grown(p, d, days, xp, curve) - before
    size = xp.exp(log_size) * grown
    is_strength = d.kind == STRENGTH
    measured = xp.exp(_measure(p, d)) * xp.exp(study["size"])
    size = size * xp.where(is_strength, p["alpha"][..., None], measured)
    weight_drive = xp.sum(d.share * xp.exp(p["log_drive_weight"])[..., None, :], axis=-1)
    log_drive = p["log_drive"][..., d.cause] + p["age_drive"][..., None] * d.age
    log_drive = log_drive + p["female_drive"][..., None] * d.female
    tau_d = xp.exp(p["log_drive_tau"][..., d.family])
    fallen = xp.where(d.is_rate, days / YEAR_D, 1 - xp.exp(-days / tau_d))
    drive = xp.exp(log_drive) * weight_drive * fallen
    both = xp.exp(study["strength"])
    return xp.where(is_strength, size * both, size), xp.where(is_strength, drive * both, 0.0)


def _people(p: Params, d: Design) -> Any:
    """Effects of age and sex on the log loss of size; yearly courses already hold them."""
    effect = p["age_loss"][..., None] * d.age + p["female_loss"][..., None] * d.female
    return effect * ~d.is_rate


def _measure(p: Params, d: Design) -> Any:
    """What a measure shows of a change of volume, as a log factor."""
    m = p["measure"]
    return m[..., 0:1] * d.thickness + m[..., 1:2] * d.fibre + m[..., 2:3] * d.lean


def _grown(p: Params, d: Design, days: Any, xp: Any, curve: Curve) -> Any:
    """Share of the reference loss reached after `days`."""
    tau_d = xp.exp(p["log_tau"][..., d.family])
    plateau = curve(days, tau_d, xp) / curve(REFERENCE_DAY_D, tau_d, xp)
    return xp.where(d.is_rate, days / YEAR_D, plateau)


def _bone_loss(p: Params, d: Design, days: Any, xp: Any) -> Any:
    """Log loss of bone after `days`; the parameter is the loss of the first month."""
    tau_d = xp.exp(p["log_bone_tau"])[..., None]
    month = 1 - xp.exp(-YEAR_D / 12 / tau_d)
    log_loss = p["log_bone"][..., d.cause] + p["bone_site"][..., d.bone_site]
    return xp.exp(log_loss) * (1 - xp.exp(-days / tau_d)) / month


def _match_known_end(size: Any, drive: Any, bone: Any, d: Design, xp: Any) -> tuple[Any, Any, Any]:
    """Where the change at the end of the exposure was measured, start recovery from it."""
    known = ~np.isnan(d.log_end)
    total = xp.where(d.kind == BONE, bone, size + drive)
    factor = xp.where(known, xp.where(known, d.log_end, 0.0) / (total + 1e-9), 1.0)
    return size * factor, drive * factor, bone * factor


def _left(p: Params, study: Params, d: Design, xp: Any) -> tuple[Any, Any, Any]:
    """Share of the loss of size, drive and bone still there after `day` of recovery."""
    log_tau = p["log_regain_tau"][..., None] + p["regain_age"][..., None] * d.age
    log_tau = log_tau - p["regain_training"][..., None] * d.regain + study["regain"]
    exposed = np.log(np.maximum(d.days_exposed, 1.0) / 21.0)
    log_tau = log_tau + p["regain_exposed"][..., None] * exposed
    stays = 1 / (1 + xp.exp(-p["residue"][..., d.family]))
    log_tau_drive = log_tau + p["regain_drive"][..., None]
    log_tau_bone = p["log_bone_regain_tau"][..., None] + 0 * log_tau
    return tuple(
        xp.where(d.is_recovery, stays + (1 - stays) * xp.exp(-d.day / xp.exp(tau)), 1.0)
        for tau in (log_tau, log_tau_drive, log_tau_bone)
    )


def between_people(p: Params, d: Design, loss: Any, xp: Any = np) -> Any:
    """Standard deviation of the log change between the people of one study."""
    floor = xp.exp(p["log_sd_floor"])[..., d.kind]
    share = xp.exp(p["log_sd_share"])[..., d.kind]
    critical = xp.exp(p["log_sd_critical"])[..., None] * d.critical
    return xp.sqrt(floor**2 + ((share + critical) * loss) ** 2)


def study_scatter(p: Params, d: Design, loss: Any, xp: Any = np) -> Any:
    """Scatter of a study's figure around the model beyond the study effect, log scale.

    What a sample of n people adds (`between_people` over the root of n) is not in it. One part
    grows with the loss: muscles, instruments and days of one study miss the model each in its own
    way.
    """
    noise = xp.exp(p["log_noise"])[..., d.kind]
    biopsy = xp.exp(p["log_noise_fibre"])[..., None] * d.fibre
    treated = xp.exp(p["log_noise_treated"])[..., None] * (d.treated & ~d.is_recovery)
    share = xp.exp(p["log_noise_share"])[..., d.kind]
    return xp.sqrt(noise**2 + biopsy**2 + (share**2 + treated**2) * loss**2)
