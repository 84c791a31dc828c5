"""Writes of the programme and of sessions: idempotent by the client's codes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.utils import timezone

from trophe.checks import require_one
from trophe.errors import InputError, MissingDataError, TropheError, UnknownNameError
from trophe.nutrition.exercise import activity
from trophe.training.dose import seconds_a_set
from trophe.training.exercise import exercise
from trophe.training.programme import DAYS, Dose, Item
from trophe.training.programme import Session as PlannedSession
from trophe.training.progress import advise
from trophe.training.trainee import GROUPS, Trainee
from trophe.web.accounts.models import User
from trophe.web.config.ids import uuid7
from trophe.web.diary.noting import log_exercise
from trophe.web.muscle.access import events_of
from trophe.web.muscle.forecasts import forecast_for
from trophe.web.people.models import Person
from trophe.web.training.access import done_of, profile_of, stored_week
from trophe.web.training.models import Felt, Profile, Session, SetDone, StoredWeek, feed_token
from trophe.web.training.weeks import monday_of, read_week, trainee_of

SKIPS: Final = {
    "pain": "It hurts",
    "tired": "Too tired",
    "equipment": "Nothing to do it with",
    "time": "No time",
    "unsure": "Not sure how",
}


@transaction.atomic
def save_profile(*, person: Person, by: User | None, answers: Mapping[str, Any]) -> Profile:
    """Keep what was told and make this week anew. InputError names the field at fault."""
    profile = profile_of(person) or Profile(person=person)
    profile.answers = dict(answers)
    profile.changed_by, profile.changed_at = by, timezone.now()
    profile.lost = _lost(person) or profile.lost
    trainee_of(person, profile)  # refuses what makes no sense
    profile.save()
    person.training_weeks.filter(monday__gte=monday_of(person.today())).delete()
    return profile


def renew_feed(*, person: Person) -> Profile:
    """A new secret for the calendar feed; the old address ends."""
    profile = _profile(person)
    profile.feed = feed_token()
    profile.save(update_fields=["feed"])
    return profile


def _profile(person: Person) -> Profile:
    """The profile, or an error that says what to do."""
    profile = profile_of(person)
    if profile is None:
        raise MissingDataError("programme", "Answer the questions about your programme first.")
    return profile


def _lost(person: Person) -> dict[str, float]:
    """Share of each muscle lost by the forecast, the worse side; empty where there is none."""
    if not events_of(person):
        return {}
    try:
        reading = forecast_for(person)
    except TropheError:
        return {}
    if reading.withheld or not reading.affected:
        return {}
    lost: dict[str, float] = {}
    for place in reading.document.get("places", ()):
        group = place["muscle"]
        if group in GROUPS:
            share = max(0.0, 1 - float(place["size"]["now"][2]))
            lost[group] = round(min(1.0, max(share, lost.get(group, 0.0))), 4)
    return lost


@transaction.atomic
def keep_week(*, person: Person) -> StoredWeek:
    """This week's programme as a row, made once."""
    reading = read_week(person)
    if reading is None:
        raise MissingDataError("programme", "Answer the questions about your programme first.")
    row = stored_week(person, reading.monday)
    if row is None:
        row = StoredWeek(person=person, monday=reading.monday)
    if not reading.stored:
        row.document = reading.week.as_dict()
        row.made_at = timezone.now()
        row.save()
    return row


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
    week = keep_week(person=person).week()
    planned = next((s for s in week.sessions if s.weekday == weekday), None)
    if planned is None:
        known = ", ".join(s.day for s in week.sessions) or "none"
        raise InputError("weekday", f"weekday = {weekday}: this week has sessions on: {known}.")
    trainee = trainee_of(person, _profile(person))
    steady = any(note.rule == "X07" for note in week.notes)
    return Session.objects.create(
        person=person,
        code=code or uuid7(),
        local_date=person.today(),
        week=week.number,
        theme=planned.theme,
        items=[_next(person, trainee, item, steady=steady) for item in _unique(planned)],
        made_by=by,
    )


def _unique(planned: PlannedSession) -> list[Item]:
    """Each movement once."""
    return list({item.exercise_id: item for item in planned.items}.values())


def _next(person: Person, trainee: Trainee, item: Item, *, steady: bool) -> dict[str, Any]:
    """An item with the dose that its last sessions earned, as plain data."""
    from dataclasses import asdict

    history = done_of(person, item.exercise_id)
    advice = advise(item.exercise, item.dose, history, steady=steady)
    given = advice.dose if advice.exercise_id == item.exercise_id else item.dose
    return {
        "exercise": item.exercise_id,
        "side": item.side,
        "dose": asdict(given),
        "seconds": round(given.sets * seconds_a_set(item.exercise, item.side, given)),
        "why": list(item.why),
        "load_kg": None if advice.load_kg is None else round(advice.load_kg * 2) / 2,
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
def swap_item(*, session: Session, exercise_id: str, by_id: str) -> Session:
    """Put the easier or harder step of a movement's ladder in its place.

    The rules are asked for it, as for any movement. InputError where it is no neighbour.
    """
    from trophe.safety.exercise import bar

    _require_item(session, exercise_id)
    old, new = exercise(exercise_id), exercise(by_id)
    if new not in (old.easier, old.harder):
        raise InputError("by", f"by = {by_id!r} is not the next step of {old.name}.")
    trainee = trainee_of(session.person, _profile(session.person))
    entry = next(one for one in session.items if one["exercise"] == exercise_id)
    finding = bar(trainee, new, entry["side"], session.week)
    if finding is not None:
        raise InputError("by", f"{new.name}: {finding.text} ({finding.rule})")
    if not new.equipment <= trainee.at_hand or new.first_stage > trainee.stage:
        raise InputError("by", f"{new.name} asks for things or a stage that you did not name.")
    for one in session.items:
        if one["exercise"] == exercise_id:
            one |= {"exercise": by_id, "load_kg": None, "last": [], "advice": "", "light": ""}
    session.save(update_fields=["items"])
    return session


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
        share = min(1.0, counts.get(entry["exercise"], 0) / sets)
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
