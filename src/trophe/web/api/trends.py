"""The calls of trends: every series, two stretches compared, steps, the week in words."""

import json
from datetime import date
from typing import Annotated, Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router

from trophe.web.api import schemas
from trophe.web.api import schemas_trends as shapes
from trophe.web.api.auth import caller, writer
from trophe.web.people.access import get_person_or_404
from trophe.web.trends import catalogue, compare, weeks
from trophe.web.trends.reads import Reads
from trophe.web.trends.span import dates
from trophe.web.trends.steps import note_steps

router = Router(tags=["trends"])
READ: Final = {400: schemas.Problems, 401: schemas.Problems, 404: schemas.Problems}
CHANGED: Final = READ | {403: schemas.Problems}
ONE: Final = "/people/{uuid:code}"
From = Annotated[date | None, Query(alias="from")]
To = Annotated[date | None, Query(alias="to")]


def _json(told: dict[str, Any]) -> HttpResponse:
    return HttpResponse(json.dumps(told), content_type="application/json; charset=utf-8")


@router.get(ONE + "/trends", response={200: shapes.CatalogueOut} | READ)
def trends(request: HttpRequest, code: UUID, show_numbers: bool = False) -> dict[str, Any]:
    """Every series that may be asked for; what is hidden is named in `hidden`."""
    person = get_person_or_404(caller(request).user, code)
    reads = Reads(person, dates(None, None, person.today()), figures=show_numbers)
    names = (("weight", reads.weight), ("energy", reads.energy), ("forecast", reads.forecast))
    return {
        "series": [
            {"series": entry.key, "title": entry.title, "group": entry.group}
            for entry in catalogue.entries(reads)
        ],
        "hidden": [name for name, shown in names if not shown],
    }


@router.get(ONE + "/trends/{slug:series}", response={200: shapes.SeriesOut} | READ)
def trend(
    request: HttpRequest,
    code: UUID,
    series: str,
    from_date: From = None,
    to_date: To = None,
    show_numbers: bool = False,
) -> HttpResponse:
    """A series between two dates, twelve weeks until today without them; in its stored unit.

    404 for one that is not there, hidden, or empty in these days.
    """
    person = get_person_or_404(caller(request).user, code)
    span = dates(from_date, to_date, person.today())
    found = catalogue.find(Reads(person, span, figures=show_numbers), series)
    if found is None:
        raise Http404("No such series, or nothing of it in these days.")
    return _json(found.as_dict())


@router.get(ONE + "/trends/{slug:series}/compare", response={200: shapes.ComparedOut} | READ)
def compare_stretches(
    request: HttpRequest,
    code: UUID,
    series: str,
    first: str = "",
    second: str = "",
    first_from: date | None = None,
    first_to: date | None = None,
    second_from: date | None = None,
    second_to: date | None = None,
    show_numbers: bool = False,
) -> HttpResponse:
    """Two stretches of days against each other, with a 90 % interval that counts autocorrelation.

    A stretch is given by its two dates, or as `before:EVENT`, `during:EVENT` or `after:EVENT`.
    """
    person = get_person_or_404(caller(request).user, code)
    found = compare.compared(
        person,
        series,
        compare.stretch_of(person, "first", first, first_from, first_to),
        compare.stretch_of(person, "second", second, second_from, second_to),
        figures=show_numbers,
    )
    if found is None:
        raise Http404("No such series, or nothing of it in these days.")
    return _json(found.as_dict())


@router.put(ONE + "/steps/{day}", response={200: shapes.StepsOut} | CHANGED)
def put_steps(request: HttpRequest, code: UUID, day: date, data: shapes.StepsIn) -> dict[str, Any]:
    """The steps of a day; the later count stands, null takes it back."""
    user = writer(request)
    person = get_person_or_404(user, code, write=True)
    row = note_steps(person=person, by=user, day=day, steps=data.steps)
    return {
        "day": row.local_date,
        "steps": row.steps if row.is_kept else None,
        "version": row.version,
    }


@router.get(ONE + "/weeks", response={200: list[shapes.WeekOut]} | READ)
def told_weeks(request: HttpRequest, code: UUID) -> list[dict[str, Any]]:
    """The last weeks that are over, in plain words, the newest first."""
    person = get_person_or_404(caller(request).user, code)
    return [weeks.as_dict(person, story) for story in weeks.stories(person)]
