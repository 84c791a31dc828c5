"""What happens to the muscles under a plan: causes and training beside food, one lean budget.

The energy model says what eating does to lean tissue, the muscle model what a cause (a cast, bed
rest, an illness) and training do to each muscle. Each is counted once: training that is told as an
exposure no longer moves lean tissue in the energy model, muscle that exposures take or give is
added to fat-free mass and weight, and the muscle model gets only the share of energy.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from trophe.energy import (
    MALE_SHARE,
    muscle_share_of_lean_change,
    skeletal_muscle_kg,
)
from trophe.muscle import Exposure, Forecast, forecast, no_rates_of, protein_share
from trophe.muscle.scene import channels_of
from trophe.plan.bands import Spread
from trophe.plan.document import QUANTILES, MuscleCourse, MuscleForecast
from trophe.plan.draft import Draft

Floats = NDArray[np.float64]

KINDS: Final = ("size", "strength")
WHOLE_BODY: Final = "whole_body"
STEP_D: Final = 7
PLACES: Final = {"q05": 0.05, "q25": 0.25, "median": 0.5, "q75": 0.75, "q95": 0.95}
NOTE: Final = (
    "Sizes and strengths are shares of what they were before anything took muscle. What food does"
    " is shared among all muscles; causes and training reach their own. Each counts once: fat-free"
    " mass and weight hold what the muscles lose and gain."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """The exposures of a plan and what goes with them into the muscle model."""

    draft: Draft
    exposures: tuple[Exposure, ...]
    today: int
    days: int
    draws: int
    seed: int

    @classmethod
    def of(cls, draft: Draft, protein_g_d: float | None, **size: int) -> "Around":
        """The plan's own protein stands for an intake from its first day on, unless one is told."""
        case, today = draft.case, draft.case.exposures_day
        exposures = case.exposures
        told = any(e.name == "protein" and e.active(today) for e in exposures)
        if protein_g_d is not None and not told:
            share = protein_share(protein_g_d / case.person.weight_kg)
            exposures += (Exposure(name="protein", start_day=today, intensity=share),)
        return cls(draft=draft, exposures=exposures, today=today, **size)

    def forecast(
        self, exposures: Sequence[Exposure], muscle_from_energy: Floats | None = None
    ) -> Forecast:
        """The muscle model over the plan's days, with the plan's energy balance."""
        draft = self.draft
        assert draft.course is not None
        assert draft.need.tee_kcal_d is not None
        return forecast(
            draft.case.person,
            exposures,
            self.today + self.days,
            seed=self.seed,
            particles=self.draws,
            energy_kcal_d=float(draft.course.intake_kcal_d[0]) - draft.need.tee_kcal_d,
            muscle_from_energy=muscle_from_energy,
        )

    def without(self, kind: str) -> list[Exposure]:
        """The exposures that have a published rate of size or strength."""
        gaps = {gap.cause for gap in no_rates_of(self.exposures) if gap.kind == kind}
        return [e for e in self.exposures if e.name not in gaps]


def lean_of_exposures(around: Around) -> Floats:
    """What causes and training do to muscle beside food and ageing, kg since today, (draw, day)."""
    with_them = _whole(around, around.without("size"))
    alone = _whole(around, [])
    return _muscle_kg(around.draft) * (with_them / alone - 1)


def muscle_of(around: Around, spread: Spread) -> MuscleForecast:
    """Every muscle that something reaches, and the whole body, once a week, over before."""
    ratio = from_energy(around.draft, spread)
    on_frame = np.concatenate([np.ones(around.today), ratio])
    made = {kind: around.forecast(around.without(kind), on_frame) for kind in KINDS}
    shown = np.arange(0, around.days + 1, STEP_D)
    reached = [
        (group, side)
        for group, side in channels_of(around.exposures)
        if any(e.covers(group, side) > 0 for e in around.exposures if e.name != "protein")
    ]
    return MuscleForecast(
        day=tuple(int(day) for day in shown),
        baseline_day=-around.today,
        muscles=tuple(
            _course(made, group, side, around.today + shown)
            for group, side in (*reached, (WHOLE_BODY, "both"))
        ),
        from_energy=tuple(round(float(v), 6) for v in ratio),
        no_rates=tuple(dict.fromkeys(gap.text for gap in no_rates_of(around.exposures))),
        note=NOTE,
    )


def from_energy(draft: Draft, spread: Spread) -> Floats:
    """Whole-body muscle over that of today by food alone, (day,): its share of the lean change."""
    change_kg = float(muscle_share_of_lean_change()) * (spread.lean_kg - spread.lean_kg[0])
    return np.asarray(np.clip(1 + change_kg / _muscle_kg(draft), 0.2, 3))


def exposures_from(entries: Sequence[Mapping[str, Any]]) -> tuple[Exposure, ...]:
    """The exposures of stored inputs."""
    return tuple(Exposure(**entry) for entry in entries)


def _muscle_kg(draft: Draft) -> float:
    """Skeletal muscle today."""
    person = draft.case.person
    assert draft.course is not None
    fat_kg = float(draft.course.body.fat_kg[0])
    return float(skeletal_muscle_kg(person.weight_kg, fat_kg, MALE_SHARE[person.sex]))


def _whole(around: Around, exposures: Sequence[Exposure]) -> Floats:
    """Muscle of the whole body over that of today, (draw, day of the plan)."""
    draws = around.forecast(exposures).draws(WHOLE_BODY)[:, around.today :]
    return np.asarray(draws / draws[:, :1])


def _on_days(
    made: Forecast, group: str, side: str, kind: str, days: NDArray[np.int64]
) -> NDArray[Any]:
    """Size or strength on some days, (draw, day); of one muscle without touching the others."""
    if (group, side) not in made.channels:
        return made.draws(group, kind=kind)[:, days]
    courses = made.courses.size if kind == "size" else made.courses.strength
    return np.asarray(np.exp(courses[made.channels.index((group, side))][:, days]))


def _course(
    made: Mapping[str, Forecast], group: str, side: str, days: NDArray[np.int64]
) -> MuscleCourse:
    bands = {}
    for kind in KINDS:
        values = _on_days(made[kind], group, side, kind, days)
        found = {q: np.quantile(values, PLACES[q], axis=0) for q in QUANTILES}
        bands[kind] = {q: tuple(round(float(v), 4) for v in found[q]) for q in QUANTILES}
    return MuscleCourse(group=group, side=side, **bands)
