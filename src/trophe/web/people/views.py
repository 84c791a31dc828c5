"""Where one begins, and the place for everything that has no place of its own."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from trophe.errors import InputError
from trophe.web.accounts.access import user_of
from trophe.web.people.access import get_person_or_404
from trophe.web.people.context import LAST_PERSON, current_person
from trophe.web.people.eating import EatingForm, answer_eating_questions
from trophe.web.people.forms_settings import APPEARANCES, HidingForm, ProfileForm, UnitsForm
from trophe.web.people.models import Person
from trophe.web.people.services import update_person
from trophe.web.plans.services import read_plan

_YEAR_S = 365 * 86400


@require_http_methods(["GET", "HEAD"])
def home(request: HttpRequest) -> HttpResponse:
    """Today of the person last looked at; the first questions while nobody real is there."""
    person = current_person(request)
    if person is None or (person.is_sample and LAST_PERSON not in request.session):
        return redirect("start")
    return redirect("today", person.code)


@require_http_methods(["GET", "HEAD"])
def more(request: HttpRequest, code: UUID) -> HttpResponse:
    """The way to everything that has no place of its own."""
    person = get_person_or_404(request.user, code)
    context = {
        "person": person,
        "place": "more",
        "units": UnitsForm(initial=UnitsForm.of(person)),
        "appearances": APPEARANCES,
        "hiding": HidingForm(initial=HidingForm.of(person)),
    }
    return render(request, "people/more.html", context)


@require_http_methods(["GET", "HEAD"])
def person_settings(request: HttpRequest, code: UUID) -> HttpResponse:
    """Who the plan is for: body, habits, health."""
    person = get_person_or_404(request.user, code, write=True)
    return _render_settings(request, ProfileForm(person=person, initial=ProfileForm.of(person)))


@require_POST
def person_change(request: HttpRequest, code: UUID) -> HttpResponse:
    """Keep what was changed. The plan is checked against it at once."""
    person = get_person_or_404(request.user, code, write=True)
    form = ProfileForm(request.POST, person=person)
    if form.is_valid():
        try:
            update_person(person=person, by=user_of(request), **form.facts())
        except InputError as error:
            form.add_error(None, str(error))
        else:
            return _after_change(request, person)
    return _render_settings(request, form)


@require_POST
def person_units(request: HttpRequest, code: UUID) -> HttpResponse:
    """How this person's figures are written. What is stored never changes."""
    person = get_person_or_404(request.user, code, write=True)
    form = UnitsForm(request.POST)
    if form.is_valid():
        update_person(person=person, by=user_of(request), **form.cleaned_data)
        messages.success(request, "Units changed.")
    return redirect("more", person.code)


@require_POST
def person_hiding(request: HttpRequest, code: UUID) -> HttpResponse:
    """Keep calories or weights out of sight, or show them again. What is stored never changes."""
    person = get_person_or_404(request.user, code, write=True)
    form = HidingForm(request.POST)
    if form.is_valid():
        update_person(person=person, by=user_of(request), **form.cleaned_data)
        messages.success(request, "Saved what is shown.")
    return redirect("more", person.code)


@require_POST
def appearance(request: HttpRequest, code: UUID) -> HttpResponse:
    """Light, dark, or as the device says: kept in this browser alone."""
    person = get_person_or_404(request.user, code)
    chosen = request.POST.get("appearance", "")
    response = redirect("more", person.code)
    if chosen in dict(APPEARANCES):
        response.set_cookie("appearance", chosen, max_age=_YEAR_S, samesite="Lax", httponly=True)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def eating_questions(request: HttpRequest, code: UUID) -> HttpResponse:
    """Five questions before weight is lost; skipping them is an answer too."""
    person = get_person_or_404(request.user, code, write=True)
    form = EatingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        answer_eating_questions(person=person, by=user_of(request), answers=form.answers())
        messages.success(request, "Thank you. Your plan was checked again.")
        return redirect("plan", person.code)
    return render(request, "people/eating.html", {"person": person, "place": "plan", "form": form})


@require_http_methods(["GET", "HEAD"])
def about(request: HttpRequest, code: UUID) -> HttpResponse:
    """What Trophe is, what it is not, and the works that its figures come from."""
    from trophe.evidence import source, source_keys

    person = get_person_or_404(request.user, code)
    works = sorted((source(key) for key in source_keys()), key=lambda s: (s.authors, s.year))
    context = {"person": person, "place": "more", "works": works}
    return render(request, "people/about.html", context)


def _render_settings(request: HttpRequest, form: ProfileForm) -> HttpResponse:
    context: dict[str, Any] = {"person": form.person, "place": "more", "form": form}
    return render(request, "people/settings.html", context)


def _after_change(request: HttpRequest, person: Person) -> HttpResponse:
    """Say what the change means for the plan: nothing, or that it is locked now (I08)."""
    reading = read_plan(person)
    if reading is not None and reading.locked:
        return redirect("plan", person.code)
    messages.success(request, "Saved. Your plan was checked again and stands.")
    return redirect("more", person.code)
