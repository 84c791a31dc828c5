"""What the calls withhold of energy where a rule or the person hides it (P01, P13, I12, W07)."""

from collections.abc import Mapping
from typing import Any, Final

from trophe.web.api import schemas_diary as shapes
from trophe.web.diary.records import Entry, ExerciseEntry
from trophe.web.people.hiding import shows_energy
from trophe.web.people.models import Person

ENERGY: Final = "energy_kcal"


def may_show(person: Person, show_numbers: bool) -> bool:
    """Whether energy goes into an answer: nothing hides it, or the caller asked for it."""
    return show_numbers or shows_energy(person)


def without_energy(amounts: Mapping[str, float]) -> dict[str, float]:
    """Amounts by nutrient, energy left out."""
    return {name: value for name, value in amounts.items() if name != ENERGY}


def entry_out(entry: Entry, shown: bool) -> Any:
    """An entry as the calls give it."""
    if shown:
        return entry
    plain = {
        name: getattr(entry, name) for name in shapes.EntryOut.model_fields if name != "hidden"
    }
    lean = {name: without_energy(plain[name]) for name in ("nutrients", "spread")}
    return plain | lean | {"hidden": [ENERGY]}


def exercise_out(one: ExerciseEntry, shown: bool) -> Any:
    """An exercise as the calls give it."""
    if shown:
        return one
    plain = {name: getattr(one, name) for name in shapes.ExerciseOut.model_fields}
    return plain | {"met": None, "gross_kcal": None, "net_kcal": None}
