"""The programme, its questions, the session log, PDF and calendar feed."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from trophe.errors import InputError, UnknownNameError
from trophe.exchange.calendar import calendar_text, week_appointments
from trophe.training.exercise import exercise
from trophe.web.accounts.access import user_of
from trophe.web.people.access import get_person_or_404
from trophe.web.people.models import Person
from trophe.web.training import page, page_session
from trophe.web.training.access import (
    get_session_or_404,
    has_weight,
    likely_kind,
    profile_by_feed,
    profile_of,
)
from trophe.web.training.forms import ProgrammeForm
from trophe.web.training.forms_session import FeelingForm, FinishForm, NextDayForm, SetForm
from trophe.web.training.models import Session
from trophe.web.training.programme_services import (
    avoid_movement,
    pause_programme,
    renew_feed,
    resume_programme,
    save_profile,
)
from trophe.web.training.services import (
    finish_session,
    log_set,
    note_feeling,
    note_next_day,
    start_session,
    swap_item,
    take_back_set,
)
from trophe.web.training.weeks import read_week

FEED_WEEKS = 4


@require_http_methods(["GET", "HEAD"])
def programme(request: HttpRequest, code: UUID) -> HttpResponse:
    """This week: sessions, drawings, reasons."""
    person = get_person_or_404(request.user, code)
    if not has_weight(person):
        return render(request, "training/programme.html", {"person": person, "weigh_first": True})
    context = page.programme_context(person, read_week(person))
    return render(request, "training/programme.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def programme_setup(request: HttpRequest, code: UUID) -> HttpResponse:
    """The questions a programme is made from."""
    person = get_person_or_404(request.user, code, write=True)
    profile = profile_of(person)
    kind = likely_kind(person) if profile is None else ""
    form = ProgrammeForm(request.POST or None, profile=profile, kind=kind)
    if request.method == "POST" and form.is_valid():
        try:
            save_profile(person=person, by=user_of(request), answers=form.answers())
        except InputError as error:
            form.add_error(error.name if error.name in form.fields else None, str(error))
        else:
            messages.success(request, "Your programme is ready.")
            return redirect("programme", person.code)
    return render(request, "training/setup.html", {"person": person, "form": form})


@require_http_methods(["GET", "HEAD"])
def programme_pdf(request: HttpRequest, code: UUID) -> HttpResponse:
    """This week on paper."""
    from trophe.report.programme_pdf import programme_pdf as made

    person = get_person_or_404(request.user, code)
    reading = read_week(person) if has_weight(person) else None
    if reading is None:
        raise Http404("There is no programme yet.")
    answer = HttpResponse(made(reading.week), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="programme.pdf"'
    return answer


@login_not_required
@require_http_methods(["GET", "HEAD"])
def programme_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar feed: days and minutes, no word of health. The address is the secret."""
    profile = profile_by_feed(token)
    if profile is None:
        raise Http404("Nothing here.")
    person = profile.person
    reading = read_week(person) if has_weight(person) else None
    if reading is None:
        raise Http404("Nothing here.")
    # The coming weeks keep the days of this one; their sessions are made when they begin.
    weeks = 0 if profile.paused_on else FEED_WEEKS
    found = [
        one
        for n in range(weeks)
        for one in week_appointments(
            reading.week, reading.monday + timedelta(days=7 * n), str(person.code)
        )
    ]
    return HttpResponse(calendar_text(found), content_type="text/calendar; charset=utf-8")


@require_POST
def programme_feed_renew(request: HttpRequest, code: UUID) -> HttpResponse:
    """A new secret address; the old one ends."""
    person = get_person_or_404(request.user, code, write=True)
    try:
        renew_feed(person=person)
    except InputError as error:
        messages.error(request, str(error))
    return redirect("programme", person.code)


@require_POST
def programme_pause(request: HttpRequest, code: UUID) -> HttpResponse:
    """Let the programme rest."""
    person = get_person_or_404(request.user, code, write=True)
    try:
        pause_programme(person=person, by=user_of(request), reason=request.POST.get("reason", ""))
    except InputError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "The programme rests. Nothing is lost by it.")
    return redirect("programme", person.code)


@require_POST
def programme_resume(request: HttpRequest, code: UUID) -> HttpResponse:
    """Take the programme up again."""
    person = get_person_or_404(request.user, code, write=True)
    try:
        resume_programme(person=person, by=user_of(request))
    except InputError as error:
        messages.error(request, str(error))
    return redirect("programme", person.code)


@require_POST
def movement_avoid(request: HttpRequest, code: UUID, name: str) -> HttpResponse:
    """Leave a movement out of the coming weeks, or let it in again."""
    person = get_person_or_404(request.user, code, write=True)
    out = request.POST.get("out") == "1"
    try:
        avoid_movement(person=person, by=user_of(request), exercise_id=name, avoid=out)
    except UnknownNameError:
        raise Http404("No such movement.") from None
    except InputError as error:
        messages.error(request, str(error))
    else:
        said = "It stays out of your weeks." if out else "It may come again."
        messages.success(request, said)
    return redirect("movement", person.code, name)


@require_http_methods(["GET", "HEAD"])
def movement(request: HttpRequest, code: UUID, name: str) -> HttpResponse:
    """One movement: how, for which muscles, easier, harder, which rules look at it."""
    person = get_person_or_404(request.user, code)
    try:
        entry = exercise(name)
    except UnknownNameError:
        raise Http404("No such movement.") from None
    return render(request, "training/movement.html", page.movement_context(person, entry))


@require_POST
def session_start(request: HttpRequest, code: UUID) -> HttpResponse:
    """Begin the session of a weekday."""
    person = get_person_or_404(request.user, code, write=True)
    try:
        session = start_session(
            person=person,
            by=user_of(request),
            weekday=_number(request, "weekday"),
            code=_code(request),
        )
    except InputError as error:
        messages.error(request, str(error))
        return redirect("programme", person.code)
    return redirect("session", person.code, session.code)


def _number(request: HttpRequest, name: str) -> int:
    """A whole number that a form sends."""
    try:
        return int(request.POST.get(name, ""))
    except ValueError:
        raise InputError(name, f"{name}: a whole number is needed.") from None


def _code(request: HttpRequest) -> UUID | None:
    """The code that the page made, if it is one."""
    try:
        return UUID(request.POST.get("code", ""))
    except ValueError:
        return None


@require_http_methods(["GET", "HEAD"])
def session(request: HttpRequest, code: UUID, session: UUID) -> HttpResponse:
    """A session: one tap a set."""
    person = get_person_or_404(request.user, code)
    row = get_session_or_404(person, session)
    return render(request, "training/session.html", page_session.session_context(row))


def _session(request: HttpRequest, code: UUID, session: UUID) -> tuple[Person, Session]:
    """A session that may be written."""
    person = get_person_or_404(request.user, code, write=True)
    return person, get_session_or_404(person, session)


def _answer(request: HttpRequest, row: Session, anchor: str, **said: Any) -> HttpResponse:
    """JSON for the queue of the page, else back to where one was."""
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"ok": True, **said})
    place = reverse("session", args=[row.person.code, row.code])
    return redirect(f"{place}#{anchor}")


def _refused(request: HttpRequest, row: Session, text: str) -> HttpResponse:
    """What cannot be: told once, and not sent again by the queue."""
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"ok": False, "error": text}, status=400)
    messages.error(request, text)
    return redirect("session", row.person.code, row.code)


@require_POST
def session_set(request: HttpRequest, code: UUID, session: UUID) -> HttpResponse:
    """Note a set, or take one back."""
    _, row = _session(request, code, session)
    form = SetForm(request.POST)
    if not form.is_valid():
        return _refused(request, row, "That set could not be read.")
    told = form.cleaned_data
    if request.POST.get("back") and told["code"]:
        take_back_set(session=row, code=told["code"])
        return _answer(request, row, told["exercise"])
    try:
        log_set(
            session=row,
            exercise_id=told["exercise"],
            number=told["number"],
            reps=told["reps"],
            load_kg=form.load_kg_told(),
            code=told["code"],
        )
    except InputError as error:
        return _refused(request, row, str(error))
    return _answer(request, row, told["exercise"])


@require_POST
def session_feeling(request: HttpRequest, code: UUID, session: UUID) -> HttpResponse:
    """Pain, tiredness, repetitions left, or why it was skipped."""
    _, row = _session(request, code, session)
    form = FeelingForm(request.POST)
    if not form.is_valid():
        return _refused(request, row, "Pain and tiredness are whole numbers from 0 to 10.")
    told = form.cleaned_data
    try:
        note_feeling(
            session=row,
            exercise_id=told["exercise"],
            pain=told["pain"],
            fatigue=told["fatigue"],
            left=told["left"],
            skipped=told["skipped"] if "skipped" in request.POST else None,
        )
    except InputError as error:
        return _refused(request, row, str(error))
    return _answer(request, row, told["exercise"])


@require_POST
def session_swap(request: HttpRequest, code: UUID, session: UUID) -> HttpResponse:
    """Take another movement instead."""
    _, row = _session(request, code, session)
    new = request.POST.get("by", "")
    try:
        swap_item(
            session=row,
            exercise_id=request.POST.get("exercise", ""),
            by_id=new,
            reason=request.POST.get("skipped", ""),
        )
    except InputError as error:
        return _refused(request, row, str(error))
    return _answer(request, row, new)


@require_POST
def session_finish(request: HttpRequest, code: UUID, session: UUID) -> HttpResponse:
    """The end of a session."""
    person, row = _session(request, code, session)
    form = FinishForm(request.POST)
    if not form.is_valid():
        return _refused(request, row, "Tiredness is a whole number from 0 to 10.")
    finish_session(session=row, by=user_of(request), fatigue=form.cleaned_data["fatigue"])
    messages.success(request, "Session kept. Rest is part of the work.")
    place = reverse("programme", args=[person.code])
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"ok": True, "next": place})
    return redirect(place)


@require_POST
def session_next_day(request: HttpRequest, code: UUID, session: UUID) -> HttpResponse:
    """How the day after was."""
    person, row = _session(request, code, session)
    form = NextDayForm(request.POST)
    if form.is_valid():
        note_next_day(session=row, **form.cleaned_data)
        messages.success(request, "Thank you. The next session takes it into account.")
    else:
        messages.error(request, "Pain is a whole number from 0 to 10.")
    return redirect("programme", person.code)
