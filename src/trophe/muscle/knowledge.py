"""What the model knows before it has seen a study: groups, courses of causes, countermeasures.

Four small tables (`tables/*.csv`), each row with its reason. They are weak priors and labels; what
they say is overruled by the fit wherever studies exist.
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from trophe.errors import UnknownNameError

REGIONS: Final = ("thigh", "calf", "arm")
SIZE, STRENGTH, BONE = 0, 1, 2
REFERENCE_DAY_D: Final = 28.0
YEAR_D: Final = 365.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Causes that waste muscle in one manner; `loss` of the quadriceps at the reference day.

    `course` is "plateau" (relaxing with `tau_d`) or "rate" (`loss` is then a share a year).
    `gradient` says how far the order of the muscles in bed rest holds, `residue` which share of
    the loss stays, `patients` whether the people studied are ill.
    """

    name: str
    label: str
    course: str
    loss: float
    loss_log_sd: float
    tau_d: float
    tau_log_sd: float
    gradient: float
    drive: float
    drive_tau_d: float
    residue: float
    patients: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """One cause: its family and how much it takes relative to the family."""

    cause: str
    label: str
    family: str
    relative_loss: float
    log_sd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A muscle group; `weight` is its loss over that of the quadriceps in bed rest.

    `general_training` is its growth under training of the whole body over that of a muscle trained
    for itself, 0 to 1.
    """

    name: str
    label: str
    region: str
    weight: float
    weight_log_sd: float
    volume_share: float
    general_training: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Countermeasure:
    """What is done about it; `prevents` is the share of the loss kept off, by kind and region."""

    name: str
    label: str
    prevents: tuple[tuple[float, float, float], tuple[float, float, float]]
    sd: float
    regain: float


@cache
def rows(name: str) -> list[dict[str, str]]:
    """The rows of one of the tables of this package, as text."""
    text = (files("trophe.muscle") / "tables" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def families() -> dict[str, Family]:
    """All families, in the order of the model's axis."""
    return {row["family"]: _family(row) for row in rows("families.csv")}


def _family(row: dict[str, str]) -> Family:
    return Family(
        name=row["family"],
        label=row["label"],
        course=row["course"],
        loss=float(row["loss"]),
        loss_log_sd=float(row["loss_log_sd"]),
        tau_d=float(row["tau_d"]),
        tau_log_sd=float(row["tau_log_sd"]),
        gradient=float(row["gradient"]),
        drive=float(row["drive"]),
        drive_tau_d=float(row["drive_tau_d"]),
        residue=float(row["residue"]),
        patients=row["patients"] == "1",
    )


@cache
def courses() -> dict[str, Course]:
    """All causes, in the order of the model's axis."""
    return {
        row["cause"]: Course(
            cause=row["cause"],
            label=row["label"],
            family=row["family"],
            relative_loss=float(row["relative_loss"]),
            log_sd=float(row["log_sd"]),
        )
        for row in rows("courses.csv")
    }


@cache
def groups() -> dict[str, Group]:
    """All muscle groups, in the order of the model's axis."""
    return {
        row["group"]: Group(
            name=row["group"],
            label=row["label"],
            region=row["region"],
            weight=float(row["weight"]),
            weight_log_sd=float(row["weight_log_sd"]),
            volume_share=float(row["volume_share"]),
            general_training=float(row["general_training"]),
        )
        for row in rows("groups.csv")
    }


@cache
def countermeasures() -> dict[str, Countermeasure]:
    """All countermeasures, in the order of the model's axis."""
    return {row["countermeasure"]: _countermeasure(row) for row in rows("countermeasures.csv")}


def _countermeasure(row: dict[str, str]) -> Countermeasure:
    size, strength = (
        tuple(float(row[f"{kind}_{region}"]) for region in REGIONS) for kind in ("size", "strength")
    )
    return Countermeasure(
        name=row["countermeasure"],
        label=row["label"],
        prevents=(size, strength),  # type: ignore[arg-type]
        sd=float(row["sd"]),
        regain=float(row["regain"]),
    )


def require_cause(cause: str) -> Course:
    """The course of a cause. UnknownNameError, listing the known ones, for any other."""
    try:
        return courses()[cause]
    except KeyError:
        raise UnknownNameError("cause", cause, courses()) from None


def require_group(group: str) -> Group:
    """A muscle group. UnknownNameError, listing the known ones, for any other."""
    try:
        return groups()[group]
    except KeyError:
        raise UnknownNameError("muscle", group, groups()) from None


def require_countermeasure(name: str) -> Countermeasure:
    """A countermeasure. UnknownNameError, listing the known ones, for any other."""
    try:
        return countermeasures()[name]
    except KeyError:
        raise UnknownNameError("countermeasure", name, countermeasures()) from None
