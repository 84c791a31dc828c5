"""Rules that look back: trend, little food, slips, and the five questions."""

import pytest

from trophe.errors import InputError, OutOfRangeError
from trophe.person import Condition
from trophe.safety import doubt_weight, eating_result, watch_intake, watch_trend

DAYS = list(range(43))


def falling(kg_week, start_kg=120.0, days=DAYS):
    return [start_kg - kg_week * day / 7 for day in days]


@pytest.mark.parametrize(
    ("kg_week", "level"),
    [(0.9, None), (0.999, None), (1.01, "raise"), (1.5, "raise"), (1.51, "stop"), (3.0, "stop")],
)
def test_p10_raises_or_stops_when_the_trend_is_too_steep(kg_week, level):
    watch = watch_trend(DAYS, falling(kg_week))
    assert (watch and watch.level) == level


def test_p10_goes_by_share_of_weight_for_a_light_person():
    # 1 % of about 57 kg is 0.57 kg a week.
    assert watch_trend(DAYS, falling(0.55, 60.0)) is None
    assert watch_trend(DAYS, falling(0.62, 60.0)).level == "raise"


def test_p10_leaves_the_first_two_weeks_out():
    assert watch_trend(DAYS[:21], falling(3.0)[:21]) is None
    early = [120 - 0.4 * min(d, 13) for d in DAYS]
    assert watch_trend(DAYS, early) is None


def test_p10_says_nothing_from_too_few_weighings():
    assert watch_trend([0, 30, 42], [120, 110, 100]) is None
    assert watch_trend([], []) is None
    clustered = [38, 39, 40, 41, 42]
    assert watch_trend(clustered, falling(2.0, days=clustered)) is None


def test_p10_takes_gaps_between_weighings_as_they_are():
    days = [0, 15, 29, 32, 35, 39, 42]
    assert watch_trend(days, falling(1.2, days=days)).level == "raise"


def test_p10_says_within_how_many_days_to_see_a_doctor():
    assert "within 7 days" in watch_trend(DAYS, falling(2.0)).text


def test_p10_refuses_weights_and_days_that_do_not_match():
    with pytest.raises(InputError, match="differ in length"):
        watch_trend([1, 2], [80])


@pytest.mark.parametrize(
    ("week", "level"),
    [
        ([799] * 3 + [1500] * 4, "ask"),
        ([800] * 7, None),
        ([799] * 2 + [1500] * 5, None),
        ([499] * 5 + [1500] * 2, "refeeding"),
        ([499] * 4 + [1500] * 3, "ask"),
        ([0] * 30 + [1800] * 7, None),
        ([], None),
    ],
)
def test_p11_asks_when_very_little_food_is_logged(week, level):
    watch = watch_intake(week)
    assert (watch and watch.level) == level


def test_p11_refuses_a_day_that_is_no_number():
    with pytest.raises(InputError, match="not a number"):
        watch_intake([float("nan")])


@pytest.mark.parametrize(
    ("new_kg", "last_kg", "days", "asks"),
    [
        (80.0, 80.5, 1, False),
        (83.3, 80.0, 2, True),  # 4.1 %
        (83.2, 80.0, 2, False),  # 4.0 %
        (83.3, 80.0, 3, False),
        (176.4, 80.0, 30, True),  # pounds typed as kilograms
        (36.3, 80.0, 30, True),  # kilograms converted once too often
        (80.0, None, None, False),
        (75.0, 300.0, 900, False),
    ],
)
def test_p20_asks_about_a_weight_that_looks_like_a_slip(new_kg, last_kg, days, asks):
    assert (doubt_weight(new_kg, last_kg, days) is not None) is asks


def test_p20_offers_what_may_have_been_meant():
    assert doubt_weight(176.4, 80.0, 30).as_meant_kg == (80.0,)


def test_p20_refuses_what_no_adult_weighs():
    with pytest.raises(OutOfRangeError, match="kg, lb or st"):
        doubt_weight(19.9, 80.0, 1)


@pytest.mark.parametrize(
    ("answers", "result"),
    [
        ({"vomit": True, "control": True}, Condition.EATING_SCREEN_POSITIVE),
        ({"vomit": True}, Condition.EATING_SCREEN_DECLINED),
        ({}, Condition.EATING_SCREEN_DECLINED),
        (dict.fromkeys(["vomit", "control", "fast_loss", "feel_fat", "ruled"], False), None),
        (
            {"vomit": True} | dict.fromkeys(["control", "fast_loss", "feel_fat", "ruled"], False),
            None,
        ),
        (
            {"vomit": False, "control": False, "fast_loss": False, "feel_fat": False},
            None,
        ),
        (
            {"vomit": False, "control": False, "fast_loss": False},
            Condition.EATING_SCREEN_DECLINED,
        ),
    ],
)
def test_p13_two_yes_count_and_open_answers_do_not_clear(answers, result):
    assert eating_result(answers) is result


def test_an_unknown_question_is_refused():
    with pytest.raises(InputError, match="question"):
        eating_result({"mood": True})
