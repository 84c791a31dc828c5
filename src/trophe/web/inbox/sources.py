"""What makes a notice. Each source looks at one thing; a part of the app adds its own to SOURCES.

A key names what a notice is about and when: once it was read, the same key stays silent.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.urls import reverse

from trophe.errors import MissingDataError
from trophe.web.diary.reading import day_sums, known
from trophe.web.diary.targets import targets_of
from trophe.web.inbox.care import standing_of
from trophe.web.inbox.models import Notice
from trophe.web.muscle.access import events_of
from trophe.web.people.hiding import shows_weight
from trophe.web.people.models import Person
from trophe.web.plans.services import read_plan

WEIGH_IN_AFTER_D: Final = 7
EVENING_HOUR: Final = 18
LOW_PROTEIN_SHARE: Final = 0.6
COURSE_ENDS_WITHIN_D: Final = 3
TOLD_FOR_D: Final = 14

_L = Notice.Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A notice to be: `key` of at most 80 letters, a title without health content (W10)."""

    key: str
    level: str
    title: str
    text: str = ""
    link: str = ""


Source = Callable[[Person, datetime], Iterator[Due]]


def plan_locked(person: Person, now: datetime) -> Iterator[Due]:
    """The plan that is followed may not be shown any more (I08); or it is time to look again."""
    reading = read_plan(person) if person.weights.kept().exists() else None
    if reading is None:
        return
    link = reverse("plan", args=[person.code])
    if reading.locked:
        found = [finding for finding in reading.findings if finding.effect != "warn"]
        rules = "-".join(sorted({finding.rule for finding in found}))
        text = found[0].text if found else ""
        yield Due(
            key=f"plan-locked:{rules}"[:80],
            level=_L.URGENT,
            title="Your plan needs you",
            text=text[:300],
            link=link,
        )
        return
    review = reading.made.review_day
    if review is not None and reading.day >= review:
        yield Due(
            key=f"plan-review:{reading.stored.code}",
            level=_L.ROUTINE,
            title="Time to look at your plan again",
            text="It was solved from your weight then. Make it anew from your weight now.",
            link=reverse("plan-goal", args=[person.code]),
        )


def watched(person: Person, now: datetime) -> Iterator[Due]:
    """What scale (P10) and diary (P11) say of a plan that may still be shown."""
    reading = read_plan(person) if person.weights.kept().exists() else None
    if reading is None or reading.locked:
        return
    for finding in reading.findings:
        asks = finding.rule == "P11"
        yield Due(
            key=f"{finding.rule}:{_week(now.date())}",
            level=_L.URGENT,
            title="Please read this about your plan",
            text=finding.text[:300],
            link=reverse("eating-questions" if asks else "plan", args=[person.code]),
        )


def weigh_in_due(person: Person, now: datetime) -> Iterator[Due]:
    """A week without a weight, for who may and wants to see weights."""
    last = person.weights.kept().up_to(now.date()).last()
    if last is None or not shows_weight(person):
        return
    if (now.date() - last.local_date).days >= WEIGH_IN_AFTER_D:
        yield Due(
            key=f"weigh-in:{_week(now.date())}",
            level=_L.ROUTINE,
            title="Weigh in",
            text="One weight a week is enough to steer by. Same scale, same time of day.",
            link=reverse("today", args=[person.code]),
        )


def protein_by_evening(person: Person, now: datetime) -> Iterator[Due]:
    """Protein far from its goal in the evening of a day on which something was logged."""
    if now.hour < EVENING_HOUR:
        return
    day = now.date()
    try:
        goal = targets_of(person, day).protein_g
    except MissingDataError:
        goal = None
    found = day_sums(person, day, day, ("protein_g",)).get(day)
    if goal is None or found is None:
        return
    eaten = known(found["protein_g"])
    if eaten < LOW_PROTEIN_SHARE * goal:
        yield Due(
            key=f"protein:{day.isoformat()}",
            level=_L.ROUTINE,
            title="Room for protein tonight",
            text=f"About {goal - eaten:.0f} g are left of today's {goal:.0f} g.",
            link=reverse("today", args=[person.code]),
        )


def steroid_course(person: Person, now: datetime) -> Iterator[Due]:
    """A course of steroid tablets is about to end; never a word on doses (U10, E17)."""
    day = now.date()
    for event in events_of(person):
        ends = event.ended_on if event.kind == "steroid" else None
        if ends is not None and day <= ends <= day + timedelta(days=COURSE_ENDS_WITHIN_D):
            yield Due(
                key=f"steroid:{event.code}:{ends.isoformat()}",
                level=_L.URGENT,
                title="A course of tablets is about to end",
                text="You noted its last day. How to stop is your doctor's word alone: never"
                " stop steroid tablets suddenly.",
                link=reverse("today", args=[person.code]),
            )


def level_reached(person: Person, now: datetime) -> Iterator[Due]:
    """A new level beside the name."""
    found = standing_of(person, now.date())
    if found.reached_on is None or (now.date() - found.reached_on).days > TOLD_FOR_D:
        return
    yield Due(
        key=f"level:{found.level}",
        level=_L.DONE,
        title=f"You are a {found.level} member",
        text=f"{found.weeks} weeks of looking after yourself.",
        link=reverse("milestones", args=[person.code]),
    )


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


SOURCES: Final[list[Source]] = [
    plan_locked,
    watched,
    steroid_course,
    weigh_in_due,
    protein_by_evening,
    level_reached,
]
