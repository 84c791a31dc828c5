"""The Muscle page, one muscle, its curves and its film."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods

from trophe.errors import MissingDataError
from trophe.person.measures import instruments
from trophe.report.film import Film, film
from trophe.report.muscle_charts import bone_curve, muscle_curve, sides_curve
from trophe.web.muscle import pages
from trophe.web.muscle.access import events_of
from trophe.web.muscle.forms_what_if import WhatIfForm
from trophe.web.muscle.questions import verdict, weight_split, what_is_done
from trophe.web.muscle.record import record
from trophe.web.muscle.services import MuscleReading, forecast_for
from trophe.web.people.access import get_person_or_404
from trophe.web.people.models import Person
from trophe.web.people.once import reading_once
from trophe.web.ui.fragments import is_htmx


@require_http_methods(["GET", "HEAD"])
@reading_once()
def muscle(request: HttpRequest, code: UUID) -> HttpResponse:
    """How much is lost, when it is back, what changes it, is it working: at a glance."""
    person = get_person_or_404(request.user, code)
    try:
        reading = forecast_for(person)
    except MissingDataError:
        return render(request, "muscle/unweighed.html", {"person": person, "place": "muscle"})
    context: dict[str, Any] = {"person": person, "place": "muscle", "reading": reading}
    context["has_events"] = bool(events_of(person))
    if not reading.withheld:
        moment = pages.moment_of(request.GET.get("at", ""))
        context |= pages.muscle_context(person, reading.document, moment)
        judged = verdict(person, reading.case)
        context |= {"verdict": judged, "split": weight_split(person)}
        context["measure_today"] = judged is not None and judged.measure_on == person.today()
        context["form"] = WhatIfForm(done=what_is_done(person, reading.case))
        context["bones"] = [
            bone_curve(reading.document, bone["site"]) for bone in reading.document["bones"][:1]
        ]
    template = "muscle/_body.html" if is_htmx(request) else "muscle/muscle.html"
    return render(request, template, context)


@require_http_methods(["GET", "HEAD"])
@reading_once()
def muscle_one(request: HttpRequest, code: UUID, muscle: str) -> HttpResponse:
    """One muscle: size, strength, side against side, film; on a tap its band alone."""
    person = get_person_or_404(request.user, code)
    reading = _reading_or_404(person)
    place = pages.place_of(reading.document, muscle, request.GET.get("side", ""))
    if place is None:
        raise Http404("There is no forecast of that.")
    context = _one(person, reading, place)
    if is_htmx(request):
        return render(request, "muscle/_one.html", context)
    return render(request, "muscle/one.html", context | _charts(reading.document, place))


def _reading_or_404(person: Person) -> MuscleReading:
    """The forecast where one may be shown."""
    try:
        reading = forecast_for(person)
    except MissingDataError as error:
        raise Http404(str(error)) from None
    if reading.withheld:
        raise Http404(reading.withheld)
    return reading


def _one(person: Person, reading: MuscleReading, place: pages.Place) -> dict[str, Any]:
    """The place in words."""
    document = reading.document
    return {
        "person": person,
        "place": "muscle",
        "reading": reading,
        "spot": place,
        "row": pages.place_row(person, document, place),
        "others": pages.other_sides(person, document, place),
        "source_key": f"forecast:{place['muscle']}:{place['side']}:size",
        "no_rates": document["no_rates"] if place["affected"] else [],
        "instruments": pages.instruments_for(instruments().values(), place["muscle"]),
    }


def _charts(document: pages.Document, place: pages.Place) -> dict[str, Any]:
    """The pictures of a place; None where there is nothing to draw."""
    where = place["muscle"], place["side"]
    return {
        "size_chart": muscle_curve(document, *where, "size", place["label"]),
        "strength_chart": muscle_curve(document, *where, "strength", place["label"]),
        "sides_chart": sides_curve(document, place["muscle"], "size", place["label"]),
        "film": film_for_page(film(document, *where, place["label"])),
    }


def film_for_page(made: Film | None) -> Film | None:
    """The film with its drawings fit for a page: they are ours, made from numbers."""
    if made is None:
        return None
    stills = tuple(replace(still, svg=mark_safe(still.svg)) for still in made.stills)
    return replace(made, svg=mark_safe(made.svg), stills=stills)


@require_http_methods(["GET", "HEAD"])
def muscle_record(request: HttpRequest, code: UUID) -> HttpResponse:
    """How good the forecast was on studies that it had not seen."""
    person = get_person_or_404(request.user, code)
    context = {"person": person, "place": "muscle", "record": record()}
    return render(request, "muscle/record.html", context)
