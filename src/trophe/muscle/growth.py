"""Growth by training where nothing holds a muscle down."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from trophe.evidence import constants
from trophe.muscle.knowledge import groups
from trophe.muscle.relax import Stretch, add_relaxing
from trophe.muscle.scene import Scene
from trophe.muscle.timeline import TRAINING, Exposure, change_days, is_slow


def add_training(out: NDArray[np.float32], scene: Scene, kind: int) -> None:
    """Growth of log size (0) or log drive (1) by training where no cause holds the muscle down."""
    trained = [
        i
        for i, (group, side) in enumerate(scene.channels)
        if any(e.name in TRAINING and e.covers(group, side) > 0 for e in scene.exposures)
    ]
    if not trained:
        return
    c = constants("muscle_dynamics")
    set_point, tau_d = (
        (c.strength_set_point, c.strength_tau_d) if kind else (c.growth_set_point, c.growth_tau_d)
    )
    most = set_point * max(0.2, 1 - c.growth_age_slope * max(scene.age, 0.0))
    own = most * (1.0 if kind else _fed(scene)) * np.exp(scene.factors("ageing")["growth"])
    tau = np.full(len(scene.particles), tau_d)
    stretches = [
        Stretch(
            first=first,
            last=last,
            target=own[:, None] * _training_dose(scene, first)[trained],
            tau_loss_d=tau,
            tau_gain_d=tau,
        )
        for first, last in pairwise(change_days(scene.exposures, scene.days))
    ]
    add_relaxing(out, stretches, trained, 1.0)


def _training_dose(scene: Scene, day: float) -> NDArray[np.float64]:
    """Dose of growth training of a day in each channel, 0 where a plateau cause goes on."""
    dose = np.zeros(len(scene.channels))
    for done in scene.done_on(day):
        if done.name in TRAINING:
            reach = np.array([_trains(done, group, side) for group, side in scene.channels])
            dose = np.maximum(dose, TRAINING[done.name] * done.dose * reach)
    for cause in scene.causes:
        if not is_slow(cause.name) and cause.active(day):
            held = np.array([cause.covers(group, side) for group, side in scene.channels])
            dose = dose * (1 - np.minimum(held * cause.intensity, 1))
    return dose


def _trains(done: Exposure, group: str, side: str) -> float:
    """Share of full growth that a training gives a group: all of it where it is for that group, and
    what a general programme gives where it is for a limb or the body."""
    general = 1.0 if done.part == group else groups()[group].general_training
    return done.covers(group, side) * general


def _fed(scene: Scene) -> float:
    """Share of growth that energy and protein allow, 0 to 1."""
    c = constants("muscle_dynamics")
    energy = float(np.clip(1 + scene.energy_kcal_d / c.deficit_cancels_kcal_d, 0, 1))
    if scene.protein_g_kg_d is None:
        return energy
    short = max(0.0, c.protein_enough_g_kg_d - scene.protein_g_kg_d)
    return float(energy * max(0.0, 1 - c.protein_slope * short))
