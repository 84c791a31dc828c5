"""The check page by page: for nobody in particular, or for a person whose result is kept."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_http_methods, require_POST

from trophe.errors import InputError
from trophe.person import Sex
from trophe.safety.triage import Interview, Step, Urgency, check, steps
from trophe.safety.triage import services as services_of
from trophe.web.accounts.access import user_of
from trophe.web.check.access import draft_answers, open_result, result_or_404, results_of
from trophe.web.check.alarm import alarm_context
from trophe.web.check.flow import PageError, SessionDraft, read_answer
from trophe.web.check.pages import result_context, step_context, without_weight
from trophe.web.check.services import (
    close_result,
    forget_answers,
    interview_of,
    keep_answers,
    keep_result,
)
from trophe.web.people.access import get_person_or_404, may_write
from trophe.web.people.hiding import shows_weight
from trophe.web.people.models import Person

Where = Callable[..., str]
MODULE_OFF = "check/off.html"


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """What the check is, and whom it is about; no sign-in, nothing kept but in this browser."""
    if not settings.CHECK_ON:
        return _off(request, None)
    draft, errors = SessionDraft(request), {}
    if request.method == "POST":
        sent = request.POST
        try:
            draft.begin(
                age=sent.get("age", ""), sex=sent.get("sex", ""), region=sent.get("region", "")
            )
        except InputError as error:
            errors[error.name] = START_ERRORS.get(error.name, str(error))
        else:
            return redirect("check-step", next(iter(steps())))
    context = {
        "errors": errors,
        "sexes": [(one.value, one.label) for one in Sex],
        "sent": request.POST,
        "resume": _open_step(draft.interview) if draft.began else None,
        "resume_address": lambda: reverse("check-step", args=[_open_step(draft.interview)]),
        "numbers": services_of(settings.COUNTRY).numbers_words,
    }
    return render(request, "check/start.html", context)


START_ERRORS = {"age": "An age from 0 to 120 is needed.", "sex": "Choose one."}


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, step: str) -> HttpResponse:
    """One page of the check for nobody in particular."""
    draft = SessionDraft(request)
    if not settings.CHECK_ON or not draft.began:
        return redirect("check")

    def address(name: str) -> str:
        return reverse("check-result") if name == "result" else reverse("check-step", args=[name])

    def keep(interview: Interview, name: str, answer: str) -> Interview:
        draft.keep(name, answer)
        return draft.interview

    return _page(request, draft.interview, step, address, keep, reverse("check"), {})


@login_not_required
@require_http_methods(["GET", "HEAD"])
def result(request: HttpRequest) -> HttpResponse:
    """What the answers in this browser come to."""
    draft = SessionDraft(request)
    if not settings.CHECK_ON or not draft.began or not draft.interview.findings().answers:
        return redirect("check")
    interview = draft.interview
    made = check(
        age_y=interview.age_y,
        sex=interview.sex,
        region=interview.region,
        findings=interview.findings(),
        country=settings.COUNTRY,
    )
    open_step = _open_step(interview)
    context = result_context(made.to_dict()) | {
        "go_on": reverse("check-step", args=[open_step]) if open_step else "",
        "again": reverse("check"),
    }
    return render(request, "check/result.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def person_start(request: HttpRequest, code: UUID) -> HttpResponse:
    """A person's checks: begin, take up again, look back."""
    person = get_person_or_404(request.user, code, write=request.method == "POST")
    if not settings.CHECK_ON:
        return _off(request, person)
    if request.method == "POST":
        forget_answers(person=person)
        return redirect("person-check-step", person.code, next(iter(steps())))
    answers = draft_answers(person)
    context = {
        "person": person,
        "place": "more",
        "resume": _open_step(interview_of(person, answers)) if answers else None,
        "results": list(results_of(person)[:20]),
        "open": open_result(person),
        "numbers": services_of(settings.COUNTRY).numbers_words,
    }
    return render(request, "check/person_start.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def person_step(request: HttpRequest, code: UUID, step: str) -> HttpResponse:
    """One page of a person's check; the last one, or an emergency, makes a result."""
    person = get_person_or_404(request.user, code, write=True)
    if not settings.CHECK_ON:
        return redirect("person-check", person.code)
    interview = interview_of(person, draft_answers(person))

    def address(name: str) -> str:
        if name == "result":
            return _finish(request, person)
        return reverse("person-check-step", args=[person.code, name])

    def keep(interview: Interview, name: str, answer: str) -> Interview:
        answers = {**interview.answers, name: answer}
        keep_answers(person=person, answers=answers)
        return replace(interview, answers=answers)

    begin = reverse("person-check", args=[person.code])
    return _page(request, interview, step, address, keep, begin, {"person": person})


@require_http_methods(["GET", "HEAD"])
def person_result(request: HttpRequest, code: UUID, result: UUID) -> HttpResponse:
    """One result of a person, as it was made."""
    person = get_person_or_404(request.user, code)
    return _render_result(request, person, result, {})


@require_POST
def person_seen(request: HttpRequest, code: UUID, result: UUID) -> HttpResponse:
    """Somebody has seen to it."""
    person = get_person_or_404(request.user, code, write=True)
    stored = result_or_404(person, result)
    sent = request.POST
    try:
        close_result(
            result=stored,
            by=user_of(request),
            seen_on=_day(sent.get("seen_on", "")),
            seen_by=sent.get("seen_by", ""),
        )
    except InputError as error:
        errors = {error.name: str(error)}
        return _render_result(request, person, result, {"errors": errors, "sent": sent})
    messages.success(request, "Noted. Plans are looked at again with this in mind.")
    return redirect("person-check-result", person.code, stored.code)


def _page(
    request: HttpRequest,
    interview: Interview,
    name: str,
    address: Where,
    keep: Callable[[Interview, str, str], Interview],
    begin: str,
    extra: dict[str, Any],
) -> HttpResponse:
    """Ask, or keep the answer and go on."""
    path = {one.name: one for one in interview.path()}
    if name not in path:
        open_step = _open_step(interview)
        return redirect(address(open_step) if open_step else begin)
    one, errors = path[name], {}
    if request.method == "POST":
        try:
            answer = read_answer(one, request.POST)
        except PageError as error:
            errors = error.errors
        else:
            return redirect(address(_after(keep(interview, name, answer), one)))
    before = list(path)[: list(path).index(name)]
    context = step_context(interview, one, request.POST if errors else None) | {
        "errors": errors,
        "back": address(before[-1]) if before else begin,
        "place": "more",
        "numbers": services_of(settings.COUNTRY).numbers_words,
    }
    return render(request, "check/step.html", context | extra)


def _after(interview: Interview, answered: Step) -> str:
    """Where an answer leads: an emergency at once to its result (I01), else the next page."""
    if _is_emergency(interview) and (answered.danger or _made_it_one(interview, answered)):
        return "result"
    names = [one.name for one in interview.path()]
    later = names[names.index(answered.name) + 1 :] if answered.name in names else names
    for name in [*later, *names]:
        if name not in interview.answers:
            return name
    return "result"


def _made_it_one(interview: Interview, answered: Step) -> bool:
    """Whether it was no emergency before this answer: then there is no next question."""
    before = {name: text for name, text in interview.answers.items() if name != answered.name}
    return not _is_emergency(replace(interview, answers=before))


def _is_emergency(interview: Interview) -> bool:
    findings = interview.findings()
    if not findings.answers:
        return False
    made = check(
        age_y=interview.age_y, sex=interview.sex, region=interview.region, findings=findings
    )
    return made.urgency is Urgency.EMERGENCY


def _finish(request: HttpRequest, person: Person) -> str:
    """Keep the result of what is answered, and say where it stands."""
    answers = draft_answers(person)
    interview = interview_of(person, answers)
    findings = interview.findings()
    if not findings.answers:
        return reverse("person-check", args=[person.code])
    made = check(
        age_y=interview.age_y,
        sex=interview.sex,
        region=interview.region,
        findings=findings,
        country=settings.COUNTRY,
    )
    stored = keep_result(person=person, by=user_of(request), result=made)
    if interview.next_step() is None:
        forget_answers(person=person)
    return reverse("person-check-result", args=[person.code, stored.code])


def _open_step(interview: Interview) -> str:
    """The page to go on with; nothing where all are answered."""
    one = interview.next_step()
    return one.name if one else ""


def _render_result(
    request: HttpRequest, person: Person, code: UUID, extra: dict[str, Any]
) -> HttpResponse:
    stored = result_or_404(person, code)
    answers = draft_answers(person) if may_write(request.user, person) else {}
    open_step = _open_step(interview_of(person, answers)) if answers else ""
    told = stored.told if shows_weight(person) else without_weight(stored.told)
    context = result_context(told, stored.local_date) | {
        "person": person,
        "place": "more",
        "stored": stored,
        "today": person.today(),
        "go_on": reverse("person-check-step", args=[person.code, open_step]) if open_step else "",
        "again": reverse("person-check", args=[person.code]),
    }
    return render(request, "check/result.html", context | extra)


def _off(request: HttpRequest, person: Person | None) -> HttpResponse:
    """The module is off: the signs of danger as a plain list."""
    context: dict[str, Any] = alarm_context(settings.COUNTRY)
    if person is not None:
        context |= {"person": person, "place": "more"}
    return render(request, MODULE_OFF, context)


def _day(text: str) -> Any:
    try:
        return parse_date(text)
    except ValueError:
        return None
