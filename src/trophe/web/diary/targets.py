"""What the plan that is followed asks of one day, and what a page must not show."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from trophe.errors import MissingDataError
from trophe.web.people.hiding import energy_may_show, hidden
from trophe.web.people.models import Person
from trophe.web.plans.services import PlanReading, read_plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """A day's targets; None where the plan or a safety rule gives no number.

    `hide` names what faces do not show by default: "energy", "ring", "weight" (rules P01, P13,
    I12, and the person's own switches, W07).
    """

    energy_kcal: float | None = None
    protein_g: float | None = None
    protein_meal_g: float | None = None
    water_ml: float | None = None
    fibre_g: float | None = None
    meals: int = 3
    hide: frozenset[str] = frozenset()
    planned: bool = False

    @property
    def shows_energy(self) -> bool:
        """Whether energy may be shown at all."""
        return energy_may_show(self.hide)

    @property
    def shows_weight(self) -> bool:
        """Whether weights may be shown."""
        return "weight" not in self.hide


def targets_of(person: Person, day: date) -> Targets:
    """The targets of a day: those of the plan, or of the one that takes its place when locked."""
    try:
        reading = read_plan(person)
    except MissingDataError:
        reading = None
    return targets_by(person, reading, day)


def targets_by(person: Person, reading: PlanReading | None, day: date | None = None) -> Targets:
    """The targets of a day (today if none is given) by a plan that was read already, or by none."""
    if reading is None:
        return Targets(hide=hidden(person))
    return from_reading(reading, day or person.today())


def from_reading(reading: PlanReading, day: date) -> Targets:
    """The targets of a day by a plan that was read already."""
    document, first = reading.plan, reading.stored.first_date
    if reading.locked:
        if reading.fallback is None:
            return Targets(planned=True, hide=hidden(reading.stored.person))
        document, first = json.loads(reading.fallback.to_json()), day
    energy = _energy(document, (day - first).days)
    return Targets(
        energy_kcal=energy,
        protein_g=document.get("protein_g_d"),
        protein_meal_g=document.get("protein_g_meal"),
        water_ml=_value(document, "water", "ml", 1000.0),
        fibre_g=_value(document, "fibre"),
        meals=document.get("meals") or 3,
        hide=frozenset(document.get("hide", ())),
        planned=True,
    )


def _energy(document: dict[str, Any], day: int) -> float | None:
    """The calorie goal of a day of the plan: of its phase, or of the first before it began."""
    if document.get("intake_kcal_d") is None:
        return None
    for phase in document.get("phases", ()):
        if phase["first_day"] <= max(day, 0) <= phase["last_day"]:
            found: float = phase["intake_kcal_d"]
            return found
    phases = document.get("phases") or [document]
    last: float | None = phases[-1]["intake_kcal_d"]
    return last


def _value(document: dict[str, Any], name: str, unit: str = "", per_litre: float = 1.0) -> Any:
    """A target's value; one in litres comes back in millilitres where `unit` asks for it."""
    target = document.get("targets", {}).get(name) or {}
    value = target.get("value")
    if value is None:
        value = target.get("low")
    if value is None:
        return None
    return value * per_litre if unit and target.get("unit", "").startswith("L") else value
