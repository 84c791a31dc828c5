"""The forecast of a case: muscles, bands, return days, readings, and honest gaps."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from trophe import __version__
from trophe.evidence import constants_hash, evidence_hash
from trophe.muscle import (
    Exposure,
    Forecast,
    Measurement,
    forecast,
    no_rates_of,
    stored_draws,
)
from trophe.muscle.knowledge import groups
from trophe.muscle.particles import Particles
from trophe.muscle.result import MEASUREMENTS_WITHOUT_RATE, NoRate
from trophe.muscle.scene import Channel, channels_of
from trophe.person.measures import Taken
from trophe.timeline.case import Case
from trophe.timeline.event import Event
from trophe.timeline.exposures import Frame, frame_of

PARTICLES: Final = 1000
QUANTILES: Final = (0.05, 0.25, 0.5, 0.75, 0.95)
MODEL: Final = "muscle-1"
KINDS: Final = ("size", "strength")
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """What readings have taught: particles for the forecast of size and of strength."""

    size: Particles
    strength: Particles

    def of(self, kind: str) -> Particles:
        """The particles for size or strength."""
        return self.strength if kind == "strength" else self.size


@dataclass(frozen=True)
class Outlook:
    """A case and what follows from it. `size` and `strength` may be two forecasts: a cause whose
    rate nobody has published for one of them is left out of that one, and named in `no_rates`.
    """

    case: Case
    frame: Frame
    readings: tuple[tuple[Taken, Measurement], ...]
    size: Forecast
    strength: Forecast
    no_rates: tuple[NoRate, ...]

    def of(self, kind: str) -> Forecast:
        """The forecast that stands for a kind: size or strength; bone goes with size."""
        return self.strength if kind == "strength" else self.size

    @property
    def learned(self) -> Learned:
        """What its readings have taught, to be taken over by another outlook."""
        return Learned(size=self.size.particles, strength=self.strength.particles)

    @cached_property
    def channels(self) -> tuple[Channel, ...]:
        """Every muscle followed, by side where something on the timeline is one-sided."""
        followed = {group for group, _ in self.size.channels}
        return tuple(c for c in channels_of(self.frame.exposures) if c[0] in followed)

    @cached_property
    def unknown(self) -> frozenset[tuple[str, str, str]]:
        """Kind, group and side of what a cause without a published rate reaches."""
        left_out = {(n.kind, n.cause) for n in self.no_rates}
        return frozenset(
            (kind, group, side)
            for kind in KINDS
            for e in self.frame.exposures
            if (kind, e.name) in left_out
            for group, side in self.channels
            if e.covers(group, side) > 0
        )

    @cached_property
    def wild(self) -> tuple[Taken, ...]:
        """Readings that lie far from what the others and the forecast allow; hardly counted."""
        flagged = [(m.instrument, m.day, m.value, m.side) for m in self.size.wild]
        return tuple(
            t for t, m in self.readings if (m.instrument, m.day, m.value, m.side) in flagged
        )

    def reached(self, group: str, side: str) -> tuple[Exposure, ...]:
        """The causes that reach a muscle."""
        return tuple(e for e in self.frame.exposures if e.is_cause and e.covers(group, side) > 0)

    def helped(self, group: str, side: str) -> tuple[Exposure, ...]:
        """What is done that reaches a muscle."""
        return tuple(
            e for e in self.frame.exposures if not e.is_cause and e.covers(group, side) > 0
        )

    def logs(
        self,
        members: Sequence[str],
        side: str,
        kind: str,
        *,
        mean: bool = False,
        days: NDArray[np.int64] | None = None,
    ) -> Any:
        """Log size or strength of some groups together on a side, (particle, day), by volume; of
        all days, or of some."""
        channels = self.of(kind).channels
        source = self.of(kind).mean_courses if mean else self.of(kind).courses
        logs = source.size if kind == "size" else source.strength
        at = [
            i
            for i, (group, on) in enumerate(channels)
            if group in members and (side in ("both", "") or on in (side, "both"))
        ]
        shown = slice(None) if days is None else days
        if len(at) == 1:
            return logs[at[0]][:, shown]
        weight = np.array([groups()[channels[i][0]].volume_share for i in at], np.float32)
        return np.log(np.tensordot(weight / weight.sum(), np.exp(logs[..., shown][at]), 1))

    def five(self, members: Sequence[str], side: str, kind: str, day: int) -> list[float]:
        """5, 25, 50, 75 and 95 % of size or strength over before on a day, for this person."""
        values = np.exp(self.logs(members, side, kind, days=np.array([day]))[:, 0])
        return [round(float(v), 4) for v in np.quantile(values, QUANTILES)]


def outlook(
    case: Case,
    *,
    particles: int = PARTICLES,
    like: Learned | None = None,
    only: Collection[str] | None = None,
) -> Outlook:
    """What happens to a person's muscles from day 0 of their timeline to `case.days` ahead.

    `particles` 10 to 100,000 possible courses. With `like`, what an outlook of the same person and
    readings has learnt, its particles are taken over: the two differ by what was changed alone.
    `only` names the muscle groups to follow, which is quicker. The same case and seed give the
    same numbers everywhere.
    """
    counted = [t for t in case.measurements if t.counts]
    frame = frame_of_case(case)
    readings = tuple(
        (t, _measurement(t, frame)) for t in counted if t.measured_on >= frame.first_date
    )
    gaps = () if len(readings) >= MEASUREMENTS_WITHOUT_RATE else no_rates_of(frame.exposures)
    made: dict[frozenset[str], Forecast] = {}
    for kind in KINDS:
        without = _without(gaps, kind)
        if without not in made:
            source = None if like is None else like.of(kind)
            made[without] = _forecast(case, frame, readings, without, particles, source, only)
    return Outlook(
        case=case,
        frame=frame,
        readings=readings,
        size=made[_without(gaps, "size")],
        strength=made[_without(gaps, "strength")],
        no_rates=gaps,
    )


def _without(gaps: Sequence[NoRate], kind: str) -> frozenset[str]:
    """The causes that a forecast of size or strength leaves out."""
    return frozenset(gap.cause for gap in gaps if gap.kind == kind)


def frame_of_case(case: Case) -> Frame:
    """The days and exposures; weight loss counts by the energy plan where there is one."""
    events = case.events
    if case.energy is not None:
        events = tuple(e for e in events if not e.of.is_weight_loss)
    if case.protein_g_kg_d is not None and not any(
        e.kind == "protein" and e.lasts_on(case.today) for e in events
    ):
        eaten = {"g_kg_d": case.protein_g_kg_d}
        events = (*events, Event(kind="protein", began_on=case.today, detail=eaten))
    return frame_of(
        events,
        today=case.today,
        ahead_d=case.days,
        measured_on=[t.measured_on for t in case.measurements if t.counts],
        energy_from=None if case.energy is None else case.energy.first_date,
    )


def _forecast(
    case: Case,
    frame: Frame,
    readings: Sequence[tuple[Taken, Measurement]],
    left_out: frozenset[str],
    particles: int,
    like: Particles | None,
    only: Collection[str] | None,
) -> Forecast:
    protein = case.protein_g_kg_d
    energy = case.energy
    return forecast(
        case.person,
        [e for e in frame.exposures if e.name not in left_out],
        max(frame.days, 1),
        [m for _, m in readings],
        case.seed,
        particles=particles,
        energy_kcal_d=0.0 if energy is None else energy.balance_kcal_d,
        protein_g_kg_d=protein,
        muscle_from_energy=None
        if energy is None
        else energy.on_days(frame.first_date, max(frame.days, 1)),
        like=like,
        only=only,
    )


def _measurement(taken: Taken, frame: Frame) -> Measurement:
    """A sitting as the forecast reads it."""
    name = taken.of.reads
    if taken.skinfold_mm:
        name += "_fat_corrected"
    place = taken.of.site(taken.site)
    return Measurement(
        instrument=name,
        day=float(frame.day(taken.measured_on)),
        value=taken.corrected,
        muscle=None if place is None else place.muscle,
        side=taken.side or None,
    )


def versions() -> dict[str, str]:
    """What a forecast was made with."""
    return {
        "trophe": __version__,
        "model": MODEL,
        "draws": stored_draws().evidence,
        "evidence": evidence_hash(),
        "constants": constants_hash(),
    }
