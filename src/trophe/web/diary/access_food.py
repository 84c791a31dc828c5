"""The only doors to entries, notes and changes, behind the door to the person."""

from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils import timezone

from trophe.web.diary.records import Change, Entry, ExerciseEntry, Water
from trophe.web.people.models import Person

Row = TypeVar("Row", bound=Model)


def get_entry_or_404(person: Person, code: UUID | str) -> Entry:
    """An entry of a person reached through `get_person_or_404`, none that was deleted."""
    return _get(person.entries.kept().select_related("food", "slot", "person"), code)


def get_water_or_404(person: Person, code: UUID | str) -> Water:
    """A drink of the person."""
    return _get(person.waters.kept(), code)


def get_exercise_or_404(person: Person, code: UUID | str) -> ExerciseEntry:
    """An exercise of the person."""
    return _get(person.exercises.kept(), code)


def get_change_or_404(person: Person, code: UUID | str) -> Change:
    """A change of the person's diary."""
    return _get(person.changes.all(), code)


def tombstones_of(person: Person, since: datetime | None, limit: int) -> list[dict[str, Any]]:
    """What was removed after the millisecond `since`, the earliest first."""
    rows = {
        "entry": person.entries,
        "water": person.waters,
        "exercise": person.exercises,
        "weight": person.weights,
        "food": person.foods,
    }
    found: list[dict[str, Any]] = []
    for kind, held in rows.items():
        gone = held.filter(deleted_at__isnull=False)
        if since is not None:
            gone = gone.filter(
                deleted_at__gte=min(since, timezone.now()) + timedelta(milliseconds=1)
            )
        for code, deleted_at in gone.order_by("deleted_at").values_list("code", "deleted_at")[
            :limit
        ]:
            found.append({"kind": kind, "code": code, "deleted_at": deleted_at})
    return sorted(found, key=lambda one: one["deleted_at"])[:limit]


def _get(rows: "QuerySet[Row]", code: UUID | str) -> Row:
    try:
        return rows.get(code=code)
    except (ObjectDoesNotExist, ValueError, ValidationError):
        raise Http404("No such entry.") from None
