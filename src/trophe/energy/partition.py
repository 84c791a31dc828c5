"""How a change of body tissue splits into fat, lean and muscle.

Forbes found lean and fat of adults on one curve, so that fat's share of a small change is
F / (F + 10.4 kg). For a finite change Hall gave the closed form used here. Water is no tissue:
take its shifts out of a weight change before it is split.
"""

from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trophe.checks import require_range
from trophe.errors import InputError
from trophe.evidence import constants

Floats = NDArray[np.float64]


def fat_share_of_change(fat_kg: ArrayLike, partition_factor: ArrayLike = 1.0) -> Floats:
    """Share of fat in a small change of tissue at a fat mass (0.1 to 300 kg).

    `partition_factor` (0.05 to 20) multiplies the Forbes constant. Forbes 1987; Hall 2007,
    doi:10.1017/S0007114507691946.

    >>> round(float(fat_share_of_change(30)), 2)
    0.74
    """
    fat = require_range("fat_kg", fat_kg, 0.1, 300)
    return np.asarray(fat / (fat + _forbes_kg(partition_factor)))


def split_change(
    fat_kg: ArrayLike, tissue_change_kg: ArrayLike, partition_factor: ArrayLike = 1.0
) -> tuple[Floats, Floats]:
    """Change of fat and of lean tissue, kg, in a finite change of tissue.

    `fat_kg` 0.1 to 300 kg before the change; `tissue_change_kg` -200 to 200 kg without shifts
    of water. Lean follows fat on the Forbes curve, F1 = 10.4 W(e^R) with
    R = (F0 + change) / 10.4 + ln(F0 / 10.4) and W the Lambert function. Fat stays above 0.

    >>> [round(float(x), 3) for x in split_change(30, -10)]
    [-7.163, -2.837]
    """
    fat = require_range("fat_kg", fat_kg, 0.1, 300)
    change = require_range("tissue_change_kg", tissue_change_kg, -200, 200)
    forbes = _forbes_kg(partition_factor)
    after = forbes * _lambert_of_exp((fat + change) / forbes + np.log(fat / forbes))
    return after - fat, change - (after - fat)


def skeletal_muscle_kg(weight_kg: ArrayLike, fat_kg: ArrayLike, male: ArrayLike) -> Floats:
    """Whole-body skeletal muscle of adults, kg, from weight and fat.

    `weight_kg` 20 to 400, `fat_kg` below it, `male` the share of men's constant. A share of
    adipose-tissue-free mass: 0.528 (SD 0.036) in men, 0.473 (0.037) in women, Wang 2001; adipose
    tissue is taken as 80 % fat. Set ``muscle_shares``. InputError where no lean is left.
    """
    c = constants("muscle_shares")
    weight = require_range("weight_kg", weight_kg, 20, 400)
    fat = require_range("fat_kg", fat_kg, 0, 300)
    free = weight - fat / c.adipose_fat_share
    if (free <= 0).any():
        raise InputError("fat_kg", "fat_kg leaves nothing besides adipose tissue.")
    return np.asarray(_mixed("of_atfm", male) * free)


def skeletal_muscle_of_weight_kg(weight_kg: ArrayLike, male: ArrayLike) -> Floats:
    """Skeletal muscle of an average adult of a weight, kg: 38.4 % (men), 30.6 % (women).

    Janssen 2000, doi:10.1152/jappl.2000.89.1.81. For when fat is not known; set
    ``muscle_shares``.
    """
    return np.asarray(_mixed("of_weight", male) * require_range("weight_kg", weight_kg, 20, 400))


def skeletal_muscle_of_alst_kg(alst_kg: ArrayLike) -> Floats:
    """Skeletal muscle from appendicular lean soft tissue by DXA (5 to 60 kg), kg.

    1.19 x ALST - 1.65, Kim 2002, doi:10.1093/ajcn/76.2.378. Set ``muscle_shares``.
    """
    c = constants("muscle_shares")
    return np.asarray(c.per_alst * require_range("alst_kg", alst_kg, 5, 60) + c.alst_const)


def muscle_share_of_lean_change(z: ArrayLike = 0.0) -> Floats:
    """Share of muscle in a change of lean tissue while dieting, at a standard normal value.

    Prior: median 0.5, 90 % of people within 0.35 to 0.75 (two halves of normal curves, cut at 0
    and 1). Assumed; set ``muscle_shares``. Disuse and training add their own muscle, which must
    share the lean budget, not double it.

    >>> float(muscle_share_of_lean_change())
    0.5
    """
    c = constants("muscle_shares")
    z = np.asarray(z, dtype=np.float64)
    middle, edge = c.muscle_share_of_lean_change, NormalDist().inv_cdf(0.95)
    below = (middle - c.muscle_share_low) / edge
    above = (c.muscle_share_high - middle) / edge
    return np.asarray(np.clip(middle + z * np.where(z < 0, below, above), 0.0, 1.0))


def _mixed(name: str, male: ArrayLike) -> Floats:
    """A share of `muscle_shares`, mixed by sex."""
    c = constants("muscle_shares")
    women = getattr(c, f"female_{name}")
    men = getattr(c, f"male_{name}")
    return np.asarray(women + (men - women) * require_range("male", male, 0, 1))


def _forbes_kg(partition_factor: ArrayLike) -> Floats:
    """The Forbes constant times a factor."""
    factor = require_range("partition_factor", partition_factor, 0.05, 20)
    return np.asarray(constants("energy_hall2011").forbes * factor)


def _lambert_of_exp(r: Floats) -> Floats:
    """w with w + ln w = r, which is W(e^r) without the overflow of e^r; by Halley's method."""
    start = np.where(r > 1, r - np.log(np.maximum(r, 1.0)), np.exp(np.minimum(r, 1.0)))
    w = np.maximum(start, np.finfo(float).tiny)
    for _ in range(4):  # cubic convergence: from 50 % off to the last digit
        f = w + np.log(w) - r
        slope = 1 + 1 / w
        w = np.maximum(w - 2 * f * slope / (2 * slope**2 + f / w**2), np.finfo(float).tiny)
    return np.asarray(w)
