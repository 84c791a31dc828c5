"""Adding foods: search as you type, the usual ones below, an amount, or all in one go."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trophe.errors import InputError
from trophe.web.accounts.access import user_of
from trophe.web.diary.access_food import get_entry_or_404
from trophe.web.diary.adding import add_context, amount_context, offered, prefilled, shown_values
from trophe.web.diary.days import get_slot_or_404, settings_of, slots_of
from trophe.web.diary.eating import Eaten, delete_entries, edit_entry, log_food, log_many, quick_add
from trophe.web.diary.filtering import ALLERGENS, DIETS, TEXTURES, filters_of
from trophe.web.diary.forms_food import AmountForm, EntryForm, QuickForm, units_of
from trophe.web.diary.pages import day_url, is_part
from trophe.web.diary.records import Entry
from trophe.web.diary.views_day import key_of, said
from trophe.web.foods.access import get_food_or_404
from trophe.web.people.access import get_person_or_404
from trophe.web.people.context import show_person
from trophe.web.people.hiding import shows_energy
from trophe.web.people.models import Person
from trophe.web.people.once import reading_once

# The filters that the page of a search offers.
BOXES: Final = {"allergens": ALLERGENS, "diets": DIETS, "textures": TEXTURES}


@require_http_methods(["GET", "HEAD"])
def add_page(request: HttpRequest, code: UUID, day: date, slot: UUID) -> HttpResponse:
    """Search for foods to add to a meal; with nothing typed, what is usual now."""
    person = get_person_or_404(request.user, code, write=True)
    show_person(request, person)
    with reading_once():
        meal = get_slot_or_404(person, slot)
        filters = filters_of(request.GET, settings_of(person))
        context = add_context(person, day, meal, request.GET.get("q", ""), filters) | BOXES
        template = "diary/_found.html" if is_part(request) else "diary/add.html"
        return render(request, template, context)


@require_POST
def add_several(request: HttpRequest, code: UUID, day: date, slot: UUID) -> HttpResponse:
    """Add every food that was ticked, in the amount that stood beside it."""
    person = get_person_or_404(request.user, code, write=True)
    meal = get_slot_or_404(person, slot)
    chosen = [get_food_or_404(person, one) for one in request.POST.getlist("food")]
    foods = [offered(person, food) for food in chosen]
    try:
        done = log_many(
            person=person,
            by=user_of(request),
            day=day,
            slot=meal,
            foods=[Eaten(food=one.food, amount=one.amount, unit=one.unit) for one in foods],
            key=key_of(request),
        )
    except InputError as error:
        filters = filters_of(request.GET, settings_of(person))
        context = add_context(person, day, meal, "", filters) | BOXES | {"problem": str(error)}
        return render(request, "diary/add.html", context)
    said(request, person, done.change)
    if request.POST.get("stay"):
        return redirect("add-food", person.code, day, meal.code)
    return redirect(day_url(person, day))


@require_http_methods(["GET", "HEAD", "POST"])
def add_amount(request: HttpRequest, code: UUID, day: date, slot: UUID, food: UUID) -> HttpResponse:
    """How much of one food."""
    person = get_person_or_404(request.user, code, write=True)
    meal, row = get_slot_or_404(person, slot), get_food_or_404(person, food)
    form = AmountForm(
        request.POST or None,
        units=units_of(row),
        slots=slots_of(person),
        initial=None if request.method == "POST" else prefilled(person, row, meal),
    )
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            done = log_food(
                person=person,
                by=user_of(request),
                day=day,
                slot=get_slot_or_404(person, values["slot"]) if values["slot"] else meal,
                food=row,
                amount=values["amount"],
                unit=values["unit"],
                eaten_share=values["eaten_share"],
                code=values["key"],
            )
        except InputError as error:
            form.add_error("amount", str(error))
        else:
            said(request, person, done.change)
            return redirect(day_url(person, day))
    context = amount_context(person, day, meal, row, form)
    return render(request, "diary/amount.html", context)


@require_GET
def amount_count(
    request: HttpRequest, code: UUID, day: date, slot: UUID, food: UUID
) -> HttpResponse:
    """What the amount that is being typed holds."""
    person = get_person_or_404(request.user, code, write=True)
    meal, row = get_slot_or_404(person, slot), get_food_or_404(person, food)
    form = AmountForm(request.GET, units=units_of(row), slots=slots_of(person))
    context = amount_context(person, day, meal, row, form)
    return render(request, "diary/_counted.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def quick_page(request: HttpRequest, code: UUID, day: date, slot: UUID) -> HttpResponse:
    """Energy or protein in one go."""
    person = get_person_or_404(request.user, code, write=True)
    meal = get_slot_or_404(person, slot)
    form = QuickForm(
        request.POST or None,
        initial={"name": request.GET.get("q", "")},
        shows_energy=shows_energy(person),
    )
    if request.method == "POST" and form.is_valid():
        try:
            done = quick_add(
                person=person,
                by=user_of(request),
                day=day,
                slot=meal,
                code=form.cleaned_data["key"],
                **form.told(),
            )
        except InputError as error:
            show_error(form, error)
        else:
            said(request, person, done.change)
            return redirect(day_url(person, day))
    back = reverse("add-food", args=[person.code, day, meal.code])
    context = {"form": form, "slot": meal, "day": day, "back": back}
    return render(request, "diary/quick.html", context)


def show_error(form: Any, error: InputError) -> None:
    """Put what a service refused beside the field it names."""
    form.add_error(error.name if error.name in form.fields else None, str(error))


@require_http_methods(["GET", "HEAD", "POST"])
def entry_page(request: HttpRequest, code: UUID, entry: UUID) -> HttpResponse:
    """Correct an entry: how much, which meal, which day."""
    person = get_person_or_404(request.user, code, write=True)
    row = get_entry_or_404(person, entry)
    if row.kind == Entry.Kind.QUICK:
        return _edit_quick(request, person, row)
    form = EntryForm(
        request.POST or None,
        units=units_of(row.food, row),
        slots=slots_of(person),
        initial=shown_values(row),
    )
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            done = edit_entry(
                entry=row,
                by=user_of(request),
                version=values["version"],
                amount=values["amount"],
                unit=values["unit"],
                eaten_share=values["eaten_share"],
                slot=get_slot_or_404(person, values["slot"]) if values["slot"] else None,
                day=values["day"],
                key=values["key"],
            )
        except InputError as error:
            show_error(form, error)
        else:
            said(request, person, done.change)
            return redirect(day_url(person, done.entries[0].local_date))
    context = {"form": form, "entry": row, "day": row.local_date}
    return render(request, "diary/entry.html", context | {"back": day_url(person, row.local_date)})


def _edit_quick(request: HttpRequest, person: Person, row: Entry) -> HttpResponse:
    """Correct a quick add."""
    initial = row.nutrients | {
        "name": row.name,
        "spread_kcal": row.spread.get("energy_kcal"),
        "version": row.version,
    }
    form = QuickForm(request.POST or None, initial=initial, shows_energy=shows_energy(person))
    if request.method == "POST" and form.is_valid():
        try:
            done = edit_entry(
                entry=row,
                by=user_of(request),
                version=form.cleaned_data["version"],
                key=form.cleaned_data["key"],
                **form.told(row),
            )
        except InputError as error:
            show_error(form, error)
        else:
            said(request, person, done.change)
            return redirect(day_url(person, row.local_date))
    context = {"form": form, "entry": row, "slot": row.slot, "day": row.local_date}
    return render(request, "diary/quick.html", context | {"back": day_url(person, row.local_date)})


@require_POST
def entry_delete(request: HttpRequest, code: UUID, entry: UUID) -> HttpResponse:
    """Take an entry out; the page offers to bring it back."""
    person = get_person_or_404(request.user, code, write=True)
    row = get_entry_or_404(person, entry)
    done = delete_entries(person=person, by=user_of(request), entries=[row], key=key_of(request))
    said(request, person, done.change)
    return redirect(day_url(person, row.local_date))
