"""A meal written in words: understood, looked over, logged in one go."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from trophe.errors import InputError
from trophe.web.accounts.access import user_of
from trophe.web.diary.days import get_slot_or_404
from trophe.web.diary.eating import log_many
from trophe.web.diary.pages import day_url
from trophe.web.diary.records import Slot
from trophe.web.diary.sentence import LONGEST, Proposal, read_back, understood
from trophe.web.diary.views_day import key_of, said
from trophe.web.people.access import get_person_or_404
from trophe.web.people.hiding import shows_energy
from trophe.web.people.models import Person


@require_http_methods(["GET", "HEAD", "POST"])
def words_page(request: HttpRequest, code: UUID, day: date, slot: UUID) -> HttpResponse:
    """What was eaten as one writes it; each food is shown with its amount before it is added."""
    person = get_person_or_404(request.user, code, write=True)
    meal = get_slot_or_404(person, slot)
    if request.method != "POST":
        text = request.GET.get("text", "")[:LONGEST]
        found = understood(person, meal, day, text)
        return _page(request, person, day, meal, text, found, asked=bool(text.strip()))
    found = read_back(person, request.POST)
    chosen = [one for one in found if not one.gone]
    if chosen and not any(one.problem for one in chosen):
        try:
            done = log_many(
                person=person,
                by=user_of(request),
                day=day,
                slot=meal,
                foods=[one.eaten for one in chosen],
                key=key_of(request),
            )
        except InputError as error:
            return _page(request, person, day, meal, "", found, problem=str(error))
        said(request, person, done.change)
        return redirect(day_url(person, day))
    problem = "Look at what is marked." if chosen else "Nothing is left to add."
    return _page(request, person, day, meal, "", found, problem=problem)


def _page(
    request: HttpRequest,
    person: Person,
    day: date,
    slot: Slot,
    text: str,
    proposals: Sequence[Proposal],
    **more: Any,
) -> HttpResponse:
    context = {
        "day": day,
        "slot": slot,
        "text": text,
        "proposals": proposals,
        "shows_energy": shows_energy(person),
        **more,
    }
    return render(request, "diary/words.html", context)
