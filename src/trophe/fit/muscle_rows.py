"""The study rows of the muscle fit: cases, what was found, and who belongs together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from trophe.evidence.studies import Effect, fit_rows
from trophe.evidence.vocabulary import Censoring, Comparison, Quantity
from trophe.muscle.design import Case, Design, design
from trophe.muscle.knowledge import BONE, SIZE, STRENGTH, courses

KIND_OF = {
    Quantity.SIZE: SIZE,
    Quantity.LEAN: SIZE,
    Quantity.STRENGTH: STRENGTH,
    Quantity.BONE: BONE,
}
# Castro 1999 scanned first about six weeks after the injury; its other rows say so in their notes.
FIRST_SCAN_DAY = {"castro1999": 42.0}
BONE_SITE = {"lumbar_spine": "spine", "hip_bone": "hip", "femoral_neck": "hip"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """What the fit sees. `found` and `se` are on the log scale; `width` is the half width of a
    "no significant change"; `censored` is 0 for a figure, 1 for such a statement."""

    effects: tuple[Effect, ...]
    design: Design
    found: NDArray[np.float64]
    se: NDArray[np.float64]
    sd: NDArray[np.float64]
    censored: NDArray[np.bool_]
    cluster: NDArray[np.int64]
    clusters: tuple[str, ...]


def case_of(effect: Effect) -> Case:
    """One row of the study table as a case of the model."""
    muscle = effect.muscle_name
    known_day = FIRST_SCAN_DAY.get(effect.study.study_id, 0.0)
    return Case(
        cause=effect.arm.cause,
        kind=KIND_OF[effect.quantity],
        members=muscle.members,
        part=muscle.part,
        measure=effect.measure,
        day=float(effect.day or 0.0),
        is_recovery=effect.phase.value == "recovery",
        days_exposed=effect.days_exposed,
        change_at_end_pct=effect.change_at_end_pct,
        age_y=effect.arm.age_y,
        pct_female=effect.arm.pct_female,
        countermeasures=effect.arm.countermeasures,
        n=effect.n,
        from_day=known_day if effect.comparison is Comparison.FIRST_SCAN else 0.0,
        bone_site=BONE_SITE.get(effect.muscle, "leg"),
    )


def rows_of(effects: Sequence[Effect], *, use_known_end: bool = True) -> Rows:
    """These effects as arrays. Without `use_known_end` recoveries start from the model's loss."""
    cases = [case_of(effect) for effect in effects]
    if not use_known_end:
        cases = [replace(case, change_at_end_pct=None) for case in cases]
    change = np.array([effect.change_pct for effect in effects], float)
    scale = 100 + np.clip(change, -95, None)
    names = tuple(sorted({effect.study.cluster for effect in effects}))
    return Rows(
        effects=tuple(effects),
        design=design(cases),
        found=np.log(scale / 100),
        se=_column(effects, "se_pct") / scale,
        sd=_column(effects, "sd_pct") / scale,
        censored=np.array([e.censoring is not Censoring.NONE for e in effects]),
        cluster=np.array([names.index(effect.study.cluster) for effect in effects]),
        clusters=names,
    )


def _column(effects: Sequence[Effect], name: str) -> NDArray[np.float64]:
    """An optional figure of all rows, NaN where it is absent."""
    return np.array([_or_nan(getattr(effect, name)) for effect in effects])


def _or_nan(value: float | None) -> float:
    return float("nan") if value is None or value == 0 else value


def muscle_rows() -> Rows:
    """All rows of the muscle fit."""
    return rows_of([effect for effect in fit_rows() if effect.arm.cause in courses()])
