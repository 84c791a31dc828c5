"""What the programme's pages show; templates compute nothing."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final
from uuid import uuid4

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from trophe.evidence import source
from trophe.report.figures import figure_svg
from trophe.safety import rule
from trophe.safety.exercise import stop_words
from trophe.training.claims import claims_of, study_words
from trophe.training.dose import one_rm_kg
from trophe.training.exercise import Exercise, exercise, exercises
from trophe.training.programme import Dose, Item, Week
from trophe.training.programme import Session as PlannedSession
from trophe.training.words import GROUP_WORDS
from trophe.units import KG_PER_LB
from trophe.web.people.models import Person
from trophe.web.training.access import (
    forgotten_session,
    last_finished,
    open_session,
    profile_of,
    sessions_between,
)
from trophe.web.training.models import PauseReason, Profile, Session
from trophe.web.training.weeks import WEEK, WeekReading

THEMES: Final = {"strength": "Strength", "light": "Light", "pool": "Pool"}


def picture(entry: Exercise) -> SafeString:
    """The drawing of a movement, made by our own code."""
    return mark_safe(figure_svg(entry))


def programme_context(person: Person, reading: WeekReading | None) -> dict[str, Any]:
    """The programme's page."""
    context: dict[str, Any] = {"person": person, "place": "more", "stop": stops()}
    if reading is None:
        return context
    week, today = reading.week, person.today()
    done = sessions_between(person, reading.monday, reading.monday + WEEK - timedelta(days=1))
    profile = profile_of(person)
    sessions = [_planned(s, today.weekday(), done) for s in week.sessions]
    coming = [s for s in sessions if not s["done"] and s["weekday"] >= today.weekday()]
    for session in coming[:1] or [s for s in sessions if not s["done"]][:1]:
        session["is_next"] = True
    return context | {
        "week": week,
        "sessions": sessions,
        "remarks": [note for note in week.notes if not note.held],
        "ratings": list(range(11)),
        "open": open_session(person),
        "forgotten": forgotten_session(person),
        "paused": _paused(profile),
        "back": reading.back,
        "avoided": avoided(profile),
        "adherence": _adherence(week, done),
        "volume": _volume(week, done),
        "after": _after(person, today),
        "bests": bests(person, today),
        "sources": [source(key) for key in week.sources],
        "studies": [study_words(name) for name in week.studies],
        "feed": "" if profile is None else reverse("programme-feed", args=[profile.feed]),
    }


def _paused(profile: Profile | None) -> dict[str, Any] | None:
    """Since when and why the programme rests, or None."""
    if profile is None or profile.paused_on is None:
        return None
    return {"since": profile.paused_on, "ill": profile.pause_reason == PauseReason.ILL}


def avoided(profile: Profile | None) -> list[Exercise]:
    """Movements that are left out on the person's own word."""
    names = () if profile is None else profile.answers.get("avoid", ())
    return [exercise(name) for name in names if name in exercises()]


def load_unit(person: Person) -> str:
    """The unit of what is lifted: kg or lb, as the person weighs."""
    return "kg" if person.weight_unit == "kg" else "lb"


def load_shown(load_kg: float | None, unit: str) -> str:
    """A lifted weight in its unit, without needless decimals; empty where there is none."""
    if load_kg is None:
        return ""
    return f"{load_kg:g}" if unit == "kg" else f"{round(load_kg / KG_PER_LB * 2) / 2:g}"


def stops() -> dict[str, Any]:
    """The stop words and what to do (X02)."""
    say = rule("X02").say
    return {"words": stop_words(), "act": say["act"], "urine": say["act_urine"]}


def _planned(session: PlannedSession, today: int, done: Sequence[Session]) -> dict[str, Any]:
    """A planned session as a card."""
    return {
        "day": session.day,
        "weekday": session.weekday,
        "code": uuid4(),
        "theme": THEMES[session.theme],
        "minutes": round(session.minutes),
        "is_today": session.weekday == today,
        "done": any(one.local_date.weekday() == session.weekday for one in done),
        "items": [_item(item) for item in session.items],
    }


def _item(item: Item) -> dict[str, Any]:
    """A movement in a card."""
    return {
        "id": item.exercise_id,
        "name": item.exercise.name,
        "side": item.side,
        "dose": item.dose.words,
        "extra": dose_extra(item.dose),
        "picture": picture(item.exercise),
        "why": item.why,
    }


def dose_extra(given: Dose) -> str:
    """What goes with a dose: how many to leave, how heavy."""
    parts = []
    if given.reserve:
        parts.append(f"stop with {given.reserve} left")
    if given.load_low is not None and given.load_high is not None:
        parts.append(f"{given.load_low:.0%} to {given.load_high:.0%} of your best")
    return "; ".join(parts)


def _adherence(week: Week, done: Sequence[Session]) -> str:
    """Done sessions of the planned ones; a gap is no fault."""
    planned = len(week.sessions)
    count = min(len(done), planned)
    if not planned:
        return ""
    return f"{count} of {planned} sessions done this week"


def _volume(week: Week, done: Sequence[Session]) -> list[dict[str, Any]]:
    """Sets a week by muscle: planned and done."""
    sums: dict[str, float] = {}
    for session in done:
        for row in session.sets.all():
            if not row.taken_back:
                for group, count in _counts(row.exercise_id).items():
                    sums[group] = sums.get(group, 0.0) + count
    names = sorted(week.sets, key=lambda g: -week.sets[g])
    return [
        {
            "name": GROUP_WORDS[group].capitalize(),
            "planned": f"{week.sets[group]:.0f}",
            "done": f"{sums.get(group, 0.0):.0f}",
        }
        for group in names
        if week.sets[group] >= 0.5
    ]


def _counts(exercise_id: str) -> dict[str, float]:
    """What a set counts for each muscle; nothing for what does not load."""
    from trophe.training.programme import LOADING, set_counts

    entry = exercise(exercise_id)
    return set_counts(entry) if entry.move in LOADING else {}


def _after(person: Person, today: date) -> Session | None:
    """The last session of the days before, while nobody told how the day after was."""
    last = last_finished(person)
    if last is None or last.pain_next_day is not None or last.local_date >= today:
        return None
    return last if (today - last.local_date).days <= 3 else None


def bests(person: Person, today: date) -> list[dict[str, Any]]:
    """Estimated most that can be lifted once, by movement, over the last 90 days."""
    found: dict[str, float] = {}
    unit = load_unit(person)
    for session in sessions_between(person, today - timedelta(days=90), today):
        for row in session.sets.all():
            if row.taken_back or not row.load_kg or not row.reps:
                continue
            best = one_rm_kg(row.load_kg, row.reps)
            if best is not None:
                found[row.exercise_id] = max(found.get(row.exercise_id, 0.0), best)
    return [
        {"name": exercise(name).name, "load": f"{load_shown(round(kg, 1), unit)} {unit}"}
        for name, kg in sorted(found.items(), key=lambda pair: -pair[1])
    ]


def movement_context(person: Person, entry: Exercise) -> dict[str, Any]:
    """One movement on its page."""
    profile = profile_of(person)
    return {
        "has_programme": profile is not None,
        "left_out": entry in avoided(profile),
        "person": person,
        "place": "more",
        "entry": entry,
        "picture": picture(entry),
        "muscles": [
            {"name": GROUP_WORDS[group].capitalize(), "share": f"{share:.0%}"}
            for group, share in entry.muscles.items()
        ],
        "pieces": [piece.label for piece in sorted(entry.equipment)],
        "rules": [rule(name) for name in entry.rules],
        "studies": [study_words(name) for name in claims_of(entry)],
    }
