"""Effects of treatments, with intervals and certainty, as their sources print them."""

from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from trophe.errors import UnknownNameError
from trophe.evidence.tables import number, table
from trophe.evidence.vocabulary import Certainty


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatment:
    """One effect: `effect` in `unit` with its 95 % interval, or `effect_text` where no number."""

    treatment_id: str
    intervention: str
    population: str
    outcome: str
    effect: float | None
    effect_text: str
    unit: str
    ci_low: float | None
    ci_high: float | None
    n_studies: float | None
    n_people: float | None
    certainty: Certainty
    first_author: str
    year: str
    citation: str
    doi: str
    seen_where: str
    verified: bool
    notes: str

    def as_dict(self) -> dict[str, Any]:
        """The effect as a dictionary."""
        return asdict(self)


_NUMBERS = ("effect", "ci_low", "ci_high", "n_studies", "n_people")


@cache
def treatments() -> tuple[Treatment, ...]:
    """Every effect of the treatment table."""
    return tuple(_treatment(dict(row)) for row in table("treatments.csv"))


def _treatment(row: dict[str, Any]) -> Treatment:
    """An effect from its row."""
    row |= {key: number(row[key]) for key in _NUMBERS}
    row["certainty"] = Certainty(row["certainty"])
    row["verified"] = row["verified"] == "yes"
    return Treatment(**row)


def treatment(treatment_id: str) -> Treatment:
    """The effect with this identifier. UnknownNameError, with near names, for any other."""
    for entry in treatments():
        if entry.treatment_id == treatment_id:
            return entry
    known = [entry.treatment_id for entry in treatments()]
    raise UnknownNameError("treatment", treatment_id, known)
