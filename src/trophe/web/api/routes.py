"""The calls. Each goes through the same door and the same services as the pages."""

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Status
from ninja.errors import HttpError
from ninja.operation import Operation

from trophe import __version__
from trophe.errors import InputError, MissingDataError
from trophe.person import LimbLoss
from trophe.person import Person as CorePerson
from trophe.web.api import check, diary_more, foods, guide, inbox, muscle, recipes, schemas
from trophe.web.api import training as training_calls
from trophe.web.api import trends as trends_calls
from trophe.web.api.auth import BrowserAuth, TokenAuth, caller, writer
from trophe.web.api.errors import add_handlers
from trophe.web.diary.models import Weight
from trophe.web.diary.services import weigh_in
from trophe.web.people.access import get_person_or_404, may_write, people_of
from trophe.web.people.models import Person
from trophe.web.plans.services import PlanReading, make_plan, read_plan

if TYPE_CHECKING:
    from trophe.plan import Plan


class TropheAPI(NinjaAPI):
    """Its operations are known by the names of their functions."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return str(operation.view_func.__name__)


api = TropheAPI(
    title="Trophe",
    version=__version__,
    description="Plans, weights and forecasts. SI units; each key carries its own.",
    auth=[TokenAuth(), BrowserAuth()],
    docs_url=None,
    urls_namespace="api",
)
add_handlers(api)
api.add_router("", check.router)
api.add_router("", diary_more.router)
api.add_router("", foods.router)
api.add_router("", guide.router)
api.add_router("", inbox.router)
api.add_router("", muscle.router)
api.add_router("", recipes.router)
api.add_router("", training_calls.router)
api.add_router("", trends_calls.router)

_WRONG = {400: schemas.Problems, 401: schemas.Problems}
_KEPT = _WRONG | {404: schemas.Problems}
_CHANGED = _KEPT | {403: schemas.Problems}


@api.post("/plan", response={200: schemas.PlanOut, 403: schemas.Problems} | _WRONG, tags=["plan"])
def plan_for_anybody(request: HttpRequest, data: schemas.FreePlanIn) -> HttpResponse:
    """Plan for a person described in the call. Nothing is stored; a refused goal says why."""
    from trophe import plan
    from trophe.muscle import Exposure

    made = plan.make(
        _core_person(data.person),
        _goal(data.goal),
        [Exposure(**one.dict()) for one in data.exposures],
        exposures_day=data.exposures_day,
        days=data.days,
        seed=data.seed,
        draws=data.draws,
        preset=data.preset,
        protein_g_kg_d=data.protein_g_kg_d,
        protein_before_g_kg_d=data.protein_before_g_kg_d,
        starts_training=data.starts_training,
    )
    return _json(made, show_numbers=data.show_numbers)


@api.get("/people", response={200: list[schemas.PersonOut]} | _WRONG, tags=["people"])
def people(request: HttpRequest) -> list[dict[str, Any]]:
    """Everybody whose record the caller may read."""
    user = caller(request).user
    return [_person_out(person, may_write(user, person)) for person in people_of(user)]


@api.get("/people/{uuid:code}", response={200: schemas.PersonOut} | _KEPT, tags=["people"])
def one_person(request: HttpRequest, code: UUID) -> dict[str, Any]:
    """One record."""
    user = caller(request).user
    person = get_person_or_404(user, code)
    return _person_out(person, may_write(user, person))


@api.get("/people/{uuid:code}/plan", response={200: schemas.StoredPlanOut} | _KEPT, tags=["plan"])
def plan_of_person(request: HttpRequest, code: UUID, show_numbers: bool = False) -> dict[str, Any]:
    """The plan that is followed, checked against the person as they are today.

    Figures that a rule hides by default are sent only with `show_numbers`.
    """
    reading = read_plan(get_person_or_404(caller(request).user, code))
    if reading is None:
        raise HttpError(404, "No plan was made yet.")
    return _reading_out(reading, show_numbers=show_numbers)


@api.post(
    "/people/{uuid:code}/plan",
    response={200: schemas.PlanOut, 201: schemas.PlanOut} | _CHANGED,
    tags=["plan"],
)
def make_persons_plan(request: HttpRequest, code: UUID, data: schemas.PlanIn) -> HttpResponse:
    """Make a plan and follow it (201). A refused goal comes back with its reasons (200)."""
    user = writer(request)
    person = get_person_or_404(user, code, write=True)
    made = make_plan(
        person=person,
        goal=_goal(data.goal),
        by=user,
        days=data.days,
        protein_g_kg_d=data.protein_g_kg_d,
    )
    status = 200 if made.stored is None else 201
    return _json(made.plan, show_numbers=data.show_numbers, status=status)


@api.get(
    "/people/{uuid:code}/weights", response={200: list[schemas.WeightOut]} | _KEPT, tags=["weights"]
)
def weights(
    request: HttpRequest,
    code: UUID,
    first_date: date | None = None,
    last_date: date | None = None,
) -> Any:
    """Weighings from one day to another, oldest first."""
    entries = get_person_or_404(caller(request).user, code).weights.kept()
    if first_date is not None:
        entries = entries.filter(local_date__gte=first_date)
    return entries.up_to(last_date) if last_date is not None else entries


@api.post(
    "/people/{uuid:code}/weights",
    response={200: schemas.WeightOut, 201: schemas.WeightOut, 409: schemas.QuestionOut} | _CHANGED,
    tags=["weights"],
)
def add_weight(request: HttpRequest, code: UUID, data: schemas.WeightIn) -> Any:
    """Store a weighing (201), or give the one that stands for its code (200).

    One that is hard to believe is not stored: 409 with a question (rule P20).
    """
    user = writer(request)
    person = get_person_or_404(user, code, write=True)
    done = weigh_in(person=person, by=user, source=Weight.Source.API, **data.dict())
    if done.question is not None:
        return Status(409, done.question)
    return Status(201 if done.created else 200, done.entry)


def _json(made: "Plan", *, show_numbers: bool, status: int = 200) -> HttpResponse:
    """A plan's own text, to the byte, without what a rule hides unless asked for."""
    text = (made if show_numbers else made.without_hidden()).to_json()
    return HttpResponse(text, content_type="application/json; charset=utf-8", status=status)


def _goal(data: schemas.GoalIn) -> Any:
    """The goal as the plan knows it. Raises InputError for one that it does not."""
    from trophe.plan import Goal

    if data.name == "target":
        if data.target_weight_kg is None or data.by_day is None:
            raise MissingDataError("goal.by_day", "A target needs target_weight_kg and by_day.")
        return Goal.target(data.target_weight_kg, data.by_day)
    if data.by_day is not None:
        raise InputError("goal.by_day", "goal.by_day goes with the goal named target only.")
    goal = Goal.parse(data.name)
    return Goal.rate(goal.rate_lb_week or 0.0, data.target_weight_kg)


def _core_person(data: schemas.PersonIn) -> CorePerson:
    """The person of a call; how active they are by `pal`, or by `activity`."""
    from trophe.energy import pal_of

    told = data.dict(exclude={"activity", "limb_losses"}, exclude_none=True)
    if data.pal is None:
        if data.activity is None:
            raise MissingDataError("person.activity", "Give activity or pal.")
        told["pal"] = pal_of(data.activity)
    for name in ("conditions", "medicines", "agreements"):
        told[name] = frozenset(told[name])
    losses = tuple(LimbLoss(**loss.dict()) for loss in data.limb_losses)
    return CorePerson(**told, limb_losses=losses)


def _person_out(person: Person, write: bool) -> dict[str, Any]:
    today = person.today()
    last = person.weights.kept().up_to(today).last()
    facts = list(person.facts.on_day(today))
    named = {
        field: [fact.name for fact in facts if fact.kind == kind]
        for field, kind in (
            ("conditions", "condition"),
            ("medicines", "medicine"),
            ("agreements", "agreement"),
            ("limb_losses", "limb"),
        )
    }
    columns = (
        "code name sex height_m pal activity body_fat_pct resistance_training region kidney "
        "time_zone is_sample"
    )
    return {
        **{name: getattr(person, name) for name in columns.split()},
        **named,
        "age_y": person.age_on_day(today),
        "weight_kg": last.weight_kg if last is not None else None,
        "may_write": write,
    }


def _reading_out(reading: PlanReading, *, show_numbers: bool) -> dict[str, Any]:
    """A locked plan is withheld here too, not only marked."""
    fallback = reading.fallback
    if fallback is not None and not show_numbers:
        fallback = fallback.without_hidden()
    shown = reading.numbers if show_numbers else reading.plan
    return {
        "code": reading.stored.code,
        "made_at": reading.stored.made_at,
        "first_date": reading.stored.first_date,
        "locked": reading.locked,
        "findings": reading.findings,
        "plan": None if reading.locked else shown,
        "fallback": fallback.as_dict() if fallback is not None else None,
    }
