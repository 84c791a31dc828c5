"""Measurements: choose an instrument, see how it is done, note the reading, look back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_POST

from trophe.errors import InputError, UnknownNameError
from trophe.person.measures import Instrument, instrument, instruments
from trophe.report.protocols import protocol_svg
from trophe.web.accounts.access import user_of
from trophe.web.diary.views_add import show_error
from trophe.web.muscle.access import get_measurement_or_404, measurements_of
from trophe.web.muscle.forms_measures import MeasureForm, measure_initial
from trophe.web.muscle.measures_page import history, kinds_with_last
from trophe.web.muscle.models import Measurement
from trophe.web.muscle.services import (
    delete_measurement,
    edit_measurement,
    log_measurement,
    restore_measurement,
)
from trophe.web.people.access import get_person_or_404
from trophe.web.people.models import Person


@require_http_methods(["GET", "HEAD"])
def measures(request: HttpRequest, code: UUID) -> HttpResponse:
    """What can be measured, and what was."""
    person = get_person_or_404(request.user, code)
    context = {"person": person, "place": "muscle"} | kinds_with_last(person)
    return render(request, "muscle/measures.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def measure_one(request: HttpRequest, code: UUID, name: str) -> HttpResponse:
    """One instrument: protocol with its drawing, the form, the history with error bars."""
    person = get_person_or_404(request.user, code, write=request.method == "POST")
    of = _instrument_or_404(name)
    if of.name == "weight":
        return redirect("weights", person.code)
    asked = {key: request.GET[key] for key in ("site", "side") if key in request.GET}
    form = MeasureForm(request.POST or None, instrument=of, person=person, initial=asked)
    question = None
    if request.method == "POST" and form.is_valid():
        told = form.told() | {
            "code": form.cleaned_data["code"],
            "confirmed": form.cleaned_data["confirmed"],
        }
        try:
            logged = log_measurement(person=person, by=user_of(request), **told)
        except InputError as error:
            _show(form, error)
        else:
            if logged.row is not None:
                return _saved(request, person, logged.row)
            question = logged.question
    return _render(request, person, of, form, question=question)


@require_http_methods(["GET", "HEAD", "POST"])
def measure_edit(request: HttpRequest, code: UUID, entry: UUID) -> HttpResponse:
    """Correct a reading."""
    person = get_person_or_404(request.user, code, write=True)
    row = get_measurement_or_404(person, entry)
    of = instrument(row.instrument)
    initial = measure_initial(row)
    form = MeasureForm(request.POST or None, instrument=of, person=person, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.told()
        del told["instrument"]
        try:
            edit_measurement(row=row, by=user_of(request), **told)
        except InputError as error:
            _show(form, error)
        else:
            messages.success(request, f"{of.label} corrected.")
            return redirect("measure-one", person.code, of.name)
    return _render(request, person, of, form, row=row)


@require_POST
def measure_delete(request: HttpRequest, code: UUID, entry: UUID) -> HttpResponse:
    """Remove a reading; it can be brought back."""
    person = get_person_or_404(request.user, code, write=True)
    row = get_measurement_or_404(person, entry)
    gone = delete_measurement(row=row, by=user_of(request))
    undo = reverse("measure-restore", args=[person.code, gone.code])
    messages.success(request, f"{instrument(gone.instrument).label} removed.", extra_tags=undo)
    return redirect("measure-one", person.code, gone.instrument)


@require_POST
def measure_restore(request: HttpRequest, code: UUID, entry: UUID) -> HttpResponse:
    """Bring a reading back."""
    person = get_person_or_404(request.user, code, write=True)
    row = get_measurement_or_404(person, entry, deleted=True)
    back = restore_measurement(row=row, by=user_of(request))
    messages.success(request, f"{instrument(back.instrument).label} is back.")
    return redirect("measure-one", person.code, back.instrument)


def _instrument_or_404(name: str) -> Instrument:
    try:
        return instrument(name)
    except UnknownNameError as error:
        raise Http404(str(error)) from None


def _show(form: MeasureForm, error: InputError) -> None:
    """The services speak of values and folds; the form has a field for each."""
    names = {"values": "value_1", "skinfold_mm": "skinfold"}
    error.name = names.get(error.name, error.name)
    show_error(form, error)


def _saved(request: HttpRequest, person: Person, row: Measurement) -> HttpResponse:
    of = instrument(row.instrument)
    undo = reverse("measure-delete", args=[person.code, row.code])
    messages.success(request, f"{of.label}: {row.value:g} {of.unit} saved.", extra_tags=undo)
    return redirect("measure-one", person.code, of.name)


def _render(
    request: HttpRequest,
    person: Person,
    of: Instrument,
    form: MeasureForm,
    *,
    row: Measurement | None = None,
    question: Any = None,
) -> HttpResponse:
    readings = measurements_of(person, of.name)
    last = readings[-1].value if readings else None
    context = {
        "person": person,
        "place": "muscle",
        "instrument": of,
        "form": form,
        "entry": row,
        "question": question,
        # Drawn by us; it holds no word of anybody else.
        "drawing": mark_safe(protocol_svg(of.drawing)),
        "readings": list(reversed(readings)),
        "history": history(of, readings),
        "detectable": None if last is None else of.detectable(last),
        "others": [i for i in instruments().values() if i.name != of.name],
    }
    return render(request, "muscle/measure.html", context)
