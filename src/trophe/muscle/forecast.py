"""The forecast of one person: bands, return days, scenarios, and learning from measurements."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trophe.checks import require_one, require_range
from trophe.errors import InputError, UnknownNameError
from trophe.evidence import constants
from trophe.muscle.draws import Draws, stored_draws
from trophe.muscle.dynamics import BONES, TRAINING, Channel, Courses, Scene
from trophe.muscle.instruments import (
    INSTRUMENTS,
    Measurement,
    Reading,
    effective,
    flag_wild,
    log_weights,
    resample,
)
from trophe.muscle.knowledge import courses, groups
from trophe.muscle.particles import DEFAULT_PARTICLES, Particles, make_particles
from trophe.muscle.timeline import Exposure, check_timeline
from trophe.person import Person, Sex

QUANTILES: Final = (0.05, 0.25, 0.5, 0.75, 0.95)
KINDS: Final = ("size", "strength", "bone")
MIN_EFFECTIVE: Final = 0.5
SHRINK: Final = 0.95
ROUNDS: Final = 3
FEMALE_SHARE: Final = {Sex.FEMALE: 0.7, Sex.MALE: -0.3, Sex.UNSPECIFIED: 0.2}
# Causes of healthy disuse share what is known of each other; elsewhere a cause needs own figures.
POOLED_FAMILIES: Final = ("unload", "cast", "surgery", "hospital")
MEASUREMENTS_WITHOUT_RATE: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class NoRate:
    """Why a forecast is withheld: nobody has published how fast this goes."""

    cause: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnDay:
    """When a level is back: days (None where not within the horizon) and the probability."""

    level: float
    median: float | None
    q05: float | None
    q25: float | None
    q75: float | None
    q95: float | None
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """Particles of size, strength and bone over the person's own baseline (1 on day 0).

    `courses` hold log values of this person, `mean_courses` of the mean of people like this;
    particles of the same number share their random numbers.
    """

    days: int
    channels: tuple[Channel, ...]
    courses: Courses
    mean_courses: Courses
    particles: Particles
    no_rates: tuple[NoRate, ...]
    wild: tuple[Measurement, ...]
    measured: int

    @property
    def muscles(self) -> tuple[str, ...]:
        """The muscle groups with a forecast, and whole_body."""
        return (*dict.fromkeys(group for group, _ in self.channels), "whole_body")

    def draws(
        self, muscle: str, *, kind: str = "size", side: str | None = None, band: str = "person"
    ) -> NDArray[np.float64]:
        """Particles (particle, day) of a muscle group, of "whole_body", or of a bone site.

        `kind` is size, strength or bone; `band` person or mean; without `side` both sides'
        mean. Raises InputError where the rate is not published and too little was measured.
        """
        self._require_rate(kind)
        source = {"person": self.courses, "mean": self.mean_courses}.get(band)
        if source is None:
            raise UnknownNameError("band", band, ("person", "mean"))
        if kind == "bone":
            site = _index("site", muscle, BONES)
            return np.asarray(np.exp(source.bone[site], dtype=float))
        if kind not in KINDS:
            raise UnknownNameError("kind", kind, KINDS)
        return self._muscle_draws(source.size if kind == "size" else source.strength, muscle, side)

    def _muscle_draws(
        self, logs: NDArray[Any], muscle: str, side: str | None
    ) -> NDArray[np.float64]:
        """Particles of a group or of the whole body, weighted by volume."""
        if muscle not in self.muscles:
            raise UnknownNameError("muscle", muscle, self.muscles)
        weight = np.array(
            [
                groups()[group].volume_share
                if (muscle == "whole_body" or group == muscle) and side in (None, "both", on)
                else 0.0
                for group, on in self.channels
            ]
        )
        if not weight.any() and side in ("left", "right"):
            return self._muscle_draws(logs, muscle, None)
        mean = np.zeros(logs.shape[1:], np.float32)
        for channel in np.flatnonzero(weight):
            mean += np.float32(weight[channel] / weight.sum()) * np.exp(logs[channel])
        return mean.astype(float)

    def quantiles(
        self,
        muscle: str,
        day: ArrayLike | None = None,
        *,
        kind: str = "size",
        side: str | None = None,
        band: str = "person",
    ) -> NDArray[np.float64]:
        """5, 25, 50, 75 and 95 % quantiles, (5,) for one day, else (5, day); all days if None."""
        values = self.draws(muscle, kind=kind, side=side, band=band)
        if day is not None:
            values = values[:, require_range("day", day, 0, self.days).astype(int)]
        return np.quantile(values, QUANTILES, axis=0)

    def day_back_to(
        self,
        level: float,
        muscle: str,
        *,
        kind: str = "size",
        side: str | None = None,
        band: str = "person",
    ) -> ReturnDay:
        """The first day after the deepest loss with at least `level` (0.01 to 1.5) of baseline.

        0 where the level was never lost.
        """
        require_one("level", level, 0.01, 1.5, hint="0.95 is 95 % of the level before.")
        values = self.draws(muscle, kind=kind, side=side, band=band)
        nadir = values.argmin(axis=1)
        after = np.arange(values.shape[1]) >= nadir[:, None]
        back = after & (values >= level)
        day = np.where(back.any(axis=1), back.argmax(axis=1), np.inf)
        day = np.where(values.min(axis=1) >= level, 0, day)
        five = [_finite(np.quantile(day, q, method="inverted_cdf")) for q in QUANTILES]
        return ReturnDay(
            level=level,
            **dict(zip(("q05", "q25", "median", "q75", "q95"), five, strict=True)),
            probability=float(np.isfinite(day).mean()),
        )

    def less(
        self, other: "Forecast", muscle: str, *, kind: str = "size", side: str | None = None
    ) -> NDArray[np.float64]:
        """Quantiles (5, day) of this forecast less another one, particle by particle.

        Both must come from the same seed and person, so that chance is common to both.
        """
        if not np.array_equal(self.particles.index, other.particles.index):
            raise InputError("other", "The two forecasts do not share their random numbers.")
        mine, theirs = (x.draws(muscle, kind=kind, side=side) for x in (self, other))
        last = min(mine.shape[1], theirs.shape[1])
        return np.quantile(mine[:, :last] - theirs[:, :last], QUANTILES, axis=0)

    def table(self, *, every: int = 1) -> list[dict[str, Any]]:
        """One row a muscle, side, kind, band and day, with median and 50 and 90 % band."""
        require_one("every", every, 1, 36525)
        rows = []
        for muscle, side, kind, band in self._series():
            five = self.quantiles(muscle, kind=kind, side=side, band=band)
            for day in range(0, self.days + 1, every):
                values = dict(
                    zip(("q05", "q25", "median", "q75", "q95"), five[:, day], strict=True)
                )
                head = {"muscle": muscle, "side": side or "both", "kind": kind, "band": band}
                rows.append({**head, "day": day, **{k: float(v) for k, v in values.items()}})
        return rows

    def _series(self) -> list[tuple[str, str | None, str, str]]:
        """Every series of the table: muscle or site, side, kind, band."""
        withheld = {no_rate.kind for no_rate in self.no_rates} if self._withheld else set()
        places: list[tuple[str, str | None]] = [
            (group, None if side == "both" else side) for group, side in self.channels
        ]
        muscles = [
            (*one, kind) for kind in ("size", "strength") for one in [*places, ("whole_body", None)]
        ]
        bones = [(site, None, "bone") for site in BONES]
        return [
            (place, side, kind, band)
            for place, side, kind in [*muscles, *bones]
            if kind not in withheld
            for band in ("person", "mean")
        ]

    @property
    def _withheld(self) -> bool:
        """Whether rates are unknown and too few readings make up for it."""
        return bool(self.no_rates) and self.measured < MEASUREMENTS_WITHOUT_RATE

    def _require_rate(self, kind: str) -> None:
        """Refuse to show a number nobody has published."""
        for no_rate in self.no_rates:
            if no_rate.kind == kind and self._withheld:
                raise InputError("cause", no_rate.text)


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _index(name: str, value: str, known: Sequence[str]) -> int:
    if value not in known:
        raise UnknownNameError(name, value, known)
    return list(known).index(value)


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

    Raises InputError for impossible timelines and values out of range.

    References
    ----------
    docs/muscle.md; constants `muscle_dynamics` and `muscle_instruments`; the stored draws.
    """
    days = int(require_one("days", days, 1, 3660))
    exposures = tuple(exposures)
    check_timeline(exposures)
    posterior = draws or stored_draws()
    start = make_particles(posterior, particles, seed)
    scene = _scene(person, exposures, days, posterior, start, energy_kcal_d, protein_g_kg_d)
    readings = tuple(measurements or ())
    wild: tuple[Measurement, ...] = ()
    if readings:
        scene, wild = _learn(scene, posterior, readings, seed)
    energy = None if muscle_from_energy is None else _share_energy(scene, muscle_from_energy)
    like = replace(scene, particles=scene.particles.mean_of_people)
    return Forecast(
        days=days,
        channels=scene.channels,
        courses=Courses(scene, energy),
        mean_courses=Courses(like, energy),
        particles=scene.particles,
        no_rates=_no_rates(exposures, posterior),
        wild=wild,
        measured=len(readings) - len(wild),
    )


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


def channels_of(exposures: Sequence[Exposure]) -> tuple[Channel, ...]:
    """The muscles to follow: every group, by side where something is one-sided."""
    sides = ("left", "right") if any(e.side is not None for e in exposures) else ("both",)
    return tuple((group, side) for group in groups() if group != "whole_body" for side in sides)


def _no_rates(exposures: Sequence[Exposure], posterior: Draws) -> tuple[NoRate, ...]:
    """Where no figure stands behind a cause and no kin of it may stand in."""
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


def _learn(
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
    enough = MIN_EFFECTIVE * len(log_weight) / 4
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
    """Particles with their own factors shaken, keeping mean and spread (Liu and West 2001)."""
    spread = np.sqrt(1 - SHRINK**2)

    def shaken(z: NDArray[Any]) -> NDArray[np.float64]:
        mean, sd = z.mean(axis=0), z.std(axis=0)
        noise = rng.standard_normal(z.shape)
        return np.asarray(SHRINK * z + (1 - SHRINK) * mean + spread * sd * noise)

    return replace(particles, study=shaken(particles.study), person=shaken(particles.person))


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


def _share_energy(scene: Scene, muscle_from_energy: ArrayLike) -> NDArray[np.float32]:
    """The energy model's change of whole-body muscle shared among the muscles; (channel, day) logs.

    With a the share a muscle takes (mean 1 by volume) and e the energy model's ratio, each muscle
    is multiplied by 1 + a (e - 1): the volume-weighted sum is the energy model's.
    """
    ratio = require_range("muscle_from_energy", muscle_from_energy, 0.1, 3)
    if ratio.shape != (scene.days + 1,):
        raise InputError("muscle_from_energy", "muscle_from_energy needs one value for each day.")
    spared = constants("muscle_dynamics").training_spares
    volume = np.array([groups()[group].volume_share for group, _ in scene.channels])
    take = 1 - spared * np.array([_trained(scene, *channel) for channel in scene.channels])
    take = take / (volume @ take / volume.sum())
    added = np.log(np.maximum(1 + take[:, None] * (ratio - 1), 0.02))
    return np.asarray(added, np.float32)


def _trained(scene: Scene, group: str, side: str) -> float:
    """How far a muscle is trained at any time, 0 to 1."""
    doses = [
        e.covers(group, side) * min(e.dose, 1.0) for e in scene.exposures if e.name in TRAINING
    ]
    return max(doses, default=0.0)
