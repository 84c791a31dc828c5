"""The course of muscles from day to day: exact relaxation between the days of change.

On the log scale the loss of a muscle is the sum of what each cause took. Each part L follows
dL/dt = (T - L) / tau with T and tau constant between change days, so that
L(t) = T + (L0 - T) exp(-(t - t0) / tau) is exact; while its cause lasts T is the plateau less what
countermeasures prevent, afterwards T is the part that stays. Training adds growth in the same way.

Arrays are (channel, particle, day); a channel is a muscle group on a side. The channel leads so
that only what a cause reaches is touched.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from trophe.evidence import constants
from trophe.muscle.growth import add_training
from trophe.muscle.knowledge import (
    REFERENCE_DAY_D,
    REGIONS,
    YEAR_D,
    countermeasures,
    courses,
    families,
    groups,
)
from trophe.muscle.relax import Stretch, add_relaxing
from trophe.muscle.scene import Scene
from trophe.muscle.timeline import SIDES, Exposure, change_days, is_slow

BONES: Final = ("hip", "spine", "leg")
LEG_GROUPS: Final = ("quadriceps", "triceps_surae")
MOST_PREVENTED: Final = 1.5


@dataclass(frozen=True)
class Courses:
    """Logs of size and strength (channel, particle, day) and of bone (site, particle, day) over
    the baseline; each computed when first asked for. `energy` (channel, day) is added to all."""

    scene: Scene
    energy: NDArray[np.float32] | None = None

    @cached_property
    def size(self) -> NDArray[np.float32]:
        """Log size."""
        out = self._course(0)
        return out if self.energy is None else out + self.energy[:, None, :]

    @cached_property
    def strength(self) -> NDArray[np.float32]:
        """Log strength: size to the power alpha, times neural drive."""
        drive = self._course(1)
        drive += self.scene.params["alpha"].astype(np.float32)[None, :, None] * self.size
        return drive

    @cached_property
    def bone(self) -> NDArray[np.float32]:
        """Log bone mineral density."""
        out = np.zeros((len(BONES), len(self.scene.particles), self.scene.days + 1), np.float32)
        for cause in self.scene.causes:
            add_relaxing(out, _bone_stretches(self.scene, cause), range(len(BONES)), -1.0)
        return out

    def _course(self, kind: int) -> NDArray[np.float32]:
        """The sum of all causes, ageing and training for log size (0) or log drive (1)."""
        scene = self.scene
        shape = (len(scene.channels), len(scene.particles), scene.days + 1)
        out = np.empty(shape, np.float32)
        _start_with_ageing(out, scene, kind)
        for cause in scene.causes:
            reached = scene.reached_by(cause)
            if is_slow(cause.name):
                _add_slow(out, scene, cause, kind, reached)
            elif reached:
                add_relaxing(out, cause_stretches(scene, cause, kind, reached), reached, -1.0)
        add_training(out, scene, kind)
        return out


def _plateau(scene: Scene, cause: Exposure, kind: int, reached: Sequence[int]) -> NDArray[Any]:
    """Plateau of the log loss of size (0) or drive (1), (particle, reached channel).

    For a slow cause it is the log loss a year.
    """
    p, course = scene.params, courses()[cause.name]
    c = list(courses()).index(cause.name)
    channels = [scene.channels[i] for i in reached]
    at = [list(groups()).index(group) for group, _ in channels]
    reach = cause.intensity * np.array([cause.covers(group, side) for group, side in channels])
    if kind == 1:
        log_drive = p["log_drive"][:, c] + p["age_drive"] * scene.age
        log_drive = log_drive + p["female_drive"] * scene.female
        log_drive = log_drive + scene.factors(cause.name)["strength"]
        return np.asarray(np.exp(log_drive[:, None] + p["log_drive_weight"][:, at]) * reach)
    f = list(families()).index(course.family)
    log_size = p["log_loss"][:, c] + scene.factors(cause.name)["size"]
    full: Any = 1.0
    if not is_slow(cause.name):
        log_size = log_size + p["age_loss"] * scene.age + p["female_loss"] * scene.female
        full = 1 - np.exp(-REFERENCE_DAY_D / np.exp(p["log_tau"][:, f]))[:, None]
    return np.asarray(np.exp(log_size[:, None] + p["log_weight"][:, f][:, at]) / full * reach)


def cause_stretches(
    scene: Scene, cause: Exposure, kind: int, reached: Sequence[int]
) -> list[Stretch]:
    """The stretches of what one cause takes: before, during and after it."""
    f = list(families()).index(courses()[cause.name].family)
    tau_d = np.exp(scene.params["log_drive_tau" if kind else "log_tau"][:, f])
    plateau, free_day = _plateau(scene, cause, kind, reached), free_day_of(cause)
    edges = change_days(scene.exposures, scene.days)
    if np.isfinite(free_day):
        edges = np.unique(np.append(edges, min(free_day, scene.days)))
    stays, level, made = _stays(scene, cause)[:, None], np.zeros_like(plateau), []
    left = level
    for first, last in pairwise(edges):
        during = cause.start_day <= first < free_day
        stretch = Stretch(
            first=first,
            last=last,
            target=plateau * _kept(scene, first, kind, reached) if during else stays * left,
            tau_loss_d=tau_d,
            tau_gain_d=_regain_tau(scene, cause, first, kind),
        )
        level = stretch.target + stretch.left(level - stretch.target, last - first)
        left = level if during else left
        made.append(stretch)
    return made


def free_day_of(cause: Exposure) -> float:
    """The day from which the muscle can regain: the end, or when its nerve has grown back."""
    end = np.inf if cause.end_day is None else cause.end_day
    if cause.name != "nerve_injury" or cause.distance_mm is None:
        return float(end)
    repair_day = cause.start_day if cause.repair_day is None else cause.repair_day
    arrives = repair_day + cause.distance_mm / constants("muscle_dynamics").nerve_regrowth_mm_d
    return float(max(arrives, 0.0 if cause.end_day is None else end))


def _stays(scene: Scene, cause: Exposure) -> NDArray[np.float64]:
    """Share of the loss that never comes back; for a nerve it grows with the delay."""
    f = list(families()).index(courses()[cause.name].family)
    odds = np.exp(-scene.params["residue"][:, f])
    if cause.name == "nerve_injury" and cause.distance_mm is not None:
        delay_d = free_day_of(cause) - cause.start_day
        odds = odds * constants("muscle_dynamics").nerve_delay_odds ** (delay_d / 91.0)
    return np.asarray(1 / (1 + odds))


def _kept(scene: Scene, day: float, kind: int, reached: Sequence[int]) -> NDArray[np.float64]:
    """Share of the plateau left by the countermeasures of a day, (particle, reached channel).

    A countermeasure is never counted as harm, and all together turn the loss into gain by no more
    than half of it.
    """
    names, kept = list(countermeasures()), np.ones((len(scene.particles), len(reached)))
    channels = [scene.channels[i] for i in reached]
    region = [REGIONS.index(groups()[group].region) for group, _ in channels]
    for done in scene.done_on(day):
        share = scene.params["prevented"][:, kind][:, region, names.index(done.name)]
        reach = np.array([done.covers(group, side) for group, side in channels])
        spared = np.clip(share, 0, MOST_PREVENTED) * min(done.dose, 1.0) * reach
        # Past the whole of the loss a second countermeasure adds nothing.
        kept = np.where(kept > 0, kept * (1 - spared), kept)
    return np.maximum(kept, 1 - MOST_PREVENTED)


def _regain_tau(scene: Scene, cause: Exposure, day: float, kind: int) -> NDArray[np.float64]:
    """Time constant of recovery on a day from age, training and length of exposure; (particle,)."""
    p = scene.params
    end = min(free_day_of(cause), max(day, cause.start_day))
    exposed = np.log(max(end - cause.start_day, 1.0) / 21.0)
    training = sum(
        countermeasures()[done.name].regain * min(done.dose, 1.0) for done in scene.done_on(day)
    )
    log_tau = p["log_regain_tau"] + p["regain_age"] * scene.age
    log_tau = log_tau + scene.factors(cause.name)["regain"]
    log_tau = log_tau - np.maximum(p["regain_training"], 0) * training
    log_tau = log_tau + p["regain_exposed"] * exposed + (p["regain_drive"] if kind else 0.0)
    return np.asarray(np.exp(log_tau))


def _add_slow(
    out: NDArray[np.float32], scene: Scene, cause: Exposure, kind: int, reached: Sequence[int]
) -> None:
    """A loss that grows by a yearly rate while its cause lasts, slowed by countermeasures."""
    days, yearly = np.arange(scene.days + 1), _plateau(scene, cause, kind, reached)
    end = np.inf if cause.end_day is None else cause.end_day
    for first, last in pairwise(change_days(scene.exposures, scene.days)):
        if cause.start_day <= first < end:
            spent = (np.clip(days - first, 0, last - first) / YEAR_D).astype(np.float32)
            rate = yearly * np.maximum(_kept(scene, first, kind, reached), 0)
            for column, channel in enumerate(reached):
                out[channel] -= rate[:, column, None].astype(np.float32) * spent


def _start_with_ageing(out: NDArray[np.float32], scene: Scene, kind: int) -> None:
    """The slow background of growing older, always there; slower below the age of the studies."""
    c = constants("muscle_dynamics")
    ramp = (scene.age_y - c.ageing_from_y) / (c.ageing_full_y - c.ageing_from_y)
    if ramp <= 0:
        out.fill(0)
        return
    everywhere = range(len(scene.channels))
    yearly = _plateau(scene, Exposure(name="ageing"), kind, everywhere).astype(np.float32)
    years = (np.arange(scene.days + 1) / YEAR_D * min(ramp, 1.25)).astype(np.float32)
    for channel in everywhere:
        np.multiply(-yearly[:, channel, None], years, out=out[channel])


def _bone_stretches(scene: Scene, cause: Exposure) -> list[Stretch]:
    """The stretches of what one cause takes of log bone density at hip, spine and leg."""
    p, c = scene.params, list(courses()).index(cause.name)
    tau_d = np.exp(p["log_bone_tau"])
    month = 1 - np.exp(-YEAR_D / 12 / tau_d)
    own = 0.5 * scene.factors(cause.name)["size"]
    site = np.exp(p["log_bone"][:, c][:, None] + p["bone_site"] + own[:, None])
    whole = 1.0 if cause.part is None and cause.side is None else 0.0
    leg = max(cause.covers(group, side) for group in LEG_GROUPS for side in SIDES)
    plateau = site / month[:, None] * cause.intensity * np.array([whole, whole, leg])
    return [
        Stretch(
            first=first,
            last=last,
            target=plateau * _kept_bone(scene, first) if cause.active(first) else 0 * plateau,
            tau_loss_d=tau_d,
            tau_gain_d=np.exp(p["log_bone_regain_tau"]),
        )
        for first, last in pairwise(change_days(scene.exposures, scene.days))
    ]


def _kept_bone(scene: Scene, day: float) -> NDArray[np.float64]:
    """Share of the bone loss left by the countermeasures of a day, (particle, 1)."""
    names, kept = list(countermeasures()), np.ones((len(scene.particles), 1))
    for done in scene.done_on(day):
        share = scene.params["prevented"][:, 2, 0, names.index(done.name)]
        kept = kept * (1 - np.clip(share, 0, 1) * min(done.dose, 1.0))[:, None]
    return kept
