"""Nutrients against reference intakes, and ideas for what is left of a day."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from trophe.errors import InputError
from trophe.web.accounts.access import user_of
from trophe.web.diary.days import get_slot_or_404
from trophe.web.diary.eating import Eaten, log_many
from trophe.web.diary.forms_food import parse_number
from trophe.web.diary.meal_ideas import ideas_for
from trophe.web.diary.nutrients import SPANS, nutrient_page
from trophe.web.diary.pages import day_url
from trophe.web.diary.records import Slot
from trophe.web.diary.views_day import key_of, said
from trophe.web.foods.access import get_food_or_404
from trophe.web.people.access import get_person_or_404
from trophe.web.people.models import Person


@require_http_methods(["GET", "HEAD"])
def nutrients_page(request: HttpRequest, code: UUID, day: date) -> HttpResponse:
    """Every nutrient of a day, a week or four weeks."""
    person = get_person_or_404(request.user, code)
    text = request.GET.get("days", "1")
    try:
        page = nutrient_page(person, day, int(text) if text.isdigit() else 1)
    except InputError:
        page = nutrient_page(person, day)
    chosen = int(text) if text.isdigit() and int(text) in SPANS else 1
    context = {"page": page, "day": day, "spans": SPANS, "chosen": chosen}
    return render(request, "diary/nutrients.html", context | {"back": day_url(person, day)})


@require_http_methods(["GET", "HEAD", "POST"])
def ideas_page(request: HttpRequest, code: UUID, day: date, slot: UUID) -> HttpResponse:
    """Three small sets of foods for what is left; one tap logs a set."""
    person = get_person_or_404(request.user, code, write=True)
    meal = get_slot_or_404(person, slot)
    if request.method == "POST":
        return _take(request, person, day, meal)
    soft, dense = "soft" in request.GET, "dense" in request.GET
    page = ideas_for(person, day, meal, soft=soft, dense=dense)
    context = {"page": page, "day": day, "slot": meal, "soft": soft, "dense": dense}
    return render(request, "diary/ideas.html", context)


def _take(request: HttpRequest, person: Person, day: date, meal: Slot) -> HttpResponse:
    """Log the foods of one set."""
    codes, weights = request.POST.getlist("food"), request.POST.getlist("grams")
    foods = [
        Eaten(food=get_food_or_404(person, one), amount=parse_number(grams) or 0.0)
        for one, grams in zip(codes, weights, strict=False)
    ]
    try:
        done = log_many(
            person=person,
            by=user_of(request),
            day=day,
            slot=meal,
            foods=foods,
            key=key_of(request),
        )
    except InputError as error:
        messages.error(request, str(error))
    else:
        said(request, person, done.change)
    return redirect(day_url(person, day))
