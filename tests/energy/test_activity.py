"""Activity levels say the same thing everywhere."""

import pytest

from trophe.energy import ACTIVITY_LEVELS, pal_of, pal_of_work_and_leisure
from trophe.errors import UnknownNameError


def test_the_five_levels_rise_and_are_described():
    pals = [level.pal for level in ACTIVITY_LEVELS.values()]
    assert list(ACTIVITY_LEVELS) == ["sedentary", "light", "moderate", "active", "very_active"]
    assert pals == [1.4, 1.5, 1.6, 1.7, 1.9]
    assert all(level.label and level.description for level in ACTIVITY_LEVELS.values())


def test_work_and_leisure_give_the_planners_level():
    assert pal_of_work_and_leisure("heavy", "very_active") == 2.3
    assert pal_of_work_and_leisure("very_light", "very_light") == pal_of("sedentary")


def test_an_unknown_level_is_refused_with_the_known_ones():
    with pytest.raises(UnknownNameError, match="Did you mean moderate"):
        pal_of("moderat")
    with pytest.raises(UnknownNameError, match="work"):
        pal_of_work_and_leisure("mild", "light")
