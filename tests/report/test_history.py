"""Weighings become rings and a trend that says how it is smoothed."""

import math
from datetime import date, timedelta

import pytest

from trophe.report.history import TREND_MEMORY_D, trend_kg, weight_history

TODAY = date(2026, 11, 22)


def points(n, start=80.0, slope=-0.05):
    return [(TODAY - timedelta(days=n - 1 - i), start + slope * i) for i in range(n)]


def test_a_level_weight_has_a_level_trend():
    assert trend_kg([0, 1, 5], [80.0, 80.0, 80.0]) == pytest.approx([80.0, 80.0, 80.0])


def test_after_a_gap_the_old_trend_has_faded():
    # one e-fold: the new weight counts for 1 - 1/e
    trend = trend_kg([0, TREND_MEMORY_D], [80.0, 70.0])
    assert trend[1] == pytest.approx(80 / math.e + 70 * (1 - 1 / math.e))


def test_two_weighings_on_a_day_count_alike():
    assert trend_kg([0, 0], [80.0, 82.0])[1] == pytest.approx(81.0)


def test_a_trend_lies_within_what_was_weighed():
    kgs = [80.0, 81.0, 79.0, 80.5]
    assert all(min(kgs) <= t <= max(kgs) for t in trend_kg([0, 1, 3, 9], kgs))


def test_the_history_says_the_trend_in_a_sentence():
    chart = weight_history(points(30), unit="kg", today=TODAY)
    assert chart.summary.startswith("The trend is 79")
    assert "30 weighings in 30 days" in chart.summary
    assert len(chart.rows) == 30
    assert "ten days" in chart.legend[1].text


def test_only_the_last_ninety_days_are_drawn():
    assert len(weight_history(points(200), today=TODAY).rows) == 91


def test_two_weighings_are_no_history():
    assert weight_history(points(2), today=TODAY) is None
