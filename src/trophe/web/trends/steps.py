"""Steps a day, as a counter or a phone tells them: written, corrected, taken back."""

from datetime import date
from typing import Final

from django.db import transaction

from trophe.checks import require_one
from trophe.errors import InputError
from trophe.web.accounts.models import User
from trophe.web.diary.days import require_day
from trophe.web.people.models import Person
from trophe.web.trends.models import StepCount

MOST: Final = 150_000


@transaction.atomic
def note_steps(*, person: Person, by: User | None, day: date, steps: float | None) -> StepCount:
    """The steps of a day, 0 to 150,000; None takes them back. The same call again changes nothing.

    A day has one count: the later one stands, and its version rises.
    """
    on = require_day(person, day)
    if on > person.today():
        raise InputError("day", f"day = {on} lies after today; steps are counted once walked.")
    count = None if steps is None else round(require_one("steps", steps, 0, MOST))
    row = person.step_counts.select_for_update().filter(local_date=on).first()
    if row is None:
        row = StepCount(person=person, local_date=on, steps=count or 0, is_kept=count is not None)
    elif (row.is_kept, row.steps) == (count is not None, row.steps if count is None else count):
        return row
    else:
        row.steps = row.steps if count is None else count
        row.is_kept, row.version = count is not None, row.version + 1
    row.recorded_by = by
    row.full_clean()
    row.save()
    return row
