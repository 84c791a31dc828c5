"""The sample person's programme, and the sessions that were done so far."""

from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import numpy as np

from trophe.training.dose import seconds_a_set
from trophe.training.programme import Dose, Item
from trophe.training.programme import Session as PlannedSession
from trophe.web.accounts.models import User
from trophe.web.config.ids import uuid7
from trophe.web.people.models import Person
from trophe.web.people.sample_diary import COLD
from trophe.web.training.models import Felt, Profile, Session, SetDone
from trophe.web.training.programme_services import keep_week
from trophe.web.training.services import finish_session
from trophe.web.training.weeks import monday_of

ANSWERS: Final = {
    "kind": "disuse",
    "stage": 4,
    "minutes": 40,
    "weekdays": [0, 2, 4],
    "equipment": ["dumbbell", "band", "step"],
    "facts": ["active_now"],
}
WEEKS: Final = 8
_KEPT: Final = 0.85
_MORNING: Final = time(9)


def keep_sessions(person: Person, by: User) -> None:
    """Two months of sessions by this week's programme, a little heavier from week to week."""
    Profile.objects.create(person=person, answers=dict(ANSWERS), changed_by=by)
    programme = keep_week(person=person).week()
    rng = np.random.default_rng(WEEKS)
    monday = monday_of(person.today())
    for week in range(WEEKS):
        first = monday - timedelta(days=7 * (WEEKS - week))
        for planned in programme.sessions:
            day = first + timedelta(days=planned.weekday)
            ill = (person.today() - day).days in COLD
            if ill or rng.random() > _KEPT:
                continue
            _session(person, by, planned, day, week, rng)
    person.training_weeks.all().delete()  # this week is made anew, from what was done


def _session(
    person: Person,
    by: User,
    planned: PlannedSession,
    day: date,
    week: int,
    rng: np.random.Generator,
) -> None:
    """One session with its sets, finished on its day."""
    began = datetime.combine(day, _MORNING, tzinfo=ZoneInfo(person.time_zone))
    items = list({item.exercise_id: item for item in planned.items}.values())
    row = Session.objects.create(
        person=person,
        local_date=day,
        week=week + 1,
        theme=planned.theme,
        items=[_told(item, week) for item in items],
        started_at=began,
        finished_at=began + timedelta(minutes=38),
        made_by=by,
    )
    SetDone.objects.bulk_create(
        SetDone(
            session=row,
            code=uuid7(),
            exercise_id=item.exercise_id,
            number=number,
            reps=item.dose.reps,
            load_kg=_load_kg(item.dose, week),
            done_at=began,
        )
        for item in items
        for number in range(1, item.dose.sets + 1)
    )
    Felt.objects.bulk_create(
        Felt(session=row, exercise_id=item.exercise_id, pain=int(rng.integers(0, 2)), left=2)
        for item in items
    )
    finish_session(session=row, by=by, fatigue=int(rng.integers(2, 5)))


def _told(item: Item, week: int) -> dict[str, Any]:
    """An item as a session keeps it."""
    return {
        "exercise": item.exercise_id,
        "side": item.side,
        "dose": asdict(item.dose),
        "seconds": round(item.dose.sets * seconds_a_set(item.exercise, item.side, item.dose)),
        "why": list(item.why),
        "load_kg": _load_kg(item.dose, week),
        "last": [],
        "advice": "",
        "light": "",
    }


def _load_kg(dose: Dose, week: int) -> float | None:
    """A weight that grows by a kilogram every other week; none where none is lifted."""
    return None if dose.load_low is None else 8.0 + week // 2
