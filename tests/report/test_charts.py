"""The charts of a plan say, table and draw the plan's own figures."""

from datetime import date

import pytest
from tests.report.plans import plan

from trophe.report import charts

FIRST = date(2026, 11, 22)


@pytest.fixture
def weight():
    return charts.weight_forecast(plan(), unit="lb", first_date=FIRST)


def marks(spec):
    return [layer["mark"]["type"] for layer in spec["layer"]]


def test_the_summary_carries_start_end_and_both_bands(weight):
    # day 365: 60 + 12.5 exp(-365 / 150) = 61.1 kg = 135 lb; its spread 3.82 kg, times 1.645 = 14 lb
    assert weight.summary == (
        "Weight goes from 160 lb to about 135 lb by 22 Nov 2027; half of the people like you end "
        "at 129 to 140 lb, 9 in 10 at 121 to 149 lb."
    )


def test_the_table_goes_from_the_first_day_to_the_last(weight):
    assert weight.rows[0].cells[0] == "22 Nov 2026"
    assert weight.rows[-1].cells[0] == "22 Nov 2027"
    assert all(len(row.cells) == len(weight.columns) for row in weight.rows)


def test_the_tables_rows_lie_in_the_plot_from_left_to_right(weight):
    xs = [row.x for row in weight.rows]
    assert xs == sorted(xs)
    assert (xs[0], xs[-1]) == (0.0, 1.0)
    assert all(0 <= row.y <= 1 for row in weight.rows)


def test_the_old_rule_and_the_goal_are_told_by_dash_and_marker_not_colour_alone(weight):
    dashes = [layer["mark"].get("strokeDash") for layer in weight.wide["layer"]]
    assert [6, 5] in dashes  # the old rule
    assert [2, 4] in dashes  # the goal
    assert "point" in marks(weight.wide)  # the day it is reached


def test_weighings_are_rings_and_in_the_key():
    chart = charts.weight_forecast(plan(), first_date=FIRST, measured=[(-10, 73.0), (0, 72.5)])
    assert [k.text for k in chart.legend][-1] == "Weighed"
    assert chart.wide["encoding"]["x"]["scale"]["domain"] == [-13, 365]
    assert 0 < chart.rows[0].x < 0.1


def test_weighings_older_than_four_months_are_left_out():
    chart = charts.weight_forecast(plan(), measured=[(-300, 80.0)])
    assert "Weighed" not in [k.text for k in chart.legend]


def test_fat_and_fat_free_mass_share_one_scale():
    domains = [
        charts.part_forecast(plan(), part).wide["encoding"]["y"]["scale"]["domain"]
        for part in ("fat_kg", "ffm_kg")
    ]
    spans = [high - low for low, high in domains]
    assert spans[0] == pytest.approx(spans[1])


def test_a_plan_without_a_forecast_has_no_chart():
    refused = {**plan(), "forecast": None}
    assert charts.weight_forecast(refused) is None
    assert charts.part_forecast(refused, "fat_kg") is None


def test_without_a_calendar_days_are_weeks():
    chart = charts.weight_forecast(plan())
    assert "after 52 weeks" in chart.summary
    assert chart.rows[1].cells[0] == "week 1"


def test_a_goal_that_some_never_reach_is_drawn_to_the_edge(weight):
    spans = [
        layer["data"]["values"][0]
        for layer in weight.wide["layer"]
        if "start" in layer["data"]["values"][0]
    ]
    assert spans[0] == {"start": 80, "end": 365}  # 90 %: the late end lies beyond the year
    assert spans[1] == {"start": 110, "end": 200}


@pytest.mark.parametrize(
    ("unit", "start"), [("kg", "72.5 kg"), ("lb", "160 lb"), ("st", "11 st 6 lb")]
)
def test_every_unit_is_spoken(unit, start):
    chart = charts.weight_forecast(plan(), unit=unit)
    assert start in chart.summary
    assert chart.rows[0].cells[1] == start


def test_the_old_rule_does_not_crush_the_forecast():
    steep = {**plan(), "static_weight_kg": [72.5 - 0.2 * d for d in range(366)]}
    low, high = charts.weight_forecast(steep).wide["encoding"]["y"]["scale"]["domain"]
    bands = steep["forecast"]["weight_kg"]
    assert high - low < 1.8 * (max(bands["q95"]) - min(bands["q05"]))
