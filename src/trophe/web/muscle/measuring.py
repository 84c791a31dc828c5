"""Writing measurements: repeats averaged, wild ones asked about, nothing dropped."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from trophe.errors import InputError
from trophe.person.measures import Doubt, Taken, doubt_reading
from trophe.web.accounts.models import User
from trophe.web.config.ids import uuid7
from trophe.web.diary.changes import claim
from trophe.web.muscle import records
from trophe.web.muscle.models import Measurement
from trophe.web.people.models import Person

_COLUMNS = ("instrument", "site", "side", "oedema", "cast")


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """What came of a measurement: a row, or a question that must be answered first."""

    row: Measurement | None = None
    question: Doubt | None = None
    created: bool = False


@transaction.atomic
def log_measurement(
    *,
    person: Person,
    by: User | None,
    instrument: str,
    values: list[float] | tuple[float, ...],
    measured_on: date | None = None,
    side: str = "",
    site: str = "",
    skinfold_mm: list[float] | tuple[float, ...] = (),
    device: str = "",
    oedema: bool = False,
    cast: bool = False,
    note: str = "",
    code: UUID | None = None,
    confirmed: bool = False,
    source: str = Measurement.Source.TYPED,
) -> Logged:
    """Store a sitting with an instrument under `measured_on` (today if none is given).

    The same `code` again gives the row that stands. A reading that moved faster than muscle does
    is not stored before it is `confirmed`: the answer then carries the question. Body weight is
    logged by weighing in. Raises InputError naming the field.
    """
    stands = records.there(Measurement, person, code)
    if stands is not None:
        return Logged(row=stands)
    _refuse_weight(instrument)
    day = measured_on or person.today()
    _require_day(person, day)
    code = code or uuid7()
    taken = Taken(
        instrument=instrument,
        measured_on=day,
        values=tuple(values),
        site=site,
        side=side,
        skinfold_mm=tuple(skinfold_mm or ()),
        oedema=oedema,
        cast=cast,
        code=str(code),
    )
    question = None if confirmed else doubt_reading(taken, _earlier(person, instrument))
    if question is not None:
        return Logged(question=question)
    offset = person.now().utcoffset() or timedelta()
    row = Measurement(
        person=person,
        code=code,
        note=note,
        device=device,
        confirmed=confirmed,
        source=source,
        recorded_by=by,
        zone_name=person.time_zone,
        utc_offset_s=int(offset.total_seconds()),
        **columns_of(taken),
    )
    return Logged(row=records.keep(row), created=True)


@transaction.atomic
def edit_measurement(
    *, row: Measurement, by: User | None, version: int | None = None, **changes: Any
) -> Measurement:
    """Correct any of values, measured_on, side, site, skinfold_mm, oedema, cast, device, note.

    Raises InputError naming the field, StaleError when it changed past `version`.
    """
    current = claim(row, version)
    plain = {name: changes.pop(name) for name in ("device", "note") if name in changes}
    told = current.as_core().as_dict() | changes
    if "instrument" in changes and changes["instrument"] != current.instrument:
        raise InputError("instrument", "instrument: delete this reading and log a new one instead.")
    if isinstance(told["measured_on"], str):
        told["measured_on"] = date.fromisoformat(told["measured_on"])
    for name in ("values", "skinfold_mm"):
        told[name] = tuple(told[name] or ())
    taken = Taken(**told)
    _require_day(current.person, taken.measured_on)
    return records.change(current, by=by, version=version, **plain, **columns_of(taken))


def delete_measurement(*, row: Measurement, by: User | None) -> Measurement:
    """Hide a measurement; it can be brought back."""
    return records.delete(row, by=by)


def restore_measurement(*, row: Measurement, by: User | None) -> Measurement:
    """Bring a deleted measurement back."""
    return records.restore(row, by=by)


def columns_of(taken: Taken) -> dict[str, Any]:
    """A sitting as columns of its row."""
    return {name: getattr(taken, name) for name in _COLUMNS} | {
        "local_date": taken.measured_on,
        "values": list(taken.values),
        "skinfold_mm": list(taken.skinfold_mm),
        "value": taken.value,
        "corrected": taken.corrected,
    }


def _earlier(person: Person, instrument: str) -> list[Taken]:
    rows = person.measurements.kept().filter(instrument=instrument)
    return [row.as_core() for row in rows]


def _refuse_weight(instrument: str) -> None:
    if instrument == "weight":
        raise InputError("instrument", "instrument: body weight is logged by weighing in.")


def _require_day(person: Person, day: date) -> None:
    """A day to come is refused; tomorrow's label is allowed to who lives by a later zone."""
    latest = person.today() + timedelta(days=1)
    if day > latest:
        raise InputError("measured_on", f"measured_on = {day} is after {latest}.")
    if day < latest - timedelta(days=366 * 130):
        raise InputError("measured_on", f"measured_on = {day} is longer ago than a life.")
