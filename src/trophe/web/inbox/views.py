"""The inbox, and the badges."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from trophe.web.inbox import access
from trophe.web.inbox.care import standing_of
from trophe.web.inbox.forms import SnoozeForm
from trophe.web.inbox.services import bring_back, read, read_all, refresh, snooze
from trophe.web.people.access import get_person_or_404


@require_http_methods(["GET", "HEAD"])
def inbox(request: HttpRequest, code: UUID) -> HttpResponse:
    """What waits; and, when nothing does, that nothing does."""
    person = get_person_or_404(request.user, code)
    refresh(person)
    context = {
        "person": person,
        "place": "more",
        "waiting": access.waiting(person),
        "later": access.put_off(person),
        "before": access.dealt_with(person),
    }
    return render(request, "inbox/inbox.html", context)


@require_POST
def notice_read(request: HttpRequest, code: UUID, notice: UUID) -> HttpResponse:
    """Seen and dealt with."""
    person = get_person_or_404(request.user, code, write=True)
    done = read(notice=access.get_notice_or_404(person, notice))
    undo = reverse("notice-back", args=[person.code, done.code])
    messages.success(request, f"“{done.title}” is done.", extra_tags=undo)
    return redirect("inbox", person.code)


@require_POST
def notices_read(request: HttpRequest, code: UUID) -> HttpResponse:
    """Everything that waits was seen."""
    person = get_person_or_404(request.user, code, write=True)
    done = read_all(person=person)
    messages.success(request, f"{len(done)} done. Each can be brought back below.")
    return redirect("inbox", person.code)


@require_POST
def notice_snooze(request: HttpRequest, code: UUID, notice: UUID) -> HttpResponse:
    """Put off for some days."""
    person = get_person_or_404(request.user, code, write=True)
    found, form = access.get_notice_or_404(person, notice), SnoozeForm(request.POST)
    if form.is_valid():
        later = snooze(notice=found, day=person.today(), days=form.cleaned_data["days"])
        undo = reverse("notice-back", args=[person.code, later.code])
        said = f"“{later.title}” comes back on {later.snoozed_until:%-d %B}."
        messages.success(request, said, extra_tags=undo)
    return redirect("inbox", person.code)


@require_POST
def notice_back(request: HttpRequest, code: UUID, notice: UUID) -> HttpResponse:
    """Undo: it waits again."""
    person = get_person_or_404(request.user, code, write=True)
    back = bring_back(notice=access.get_notice_or_404(person, notice))
    messages.success(request, f"“{back.title}” is back.")
    return redirect("inbox", person.code)


@require_http_methods(["GET", "HEAD"])
def milestones(request: HttpRequest, code: UUID) -> HttpResponse:
    """The level, the badges, and what they are for."""
    person = get_person_or_404(request.user, code)
    context = {
        "person": person,
        "place": "more",
        "standing": standing_of(person, person.today()),
        "level": access.level_of(person),
    }
    return render(request, "inbox/milestones.html", context)
