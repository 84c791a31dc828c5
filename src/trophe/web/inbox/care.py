"""Days on which a person looked after themselves, from their own records."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from trophe.web.diary.sums import day_sums, known
from trophe.web.inbox.models import Member
from trophe.web.people.models import Person
from trophe.web.plans.services import read_plan

if TYPE_CHECKING:
    from trophe.plan.milestones import Standing

LOOKS_BACK_D = 730


def care_days(person: Person, day: date) -> dict[str, set[date]]:
    """The days of each kind of care within the last two years, up to `day`.

    Weighing counts as measuring where weights may be shown at all; what the scale says never
    counts, nor how little was eaten.
    """
    first = day - timedelta(days=LOOKS_BACK_D)
    span = {"local_date__range": (first, day)}
    eaten = _days(person.entries.kept().filter(**span).values_list("local_date", flat=True))
    moved = _days(person.exercises.kept().filter(**span).values_list("local_date", flat=True))
    weighed = _days(person.weights.kept().filter(**span).values_list("local_date", flat=True))
    measured = _days(
        person.measurements.kept()
        .filter(local_date__range=(first, day))
        .values_list("local_date", flat=True)
    )
    screened = _days(
        person.screenings.kept()
        .filter(taken_on__range=(first, day))
        .values_list("taken_on", flat=True)
    )
    return {
        "food": eaten,
        "protein": _protein_days(person, min(eaten, default=day), day),
        "moving": moved,
        "measuring": weighed | measured,
        "checking": screened,
    }


def standing_of(person: Person, day: date) -> "Standing":
    """The level and badges that the days up to `day` have earned."""
    from trophe.plan.milestones import standing

    return standing(care_days(person, day))


def remember(person: Person, found: "Standing") -> Member:
    """Keep the level for the name; it never falls, even when a day's entries are deleted."""
    from trophe.plan.milestones import Level

    member, _ = Member.objects.get_or_create(person=person)
    ranks = list(Level)
    if ranks.index(found.level) > ranks.index(Level(member.level)):
        member.level, member.reached_on = found.level.value, found.reached_on
        member.save(update_fields=["level", "reached_on"])
    return member


def _days(found: Iterable[date]) -> set[date]:
    return set(found)


def _protein_days(person: Person, first: date, last: date) -> set[date]:
    """The days on which the known protein reached the plan's goal (half a gram is not argued)."""
    reading = read_plan(person) if person.weights.kept().exists() else None
    goal = None if reading is None else reading.made.protein_g_d
    if goal is None:
        return set()
    sums = day_sums(person, first, last, ("protein_g",))
    return {day for day, found in sums.items() if known(found["protein_g"]) >= goal - 0.5}
