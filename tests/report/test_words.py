"""The sentences of a forecast carry its figures, and say nothing where there is nothing to say."""

from datetime import date

import pytest
from tests.report.plans import plan

from trophe.report import words

FIRST = date(2026, 11, 22)


def test_the_old_rule_is_told_where_it_misleads_most():
    # day 365: 72.5 - 0.0648 * 365 = 48.8 kg = 108 lb promised; 61.1 kg = 135 lb forecast
    text = words.old_rule(plan(), "lb", FIRST)
    assert "promise 108 lb on 22 Nov 2027" in text
    assert "a lighter body uses less energy, so the loss slows down" in text
    assert text.endswith("135 lb.")


def test_a_gain_is_told_the_other_way_round():
    up = plan()
    for name, band in up["forecast"]["weight_kg"].items():
        up["forecast"]["weight_kg"][name] = [145 - v for v in band]
    up["static_weight_kg"] = [145 - v for v in up["static_weight_kg"]]
    assert "a heavier body uses more energy, so the gain slows down" in words.old_rule(up, "kg")


def test_a_rule_that_promises_no_more_is_not_scolded():
    kind = {**plan(), "static_weight_kg": [72.5] * 366}
    assert words.old_rule(kind, "kg") == ""
    same = plan()
    same["static_weight_kg"] = list(same["forecast"]["weight_kg"]["median"])
    assert words.old_rule(same, "kg") == ""


def test_the_arrival_is_a_day_with_its_spread():
    found = words.arrival(plan(), "kg", FIRST)
    assert (found.weight, found.day) == ("65 kg", "11 Apr 2027")
    assert found.spread == (
        "Half of the people like you get there between 12 Mar 2027 and 10 Jun 2027. "
        "About 85 in 100 people like you reach 65 kg by 22 Nov 2027."
    )


def test_an_arrival_that_most_never_see_says_so():
    far = plan()
    far["goal_day"] |= {"median": None, "q25": 300, "q75": None, "probability": 0.3}
    found = words.arrival(far, "kg", FIRST)
    assert found.day == "not before 22 Nov 2027"
    assert "About 30 in 100" in found.spread


def test_nobody_is_told_that_it_is_certain():
    sure = plan()
    sure["goal_day"] |= {"q95": 200, "probability": 1.0}
    assert "100 in 100" not in words.arrival(sure, "kg", FIRST).spread


def test_tissue_and_water_add_up_to_the_scale():
    for split in words.tissue_and_water(plan(), "kg"):
        scale = split.tissue_kg + split.water_kg
        assert words.signed(scale, "kg") == split.total
    assert [s.when for s in words.tissue_and_water(plan(), "kg")][:2] == [
        "after 1 week",
        "after 4 weeks",
    ]


@pytest.mark.parametrize(
    ("kg", "unit", "text"),
    [(-2.0, "kg", "−2 kg"), (0.5, "kg", "+0.5 kg"), (0.01, "kg", "0 kg"), (-2.0, "st", "−4.4 lb")],
)
def test_changes_carry_a_true_sign(kg, unit, text):
    assert words.signed(kg, unit) == text


def test_twelve_weeks_are_counted_from_today():
    at_once = words.weight_after(plan(), 12, "kg")
    later = words.weight_after(plan(), 12, "kg", day=120)
    assert at_once != later
    assert words.weight_after(plan(), 12, "kg", day=300) is None


def test_without_a_forecast_nothing_is_said():
    bare = {**plan(), "forecast": None, "goal_day": None}
    assert words.old_rule(bare, "kg") == ""
    assert words.tissue_and_water(bare, "kg") == ()
    assert words.arrival(bare, "kg") is None
    assert words.weight_after(bare, 12, "kg") is None
