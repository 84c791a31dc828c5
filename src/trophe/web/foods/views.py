"""Foods: the person's own ones, what is known of each, making, correcting, label photos."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from trophe.errors import InputError
from trophe.web.accounts.access import user_of
from trophe.web.diary.access_food import get_change_or_404
from trophe.web.diary.views_add import show_error
from trophe.web.diary.views_day import key_of, said
from trophe.web.foods.access import get_food_or_404, get_own_food_or_404, own_foods_of
from trophe.web.foods.forms import CorrectForm, FoodForm, PhotoForm, rows_of
from trophe.web.foods.models import Food
from trophe.web.foods.own import correct_food, delete_own_food, save_own_food
from trophe.web.foods.photos import attach_photo, read_photo
from trophe.web.people.access import get_person_or_404
from trophe.web.people.hiding import shows_energy
from trophe.web.people.models import Person


@require_http_methods(["GET", "HEAD"])
def foods_page(request: HttpRequest, code: UUID) -> HttpResponse:
    """The person's own foods, corrections and recipes."""
    person = get_person_or_404(request.user, code)
    return render(request, "foods/foods.html", {"foods": own_foods_of(person)})


@require_http_methods(["GET", "HEAD"])
def food_page(request: HttpRequest, code: UUID, food: UUID) -> HttpResponse:
    """All that is known of a food, with its source."""
    person = get_person_or_404(request.user, code)
    row = get_food_or_404(person, food)
    context = {"food": row, "rows": rows_of(row), "is_own": row.person_id == person.pk}
    return render(request, "foods/food.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def food_new(request: HttpRequest, code: UUID) -> HttpResponse:
    """Make an own food; reached from a meal, it goes on to how much of it was eaten."""
    person = get_person_or_404(request.user, code, write=True)
    given = {n: request.GET[n] for n in ("name", "barcode") if n in request.GET}
    form = FoodForm(
        request.POST or None,
        request.FILES or None,
        initial={"per": "100 g", "fibre_in": "no", **given},
        shows_energy=shows_energy(person),
    )
    if request.method == "POST" and form.is_valid():
        food = _save(request, person, form, None)
        if food is not None:
            return redirect(_onward(request, person, food))
    place = {n: request.GET.get(n, "") for n in ("day", "slot")}
    return render(request, "foods/edit.html", {"form": form, "place": place})


def _save(request: HttpRequest, person: Person, form: FoodForm, food: Food | None) -> Food | None:
    """Store the form; None when a service refused it, with the reason beside its field."""
    try:
        told = form.told()
        row = save_own_food(
            person=person, by=user_of(request), food=food, key=form.cleaned_data["key"], **told
        )
        photo = form.cleaned_data.get("photo")
        if photo:
            attach_photo(person=person, by=user_of(request), food=row, data=photo.read())
    except InputError as error:
        show_error(form, error)
        return None
    messages.success(request, f"Saved {row.name}")
    return row


def _onward(request: HttpRequest, person: Person, food: Food) -> str:
    """To the amount for the meal that asked for the food, else to the food."""
    day, slot = request.GET.get("day"), request.GET.get("slot")
    if day and slot:
        return reverse("add-amount", args=[person.code, day, slot, food.code])
    return reverse("food", args=[person.code, food.code])


@require_http_methods(["GET", "HEAD", "POST"])
def food_edit(request: HttpRequest, code: UUID, food: UUID) -> HttpResponse:
    """Change an own food; entries logged before keep what they say."""
    person = get_person_or_404(request.user, code, write=True)
    row = get_own_food_or_404(person, food)
    if row.is_recipe:
        return redirect("recipe-edit", person.code, row.code)
    form = FoodForm(
        request.POST or None,
        request.FILES or None,
        initial=FoodForm.shown(row),
        food=row,
        shows_energy=shows_energy(person),
    )
    if request.method == "POST" and form.is_valid():
        saved = _save(request, person, form, row)
        if saved is not None:
            return redirect("food", person.code, saved.code)
    return render(request, "foods/edit.html", {"form": form, "food": row})


@require_http_methods(["GET", "HEAD", "POST"])
def food_correct(request: HttpRequest, code: UUID, food: UUID) -> HttpResponse:
    """This person's own figures instead of a shared food's."""
    person = get_person_or_404(request.user, code, write=True)
    row = get_food_or_404(person, food)
    if row.person_id is not None:
        return redirect("food-edit", person.code, row.code)
    form = CorrectForm(
        request.POST or None, initial=CorrectForm.shown(row), shows_energy=shows_energy(person)
    )
    if request.method == "POST" and form.is_valid():
        try:
            own = correct_food(
                person=person,
                by=user_of(request),
                food=row,
                amounts=form.amounts(row),
                apply_since=form.cleaned_data["apply_since"],
                key=form.cleaned_data["key"],
            )
        except InputError as error:
            show_error(form, error)
        else:
            messages.success(request, f"Corrected {own.name}")
            return redirect("food", person.code, own.code)
    return render(request, "foods/correct.html", {"form": form, "food": row})


@require_POST
def food_delete(request: HttpRequest, code: UUID, food: UUID) -> HttpResponse:
    """Take an own food out of searches; it can be brought back."""
    person = get_person_or_404(request.user, code, write=True)
    row = get_own_food_or_404(person, food)
    change = delete_own_food(person=person, by=user_of(request), food=row, key=key_of(request))
    said(request, person, get_change_or_404(person, change))
    return redirect("foods", person.code)


@require_http_methods(["GET", "HEAD", "POST"])
def food_photo(request: HttpRequest, code: UUID, food: UUID) -> HttpResponse:
    """The label photo of an own food; POST keeps a new one."""
    person = get_person_or_404(request.user, code, write=request.method == "POST")
    row = get_own_food_or_404(person, food)
    if request.method == "POST":
        return _take_photo(request, person, row)
    picture = read_photo(row)
    if picture is None:
        raise Http404("No photo.")
    return HttpResponse(picture, content_type="image/jpeg")


def _take_photo(request: HttpRequest, person: Person, food: Food) -> HttpResponse:
    form = PhotoForm(request.POST, request.FILES)
    if form.is_valid():
        data = form.cleaned_data["photo"].read()
        try:
            attach_photo(person=person, by=user_of(request), food=food, data=data)
        except InputError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, "The photo is kept with the food.")
    return redirect("food", person.code, food.code)
