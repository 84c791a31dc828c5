"""The diary's calls: the same door, the same services, the same refusals as the pages."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from trophe.nutrition.exercise import activity
from trophe.web.api import schemas
from trophe.web.api import schemas_diary as shapes
from trophe.web.api.auth import caller, writer
from trophe.web.api.withheld import ENERGY, entry_out, exercise_out
from trophe.web.diary.access_food import get_change_or_404, get_entry_or_404
from trophe.web.diary.changes import rows_of, undo
from trophe.web.diary.copying import copy_day, copy_meal
from trophe.web.diary.days import get_slot_or_404, require_day, slots_of
from trophe.web.diary.eating import Eaten, delete_entries, edit_entry, log_many, quick_add
from trophe.web.diary.noting import FEELINGS, describe_day, log_exercise, log_water
from trophe.web.diary.reading import DayReading, MealReading, read_day
from trophe.web.diary.records import Change, Entry
from trophe.web.diary.targets import targets_of
from trophe.web.foods.access import get_food_or_404
from trophe.web.people.access import get_person_or_404
from trophe.web.people.hiding import shows_energy
from trophe.web.people.models import Person

router = Router(tags=["diary"])
DAY: Final = "/people/{uuid:code}/days/{day}"
READ: Final = {
    400: schemas.Problems,
    401: schemas.Problems,
    404: schemas.Problems,
}
CHANGED: Final = READ | {403: schemas.Problems, 409: schemas.Problems}
MADE: Final = {200: shapes.ChangeOut, 201: shapes.ChangeOut} | CHANGED


def to_write(request: HttpRequest, code: UUID) -> Person:
    """The person, if the caller and the way they came in may change the record."""
    return get_person_or_404(writer(request), code, write=True)


@router.get("/people/{uuid:code}/meals", response={200: list[shapes.SlotOut]} | READ)
def meals(request: HttpRequest, code: UUID) -> Any:
    """The meals of the person's day, in their order."""
    return slots_of(get_person_or_404(caller(request).user, code))


@router.get(DAY, response={200: shapes.DayOut} | READ)
def day_of_person(
    request: HttpRequest, code: UUID, day: date, show_numbers: bool = False
) -> dict[str, Any]:
    """One day: what is left, meal by meal. Hidden figures only with `show_numbers`."""
    person = get_person_or_404(caller(request).user, code)
    require_day(person, day)
    return day_out(read_day(person, day, targets_of(person, day)), show_numbers=show_numbers)


@router.post(DAY + "/entries", response=MADE)
def add_entries(request: HttpRequest, code: UUID, day: date, data: shapes.LogIn) -> Any:
    """Log foods for a meal: all or none."""
    person = to_write(request, code)
    foods = [
        Eaten(
            food=get_food_or_404(person, one.food),
            amount=one.amount,
            unit=one.unit,
            eaten_share=one.eaten_share,
        )
        for one in data.foods
    ]
    slot = get_slot_or_404(person, data.slot)
    done = log_many(
        person=person, by=writer(request), day=day, slot=slot, foods=foods, key=data.code
    )
    return Status(201 if done.created else 200, change_out(done.change))


@router.post(DAY + "/quick", response=MADE)
def add_quick(request: HttpRequest, code: UUID, day: date, data: shapes.QuickIn) -> Any:
    """Log amounts without a food; what is left out is unknown."""
    person = to_write(request, code)
    slot = get_slot_or_404(person, data.slot)
    told = data.dict(exclude={"slot"})
    done = quick_add(person=person, by=writer(request), day=day, slot=slot, **told)
    return Status(201 if done.created else 200, change_out(done.change))


@router.patch(
    "/people/{uuid:code}/entries/{uuid:entry}", response={200: shapes.ChangeOut} | CHANGED
)
def change_entry(request: HttpRequest, code: UUID, entry: UUID, data: shapes.EntryIn) -> Any:
    """Correct an entry as it was read; 409 when it changed since."""
    person = to_write(request, code)
    told = data.dict(exclude={"slot", "local_date"})
    slot = get_slot_or_404(person, data.slot) if data.slot else None
    row = get_entry_or_404(person, entry)
    done = edit_entry(entry=row, by=writer(request), slot=slot, day=data.local_date, **told)
    return change_out(done.change)


@router.delete(
    "/people/{uuid:code}/entries/{uuid:entry}", response={200: shapes.ChangeOut} | CHANGED
)
def remove_entry(request: HttpRequest, code: UUID, entry: UUID) -> Any:
    """Take an entry out; it can be brought back."""
    person = to_write(request, code)
    row = get_entry_or_404(person, entry)
    return change_out(delete_entries(person=person, by=writer(request), entries=[row]).change)


@router.post(DAY + "/copy", response=MADE)
def copy(request: HttpRequest, code: UUID, day: date, data: shapes.CopyIn) -> Any:
    """Log another day (or one meal of it) once more."""
    person = to_write(request, code)
    user = writer(request)
    if data.slot is not None:
        source = get_person_or_404(user, data.from_person) if data.from_person else person
        slot = get_slot_or_404(person, data.to_slot or data.slot)
        done = copy_meal(
            source_slot=get_slot_or_404(source, data.slot),
            source_day=data.from_date,
            person=person,
            by=user,
            day=day,
            slot=slot,
            key=data.code,
        )
    else:
        source = get_person_or_404(user, data.from_person) if data.from_person else person
        done = copy_day(
            source=source,
            source_day=data.from_date,
            person=person,
            by=user,
            day=day,
            key=data.code,
        )
    return Status(201 if done.created else 200, change_out(done.change))


@router.put(DAY, response={200: shapes.ChangeOut} | CHANGED)
def say_of_day(request: HttpRequest, code: UUID, day: date, data: shapes.AboutIn) -> Any:
    """Status, note and how it felt; what is left out stays."""
    person = to_write(request, code)
    told = data.dict(exclude_unset=True)
    done = describe_day(
        person=person,
        by=writer(request),
        day=day,
        status=told.get("status"),
        note=told.get("note"),
        feelings={name: told[name] for name in FEELINGS if name in told},
        key=data.code,
    )
    return change_out(done.change)


@router.post(DAY + "/water", response=MADE)
def add_water(request: HttpRequest, code: UUID, day: date, data: shapes.WaterIn) -> Any:
    """Note a drink."""
    person = to_write(request, code)
    done = log_water(person=person, by=writer(request), day=day, ml=data.ml, code=data.code)
    return Status(201 if done.created else 200, change_out(done.change))


@router.post(DAY + "/exercises", response=MADE)
def add_exercise(request: HttpRequest, code: UUID, day: date, data: shapes.ExerciseIn) -> Any:
    """Note an exercise by its Compendium code."""
    person = to_write(request, code)
    known = activity(data.activity)
    done = log_exercise(
        person=person,
        by=writer(request),
        day=day,
        name=known.name,
        met=known.met,
        minutes=data.minutes,
        activity=known.code,
        code=data.code,
    )
    return Status(201 if done.created else 200, change_out(done.change))


@router.post(
    "/people/{uuid:code}/changes/{uuid:change}/undo", response={200: shapes.ChangeOut} | CHANGED
)
def undo_change(request: HttpRequest, code: UUID, change: UUID) -> Any:
    """Take a change back; the answer names the change that did, to be undone in turn."""
    person = to_write(request, code)
    return change_out(undo(change=get_change_or_404(person, change), by=writer(request)))


def change_out(change: Change) -> dict[str, Any]:
    """A change with the entries it wrote."""
    entries = [entry for entry in rows_of(change, Entry) if entry.deleted_at is None]
    shown = not entries or shows_energy(change.person)
    return {
        "change": change.code,
        "said": change.said,
        "entries": [entry_out(entry, shown) for entry in entries],
    }


def day_out(reading: DayReading, *, show_numbers: bool = False) -> dict[str, Any]:
    """A day as the pages show it; energy is withheld where they do not show it."""
    said, shown = reading.said, show_numbers or reading.shows_energy
    return {
        "local_date": reading.day,
        **{name: getattr(said, name) for name in ("status", "note", *FEELINGS)},
        "energy_left_kcal": reading.energy_left_kcal if shown else None,
        "protein_left_g": reading.protein_left_g,
        "energy_kcal": reading.energy if shown else None,
        "protein_g": reading.protein,
        "meals": [_meal_out(meal, shown) for meal in reading.meals],
        "water_ml": reading.water_ml,
        "drinks": reading.waters,
        "exercises": [exercise_out(one, shown) for one in reading.exercises],
        "hidden": [] if shown else [ENERGY],
    }


def _meal_out(meal: MealReading, shown: bool) -> dict[str, Any]:
    return {
        "slot": meal.slot,
        "entries": [entry_out(entry, shown) for entry in meal.entries],
        "energy_kcal": meal.energy if shown else None,
        "protein_g": meal.protein,
        "protein_goal_g": meal.protein_goal_g,
    }
