"""Eating the same again: copies of a meal, of a day, of what is usual at this hour."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction

from trophe.errors import InputError
from trophe.web.accounts.models import User
from trophe.web.config.ids import uuid7
from trophe.web.diary.changes import Pen, done_before
from trophe.web.diary.days import require_day, slots_of, stamp, stored_slot
from trophe.web.diary.eating import Logged, logged_again, named
from trophe.web.diary.records import Entry, Slot
from trophe.web.people.models import Person


@transaction.atomic
def copy_entries(
    *,
    person: Person,
    by: User | None,
    entries: Iterable[Entry],
    day: date,
    slot: Slot | None = None,
    said: str = "",
    key: UUID | None = None,
) -> Logged:
    """Log entries once more on `day` of `person`, who may be another than theirs.

    They keep the nutrients they were logged with. Without `slot` each goes into the meal of the
    same name, else of the same place in the day.
    """
    there = done_before(person, key)
    if there is not None:
        return logged_again(there)
    entries = list(entries)
    if not entries:
        raise InputError("entries", "entries: there is nothing to copy.")
    require_day(person, day)
    pen, slots = Pen(person, by, key), slots_of(person)
    copies = [pen.make(_copy(person, by, one, day, slot or _alike(one, slots))) for one in entries]
    return Logged(
        change=pen.close("copy", said or f"Copied {named(copies)}"), entries=tuple(copies)
    )


def _alike(entry: Entry, slots: list[Slot]) -> Slot:
    """The meal that is called as the entry's own, else the one in the same place."""
    for slot in slots:
        if slot.name.casefold() == entry.slot.name.casefold():
            return slot
    return min(slots, key=lambda slot: abs(slot.order - entry.slot.order))


def _copy(person: Person, by: User | None, entry: Entry, day: date, slot: Slot) -> Entry:
    """A fresh entry that says the same. Another person's own food stays theirs."""
    slot = stored_slot(person, slot)
    food = entry.food
    if food is not None and food.person_id not in (None, person.pk):
        food = None
    return Entry(
        **stamp(person, day, slot.at),
        person=person,
        code=uuid7(),
        made_by=by,
        slot=slot,
        kind=entry.kind,
        food=food,
        name=entry.name,
        brand=entry.brand,
        amount=entry.amount,
        unit=entry.unit,
        grams=entry.grams,
        eaten_share=entry.eaten_share,
        nutrients=entry.nutrients,
        at_least=entry.at_least,
        spread=entry.spread,
    )


@transaction.atomic
def copy_day(
    *,
    source: Person,
    source_day: date,
    person: Person,
    by: User | None,
    day: date,
    key: UUID | None = None,
) -> Logged:
    """Log everything eaten on a day of `source` once more on a day of `person`."""
    entries = source.entries.on_day(source_day).select_related("slot", "food")
    return copy_entries(
        person=person, by=by, entries=entries, day=day, said=f"Copied {source_day:%-d %B}", key=key
    )


@transaction.atomic
def copy_meal(
    *,
    source_slot: Slot,
    source_day: date,
    person: Person,
    by: User | None,
    day: date,
    slot: Slot | None = None,
    key: UUID | None = None,
) -> Logged:
    """Log one meal once more, into the same or another meal of a day."""
    if source_slot.pk is None:
        raise InputError("entries", "entries: there is nothing to copy.")
    entries = source_slot.entries.on_day(source_day).select_related("slot", "food")
    said = f"Copied {source_slot.name} of {source_day:%-d %B}"
    return copy_entries(
        person=person, by=by, entries=entries, day=day, slot=slot, said=said, key=key
    )


@transaction.atomic
def give(
    *,
    source: Person,
    day: date,
    person: Person,
    by: User | None,
    slot: Slot | None = None,
    key: UUID | None = None,
) -> Logged:
    """What `source` ate on a day, or at one meal of it, once more for another person, same day."""
    entries = source.entries.on_day(day).select_related("slot", "food")
    if slot is not None:
        entries = entries.filter(slot_id=slot.pk)
    what = slot.name if slot is not None else f"{day:%-d %B}"
    said = f"Copied {what} to {person}"
    return copy_entries(person=person, by=by, entries=entries, day=day, said=said, key=key)
