"""Writes of sessions: idempotent by the client's codes."""

from dataclasses import asdict, dataclass
from typing import Any, Final
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.utils import timezone

from trophe.checks import require_one
from trophe.errors import InputError, MissingDataError, UnknownNameError
from trophe.evidence import constants
from trophe.nutrition.exercise import activity
from trophe.plan.programme import allowed_now, swaps
from trophe.safety.exercise import limits
from trophe.training.dose import SET, dose, seconds_a_set
from trophe.training.exercise import Exercise, exercise
from trophe.training.kinds import manners
from trophe.training.programme import DAYS, Dose, Item
from trophe.training.programme import Session as PlannedSession
from trophe.training.progress import advise
from trophe.training.trainee import Trainee
from trophe.training.why import why_item
from trophe.web.accounts.models import User
from trophe.web.config.ids import uuid7
from trophe.web.diary.noting import log_exercise
from trophe.web.people.models import Person
from trophe.web.training.access import done_of
from trophe.web.training.models import (
    Felt,
    Session,
    SetDone,
)
from trophe.web.training.programme_services import keep_week, profile_or_error
from trophe.web.training.weeks import trainee_of

SKIPS: Final = {
    "pain": "It hurts",
    "tired": "Too tired",
    "equipment": "Nothing to do it with",
    "time": "No time",
    "unsure": "Not sure how",
    "easy": "Too easy",
}


@transaction.atomic
def start_session(
    *, person: Person, by: User | None, weekday: int, code: UUID | None = None
) -> Session:
    """Begin the session planned for a weekday, today. The same code gives the same session.

    Each movement comes with its next dose by what was done before (`trophe.training.progress`).
    """
    if code is not None:
        there = person.training_sessions.filter(code=code).first()
        if there is not None:
            return there
    profile = profile_or_error(person)
    if profile.paused_on is not None:
        raise InputError("weekday", "The programme rests. Take it up again first.")
    week = keep_week(person=person).week()
    planned = next((s for s in week.sessions if s.weekday == weekday), None)
    if planned is None:
        known = ", ".join(s.day for s in week.sessions) or "none"
        raise InputError("weekday", f"weekday = {weekday}: this week has sessions on: {known}.")
    trainee = trainee_of(person, profile)
    return Session.objects.create(
        person=person,
        code=code or uuid7(),
        local_date=person.today(),
        week=week.number,
        theme=planned.theme,
        items=[_next(person, trainee, item, week.number) for item in _unique(planned)],
        made_by=by,
    )


def _unique(planned: PlannedSession) -> list[Item]:
    """Each movement once."""
    return list({item.exercise_id: item for item in planned.items}.values())


def _next(person: Person, trainee: Trainee, item: Item, week: int) -> dict[str, Any]:
    """An item with the dose that its last sessions earned, as plain data."""
    history = done_of(person, item.exercise_id)
    leave = limits(trainee, week)
    advice = advise(
        item.exercise,
        item.dose,
        history,
        steady=leave.steady,
        paced=leave.rise_week is not None and week < constants(SET).later_week,
    )
    given = advice.dose if advice.exercise_id == item.exercise_id else item.dose
    return {
        "exercise": item.exercise_id,
        "side": item.side,
        "dose": asdict(given),
        "seconds": round(given.sets * seconds_a_set(item.exercise, item.side, given)),
        "why": list(item.why),
        "load_kg": advice.load_kg,
        "last": [[reps, history[-1].load_kg] for reps in history[-1].reps] if history else [],
        "advice": advice.text if history else "",
        "light": str(advice.light) if history else "",
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """A set as it stands, and whether this call wrote it."""

    row: SetDone
    created: bool


def log_set(
    *,
    session: Session,
    exercise_id: str,
    number: int,
    reps: float | None = None,
    load_kg: float | None = None,
    code: UUID | None = None,
) -> Logged:
    """Note a set; the same code gives the same set, whatever else it says."""
    _require_item(session, exercise_id)
    number = int(require_one("number", number, 1, 50))
    if reps is not None:
        reps = int(require_one("reps", reps, 0, 200))
    if load_kg is not None:
        load_kg = require_one("load_kg", load_kg, 0, 500)
    code = code or uuid7()
    there = session.sets.filter(code=code).first()
    if there is not None:
        return Logged(row=there, created=False)
    try:
        with transaction.atomic():
            # Told again under another code (a second window, a page loaded anew): the later counts.
            same = session.sets.filter(exercise_id=exercise_id, number=number, taken_back=False)
            same.update(taken_back=True)
            row = SetDone.objects.create(
                session=session,
                code=code,
                exercise_id=exercise_id,
                number=number,
                reps=reps,
                load_kg=load_kg,
            )
    except IntegrityError:
        return Logged(row=session.sets.get(code=code), created=False)
    return Logged(row=row, created=True)


def take_back_set(*, session: Session, code: UUID) -> None:
    """A set tapped by mistake does not count."""
    session.sets.filter(code=code).update(taken_back=True)


def _require_item(session: Session, exercise_id: str) -> None:
    """Refuse a movement that is not in the session."""
    known = [entry["exercise"] for entry in session.items]
    if exercise_id not in known:
        raise UnknownNameError("exercise", exercise_id, known)


@transaction.atomic
def note_feeling(
    *,
    session: Session,
    exercise_id: str,
    pain: float | None = None,
    fatigue: float | None = None,
    left: float | None = None,
    skipped: str | None = None,
) -> Felt:
    """How a movement felt, or why it was left out. What is not given stays as it was."""
    _require_item(session, exercise_id)
    if skipped is not None and skipped not in ("", *SKIPS):
        raise UnknownNameError("skipped", skipped, SKIPS)
    row, _ = Felt.objects.get_or_create(session=session, exercise_id=exercise_id)
    for name, value, high in (("pain", pain, 10), ("fatigue", fatigue, 10), ("left", left, 20)):
        if value is not None:
            setattr(row, name, round(require_one(name, value, 0, high)))
    if skipped is not None:
        row.skipped = skipped
    row.save()
    return row


@transaction.atomic
def swap_item(*, session: Session, exercise_id: str, by_id: str, reason: str = "") -> Session:
    """Put another movement in a movement's place, and keep why.

    It is one of `possible_swaps`, which the rules have been asked for. InputError for any other.
    """
    _require_item(session, exercise_id)
    if reason not in ("", *SKIPS):
        raise UnknownNameError("reason", reason, SKIPS)
    old, new = exercise(exercise_id), exercise(by_id)
    possible = possible_swaps(session)[exercise_id]
    if new not in possible:
        known = ", ".join(one.name for one in possible) or "nothing"
        raise InputError("by", f"{new.name} is no swap for {old.name}. Possible: {known}.")
    trainee = trainee_of(session.person, profile_or_error(session.person))
    session.items = [
        _swapped(session, trainee, entry, new, reason)
        if entry["exercise"] == exercise_id
        else entry
        for entry in session.items
    ]
    session.save(update_fields=["items"])
    return session


def possible_swaps(session: Session) -> dict[str, tuple[Exercise, ...]]:
    """What may stand in for each movement of a session."""
    trainee = trainee_of(session.person, profile_or_error(session.person))
    allowed = allowed_now(trainee, session.week)
    taken = [entry["exercise"] for entry in session.items]
    return {
        entry["exercise"]: swaps(exercise(entry["exercise"]), entry["side"], allowed, taken)
        for entry in session.items
    }


def _swapped(
    session: Session, trainee: Trainee, entry: dict[str, Any], new: Exercise, reason: str
) -> dict[str, Any]:
    """The entry of the new movement, with its own dose and what was done of it before."""
    leave, sets = limits(trainee, session.week), Dose(**entry["dose"]).sets
    given = dose(new, sets, manners()[trainee.kind], leave, steady=leave.steady)
    item = Item(
        exercise_id=new.id,
        side=entry["side"],
        dose=given,
        seconds=given.sets * seconds_a_set(new, entry["side"], given),
        why=why_item(trainee, new, entry["side"]),
    )
    made = _next(session.person, trainee, item, session.week)
    instead_of = [*entry.get("instead_of", []), {"exercise": entry["exercise"], "reason": reason}]
    return made | {"instead_of": instead_of}


@transaction.atomic
def finish_session(*, session: Session, by: User | None, fatigue: float | None = None) -> Session:
    """End a session: its energy goes into the diary once, and it counts for the forecast."""
    if fatigue is not None:
        session.fatigue = round(require_one("fatigue", fatigue, 0, 10))
    if session.finished_at is None:
        session.finished_at = timezone.now()
    session.save(update_fields=["fatigue", "finished_at"])
    _into_diary(session, by)
    return session


def _into_diary(session: Session, by: User | None) -> None:
    """The energy of what was done, under a code that follows from the session's."""
    done = _minutes_done(session)
    minutes = sum(minutes for _, minutes in done)
    if minutes < 1:
        return
    met = sum(activity(exercise(name).met_code).met * m for name, m in done) / minutes
    try:
        log_exercise(
            person=session.person,
            by=by,
            day=session.local_date,
            name="Exercise programme",
            met=round(met, 2),
            minutes=round(minutes, 1),
            code=uuid5(session.code, "diary"),
        )
    except MissingDataError:
        return  # nothing was ever weighed: the session counts, its energy is not known


def _minutes_done(session: Session) -> list[tuple[str, float]]:
    """Minutes of every movement by the share of its sets that were done."""
    counts: dict[str, int] = {}
    for row in session.sets.filter(taken_back=False):
        counts[row.exercise_id] = counts.get(row.exercise_id, 0) + 1
    found = []
    for entry in session.items:
        sets = max(Dose(**entry["dose"]).sets, 1)
        names = [entry["exercise"], *(one["exercise"] for one in entry.get("instead_of", ()))]
        share = min(1.0, sum(counts.get(name, 0) for name in names) / sets)
        if share > 0:
            found.append((entry["exercise"], share * entry["seconds"] / 60))
    return found


def note_next_day(
    *, session: Session, pain_next_day: float | None = None, weaker: bool | None = None
) -> Session:
    """How the day after a session was."""
    if pain_next_day is not None:
        session.pain_next_day = round(require_one("pain_next_day", pain_next_day, 0, 10))
    if weaker is not None:
        session.weaker = weaker
    session.save(update_fields=["pain_next_day", "weaker"])
    return session


def day_name(weekday: int) -> str:
    """A weekday's name."""
    return DAYS[weekday]
