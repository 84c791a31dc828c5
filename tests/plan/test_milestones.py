"""Badges are for care of oneself; they forgive, and they never praise eating less (W05, W06)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trophe.errors import UnknownNameError
from trophe.plan.milestones import Care, Level, standing

MONDAY = date(2026, 1, 5)
some_days = st.sets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=80)


def weeks(count, per_week=3, start=MONDAY):
    """Monday, Wednesday, Friday … of so many weeks."""
    return {start + timedelta(days=7 * w + 2 * d) for w in range(count) for d in range(per_week)}


def earned(found):
    return {badge.name for badge in found.badges if badge.earned_on}


def test_nobody_starts_with_a_level():
    found = standing({})
    assert (found.level, found.label, found.weeks) == (Level.NONE, "", 0)
    assert (found.next_level, found.next_weeks) == (Level.BRONZE, 2)


def test_two_weeks_of_care_are_bronze_on_the_day_the_second_is_one():
    found = standing({"food": weeks(2)})
    assert found.label == "Bronze member"
    assert found.reached_on == MONDAY + timedelta(days=11)  # the second Friday


def test_twelve_weeks_from_three_sides_are_gold():
    care = {"food": weeks(12), "moving": weeks(12), "measuring": {MONDAY}}
    assert standing(care).label == "Gold member"
    assert standing({"food": weeks(12)}).level is Level.BRONZE  # one side alone stays there


def test_weeks_need_not_be_in_a_row():  # illness pauses, W06
    split = weeks(1) | weeks(1, start=MONDAY + timedelta(days=140))
    assert standing({"food": split}).level is Level.BRONZE


def test_doing_it_daily_or_twice_a_day_earns_no_more():  # W05
    often = {"food": weeks(2), "moving": weeks(2)}
    daily = {"food": {MONDAY + timedelta(days=d) for d in range(14)}}
    assert standing(often).weeks == standing(daily).weeks == 2


def test_coming_back_after_a_time_away_is_worth_a_badge():
    away = {MONDAY, MONDAY + timedelta(days=30)}
    assert "back" in earned(standing({"food": away}))
    assert "back" not in earned(standing({"food": weeks(3)}))


def test_no_badge_knows_of_weight_or_of_eating_less():  # W05
    words = " ".join(b.name + b.title + b.text for b in standing({}).badges).lower()
    assert not any(w in words for w in ("weight", "lost", "calor", "kcal", "fast", "under", "less"))
    assert {care.value for care in Care}.isdisjoint({"weight", "fasting", "deficit"})


@given(some_days, some_days, some_days, st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_nothing_that_was_earned_is_ever_lost(food, moving, measuring, another):
    ranks = list(Level)
    before = standing({"food": food, "moving": moving, "measuring": measuring})
    after = standing({"food": food | {another}, "moving": moving, "measuring": measuring})
    assert ranks.index(after.level) >= ranks.index(before.level)
    assert earned(after) >= earned(before) - {"back"}  # a day told later may fill the gap
    assert after.weeks >= before.weeks


def test_another_kind_of_care_is_refused():
    with pytest.raises(UnknownNameError, match="food"):
        standing({"fasting": {MONDAY}})
