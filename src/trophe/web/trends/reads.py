"""What the trends of one request read, each table once."""

from collections import defaultdict
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Min

from trophe.report.overlays import EventSpan
from trophe.web.diary.days import slots_of
from trophe.web.diary.records import Day, Entry, Slot
from trophe.web.diary.targets import Targets, targets_of
from trophe.web.muscle.access import core_events_of
from trophe.web.muscle.models import Measurement
from trophe.web.people.hiding import hidden, shows_energy, shows_weight
from trophe.web.people.models import Person
from trophe.web.training.access import sessions_between
from trophe.web.training.models import Session
from trophe.web.trends.learned import LearnedReading, learned_of
from trophe.web.trends.logbook import Logbook, logbook
from trophe.web.trends.span import Span


def earliest_of(person: Person) -> date:
    """The first day with anything to draw; today where there is none."""
    rows = (person.weights, person.entries, person.measurements, person.step_counts, person.waters)
    found = [row.kept().aggregate(at=Min("local_date"))["at"] for row in rows]
    found += [row.aggregate(at=Min("local_date"))["at"]
              for row in (person.days, person.training_sessions)]  # fmt: skip
    return min((day for day in found if day is not None), default=person.today())


class Reads:
    """The rows of a person over a span, and what of them may be shown.

    `weight` and `energy`: whether they may be shown unasked, or were asked for (`figures`).
    """

    def __init__(self, person: Person, span: Span, *, figures: bool = False) -> None:
        self.person, self.span = person, span
        self.weight = figures or shows_weight(person)
        self.energy = figures or shows_energy(person)
        # A forecast is hidden, not annotated, while an emergency is open (I12): never asked for.
        self.forecast = hidden(person).isdisjoint({"forecast", "plan"})

    @property
    def hides(self) -> bool:
        """Whether something is kept back."""
        return not (self.weight and self.energy)

    def _rows(self, of: Any) -> Any:
        return of.filter(local_date__range=(self.span.first, self.span.last))

    @cached_property
    def book(self) -> Logbook | None:
        """Weights and food of the last 400 days."""
        return logbook(self.person)

    @cached_property
    def learned(self) -> LearnedReading | None:
        """What was learned of them."""
        return learned_of(self.person, self.book)

    @cached_property
    def weights(self) -> list[tuple[date, float]]:
        """Weighings, oldest first."""
        return list(self._rows(self.person.weights.kept()).values_list("local_date", "weight_kg"))

    @cached_property
    def entries(self) -> dict[date, list[Entry]]:
        """What was eaten, by day."""
        found: dict[date, list[Entry]] = defaultdict(list)
        rows = self._rows(self.person.entries.kept())
        for entry in rows.only("local_date", "slot_id", "nutrients", "at_least", "person_id"):
            found[entry.local_date].append(entry)
        return dict(sorted(found.items()))

    @cached_property
    def slots(self) -> list[Slot]:
        """The person's meals, then former ones that were eaten."""
        kept = slots_of(self.person)
        there = {slot.pk for slot in kept}
        eaten = {e.slot_id for rows in self.entries.values() for e in rows} - there
        return [*kept, *Slot.objects.filter(person=self.person, pk__in=eaten)]

    @cached_property
    def said(self) -> list[Day]:
        """What was said of days, oldest first."""
        return list(self._rows(self.person.days.all()).order_by("local_date"))

    @cached_property
    def waters(self) -> list[tuple[date, float]]:
        """Drinks."""
        rows = self._rows(self.person.waters.kept())
        return list(rows.order_by("local_date").values_list("local_date", "ml"))

    @cached_property
    def exercises(self) -> list[tuple[date, float]]:
        """Minutes of exercise that were noted."""
        rows = self._rows(self.person.exercises.kept())
        return list(rows.order_by("local_date").values_list("local_date", "minutes"))

    @cached_property
    def steps(self) -> list[tuple[date, float]]:
        """Steps a day."""
        return list(self._rows(self.person.step_counts.kept()).values_list("local_date", "steps"))

    @cached_property
    def sessions(self) -> list[Session]:
        """Finished sessions, oldest first."""
        return sessions_between(self.person, self.span.first, self.span.last)

    @cached_property
    def trained_since(self) -> date | None:
        """The day of the very first session that was finished."""
        rows = self.person.training_sessions.finished()
        found: date | None = rows.aggregate(at=Min("local_date"))["at"]
        return found

    @cached_property
    def measurements(self) -> list[Measurement]:
        """What was measured, oldest first."""
        return list(self._rows(self.person.measurements.kept()))

    @cached_property
    def targets(self) -> Targets:
        """What the plan asks for today."""
        return targets_of(self.person, self.person.today())

    @cached_property
    def events(self) -> list[EventSpan]:
        """The timeline's events, as days of the span."""
        return [
            EventSpan(
                label=event.label,
                first_day=self.span.day(event.began_on),
                last_day=None if event.ended_on is None else self.span.day(event.ended_on),
            )
            for event in core_events_of(self.person)
        ]
