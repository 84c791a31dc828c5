"""Programme and sessions: one tap counts once, pain changes next week, what was done counts."""

from datetime import timedelta
from uuid import uuid4

import pytest

from trophe.errors import InputError
from trophe.web.check.services import check_and_keep
from trophe.web.diary.records import ExerciseEntry
from trophe.web.training.access import done_of, exposures_done
from trophe.web.training.models import Profile, StoredWeek
from trophe.web.training.services import (
    finish_session,
    log_set,
    note_feeling,
    note_next_day,
    save_profile,
    start_session,
    swap_item,
    take_back_set,
)
from trophe.web.training.weeks import WEEK, monday_of, read_week

ANSWERS = {
    "kind": "weight_loss",
    "stage": 4,
    "minutes": 40,
    "weekdays": [0, 1, 2, 3, 4, 5, 6],
    "equipment": ["dumbbell", "band"],
    "facts": ["active_now", "trained"],
}


@pytest.fixture
def programme(person, owner):
    """A person with a programme."""
    save_profile(person=person, by=owner, answers=ANSWERS)
    return person


def begin(person, owner):
    week = read_week(person).week
    strong = next(s for s in week.sessions if s.theme == "strength")
    return start_session(person=person, by=owner, weekday=strong.weekday)


def do_all(session, pain=None):
    for entry in session.items:
        for number in range(1, entry["dose"]["sets"] + 1):
            log_set(
                session=session,
                exercise_id=entry["exercise"],
                number=number,
                reps=entry["dose"]["reps"],
                load_kg=5 if entry["load_kg"] is None else entry["load_kg"],
            )
        if pain is not None:
            note_feeling(session=session, exercise_id=entry["exercise"], pain=pain)


def test_looking_at_a_programme_stores_nothing(programme):
    first, second = read_week(programme), read_week(programme)
    assert first.week.as_dict() == second.week.as_dict()
    assert not StoredWeek.objects.exists()


def test_the_same_tap_sent_twice_counts_once(programme, owner):
    session, code = begin(programme, owner), uuid4()
    name = session.items[-1]["exercise"]
    one = log_set(session=session, exercise_id=name, number=1, reps=8, code=code)
    two = log_set(session=session, exercise_id=name, number=1, reps=9, code=code)
    assert (one.created, two.created, two.row.reps) == (True, False, 8)
    take_back_set(session=session, code=code)
    log_set(session=session, exercise_id=name, number=1, reps=8, code=code)
    assert not session.sets.filter(taken_back=False).exists()


def test_a_session_comes_once_and_its_energy_goes_to_the_diary_once(programme, owner):
    code = uuid4()
    weekday = read_week(programme).week.sessions[0].weekday
    one = start_session(person=programme, by=owner, weekday=weekday, code=code)
    assert start_session(person=programme, by=owner, weekday=weekday, code=code) == one
    do_all(one)
    finish_session(session=one, by=owner, fatigue=3)
    finish_session(session=one, by=owner, fatigue=3)
    (entry,) = ExerciseEntry.objects.filter(person=programme)
    assert entry.minutes == pytest.approx(sum(item["seconds"] for item in one.items) / 60, abs=0.1)


def test_what_was_done_becomes_training_for_the_forecast(programme, owner):
    assert exposures_done(programme) == []
    session = begin(programme, owner)
    do_all(session)
    assert exposures_done(programme) == []
    finish_session(session=session, by=owner)
    (told,) = exposures_done(programme)
    assert told["kind"] == "strength_training"
    assert told["detail"] == {"sessions_week": 1}
    assert told["began_on"] == monday_of(session.local_date).isoformat()


def test_the_next_session_carries_last_times_values_and_its_advice(programme, owner):
    session = begin(programme, owner)
    do_all(session)
    finish_session(session=session, by=owner)
    again = begin(programme, owner)
    assert any(entry["last"] and entry["advice"] for entry in again.items)


def test_pain_of_six_changes_the_next_week(programme, owner):
    session = begin(programme, owner)
    do_all(session, pain=6)
    finish_session(session=session, by=owner, fatigue=8)
    hurt = {entry["exercise"] for entry in session.items}
    coming = read_week(programme, monday_of(programme.today()) + WEEK).week
    planned = {
        item.exercise_id for s in coming.sessions for item in s.items if item.exercise.joints
    }
    assert not planned & hurt
    assert (
        coming.volume < sum(e["dose"]["sets"] * (e["dose"]["reps"] or 0) for e in session.items) * 3
    )


def test_a_day_of_weakness_halves_a_nerve_programme(person, owner):
    save_profile(person=person, by=owner, answers={**ANSWERS, "kind": "neurogenic"})
    before = read_week(person).week
    session = begin(person, owner)
    do_all(session)
    finish_session(session=session, by=owner)
    note_next_day(session=session, pain_next_day=1, weaker=True)
    after = read_week(person, monday_of(person.today()) + WEEK).week
    assert after.sets_most == pytest.approx(before.sets_most / 2)
    assert "X06" in {note.rule for note in after.notes}


def test_a_new_fever_empties_a_stored_week(programme, owner):
    begin(programme, owner)
    assert read_week(programme).week.sessions
    profile = Profile.objects.get(person=programme)
    profile.answers["facts"] = ["fever"]
    profile.save()
    held = read_week(programme).week
    assert held.held
    assert not held.sessions


def test_an_open_check_with_signs_of_a_clot_stops_all_exercise(programme, owner):
    # X04: an open U06 holds the week until somebody has seen the leg.
    assert read_week(programme).week.sessions
    check_and_keep(person=programme, by=owner, findings="one_leg_swollen;pain_calf", country="")
    held = read_week(programme).week
    assert not held.sessions
    assert held.notes[0].rule == "X04"


def test_a_swap_is_the_next_step_of_the_ladder_only(programme, owner):
    session = begin(programme, owner)
    name = session.items[-1]["exercise"]
    with pytest.raises(InputError, match="not the next step"):
        swap_item(session=session, exercise_id=name, by_id="neck_turn_bed")


def test_a_movement_that_was_not_planned_is_refused(programme, owner):
    session = begin(programme, owner)
    with pytest.raises(InputError, match="exercise"):
        log_set(session=session, exercise_id="barbell_squat", number=1)
    with pytest.raises(InputError, match="reps"):
        log_set(session=session, exercise_id=session.items[0]["exercise"], number=1, reps=999)


def test_a_gap_is_no_fault(programme, owner):
    session = begin(programme, owner)
    do_all(session)
    finish_session(session=session, by=owner)
    later = monday_of(programme.today()) + 5 * WEEK
    coming = read_week(programme, later).week
    assert coming.number == 2
    assert coming.sessions
    assert done_of(programme, session.items[-1]["exercise"])
    assert later - session.local_date > timedelta(days=20)
