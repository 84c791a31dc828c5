"""Today, and weighing in."""

from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from trophe.errors import InputError
from trophe.web.accounts.access import user_of
from trophe.web.diary.access import get_weight_or_404
from trophe.web.diary.forms import EditWeightForm, WeightForm
from trophe.web.diary.pages import day_context
from trophe.web.diary.services import delete_weight, edit_weight, restore_weight, weigh_in
from trophe.web.people.access import get_person_or_404
from trophe.web.people.models import Person


@require_http_methods(["GET", "HEAD"])
def today(request: HttpRequest, code: UUID) -> HttpResponse:
    """What is left of today, and the scale."""
    person = get_person_or_404(request.user, code)
    return _render_today(request, person, WeightForm(initial={"code": uuid4()}))


@require_POST
def weigh_in_today(request: HttpRequest, code: UUID) -> HttpResponse:
    """Store a weight; one hard to believe comes back with a question."""
    person = get_person_or_404(request.user, code, write=True)
    form, question = WeightForm(request.POST), None
    if form.is_valid():
        try:
            done = weigh_in(person=person, by=user_of(request), **form.cleaned_data)
        except InputError as error:
            form.add_error(error.name if error.name in form.fields else None, str(error))
        else:
            if done.entry is not None:
                return redirect("today", person.code)
            question = done.question
    return _render_today(request, person, form, question)


@require_http_methods(["GET", "HEAD"])
def weights(request: HttpRequest, code: UUID) -> HttpResponse:
    """Every weight there is."""
    person = get_person_or_404(request.user, code)
    entries = person.weights.kept().reverse()
    return render(request, "diary/weights.html", {"person": person, "entries": entries})


@require_POST
def weight_edit(request: HttpRequest, code: UUID, entry: UUID) -> HttpResponse:
    """Correct a weight."""
    person = get_person_or_404(request.user, code, write=True)
    weight = get_weight_or_404(person, entry)
    form = EditWeightForm(request.POST)
    if form.is_valid():
        try:
            edit_weight(entry=weight, by=user_of(request), **form.cleaned_data)
        except InputError as error:
            form.add_error(error.name if error.name in form.fields else None, str(error))
        else:
            return redirect("weights", person.code)
    entries = person.weights.kept().reverse()
    context = {"person": person, "entries": entries, "form": form, "edited": weight}
    return render(request, "diary/weights.html", context)


@require_POST
def weight_delete(request: HttpRequest, code: UUID, entry: UUID) -> HttpResponse:
    """Delete a weight; it can be brought back."""
    person = get_person_or_404(request.user, code, write=True)
    delete_weight(entry=get_weight_or_404(person, entry), by=user_of(request))
    return redirect("weights", person.code)


@require_POST
def weight_restore(request: HttpRequest, code: UUID, entry: UUID) -> HttpResponse:
    """Bring a deleted weight back."""
    person = get_person_or_404(request.user, code, write=True)
    restore_weight(entry=get_weight_or_404(person, entry), by=user_of(request))
    return redirect("weights", person.code)


def _render_today(
    request: HttpRequest, person: Person, form: WeightForm, question: object = None
) -> HttpResponse:
    context = day_context(person, None) | {"form": form, "question": question}
    return render(request, "diary/today.html", context)
