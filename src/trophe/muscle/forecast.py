"""The forecast of one person: who, what happens from day to day, and what was measured."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trophe.checks import require_one, require_range
from trophe.errors import InputError
from trophe.evidence import constants
from trophe.muscle.draws import Draws, stored_draws
from trophe.muscle.dynamics import Courses
from trophe.muscle.instruments import Measurement
from trophe.muscle.knowledge import courses, groups, require_group
from trophe.muscle.learning import learn
from trophe.muscle.particles import DEFAULT_PARTICLES, Particles, make_particles
from trophe.muscle.result import Forecast, NoRate
from trophe.muscle.scene import Channel, Scene, channels_of
from trophe.muscle.timeline import TRAINING, Exposure, check_timeline
from trophe.person import Person, Sex

FEMALE_SHARE: Final = {Sex.FEMALE: 0.7, Sex.MALE: -0.3, Sex.UNSPECIFIED: 0.2}
# Causes of healthy disuse share what is known of each other; elsewhere a cause needs own figures.
POOLED_FAMILIES: Final = ("unload", "cast", "surgery", "hospital")


def forecast(
    person: Person,
    exposures: Sequence[Exposure],
    days: int,
    measurements: Sequence[Measurement] | None = None,
    seed: int = 0,
    *,
    particles: int = DEFAULT_PARTICLES,
    energy_kcal_d: float = 0.0,
    protein_g_kg_d: float | None = None,
    muscle_from_energy: ArrayLike | None = None,
    draws: Draws | None = None,
    like: Particles | None = None,
    only: Collection[str] | None = None,
) -> Forecast:
    """What happens to one person's muscles, strength and bone over the next days.

    Parameters
    ----------
    person : who it is about; age and sex count.
    exposures : causes and countermeasures on days from the baseline (day 0, before any loss).
    days : 1 to 3660, the horizon.
    measurements : readings that narrow the forecast; wild ones are flagged in `wild`.
    seed : fixes all random numbers; the same seed makes scenarios comparable.
    particles : 10 to 100,000.
    energy_kcal_d : energy balance, negative in a deficit; slows growth by training.
    protein_g_kg_d : protein intake; None for enough.
    muscle_from_energy : (days + 1,) whole-body muscle over baseline from the energy model, shared
        among the muscles so that their sum agrees; trained muscles take less of a loss.
    like : particles of a forecast of the same person, seed and readings, taken over as they are:
        nothing is learnt again, and the two differ only by what was changed after the last reading.
    only : the muscle groups to follow, which is quicker; all if None.

    Raises InputError for impossible timelines and values out of range.

    References
    ----------
    docs/muscle.md; constants `muscle_dynamics` and `muscle_instruments`; the stored draws.
    """
    days = int(require_one("days", days, 1, 3660))
    exposures = tuple(exposures)
    check_timeline(exposures)
    posterior = draws or stored_draws()
    start = make_particles(posterior, particles, seed) if like is None else like
    scene = _scene(person, exposures, days, posterior, start, energy_kcal_d, protein_g_kg_d)
    readings = tuple(measurements or ())
    wild: tuple[Measurement, ...] = ()
    if readings and like is None:
        scene, wild = learn(scene, posterior, readings, seed)
    scene = replace(scene, channels=_followed(scene.channels, only))
    energy = None if muscle_from_energy is None else _share_energy(scene, muscle_from_energy)
    people = replace(scene, particles=scene.particles.mean_of_people)
    return Forecast(
        days=days,
        channels=scene.channels,
        courses=Courses(scene, energy),
        mean_courses=Courses(people, energy),
        particles=scene.particles,
        no_rates=no_rates_of(exposures, posterior),
        wild=wild,
        measured=len(readings) - len(wild),
    )


def _followed(channels: tuple[Channel, ...], only: Collection[str] | None) -> tuple[Channel, ...]:
    """The channels of the groups asked for."""
    if only is None:
        return channels
    for group in only:
        require_group(group)
    return tuple(channel for channel in channels if channel[0] in only)


def _scene(
    person: Person,
    exposures: tuple[Exposure, ...],
    days: int,
    posterior: Draws,
    particles: Particles,
    energy_kcal_d: float,
    protein_g_kg_d: float | None,
) -> Scene:
    """All that the courses need."""
    return Scene(
        params=MappingProxyType(posterior.take(particles.index)),
        particles=particles,
        exposures=exposures,
        channels=channels_of(exposures),
        days=days,
        age_y=person.age_y,
        female=FEMALE_SHARE[person.sex],
        energy_kcal_d=require_one("energy_kcal_d", energy_kcal_d, -5000, 5000),
        protein_g_kg_d=protein_g_kg_d
        if protein_g_kg_d is None
        else require_one("protein_g_kg_d", protein_g_kg_d, 0, 5),
    )


def no_rates_of(exposures: Sequence[Exposure], draws: Draws | None = None) -> tuple[NoRate, ...]:
    """Causes for which nobody has published a rate of size or strength, and no kin stands in."""
    posterior = draws or stored_draws()
    found = []
    for cause in exposures:
        if not cause.is_cause or courses()[cause.name].family in POOLED_FAMILIES:
            continue
        for kind in ("size", "strength"):
            if not posterior.rows.get(cause.name, {}).get(kind):
                found.append(NoRate(cause=cause.name, kind=kind, text=_no_rate_text(cause, kind)))
    return tuple(dict.fromkeys(found))


def _no_rate_text(cause: Exposure, kind: str) -> str:
    label = courses()[cause.name].label
    return (
        f"{label}: no published rate for muscle {kind}. Measure the muscle twice, some weeks apart;"
        " from two readings a wide forecast can be drawn."
    )


def _share_energy(scene: Scene, muscle_from_energy: ArrayLike) -> NDArray[np.float32]:
    """The energy model's change of whole-body muscle shared among the muscles; (channel, day) logs.

    With a the share a muscle takes (mean 1 by volume) and e the energy model's ratio, each muscle
    is multiplied by 1 + a (e - 1): the volume-weighted sum is the energy model's.
    """
    ratio = require_range("muscle_from_energy", muscle_from_energy, 0.1, 3)
    if ratio.shape != (scene.days + 1,):
        raise InputError("muscle_from_energy", "muscle_from_energy needs one value for each day.")
    spared = constants("muscle_dynamics").training_spares
    everything = channels_of(scene.exposures)
    volume = np.array([groups()[group].volume_share for group, _ in everything])
    take = 1 - spared * np.array([_trained(scene, *channel) for channel in everything])
    take = take / (volume @ take / volume.sum())
    take = take[[everything.index(channel) for channel in scene.channels]]
    added = np.log(np.maximum(1 + take[:, None] * (ratio - 1), 0.02))
    return np.asarray(added, np.float32)


def _trained(scene: Scene, group: str, side: str) -> float:
    """How far a muscle is trained at any time, 0 to 1."""
    doses = [
        e.covers(group, side) * min(e.dose, 1.0) for e in scene.exposures if e.name in TRAINING
    ]
    return max(doses, default=0.0)
