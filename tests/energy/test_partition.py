"""Tissue splits as Forbes and Hall say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import lambertw

from trophe.energy import (
    fat_share_of_change,
    muscle_share_of_lean_change,
    skeletal_muscle_kg,
    skeletal_muscle_of_alst_kg,
    skeletal_muscle_of_weight_kg,
    split_change,
)
from trophe.errors import InputError, OutOfRangeError

fats = st.floats(2, 120)
changes = st.floats(-60, 60)


def test_the_share_of_fat_rises_with_fat():
    shares = fat_share_of_change([10, 20, 30, 50])
    assert shares == pytest.approx([0.49, 0.66, 0.74, 0.83], abs=0.005)


def test_the_closed_form_is_halls():
    fat, change = 30.0, -10.0
    r = (fat + change) / 10.4 + np.log(fat / 10.4)
    after = 10.4 * lambertw(np.exp(r)).real
    assert split_change(fat, change)[0] == pytest.approx(after - fat, abs=1e-12)


@given(fats, changes, st.floats(0.3, 2))
def test_the_parts_add_up_and_stay_on_the_forbes_curve(fat, change, factor):
    d_fat, d_lean = split_change(fat, change, factor)
    assert d_fat + d_lean == pytest.approx(change, abs=1e-9)
    assert fat + d_fat > 0
    if fat + d_fat > 1e-6:
        assert d_lean == pytest.approx(10.4 * factor * np.log1p(d_fat / fat), abs=1e-6)


@given(fats, st.floats(-20, 20), st.floats(-20, 20))
def test_two_changes_split_like_their_sum(fat, first, second):
    d_fat, d_lean = split_change(fat, first)
    if fat + d_fat < 0.1:
        return
    then_fat, then_lean = split_change(fat + d_fat, second)
    both_fat, both_lean = split_change(fat, first + second)
    assert d_fat + then_fat == pytest.approx(both_fat, abs=1e-8)
    assert d_lean + then_lean == pytest.approx(both_lean, abs=1e-8)


def test_a_smaller_factor_spares_lean():
    assert split_change(30, -10, 0.6)[1] > split_change(30, -10)[1]


def test_muscle_comes_from_the_printed_shares():
    assert skeletal_muscle_kg(80, 16, 1) == pytest.approx(0.528 * 60)
    assert skeletal_muscle_kg(65, 20, 0) == pytest.approx(0.473 * 40)
    assert skeletal_muscle_of_weight_kg(80, [1, 0]) == pytest.approx([30.72, 24.48])
    assert skeletal_muscle_of_alst_kg(20) == pytest.approx(22.15)


def test_the_muscle_share_has_its_prior():
    low, middle, high = muscle_share_of_lean_change([-1.6449, 0, 1.6449])
    assert (low, middle, high) == pytest.approx((0.35, 0.5, 0.75), abs=1e-4)
    assert muscle_share_of_lean_change(-9) == 0


def test_impossible_bodies_are_refused():
    with pytest.raises(OutOfRangeError, match="fat_kg"):
        split_change(0, -1)
    with pytest.raises(InputError, match="adipose"):
        skeletal_muscle_kg(60, 50, 0)
