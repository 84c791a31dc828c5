"""What was told of a person's muscles: the timeline as models read it, with training as done."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from trophe.timeline import Event as CoreEvent
from trophe.web.muscle.access import core_events_of
from trophe.web.muscle.exposures import training_exposures
from trophe.web.people.models import Person

if TYPE_CHECKING:
    from trophe.muscle import Exposure


def exposures_for(person: Person, day: date, days: int) -> "tuple[tuple[Exposure, ...], int]":
    """What takes or keeps muscle beside food, for a plan that is made on `day` and looks `days`
    ahead: exposures, and which of their days that is. Losing weight is the plan's own part."""
    from trophe.timeline import frame_of

    told = [event for event in timeline_of(person, day) if not event.of.is_weight_loss]
    if not told:
        return (), 0
    frame = frame_of(told, today=day, ahead_d=days)
    return frame.exposures, frame.today


def timeline_of(person: Person, today: date) -> tuple[CoreEvent, ...]:
    """What was told, with the training that was done in place of the training that was meant."""
    events = core_events_of(person)
    done = training_exposures(person)
    if not done:
        return tuple(events)
    first = min(event.began_on for event in done)
    told = [cut for event in events for cut in _outside(event, first, today, done)]
    return (*told, *done)


def _outside(
    event: CoreEvent, first: date, today: date, done: tuple[CoreEvent, ...]
) -> list[CoreEvent]:
    """An event without the days that the training diary tells better."""
    if event.cause not in {one.cause for one in done}:
        return [event]
    before = event.began_on < first
    after = event.ended_on is None or event.ended_on > today
    parts = [replace(event, ended_on=min(first, event.ended_on or first))] if before else []
    if after:
        last = max((one.ended_on or today for one in done), default=today)
        start = max(event.began_on, last)
        if event.ended_on is None or event.ended_on > start:
            parts.append(replace(event, began_on=start))
    return parts
