"""Body mass index and the weights that rules and doses are counted by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trophe.errors import InputError
from trophe.person import (
    LimbLoss,
    Person,
    adjusted_weight_kg,
    bmi_kg_m2,
    missing_share,
    protein_reference_weight_kg,
    weight_at_bmi_kg,
    whole_weight_kg,
)


def _person(weight_kg=72.0, height_m=1.7, age_y=40, **more):
    return Person(sex="female", age_y=age_y, height_m=height_m, weight_kg=weight_kg, **more)


def test_body_mass_index_is_weight_over_height_squared():
    # 72 / 1.7^2 = 24.913
    assert bmi_kg_m2(_person()) == pytest.approx(24.9135, abs=1e-4)


def test_a_missing_lower_leg_counts_as_if_it_were_there():
    # 5.9 % missing: 72 / 0.941 = 76.514 kg whole; BMI 26.475
    person = _person(limb_losses=(LimbLoss(limb="lower_leg_and_foot"),))
    assert whole_weight_kg(person) == pytest.approx(76.5143, abs=1e-4)
    assert bmi_kg_m2(person) == pytest.approx(26.4755, abs=1e-4)


def test_both_legs_and_both_arms_add_up():
    losses = [LimbLoss(limb=limb, side=s) for limb in ("leg", "arm") for s in ("left", "right")]
    assert missing_share(losses) == pytest.approx(0.42)


def test_a_hand_that_went_with_its_arm_is_not_counted_twice():
    losses = (LimbLoss(limb="arm"), LimbLoss(limb="hand"))
    with pytest.raises(InputError, match="larger one only"):
        _person(limb_losses=losses)
    person = _person(limb_losses=(losses[0], LimbLoss(limb="hand", side="right")))
    assert missing_share(person.limb_losses) == pytest.approx(0.057)


def test_protein_goes_by_actual_weight_up_to_bmi_27_and_by_adjusted_weight_above():
    at = _person(weight_kg=27.0 * 4, height_m=2.0)
    above = _person(weight_kg=27.0 * 4 + 0.1, height_m=2.0)
    assert protein_reference_weight_kg(at) == 108.0
    # 25 x 4 = 100, and a quarter of 8.1
    assert protein_reference_weight_kg(above) == pytest.approx(102.025)


def test_adjusted_weight_is_the_weight_itself_below_bmi_25():
    assert adjusted_weight_kg(_person(weight_kg=60)) == 60


def test_a_child_is_dosed_by_actual_weight():
    child = _person(weight_kg=70, height_m=1.5, age_y=12)
    assert protein_reference_weight_kg(child) == 70


@pytest.mark.parametrize("condition", ["pregnant", "planning_pregnancy", "breastfeeding"])
def test_a_man_is_not_pregnant_or_breastfeeding(condition):
    with pytest.raises(InputError, match=condition):
        Person(sex="male", age_y=40, height_m=1.7, weight_kg=70, conditions={condition})


@given(st.floats(12, 60), st.sampled_from([(), (LimbLoss(limb="leg"),)]))
def test_weight_at_a_bmi_gives_that_bmi_back(bmi, limb_losses):
    scale_kg = weight_at_bmi_kg(_person(limb_losses=limb_losses), bmi)
    if 20 <= scale_kg <= 400:
        person = _person(weight_kg=scale_kg, limb_losses=limb_losses)
        assert bmi_kg_m2(person) == pytest.approx(bmi, rel=1e-12)
