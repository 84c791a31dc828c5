"""Nutrients against reference intakes, and ideas for what is left of a day."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from trophe.errors import InputError
from trophe.web.diary.nutrients import SPANS, nutrient_page
from trophe.web.diary.pages import day_url
from trophe.web.people.access import get_person_or_404


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
