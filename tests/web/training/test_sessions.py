"""Programme and sessions: one tap counts once, pain changes next week, what was done counts."""

from datetime import timedelta
from uuid import uuid4

import pytest

from trophe.errors import InputError, UnknownNameError
from trophe.web.check.services import check_and_keep
from trophe.web.diary.records import ExerciseEntry
from trophe.web.training.access import done_of, exposures_done, forgotten_session
from trophe.web.training.models import Profile, StoredWeek
from trophe.web.training.programme_services import (
    avoid_movement,
    pause_programme,
    resume_programme,
    save_profile,
)
from trophe.web.training.services import (
    finish_session,
    log_set,
    note_feeling,
    note_next_day,
    possible_swaps,
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
    finish_session(session=begin(programme, owner), by=owner)
    assert exposures_done(programme) == []  # ended without a set
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


def test_a_swap_is_one_that_the_rules_allow_with_its_own_dose_and_keeps_the_reason(
    programme, owner
):
    session = begin(programme, owner)
    steps = possible_swaps(session)
    name = next(entry["exercise"] for entry in session.items if steps[entry["exercise"]])
    with pytest.raises(InputError, match=r"no swap for .* Possible: "):
        swap_item(session=session, exercise_id=name, by_id="neck_turn_bed")
    log_set(session=session, exercise_id=name, number=1, reps=8)
    new = steps[name][0]
    swap_item(session=session, exercise_id=name, by_id=new.id, reason="pain")
    (entry,) = [one for one in session.items if one["exercise"] == new.id]
    assert entry["instead_of"] == [{"exercise": name, "reason": "pain"}]
    assert entry["why"]
    with pytest.raises(UnknownNameError, match="reason"):
        swap_item(session=session, exercise_id=new.id, by_id=name, reason="mood")
    # What was done before the swap counts for the energy of the session.
    finish_session(session=session, by=owner)
    assert ExerciseEntry.objects.get(person=programme).minutes > 0


def test_a_set_told_in_two_windows_counts_once_and_the_later_stands(programme, owner):
    session = begin(programme, owner)
    name = session.items[0]["exercise"]
    log_set(session=session, exercise_id=name, number=1, reps=8, code=uuid4())
    log_set(session=session, exercise_id=name, number=1, reps=9, code=uuid4())
    assert [row.reps for row in session.sets.filter(taken_back=False)] == [9]


def test_a_missed_day_does_not_lower_the_next_week(person, owner):
    save_profile(person=person, by=owner, answers={**ANSWERS, "facts": []})
    planned = read_week(person).week.volume
    session = begin(person, owner)
    do_all(session)
    finish_session(session=session, by=owner)
    coming = read_week(person, monday_of(person.today()) + WEEK).week
    assert planned <= coming.volume <= planned * 1.1


def test_an_illness_holds_the_programme_and_it_comes_back_by_steps(programme, owner):
    whole = read_week(programme).week.sets_most
    pause_programme(person=programme, by=owner, reason="ill")
    with pytest.raises(InputError, match="rests"):
        start_session(person=programme, by=owner, weekday=0)
    resume_programme(person=programme, by=owner)
    back = read_week(programme)
    assert back.week.sets_most == pytest.approx(whole / 2)
    assert "by steps" in back.back
    for _ in range(3):
        finish_session(session=begin(programme, owner), by=owner)
    later = read_week(programme, monday_of(programme.today()) + WEEK)
    assert later.week.sets_most == pytest.approx(whole * 0.75)


def test_being_away_for_a_week_costs_nothing(programme, owner):
    whole = read_week(programme).week.as_dict()
    pause_programme(person=programme, by=owner, reason="away")
    resume_programme(person=programme, by=owner)
    assert read_week(programme).week.as_dict() == whole
    with pytest.raises(UnknownNameError, match="reason"):
        pause_programme(person=programme, by=owner, reason="bored")


def test_a_session_that_nobody_finished_is_found_again(programme, owner):
    session = begin(programme, owner)
    session.local_date -= timedelta(days=1)
    session.save()
    assert forgotten_session(programme) is None
    log_set(session=session, exercise_id=session.items[0]["exercise"], number=1, reps=8)
    assert forgotten_session(programme) == session
    finish_session(session=session, by=owner)
    assert forgotten_session(programme) is None


def test_what_is_left_out_because_it_hurts_counts_as_pain(programme, owner):
    session = begin(programme, owner)
    name = session.items[0]["exercise"]
    note_feeling(session=session, exercise_id=name, skipped="pain")
    finish_session(session=session, by=owner)
    assert done_of(programme, name) == []
    assert read_week(programme).trainee.pain


def test_a_movement_left_out_on_ones_word_does_not_come_until_it_is_let_in(programme, owner):
    name = read_week(programme).week.sessions[0].items[0].exercise_id
    avoid_movement(person=programme, by=owner, exercise_id=name, avoid=True)
    week = read_week(programme).week
    assert name not in {item.exercise_id for s in week.sessions for item in s.items}
    avoid_movement(person=programme, by=owner, exercise_id=name, avoid=False)
    week = read_week(programme).week
    assert name in {item.exercise_id for s in week.sessions for item in s.items}


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
