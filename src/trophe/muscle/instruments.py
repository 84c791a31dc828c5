"""Measurements: what a reading says of a muscle, and reweighting particles by readings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from trophe.checks import require_one
from trophe.errors import InputError, UnknownNameError
from trophe.evidence import constants
from trophe.muscle.knowledge import groups

# What each instrument reads (size or strength), and of which groups where the reading is of a limb.
INSTRUMENTS: Final[Mapping[str, str]] = {
    "tape_girth": "size",
    "tape_girth_fat_corrected": "size",
    "ultrasound_thickness": "size",
    "dxa_alm": "size",
    "bia": "size",
    "ct_mri_area": "size",
    "grip": "strength",
    "knee_dynamometry": "strength",
    "chair_stands": "strength",
    "one_rm": "strength",
}
DEFAULT_MUSCLE: Final[Mapping[str, str]] = {
    "dxa_alm": "whole_body",
    "bia": "whole_body",
    "grip": "forearm_hand",
    "knee_dynamometry": "quadriceps",
    "chair_stands": "quadriceps",
}
THIGH: Final = ("quadriceps", "rectus_femoris", "hamstrings", "adductors")
GIRTH_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "quadriceps": THIGH,
    "hamstrings": THIGH,
    "adductors": THIGH,
}
# A reading further than this from what the others and the forecast allow is flagged.
WILD_SD: Final = 4.0
BASELINE_LOG_SD: Final = 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """One reading: instrument, day (from 0), value in its unit (above 0), muscle and side.

    Only ratios between readings of one instrument at one place count, so any unit will do as long
    as it stays the same. For a girth give the skinfold-corrected value to the fat-corrected tape.
    `baseline` is the same reading before any loss, or on the healthy other side, if there is one.
    """

    instrument: str
    day: float
    value: float
    muscle: str | None = None
    side: str | None = None
    baseline: float | None = None

    def __post_init__(self) -> None:
        if self.baseline is not None:
            require_one("baseline", self.baseline, 1e-6, 1e9, hint="A reading is above 0.")
        if self.instrument not in INSTRUMENTS:
            raise UnknownNameError("instrument", self.instrument, INSTRUMENTS)
        require_one("day", self.day, 0, 36525)
        require_one("value", self.value, 1e-6, 1e9, hint="A reading is above 0.")
        if self.muscle is not None and self.muscle not in groups():
            raise UnknownNameError("muscle", self.muscle, groups())
        if self.muscle is None and self.instrument not in DEFAULT_MUSCLE:
            raise InputError("muscle", f"{self.instrument} needs the muscle that was measured.")
        if self.side not in (None, "left", "right"):
            raise InputError("side", f"side = {self.side!r} is neither left nor right.")

    @property
    def group(self) -> str:
        """The muscle group the reading is of."""
        return self.muscle or DEFAULT_MUSCLE[self.instrument]

    @property
    def members(self) -> tuple[str, ...]:
        """The groups inside what was measured: a thigh girth holds all thigh muscles."""
        if self.instrument.startswith("tape_girth"):
            return GIRTH_OF.get(self.group, (self.group,))
        return (self.group,)

    @property
    def shows(self) -> float:
        """Log reading per log muscle."""
        return float(getattr(constants("muscle_instruments"), f"{self.instrument}_shows"))

    @property
    def error(self) -> float:
        """Error of one reading, log scale."""
        return float(getattr(constants("muscle_instruments"), f"{self.instrument}_error"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A measurement beside what the particles expect, log muscle (particle,); `wild` is how far it
    lies off, log scale, where that is beyond belief, else 0."""

    measurement: Measurement
    expected: NDArray[np.float64]
    wild: float = 0.0


def place(measurement: Measurement) -> tuple[str, str, str | None]:
    """What readings must share to be compared: instrument, muscle, side."""
    return (measurement.instrument, measurement.group, measurement.side)


def log_weights(readings: Sequence[Reading]) -> NDArray[np.float64]:
    """Log likelihood of the readings for each particle, the baseline integrated out.

    All readings of one place share an unknown baseline with a wide normal prior around the first
    reading; a wild reading counts with an error ten times what it lies off.
    """
    places = {place(reading.measurement) for reading in readings}
    each = [
        _place_log_weight([r for r in readings if place(r.measurement) == one])
        for one in sorted(places, key=str)
    ]
    return np.asarray(np.sum(each, axis=0))


def _place_log_weight(readings: Sequence[Reading]) -> NDArray[np.float64]:
    """The same for the readings of one place."""
    away = _residuals(readings)
    variance = np.array([r.measurement.error**2 + (10 * r.wild) ** 2 for r in readings])
    precision = np.append(1 / variance, 1 / BASELINE_LOG_SD**2)
    away = np.vstack([away, np.zeros(away.shape[1])])
    before = _baseline(readings)
    if before is not None:
        precision = np.append(precision, 1 / readings[0].measurement.error ** 2)
        away = np.vstack([away, np.full(away.shape[1], before)])
    baseline = (precision[:, None] * away).sum(0) / precision.sum()
    result: NDArray[np.float64] = -0.5 * (precision[:, None] * (away - baseline) ** 2).sum(0)
    return result


def _baseline(readings: Sequence[Reading]) -> float | None:
    """Log baseline over the first reading: the mean of the baselines given; None without any."""
    given = {r.measurement.baseline for r in readings if r.measurement.baseline is not None}
    if not given:
        return None
    return float(np.mean(np.log(sorted(given))) - np.log(readings[0].measurement.value))


def _residuals(readings: Sequence[Reading]) -> NDArray[np.float64]:
    """Log readings, over the first, less what the particles expect; (reading, particle)."""
    first = np.log(readings[0].measurement.value)
    return np.array(
        [np.log(r.measurement.value) - first - r.measurement.shows * r.expected for r in readings]
    )


def flag_wild(readings: Sequence[Reading]) -> list[Reading]:
    """The readings with `wild` set where one lies far from what the other ones leave possible."""
    flagged = list(readings)
    for i, reading in enumerate(flagged):
        same = [
            r
            for j, r in enumerate(flagged)
            if j != i and place(r.measurement) == place(reading.measurement)
        ]
        if len(same) >= 2:
            flagged[i] = Reading(
                measurement=reading.measurement,
                expected=reading.expected,
                wild=_how_wild(reading, same),
            )
    return flagged


def _how_wild(reading: Reading, others: Sequence[Reading]) -> float:
    """How far a reading lies off the others' middle; 0 within the spread of particles and error."""
    levels = np.array(
        [np.log(r.measurement.value) - r.measurement.shows * np.median(r.expected) for r in others]
    )
    m = reading.measurement
    away = np.log(m.value) - m.shows * np.median(reading.expected) - np.median(levels)
    spread = m.shows * np.std(reading.expected)
    return float(abs(away)) if abs(away) > WILD_SD * np.hypot(m.error, spread) else 0.0


def resample(weights: NDArray[Any], rng: np.random.Generator) -> NDArray[np.int64]:
    """Systematic resampling: indices of as many particles as there are weights."""
    count = len(weights)
    at = (np.arange(count) + rng.random()) / count
    return np.searchsorted(np.cumsum(weights), at).clip(0, count - 1)


def effective(weights: NDArray[Any]) -> float:
    """Effective number of particles behind normalised weights."""
    return float(1 / np.sum(weights**2))
