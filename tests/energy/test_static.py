"""The old rule, as MyPlate had it."""

import pytest

from trophe.energy import static_goal_kcal_d, static_weight_kg


@pytest.mark.parametrize(("rate", "intake"), [(-2, 1209), (-0.5, 1959), (0, 2209), (1.5, 2959)])
def test_the_static_goal_is_500_kcal_for_a_pound_a_week(rate, intake):
    assert static_goal_kcal_d(2209, rate) == pytest.approx(intake)


def test_the_static_line_loses_a_pound_for_3500_kcal():
    assert static_weight_kg(80, -500, [0, 7, 70]) == pytest.approx(
        [80, 80 - 0.45359237, 80 - 4.5359237]
    )
