"""Recipes: lines become foods and weights, are looked over, and are kept."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from trophe.errors import InputError
from trophe.nutrition.recipes import read_recipe
from trophe.web.accounts.access import user_of
from trophe.web.diary.days import get_slot_or_404
from trophe.web.diary.pages import day_url
from trophe.web.diary.views_add import show_error
from trophe.web.diary.views_day import key_of
from trophe.web.foods.access import get_own_food_or_404
from trophe.web.foods.forms_recipe import PasteForm, RecipeForm, Row, read_rows, rows_of_lines
from trophe.web.foods.models import Food
from trophe.web.foods.recipes import lines_of, save_meal_as_recipe, save_recipe
from trophe.web.people.access import get_person_or_404
from trophe.web.people.models import Person


@require_http_methods(["GET", "HEAD", "POST"])
def recipe_new(request: HttpRequest, code: UUID) -> HttpResponse:
    """Write down what goes in, look over what was understood, keep it."""
    person = get_person_or_404(request.user, code, write=True)
    return _edit(request, person, None, [])


@require_http_methods(["GET", "HEAD", "POST"])
def recipe_edit(request: HttpRequest, code: UUID, food: UUID) -> HttpResponse:
    """Change a recipe of the person's own."""
    person = get_person_or_404(request.user, code, write=True)
    row = get_own_food_or_404(person, food)
    if not row.is_recipe:
        return redirect("food-edit", person.code, row.code)
    return _edit(request, person, row, rows_of_lines(lines_of(person, row)))


def _edit(request: HttpRequest, person: Person, food: Food | None, rows: list[Row]) -> HttpResponse:
    """The form, again and again until nothing is left to be understood; then it is stored."""
    form = RecipeForm(request.POST or None, initial=RecipeForm.shown(food))
    if request.method == "POST":
        rows = read_rows(person, request.POST)
        if form.is_valid():
            unread = rows_of_lines(form.lines(person))
            if not unread and "more_lines" not in request.POST:
                saved = _save(request, person, form, food, rows)
                if saved is not None:
                    messages.success(request, f"Saved {saved.name}")
                    return redirect("food", person.code, saved.code)
            rows = rows + unread
            form = form.without_lines()
    return render(request, "foods/recipe.html", _context(form, food, rows))


def _context(form: Any, food: Food | None, rows: list[Row]) -> dict[str, Any]:
    return {"form": form, "food": food, "rows": rows}


def _save(
    request: HttpRequest, person: Person, form: RecipeForm, food: Food | None, rows: list[Row]
) -> Food | None:
    """Store it; None when a service refused it, with the reason beside its field."""
    try:
        return save_recipe(
            person=person,
            by=user_of(request),
            food=food,
            lines=[row.line for row in rows if not row.gone],
            key=form.cleaned_data["key"],
            **form.told(),
        )
    except InputError as error:
        show_error(form, error)
        return None


@require_http_methods(["GET", "HEAD", "POST"])
def recipe_paste(request: HttpRequest, code: UUID) -> HttpResponse:
    """A recipe out of a page that was pasted; nothing is fetched."""
    person = get_person_or_404(request.user, code, write=True)
    form = PasteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            pasted = read_recipe(form.cleaned_data["page"])
        except InputError as error:
            show_error(form, error)
        else:
            shown = RecipeForm(initial=RecipeForm.of_page(pasted))
            rows = rows_of_lines(RecipeForm.lines_of_page(person, pasted))
            context = _context(shown, None, rows) | {"pasted": True}
            return render(request, "foods/recipe.html", context)
    return render(request, "foods/paste.html", {"form": form})


@require_POST
def meal_to_recipe(request: HttpRequest, code: UUID, day: date, slot: UUID) -> HttpResponse:
    """What was eaten at a meal becomes a recipe, to be named and looked over."""
    person = get_person_or_404(request.user, code, write=True)
    meal = get_slot_or_404(person, slot)
    try:
        food = save_meal_as_recipe(
            person=person, by=user_of(request), slot=meal, day=day, key=key_of(request)
        )
    except InputError as error:
        messages.error(request, str(error))
        return redirect(day_url(person, day))
    return redirect("recipe-edit", person.code, food.code)
