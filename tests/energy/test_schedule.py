"""Schedules as arrays by day."""

import numpy as np
import pytest

from trophe.energy import schedule
from trophe.errors import InputError, UnknownNameError


def test_steps_hold_from_their_day_and_are_0_before_the_first():
    assert schedule.parse("step", "2:-500;4:100", 6).tolist() == [0, 0, -500, -500, 100, 100]


def test_lines_are_straight_between_knots_and_flat_outside():
    assert schedule.parse("linear", "1:0;3:-400", 5).tolist() == [0, 0, -200, -400, -400]


def test_cycles_repeat_from_day_0():
    assert schedule.parse("cycle", "2:0;1:-1100", 7).tolist() == [0, 0, -1100, 0, 0, -1100, 0]
    assert schedule.parse("cycle", "1:0;0:5;1:1", 3).tolist() == [0, 1, 0]
    assert schedule.parse("cycle", "2:0;1e12:5", 4).tolist() == [0, 0, 5, 5]


def test_phases_follow_one_another_and_the_last_holds_on():
    eaten = schedule.phases([(2, 1500), (1, 2100), (1, 1500)], 6)
    assert eaten.tolist() == [1500, 1500, 2100, 1500, 1500, 1500]


def test_spaces_and_a_trailing_semicolon_do_no_harm():
    np.testing.assert_array_equal(
        schedule.parse("step", " 0 : -5e2 ; 3:0;", 4), [-500, -500, -500, 0]
    )


@pytest.mark.parametrize("text", ["", ";", "0", "a:1", "0:1:2", "0:nan", "5:1;5:2"])
def test_text_that_is_no_schedule_is_refused(text):
    with pytest.raises(InputError):
        schedule.parse("step", text, 3)


def test_a_cycle_of_no_days_and_an_unknown_kind_are_refused():
    with pytest.raises(InputError, match="whole lengths"):
        schedule.parse("cycle", "0:1;0:2", 3)
    with pytest.raises(InputError, match="whole lengths"):
        schedule.parse("cycle", "1.5:1;1:2", 3)
    with pytest.raises(UnknownNameError, match="cycle"):
        schedule.parse("cycles", "1:1", 3)
