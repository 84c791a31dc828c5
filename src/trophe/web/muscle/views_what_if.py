"""What would change if: the difference with its band at once, and from there into the plan."""

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from trophe.errors import InputError, MissingDataError, UnknownNameError
from trophe.web.accounts.access import user_of
from trophe.web.diary.views_add import show_error
from trophe.web.muscle.forecasts import case_of
from trophe.web.muscle.forms_what_if import WhatIfForm
from trophe.web.muscle.questions import adopt, sources_of, what_if, what_is_done
from trophe.web.muscle.what_if_page import shown
from trophe.web.people.access import get_person_or_404
from trophe.web.people.models import Person
from trophe.web.people.once import reading_once
from trophe.web.ui.fragments import is_htmx

if TYPE_CHECKING:
    from trophe.timeline.case import Case

_WHOLE: Final = "forecast:whole_body:both:size"


@require_http_methods(["GET", "HEAD"])
@reading_once()
def what_if_page(request: HttpRequest, code: UUID) -> HttpResponse:
    """What the changes that were chosen would change; nothing is stored."""
    person = get_person_or_404(request.user, code)
    case = _case_or_404(person)
    form = WhatIfForm(request.GET, done=what_is_done(person, case))
    context: dict[str, Any] = {"person": person, "place": "muscle", "form": form}
    if form.is_valid() and form.changes():
        try:
            context |= shown(what_if(person, form.changes(), case=case)) | {"code": uuid4()}
        except InputError as error:
            show_error(form, error)
    template = "muscle/_what_if.html" if is_htmx(request) else "muscle/what_if.html"
    return render(request, template, context)


@require_POST
def muscle_adopt(request: HttpRequest, code: UUID) -> HttpResponse:
    """Make it the plan: what the person can do goes on the timeline and into the plan."""
    person = get_person_or_404(request.user, code, write=True)
    form = WhatIfForm(request.POST, done=what_is_done(person, _case_or_404(person)))
    if not form.is_valid() or not form.changes():
        return _again(request, person, form)
    try:
        done = adopt(
            person=person,
            by=user_of(request),
            changes=form.changes(),
            code=_code(request.POST.get("code", "")),
        )
    except InputError as error:
        show_error(form, error)
        return _again(request, person, form)
    messages.success(request, done.text)
    for one in done.not_adopted:
        messages.info(request, one["text"])
    return redirect("muscle", person.code)


def _case_or_404(person: Person) -> "Case":
    """What a forecast rests on; who was never weighed has none to change."""
    try:
        return case_of(person)
    except MissingDataError as error:
        raise Http404(str(error)) from None


def _code(text: str) -> UUID | None:
    """The form's own mark, by which a second tap is known; None where it is missing."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _again(request: HttpRequest, person: Person, form: WhatIfForm) -> HttpResponse:
    context = {"person": person, "place": "muscle", "form": form}
    return render(request, "muscle/what_if.html", context)


def _link_of(row: dict[str, Any]) -> dict[str, str]:
    """Where a figure can be read: its DOI, else the page on which it was seen."""
    if row["doi"]:
        return {"link": f"https://doi.org/{row['doi']}", "link_text": f"doi:{row['doi']}"}
    seen = next((word for word in row["seen_where"].split() if word.startswith("http")), "")
    return {"link": seen, "link_text": f"seen at {urlsplit(seen).hostname}" if seen else ""}


@require_http_methods(["GET", "HEAD"])
def muscle_sources(request: HttpRequest, code: UUID) -> HttpResponse:
    """The studies and constants behind a figure, one click from it."""
    person = get_person_or_404(request.user, code)
    try:
        basis = sources_of(person, request.GET.get("key") or _WHOLE)
    except (UnknownNameError, MissingDataError) as error:
        raise Http404(str(error)) from None
    basis["rows"] = [row | _link_of(row) for row in basis["rows"]]
    template = "muscle/_sources.html" if is_htmx(request) else "muscle/sources.html"
    return render(request, template, {"person": person, "place": "muscle", "basis": basis})
