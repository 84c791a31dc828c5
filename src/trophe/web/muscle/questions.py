"""What would change it, is it working, where did the weight go, and what a number rests on."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID, uuid5

from django.db import transaction

from trophe.errors import InputError
from trophe.web.accounts.models import User
from trophe.web.muscle.access import events_of
from trophe.web.muscle.events import add_event, delete_event, end_event
from trophe.web.muscle.forecasts import case_of, followed_plan, plan_document, withheld
from trophe.web.muscle.models import Event
from trophe.web.people.core import as_core_person
from trophe.web.people.models import Person
from trophe.web.plans.services import make_plan

if TYPE_CHECKING:
    from trophe.timeline.case import Case
    from trophe.timeline.outlook import Learned
    from trophe.timeline.verdict import Verdict
    from trophe.timeline.weight_split import WeightSplit
    from trophe.timeline.what_if import WhatIf

# What readings have taught, kept for the while in which somebody moves sliders. The key holds
# the person and all that went in: what one person's readings taught never serves another.
_LEARNED_MOST: Final = 64
_learned: "OrderedDict[tuple[int, str], Learned]" = OrderedDict()
_lock = Lock()
CAST_TEXT: Final = (
    "When a cast comes off is for your doctor to say. Ask, and change the day on your timeline"
    " once it is decided."
)
SLOWER_TEXT: Final = "Choose a slower goal on the plan's page: it shows what it does to food too."


def what_if(
    person: Person, changes: Mapping[str, Any], *, seed: int = 0, case: "Case | None" = None
) -> "WhatIf":
    """How the forecast differs if something is done differently from today on; nothing is stored.

    `changes` has keys of `trophe.timeline.what_if.CHANGES`; `case` where it was read already.
    Raises InputError naming the key.
    """
    from trophe.timeline.what_if import checked_changes
    from trophe.timeline.what_if import what_if as ask

    checked_changes(changes)
    case = case or case_of(person, seed=seed)
    _refuse_withheld(case)
    return ask(case, changes, learned=_learnt(person, case))


def what_is_done(person: Person, case: "Case | None" = None) -> dict[str, Any]:
    """Where the sliders and switches of a what-if stand today; `case` where it was read already."""
    from trophe.timeline.what_if import current

    return current(case or case_of(person))


def _learnt(person: Person, case: "Case") -> "Learned":
    from trophe.timeline.case import key_of
    from trophe.timeline.outlook import versions
    from trophe.timeline.what_if import learn

    key = (person.pk, key_of(case, versions()))
    with _lock:
        found = _learned.get(key)
    if found is None:
        found = learn(case)
        with _lock:
            _learned[key] = found
            while len(_learned) > _LEARNED_MOST:
                _learned.popitem(last=False)
    return found


def _refuse_withheld(case: "Case") -> None:
    why = withheld(case.person)
    if why is not None:
        raise InputError("person", why)


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted:
    """What was taken over (events, a plan with that protein), and what was not, and why."""

    events: tuple[Event, ...]
    planned: bool
    not_adopted: tuple[dict[str, str], ...]
    text: str = field(default="")


@transaction.atomic
def adopt(
    *, person: Person, by: User | None, changes: Mapping[str, Any], code: UUID | None = None
) -> Adopted:
    """Make a what-if the plan: what is done goes on the timeline from today, protein into the plan.

    The same `code` again adds nothing. When a cast comes off, and the pace of losing weight, are
    not adopted: the answer says where they are decided.
    """
    from trophe.timeline.what_if import CHANGES, NMES_SESSIONS_WEEK, checked_changes

    told = checked_changes(changes)
    made: list[Event] = []
    refused = []
    planned = False
    for key, value in told.items():
        own = None if code is None else uuid5(code, key)
        if key == "cast_off_days_earlier":
            refused.append({"key": key, "text": CAST_TEXT})
        elif key == "slower_loss":
            refused.append({"key": key, "text": SLOWER_TEXT})
        elif key == "protein_g_kg_d" and _with_protein(person, by, float(value)):
            planned = True
        else:
            detail = {
                "protein_g_kg_d": {"g_kg_d": value},
                "sessions_week": {"sessions_week": value},
                "nmes": {"sessions_week": NMES_SESSIONS_WEEK},
            }.get(key, {})
            made += _begin(person, by, _KIND_OF[key], detail, own)
    names = [CHANGES[key].label for key in told if key not in {r["key"] for r in refused}]
    text = f"Taken over: {', '.join(names).lower()}." if names else "Nothing was taken over."
    return Adopted(events=tuple(made), planned=planned, not_adopted=tuple(refused), text=text)


_KIND_OF: Final = {
    "protein_g_kg_d": "protein",
    "sessions_week": "strength_training",
    "nmes": "nmes",
    "walking": "walking",
}


def _begin(
    person: Person, by: User | None, kind: str, detail: dict[str, Any], code: UUID | None
) -> list[Event]:
    """From today on this instead of what is done of that kind; a stop where it is none."""
    today = person.today()
    if code is not None and person.events.filter(code=code).exists():
        return list(person.events.filter(code=code))
    for row in events_of(person):
        if row.kind != kind or (row.ended_on is not None and row.ended_on <= today):
            continue
        if row.began_on < today:
            end_event(event=row, by=by, ended_on=today)
        else:
            delete_event(event=row, by=by)
    if detail.get("sessions_week", 1) < 0.5:
        return []
    written = add_event(
        person=person,
        by=by,
        kind=kind,
        began_on=today,
        detail=detail,
        code=code,
        source=Event.Source.WHAT_IF,
    )
    return [written.row]


def _with_protein(person: Person, by: User | None, g_kg_d: float) -> bool:
    """A plan like the one followed with this protein, if there is one; False without."""
    import json

    from trophe.plan import Goal

    stored = followed_plan(person)
    if stored is None:
        return False
    inputs = json.loads(stored.document)["inputs"]
    if inputs["protein_g_kg_d"] == g_kg_d:
        return True
    goal = Goal.from_dict(inputs["goal"])
    return make_plan(person=person, goal=goal, by=by, protein_g_kg_d=g_kg_d).stored is not None


def verdict(person: Person, case: "Case | None" = None) -> "Verdict | None":
    """Is it working: yes, no, or too early with a day to measure again.

    None where a forecast is withheld. `case` where it was read already.
    """
    from trophe.timeline.verdict import verdict as judge

    case = case or case_of(person)
    return None if withheld(case.person) else judge(case)


def weight_split(person: Person) -> "WeightSplit | None":
    """Where the weight went since the plan began; None without a plan or too few weights."""
    from trophe.timeline.weight_split import intake_of_plan
    from trophe.timeline.weight_split import weight_split as split

    stored = followed_plan(person)
    if stored is None:
        return None
    plan = plan_document(stored)
    days = max((person.today() - stored.first_date).days, 1)
    intake = intake_of_plan(plan, days + 1)
    if not intake or "weight" in plan["hide"]:
        return None
    weights = [(w.local_date, w.weight_kg) for w in person.weights.kept()]
    return split(
        as_core_person(person, stored.first_date),
        intake_kcal_d=intake,
        weights=[w for w in weights if w[0] <= person.today()],
        first_date=stored.first_date,
    )


def sources_of(person: Person, key: str) -> dict[str, Any]:
    """What a number rests on: `forecast:quadriceps:left:size` of this person's forecast, or one of
    cause:NAME, done:NAME, instrument:NAME, constants:NAME. UnknownNameError for any other."""
    from trophe.timeline.sources import sources_of_forecast, sources_of_number

    if key.startswith("forecast:"):
        return sources_of_forecast(case_of(person), key)
    return sources_of_number(key)
