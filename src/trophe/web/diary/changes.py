"""Writing the diary so that anything can be undone and nothing is written twice.

A `Pen` writes the rows of one change and remembers what they said before; closing it stores the
`Change`. `undo` puts the rows back, and is itself a change, so that it can be undone.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final, TypeVar
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from trophe.errors import InputError
from trophe.web.accounts.models import User
from trophe.web.config.ids import uuid7
from trophe.web.diary.records import Change, Entry
from trophe.web.people.models import Person

TABLES: Final = frozenset(
    {
        "diary.Slot",
        "diary.Day",
        "diary.Entry",
        "diary.Water",
        "diary.ExerciseEntry",
        "diary.DiarySettings",
        "foods.Food",
        "foods.Recipe",
    }
)
OFTEN: Final = (Change, Entry)
Row = TypeVar("Row", bound=models.Model)


class StaleError(InputError):
    """Somebody else changed the row since it was read; `current` is what stands now."""

    def __init__(self, current: models.Model) -> None:
        self.current = current
        super().__init__("version", f"version: it changed meanwhile; it now says: {current}.")


class Pen:
    """Writes the rows of one change of `person`'s diary. Use it inside a transaction."""

    def __init__(self, person: Person, by: User | None, key: UUID | None = None) -> None:
        self.person, self.by, self.key = person, by, key or uuid7()
        self.before: list[dict[str, Any]] = []

    def make(self, row: Row) -> Row:
        """Store a new row; undoing the change will hide it, or empty one that cannot be hidden."""
        checked(row)
        row.save()
        self._remember(row, None)
        return row

    def change(self, row: Row, version: int | None = None, **values: Any) -> Row:
        """Set columns of a row as it stands now. Raises StaleError if it is past `version`."""
        current = claim(row, version)
        before = said_by(current)
        changed = [name for name, value in values.items() if getattr(current, name) != value]
        if not changed:
            return current
        for name in changed:
            setattr(current, name, values[name])
        _next_version(current)
        checked(current)
        current.save(update_fields=[*changed, "version"])
        columns = {_column(current, name) for name in changed}
        self._remember(current, {name: before[name] for name in columns})
        return current

    def delete(self, row: Row) -> Row:
        """Hide a row; it stays as a tombstone."""
        return self.change(row, deleted_at=timezone.now())

    def close(self, what: str, said: str) -> Change:
        """Store the change itself."""
        row = Change(
            key=self.key,
            person=self.person,
            by=self.by,
            what=what,
            said=said[:300],
            before=self.before,
        )
        checked(row)
        row.save()
        return row

    def _remember(self, row: models.Model, before: dict[str, Any] | None) -> None:
        self.before.append(
            {
                "table": row._meta.label,
                "pk": row.pk,
                "before": before,
                "after": None if before is None else _only(said_by(row), before),
            }
        )


def done_before(person: Person, key: UUID | None) -> Change | None:
    """The change that this key already made, so that a second sending changes nothing."""
    return None if key is None else person.changes.filter(key=key).first()


def rows_of(change: Change, table: type[Row]) -> list[Row]:
    """The rows of `table` that a change wrote, in its order."""
    ids = [one["pk"] for one in change.before if one["table"] == table._meta.label]
    found = table._default_manager.in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


def day_of(change: Change) -> date | None:
    """The day of the first row of a change that has one."""
    for one in change.before:
        if one["table"] in TABLES:
            row = apps.get_model(one["table"])._default_manager.filter(pk=one["pk"]).first()
            day: date | None = getattr(row, "local_date", None)
            if day is not None:
                return day
    return None


@transaction.atomic
def undo(*, change: Change, by: User | None, key: UUID | None = None) -> Change:
    """Put every row of a change back as it was; done twice, it is done once.

    Raises StaleError when what it set was changed again since: undo that change first.
    """
    again = done_before(change.person, key)
    if again is not None:
        return again
    change = Change.objects.select_for_update().select_related("person").get(pk=change.pk)
    if change.undone_at is not None:
        raise InputError("change", "change: this was undone already.")
    pen = Pen(change.person, by, key)
    for one in reversed(change.before):
        _put_back(pen, one)
    change.undone_at = timezone.now()
    change.save(update_fields=["undone_at"])
    return pen.close("undo", f"Undone: {change.said}")


def _put_back(pen: Pen, one: dict[str, Any]) -> None:
    """One row back to what it said; a row made by the change is hidden or emptied."""
    if one["table"] not in TABLES:
        raise InputError("change", f"change: rows of {one['table']} are not undone.")
    table = apps.get_model(one["table"])
    row = table._default_manager.filter(pk=one["pk"]).first()
    if row is None:
        return
    if one["before"] is not None:
        if _only(said_by(row), one["after"]) != one["after"]:
            raise StaleError(row)
        columns = {name: _read(row, name, value) for name, value in one["before"].items()}
    elif hasattr(row, "deleted_at"):
        columns = {"deleted_at": timezone.now()}
    else:
        columns = _defaults(row)
    pen.change(row, **columns)


def _defaults(row: models.Model) -> dict[str, Any]:
    """The columns of a row that can only be emptied, as nobody had ever said anything."""
    fixed = {"id", "version", "person_id", "local_date", "food_id", "servings"}
    fields = [f for f in row._meta.concrete_fields if f.attname not in fixed]
    return {field.attname: field.get_default() for field in fields}


def claim(row: Row, version: int | None = None) -> Row:
    """The row as it stands, held against others until the transaction ends."""
    current = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if version is not None and getattr(current, "version", version) != version:
        raise StaleError(current)
    return current


def checked(row: models.Model) -> None:
    """Django's checks, as an InputError that names the first field at fault."""
    try:
        # A row's foreign keys are rows at hand: asking the database for each again is waste.
        row.clean_fields(exclude={f.name for f in row._meta.fields if f.is_relation})
        # The services check the ranges of what is written most; the database checks all of them.
        if not isinstance(row, OFTEN):
            row.validate_constraints()
    except ValidationError as error:
        name, texts = next(iter(error.message_dict.items()))
        raise InputError(name.strip("_"), f"{name.strip('_')}: {' '.join(texts)}") from None


def said_by(row: models.Model) -> dict[str, Any]:
    """The columns of a row as JSON can hold them."""
    return {f.attname: _write(row, f) for f in row._meta.concrete_fields}


def _only(said: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: said[name] for name in names}


def _write(row: models.Model, field: "models.Field[Any, Any]") -> Any:
    value = field.value_from_object(row)
    if value is None or isinstance(value, str | int | float | bool | dict | list):
        return value
    return field.value_to_string(row)


def _read(row: models.Model, name: str, value: Any) -> Any:
    field = next(f for f in row._meta.concrete_fields if f.attname == name)
    return value if value is None else field.to_python(value)


def _column(row: models.Model, name: str) -> str:
    return next(f.attname for f in row._meta.concrete_fields if name in (f.name, f.attname))


def _next_version(row: models.Model) -> None:
    if hasattr(row, "version"):
        row.version += 1
