"""What makes a notice. Each source looks at one thing; a part of the app adds its own to SOURCES.

A key names what a notice is about and when: once it was read, the same key stays silent.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.urls import reverse

from trophe.errors import MissingDataError
from trophe.evidence import constants
from trophe.web.check.access import open_result
from trophe.web.diary.sums import day_sums, known
from trophe.web.diary.targets import targets_of
from trophe.web.inbox.care import standing_of
from trophe.web.inbox.kinds import SWITCHABLE, Kind
from trophe.web.inbox.models import Notice, Wishes
from trophe.web.muscle.access import events_of, measurements_of, screenings_of
from trophe.web.people.hiding import shows_energy, shows_weight
from trophe.web.people.models import Person
from trophe.web.plans.services import read_plan
from trophe.web.training.access import profile_of, sessions_between, stored_week

WEIGH_IN_AFTER_D: Final = 7
MEASURE_AFTER_D: Final = 28
# Who has not measured for half a year stopped; that is theirs to decide.
MEASURE_UNTIL_D: Final = 182
MORNING_HOUR: Final = 7
EVENING_HOUR: Final = 18
LOW_PROTEIN_SHARE: Final = 0.6
COURSE_ENDS_WITHIN_D: Final = 3
LOOKED_BACK_UNTIL_D: Final = 3
TOLD_FOR_D: Final = 14
WATCHED_D: Final = 60
# Events of the timeline during which nobody is asked to exercise: until they end, or, where no end
# was told, for so many days.
PAUSES: Final[dict[str, int]] = {
    **dict.fromkeys(("bed_rest", "hospital", "intensive_care", "training_break"), 365),
    **dict.fromkeys(("surgery", "fever"), 14),
}
_UNSAID: Final = "Open the plan to read why."

_L = Notice.Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A notice to be: `key` of at most 80 letters, a title without health content (W10)."""

    key: str
    kind: Kind
    level: str
    title: str
    text: str = ""
    link: str = ""


Source = Callable[[Person, datetime], Iterator[Due]]


def all_due(person: Person, now: datetime) -> Iterator[Due]:
    """Everything that is due at `now`, on the person's own clock, of the kinds they want.

    While a check's finding is open nothing but safety is told (I01): no nudge stands beside it.
    """
    wishes = Wishes.objects.filter(person=person).first()
    off = SWITCHABLE.intersection(wishes.off if wishes else ())
    grave = open_result(person) is not None
    for source, kind in SOURCES.items():
        if kind in off or (grave and kind is not Kind.SAFETY):
            continue
        yield from source(person, now)


def finding_open(person: Person, now: datetime) -> Iterator[Due]:
    """A check found something that a doctor should hear of, and nobody has seen the person."""
    found = open_result(person)
    if found is not None:
        yield Due(
            key=f"check:{found.code}",
            kind=Kind.SAFETY,
            level=_L.URGENT,
            title="Please look at your last check",
            text="It says how soon somebody should see you. Say so there when it was done.",
            link=reverse("person-check-result", args=[person.code, found.code]),
        )


def plan_locked(person: Person, now: datetime) -> Iterator[Due]:
    """The plan that is followed may not be shown any more (I08)."""
    reading = read_plan(person) if person.weights.kept().exists() else None
    if reading is None or not reading.locked:
        return
    found = [finding for finding in reading.findings if finding.effect != "warn"]
    rules = "-".join(sorted({finding.rule for finding in found}))
    yield Due(
        key=f"plan-locked:{rules}"[:80],
        kind=Kind.SAFETY,
        level=_L.URGENT,
        title="Your plan needs you",
        text=_told(person, found[0].text if found else ""),
        link=reverse("plan", args=[person.code]),
    )


def plan_review(person: Person, now: datetime) -> Iterator[Due]:
    """The day on which a plan asks to be solved anew has come."""
    reading = read_plan(person) if person.weights.kept().exists() else None
    if reading is None or reading.locked or reading.made.review_day is None:
        return
    if (now.date() - reading.stored.first_date).days >= reading.made.review_day:
        yield Due(
            key=f"plan-review:{reading.stored.code}",
            kind=Kind.PLAN,
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
            kind=Kind.SAFETY,
            level=_L.URGENT,
            title="Please read this about your plan",
            text=_told(person, finding.text),
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
            kind=Kind.WEIGH_IN,
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
            kind=Kind.PROTEIN,
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
                kind=Kind.SAFETY,
                level=_L.URGENT,
                title="A course of tablets is about to end",
                text="You noted its last day. How to stop is your doctor's word alone: never"
                " stop steroid tablets suddenly.",
                link=reverse("today", args=[person.code]),
            )


def measure_due(person: Person, now: datetime) -> Iterator[Due]:
    """What was measured before and has not been for four weeks; one notice for all of it."""
    from trophe.person.measures import instrument

    last: dict[str, date] = {}
    for row in measurements_of(person):
        last[row.instrument] = max(row.local_date, last.get(row.instrument, row.local_date))
    ages = {name: (now.date() - day).days for name, day in last.items()}
    due = [n for n, age in ages.items() if MEASURE_AFTER_D <= age <= MEASURE_UNTIL_D]
    at_home = [name for name in due if name in _AT_HOME]
    if at_home:
        newest = max(last[name] for name in at_home)
        labels = ", ".join(sorted(instrument(name).label for name in at_home))
        yield Due(
            key=f"measure:{newest.isoformat()}:{len(at_home)}",
            kind=Kind.MEASURE,
            level=_L.ROUTINE,
            title="Time to measure again",
            text=f"Four weeks and more since: {labels}. Same place, same hand, same time of day.",
            link=reverse("measures", args=[person.code]),
        )


# What can be measured without a clinic; the rest is not anybody's to be reminded of.
_AT_HOME: Final = frozenset(
    {"tape_thigh", "tape_calf", "tape_upper_arm", "grip", "chair_stand_30s", "chair_rise_5"}
    | {"gait_speed", "timed_up_and_go"}
)


def session_today(person: Person, now: datetime) -> Iterator[Due]:
    """A session of the programme stands for today and was not done; never through an illness."""
    day, profile = now.date(), profile_of(person)
    if profile is None or now.hour < MORNING_HOUR or _is_ill(person, day):
        return
    monday = day - timedelta(days=day.weekday())
    row = stored_week(person, monday)
    days = (
        {session.weekday for session in row.week().sessions}
        if row is not None
        else set(profile.answers.get("weekdays", ()))
    )
    if day.weekday() in days and not sessions_between(person, day, day):
        yield Due(
            key=f"session:{day.isoformat()}",
            kind=Kind.SESSION,
            level=_L.ROUTINE,
            title="Your session is today",
            text="Do what feels right. Leaving it out costs nothing.",
            link=reverse("programme", args=[person.code]),
        )


def _is_ill(person: Person, day: date) -> bool:
    """Whether something on the timeline keeps the person from exercise on a day."""
    return any(
        event.began_on <= day <= (event.ended_on or event.began_on + timedelta(PAUSES[event.kind]))
        for event in events_of(person)
        if event.kind in PAUSES
    )


def screening_due(person: Person, now: datetime) -> Iterator[Due]:
    """The questions about weak muscles, asked before, are due again."""
    rows = screenings_of(person)
    if not rows:
        return
    last = max(row.taken_on for row in rows)
    again_d: float = constants("screening_cutoffs").again_d
    if (now.date() - last).days >= again_d:
        yield Due(
            key=f"screening:{last.isoformat()}",
            kind=Kind.SCREENING,
            level=_L.ROUTINE,
            title="Five questions are due again",
            text="They take a minute, and show whether something changed.",
            link=reverse("screening", args=[person.code]),
        )


def week_review(person: Person, now: datetime) -> Iterator[Due]:
    """Last week can be looked back at, in the first days of this one."""
    day = now.date()
    if day.weekday() >= LOOKED_BACK_UNTIL_D:
        return
    monday = day - timedelta(days=day.weekday() + 7)
    span = {"local_date__range": (monday, monday + timedelta(days=6))}
    if not person.entries.kept().filter(**span).exists() and (
        not person.weights.kept().filter(**span).exists()
    ):
        return
    yield Due(
        key=f"week:{monday.isoformat()}",
        kind=Kind.WEEK,
        level=_L.INFO,
        title="Your week in plain words",
        text="What changed beyond noise, what mattered, and one suggestion.",
        link=reverse("review", args=[person.code]),
    )


def level_reached(person: Person, now: datetime) -> Iterator[Due]:
    """A new level beside the name."""
    found = standing_of(person, now.date())
    if found.reached_on is None or (now.date() - found.reached_on).days > TOLD_FOR_D:
        return
    yield Due(
        key=f"level:{found.level}",
        kind=Kind.LEVEL,
        level=_L.DONE,
        title=f"You are a {found.level} member",
        text=f"{found.weeks} weeks of looking after yourself.",
        link=reverse("milestones", args=[person.code]),
    )


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def _told(person: Person, text: str) -> str:
    """A rule's words, unless they may hold calories or weights that are hidden (W07, P13)."""
    return text[:300] if shows_energy(person) and shows_weight(person) else _UNSAID


SOURCES: Final[dict[Source, Kind]] = {
    finding_open: Kind.SAFETY,
    plan_locked: Kind.SAFETY,
    watched: Kind.SAFETY,
    steroid_course: Kind.SAFETY,
    plan_review: Kind.PLAN,
    session_today: Kind.SESSION,
    weigh_in_due: Kind.WEIGH_IN,
    measure_due: Kind.MEASURE,
    screening_due: Kind.SCREENING,
    protein_by_evening: Kind.PROTEIN,
    week_review: Kind.WEEK,
    level_reached: Kind.LEVEL,
}
