"""Screening over time: what is known today, and the answers that were saved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from trophe.errors import InputError
from trophe.person.screening import Screening as CoreScreening
from trophe.person.screening import Seen, screen
from trophe.person.screening.questions import checked_answers
from trophe.web.accounts.models import User
from trophe.web.config.ids import uuid7
from trophe.web.muscle import records
from trophe.web.muscle.access import measurements_of, screenings_of
from trophe.web.muscle.models import Screening
from trophe.web.muscle.records import Written
from trophe.web.people.core import as_core_person
from trophe.web.people.models import Person

if TYPE_CHECKING:
    from trophe.person.screening import Found

YES_NO = ("eating_less", "inflammation")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningReading:
    """What a screening says today, and the rows that were saved, oldest first."""

    found: CoreScreening
    history: tuple[Screening, ...]

    @property
    def sets(self) -> tuple["Found", ...]:
        """EWGSOP2 and AWGS 2019; the one of the person's population first."""
        return self.found.sets

    @property
    def answers(self) -> Mapping[str, Any]:
        """The answers given last."""
        return self.history[-1].answers if self.history else {}


def screening(person: Person) -> ScreeningReading:
    """SARC-F, SARC-CalF, EWGSOP2, AWGS 2019 and GLIM by what was told and measured so far."""
    rows = tuple(screenings_of(person))
    last = rows[-1] if rows else None
    return ScreeningReading(found=screen(seen_of(person, last)), history=rows)


def seen_of(
    person: Person, last: Screening | None, answers: Mapping[str, Any] | None = None
) -> Seen:
    """What a screening goes by: the last answers (or those given), readings, weights."""
    given = dict(answers if answers is not None else last.answers if last else {})
    yes_no = {name: given.pop(name, None) for name in YES_NO}
    today = person.today()
    return Seen(
        person=as_core_person(person),
        today=today,
        answers=given,
        answered_on=last.taken_on if last else (today if given else None),
        readings=tuple(row.as_core() for row in measurements_of(person) if row.local_date <= today),
        weights=tuple(
            (w.local_date, w.weight_kg) for w in person.weights.kept() if w.local_date <= today
        ),
        **yes_no,
    )


@transaction.atomic
def save_screening(
    *,
    person: Person,
    by: User | None,
    answers: Mapping[str, Any],
    taken_on: date | None = None,
    note: str = "",
    code: UUID | None = None,
) -> Written[Screening]:
    """Store answers (SARC-F 0, 1 or 2; eating_less and inflammation true or false) with what the
    whole screening says with them. The same `code` again gives the row that stands.

    Raises InputError naming the question.
    """
    stands = records.there(Screening, person, code)
    if stands is not None:
        return Written(row=stands, created=False)
    day = taken_on or person.today()
    if day > person.today():
        raise InputError("taken_on", f"taken_on = {day} is after {person.today()}.")
    given = {name: value for name, value in answers.items() if value is not None}
    for name in YES_NO:
        if name in given and not isinstance(given[name], bool):
            raise InputError(name, f"{name} = {given[name]!r} is neither true nor false.")
    checked_answers({name: value for name, value in given.items() if name not in YES_NO})
    found = screen(seen_of(person, None, given))
    row = Screening(
        person=person,
        code=code or uuid7(),
        note=note,
        taken_on=day,
        answers=given,
        result=found.as_dict(),
        recorded_by=by,
    )
    return Written(row=records.keep(row), created=True)


def delete_screening(*, row: Screening, by: User | None) -> Screening:
    """Hide a screening; it can be brought back."""
    return records.delete(row, by=by)


def restore_screening(*, row: Screening, by: User | None) -> Screening:
    """Bring a deleted screening back."""
    return records.restore(row, by=by)
