"""The calls about foods: searching, own foods, corrections, recipes, barcodes."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from ninja import File, Query, Router, Status
from ninja.files import UploadedFile

from trophe.nutrition.barcode import key as barcode_key
from trophe.nutrition.search.engine import Filters
from trophe.web.api import schemas_diary as shapes
from trophe.web.api.auth import caller, writer
from trophe.web.api.diary import CHANGED, READ, to_write
from trophe.web.api.withheld import ENERGY, may_show, without_energy
from trophe.web.diary.access_food import get_change_or_404
from trophe.web.diary.days import settings_of, slot_now, slots_of, today
from trophe.web.diary.filtering import by_allergies
from trophe.web.diary.sentence import understood
from trophe.web.diary.usual import history
from trophe.web.foods.access import get_food_or_404, get_own_food_or_404
from trophe.web.foods.models import Food
from trophe.web.foods.own import correct_food, delete_own_food, save_own_food
from trophe.web.foods.photos import attach_photo, read_photo
from trophe.web.foods.search import NO_FILTERS, by_barcode, find_foods
from trophe.web.people.access import get_person_or_404
from trophe.web.people.hiding import shows_energy
from trophe.web.people.models import Person

router = Router(tags=["foods"])
FOODS = "/people/{uuid:code}/foods"
TOLD = (
    "code", "source", "source_id", "name", "brand", "barcode", "quality", "basis", "amounts",
    "at_least",
)  # fmt: skip
SAID = ("text", "amount", "unit", "grams", "guessed", "problem")


@router.get(FOODS, response={200: list[shapes.FoodOut]} | READ)
def search_foods(request: HttpRequest, code: UUID, q: str, wanted: Query[shapes.SearchIn]) -> Any:
    """The foods that best answer what was typed, those of this person first.

    Until a filter is sent, the person's allergies leave out what is not known to be free of them
    (N06); `all_foods` leaves out nothing.
    """
    person = get_person_or_404(caller(request).user, code)
    usual = history(person, None, today(person))
    found = find_foods(
        person,
        q[:200],
        limit=max(1, min(wanted.limit, 50)),
        history=usual,
        filters=_filters(person, wanted),
    )
    shown = may_show(person, wanted.show_numbers)
    return [food_out(one.food, shown) for one in found]


def _filters(person: Person, wanted: shapes.SearchIn) -> Filters:
    """The filters of a call: those it sends, none for all foods, else the allergies (N06)."""
    sent = Filters(
        without=frozenset(wanted.without),
        diet=wanted.diet,
        texture=wanted.texture,
        brand=wanted.brand.strip(),
    )
    if wanted.all_foods or sent != NO_FILTERS:
        return sent
    return by_allergies(settings_of(person))


@router.get(FOODS + "/written", response={200: list[shapes.WrittenOut]} | READ)
def read_written(request: HttpRequest, code: UUID, text: str) -> Any:
    """A meal written in words ("2 eggs, toast") as foods and amounts to look over; nothing is
    logged."""
    person = get_person_or_404(caller(request).user, code)
    day = today(person)
    found = understood(person, slot_now(person, slots_of(person)), day, text)
    return [
        {name: getattr(one, name) for name in SAID}
        | {"food": one.food and one.food.code, "name": one.food.name if one.food else ""}
        for one in found
    ]


@router.get(FOODS + "/barcode/{digits}", response={200: shapes.FoodOut} | READ)
def food_of_barcode(
    request: HttpRequest, code: UUID, digits: str, show_numbers: bool = False
) -> Any:
    """The food with a barcode. A wrong check digit is 400, an unknown code 404."""
    person = get_person_or_404(caller(request).user, code)
    food = by_barcode(person, barcode_key(digits))
    if food is None:
        raise Http404("No food has this code.")
    return food_out(food, may_show(person, show_numbers))


@router.get(FOODS + "/{uuid:food}", response={200: shapes.FoodOut} | READ)
def one_food(request: HttpRequest, code: UUID, food: UUID, show_numbers: bool = False) -> Any:
    """All that is known of a food."""
    person = get_person_or_404(caller(request).user, code)
    return food_out(get_food_or_404(person, food), may_show(person, show_numbers))


@router.post(FOODS, response={201: shapes.FoodOut} | CHANGED)
def add_food(request: HttpRequest, code: UUID, data: shapes.FoodIn) -> Any:
    """Make an own food; the same `code` again gives the same one."""
    return Status(201, _saved(request, to_write(request, code), data, None))


@router.put(FOODS + "/{uuid:food}", response={200: shapes.FoodOut} | CHANGED)
def change_food(request: HttpRequest, code: UUID, food: UUID, data: shapes.FoodIn) -> Any:
    """Change an own food; entries keep what they say. 409 when it changed since `version`."""
    person = to_write(request, code)
    return _saved(request, person, data, get_own_food_or_404(person, food))


def _saved(
    request: HttpRequest, person: Person, data: shapes.FoodIn, food: Food | None
) -> dict[str, Any]:
    told = data.dict(exclude={"portions", "code"})
    portions = [(one.amount, one.unit, one.grams) for one in data.portions]
    row = save_own_food(
        person=person,
        by=writer(request),
        food=food,
        portions=portions,
        key=data.code,
        **told,
    )
    return food_out(row, shows_energy(person))


@router.post(FOODS + "/{uuid:food}/correction", response={201: shapes.FoodOut} | CHANGED)
def correct(request: HttpRequest, code: UUID, food: UUID, data: shapes.CorrectionIn) -> Any:
    """This person's own figures instead of a shared food's."""
    person = to_write(request, code)
    row = correct_food(
        person=person,
        by=writer(request),
        food=get_food_or_404(person, food),
        amounts=data.amounts,
        apply_since=data.apply_since,
        key=data.code,
    )
    return Status(201, food_out(row, shows_energy(person)))


@router.delete(FOODS + "/{uuid:food}", response={200: shapes.ChangeOut} | CHANGED)
def remove_food(request: HttpRequest, code: UUID, food: UUID) -> Any:
    """Take an own food out of searches; it can be brought back."""
    person = to_write(request, code)
    row = get_own_food_or_404(person, food)
    change = get_change_or_404(person, delete_own_food(person=person, by=writer(request), food=row))
    return {"change": change.code, "said": change.said, "entries": []}


@router.get(
    FOODS + "/{uuid:food}/photo",
    response={200: None} | READ,
    openapi_extra={"responses": {200: {"content": {"image/jpeg": {}}}}},
)
def photo_of_food(request: HttpRequest, code: UUID, food: UUID) -> HttpResponse:
    """The photo of an own food's label, a JPEG."""
    person = get_person_or_404(caller(request).user, code)
    picture = read_photo(get_own_food_or_404(person, food))
    if picture is None:
        raise Http404("No photo.")
    return HttpResponse(picture, content_type="image/jpeg")


@router.post(FOODS + "/{uuid:food}/photo", response={200: shapes.FoodOut} | CHANGED)
def add_photo(
    request: HttpRequest, code: UUID, food: UUID, photo: File[UploadedFile]
) -> dict[str, Any]:
    """Keep a photo of the label (JPEG, PNG or WebP) with an own food, in place of the last one."""
    person = to_write(request, code)
    row = get_own_food_or_404(person, food)
    row = attach_photo(person=person, by=writer(request), food=row, data=photo.read())
    return food_out(row, shows_energy(person))


def food_out(food: Food, shown: bool) -> dict[str, Any]:
    """A food as the calls give it, with energy only where it may be shown."""
    names = [
        "code",
        "source",
        "source_id",
        "name",
        "brand",
        "barcode",
        "quality",
        "basis",
        "amounts",
        "at_least",
        "texture",
        "version",
    ]
    portions = [{"amount": a, "unit": u, "grams": g} for a, u, g in food.portions]
    lists = {name: getattr(food, name).split() for name in ("contains", "free_of", "diets")}
    plain = {name: getattr(food, name) for name in names} | lists | {"portions": portions}
    plain["has_photo"] = bool(food.photo)
    if shown:
        return plain
    return plain | {"amounts": without_energy(food.amounts), "hidden": [ENERGY]}
