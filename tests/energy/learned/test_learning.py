"""What a person spends, learned from weights and food."""

from dataclasses import replace

import numpy as np
import pytest

from trophe.energy.learned import About, Status, learn
from trophe.errors import InputError, MissingDataError, OutOfRangeError
from trophe.fit.expenditure_twins import CLEAN, twins

DAYS = 42


@pytest.fixture(scope="module")
def twin():
    return twins(CLEAN, people=1, days=DAYS + 29, seed=4)


@pytest.fixture(scope="module")
def diary(twin):
    return twin.scale_kg[0, :DAYS], twin.logged_kcal_d[0, :DAYS]


@pytest.fixture(scope="module")
def learned(diary):
    return learn(*diary)


def last(band):
    return float(band.median[-1])


def test_the_truth_lies_in_the_band(twin, learned):
    truth = twin.expenditure_kcal_d[0, DAYS - 1]
    assert learned.expenditure_kcal_d.q05[-1] < truth < learned.expenditure_kcal_d.q95[-1]
    later = twin.weight_kg[0, DAYS + 27]
    assert learned.ahead_scale_kg.q05[-1] < later < learned.ahead_scale_kg.q95[-1]
    assert learned.status is Status.UPDATING
    assert not learned.needs


def test_bands_are_ordered_and_a_forecast_widens(learned):
    for name in ("expenditure_kcal_d", "need_kcal_d", "trend_kg", "fat_kg", "ahead_change_kg"):
        b = getattr(learned, name)
        for low, high in ((b.q05, b.q25), (b.q25, b.median), (b.median, b.q75), (b.q75, b.q95)):
            assert (low < high).all(), name
    width = learned.ahead_weight_kg.q95 - learned.ahead_weight_kg.q05
    assert width[27] > 1.5 * width[0]


def test_fat_and_fat_free_mass_add_up_to_the_trend(learned):
    total = learned.fat_kg.median + learned.ffm_kg.median
    np.testing.assert_allclose(total, learned.trend_kg.median, atol=1e-9)


@pytest.mark.parametrize("factor", [10.0, 0.1, 2.2046, 1.5, 1.1, 0.93])
@pytest.mark.parametrize("place", [15, -1])
def test_one_absurd_weight_moves_the_trend_by_less_than_a_tenth(diary, factor, place):
    weights, food = diary
    day = np.flatnonzero(np.isfinite(weights))[place]
    without, wrong = weights.copy(), weights.copy()
    without[day] = np.nan
    wrong[day] *= factor
    fair, moved = learn(without, food), learn(wrong, food)
    # A slip that can be mended tells as much as the honest weight did.
    near = 0.3 if moved.mended else 0.1
    assert np.abs(moved.trend_kg.median - fair.trend_kg.median).max() < near
    assert last(moved.need_kcal_d) == pytest.approx(last(fair.need_kcal_d), abs=25)


def test_pounds_among_kilograms_are_read_as_pounds(diary, learned):
    weights, food = diary
    pounds = weights.copy()
    days = np.flatnonzero(np.isfinite(weights))[[3, 9, 20]]
    pounds[days] *= 2.20462
    read = learn(pounds, food)
    assert read.mended == tuple(days)
    np.testing.assert_allclose(read.trend_kg.median, learned.trend_kg.median, atol=1e-3)


@pytest.fixture(scope="module")
def eight():
    found = twins(CLEAN, people=8, days=DAYS + 29, seed=9)
    return list(zip(found.scale_kg[:, :DAYS], found.logged_kcal_d[:, :DAYS], strict=True))


def with_water(weights, kg, begins):
    return np.where(np.arange(DAYS) >= begins, weights + kg, weights)


def test_a_lasting_shift_of_water_does_not_become_a_calorie_correction(eight):
    moved, found = [], 0
    for weights, food in eight:
        dry, wet = learn(weights, food), learn(with_water(weights, 1.6, 21), food)
        moved.append(last(wet.need_kcal_d) - last(dry.need_kcal_d))
        found += any(abs(day - 21) <= 3 for day in wet.water_steps)
    # as tissue it would be 1.6 kg x 7700 / 21 d, some 590 kcal/d
    assert np.median(np.abs(moved)) < 120
    assert found >= 5


def test_a_fresh_shift_of_water_holds_the_estimate(eight):
    held = [learn(with_water(weights, 2.5, 36), food) for weights, food in eight]
    waiting = [found for found in held if found.status is Status.HOLDING]
    assert len(waiting) >= 6
    assert all("water" in found.why for found in waiting)


def test_a_monthly_swing_is_taken_for_water_where_it_is_looked_for(diary, learned):
    weights, food = diary
    swing = 0.7 * np.sin(2 * np.pi * np.arange(DAYS) / 28)
    blind, looking = learn(weights + swing, food), learn(weights + swing, food, cycle=True)
    truth = last(learned.need_kcal_d)
    assert abs(last(looking.need_kcal_d) - truth) < 40
    assert abs(last(looking.need_kcal_d) - truth) < abs(last(blind.need_kcal_d) - truth)


def test_the_water_of_a_new_diet_is_no_great_expenditure():
    twin = twins(replace(CLEAN, sodium_with_intake=True), people=14, days=60, seed=6)
    errors = []
    for scale, food, spent in zip(
        twin.scale_kg, twin.logged_kcal_d, twin.expenditure_kcal_d, strict=True
    ):
        found = learn(scale[:21], food[:21])  # a week into the diet
        errors.append(last(found.expenditure_kcal_d) - spent[20])
    # 1.1 kg of water in a week would be 1,200 kcal/d as tissue
    assert abs(np.mean(errors)) < 90
    assert np.median(np.abs(errors)) < 120


def test_the_daily_update_follows_the_full_fit(twin):
    scale, food = twin.scale_kg[0], twin.logged_kcal_d[0]
    earlier = learn(scale[:35], food[:35])
    for days in range(36, 43):
        full, daily = (learn(scale[:days], food[:days], earlier=basis) for basis in (None, earlier))
        assert last(daily.expenditure_kcal_d) == pytest.approx(
            last(full.expenditure_kcal_d), abs=10
        )


def test_it_says_what_it_needs_when_it_knows_too_little(diary):
    weights, food = diary
    early = learn(weights[:5], food[:5])
    assert early.status is Status.LEARNING
    assert any("weights within 21 days" in need for need in early.needs)
    assert any("food logged" in need for need in early.needs)
    width = early.need_kcal_d.q95[-1] - early.need_kcal_d.q05[-1]
    assert width > 600
    assert early.informed_day is None


def test_it_holds_what_it_learned_when_the_diary_stops(diary, learned):
    weights, food = (np.concatenate([values, np.full(20, np.nan)]) for values in diary)
    held = learn(weights, food)
    assert held.status is Status.HOLDING
    assert last(held.need_kcal_d) == pytest.approx(last(learned.need_kcal_d), abs=40)
    width, before = (b.need_kcal_d.q95[-1] - b.need_kcal_d.q05[-1] for b in (held, learned))
    assert width > before


def test_partial_days_count_as_at_least_what_was_logged(diary, learned):
    weights, food = diary
    complete = np.isfinite(food) * 1.0
    some = np.flatnonzero(complete)[5::6]
    partial = food.copy()
    partial[some] *= 0.4
    whole = learn(weights, partial)
    complete[some] = 0.0
    told = learn(weights, partial, complete)
    truth = last(learned.need_kcal_d)
    assert abs(last(told.need_kcal_d) - truth) < 60
    assert last(whole.need_kcal_d) < truth - 60


def test_facts_sharpen_the_first_days(twin, diary):
    weights, food = diary
    facts = {k: twin.facts[k][0] for k in ("male", "age_y", "height_m", "pal")}
    told, blind = (
        learn(weights[:7], food[:7], about=About.of(**facts)),
        learn(weights[:7], food[:7]),
    )

    def width(found):
        return found.need_kcal_d.q95[-1] - found.need_kcal_d.q05[-1]

    assert width(told) < width(blind)


def test_eating_less_from_tomorrow_forecasts_less_weight(diary):
    less, more = (learn(*diary, next_kcal_d=kcal) for kcal in (1500, 2500))
    gap = more.ahead_change_kg.median[-1] - less.ahead_change_kg.median[-1]
    assert 2.5 < gap < 6  # 28,000 kcal as tissue 3.7 kg, and the water of a higher intake


def test_nothing_to_learn_from_is_said(diary):
    weights, food = diary
    none = np.full(DAYS, np.nan)
    with pytest.raises(MissingDataError, match="weight_kg"):
        learn(none, food)
    with pytest.raises(MissingDataError, match="intake_kcal_d"):
        learn(weights, none)
    with pytest.raises(MissingDataError, match="intake_kcal_d"):
        learn(weights, food, np.zeros(DAYS))
    with pytest.raises(InputError, match="differ in length"):
        learn(weights[:-1], food)
    with pytest.raises(OutOfRangeError, match="intake_kcal_d"):
        learn(weights, -food)
    with pytest.raises(OutOfRangeError, match="weight_kg"):
        learn(weights * 10, food)
