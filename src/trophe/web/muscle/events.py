"""Changes to a timeline: each event once, each change kept, nothing on it that cannot be."""

from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from trophe.checks import require_name
from trophe.errors import InputError, MissingDataError
from trophe.person import Limb, LimbLoss, Sex
from trophe.timeline import Event as CoreEvent
from trophe.timeline import check_event, kind
from trophe.web.accounts.models import User
from trophe.web.config.ids import uuid7
from trophe.web.diary.changes import claim
from trophe.web.muscle import records
from trophe.web.muscle.models import Event
from trophe.web.muscle.records import Written
from trophe.web.people.core import as_core_person
from trophe.web.people.models import Person

MOST: Final = 500
_COLUMNS: Final = ("kind", "began_on", "ended_on", "part", "side", "detail")


@transaction.atomic
def add_event(
    *,
    person: Person,
    by: User | None,
    kind: str,
    began_on: date,
    ended_on: date | None = None,
    part: str = "",
    side: str = "",
    detail: dict[str, Any] | None = None,
    note: str = "",
    code: UUID | None = None,
    source: str = Event.Source.TYPED,
) -> Written[Event]:
    """Put an event on the timeline; the same `code` again gives the one that stands.

    Raises InputError naming the field that is missing, out of range, or at odds with the rest.
    """
    _lock(person)
    stands = records.there(Event, person, code)
    if stands is not None:
        return Written(row=stands, created=False)
    code = code or uuid7()
    told = CoreEvent(
        kind=kind,
        began_on=began_on,
        ended_on=ended_on,
        part=part,
        side=side,
        detail=detail or {},
        code=str(code),
    )
    others = [row.as_core() for row in person.events.kept()]
    if len(others) >= MOST:
        raise InputError("kind", f"kind: a timeline holds {MOST} events at most.")
    _require_possible(person, told, others)
    row = Event(
        person=person, code=code, note=note, source=source, recorded_by=by, **_columns(told)
    )
    records.keep(row)
    _require_person(person)
    return Written(row=row, created=True)


@transaction.atomic
def edit_event(
    *, event: Event, by: User | None, version: int | None = None, **changes: Any
) -> Event:
    """Correct an event: any of kind, began_on, ended_on, part, side, detail, note.

    Raises InputError as `add_event` does, StaleError when it changed past `version`.
    """
    person = event.person
    _lock(person)
    current = claim(event, version)
    note = changes.pop("note", current.note)
    told = replace(current.as_core(), **changes)
    _require_possible(person, told, _others(person, current))
    row = records.change(current, by=by, version=version, note=note, **_columns(told))
    _require_person(person)
    return row


def end_event(
    *, event: Event, by: User | None, ended_on: date, version: int | None = None
) -> Event:
    """Say on which day it was over."""
    if kind(event.kind).ends == "never":
        raise InputError("ended_on", f"{event.label}: one day is enough, it does not end.")
    return edit_event(event=event, by=by, version=version, ended_on=ended_on)


def delete_event(*, event: Event, by: User | None) -> Event:
    """Take an event off the timeline; it can be brought back."""
    return records.delete(event, by=by)


@transaction.atomic
def restore_event(*, event: Event, by: User | None) -> Event:
    """Bring a deleted event back, if it still fits what was told since."""
    _lock(event.person)
    _require_possible(event.person, event.as_core(), _others(event.person, event))
    row = records.restore(event, by=by)
    _require_person(event.person)
    return row


def _lock(person: Person) -> None:
    """One writer of a timeline at a time: two adds at once must see each other."""
    Person.objects.select_for_update().get(pk=person.pk)


def _others(person: Person, event: Event) -> list[CoreEvent]:
    return [row.as_core() for row in person.events.kept() if row.pk != event.pk]


def _columns(told: CoreEvent) -> dict[str, Any]:
    columns = {name: getattr(told, name) for name in _COLUMNS}
    return columns | {"detail": dict(told.detail)}


def _require_possible(person: Person, told: CoreEvent, others: list[CoreEvent]) -> None:
    losses = person.facts.on_day(person.today()).filter(kind="limb")
    check_event(
        told,
        others,
        today=person.today(),
        born_on=person.birth_date,
        sex=require_name("sex", person.sex, Sex),
        limb_losses=[_loss(fact.name) for fact in losses],
    )


def _loss(name: str) -> LimbLoss:
    side, limb = name.split(":")
    return LimbLoss(limb=require_name("limb", limb, Limb), side=side)


def _require_person(person: Person) -> None:
    """What the timeline now says must fit what was told of the person."""
    with suppress(MissingDataError):  # never weighed: nothing to check it against yet
        as_core_person(person)
