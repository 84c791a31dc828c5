"""The trials as the energy model runs them: mean persons, intakes and what was measured."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from trophe.energy import Adults, Preset, baseline, simulate
from trophe.energy.schedule import parse
from trophe.evidence import EnergyArm, EnergyOutcome

Floats = NDArray[np.float64]
COLUMNS: Final = ("weight", "fat", "ffm")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trials:
    """Arms of trials, one row an arm and day. Arrays are (row,); `observed` is (row, 3) kg.

    `told` is (row, day) intake as told, kcal/d. Absent outcomes are NaN; absent protein is the
    preset's reference, so that it has no effect.
    """

    arms: tuple[EnergyArm, ...]
    outcomes: tuple[EnergyOutcome, ...]
    people: Adults
    told: Floats
    protein_g_kg_d: Floats
    training: Floats
    day: NDArray[np.int64]
    observed: Floats

    @classmethod
    def of(cls, arms: tuple[EnergyArm, ...], preset: Preset) -> "Trials":
        """Arms with a mean person, one row for each outcome that tells a weight or more.

        Outcomes that were not verified stay only in arms that are kept out of every fit.
        """
        rows = [
            (arm, outcome)
            for arm in arms
            for outcome in arm.outcomes
            if outcome.weight_change_kg is not None and (outcome.verified or arm.role == "check")
        ]
        people = _people([arm for arm, _ in rows])
        day = np.array([int(outcome.day) for _, outcome in rows])
        need = baseline(people, preset).intake_kcal_d
        told = [_intake(a, float(n), int(day.max())) for (a, _), n in zip(rows, need, strict=True)]
        protein = [preset.protein_reference_g_kg_d if p is None else p for p in _protein(rows)]
        return cls(
            arms=tuple(arm for arm, _ in rows),
            outcomes=tuple(outcome for _, outcome in rows),
            people=people,
            told=np.array(told),
            protein_g_kg_d=np.array(protein),
            training=np.array([arm.training for arm, _ in rows]),
            day=day,
            observed=np.array([_observed(outcome) for _, outcome in rows]),
        )

    @property
    def series(self) -> NDArray[np.str_]:
        """The series of each row."""
        return np.array([arm.series_id for arm in self.arms])

    def has_role(self, role: str) -> NDArray[np.bool_]:
        """Which rows play this role."""
        return np.array([arm.role == role for arm in self.arms])

    @property
    def is_free(self) -> NDArray[np.bool_]:
        """Which rows are of people who lived freely and may have eaten other than told."""
        return np.array([arm.setting == "free" for arm in self.arms])

    def run(self, preset: Preset, adherence: Floats | float = 1.0) -> Floats:
        """Modelled change of weight, fat and fat-free mass, kg, (row, 3).

        `adherence` (row,) is the share of the told change of intake that was eaten.
        """
        base = baseline(self.people, preset).intake_kcal_d
        change = (self.told - base[:, None]) * np.broadcast_to(adherence, self.day.shape)[:, None]
        days, place = np.unique(np.append(self.day, 0), return_inverse=True)
        path = simulate(
            self.people,
            preset,
            days=days,
            intake_change_kcal_d=change,
            protein_g_kg_d=self.protein_g_kg_d[:, None],
            training=self.training[:, None],
            keep=("weight_kg", "fat_kg"),
        )
        row = np.arange(self.day.size)
        weight = path.weight_kg[row, place[:-1]] - path.weight_kg[:, 0]
        fat = path.fat_kg[row, place[:-1]] - path.fat_kg[:, 0]
        return np.stack([weight, fat, weight - fat], axis=1)


def _people(arms: list[EnergyArm]) -> Adults:
    """The mean persons as arrays."""
    persons = [arm.person for arm in arms if arm.person is not None]

    def column(name: str) -> Floats:
        values = [getattr(person, name) for person in persons]
        return np.array([np.nan if value is None else value for value in values])

    names = ("male", "age_y", "height_m", "weight_kg", "fat_kg", "ree_kcal_d", "pal")
    return Adults.of(**{name: column(name) for name in names})


def _protein(rows: list[tuple[EnergyArm, EnergyOutcome]]) -> list[float | None]:
    """Protein of each row, None where the trial does not tell it."""
    return [arm.protein_g_kg_d for arm, _ in rows]


def _intake(arm: EnergyArm, need_kcal_d: float, days: int) -> Floats:
    """(day,) intake as told, kcal/d."""
    steps = parse("step", arm.intake_steps, days)
    if arm.intake_kind == "factor":
        return steps * need_kcal_d
    return steps + need_kcal_d if arm.intake_kind == "change" else steps


def _observed(outcome: EnergyOutcome) -> list[float]:
    """Weight, fat and fat-free change, kg, NaN where it was not told."""
    changes = (outcome.weight_change_kg, outcome.fat_change_kg, outcome.ffm_change_kg)
    return [np.nan if value is None else value for value in changes]
