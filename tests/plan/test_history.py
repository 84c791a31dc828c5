"""A plan that knows what happened: the scale, the diary, and the expenditure learned from both."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trophe import plan
from trophe.errors import InputError, OutOfRangeError
from trophe.person import Person
from trophe.plan import History

FORTNIGHT = tuple(range(14, 29))


def somebody(**more):
    body = {"sex": "male", "age_y": 45, "height_m": 1.8, "weight_kg": 110.0, "pal": 1.5}
    return Person(**{**body, **more})


def losing(kg_week, **more):
    """Weighed on each day of the third and fourth week of a plan."""
    weights = tuple(110 - kg_week * day / 7 for day in FORTNIGHT)
    return History(day=FORTNIGHT, weight_kg=weights, **more)


def make(history=None, goal="lose-1", **more):
    return plan.make(somebody(), goal, draws=0, history=history, **more)


def rules(notes):
    return {note.rule for note in notes}


def test_a_learned_expenditure_takes_the_place_of_the_estimate():
    plain, learned = make(), make(History(expenditure_kcal_d=2700.0, expenditure_sd_kcal_d=90.0))
    assert learned.tee_kcal_d == pytest.approx(2700.0, abs=0.1)
    assert learned.ree_kcal_d == plain.ree_kcal_d
    # The rate is the same, so that the whole difference of need goes to what is eaten.
    moved = learned.intake_kcal_d - plain.intake_kcal_d
    assert moved == pytest.approx(2700.0 - plain.tee_kcal_d, rel=0.1)
    (row,) = [row for row in learned.basis if row.figure == "tee_kcal_d"]
    assert "learned" in row.text


def test_knowing_the_expenditure_narrows_the_forecast():
    def width(history):
        made = plan.make(somebody(), "lose-1", draws=200, history=history)
        weight = made.forecast.weight_kg
        return weight["q95"][180] - weight["q05"][180]

    known = History(expenditure_kcal_d=make().tee_kcal_d, expenditure_sd_kcal_d=60.0)
    assert width(known) < 0.8 * width(None)


@settings(max_examples=25, deadline=None)
@given(st.floats(500, 8000), st.sampled_from(["lose-2", "lose-1", "maintain", "gain-0.5"]))
def test_whatever_was_learned_the_lowest_goal_holds(expenditure_kcal_d, goal):
    history = History(expenditure_kcal_d=expenditure_kcal_d, expenditure_sd_kcal_d=100.0)
    made = make(history, goal)
    plain = make(None, goal)
    for one in (made, plain):
        if not one.refused:
            assert one.intake_kcal_d >= one.floor_kcal_d - 1e-6
    # P07 counts its floor from resting expenditure, which is not learned.
    assert made.floor_kcal_d == plain.floor_kcal_d


def test_losing_too_fast_gives_more_food():  # P10
    plain, raised = make(), make(losing(1.3))
    assert "P10" in rules(raised.warnings)
    # 1.3 kg a week is 0.24 beyond 1 % of 106 kg: about 0.24 x 7716 / 7 kcal a day
    assert raised.intake_kcal_d - plain.intake_kcal_d == pytest.approx(265, abs=60)


def test_losing_far_too_fast_stops_a_plan_to_lose():  # P10
    stopped = make(losing(1.8))
    assert stopped.refused
    assert "P10" in rules(stopped.reasons)
    assert stopped.alternative.goal.name == "maintain"
    held = make(losing(1.8), "maintain")
    assert not held.refused
    assert "P10" in rules(held.warnings)


def test_losing_as_planned_changes_nothing():
    plain, same = make(), make(losing(0.45))
    assert same.intake_kcal_d == plain.intake_kcal_d
    assert same.warnings == plain.warnings


def test_hardly_any_food_withholds_the_figures():  # P11
    made = make(History(intake_kcal=(300,) * 7), "maintain")
    assert "P11" in rules(made.warnings)
    assert made.intake_kcal_d is None
    assert made.forecast is None


def test_little_food_is_asked_about():  # P11
    made = make(History(intake_kcal=(2000, 700, 700, 2000, 700, 2000, 2000)))
    assert "P11" in rules(made.warnings)
    assert made.intake_kcal_d is not None


def test_a_plan_with_a_history_is_made_again_to_the_byte():
    history = losing(
        1.3, intake_kcal=(1500, 1600), expenditure_kcal_d=2600, expenditure_sd_kcal_d=80
    )
    made = plan.make(somebody(), "lose-0.5", draws=50, days=60, history=history)
    assert plan.replay(made.to_json()).to_json() == made.to_json()


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"day": (1, 2), "weight_kg": (80,)}, InputError),
        ({"day": (1,), "weight_kg": (800,)}, OutOfRangeError),
        ({"expenditure_kcal_d": 2000.0}, InputError),
        ({"expenditure_kcal_d": 90.0, "expenditure_sd_kcal_d": 9.0}, OutOfRangeError),
        ({"expenditure_kcal_d": 2000.0, "expenditure_sd_kcal_d": float("nan")}, OutOfRangeError),
    ],
)
def test_a_history_that_makes_no_sense_is_refused(wrong, error):
    with pytest.raises(error):
        History(**wrong)
