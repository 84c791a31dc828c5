"""Reference intakes by age, sex, pregnancy and lactation, and how a day compares with them.

Dietary Reference Intakes of the US and Canada (Institute of Medicine 1997 to 2011; sodium and
potassium: National Academies 2019, doi:10.17226/25353). Energy, protein, carbohydrate, fat and
water are not here: the plan sets them for the person.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final

from trophe.checks import require_one
from trophe.errors import InputError
from trophe.nutrition.nutrients import nutrient
from trophe.nutrition.totals import Sum
from trophe.person import Sex

SOURCES: Final = ("iom_dri", "nasem2019")
# Upper levels of folate hold for folic acid, which foods state apart.
MEASURED_AS: Final = {"folate_dfe_ug": "folic_acid_ug"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What is advised of one nutrient in a day, in its unit.

    `kind` is RDA (meets the need of nearly all) or AI (adequate, less certain). `upper` is the
    tolerable upper level; `upper_note` says which form it holds for, when not for all. `limit` is
    the intake above which chronic disease gets likelier (sodium).
    """

    nutrient: str
    target: float | None
    kind: str
    upper: float | None
    upper_note: str
    limit: float | None


class State(StrEnum):
    """How an intake stands to its reference."""

    UNKNOWN = "unknown"
    BELOW = "below"
    AT_LEAST = "at_least"
    MET = "met"
    ABOVE_LIMIT = "above_limit"
    ABOVE_UPPER = "above_upper"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One nutrient of a day against its reference.

    `share` is intake over target, None where either is unknown. State AT_LEAST: what is known is
    below the target, but some foods did not say.
    """

    nutrient: str
    intake: Sum
    reference: Reference
    share: float | None
    state: State


def reference_intakes(
    age_y: float, sex: Sex, *, pregnant: bool = False, lactating: bool = False
) -> dict[str, Reference]:
    """References of all nutrients that have one, for one person.

    Parameters
    ----------
    age_y : 0 to 120 y.
    sex : for an unspecified sex, the higher target and the lower upper level of both.
    pregnant, lactating : from 14 to 50 y; at other ages the figures of the age are given.

    Raises
    ------
    OutOfRangeError for the age; InputError for a pregnant man.
    """
    age_y = require_one("age_y", age_y, 0, 120)
    if sex is Sex.MALE and (pregnant or lactating):
        raise InputError("pregnant", "pregnant or lactating does not go with sex = male.")
    condition = "pregnant" if pregnant else "lactating" if lactating else ""
    sexes = ("female", "male") if sex is Sex.UNSPECIFIED and not condition else (_side(sex),)
    found = {}
    for name in dict.fromkeys(row["nutrient"] for row in _table()):
        sides = [_one(name, age_y, side, condition) for side in sexes]
        kept = [side for side in sides if side]
        if kept:
            found[name] = kept[0] if len(kept) == 1 else _safer(kept[0], kept[1])
    return found


def compare(
    intakes: Mapping[str, Sum], references: Mapping[str, Reference]
) -> tuple[Comparison, ...]:
    """Each nutrient that has a reference, against it; in the order of the references."""
    return tuple(_compare(name, intakes, ref) for name, ref in references.items())


def _compare(name: str, intakes: Mapping[str, Sum], reference: Reference) -> Comparison:
    """One nutrient against its reference."""
    nothing = Sum(value=None, n_known=0, n_total=0)
    intake = intakes.get(name, nothing)
    upper_of = intakes.get(MEASURED_AS.get(name, name), nothing)
    share = None
    if intake.value is not None and reference.target:
        share = intake.value / reference.target
    return Comparison(
        nutrient=name,
        intake=intake,
        reference=reference,
        share=share,
        state=_state(intake, upper_of, reference),
    )


def _state(intake: Sum, upper_of: Sum, reference: Reference) -> State:
    """How an intake stands; an upper level of added forms is not held against foods."""
    compared = not reference.upper_note or reference.nutrient in MEASURED_AS
    if compared and _exceeds(upper_of, reference.upper):
        return State.ABOVE_UPPER
    if _exceeds(intake, reference.limit):
        return State.ABOVE_LIMIT
    if intake.value is None:
        return State.UNKNOWN
    if reference.target is not None and intake.value >= reference.target:
        return State.MET
    return State.AT_LEAST if intake.at_least else State.BELOW


def _exceeds(intake: Sum, bound: float | None) -> bool:
    return bound is not None and intake.value is not None and intake.value > bound


def _side(sex: Sex) -> str:
    return "male" if sex is Sex.MALE else "female"


@cache
def _table() -> tuple[dict[str, str], ...]:
    path = files("trophe.nutrition") / "tables" / "reference_intakes.csv"
    return tuple(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def _one(name: str, age_y: float, side: str, condition: str) -> Reference | None:
    """The reference of one nutrient for one sex; None where there is no row at all."""
    rows = {kind: _row(name, kind, age_y, side, condition) for kind in ("RDA", "AI", "UL", "CDRR")}
    if not any(rows.values()):
        return None
    kind = "RDA" if rows["RDA"] else "AI" if rows["AI"] else ""
    upper = rows["UL"]
    return Reference(
        nutrient=nutrient(name).id,
        target=_amount(rows[kind]) if kind else None,
        kind=kind,
        upper=_amount(upper),
        upper_note=upper["note"] if upper else "",
        limit=_amount(rows["CDRR"]),
    )


def _row(name: str, kind: str, age_y: float, side: str, condition: str) -> dict[str, str] | None:
    """The row that fits: of the condition if there is one, else of the age."""
    fitting = [
        row
        for row in _table()
        if row["nutrient"] == name
        and row["kind"] == kind
        and row["sex"] in (side, "any")
        and row["condition"] in (condition, "")
        and float(row["from_age_y"]) <= age_y < float(row["to_age_y"] or "inf")
    ]
    return max(fitting, key=lambda row: row["condition"] == condition, default=None)


def _amount(row: dict[str, str] | None) -> float | None:
    return float(row["amount"]) if row else None


def _safer(a: Reference, b: Reference) -> Reference:
    """For an unspecified sex: the higher target, the lower upper level and limit."""
    return Reference(
        nutrient=a.nutrient,
        target=max((t for t in (a.target, b.target) if t is not None), default=None),
        kind=a.kind or b.kind,
        upper=min((u for u in (a.upper, b.upper) if u is not None), default=None),
        upper_note=a.upper_note or b.upper_note,
        limit=min((u for u in (a.limit, b.limit) if u is not None), default=None),
    )
