"""Learning from measurements: particles reweighted, resampled and shaken."""

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from trophe.errors import InputError
from trophe.muscle.draws import Draws
from trophe.muscle.dynamics import Courses
from trophe.muscle.instruments import (
    INSTRUMENTS,
    Measurement,
    Reading,
    effective,
    flag_wild,
    log_weights,
    resample,
)
from trophe.muscle.knowledge import groups
from trophe.muscle.particles import Particles
from trophe.muscle.scene import Scene

# A round uses no more of the evidence than leaves this share of the particles effective.
MIN_EFFECTIVE: Final = 0.125
SHRINK: Final = 0.98
ROUNDS: Final = 12


def learn(
    scene: Scene, posterior: Draws, measurements: Sequence[Measurement], seed: int
) -> tuple[Scene, tuple[Measurement, ...]]:
    """The scene with particles that agree with the readings, and the readings that are wild."""
    rng = np.random.default_rng([seed, 1])
    late = [m.day for m in measurements if m.day > scene.days]
    if late:
        raise InputError("day", f"A measurement on day {max(late):g} lies after the horizon.")
    measured = replace(scene, days=int(np.ceil(max(m.day for m in measurements))) or 1)
    readings = flag_wild(_readings(measured, measurements))
    wild = [r.wild for r in readings]
    share = 0.0
    for _ in range(ROUNDS):
        # Tempering: each round uses as much of the evidence as leaves enough particles alive.
        log_weight = log_weights(readings)
        step = _temper(log_weight, 1 - share)
        weights = _normalised(step * log_weight)
        share += step
        kept = measured.particles.take(resample(weights, rng))
        kept = _jitter(kept, rng)
        measured = replace(
            measured, particles=kept, params=MappingProxyType(posterior.take(kept.index))
        )
        again = _readings(measured, measurements)
        readings = [replace(r, wild=far) for r, far in zip(again, wild, strict=True)]
        if share >= 1:
            break
    final = replace(scene, particles=measured.particles, params=measured.params)
    return final, tuple(r.measurement for r in readings if r.wild)


def _temper(log_weight: NDArray[Any], most: float) -> float:
    """The largest step up to `most` that keeps enough effective particles, by bisection."""
    enough = MIN_EFFECTIVE * len(log_weight)
    if effective(_normalised(most * log_weight)) >= enough:
        return most
    low, high = 0.0, most
    for _ in range(20):
        middle = (low + high) / 2
        alive = effective(_normalised(middle * log_weight)) >= enough
        low, high = (middle, high) if alive else (low, middle)
    return max(low, 1e-3)


def _normalised(log_weight: NDArray[Any]) -> NDArray[np.float64]:
    weight = np.exp(log_weight - log_weight.max())
    return np.asarray(weight / weight.sum())


def _jitter(particles: Particles, rng: np.random.Generator) -> Particles:
    """Particles with their own factors shaken, keeping mean and covariance (Liu and West 2001).

    Readings pin the sum of a study's and a person's factor, not each; noise without their
    covariance would blur that sum again.
    """
    z = np.hstack([particles.study, particles.person])
    spread, axes = np.linalg.eigh(np.cov(z.T))
    noise = rng.standard_normal(z.shape) * np.sqrt(np.maximum(spread, 0)) @ axes.T
    shaken = SHRINK * z + (1 - SHRINK) * z.mean(axis=0) + np.sqrt(1 - SHRINK**2) * noise
    study, person = np.hsplit(shaken, [particles.study.shape[1]])
    return replace(particles, study=study, person=person)


def _readings(scene: Scene, measurements: Sequence[Measurement]) -> list[Reading]:
    """Measurements beside what the particles expect."""
    now = Courses(scene)
    return [Reading(measurement=m, expected=expected_log_muscle(now, m)) for m in measurements]


def expected_log_muscle(now: Courses, m: Measurement) -> NDArray[np.float64]:
    """Log muscle of each particle at a reading's place and day (between days: straight line)."""
    scene = now.scene
    logs = now.size if INSTRUMENTS[m.instrument] == "size" else now.strength
    weight = np.array(
        [
            groups()[group].volume_share
            if (m.group == "whole_body" or group in m.members)
            and (m.side is None or side in ("both", m.side))
            else 0.0
            for group, side in scene.channels
        ]
    )
    weight = weight / weight.sum()
    low, high = int(np.floor(m.day)), min(int(np.ceil(m.day)), scene.days)
    at_low, at_high = (weight @ np.exp(logs[:, :, d]) for d in (low, high))
    return np.asarray(np.log(at_low + (m.day - low) * (at_high - at_low)))
