"""Writing what a day was like: water, exercise, how it felt, whether it is complete."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from trophe.checks import require_one
from trophe.errors import InputError, MissingDataError, UnknownNameError
from trophe.nutrition.exercise import gross_kcal, net_kcal
from trophe.web.accounts.models import User
from trophe.web.config.ids import uuid7
from trophe.web.diary.changes import Pen, done_before
from trophe.web.diary.days import require_day, settings_of, slots_of, stamp, stored_slot
from trophe.web.diary.records import Change, Day, DiarySettings, ExerciseEntry, Feeling, Slot, Water
from trophe.web.people.models import Person

FEELINGS: Final = ("appetite", "nausea", "pain", "fatigue")
NOON: Final = time(12, 0)
# A meal to be: its code when it is there already, its name and its hour.
Meal = tuple[UUID | None, str, time]


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """What a note did: the change (to undo it) and the row it wrote."""

    change: Change
    row: Model | None = None
    created: bool = True


@transaction.atomic
def log_water(
    *, person: Person, by: User | None, day: date, ml: int, code: UUID | None = None
) -> Noted:
    """Note a drink of `ml` millilitres, 1 to 5,000."""
    there = done_before(person, code)
    if there is not None:
        return Noted(change=there, created=False)
    require_one("ml", ml, 1, 5000, hint="Millilitres.")
    pen = Pen(person, by, code)
    row = pen.make(
        Water(
            **stamp(person, require_day(person, day), NOON),
            person=person,
            code=code or uuid7(),
            made_by=by,
            ml=ml,
        )
    )
    return Noted(change=pen.close("water", f"Added {row.ml} ml of water"), row=row)


@transaction.atomic
def log_exercise(
    *,
    person: Person,
    by: User | None,
    day: date,
    name: str,
    met: float,
    minutes: float,
    activity: str = "",
    code: UUID | None = None,
) -> Noted:
    """Note an exercise. Its energy follows from MET, time and the weight of that day.

    Raises MissingDataError when nothing was ever weighed.
    """
    there = done_before(person, code)
    if there is not None:
        return Noted(change=there, created=False)
    require_one("met", met, 0.5, 25)
    require_one("minutes", minutes, 0.5, 1440, hint="Minutes.")
    weight_kg = weight_on(person, day)
    pen = Pen(person, by, code)
    row = pen.make(
        ExerciseEntry(
            **stamp(person, require_day(person, day), NOON),
            person=person,
            code=code or uuid7(),
            made_by=by,
            activity=activity,
            name=name.strip(),
            met=met,
            minutes=minutes,
            weight_kg=weight_kg,
            gross_kcal=float(gross_kcal(met, weight_kg, minutes / 60)),
            net_kcal=float(net_kcal(met, weight_kg, minutes / 60)),
        )
    )
    return Noted(change=pen.close("exercise", f"Added {row.name}"), row=row)


def weight_on(person: Person, day: date) -> float:
    """The last weight up to that day, else the first one after it."""
    kept = person.weights.kept()
    found = kept.up_to(day).last() or kept.first()
    if found is None:
        raise MissingDataError("weight_kg", "The energy of exercise needs a weight.")
    return float(found.weight_kg)


@transaction.atomic
def delete_note(
    *, person: Person, by: User | None, row: Water | ExerciseEntry, key: UUID | None = None
) -> Noted:
    """Take a drink or an exercise out of the diary; undoing the change brings it back."""
    there = done_before(person, key)
    if there is not None:
        return Noted(change=there, created=False)
    pen = Pen(person, by, key)
    row = pen.delete(row)
    said = f"{row.ml} ml of water" if isinstance(row, Water) else row.name
    return Noted(change=pen.close("delete", f"Removed {said}"), row=row)


@transaction.atomic
def describe_day(
    *,
    person: Person,
    by: User | None,
    day: date,
    status: str | None = None,
    note: str | None = None,
    feelings: dict[str, int | None] | None = None,
    key: UUID | None = None,
) -> Noted:
    """Say of a day whether it is complete, partial or fasting; write its note; how it felt.

    `feelings` maps appetite, nausea, pain or fatigue to 0 (none) … 3, or None to take it back.
    """
    there = done_before(person, key)
    if there is not None:
        return Noted(change=there, created=False)
    values = _described(status, note, feelings or {})
    pen = Pen(person, by, key)
    row = person.days.filter(local_date=require_day(person, day)).first()
    if row is None:
        row = pen.make(Day(person=person, local_date=day, **values))
    else:
        row = pen.change(row, **values)
    return Noted(change=pen.close("day", _said(day, status, note)), row=row)


def _described(
    status: str | None, note: str | None, feelings: dict[str, int | None]
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if status is not None:
        if status not in Day.Status.values:
            raise UnknownNameError("status", status, tuple(filter(None, Day.Status.values)))
        values["status"] = status
    if note is not None:
        if len(note) > 2000:
            raise InputError("note", f"note has {len(note)} letters; 2,000 fit.")
        values["note"] = note.strip()
    for name, value in feelings.items():
        if name not in FEELINGS:
            raise UnknownNameError("feeling", name, FEELINGS)
        values[name] = None if value is None else Feeling(round(require_one(name, value, 0, 3)))
    if not values:
        raise InputError("status", "status: say the status, a note or how the day felt.")
    return values


def _said(day: date, status: str | None, note: str | None) -> str:
    if status is not None:
        return f"Marked {day:%-d %B} as {Day.Status(status).label.lower()}"
    return f"Noted {'a note' if note is not None else 'how it felt'} on {day:%-d %B}"


@transaction.atomic
def save_settings(
    *, person: Person, by: User | None, version: int | None = None, **values: Any
) -> Noted:
    """Change how the diary works; `values` are columns of DiarySettings."""
    pen, row = Pen(person, by), settings_of(person)
    known = {f.name for f in DiarySettings._meta.fields} - {"id", "person", "version"}
    unknown = set(values) - known
    if unknown:
        raise InputError(min(unknown), f"{min(unknown)} is no setting of the diary.")
    if row.pk is None:
        row = pen.make(DiarySettings(person=person, **values))
    else:
        row = pen.change(row, version, **values)
    return Noted(change=pen.close("settings", "Changed how the diary works"), row=row)


@transaction.atomic
def save_meals(*, person: Person, by: User | None, meals: Iterable[Meal]) -> Noted:
    """The person's meals become exactly these, in this order. One left out keeps its entries."""
    meals = list(meals)
    if not 1 <= len(meals) <= 12:
        raise InputError("meals", f"meals: {len(meals)} meals; between 1 and 12 fit a day.")
    held = {slot.code: stored_slot(person, slot) for slot in slots_of(person)}
    pen = Pen(person, by)
    kept = {code for code, _, _ in meals if code is not None}
    for slot in held.values():
        if slot.code not in kept:
            pen.delete(slot)
    for order, (code, name, at) in enumerate(meals):
        if code in held and code is not None:
            pen.change(held[code], name=name.strip(), order=order, at=at)
        else:
            pen.make(Slot(person=person, name=name.strip(), order=order, at=at))
    return Noted(change=pen.close("meals", "Changed the meals of the day"))
