"""Today, and weighing in."""

from datetime import date
from typing import Any, Final
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from trophe.errors import InputError
from trophe.report import Chart
from trophe.report.history import weight_history
from trophe.units import format_weight
from trophe.web.accounts.access import user_of
from trophe.web.diary.access import get_weight_or_404
from trophe.web.diary.forms import EditWeightForm, WeightForm, edit_initial, weight_text
from trophe.web.diary.models import Weight
from trophe.web.diary.pages import day_context
from trophe.web.diary.services import delete_weight, edit_weight, restore_weight, weigh_in
from trophe.web.diary.targets import targets_by
from trophe.web.muscle.today import muscle_today
from trophe.web.people.access import get_person_or_404, others_to_write
from trophe.web.people.context import show_person
from trophe.web.people.hiding import shows_weight
from trophe.web.people.models import Person
from trophe.web.people.once import reading_once
from trophe.web.plans.page import locks
from trophe.web.plans.services import read_plan

_PER_PAGE: Final = 50


@require_http_methods(["GET", "HEAD"])
def today(request: HttpRequest, code: UUID) -> HttpResponse:
    """Today's targets, and the scale."""
    person = get_person_or_404(request.user, code)
    show_person(request, person)
    with reading_once():
        return _render_today(request, person)


@require_POST
def weigh_in_today(request: HttpRequest, code: UUID) -> HttpResponse:
    """Store a weight; one hard to believe comes back with a question."""
    person = get_person_or_404(request.user, code, write=True)
    form, question = WeightForm(request.POST, person=person), None
    if form.is_valid():
        try:
            done = weigh_in(person=person, by=user_of(request), **form.entry())
        except InputError as error:
            form.add_error("weight", str(error))
        else:
            if done.entry is not None:
                _say_weighed(request, person, done.entry)
                return redirect("today", person.code)
            question = done.question
    return _render_today(request, person, form, question)


@require_http_methods(["GET", "HEAD"])
def weights(request: HttpRequest, code: UUID) -> HttpResponse:
    """Every weight there is."""
    person = get_person_or_404(request.user, code)
    return _render_weights(request, person)


@require_http_methods(["GET", "HEAD"])
def weight(request: HttpRequest, code: UUID, entry: UUID) -> HttpResponse:
    """One weight, to be corrected."""
    person = get_person_or_404(request.user, code, write=True)
    held = get_weight_or_404(person, entry)
    form = EditWeightForm(person=person, initial=edit_initial(held, person))
    return _render_weight(request, person, held, form)


@require_POST
def weight_edit(request: HttpRequest, code: UUID, entry: UUID) -> HttpResponse:
    """Correct a weight."""
    person = get_person_or_404(request.user, code, write=True)
    held = get_weight_or_404(person, entry)
    form = EditWeightForm(request.POST, person=person)
    if form.is_valid():
        try:
            edit_weight(entry=held, by=user_of(request), **form.entry())
        except InputError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Corrected.")
            return redirect("weights", person.code)
    return _render_weight(request, person, held, form)


@require_POST
def weight_delete(request: HttpRequest, code: UUID, entry: UUID) -> HttpResponse:
    """Delete a weight; it can be brought back."""
    person = get_person_or_404(request.user, code, write=True)
    gone = delete_weight(entry=get_weight_or_404(person, entry), by=user_of(request))
    undo = reverse("weight-restore", args=[person.code, gone.code])
    messages.success(request, f"{_words(person, gone)} removed.", extra_tags=undo)
    return redirect("weights", person.code)


@require_POST
def weight_restore(request: HttpRequest, code: UUID, entry: UUID) -> HttpResponse:
    """Bring a deleted weight back."""
    person = get_person_or_404(request.user, code, write=True)
    back = restore_weight(entry=get_weight_or_404(person, entry), by=user_of(request))
    messages.success(request, f"{_words(person, back)} is back.")
    return redirect("weights", person.code)


def _render_weight(
    request: HttpRequest, person: Person, held: Weight, form: EditWeightForm
) -> HttpResponse:
    context = {"person": person, "place": "more", "entry": held, "form": form}
    return render(request, "diary/weight.html", context)


def _say_weighed(request: HttpRequest, person: Person, entry: Weight) -> None:
    undo = reverse("weight-delete", args=[person.code, entry.code])
    messages.success(request, f"{_words(person, entry)} saved.", extra_tags=undo)


def _words(person: Person, entry: Weight) -> str:
    """The weight, or just that it is one where weights are hidden (P13, W07)."""
    if not shows_weight(person):
        return "Weight"
    return format_weight(entry.weight_kg, person.weight_unit)


def _fresh_form(person: Person, last_kg: float | None) -> WeightForm:
    """The last weight stands in the field, unless hidden: often one tap is all it takes."""
    typed = "" if last_kg is None else weight_text(last_kg, person.weight_unit)
    return WeightForm(initial={"code": uuid4(), "weight": typed}, person=person)


def _render_today(
    request: HttpRequest, person: Person, form: WeightForm | None = None, question: Any = None
) -> HttpResponse:
    points = list(person.weights.kept().values_list("local_date", "weight_kg"))
    plan = read_plan(person) if points else None
    targets = targets_by(person, plan)
    last = points[-1] if points and targets.shows_weight else None
    meant = question.as_meant_kg if question else ()
    context = day_context(person, None, targets) | {
        "person": person,
        "place": "today",
        "form": form or _fresh_form(person, last[1] if last else None),
        "question": question,
        "meant": [format_weight(kg, person.weight_unit) for kg in meant],
        "plan_reading": plan,
        "others": others_to_write(request.user, person),
        "locks": locks(plan, shows_energy=targets.shows_energy),
        "last": last,
        "history": _history(person, points) if targets.shows_weight else None,
        **muscle_today(person),
    }
    return render(request, "diary/today.html", context)


def _history(person: Person, points: list[tuple[date, float]]) -> Chart | None:
    return weight_history(points, unit=person.weight_unit, today=person.today())


def _render_weights(request: HttpRequest, person: Person) -> HttpResponse:
    points = list(person.weights.kept().values_list("local_date", "weight_kg"))
    asked = "figures" in request.GET
    context = {
        "person": person,
        "place": "more",
        "asked": asked,
        "shows_weight": asked or shows_weight(person),
        "entries": Paginator(person.weights.kept().reverse(), _PER_PAGE).get_page(
            request.GET.get("page")
        ),
        "history": _history(person, points),
    }
    return render(request, "diary/weights.html", context)
