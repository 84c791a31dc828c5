"""Reads of a person's programme and sessions; the person comes from `get_person_or_404`."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404

from trophe.evidence import constants
from trophe.training.dose import SET
from trophe.training.kinds import kind_of_cause, known_causes
from trophe.training.programme import weekly_volume
from trophe.training.progress import Done
from trophe.web.muscle.access import events_of
from trophe.web.people.models import Person
from trophe.web.training.models import Felt, Profile, Session, StoredWeek

STRENGTH = ("strength", "pool")
FORGOTTEN_DAYS = 7


def profile_of(person: Person) -> Profile | None:
    """What was told for the programme; None before."""
    return Profile.objects.filter(person=person).first()


def profile_by_feed(token: str) -> Profile | None:
    """The programme whose calendar feed has this secret."""
    return Profile.objects.select_related("person").filter(feed=token).first()


def likely_kind(person: Person) -> str:
    """The kind of programme that the latest cause on the timeline asks for; empty without one."""
    causes = [one.kind for one in events_of(person)]
    known = [kind_of_cause(cause) for cause in causes if cause in known_causes()]
    return str(known[-1]) if known else ""


def has_weight(person: Person) -> bool:
    """Whether anything was ever weighed; without a weight there is no programme."""
    return person.weights.kept().exists()


def stored_week(person: Person, monday: date) -> StoredWeek | None:
    """The week that begins on a Monday, as it was made."""
    return person.training_weeks.filter(monday=monday).first()


def get_session_or_404(person: Person, code: UUID | str) -> Session:
    """A session of the person."""
    try:
        found = person.training_sessions.filter(code=code).first()
    except (ValidationError, ValueError):
        found = None
    if found is None:
        raise Http404("Nothing here that you may reach.")
    return found


def sessions_between(person: Person, first: date, last: date) -> list[Session]:
    """Finished sessions of these days, oldest first, with their sets and how they felt."""
    rows = person.training_sessions.filter(local_date__range=(first, last)).finished()
    return list(rows.prefetch_related("sets", "felt"))


def open_session(person: Person) -> Session | None:
    """The session of today that was begun and not finished."""
    rows = person.training_sessions.filter(finished_at=None, local_date=person.today())
    return rows.last()


def forgotten_session(person: Person) -> Session | None:
    """A session of the last days in which sets were done, but that nobody finished."""
    today = person.today()
    rows = person.training_sessions.filter(
        finished_at=None,
        local_date__range=(today - timedelta(days=FORGOTTEN_DAYS), today - timedelta(days=1)),
        sets__taken_back=False,
    )
    return rows.distinct().last()


def last_finished(person: Person) -> Session | None:
    """The last finished session."""
    return person.training_sessions.finished().last()


def weeks_trained(person: Person, before: date) -> int:
    """Weeks before a Monday in which at least one session was finished."""
    days = person.training_sessions.filter(local_date__lt=before).finished()
    found = days.values_list("local_date", flat=True)
    return len({day - timedelta(days=day.weekday()) for day in found})


def trained_volumes(person: Person, before: date, *, weeks: int = 12) -> list[int]:
    """Volume of the weeks before a Monday in which something was done, as planned, oldest first.

    As planned, because a missed day costs nothing; where no plan was kept, as it was begun.
    """
    first = before - timedelta(days=7 * weeks)
    begun: dict[date, int] = {}
    for session in sessions_between(person, first, before - timedelta(days=1)):
        monday = session.local_date - timedelta(days=session.local_date.weekday())
        begun[monday] = begun.get(monday, 0) + weekly_volume(session.items)
    plans = {
        row.monday: row.week().volume for row in person.training_weeks.filter(monday__in=begun)
    }
    return [plans.get(monday, volume) for monday, volume in sorted(begun.items())]


def pain_told(felt: Felt) -> float | None:
    """Pain of a movement, 0 to 10; left out because it hurts is noticeable pain."""
    if felt.pain is not None:
        return float(felt.pain)
    return constants(SET).pain_green + 1 if felt.skipped == "pain" else None


def done_of(person: Person, exercise_id: str, *, most: int = 4) -> list[Done]:
    """How a movement was done in the last sessions, oldest first."""
    rows = (
        person.training_sessions.filter(sets__exercise_id=exercise_id, sets__taken_back=False)
        .finished()
        .distinct()
        .order_by("-local_date", "-pk")
        .prefetch_related("sets", "felt")[:most]
    )
    return [done_in(session, exercise_id) for session in reversed(rows)]


def done_in(session: Session, exercise_id: str) -> Done:
    """One movement of a session as the progress rules know it."""
    sets = [
        one for one in session.sets.all() if one.exercise_id == exercise_id and not one.taken_back
    ]
    felt = next((one for one in session.felt.all() if one.exercise_id == exercise_id), None)
    loads = [one.load_kg for one in sets if one.load_kg is not None]
    return Done(
        reps=tuple(one.reps or 0 for one in sets),
        load_kg=min(loads) if loads else None,
        left=None if felt is None else felt.left,
        pain=None if felt is None else pain_told(felt),
        fatigue=None if felt is None else felt.fatigue,
        pain_next_day=session.pain_next_day,
        weaker=bool(session.weaker),
    )


def exposures_done(person: Person) -> list[dict[str, Any]]:
    """Sessions that were done, as stretches of strength training for the muscle forecast.

    A session without one set is none, however it was ended.
    One stretch for each run of weeks with the same number of sessions that load muscle.
    """
    done = person.training_sessions.filter(theme__in=STRENGTH, sets__taken_back=False)
    rows = done.finished().distinct()
    counts: dict[date, int] = {}
    for day in [session.local_date for session in rows]:
        monday = day - timedelta(days=day.weekday())
        counts[monday] = counts.get(monday, 0) + 1
    found: list[dict[str, Any]] = []
    for monday, count in sorted(counts.items()):
        after = (monday + timedelta(days=7)).isoformat()
        last = found[-1] if found else None
        if (
            last
            and last["ended_on"] == monday.isoformat()
            and (last["detail"]["sessions_week"] == count)
        ):
            last["ended_on"] = after
            continue
        found.append(
            {
                "kind": "strength_training",
                "began_on": monday.isoformat(),
                "ended_on": after,
                "detail": {"sessions_week": count},
            }
        )
    return found
