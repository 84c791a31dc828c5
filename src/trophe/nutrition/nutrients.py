"""The nutrients we know: one row each, with unit, group and what other tables call it.

Every amount in Trophe's foods is in the unit that the nutrient's id ends in, per 100 g or 100 ml
unless a name says otherwise. A nutrient that a source does not state is absent: never zero.
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from trophe.errors import UnknownNameError


@dataclass(frozen=True, slots=True, kw_only=True)
class Nutrient:
    """One nutrient. `sr28`, `fdc`, `off` and `dri` are its names in those tables, best first."""

    id: str
    name: str
    unit: str
    group: str
    sr28: tuple[str, ...] = ()
    fdc: tuple[str, ...] = ()
    off: str = ""
    dri: str = ""


@cache
def nutrients() -> dict[str, Nutrient]:
    """All nutrients by id, in the order of the table: energy first, then by group."""
    path = files("trophe.nutrition") / "tables" / "nutrients.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    return {row["id"]: _nutrient(row) for row in csv.DictReader(lines)}


def _nutrient(row: dict[str, str]) -> Nutrient:
    """One line of the table."""
    return Nutrient(
        id=row["id"],
        name=row["name"],
        unit=row["unit"],
        group=row["group"],
        sr28=_split(row["sr28"]),
        fdc=_split(row["fdc"]),
        off=row["off"],
        dri=row["dri"],
    )


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(";") if part)


@cache
def nutrient_ids() -> tuple[str, ...]:
    """The ids of all nutrients, in the order of the table; the columns of every food table."""
    return tuple(nutrients())


def nutrient(nutrient_id: str) -> Nutrient:
    """One nutrient by id. Raises UnknownNameError, with the nearest known one, for any other.

    >>> nutrient("leucine_g").name
    'Leucine'
    """
    try:
        return nutrients()[nutrient_id]
    except KeyError:
        raise UnknownNameError("nutrient", nutrient_id, nutrient_ids()) from None
