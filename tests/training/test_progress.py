"""Progress is earned, pain steps back, gaps cost nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trophe.errors import OutOfRangeError
from trophe.training.dose import one_rm_kg
from trophe.training.exercise import exercise
from trophe.training.programme import Dose
from trophe.training.progress import (
    Done,
    Light,
    Step,
    advise,
    after_break,
    light_of,
    week_share,
)

CURL = exercise("curl_dumbbell")
STAND = exercise("sit_to_stand_hands")
PLAN = Dose(sets=2, reps=8, reps_high=12, reserve=2)


def test_repetitions_rise_before_the_load():
    first = advise(CURL, PLAN, [Done(reps=(8, 8), load_kg=5.0)])
    assert (first.step, first.dose.reps, first.load_kg) == (Step.REPS_UP, 9, 5.0)
    top = advise(CURL, PLAN, [Done(reps=(12, 12), load_kg=5.0)])
    assert top.step is Step.LOAD_UP
    assert top.load_kg == 5.5
    assert top.dose.reps == 8


def test_without_a_weight_the_next_step_is_the_harder_movement():
    assert advise(STAND, PLAN, [Done(reps=(12, 12))]).step is Step.HARDER


def test_nothing_rises_when_sets_are_missing_or_no_repetition_was_left():
    assert advise(CURL, PLAN, [Done(reps=(12,), load_kg=5.0)]).step is Step.SAME
    assert advise(CURL, PLAN, [Done(reps=(9, 9), load_kg=5.0, left=0)]).step is Step.SAME


def test_pain_of_six_steps_back_and_twice_takes_the_easier_movement():
    one = advise(CURL, PLAN, [Done(reps=(8, 8), load_kg=10.0, pain=6)])
    assert one.light is Light.RED
    assert one.load_kg == pytest.approx(9.0)
    hurt = Done(reps=(8, 8), pain_next_day=6)
    twice = advise(STAND, PLAN, [hurt, hurt])
    assert twice.step is Step.EASIER
    assert twice.exercise_id == "sit_to_stand_high"


def test_an_amber_session_is_repeated():
    assert advise(CURL, PLAN, [Done(reps=(12, 12), load_kg=5, pain_after=4)]).step is Step.SAME
    assert advise(CURL, PLAN, [Done(reps=(12, 12), load_kg=5, fatigue=6)]).step is Step.SAME


def test_weaker_for_a_day_is_red_and_malaise_never_steps_up():
    assert light_of(Done(reps=(8,), weaker=True)) is Light.RED
    assert advise(CURL, PLAN, [Done(reps=(12, 12), load_kg=5)], steady=True).step is Step.SAME


@given(
    pain=st.floats(0, 10),
    after=st.floats(0, 10),
    fatigue=st.floats(0, 10),
    more=st.floats(0, 10),
)
def test_more_pain_never_makes_the_light_greener(pain, after, fatigue, more):
    order = [Light.GREEN, Light.AMBER, Light.RED]
    less = light_of(Done(reps=(8,), pain=pain, pain_after=after, fatigue=fatigue))
    worse = Done(reps=(8,), pain=max(pain, more), pain_after=after, fatigue=fatigue)
    assert order.index(light_of(worse)) >= order.index(less)


@given(load=st.floats(0.5, 200), reps=st.integers(1, 30))
def test_a_load_never_rises_by_more_than_a_tenth_or_the_smallest_step(load, reps):
    advice = advise(CURL, PLAN, [Done(reps=(reps, reps), load_kg=load)])
    assert advice.load_kg is not None
    assert advice.load_kg <= max(load * 1.1, load + 0.5)


@given(load=st.floats(0.5, 200))
def test_a_step_of_weight_is_one_that_can_be_put_on(load):
    up = advise(CURL, PLAN, [Done(reps=(12, 12), load_kg=load)]).load_kg
    down = advise(CURL, PLAN, [Done(reps=(12, 12), load_kg=load, pain=7)]).load_kg
    assert down < load < up
    assert {up % 0.5, down % 0.5} == {0}


def test_in_the_first_weeks_repetitions_follow_the_plan_and_a_weight_waits_for_a_good_week():
    good = Done(reps=(8, 8), load_kg=5.0)
    two = advise(CURL, PLAN, [good, good], paced=True)
    assert (two.step, two.dose, two.load_kg) == (Step.SAME, PLAN, 5.0)
    assert advise(CURL, PLAN, [good] * 3, paced=True).load_kg == 5.5
    # A step that cannot be made smaller than a tenth waits until these weeks are over (X08).
    assert advise(CURL, PLAN, [Done(reps=(8, 8), load_kg=4.5)] * 3, paced=True).load_kg == 4.5
    sore = [good, Done(reps=(8, 8), load_kg=5.0, pain=4), good]
    assert advise(CURL, PLAN, sore, paced=True).load_kg == 5.0
    assert advise(CURL, PLAN, [good, good, Done(reps=(8,), load_kg=5.0)], paced=True).load_kg == 5.0


def test_a_gap_of_a_week_costs_nothing_and_a_longer_one_comes_back_by_steps():
    assert after_break(7).dose_share == 1
    assert after_break(8).dose_share == pytest.approx(0.9)
    assert after_break(400).dose_share == 0.5
    assert after_break(3, ill=True).dose_share == 0.5
    assert after_break(3, ill=True, sessions_since=4).dose_share == 0.75
    assert after_break(3, ill=True, sessions_since=6).dose_share == 1


def test_a_painful_week_makes_the_next_one_lighter():
    assert week_share([Light.GREEN] * 5) == 1
    assert week_share([Light.GREEN] * 5 + [Light.RED]) == 0.8
    assert week_share([Light.RED, Light.GREEN]) == 0.6


def test_the_maximum_is_estimated_from_few_repetitions_only():
    # Epley: 10 kg x (1 + 10 / 30), worked by hand
    assert one_rm_kg(10, 10) == pytest.approx(13.333, abs=0.001)
    assert one_rm_kg(10, 1) == 10
    assert one_rm_kg(10, 15) is None


def test_impossible_pain_is_refused():
    with pytest.raises(OutOfRangeError, match="pain = 11"):
        Done(reps=(8,), pain=11)
