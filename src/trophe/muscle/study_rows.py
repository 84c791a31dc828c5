"""Reading a row of the batch format: lenient where a word can be pooled over, strict where not.

Condition, measure, day and phase decide what is asked, so an unreadable one is an error. An unknown
muscle or countermeasure, or an unreadable optional figure, is pooled over and remarked upon.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from trophe.checks import require_one
from trophe.errors import InputError, MissingDataError, UnknownNameError
from trophe.evidence import MuscleName
from trophe.muscle.design import BONE_SITES, Case
from trophe.muscle.knowledge import BONE, groups
from trophe.muscle.words import (
    bone_site_of,
    causes_of,
    countermeasures_of,
    kind_of,
    measure_of,
    muscle_of,
    phase_of,
)

REQUIRED: Final = ("case_id", "condition", "muscle", "measure", "day", "phase")
LAST_DAY: Final = 36525
UNIT_D: Final = {"": 1.0, "h": 1 / 24, "d": 1.0, "w": 7.0, "m": 30.4375, "y": 365.25}
NUMBER: Final = r"\d+(?:[.,]\d+)?"
QUANTITY: Final = re.compile(rf"([-+]?{NUMBER})(?:\s*(?:-|to)\s*({NUMBER}))?\s*(.*)")
# Shares of the draws where the muscle is not understood: what studies most often measure.
ANY_MUSCLE: Final[Mapping[str, float]] = {
    "quadriceps": 0.3,
    "triceps_surae": 0.2,
    "hamstrings": 0.1,
    "dorsiflexors": 0.1,
    "paraspinals": 0.1,
    "upper_arm": 0.1,
    "whole_body": 0.1,
}
# A countermeasure that is not understood may be useless or as good as training.
ANY_COUNTERMEASURE: Final = {frozenset[str](): 0.6, frozenset({"resistance"}): 0.4}
SITE_OF_REGION: Final = {"thigh": "leg", "calf": "leg", "arm": "spine"}
ABSENT: Final = ("", "nan", "na", "n/a", "none", "null", "unknown", "not_reported", "not reported")
WOMEN: Final = {"male": 0.0, "males": 0.0, "m": 0.0, "men": 0.0, "boys": 0.0, "mixed": 50.0}
WOMEN_TOO: Final = {"female": 100.0, "females": 100.0, "f": 100.0, "women": 100.0, "girls": 100.0}


@dataclass(frozen=True, slots=True)
class Reading:
    """A row as cases with their shares, and remarks on what was taken for granted."""

    cases: Mapping[Case, float]
    notes: tuple[str, ...] = field(default=())


def cases_of(row: Mapping[str, str]) -> Mapping[Case, float]:
    """A row of the batch format as cases with their shares, summing to one.

    Raises InputError naming the column, the value and what is known.
    """
    return read_row(row).cases


def read_row(row: Mapping[str, str]) -> Reading:
    """A row of the batch format with remarks; raises as `cases_of` does."""
    for name in REQUIRED:
        if name != "muscle" and not (row.get(name) or "").strip():
            raise MissingDataError(name)
    notes: list[str] = []
    age_y = _optional(row, "age_mean", 120, notes)
    women = _share_of_women(row, notes)
    about = Case(
        cause="",
        kind=kind_of(row["measure"]),
        members=("whole_body",),
        measure=measure_of(row["measure"]),
        day=_day(row["day"]),
        is_recovery=phase_of(row["phase"]) == "recovery",
        days_exposed=_optional(row, "days_exposed", LAST_DAY, notes, low=0),
        change_at_end_pct=_optional(row, "change_at_end_pct", 200, notes, low=-100),
        age_y=age_y,
        pct_female=women,
        n=_optional(row, "n", 1e9, notes, low=1),
    )
    causes = causes_of(row["condition"], age_y)
    made = {
        replace(case, cause=cause, countermeasures=done): share * cause_share * done_share
        for case, share in _places(about, row.get("muscle") or "", notes).items()
        for cause, cause_share in causes.items()
        for done, done_share in _done(row.get("countermeasure") or "none", notes).items()
    }
    return Reading(made, tuple(dict.fromkeys(notes)))


def _places(about: Case, word: str, notes: list[str]) -> dict[Case, float]:
    """The muscle, or the bone, that a row is about; several where that is not understood."""
    if about.kind == BONE:
        sites = _sites(word, notes)
        return {replace(about, bone_site=site): 1 / len(sites) for site in sites}
    muscles = _muscles(word, notes)
    return {
        replace(about, members=muscle.members, part=muscle.part): share
        for muscle, share in muscles.items()
    }


def _muscles(word: str, notes: list[str]) -> dict[MuscleName, float]:
    """The muscle that is meant; any, with shares, where it is not understood."""
    try:
        muscle = muscle_of(word)
        if muscle.group != "bone":
            return {muscle: 1.0}
        notes.append(f"{word!r} is a bone; taken as the muscles at it.")
        around = {"hip": "gluteals", "spine": "paraspinals", "leg": "legs"}[bone_site_of(word)]
        return {muscle_of(around): 1.0}
    except UnknownNameError:
        notes.append(f"muscle {word.strip()!r} is not known; taken as any muscle.")
        return {muscle_of(name): share for name, share in ANY_MUSCLE.items()}


def _sites(word: str, notes: list[str]) -> tuple[str, ...]:
    """The bone site that is meant; of a muscle the bone it moves, else any."""
    try:
        return (bone_site_of(word),)
    except UnknownNameError:
        pass
    try:
        region = groups()[muscle_of(word).members[0]].region
    except (UnknownNameError, KeyError):
        notes.append(
            f"bone {word.strip()!r} is not known; taken as any of {', '.join(BONE_SITES)}."
        )
        return BONE_SITES
    notes.append(f"{word!r} is a muscle; taken as the bone it moves.")
    return (SITE_OF_REGION[region],)


def _done(text: str, notes: list[str]) -> Mapping[frozenset[str], float]:
    """The countermeasures that are meant; perhaps one, where the text is not understood."""
    try:
        return {countermeasures_of(text): 1.0}
    except UnknownNameError:
        notes.append(f"countermeasure {text.strip()!r} is not understood; it may help or not.")
        return ANY_COUNTERMEASURE


def _day(text: str) -> float:
    """A day count, or a time with its unit ("3 weeks"), in days."""
    found = QUANTITY.fullmatch(text.strip().lower())
    unit = found[3].strip() if found else "?"
    if found is None or (unit and unit[0] not in UNIT_D):
        raise InputError("day", f"day = {text!r} is no number of days from 0.")
    low = float(found[1].replace(",", "."))
    day = (low + float(found[2].replace(",", "."))) / 2 if found[2] else low
    return require_one("day", day * UNIT_D[unit[:1]], 0, LAST_DAY)


def _optional(
    row: Mapping[str, str], name: str, high: float, notes: list[str], *, low: float = 0
) -> float | None:
    """An optional figure; None where it is absent, or unreadable, which is remarked upon."""
    text = (row.get(name) or "").strip().lower()
    if text in ABSENT:
        return None
    found = QUANTITY.match(text)
    value = float("nan") if found is None else float(found[1].replace(",", "."))
    if found is not None and found[2]:
        value = (value + float(found[2].replace(",", "."))) / 2
    if low <= value <= high:
        return value
    notes.append(f"{name} = {text!r} is no number from {low:g} to {high:g}; taken as not known.")
    return None


def _share_of_women(row: Mapping[str, str], notes: list[str]) -> float | None:
    """Share of women in %, also from a word for the sex."""
    words = {**WOMEN, **WOMEN_TOO}
    for name in ("pct_female", "sex"):
        text = (row.get(name) or "").strip().lower()
        if text in words:
            return words[text]
    return _optional(row, "pct_female", 100, notes)
