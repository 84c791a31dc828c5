"""The calls of timeline, measurements and muscle forecast: the services of the pages."""

import json
from typing import Annotated, Any, Final
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Status
from ninja.errors import HttpError

from trophe.web.api import schemas
from trophe.web.api import schemas_muscle as shapes
from trophe.web.api.auth import caller, writer
from trophe.web.muscle import services
from trophe.web.muscle.access import (
    events_of,
    get_event_or_404,
    get_measurement_or_404,
    measurements_of,
)
from trophe.web.people.access import get_person_or_404
from trophe.web.people.models import Person

router = Router(tags=["muscle"])
READ: Final = {400: schemas.Problems, 401: schemas.Problems, 404: schemas.Problems}
FREE: Final = {400: schemas.Problems, 401: schemas.Problems}
CHANGED: Final = READ | {403: schemas.Problems, 409: schemas.Problems}
ONE: Final = "/people/{uuid:code}"
Days = Annotated[int, Query(ge=1, le=730)]
Seed = Annotated[int, Query(ge=0, le=2**32 - 1)]


def as_told(told: dict[str, Any]) -> HttpResponse:
    """A document as it is; its keys are those of the library."""
    return HttpResponse(json.dumps(told), content_type="application/json; charset=utf-8")


def to_write(request: HttpRequest, code: UUID) -> Person:
    """The person, if the caller and the way they came in may change the record."""
    return get_person_or_404(writer(request), code, write=True)


def to_read(request: HttpRequest, code: UUID) -> Person:
    """The person, if the caller may see the record."""
    return get_person_or_404(caller(request).user, code)


@router.get("/muscle/kinds", response={200: shapes.Document} | FREE)
def event_kinds(request: HttpRequest) -> HttpResponse:
    """What may stand on a timeline, and what each kind asks for."""
    from trophe.timeline.tables_json import kinds_json

    return as_told(kinds_json())


@router.get("/muscle/instruments", response={200: shapes.Document} | FREE)
def measuring_instruments(request: HttpRequest) -> HttpResponse:
    """What can be measured: unit, range, protocol, typical error."""
    from trophe.timeline.tables_json import instruments_json

    return as_told(instruments_json())


@router.get("/muscle/changes", response={200: shapes.Document} | FREE)
def what_if_changes(request: HttpRequest) -> HttpResponse:
    """What a what-if may change, with ranges."""
    from trophe.timeline.tables_json import changes_json

    return as_told(changes_json())


def _refuse_switched_off() -> None:
    """404 where the operator left forecasts out; what was told and measured stays."""
    if not settings.CHECK_ON:
        raise HttpError(404, services.SWITCHED_OFF)


@router.post("/muscle/forecast", response={200: shapes.Document} | READ)
def forecast_for_anybody(request: HttpRequest, data: shapes.CaseIn) -> HttpResponse:
    """Forecast for a person described in the call. Nothing is stored."""
    _refuse_switched_off()
    from trophe.timeline.case import case_from_dict
    from trophe.timeline.document import document
    from trophe.timeline.outlook import outlook

    return as_told(document(outlook(case_from_dict(data.case))))


@router.post("/muscle/what-if", response={200: shapes.Document} | READ)
def what_if_for_anybody(request: HttpRequest, data: shapes.FreeWhatIfIn) -> HttpResponse:
    """What changes would do for a person described in the call. Nothing is stored."""
    _refuse_switched_off()
    from dataclasses import replace

    from trophe.timeline.case import case_from_dict
    from trophe.timeline.what_if import what_if

    case = replace(case_from_dict(data.case), seed=data.seed)
    return as_told(what_if(case, data.changes).as_dict())


@router.get(ONE + "/events", response={200: list[shapes.EventOut]} | READ)
def timeline_events(request: HttpRequest, code: UUID) -> Any:
    """What stands on the timeline, oldest first."""
    return events_of(to_read(request, code))


@router.post(ONE + "/events", response={200: shapes.EventOut, 201: shapes.EventOut} | CHANGED)
def add_timeline_event(request: HttpRequest, code: UUID, data: shapes.EventIn) -> Any:
    """Put an event on the timeline (201), or give the one that stands for its code (200)."""
    person = to_write(request, code)
    done = services.add_event(person=person, by=writer(request), source="api", **data.dict())
    return Status(201 if done.created else 200, done.row)


@router.patch(ONE + "/events/{uuid:event}", response={200: shapes.EventOut} | CHANGED)
def change_timeline_event(
    request: HttpRequest, code: UUID, event: UUID, data: shapes.EventChange
) -> Any:
    """Correct or end an event as it was read; 409 when it changed since."""
    row = get_event_or_404(to_write(request, code), event)
    told = data.dict(exclude={"version", "still_open"}, exclude_none=True)
    if data.still_open:
        told["ended_on"] = None
    return services.edit_event(event=row, by=writer(request), version=data.version, **told)


@router.delete(ONE + "/events/{uuid:event}", response={200: shapes.EventOut} | CHANGED)
def remove_timeline_event(request: HttpRequest, code: UUID, event: UUID) -> Any:
    """Take an event off the timeline; it can be brought back."""
    row = get_event_or_404(to_write(request, code), event)
    return services.delete_event(event=row, by=writer(request))


@router.post(ONE + "/events/{uuid:event}/restore", response={200: shapes.EventOut} | CHANGED)
def restore_timeline_event(request: HttpRequest, code: UUID, event: UUID) -> Any:
    """Bring a deleted event back."""
    row = get_event_or_404(to_write(request, code), event, deleted=True)
    return services.restore_event(event=row, by=writer(request))


@router.get(ONE + "/measurements", response={200: list[shapes.MeasurementOut]} | READ)
def measurements(request: HttpRequest, code: UUID, instrument: str = "") -> Any:
    """What was measured (with one instrument), oldest first."""
    return measurements_of(to_read(request, code), instrument)


@router.post(
    ONE + "/measurements",
    response={200: shapes.MeasurementOut, 201: shapes.MeasurementOut}
    | CHANGED
    | {409: shapes.DoubtOut | schemas.Problems},
)
def add_measurement(request: HttpRequest, code: UUID, data: shapes.MeasurementIn) -> Any:
    """Store a measurement (201), or give the one that stands for its code (200).

    One that is hard to believe is not stored: 409 with a question; send it again `confirmed`.
    """
    person = to_write(request, code)
    done = services.log_measurement(person=person, by=writer(request), source="api", **data.dict())
    if done.question is not None:
        told = {"question": done.question.question, "as_meant": done.question.as_meant}
        return Status(409, told)
    return Status(201 if done.created else 200, done.row)


@router.patch(
    ONE + "/measurements/{uuid:measurement}", response={200: shapes.MeasurementOut} | CHANGED
)
def change_measurement(
    request: HttpRequest, code: UUID, measurement: UUID, data: shapes.MeasurementChange
) -> Any:
    """Correct a measurement as it was read; 409 when it changed since."""
    row = get_measurement_or_404(to_write(request, code), measurement)
    told = data.dict(exclude={"version"}, exclude_none=True)
    return services.edit_measurement(row=row, by=writer(request), version=data.version, **told)


@router.delete(
    ONE + "/measurements/{uuid:measurement}", response={200: shapes.MeasurementOut} | CHANGED
)
def remove_measurement(request: HttpRequest, code: UUID, measurement: UUID) -> Any:
    """Hide a measurement; it can be brought back."""
    row = get_measurement_or_404(to_write(request, code), measurement)
    return services.delete_measurement(row=row, by=writer(request))


@router.post(
    ONE + "/measurements/{uuid:measurement}/restore",
    response={200: shapes.MeasurementOut} | CHANGED,
)
def bring_measurement_back(request: HttpRequest, code: UUID, measurement: UUID) -> Any:
    """Bring a deleted measurement back."""
    row = get_measurement_or_404(to_write(request, code), measurement, deleted=True)
    return services.restore_measurement(row=row, by=writer(request))


@router.get(ONE + "/muscle", response={200: shapes.Document} | READ)
def muscle_of_person(
    request: HttpRequest, code: UUID, days: Days = 365, seed: Seed = 0
) -> HttpResponse:
    """The muscle forecast; without figures, and saying why, where it is withheld."""
    reading = services.forecast_for(to_read(request, code), days=days, seed=seed)
    return as_told({**reading.document, "headline": reading.headline, "withheld": reading.withheld})


@router.post(ONE + "/muscle/what-if", response={200: shapes.Document} | READ)
def what_if_of_person(request: HttpRequest, code: UUID, data: shapes.WhatIfIn) -> HttpResponse:
    """What changes from today on would do; nothing is stored."""
    return as_told(services.what_if(to_read(request, code), data.changes, seed=data.seed).as_dict())


@router.post(ONE + "/muscle/adopt", response={200: shapes.AdoptedOut} | CHANGED)
def adopt_what_if(request: HttpRequest, code: UUID, data: shapes.AdoptIn) -> Any:
    """Make what-if changes the plan."""
    person = to_write(request, code)
    return services.adopt(person=person, by=writer(request), changes=data.changes, code=data.code)


@router.get(ONE + "/muscle/verdict", response={200: shapes.Document} | READ)
def is_it_working(request: HttpRequest, code: UUID) -> HttpResponse:
    """Is it working: yes, no, or too early with a day; and where lost weight came from."""
    person = to_read(request, code)
    told, split = services.verdict(person), services.weight_split(person)
    return as_told(
        {
            "verdict": None if told is None else told.as_dict(),
            "weight_split": None if split is None else split.as_dict(),
        }
    )


@router.get(ONE + "/muscle/sources", response={200: shapes.Document} | READ)
def sources_of_a_number(request: HttpRequest, code: UUID, key: str) -> HttpResponse:
    """What a number rests on, as `forecast:quadriceps:left:size` or `instrument:grip`."""
    return as_told(services.sources_of(to_read(request, code), key))


@router.get(ONE + "/screening", response={200: shapes.Document} | READ)
def screening_of_person(request: HttpRequest, code: UUID) -> HttpResponse:
    """What a screening for weak muscle and undernutrition says today, and the saved ones."""
    reading = services.screening(to_read(request, code))
    history = [
        {"code": str(row.code), "taken_on": row.taken_on.isoformat(), "answers": row.answers,
         "headline": row.result.get("headline", "")}
        for row in reading.history
    ]  # fmt: skip
    return as_told({**reading.found.as_dict(), "history": history})


@router.post(
    ONE + "/screening", response={200: shapes.ScreeningOut, 201: shapes.ScreeningOut} | CHANGED
)
def add_screening(request: HttpRequest, code: UUID, data: shapes.ScreeningIn) -> Any:
    """Save answers with what the screening says with them (201), or give the row that stands."""
    person = to_write(request, code)
    done = services.save_screening(person=person, by=writer(request), **data.dict())
    return Status(201 if done.created else 200, done.row)


@router.post("/muscle/screening", response={200: shapes.Document} | FREE)
def screen_anybody(request: HttpRequest, data: shapes.FreeScreeningIn) -> HttpResponse:
    """Screen a person described in the call, as `trophe screen` does. Nothing is stored."""
    from trophe.person.screening import screen, seen_from_dict
    from trophe.timeline.case import person_from_dict

    return as_told(screen(seen_from_dict(person_from_dict(data.person), data.seen)).as_dict())
