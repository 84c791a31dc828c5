"""The timeline: what happened and what is done, added in plain words, ended, removed, undone."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from trophe.errors import InputError, UnknownNameError
from trophe.timeline import EVENT_GROUPS, Kind, kind, kinds
from trophe.web.accounts.access import user_of
from trophe.web.diary.views_add import show_error
from trophe.web.muscle.access import events_of, get_event_or_404
from trophe.web.muscle.forms_events import DayField, EventForm, event_initial
from trophe.web.muscle.models import Event
from trophe.web.muscle.services import (
    add_event,
    delete_event,
    edit_event,
    end_event,
    restore_event,
)
from trophe.web.people.access import get_person_or_404
from trophe.web.people.models import Person


@require_http_methods(["GET", "HEAD"])
def events(request: HttpRequest, code: UUID) -> HttpResponse:
    """The timeline, newest first."""
    person = get_person_or_404(request.user, code)
    today = person.today()
    rows = list(reversed(events_of(person)))
    context = {
        "person": person,
        "place": "muscle",
        "now": [row for row in rows if row.as_core().lasts_on(today)],
        "ahead": [row for row in rows if row.began_on > today],
        "over": [
            row for row in rows if row.began_on <= today and not row.as_core().lasts_on(today)
        ],
        "today": today,
    }
    return render(request, "muscle/events.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def event_new(request: HttpRequest, code: UUID) -> HttpResponse:
    """What happened? First the kind, then what that kind asks for."""
    person = get_person_or_404(request.user, code, write=True)
    name = request.GET.get("kind", "")
    if not name:
        return render(request, "muscle/event_kinds.html", _menu(person))
    of = _kind_or_404(name)
    form = EventForm(request.POST or None, kind=of, person=person)
    if request.method == "POST" and form.is_valid():
        told = form.told() | {"code": form.cleaned_data["code"]}
        try:
            written = add_event(person=person, by=user_of(request), **told)
        except InputError as error:
            show_error(form, error)
        else:
            undo = reverse("event-delete", args=[person.code, written.row.code])
            messages.success(request, f"{written.row.label} saved.", extra_tags=undo)
            return redirect("muscle", person.code)
    return _render_form(request, person, of, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def event_edit(request: HttpRequest, code: UUID, event: UUID) -> HttpResponse:
    """Correct an event."""
    person = get_person_or_404(request.user, code, write=True)
    row = get_event_or_404(person, event)
    of = kind(row.kind)
    form = EventForm(request.POST or None, kind=of, person=person, initial=event_initial(row))
    if request.method == "POST" and form.is_valid():
        try:
            row = edit_event(event=row, by=user_of(request), **form.told())
        except InputError as error:
            show_error(form, error)
        else:
            messages.success(request, f"{row.label} corrected.")
            return redirect("events", person.code)
    return _render_form(request, person, of, form, row)


@require_POST
def event_end(request: HttpRequest, code: UUID, event: UUID) -> HttpResponse:
    """Say that it is over, today or on a given day."""
    person = get_person_or_404(request.user, code, write=True)
    row = get_event_or_404(person, event)
    try:
        day = DayField().to_python(request.POST.get("ended_on", "")) or person.today()
        row = end_event(event=row, by=user_of(request), ended_on=day)
    except (InputError, ValueError) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{row.label}: {row.days_text}.")
    return redirect("events", person.code)


@require_POST
def event_delete(request: HttpRequest, code: UUID, event: UUID) -> HttpResponse:
    """Take it off the timeline; it can be brought back."""
    person = get_person_or_404(request.user, code, write=True)
    gone = delete_event(event=get_event_or_404(person, event), by=user_of(request))
    undo = reverse("event-restore", args=[person.code, gone.code])
    messages.success(request, f"{gone.label} removed.", extra_tags=undo)
    return redirect("events", person.code)


@require_POST
def event_restore(request: HttpRequest, code: UUID, event: UUID) -> HttpResponse:
    """Bring it back."""
    person = get_person_or_404(request.user, code, write=True)
    row = get_event_or_404(person, event, deleted=True)
    try:
        row = restore_event(event=row, by=user_of(request))
    except InputError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{row.label} is back.")
    return redirect("events", person.code)


def _kind_or_404(name: str) -> Kind:
    try:
        return kind(name)
    except UnknownNameError as error:
        raise Http404(str(error)) from None


def _menu(person: Person) -> dict[str, object]:
    """The kinds in their groups; what happens most often stands first."""
    every = list(kinds().values())
    groups = [
        {"label": label, "kinds": [k for k in every if k.group == name]}
        for name, label in EVENT_GROUPS.items()
    ]
    common = [k for k in every if k.common]
    return {"person": person, "place": "muscle", "common": common, "groups": groups}


def _render_form(
    request: HttpRequest, person: Person, of: Kind, form: EventForm, row: Event | None
) -> HttpResponse:
    context = {"person": person, "place": "muscle", "kind": of, "form": form, "event": row}
    return render(request, "muscle/event_form.html", context)
