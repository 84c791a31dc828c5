"""Reads of a person's timeline and measurements; the person comes from `get_person_or_404`."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404

from trophe.person import Condition, Medicine
from trophe.timeline import Event as CoreEvent
from trophe.timeline import told_on
from trophe.web.muscle.models import Event, KeptQuerySet, Measurement, Screening
from trophe.web.people.models import Person
from trophe.web.people.once import once

Row = TypeVar("Row", bound=models.Model)


def events_of(person: Person) -> list[Event]:
    """What stands on the timeline, oldest first."""
    return list(_events(person))


def core_events_of(person: Person) -> list[CoreEvent]:
    """The same as the models know it."""
    return list(_core_events(person))


@once
def _events(person: Person) -> tuple[Event, ...]:
    return tuple(person.events.kept())


@once
def _core_events(person: Person) -> tuple[CoreEvent, ...]:
    return tuple(row.as_core() for row in _events(person))


def measurements_of(person: Person, instrument: str = "") -> list[Measurement]:
    """What was measured (with one instrument), oldest first."""
    rows = person.measurements.kept()
    return list(rows.filter(instrument=instrument) if instrument else rows)


def screenings_of(person: Person) -> list[Screening]:
    """The screenings that were saved, oldest first."""
    return list(person.screenings.kept())


def get_event_or_404(person: Person, code: UUID | str, *, deleted: bool = False) -> Event:
    """An event of the person; with `deleted` one that can be brought back."""
    return _get(person.events.all(), code, deleted)


def get_measurement_or_404(
    person: Person, code: UUID | str, *, deleted: bool = False
) -> Measurement:
    """A measurement of the person; with `deleted` one that can be brought back."""
    return _get(person.measurements.all(), code, deleted)


def get_screening_or_404(person: Person, code: UUID | str, *, deleted: bool = False) -> Screening:
    """A screening of the person; with `deleted` one that can be brought back."""
    return _get(person.screenings.all(), code, deleted)


def _get(rows: "KeptQuerySet[Row]", code: UUID | str, deleted: bool) -> Row:
    pick: Callable[[], KeptQuerySet[Row]] = rows.deleted if deleted else rows.kept
    try:
        found = pick().filter(code=code).first()
    except (ValidationError, ValueError):
        found = None
    if found is None:
        raise Http404("Nothing here that you may reach.")
    return found


def told_by_events(
    person: Person, day: date
) -> tuple[frozenset[Condition], frozenset[Medicine], float | None]:
    """Conditions, medicines and the week of a pregnancy that the timeline tells on a day."""
    return told_on(core_events_of(person), day)
