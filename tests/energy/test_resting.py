"""Resting expenditure: worked by hand, by every equation, and chosen by rule."""

import numpy as np
import pytest

from trophe.energy import MALE_SHARE, REE_CONSTANTS, REE_EQUATIONS, resting_of
from trophe.errors import MissingDataError, OutOfRangeError
from trophe.evidence import constants
from trophe.person import Person, Sex

MAN = {"weight_kg": 80.0, "height_m": 1.80, "age_y": 40.0, "male": 1.0, "ffm_kg": 64.0}
WOMAN = {"weight_kg": 65.0, "height_m": 1.65, "age_y": 40.0, "male": 0.0, "ffm_kg": 45.0}

# Worked by hand from the printed equations.
BY_HAND = {
    "mifflin": (799.2 + 1125 - 196.8 + 5, 649.35 + 1031.25 - 196.8 - 161),
    "harris_benedict": (
        88.362 + 13.397 * 80 + 4.799 * 180 - 5.677 * 40,
        447.593 + 9.247 * 65 + 3.098 * 165 - 4.33 * 40,
    ),
    "katch_mcardle": (370 + 21.6 * 64, 370 + 21.6 * 45),
    "cunningham": (500 + 22 * 64, 500 + 22 * 45),
    "oxford": (14.2 * 80 + 593, 9.74 * 65 + 694),
    "schofield": (11.472 * 80 + 873.1, 8.126 * 65 + 845.6),
}


@pytest.mark.parametrize("name", REE_EQUATIONS)
def test_each_equation_gives_what_is_worked_by_hand(name):
    man, woman = BY_HAND[name]
    assert REE_EQUATIONS[name](**MAN) == pytest.approx(man, abs=1e-9)
    assert REE_EQUATIONS[name](**WOMAN) == pytest.approx(woman, abs=1e-9)


@pytest.mark.parametrize("name", REE_EQUATIONS)
def test_each_equation_takes_arrays_and_gives_the_mean_for_an_unspecified_sex(name):
    body = MAN | {"male": np.array([1.0, 0.0, 0.5])}
    man, woman, unspecified = np.broadcast_to(REE_EQUATIONS[name](**body), 3)
    assert unspecified == pytest.approx((man + woman) / 2)


@pytest.mark.parametrize("name", REE_EQUATIONS)
def test_each_equation_names_its_constants(name):
    assert constants(REE_CONSTANTS[name]).parameters


@pytest.mark.parametrize(
    ("age_y", "slope"), [(2.9, 58.317), (3, 20.315), (10, 13.384), (18, 14.818), (60, 9.082)]
)
def test_schofield_changes_bands_on_the_birthday(age_y, slope):
    lighter, heavier = (
        REE_EQUATIONS["schofield"](weight_kg=w, age_y=age_y, male=0.0) for w in (20.0, 21.0)
    )
    assert heavier - lighter == pytest.approx(slope)


def test_a_measured_value_overrides_and_measured_fat_leads_to_cunningham():
    body = {"sex": "female", "age_y": 40, "height_m": 1.65, "weight_kg": 65}
    assert resting_of(Person(**body)).basis == "mifflin"
    assert resting_of(Person(**body, ree_measured_kcal_d=1400)).ree_kcal_d == 1400
    lean = resting_of(Person(**body, body_fat_pct=20))
    assert (lean.basis, lean.ree_kcal_d) == ("katch_mcardle", pytest.approx(370 + 21.6 * 52))


def test_a_child_gets_schofields_band_and_the_wider_error_goes_with_obesity():
    child = Person(sex="male", age_y=12, height_m=1.5, weight_kg=40)
    assert resting_of(child).basis == "schofield"
    slim = Person(sex="female", age_y=40, height_m=1.65, weight_kg=65)
    large = Person(sex="female", age_y=40, height_m=1.65, weight_kg=110)
    assert resting_of(large).sd > resting_of(slim).sd


def test_what_an_equation_cannot_use_is_refused_by_name():
    with pytest.raises(OutOfRangeError, match="height_m = 180 is outside"):
        REE_EQUATIONS["mifflin"](**(MAN | {"height_m": 180}))
    with pytest.raises(OutOfRangeError, match="age_y"):
        REE_EQUATIONS["oxford"](**(MAN | {"age_y": 17}))
    with pytest.raises(OutOfRangeError, match="weight_kg"):
        REE_EQUATIONS["mifflin"](**(MAN | {"weight_kg": np.nan}))
    with pytest.raises(MissingDataError, match="fat-free mass"):
        REE_EQUATIONS["cunningham"](weight_kg=80.0)


def test_every_sex_has_a_share_of_the_male_equation():
    assert set(MALE_SHARE) == set(Sex)
