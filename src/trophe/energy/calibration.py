"""How sure the calibrated parameters are, as draws: one set of parameters for each draw.

What the calibration does not know is not a trait of a person: a draw's parameters hold for
everybody in it, and come before what persons differ in.
"""

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from trophe.energy.presets import CALIBRATED, Preset

Floats = NDArray[np.float64]

DIMENSIONS: Final = tuple(f"calibrated {name}" for name in CALIBRATED)
"""Names of the standard normal draws that `factors` takes."""

NAMES: Final[Mapping[str, str]] = {
    "partition_factor": "partition_factor",
    "fluid_factor": "fluid_factor",
    "protein_lean_share": "protein_factor",
    "training_lean_share": "training_factor",
    "lean_response_d": "response_factor",
}


def factors(preset: Preset, z: Mapping[str, Floats]) -> dict[str, Floats]:
    """Factors on the calibrated parameters, by the keyword of `simulate` they go to.

    `z` has independent standard normal draws, (draw,), by `DIMENSIONS`; 0 gives the mode. An
    effect of protein or training that would turn out negative counts as none. Without a
    calibration, as in published presets, all factors are 1.
    """
    independent = np.stack([z[name] for name in DIMENSIONS])
    if not preset.calibration_sd:
        return {name: np.ones(independent.shape[1]) for name in NAMES.values()}
    size = len(CALIBRATED)
    correlation = np.reshape(preset.calibration_correlation, (size, size))
    moved = np.linalg.cholesky(correlation) @ independent
    moved = np.asarray(preset.calibration_sd)[:, None] * moved
    return {
        NAMES[name]: np.exp(move) if on_log else _share(getattr(preset, name), move)
        for (name, on_log), move in zip(CALIBRATED.items(), moved, strict=True)
    }


def _share(mode: float, move: Floats) -> Floats:
    """The factor that moves a share by so much, never below none."""
    return np.maximum(1 + move / mode, 0.0)
