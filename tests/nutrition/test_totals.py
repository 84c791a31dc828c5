"""Sums in which something is unknown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trophe.errors import InputError
from trophe.nutrition.core import core_table
from trophe.nutrition.totals import amounts_of, total, totals

parts = st.lists(st.none() | st.floats(0, 1000), max_size=12)


def test_unknown_and_known_make_at_least():
    found = total([2.0, None, 60.0])
    assert (found.value, found.at_least, found.n_unknown) == (62.0, True, 1)
    assert found.text("mg") == "at least 62 mg (1 of 3 foods unknown)"


def test_nothing_known_is_unknown_and_nothing_eaten_is_zero():
    assert total([None, None]).value is None
    assert total([None]).text("mg") == "not known"
    assert total([]).value == 0


def test_a_known_zero_is_known():
    assert total([0.0, 0.0]).at_least is False
    assert total([0.0, None]).value == 0.0


@given(parts, parts)
def test_two_halves_make_the_whole(a, b):
    both, whole = total(a) + total(b), total(a + b)
    assert (both.n_known, both.n_total) == (whole.n_known, whole.n_total)
    if whole.n_known:
        assert both.value == pytest.approx(whole.value)


@given(parts)
def test_a_sum_is_never_less_than_what_is_known(values):
    found = total(values)
    known = [v for v in values if v is not None]
    assert (found.value or 0) == pytest.approx(sum(known))
    assert 0 <= found.coverage <= 1


def test_a_day_sums_every_nutrient_and_counts_who_does_not_say():
    table = core_table()
    entries = [amounts_of(table.food("01123"), 100), amounts_of(table.food("19296"), 10)]
    day = totals(entries)
    assert day["energy_kcal"].value == pytest.approx(143 + 30.4)
    assert day["iodine_ug"].at_least
    assert (day["iodine_ug"].n_known, day["iodine_ug"].n_total) == (1, 2)


@pytest.mark.parametrize("grams", [-1, float("nan"), 1e9])
def test_an_amount_that_nobody_eats_is_refused(grams):
    with pytest.raises(InputError, match="grams"):
        amounts_of(core_table().food("01123"), grams)
