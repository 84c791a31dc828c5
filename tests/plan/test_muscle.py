"""Plans with what takes muscle and with training: one lean budget for food and muscle."""

import json
from datetime import date

import numpy as np
import pytest

from trophe import plan
from trophe.errors import OutOfRangeError
from trophe.muscle import Exposure
from trophe.person import Person
from trophe.timeline.case import energy_of_plan

SOMEBODY = Person(sex="male", age_y=34, height_m=1.8, weight_kg=90.0, pal=1.5)
CAST = Exposure(name="immobilisation", part="knee", side="left", end_day=42)
TRAINING = Exposure(name="resistance", start_day=42, sessions_week=3)
SIZE = {"days": 168, "draws": 300}


def make(*exposures, goal="maintain", **more):
    return plan.make(SOMEBODY, goal, exposures, **SIZE, **more)


@pytest.fixture(scope="module")
def plain():
    return make()


@pytest.fixture(scope="module")
def cast():
    return make(CAST)


def at(made, part, day):
    return getattr(made.forecast, part)["median"][day]


def test_a_plan_without_exposures_says_nothing_of_muscles(plain):
    assert plain.muscle is None
    assert plain.inputs["exposures"] == []


def test_a_cast_takes_muscle_from_its_own_leg_only(cast):
    left, right = cast.muscle.of("quadriceps", "left"), cast.muscle.of("quadriceps", "right")
    week = cast.muscle.day.index(42)
    assert left.size["median"][week] < 0.93
    assert right is None
    assert 0.9 < cast.muscle.of("whole_body").size["median"][week] < 1


def test_fat_free_mass_holds_what_the_muscles_lose_once(plain, cast):
    week = cast.muscle.day.index(42)
    share = 1 - cast.muscle.of("whole_body").size["median"][week]
    # A man of 34 years, 180 cm and 90 kg carries 33 to 37 kg of skeletal muscle.
    lost = at(plain, "ffm_kg", 42) - at(cast, "ffm_kg", 42)
    assert 33 * share * 0.85 < lost < 37 * share * 1.05
    # A kilogram of lean tissue holds 1816 kcal, one of fat 9441: so much fat is spared.
    kept = at(cast, "fat_kg", 42) - at(plain, "fat_kg", 42)
    assert kept == pytest.approx(lost * 1816 / 9441, rel=0.3)
    # The middle of many people hides a little: each differs by kilograms.
    fell = at(plain, "weight_kg", 42) - at(cast, "weight_kg", 42)
    assert fell == pytest.approx(lost - kept, abs=0.25)
    assert cast.intake_kcal_d == plain.intake_kcal_d


def test_the_plan_tells_the_timeline_what_food_alone_does(plain, cast):
    """Else the cast would take its muscle twice."""
    first = date(2026, 1, 1)
    for made in (plain, cast):
        energy = energy_of_plan(SOMEBODY, json.loads(made.to_json()), first)
        assert np.abs(np.asarray(energy.muscle) - 1).max() < 0.01
    assert cast.muscle.from_energy == pytest.approx(
        energy_of_plan(SOMEBODY, json.loads(plain.to_json()), first).muscle, abs=1e-4
    )


def test_training_told_as_an_exposure_is_counted_by_the_muscle_model_alone():
    once = make(TRAINING, goal="lose-0.5")
    both = make(TRAINING, goal="lose-0.5", starts_training=True)
    assert both.forecast == once.forecast
    assert both.muscle == once.muscle
    assert at(once, "ffm_kg", 168) > at(make(goal="lose-0.5"), "ffm_kg", 168)


def test_training_that_is_over_leaves_the_energy_model_alone():
    over = Exposure(name="resistance", end_day=10, sessions_week=3)
    begun = make(over, goal="lose-0.5", exposures_day=100, starts_training=True)
    without = make(over, goal="lose-0.5", exposures_day=100)
    assert at(begun, "ffm_kg", 168) > at(without, "ffm_kg", 168)


def test_losing_weight_takes_muscle_from_every_limb_and_protein_keeps_some():
    low = make(CAST, goal="lose-1", protein_g_kg_d=1.2)
    high = make(CAST, goal="lose-1", protein_g_kg_d=1.6)
    last = len(low.muscle.day) - 1
    body = [made.muscle.of("whole_body").size["median"][last] for made in (low, high)]
    assert body[0] < body[1]
    assert low.muscle.from_energy[168] < 1


def test_the_days_of_exposures_may_have_begun_before_the_plan(cast):
    later = make(CAST, exposures_day=21)
    assert later.muscle.baseline_day == -21
    left = later.muscle.of("quadriceps", "left").size["median"]
    assert left[0] == pytest.approx(
        cast.muscle.of("quadriceps", "left").size["median"][3], abs=0.003
    )
    assert later.forecast.ffm_change_kg["median"][0] == 0


def test_a_plan_with_exposures_is_made_again_to_the_byte(cast):
    text = make(CAST, TRAINING, exposures_day=7).to_json()
    assert plan.replay(text).to_json() == text
    assert plan.Plan.from_json(text).to_json() == text


def test_without_draws_there_is_no_muscle_forecast():
    assert plan.make(SOMEBODY, "maintain", [CAST], draws=0).muscle is None


def test_a_day_that_cannot_be_is_refused():
    with pytest.raises(OutOfRangeError, match="exposures_day"):
        make(CAST, exposures_day=-1)
