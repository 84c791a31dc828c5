"""Cases as arrays: what was measured, in whom, on which day, under which cause and countermeasure.

A case is one figure to forecast or to fit: the mean change of a group of people. The model's mean
function sees only the arrays built here, so that the fit and the forecast cannot disagree.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from trophe.muscle.knowledge import (
    BONE,
    REGIONS,
    SIZE,
    STRENGTH,
    countermeasures,
    courses,
    families,
    groups,
)

Array = NDArray[Any]

# Age taken where a study does not print one: volunteers of disuse studies are young, patients old.
UNKNOWN_AGE_Y: Final = {False: 30.0, True: 65.0}
UNKNOWN_FEMALE_SHARE: Final = 0.3
UNKNOWN_N: Final = 10.0
# Length of an exposure that is not told: a cast or an operation keeps a limb still for six weeks.
UNKNOWN_EXPOSURE_D: Final = 42.0
BONE_SITES: Final = ("hip", "spine", "leg")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One figure: the mean change of a measure of some muscle in a group of people.

    `cause` is what made (or had made) the loss. `day` counts from its start, in recovery from its
    end; then `days_exposed` is its length and `change_at_end_pct` the change at its end, if known.
    `from_day` is the day of the first scan where that is not the start. Absent figures are None.
    """

    cause: str
    kind: int
    members: tuple[str, ...]
    day: float
    part: str = ""
    measure: str = "muscle_volume"
    is_recovery: bool = False
    days_exposed: float | None = None
    change_at_end_pct: float | None = None
    age_y: float | None = None
    pct_female: float | None = None
    countermeasures: frozenset[str] = frozenset()
    n: float | None = None
    from_day: float = 0.0
    bone_site: str = "hip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """Cases as arrays, one entry a case; indices point into the axes of the model.

    `share` (case, group) is how a region's figure is shared among its groups, `done`
    (case, countermeasure) what was done, `treated` whether that can prevent loss, `regain` how far
    it speeds recovery.
    """

    cause: Array
    family: Array
    kind: Array
    region: Array
    share: Array
    done: Array
    treated: Array
    regain: Array
    day: Array
    from_day: Array
    days_exposed: Array
    log_end: Array
    is_recovery: Array
    is_rate: Array
    age: Array
    female: Array
    thickness: Array
    fibre: Array
    lean: Array
    bone_site: Array
    patients: Array
    critical: Array
    n: Array

    def __len__(self) -> int:
        return len(self.cause)

    def take(self, rows: Array) -> "Design":
        """Some of the cases."""
        return Design(**{field.name: getattr(self, field.name)[rows] for field in fields(self)})


def design(cases: Sequence[Case]) -> Design:
    """The arrays of these cases."""
    columns = [_row(case) for case in cases]
    return Design(**{name: np.array([row[name] for row in columns]) for name in columns[0]})


def _row(case: Case) -> dict[str, Any]:
    """One case as the entries of all arrays."""
    course = courses()[case.cause]
    family = families()[course.family]
    share = _share(case)
    return {
        "cause": list(courses()).index(case.cause),
        "family": list(families()).index(course.family),
        "kind": case.kind,
        "region": REGIONS.index(groups()[case.members[0]].region) if case.kind != BONE else 0,
        "share": share,
        "done": np.array([name in case.countermeasures for name in countermeasures()], float),
        "treated": any(_prevents(name) for name in case.countermeasures),
        "regain": sum(countermeasures()[name].regain for name in case.countermeasures),
        "day": case.day,
        "from_day": case.from_day,
        "days_exposed": case.days_exposed or UNKNOWN_EXPOSURE_D,
        "log_end": _log_end(case.change_at_end_pct),
        "is_recovery": case.is_recovery,
        "is_rate": family.course == "rate",
        "age": _age(case, family.patients),
        "female": _female(case),
        "thickness": float(case.measure == "muscle_thickness"),
        "fibre": float(case.measure == "fibre_csa"),
        "lean": float(case.measure == "lean_mass"),
        "bone_site": BONE_SITES.index(case.bone_site),
        "patients": int(family.patients),
        "critical": family.name == "critical",
        "n": case.n or UNKNOWN_N,
    }


def _prevents(name: str) -> bool:
    """Whether a countermeasure is one that could prevent loss (usual care is not)."""
    return countermeasures()[name].sd > 0


def _share(case: Case) -> Array:
    """How the figure is shared among the groups: by volume, summing to one."""
    names = list(groups())
    share = np.zeros(len(names))
    if case.kind == BONE:
        return share
    members = ("rectus_femoris",) if case.part == "rectus_femoris" else case.members
    for name in members:
        share[names.index(name)] = groups()[name].volume_share
    return np.asarray(share / share.sum())


def _log_end(change_at_end_pct: float | None) -> float:
    """Known log loss at the end of the exposure; NaN where it is not known."""
    if change_at_end_pct is None:
        return float("nan")
    return float(-np.log1p(np.clip(change_at_end_pct, -95.0, 50.0) / 100))


def _age(case: Case, patients: bool) -> float:
    """Age over 35 y in units of 30 y."""
    age_y = UNKNOWN_AGE_Y[patients] if case.age_y is None else case.age_y
    return (age_y - 35.0) / 30.0


def _female(case: Case) -> float:
    """Share of women over the usual share."""
    share = UNKNOWN_FEMALE_SHARE if case.pct_female is None else case.pct_female / 100
    return share - UNKNOWN_FEMALE_SHARE


__all__ = ["BONE", "SIZE", "STRENGTH", "Case", "Design", "design"]
