"""Comparing two stretches of days, and noting steps."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from trophe.errors import InputError
from trophe.web.accounts.access import user_of
from trophe.web.people.access import get_person_or_404
from trophe.web.people.models import Person
from trophe.web.trends import catalogue, compare
from trophe.web.trends.compare import AROUND_D, Compared, Stretch
from trophe.web.trends.reads import Reads
from trophe.web.trends.span import Span
from trophe.web.trends.steps import MOST, note_steps

_NOT_COMPARED: Final = frozenset({"fat", "lean"})
_FORECASTS: Final = "Forecast and what happened"


@require_http_methods(["GET", "HEAD"])
def trend_compare(request: HttpRequest, code: UUID) -> HttpResponse:
    """Two stretches of days against each other, in plain words with an interval."""
    person = get_person_or_404(request.user, code)
    figures = "figures" in request.GET
    today = person.today()
    reads = Reads(person, Span(today - timedelta(days=6), today), figures=figures)
    wanted = _wanted(request.GET, today)
    found, wrong = None, ""
    if request.GET.get("key"):
        found, wrong = _answer(person, wanted, figures)
    context = {
        "person": person,
        "place": "trends",
        "series": _choices(reads),
        "stretches": compare.choices(person),
        "wanted": wanted,
        "found": found,
        "wrong": wrong,
        "figures": figures,
    }
    return render(request, "trends/compare.html", context)


def _answer(person: Person, query: Mapping[str, str], figures: bool) -> tuple[Compared | None, str]:
    """What came out, or what is wrong with the question."""
    try:
        first, second = (stretch(person, query, name) for name in ("first", "second"))
        found = compare.compared(person, query["key"], first, second, figures=figures)
    except InputError as error:
        return None, str(error)
    if found is None:
        return None, "Nothing was logged of that in these days."
    return found, ""


def stretch(person: Person, query: Mapping[str, str], name: str) -> Stretch:
    """A stretch of an address or a call."""
    ends = []
    for end in ("from", "to"):
        text = query.get(f"{name}_{end}", "")
        try:
            ends.append(date.fromisoformat(text) if text else None)
        except ValueError:
            field = f"{name}_{end}"
            raise InputError(field, f"{field} = {text[:20]!r} is not a date.") from None
    return compare.stretch_of(person, name, query.get(name, ""), ends[0], ends[1])


def _wanted(query: Mapping[str, str], today: date) -> dict[str, Any]:
    """What stands in the form: what was asked, or the last four weeks against those before."""
    middle = today - timedelta(days=AROUND_D - 1)
    ends = {
        "first_from": middle - timedelta(days=AROUND_D),
        "first_to": middle - timedelta(days=1),
        "second_from": middle,
        "second_to": today,
    }
    dates = {name: query.get(name) or day.isoformat() for name, day in ends.items()}
    told = {name: query.get(name, "") for name in ("key", "first", "second")}
    return dates | told


def _choices(reads: Reads) -> list[tuple[str, list[tuple[str, str]]]]:
    """What can be compared, by group; single nutrients and muscles apart."""
    found: dict[str, list[tuple[str, str]]] = {}
    for entry in catalogue.entries(reads):
        if entry.group == _FORECASTS or entry.key in _NOT_COMPARED:
            continue
        group = entry.group
        if entry.key.startswith("nutrient-"):
            group = "Nutrients"
        elif entry.key.startswith("volume-"):
            group = "Sets by muscle"
        found.setdefault(group, []).append((entry.key, entry.title))
    return list(found.items())


class StepsForm(forms.Form):
    """The steps of a day."""

    day = forms.DateField()
    steps = forms.IntegerField(min_value=0, max_value=MOST, required=False)


@require_POST
def steps_note(request: HttpRequest, code: UUID) -> HttpResponse:
    """Note, correct or take back the steps of a day."""
    person = get_person_or_404(request.user, code, write=True)
    form = StepsForm(request.POST)
    if not form.is_valid():
        field, errors = next(iter(form.errors.items()))
        messages.error(request, f"{field.capitalize()}: {errors[0]}")
        return redirect("trend", person.code, "steps")
    day, count = form.cleaned_data["day"], form.cleaned_data["steps"]
    try:
        row = note_steps(person=person, by=user_of(request), day=day, steps=count)
    except InputError as error:
        messages.error(request, str(error))
        return redirect("trend", person.code, "steps")
    told = f"{row.steps:,} steps noted" if row.is_kept else "Steps taken back"
    messages.success(request, f"{told} for {day.day} {day:%B}.")
    return redirect("trend", person.code, "steps")
