"""The timeline as spans of days, for the time axis of any chart."""

from datetime import date

from trophe.report.overlays import EventSpan
from trophe.web.muscle.access import events_of
from trophe.web.people.models import Person


def event_spans(person: Person, first_date: date) -> list[EventSpan]:
    """The events in days from a date, oldest first; what happens on one day ends on it."""
    return [
        EventSpan(
            label=row.label,
            first_day=(row.began_on - first_date).days,
            last_day=_last_day(row.ended_on, row.began_on, first_date, is_open=row.is_open),
        )
        for row in events_of(person)
    ]


def _last_day(
    ended_on: date | None, began_on: date, first_date: date, *, is_open: bool
) -> int | None:
    if is_open:
        return None
    return ((ended_on or began_on) - first_date).days
