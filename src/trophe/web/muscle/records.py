"""Writing a record so that the same thing comes once and nothing said is lost."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from trophe.web.accounts.models import User
from trophe.web.diary.changes import checked, claim, said_by
from trophe.web.muscle.models import Before, Record
from trophe.web.people.models import Person

Row = TypeVar("Row", bound=Record)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written(Generic[Row]):
    """A record, and whether this call made it."""

    row: Row
    created: bool


def there(table: type[Row], person: Person, code: UUID | None) -> Row | None:
    """The record that this code made already."""
    if code is None:
        return None
    return table._default_manager.filter(person=person, code=code).first()


def keep(row: Row) -> Row:
    """Store a new record. Raises InputError naming a column at fault."""
    checked(row)
    row.save()
    return row


@transaction.atomic
def change(row: Row, *, by: User | None, version: int | None = None, **columns: Any) -> Row:
    """Set columns of a record as it stands now, and keep what it said before.

    Raises StaleError when somebody changed it past `version`.
    """
    current = claim(row, version)
    said = said_by(current)
    changed = {name: v for name, v in columns.items() if getattr(current, name) != v}
    if not changed:
        return current
    for name, value in changed.items():
        setattr(current, name, value)
    current.version += 1
    checked(current)
    Before.objects.create(
        person_id=said["person_id"],
        table=str(current._meta.model_name),
        code=current.code,
        version=said["version"],
        said=said,
        changed_by=by,
    )
    current.save(update_fields=[*changed, "version"])
    return current


def delete(row: Row, *, by: User | None) -> Row:
    """Hide a record; it stays as a tombstone and can be brought back."""
    return row if row.deleted_at else change(row, by=by, deleted_at=timezone.now())


def restore(row: Row, *, by: User | None) -> Row:
    """Bring a deleted record back."""
    return change(row, by=by, deleted_at=None)
