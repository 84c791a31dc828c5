"""The 2023 energy requirement, against printed test values and by hand."""

import pytest

from trophe.energy import PAL_CATEGORIES, category_of, eer_adult, eer_child
from trophe.errors import OutOfRangeError, UnknownNameError

BODY = {"weight_kg": 70.0, "height_m": 1.70, "age_y": 30.0}


def test_adults_get_the_published_test_values():
    assert eer_adult(**BODY, male=1.0, category="inactive") == pytest.approx(2520.17)
    assert eer_adult(**BODY, male=0.0, category="active") == pytest.approx(2475.55)


def test_children_get_equation_and_growth():
    # -447.51 + 3.68 x 10 + 13.01 x 140 + 13.15 x 32 + 25 kcal of growth, worked by hand
    boy = eer_child(weight_kg=32.0, height_m=1.40, age_y=10.0, male=1.0, category="inactive")
    assert boy == pytest.approx(-447.51 + 36.8 + 1821.4 + 420.8 + 25)
    girl = eer_child(weight_kg=15.0, height_m=0.98, age_y=3.5, male=0.0, category="active")
    assert girl == pytest.approx(-189.55 - 22.25 * 3.5 + 11.74 * 98 + 18.34 * 15 + 15)


@pytest.mark.parametrize(
    ("pal", "age_y", "category"),
    [
        (1.52, 40, "inactive"),
        (1.53, 40, "low_active"),
        (1.9, 40, "very_active"),
        (1.4, 5, "low_active"),
        (1.6, 12, "active"),
        (1.6, 16, "low_active"),
    ],
)
def test_a_pal_falls_into_the_category_of_its_age(pal, age_y, category):
    assert category_of(pal, age_y) == category


def test_more_activity_never_needs_less_energy():
    needs = [float(eer_adult(**BODY, male=1.0, category=c)) for c in PAL_CATEGORIES]
    assert needs == sorted(needs)


def test_wrong_input_is_refused():
    with pytest.raises(OutOfRangeError, match="age_y"):
        eer_adult(**(BODY | {"age_y": 18}), male=1.0, category="active")
    with pytest.raises(UnknownNameError, match="low_active"):
        eer_adult(**BODY, male=1.0, category="lowactive")
