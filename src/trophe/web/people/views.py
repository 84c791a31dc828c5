"""Where one begins: the start page, and the few questions that make a person."""

from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from trophe.errors import InputError
from trophe.web.accounts.access import user_of
from trophe.web.people.access import get_person_or_404
from trophe.web.people.context import LAST_PERSON, current_person
from trophe.web.people.forms import StartForm
from trophe.web.people.services import create_person


@require_http_methods(["GET", "HEAD"])
def home(request: HttpRequest) -> HttpResponse:
    """Today of the person last looked at; the first questions while nobody real is there."""
    person = current_person(request)
    if person is None or (person.is_sample and LAST_PERSON not in request.session):
        return redirect("start")
    return redirect("today", person.code)


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Ask what the plan needs, and make the person."""
    form = StartForm(request.POST or None, initial={"code": uuid4()})
    if form.is_valid():
        try:
            person = create_person(by=user_of(request), **form.cleaned_data)
        except InputError as error:
            form.add_error(error.name if error.name in form.fields else None, str(error))
        else:
            return redirect("plan", person.code)
    return render(request, "people/start.html", {"form": form})


@require_http_methods(["GET", "HEAD"])
def more(request: HttpRequest, code: UUID) -> HttpResponse:
    """The way to everything that has no place of its own."""
    person = get_person_or_404(request.user, code)
    return render(request, "people/more.html", {"person": person})
