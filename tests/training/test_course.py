"""Weeks in a row, and what somebody with special limits gets in them."""

import pytest
from trainees import trainee

from trophe.person import Condition, Person
from trophe.plan.programme import accustomed, allowed_now, make_course, make_week, swaps
from trophe.training.exercise import exercise
from trophe.training.trainee import Restriction, Trainee
from trophe.training.vocabulary import Load, Move, Trait, Weight

WOMAN = Person(sex="female", age_y=45, height_m=1.68, weight_kg=92)
OLD = Person(sex="female", age_y=78, height_m=1.6, weight_kg=60)
PEOPLE = {
    "dumbbells": Trainee(
        person=WOMAN, kind="weight_loss", stage=4, minutes=40, equipment={"dumbbell"}
    ),
    "frail": Trainee(
        person=OLD, kind="frail", stage=2, minutes=20, weekdays=(0, 1, 3, 5), facts={"falls_risk"}
    ),
}
CAST = Trainee(
    person=Person(sex="male", age_y=34, height_m=1.8, weight_kg=80),
    kind="disuse",
    weekdays=tuple(range(7)),
    equipment={"band"},
    restrictions=(Restriction(part="knee", side="left", by_team=True, tightening=True),),
    lost={"quadriceps": 0.12},
)


def items(week):
    return [item for session in week.sessions for item in session.items]


@pytest.mark.parametrize("name", PEOPLE)
def test_the_work_of_somebody_new_rises_for_months_by_a_tenth_at_most_and_easy_weeks_are_easy(name):
    volumes, easy = [], []
    for week in make_course(PEOPLE[name], 14):
        used_to = accustomed(volumes)
        if used_to is not None:
            assert week.volume <= used_to * 1.1 + 1e-6
        if week.phase == "easy":
            assert week.volume < used_to * 0.7
        else:
            assert used_to is None or week.volume >= used_to
        volumes.append(week.volume)
        easy.append(week.phase == "easy")
    assert sum(easy) == 2
    assert volumes[-1] >= 1.7 * volumes[0]


def test_repetitions_of_a_capped_week_are_its_own_so_that_sessions_do_not_run_ahead():
    week = make_course(PEOPLE["dumbbells"], 3)[-1]
    loaded = [item for item in items(week) if item.volume]
    assert loaded
    assert all(item.dose.reps_high == item.dose.reps for item in loaded)


def test_a_cast_limb_is_tightened_and_thought_of_on_most_days():
    week = make_week(CAST)
    kept = [
        session
        for session in week.sessions
        if any(
            item.side == "left" and Trait.CAST_ONLY in item.exercise.traits
            for item in session.items
        )
    ]
    assert len(kept) >= 4
    assert "thigh_squeeze" not in {item.exercise_id for item in items(week)}


def test_an_arm_in_a_cast_neither_boxes_nor_stops_a_walk():
    arm = Restriction(part="wrist", side="right", by_team=True, tightening=True)
    week = make_week(CAST.with_(restrictions=(arm,), stage=4, lost={}))
    done = {item.exercise_id for item in items(week)}
    assert "seated_boxing" not in done
    assert any(item.exercise.move is Move.GAIT for item in items(week))


@pytest.mark.parametrize("told", [{"kind": "cord", "stage": 2}, {"facts": {"legs_still"}}])
def test_legs_that_hardly_move_are_never_asked_to(told):
    who = Trainee(person=WOMAN, weekdays=(0, 2, 4, 5), equipment={"wheelchair", "band"}, **told)
    legs = {"hip", "knee", "ankle", "toes"}
    done = items(make_week(who))
    assert done
    for item in done:
        moved = item.exercise
        assert moved.weight not in (Weight.LEGS, Weight.ALL)
        if moved.move is not Move.STRETCH and moved.load is not Load.ELECTRIC:
            assert not legs & set(moved.moves) or Trait.PASSIVE in moved.traits


def test_who_gets_ill_from_effort_does_one_set_of_each():
    week = make_week(Trainee(person=WOMAN, facts={"malaise"}))
    assert items(week)
    assert all(item.dose.sets == 1 for item in items(week))
    assert "vigorous" not in " ".join(week.why)


def test_a_pregnant_person_is_told_what_waits():
    who = Trainee(
        person=Person(
            sex="female", age_y=31, height_m=1.7, weight_kg=68, conditions={Condition.PREGNANT}
        ),
        kind="fit",
        stage=5,
        facts={"active_now", "trained"},
    )
    assert any("pregnant" in note.text for note in make_week(who).notes)


def test_what_stands_in_for_a_movement_is_allowed_and_for_the_same_muscle():
    allowed = allowed_now(CAST)
    press = next(item for item in items(make_week(CAST)) if item.volume)
    found = swaps(press.exercise, press.side, allowed, [])
    assert found
    free = {(entry.id, side) for entry, side in allowed}
    assert all((new.id, press.side) in free for new in found)
    assert press.exercise not in found


def test_nothing_stands_in_where_the_rules_hold_everything():
    assert allowed_now(CAST.with_(facts=frozenset({"fever"}))) == ()


def test_the_reasons_of_a_week_say_what_is_so():
    for seed in range(40):
        who = trainee(seed)
        week = make_week(who)
        for text in week.why:
            if "extra sets" in text:
                worst = max(who.lost, key=lambda g: who.lost[g])
                assert week.sets[worst] >= 0.6 * max(week.sets.values())
            assert "which has lost most." not in text


def test_light_days_vary_where_something_else_fits_and_strength_days_stay_alike():
    who = Trainee(
        person=OLD, minutes=25, weekdays=tuple(range(7)), lost={"quadriceps": 0.2}, pain={"knee": 3}
    )
    week = make_week(who)
    light = [s for s in week.sessions if s.theme == "light"]
    strong = [s for s in week.sessions if s.theme == "strength"]
    assert len({tuple(i.exercise_id for i in s.items) for s in light}) == 2
    assert len({tuple(i.exercise_id for i in s.items) for s in strong}) == 1
    assert all(s.minutes <= 25 for s in week.sessions)


def test_endurance_comes_in_parts_while_walks_are_short():
    who = Trainee(person=OLD, kind="lung", stage=3, minutes=40, weekdays=(0, 1, 2, 3, 4))
    long = [item.dose for item in items(make_week(who, 5)) if (item.dose.minutes or 0) > 5]
    assert long
    assert all("at a time" in dose.words for dose in long)
    assert exercise("walk_indoors").move is Move.GAIT
