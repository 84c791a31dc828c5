"""Writing the diary: each entry once, each change kept."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from trophe.checks import require_one
from trophe.errors import InputError
from trophe.safety import Doubt, doubt_weight
from trophe.web.accounts.models import User
from trophe.web.config.ids import uuid7
from trophe.web.diary.models import Weight, WeightBefore
from trophe.web.people.models import Person

GROWN_WEIGHT_KG: Final = 20.0


class ConflictError(InputError):
    """Somebody else changed the entry since it was read; `current` is what stands now."""

    def __init__(self, current: Weight) -> None:
        self.current = current
        super().__init__("version", f"version: the entry changed meanwhile; it says {current}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class WeighIn:
    """What came of a weighing: an entry, or a question that must be answered first."""

    entry: Weight | None = None
    question: Doubt | None = None
    created: bool = False


@transaction.atomic
def weigh_in(
    *,
    person: Person,
    by: User | None,
    weight_kg: float,
    code: UUID | None = None,
    local_date: date | None = None,
    confirmed: bool = False,
    source: str = Weight.Source.TYPED,
) -> WeighIn:
    """Store a weighing under `local_date` (today where the person lives, if none is given).

    The same `code` again changes nothing and gives the entry that stands. A weight that is
    hard to believe after the last one (rule P20) is not stored before it is `confirmed`:
    the answer then carries the question. Raises InputError for a weight no body has and for
    a day in the future.
    """
    moment = person.now()
    day = local_date or moment.date()
    weight_kg = _require_weight(person, weight_kg, day)
    _require_day(person, day)
    code = code or uuid7()
    there = person.weights.filter(code=code).first()
    if there is not None:
        return WeighIn(entry=there)
    question = None if confirmed else doubt(person, weight_kg, day)
    if question is not None:
        return WeighIn(question=question)
    offset = moment.utcoffset() or timedelta()
    entry = Weight(
        person=person,
        code=code,
        local_date=day,
        instant_utc=moment,
        zone_name=person.time_zone,
        utc_offset_s=int(offset.total_seconds()),
        weight_kg=weight_kg,
        source=source,
        recorded_by=by,
    )
    entry.full_clean()
    entry.save()
    return WeighIn(entry=entry, created=True)


def doubt(person: Person, weight_kg: float, day: date) -> Doubt | None:
    """The question to ask before such a weight is believed (P20), or None.

    The rule is for grown bodies; a small child may double its weight.
    """
    last = person.weights.kept().up_to(day).last()
    if last is None or min(weight_kg, last.weight_kg) < GROWN_WEIGHT_KG:
        return None
    return doubt_weight(weight_kg, last.weight_kg, (day - last.local_date).days)


@transaction.atomic
def edit_weight(
    *,
    entry: Weight,
    by: User,
    version: int,
    weight_kg: float | None = None,
    local_date: date | None = None,
) -> Weight:
    """Correct an entry; what it said before is kept. Raises ConflictError when it changed."""
    entry = _claim(entry, version)
    day = local_date or entry.local_date
    entry.weight_kg = _require_weight(
        entry.person, entry.weight_kg if weight_kg is None else weight_kg, day
    )
    _require_day(entry.person, day)
    entry.local_date = day
    return _save_next(entry, by)


@transaction.atomic
def delete_weight(*, entry: Weight, by: User) -> Weight:
    """Hide an entry; it stays as a tombstone and can be brought back."""
    entry = _claim(entry)
    if entry.deleted_at is not None:
        return entry
    entry.deleted_at = timezone.now()
    return _save_next(entry, by)


@transaction.atomic
def restore_weight(*, entry: Weight, by: User) -> Weight:
    """Bring a deleted entry back."""
    entry = _claim(entry)
    if entry.deleted_at is None:
        return entry
    entry.deleted_at = None
    return _save_next(entry, by)


def _claim(entry: Weight, version: int | None = None) -> Weight:
    """The entry as it stands, held against others until the transaction ends."""
    current = Weight.objects.select_for_update().select_related("person").get(pk=entry.pk)
    if version is not None and current.version != version:
        raise ConflictError(current)
    return current


def _save_next(entry: Weight, by: User) -> Weight:
    """Keep what is stored now as a former version, then store `entry` as the next one."""
    stored = Weight.objects.get(pk=entry.pk)
    WeightBefore.objects.create(
        weight=stored,
        version=stored.version,
        local_date=stored.local_date,
        weight_kg=stored.weight_kg,
        deleted_at=stored.deleted_at,
        changed_by=by,
    )
    entry.version = stored.version + 1
    entry.full_clean()
    entry.save(update_fields=["weight_kg", "local_date", "deleted_at", "version"])
    return entry


def _require_weight(person: Person, weight_kg: float, day: date) -> float:
    low_kg = GROWN_WEIGHT_KG if person.age_on_day(day) >= 18 else 2.0
    return require_one("weight_kg", weight_kg, low_kg, 400, hint="kg, lb or st?")


def _require_day(person: Person, day: date) -> None:
    """A day to come is refused; tomorrow's label is allowed to who lives by a later zone."""
    latest = person.today() + timedelta(days=1)
    if day > latest:
        raise InputError("local_date", f"local_date = {day} is after {latest}.")
    if day < latest - timedelta(days=366 * 130):
        raise InputError("local_date", f"local_date = {day} is longer ago than a life.")
