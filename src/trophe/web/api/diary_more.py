"""More calls of the diary: nutrients, ideas, the usual, meals, settings, removals, tombstones."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Status
from pydantic import AwareDatetime, Field

from trophe.nutrition.exercise import activities, find_activities
from trophe.web.api import schemas_diary as shapes
from trophe.web.api.auth import caller, writer
from trophe.web.api.diary import CHANGED, DAY, MADE, READ, change_out, router, to_write
from trophe.web.api.withheld import ENERGY, may_show
from trophe.web.diary.access_food import get_exercise_or_404, get_water_or_404, tombstones_of
from trophe.web.diary.copying import copy_entries
from trophe.web.diary.days import get_slot_or_404, require_day, settings_of, slots_of
from trophe.web.diary.meal_ideas import IdeaItem, MealIdea, ideas_for
from trophe.web.diary.noting import delete_note, save_meals, save_settings
from trophe.web.diary.nutrients import NutrientRow, nutrient_page
from trophe.web.diary.records import DiarySettings
from trophe.web.diary.usual import offered_meal
from trophe.web.people.access import get_person_or_404

# Its calls are added to the router of the diary.
__all__ = ["router"]
PERSON = "/people/{uuid:code}"
SETTINGS = (
    "day_start_min", "exercise_counts", "glass_ml", "diet", "texture", "dislikes", "version",
)  # fmt: skip


@router.get(DAY + "/nutrients", response={200: shapes.NutrientsOut} | READ)
def nutrients_of_day(
    request: HttpRequest,
    code: UUID,
    day: date,
    days: int = 1,
    show_numbers: bool = False,
) -> dict[str, Any]:
    """Nutrients of the 1, 7 or 28 days up to this one, a day on average, against what is advised.

    Only days with entries count.
    """
    person = get_person_or_404(caller(request).user, code)
    page = nutrient_page(person, require_day(person, day), days)
    shown = may_show(person, show_numbers)
    rows = [row for group in page.groups.values() for row in group]
    return {
        "first_date": page.first,
        "last_date": page.last,
        "days": page.days,
        "n_entries": page.n_entries,
        "nutrients": [_nutrient(row) for row in rows if shown or row.nutrient.id != ENERGY],
        "hidden": [] if shown else [ENERGY],
    }


def _nutrient(row: NutrientRow) -> dict[str, Any]:
    reference = None if row.comparison is None else row.comparison.reference
    return {
        "nutrient": row.nutrient.id,
        "name": row.nutrient.name,
        "unit": row.nutrient.unit,
        "intake": row.intake,
        "target": None if reference is None else reference.target,
        "upper": None if reference is None else reference.upper,
        "share": None if row.comparison is None else row.comparison.share,
        "state": row.state,
    }


@router.get(DAY + "/meals/{uuid:slot}/ideas", response={200: shapes.IdeasOut} | READ)
def meal_ideas(
    request: HttpRequest,
    code: UUID,
    day: date,
    slot: UUID,
    soft: bool = False,
    energy_dense: bool = False,
    show_numbers: bool = False,
) -> dict[str, Any]:
    """Up to three sets of foods for what is left of the day; `reason` says why there are none."""
    person = get_person_or_404(caller(request).user, code)
    meal = get_slot_or_404(person, slot)
    page = ideas_for(person, require_day(person, day), meal, soft=soft, dense=energy_dense)
    shown = may_show(person, show_numbers)
    return {
        "wanted_energy_kcal": page.wanted_kcal if shown else None,
        "wanted_protein_g": page.wanted_protein_g,
        "ideas": [_idea(idea, shown) for idea in page.ideas],
        "reason": page.reason,
    }


def _idea(idea: MealIdea, shown: bool) -> dict[str, Any]:
    return {
        "foods": [_idea_food(item) for item in idea.items],
        "energy_kcal": idea.energy if shown else None,
        "protein_g": idea.protein,
        "fibre_g": idea.fibre,
    }


def _idea_food(item: IdeaItem) -> dict[str, Any]:
    return {"food": item.food.code, "name": item.food.name, "said": item.said, "grams": item.grams}


@router.post(DAY + "/meals/{uuid:slot}/usual", response=MADE)
def add_usual(request: HttpRequest, code: UUID, day: date, slot: UUID, data: shapes.KeyIn) -> Any:
    """Log what is usual at this meal. 404 when nothing is, or nothing may be offered (N06, N07)."""
    person = to_write(request, code)
    meal = get_slot_or_404(person, slot)
    usual = offered_meal(person, meal, require_day(person, day))
    done = copy_entries(
        person=person,
        by=writer(request),
        entries=usual.entries,
        day=day,
        slot=meal,
        said=f"Added the usual {meal.name}",
        key=data.code,
    )
    return Status(201 if done.created else 200, change_out(done.change))


@router.delete(DAY + "/water/{uuid:drink}", response={200: shapes.ChangeOut} | CHANGED)
def remove_water(request: HttpRequest, code: UUID, day: date, drink: UUID) -> Any:
    """Take a drink out; it can be brought back."""
    person = to_write(request, code)
    row = get_water_or_404(person, drink)
    return change_out(delete_note(person=person, by=writer(request), row=row).change)


@router.delete(DAY + "/exercises/{uuid:exercise}", response={200: shapes.ChangeOut} | CHANGED)
def remove_exercise(request: HttpRequest, code: UUID, day: date, exercise: UUID) -> Any:
    """Take an exercise out; it can be brought back."""
    person = to_write(request, code)
    row = get_exercise_or_404(person, exercise)
    return change_out(delete_note(person=person, by=writer(request), row=row).change)


@router.get("/activities", response={200: list[shapes.ActivityOut], 401: READ[401], 400: READ[400]})
def activities_list(request: HttpRequest, q: str = "") -> Any:
    """Activities of the Compendium of Physical Activities, those that answer `q`."""
    return find_activities(q[:200], limit=50) if q.strip() else activities()


@router.put(PERSON + "/meals", response={200: shapes.ChangeOut} | CHANGED)
def change_meals(request: HttpRequest, code: UUID, data: shapes.MealsIn) -> Any:
    """The meals of the day become exactly these; one left out keeps its entries."""
    person = to_write(request, code)
    known = {slot.code for slot in slots_of(person)}
    for one in data.meals:
        if one.code is not None and one.code not in known:
            get_slot_or_404(person, one.code)
    meals = [(one.code, one.name, one.at.replace(tzinfo=None)) for one in data.meals]
    return change_out(save_meals(person=person, by=writer(request), meals=meals).change)


@router.get(PERSON + "/diary-settings", response={200: shapes.SettingsOut} | READ)
def settings_of_diary(request: HttpRequest, code: UUID) -> dict[str, Any]:
    """How the diary works for this person."""
    return _settings(settings_of(get_person_or_404(caller(request).user, code)))


@router.put(PERSON + "/diary-settings", response={200: shapes.SettingsOut} | CHANGED)
def change_settings(request: HttpRequest, code: UUID, data: shapes.SettingsIn) -> dict[str, Any]:
    """Change how the diary works; what is left out stays. 409 when past `version`."""
    person = to_write(request, code)
    told = {name: v for name, v in data.dict(exclude_unset=True).items() if v is not None}
    if "avoid_allergens" in told:
        told["avoid_allergens"] = " ".join(sorted(set(told["avoid_allergens"])))
    if told:
        save_settings(person=person, by=writer(request), **told)
    return _settings(settings_of(person))


def _settings(row: DiarySettings) -> dict[str, Any]:
    plain = {name: getattr(row, name) for name in SETTINGS}
    return plain | {"avoid_allergens": row.avoid_allergens.split()}


@router.get(PERSON + "/tombstones", response={200: list[shapes.TombstoneOut]} | READ)
def tombstones(
    request: HttpRequest,
    code: UUID,
    since: AwareDatetime | None = None,
    limit: Annotated[int, Field(ge=1, le=2000)] = 500,
) -> Any:
    """What was removed, the earliest first, so that a copy elsewhere can remove it too.

    `since` is an instant with its zone. Tombstones stand for at least 180 days.
    """
    person = get_person_or_404(caller(request).user, code)
    return tombstones_of(person, since, limit)
