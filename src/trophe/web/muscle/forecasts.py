"""A person's muscle forecast: read what was told, ask the models once, keep what was shown."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings

from trophe.person import Condition
from trophe.person import Person as CorePerson
from trophe.web.muscle.access import measurements_of
from trophe.web.muscle.models import ForecastRun
from trophe.web.muscle.told import timeline_of
from trophe.web.people.core import as_core_person
from trophe.web.people.models import Person
from trophe.web.people.once import once
from trophe.web.plans.models import StoredPlan
from trophe.web.plans.services import read_plan

if TYPE_CHECKING:
    from trophe.timeline.case import Case, Energy

# A run of the same inputs is one row; the texts of older ones are dropped, their inputs stay.
DOCUMENTS: Final = 4
RUNS: Final = 400
WITHHELD: Final = (
    "While something that may be an emergency is open, there is no forecast here. See to that"
    " first; the forecast comes back by itself."
)
SWITCHED_OFF: Final = (
    "Forecasts of muscle are switched off on this server, together with the check. What you tell"
    " and measure is kept, and the list of emergency signs stays."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MuscleReading:
    """A forecast as it may be shown, and all that it rests on. When `withheld` says why, there
    are no figures at all."""

    document: dict[str, Any]
    case: "Case"
    withheld: str | None = None

    @property
    def headline(self) -> str:
        """The forecast in one sentence; why there is none where it is withheld."""
        return self.withheld or str(self.document["headline"])

    @property
    def is_switched_off(self) -> bool:
        """Whether the operator left forecasts out."""
        return self.withheld == SWITCHED_OFF

    @property
    def notes(self) -> tuple[str, ...]:
        """What else must be said."""
        return tuple(self.document.get("notes", ()))

    @property
    def affected(self) -> bool:
        """Whether anything on the timeline, or the plan, takes muscle."""
        return bool(self.document.get("affected"))


@once
def case_of(person: Person, *, days: int = 365, seed: int = 0) -> "Case":
    """All that a forecast of this person rests on today. MissingDataError if never weighed."""
    from trophe.timeline.case import Case

    today = person.today()
    core = as_core_person(person)
    plan = followed_plan(person)
    told = None if plan is None else plan_document(plan)
    return Case(
        person=core,
        today=today,
        events=timeline_of(person, today),
        measurements=tuple(
            row.as_core() for row in measurements_of(person) if row.local_date <= today
        ),
        days=days,
        seed=seed,
        energy=None if plan is None or told is None else _energy(person, plan, told),
        protein_g_kg_d=None if told is None else _protein(core, told),
    )


@once
def followed_plan(person: Person) -> StoredPlan | None:
    """The plan that is followed and that no rule locks today (I08)."""
    reading = read_plan(person)
    return None if reading is None or reading.locked else reading.stored


@once
def plan_document(plan: StoredPlan) -> dict[str, Any]:
    """A stored plan as plain values; not to be changed."""
    found: dict[str, Any] = json.loads(plan.document)
    return found


def _energy(person: Person, plan: StoredPlan, told: dict[str, Any]) -> "Energy | None":
    from trophe.timeline.case import energy_of_plan

    return energy_of_plan(as_core_person(person, plan.first_date), told, plan.first_date)


def _protein(core: CorePerson, told: dict[str, Any]) -> float | None:
    """Protein of the plan for each kilogram of weight; None where the plan gives none."""
    protein_g_d = told.get("protein_g_d")
    if protein_g_d is None:
        return None
    return round(min(max(float(protein_g_d) / core.weight_kg, 0.2), 4.0), 2)


def forecast_for(person: Person, *, days: int = 365, seed: int = 0) -> MuscleReading:
    """The forecast of a person's muscles, strength and bone, for `days` ahead of today.

    Made once for what was told and kept with its inputs, versions and seed; asked again it is
    read. `withheld` says why nothing is shown.
    """
    case = case_of(person, days=days, seed=seed)
    why = withheld(case.person)
    if why is not None:
        return MuscleReading(document={}, case=case, withheld=why)
    return MuscleReading(document=_kept_or_made(person, case), case=case)


def withheld(person: CorePerson) -> str | None:
    """Why there is no forecast now: an emergency is open (I12), or the operator left it out.

    Triage, pattern and forecast are one module with one purpose, and one setting leaves it out.
    """
    if Condition.OPEN_EMERGENCY in person.conditions:
        return WITHHELD
    return None if settings.CHECK_ON else SWITCHED_OFF


def _kept_or_made(person: Person, case: "Case") -> dict[str, Any]:
    """The document of a case, read from the person's own runs or made now."""
    from trophe.timeline.case import key_of
    from trophe.timeline.outlook import versions

    stamp = versions()
    key = key_of(case, stamp)
    kept = person.forecasts.filter(key=key).exclude(document="").first()
    if kept is not None:
        found: dict[str, Any] = json.loads(kept.document)
        return found
    from trophe.timeline.document import document
    from trophe.timeline.outlook import outlook

    made = document(outlook(case))
    _keep(person, case, key, stamp, made)
    return made


def _keep(
    person: Person, case: "Case", key: str, stamp: dict[str, str], made: dict[str, Any]
) -> None:
    """Store the run; older ones lose their document, very old ones go."""
    ForecastRun.objects.update_or_create(
        person=person,
        key=key,
        defaults={
            "for_date": case.today,
            "seed": case.seed,
            "inputs": case.as_dict(),
            "versions": stamp,
            "headline": made["headline"][:600],
            "document": json.dumps(made, separators=(",", ":")),
        },
    )
    newest = list(person.forecasts.values_list("pk", flat=True)[:RUNS])
    person.forecasts.exclude(pk__in=newest[:DOCUMENTS]).exclude(document="").update(document="")
    person.forecasts.exclude(pk__in=newest).delete()
