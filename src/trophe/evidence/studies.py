"""The study table: who was measured, what happened to them, and the figure that was printed.

Three tables joined: a *study* is one work (or one phase of it), an *arm* one group of people in
it, an *effect* one figure about them. Only `fit_rows` feeds a fit.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from trophe.errors import UnknownNameError
from trophe.evidence.names import (
    MuscleName,
    condition_name,
    countermeasure_parts,
    muscle_name,
    quantity_of,
)
from trophe.evidence.tables import number, table
from trophe.evidence.vocabulary import (
    Censoring,
    Comparison,
    ErrorKind,
    Kind,
    Phase,
    Quantity,
    SpreadKind,
)

FIT_COMPARISONS: Final = (
    Comparison.BEFORE_CAUSE,
    Comparison.OTHER_LIMB,
    Comparison.FIRST_SCAN,
)
FIT_QUANTITIES: Final = (Quantity.SIZE, Quantity.STRENGTH, Quantity.LEAN, Quantity.BONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """One work, or one phase of it.

    `cluster` names the campaign, crew or cohort whose people it shares: studies of one cluster are
    left out together. `recalled` says which of author, year and doi were not seen.
    """

    study_id: str
    first_author: str
    year: int | None
    doi: str
    cluster: str
    recalled: tuple[str, ...]

    @property
    def text(self) -> str:
        """The study in one line."""
        who = self.first_author or "author not shown"
        doi = f" doi:{self.doi}" if self.doi else " (no DOI known)"
        return f"{who} ({self.year or 'year not known'}). Study {self.study_id}.{doi}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """One group of people in a study; absent figures are None."""

    arm_id: str
    study: Study
    condition: str
    cause: str
    one_sided: bool | None
    setting: str
    population: str
    age_y: float | None
    pct_female: float | None
    countermeasure: str
    countermeasure_text: str
    protein_g_kg_d: float | None

    @property
    def countermeasures(self) -> frozenset[str]:
        """The single countermeasures; empty for none and for not reported."""
        return countermeasure_parts(self.countermeasure)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One figure: the mean change of a measure in % (sd and se in points), and what it rests on.

    `day` counts from the start of the cause, in phase recovery from the end of the exposure, which
    lasted `days_exposed` and had brought `change_at_end_pct`. `period` is "month" or "year" where
    the figure is a rate. `duplicate_of` names the effect that already tells the same figure.
    """

    effect_id: str
    arm: Arm
    phase: Phase
    muscle: str
    side: str
    fibre: str
    measure: str
    method: str
    method_class: str
    n: int | None
    day: float | None
    period: str
    days_exposed: float | None
    change_at_end_pct: float | None
    change_pct: float | None
    sd_pct: float | None
    sd_kind: SpreadKind
    se_pct: float | None
    se_kind: ErrorKind
    censoring: Censoring
    comparison: Comparison
    kind: Kind
    verified: bool
    duplicate_of: str
    seen_where: str
    notes: str

    @property
    def study(self) -> Study:
        """The study behind the figure."""
        return self.arm.study

    @property
    def quantity(self) -> Quantity:
        """What was measured: size, strength, lean, bone, lean_share or other."""
        return quantity_of(self.measure)

    @property
    def muscle_name(self) -> MuscleName:
        """The muscle with its group, part and members."""
        return muscle_name(self.muscle)

    @property
    def group(self) -> str:
        """The muscle group the figure speaks for; "bone" for bone sites."""
        return self.muscle_name.group


@cache
def _studies() -> dict[str, Study]:
    return {
        row["study_id"]: Study(
            study_id=row["study_id"],
            first_author=row["first_author"],
            year=int(row["year"]) if row["year"] else None,
            doi=row["doi"],
            cluster=row["cluster"],
            recalled=tuple(row["recalled"].split("|")) if row["recalled"] else (),
        )
        for row in table("studies.csv")
    }


@cache
def _arms() -> dict[str, Arm]:
    return {row["arm_id"]: _arm(row) for row in table("arms.csv")}


def _arm(row: dict[str, str]) -> Arm:
    """An arm from its row."""
    texts: dict[str, Any] = {key: row[key] for key in _ARM_TEXTS}
    numbers: dict[str, Any] = {key: number(row[key]) for key in _ARM_NUMBERS}
    one_sided = {"yes": True, "no": False}.get(row["one_sided"])
    return Arm(**texts, **numbers, study=_studies()[row["study_id"]], one_sided=one_sided)


_ARM_TEXTS: Final = (
    *("arm_id", "condition", "cause", "setting", "population"),
    *("countermeasure", "countermeasure_text"),
)
_ARM_NUMBERS: Final = ("age_y", "pct_female", "protein_g_kg_d")
_NUMBERS: Final = (*("day", "days_exposed", "change_at_end_pct", "change_pct", "sd_pct", "se_pct"),)
_TEXTS: Final = (
    *("effect_id", "muscle", "side", "fibre", "measure", "method", "method_class", "period"),
    *("duplicate_of", "seen_where", "notes"),
)


def _effect(row: dict[str, str]) -> Effect:
    """An effect from its row."""
    texts: dict[str, Any] = {key: row[key] for key in _TEXTS}
    numbers: dict[str, Any] = {key: number(row[key]) for key in _NUMBERS}
    return Effect(
        **texts,
        **numbers,
        arm=_arms()[row["arm_id"]],
        n=int(float(row["n"])) if row["n"] else None,
        phase=Phase(row["phase"]),
        sd_kind=SpreadKind(row["sd_kind"]),
        se_kind=ErrorKind(row["se_kind"]),
        censoring=Censoring(row["censoring"]),
        comparison=Comparison(row["comparison"]),
        kind=Kind(row["kind"]),
        verified=row["verified"] == "yes",
    )


@cache
def effects() -> tuple[Effect, ...]:
    """Every figure of the study table, by study."""
    return tuple(_effect(row) for row in table("effects.csv"))


def study_ids() -> tuple[str, ...]:
    """The identifiers of all studies, sorted."""
    return tuple(sorted(_studies()))


def study(study_id: str) -> Study:
    """The study with this identifier. UnknownNameError, with near names, for any other."""
    try:
        return _studies()[study_id]
    except KeyError:
        raise UnknownNameError("study", study_id, study_ids()) from None


def effects_of(study_id: str) -> tuple[Effect, ...]:
    """The figures of one study."""
    known = study(study_id)
    return tuple(effect for effect in effects() if effect.study is known)


def select(
    *,
    condition: str | None = None,
    muscle: str | None = None,
    measure: str | None = None,
    phase: Phase | None = None,
    verified: bool | None = None,
) -> tuple[Effect, ...]:
    """The figures that fit all filters given.

    `condition` may be a condition or a cause, `muscle` a muscle or a group, `measure` a measure or
    a quantity. An unknown word raises UnknownNameError with the known ones.
    """
    rows: Iterable[Effect] = effects()
    if condition is not None:
        rows = _by_condition(rows, condition)
    if muscle is not None:
        rows = _by_muscle(rows, muscle)
    if measure is not None:
        rows = _by_measure(rows, measure)
    return tuple(
        row
        for row in rows
        if (phase is None or row.phase is phase) and (verified is None or row.verified is verified)
    )


def _by_condition(rows: Iterable[Effect], word: str) -> list[Effect]:
    """Figures about a condition or a cause."""
    known = {row.arm.condition for row in effects()} | {row.arm.cause for row in effects()}
    wanted = word if word in known else condition_name(word).condition
    return [row for row in rows if wanted in (row.arm.condition, row.arm.cause)]


def _by_muscle(rows: Iterable[Effect], word: str) -> list[Effect]:
    """Figures about a muscle or a group."""
    groups = {row.group for row in effects()}
    wanted = word if word in groups else muscle_name(word).muscle
    return [row for row in rows if wanted in (row.muscle, row.group)]


def _by_measure(rows: Iterable[Effect], word: str) -> list[Effect]:
    """Figures of a measure or a quantity."""
    if word in list(Quantity):
        return [row for row in rows if row.quantity == word]
    quantity_of(word)
    return [row for row in rows if row.measure == word]


def fit_rows(
    quantities: Iterable[Quantity] = FIT_QUANTITIES,
    comparisons: Iterable[Comparison] = FIT_COMPARISONS,
    *,
    with_censored: bool = True,
) -> tuple[Effect, ...]:
    """The only door for a fit: verified figures of loss and recovery.

    Left out: what is not verified, midpoints, pooled figures, figures told twice, figures without
    a number or a day. Figures that code a statement ("no significant change") carry `censoring`
    and stay in only with `with_censored`; treat them as intervals, not as measured zeros.
    """
    quantities, comparisons = tuple(quantities), tuple(comparisons)
    kinds = (Kind.PRINTED, Kind.DERIVED, Kind.NO_CHANGE)
    return tuple(
        row
        for row in effects()
        if row.verified
        and row.kind in kinds
        and row.phase in (Phase.LOSS, Phase.RECOVERY)
        and row.quantity in quantities
        and row.comparison in comparisons
        and row.change_pct is not None
        and row.day is not None
        and not row.duplicate_of
        and (with_censored or row.censoring is Censoring.NONE)
    )
