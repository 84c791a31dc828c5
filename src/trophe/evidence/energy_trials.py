"""Trials of weight change: who, what they ate, and what was measured.

An arm that the model can run carries a `mean_person`; what of it is ours and not printed stands in
`assumed`, with the reason in `why`.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from trophe.evidence.tables import number, table

ENERGY_TABLES: Final = ("energy_arms.csv", "energy_outcomes.csv")


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanPerson:
    """The person that stands for an arm. `male` is the share of men; absent values are None."""

    male: float
    age_y: float
    height_m: float
    weight_kg: float
    fat_kg: float | None
    ree_kcal_d: float | None
    pal: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EnergyOutcome:
    """Changes on a day, kg or % of the start; absent figures are None.

    `ffm_kind` is "printed" or "derived" (weight less fat, or a printed share of the loss).
    """

    outcome_id: str
    day: float
    weight_change_kg: float | None
    weight_change_pct: float | None
    fat_change_kg: float | None
    fat_change_pct: float | None
    ffm_change_kg: float | None
    ffm_change_pct: float | None
    ffm_kind: str
    method: str
    verified: bool
    seen_where: str
    notes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnergyArm:
    """A group of people in a trial of weight change.

    `role`: "fit" (intake known), "partition" (only the split of the change counts), "check" (kept
    out of every fit), "" (no mean person). `intake_kind`: factor (of the need at the start),
    change or kcal (kcal/d), with `intake_steps` as day:value pairs.
    """

    arm_id: str
    series_id: str
    study: str
    arm: str
    n: float | None
    intake_regimen: str
    intake_known: str
    doi: str
    role: str
    setting: str
    person: MeanPerson | None
    intake_kind: str
    intake_steps: str
    protein_g_kg_d: float | None
    training: float
    assumed: tuple[str, ...]
    why: str
    outcomes: tuple[EnergyOutcome, ...]


_OUTCOME_NUMBERS: Final = (
    *("weight_change_kg", "weight_change_pct", "fat_change_kg", "fat_change_pct"),
    *("ffm_change_kg", "ffm_change_pct"),
)


@cache
def energy_arms() -> tuple[EnergyArm, ...]:
    """Every arm of the energy trials with its outcomes."""
    return tuple(_arm(row) for row in table("energy_arms.csv"))


def _arm(row: dict[str, str]) -> EnergyArm:
    """An arm from its row."""
    names = ("arm_id", "series_id", "study", "arm", "intake_regimen", "intake_known", "doi")
    texts = {name: row[name] for name in (*names, "intake_kind", "intake_steps", "why")}
    outcomes = [o for o in table("energy_outcomes.csv") if o["arm_id"] == row["arm_id"]]
    return EnergyArm(
        **texts,
        role=row["role"],
        setting=row["setting"],
        n=number(row["n"]),
        person=_person(row) if row["model_weight_kg"] else None,
        protein_g_kg_d=number(row["protein_g_kg_d"]),
        training=number(row["training"]) or 0.0,
        assumed=tuple(filter(None, row["assumed"].split("|"))),
        outcomes=tuple(_outcome(o) for o in outcomes),
    )


def _person(row: dict[str, str]) -> MeanPerson:
    """The mean person of an arm."""
    return MeanPerson(
        male=float(row["model_male"]),
        age_y=float(row["model_age_y"]),
        height_m=float(row["model_height_m"]),
        weight_kg=float(row["model_weight_kg"]),
        fat_kg=number(row["model_fat_kg"]),
        ree_kcal_d=number(row["model_ree_kcal_d"]),
        pal=float(row["model_pal"]),
    )


def _outcome(row: dict[str, str]) -> EnergyOutcome:
    """An outcome from its row."""
    numbers: dict[str, Any] = {name: number(row[name]) for name in _OUTCOME_NUMBERS}
    texts: dict[str, Any] = {name: row[name] for name in ("outcome_id", "ffm_kind", "method")}
    return EnergyOutcome(
        **numbers,
        **texts,
        day=float(row["day"]),
        verified=row["verified"] == "yes",
        seen_where=row["seen_where"],
        notes=row["notes"],
    )


def calibration_arms() -> tuple[EnergyArm, ...]:
    """The only door for the energy fit: arms with a mean person and a verified outcome."""
    return tuple(
        arm
        for arm in energy_arms()
        if arm.role in ("fit", "partition")
        and arm.person is not None
        and any(outcome.verified for outcome in arm.outcomes)
    )


def check_arms() -> tuple[EnergyArm, ...]:
    """Arms that never entered a fit and are run only to judge it."""
    return tuple(arm for arm in energy_arms() if arm.role == "check" and arm.person is not None)
