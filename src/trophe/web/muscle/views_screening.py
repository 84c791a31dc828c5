"""Screening over time: stages with their criteria, where one stands, what is due, the questions."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from trophe.errors import InputError, MissingDataError
from trophe.evidence import source
from trophe.person.measures import INSTRUMENT_NAMES
from trophe.person.screening import Found, Screening
from trophe.web.accounts.access import user_of
from trophe.web.diary.views_add import show_error
from trophe.web.muscle.access import get_screening_or_404
from trophe.web.muscle.forms_screening import ScreeningForm
from trophe.web.muscle.screenings import (
    delete_screening,
    restore_screening,
    save_screening,
    screening,
)
from trophe.web.people.access import get_person_or_404
from trophe.web.people.models import Person

# How a stage looks: done for nothing found, urgent for something to show to a doctor.
_LEVELS: Final = {"not_found": ("done", "Not found"), "unknown": ("info", "Not known yet")}


@require_http_methods(["GET", "HEAD", "POST"])
def screening_page(request: HttpRequest, code: UUID) -> HttpResponse:
    """What the screening says today, and the questions to answer anew."""
    person = get_person_or_404(request.user, code, write=request.method == "POST")
    form = ScreeningForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = {"answers": form.answers(), "code": form.cleaned_data["code"]}
        try:
            written = save_screening(person=person, by=user_of(request), **told)
        except InputError as error:
            show_error(form, error)
        else:
            undo = reverse("screening-delete", args=[person.code, written.row.code])
            messages.success(request, "Answers saved.", extra_tags=undo)
            return redirect("screening", person.code)
    return _render(request, person, form)


@require_POST
def screening_delete(request: HttpRequest, code: UUID, entry: UUID) -> HttpResponse:
    """Remove saved answers; they can be brought back."""
    person = get_person_or_404(request.user, code, write=True)
    gone = delete_screening(row=get_screening_or_404(person, entry), by=user_of(request))
    undo = reverse("screening-restore", args=[person.code, gone.code])
    messages.success(request, "Answers removed.", extra_tags=undo)
    return redirect("screening", person.code)


@require_POST
def screening_restore(request: HttpRequest, code: UUID, entry: UUID) -> HttpResponse:
    """Bring saved answers back."""
    person = get_person_or_404(request.user, code, write=True)
    row = get_screening_or_404(person, entry, deleted=True)
    restore_screening(row=row, by=user_of(request))
    messages.success(request, "The answers are back.")
    return redirect("screening", person.code)


def _render(request: HttpRequest, person: Person, form: ScreeningForm) -> HttpResponse:
    try:
        reading = screening(person)
    except MissingDataError:
        return render(request, "muscle/unweighed.html", {"person": person, "place": "muscle"})
    context = {
        "person": person,
        "place": "muscle",
        "form": form,
        "found": reading.found,
        "cards": [_card(one) for one in (*reading.found.sets, reading.found.glim)],
        "percentiles": [{"of": p, "at": 2 * p.percentile} for p in reading.found.percentiles],
        "due": _due(reading.found),
        "today": person.today().isoformat(),
        "history": list(reversed(reading.history)),
    }
    return render(request, "muscle/screening.html", context)


def _card(found: Found) -> dict[str, Any]:
    """A set of criteria with its look and the sources of its cut-offs."""
    level, word = _LEVELS.get(found.stage, ("urgent", "Show this to a doctor"))
    keys = dict.fromkeys(c.source for c in found.criteria if c.source)
    return {
        "found": found,
        "level": level,
        "word": word,
        "sources": [source(key).text for key in keys],
    }


def _due(found: Screening) -> list[dict[str, Any]]:
    """What is due, each with the page on which it is done."""
    return [{**one, "measure": one["what"] in INSTRUMENT_NAMES} for one in found.due]
