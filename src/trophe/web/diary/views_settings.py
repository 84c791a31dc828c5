"""How the diary works for a person: meals, when a day begins, whether exercise adds energy."""

from datetime import time
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from trophe.errors import InputError
from trophe.web.accounts.access import user_of
from trophe.web.diary.days import settings_of, slots_of
from trophe.web.diary.forms_settings import DiarySettingsForm
from trophe.web.diary.noting import Meal, save_meals, save_settings
from trophe.web.diary.views_add import show_error
from trophe.web.diary.views_day import said
from trophe.web.people.access import get_person_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def settings_page(request: HttpRequest, code: UUID) -> HttpResponse:
    """When a day begins, exercise, glass, what suggestions leave out."""
    person = get_person_or_404(request.user, code, write=True)
    settings = settings_of(person)
    form = DiarySettingsForm(request.POST or None, initial=DiarySettingsForm.shown(settings))
    if request.method == "POST" and form.is_valid():
        try:
            done = save_settings(person=person, by=user_of(request), **form.told())
        except InputError as error:
            show_error(form, error)
        else:
            said(request, person, done.change)
            return redirect("diary-settings", person.code)
    return render(request, "diary/settings.html", {"form": form, "settings": settings})


@require_http_methods(["GET", "HEAD", "POST"])
def meals_page(request: HttpRequest, code: UUID) -> HttpResponse:
    """The meals of the day: names, order, hours."""
    person = get_person_or_404(request.user, code, write=True)
    if request.method == "POST":
        try:
            done = save_meals(person=person, by=user_of(request), meals=_meals(request))
        except InputError as error:
            messages.error(request, str(error))
        else:
            said(request, person, done.change)
        return redirect("meals-edit", person.code)
    return render(request, "diary/meals.html", {"slots": slots_of(person), "spare": range(2)})


def _meals(request: HttpRequest) -> list[Meal]:
    """The rows of the form in the order of their hours as typed; empty names are left out."""
    rows = zip(
        request.POST.getlist("code"),
        request.POST.getlist("name"),
        request.POST.getlist("at"),
        request.POST.getlist("order"),
        strict=False,
    )
    meals: list[tuple[int, Meal]] = []
    for code, name, at, order in rows:
        if name.strip():
            meals.append((int(order) if order.isdigit() else 99, _meal(code, name, at)))
    return [meal for _, meal in sorted(meals, key=lambda one: one[0])]


def _meal(code: str, name: str, at: str) -> Meal:
    try:
        return UUID(code) if code else None, name, time.fromisoformat(at or "12:00")
    except ValueError:
        raise InputError("at", f"at = {at!r} is no hour, such as 12:30.") from None
