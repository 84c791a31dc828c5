"""The exercise programme's calls: the same door, the same services, the same refusals."""

from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from trophe.web.api import schemas
from trophe.web.api import schemas_training as shapes
from trophe.web.api.auth import caller, writer
from trophe.web.people.access import get_person_or_404
from trophe.web.people.models import Person
from trophe.web.training.access import get_session_or_404, profile_of
from trophe.web.training.models import Session
from trophe.web.training.programme_services import pause_programme, resume_programme, save_profile
from trophe.web.training.services import (
    finish_session,
    log_set,
    note_feeling,
    note_next_day,
    start_session,
    swap_item,
    take_back_set,
)
from trophe.web.training.weeks import read_week

router = Router(tags=["training"])
READ: Final = {400: schemas.Problems, 401: schemas.Problems, 404: schemas.Problems}
CHANGED: Final = READ | {403: schemas.Problems}
OF_PERSON: Final = "/people/{uuid:code}"
OF_SESSION: Final = OF_PERSON + "/sessions/{uuid:session}"


def _write(request: HttpRequest, code: UUID) -> Person:
    """The person, if the caller and the way they came in may change the record."""
    return get_person_or_404(writer(request), code, write=True)


@router.get(OF_PERSON + "/programme", response={200: shapes.ProgrammeOut} | READ)
def programme(request: HttpRequest, code: UUID) -> dict[str, Any]:
    """This week: sessions, doses, reasons, what the rules say. Nothing is stored."""
    return _week(get_person_or_404(caller(request).user, code))


def _week(person: Person) -> dict[str, Any]:
    reading = read_week(person)
    if reading is None:
        return {"monday": None, "stored": False, "week": None}
    profile = profile_of(person)
    return {
        "paused_on": None if profile is None else profile.paused_on,
        "back": reading.back,
        "monday": reading.monday,
        "stored": reading.stored,
        "week": reading.week.as_dict(),
    }


@router.put(OF_PERSON + "/programme", response={200: shapes.ProgrammeOut} | CHANGED)
def set_programme(request: HttpRequest, code: UUID, data: shapes.ProgrammeIn) -> dict[str, Any]:
    """Tell what the programme is made from; this week is made anew."""
    person = _write(request, code)
    save_profile(person=person, by=writer(request), answers=data.dict())
    return _week(person)


@router.put(OF_PERSON + "/programme/pause", response={200: shapes.ProgrammeOut} | CHANGED)
def pause(request: HttpRequest, code: UUID, data: shapes.PauseIn) -> dict[str, Any]:
    """Let the programme rest, ill or away; null takes it up again (by steps after an illness)."""
    person = _write(request, code)
    if data.reason is None:
        resume_programme(person=person, by=writer(request))
    else:
        pause_programme(person=person, by=writer(request), reason=data.reason)
    return _week(person)


@router.post(
    OF_PERSON + "/sessions",
    response={200: shapes.SessionOut, 201: shapes.SessionOut} | CHANGED,
)
def begin_session(request: HttpRequest, code: UUID, data: shapes.SessionIn) -> Any:
    """Begin a session today: 201. The same code again: 200 and the one that stands."""
    person = _write(request, code)
    there = data.code is not None and _exists(person, data.code)
    made = start_session(person=person, by=writer(request), weekday=data.weekday, code=data.code)
    return Status(200 if there else 201, session_out(made))


def _exists(person: Person, code: UUID) -> bool:
    return person.training_sessions.filter(code=code).exists()


@router.get(OF_SESSION, response={200: shapes.SessionOut} | READ)
def session_of_person(request: HttpRequest, code: UUID, session: UUID) -> dict[str, Any]:
    """A session with its sets."""
    person = get_person_or_404(caller(request).user, code)
    return session_out(get_session_or_404(person, session))


@router.post(OF_SESSION + "/sets", response={200: shapes.SetOut, 201: shapes.SetOut} | CHANGED)
def add_set(request: HttpRequest, code: UUID, session: UUID, data: shapes.SetIn) -> Any:
    """Note a set: 201. The same code again: 200 and the one that stands."""
    row = get_session_or_404(_write(request, code), session)
    made = log_set(
        session=row,
        exercise_id=data.exercise,
        number=data.number,
        reps=data.reps,
        load_kg=data.load_kg,
        code=data.code,
    )
    return Status(201 if made.created else 200, made.row)


@router.delete(OF_SESSION + "/sets/{uuid:done}", response={200: shapes.SessionOut} | CHANGED)
def remove_set(request: HttpRequest, code: UUID, session: UUID, done: UUID) -> dict[str, Any]:
    """Take a set back; it does not count."""
    row = get_session_or_404(_write(request, code), session)
    take_back_set(session=row, code=done)
    return session_out(row)


@router.post(OF_SESSION + "/feelings", response={200: shapes.FeltOut} | CHANGED)
def add_feeling(request: HttpRequest, code: UUID, session: UUID, data: shapes.FeelingIn) -> Any:
    """How a movement felt, or why it was left out."""
    row = get_session_or_404(_write(request, code), session)
    return note_feeling(
        session=row,
        exercise_id=data.exercise,
        pain=data.pain,
        fatigue=data.fatigue,
        left=data.left,
        skipped=data.skipped,
    )


@router.post(OF_SESSION + "/swaps", response={200: shapes.SessionOut} | CHANGED)
def swap(request: HttpRequest, code: UUID, session: UUID, data: shapes.SwapIn) -> dict[str, Any]:
    """Put another movement in a movement's place; an error names the possible ones."""
    row = get_session_or_404(_write(request, code), session)
    swap_item(session=row, exercise_id=data.exercise, by_id=data.by, reason=data.reason)
    return session_out(row)


@router.patch(OF_SESSION, response={200: shapes.SessionOut} | CHANGED)
def end_session(
    request: HttpRequest, code: UUID, session: UUID, data: shapes.AfterIn
) -> dict[str, Any]:
    """Finish a session (its energy goes to the diary once), or tell how the day after was."""
    row = get_session_or_404(_write(request, code), session)
    if data.finished:
        finish_session(session=row, by=writer(request), fatigue=data.fatigue)
    if data.pain_next_day is not None or data.weaker is not None:
        note_next_day(session=row, pain_next_day=data.pain_next_day, weaker=data.weaker)
    return session_out(row)


def session_out(row: Session) -> dict[str, Any]:
    """A session as the calls give it."""
    columns = "code local_date week theme items fatigue pain_next_day weaker finished_at"
    return {
        **{name: getattr(row, name) for name in columns.split()},
        "sets": list(row.sets.filter(taken_back=False)),
        "felt": list(row.felt.all()),
    }
