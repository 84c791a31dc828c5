"""Drawings of our own: protocols, readings over time, and the two courses of a what-if."""

import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from trophe.errors import UnknownNameError
from trophe.report import render_svg
from trophe.report.protocols import DRAWINGS, protocol_svg
from trophe.report.reading_history import Reading, reading_history
from trophe.report.what_if_curve import what_if_curve

FIRST = date(2026, 8, 1)


def tape(day, value, series="left", error=0.7):
    return Reading(on=FIRST + timedelta(days=day), value=value, error=error, series=series)


@pytest.mark.parametrize("name", DRAWINGS)
def test_each_protocol_is_a_drawing_without_inline_style(name):
    svg = protocol_svg(name)
    assert len(ElementTree.fromstring(svg)) >= 4
    assert "style=" not in svg


def test_an_unknown_drawing_is_refused():
    with pytest.raises(UnknownNameError, match="drawing"):
        protocol_svg("tail")


def test_readings_have_bars_and_a_sentence_that_knows_chance():
    chart = reading_history("Thigh girth", "cm", [tape(0, 54.0), tape(9, 53.5), tape(20, 51.0)])
    assert chart.summary == (
        "Thigh girth (left) is 51 cm, give or take 0.7; \N{MINUS SIGN}3 cm since 1 August, which is"
        " more than what chance alone makes."
    )
    assert [row.cells[2] for row in chart.rows] == ["53.3 to 54.7", "52.8 to 54.2", "50.3 to 51.7"]
    assert "style=" not in render_svg(chart.narrow)


def test_a_change_within_the_error_is_called_so():
    chart = reading_history("Thigh girth", "cm", [tape(0, 54.0), tape(9, 53.6)])
    assert "within what chance alone makes" in chart.summary


def test_sides_are_kept_apart():
    readings = [tape(0, 54.0), tape(0, 54.5, "right"), tape(9, 52.0)]
    chart = reading_history("Thigh girth", "cm", readings)
    assert [(k.mark, k.text) for k in chart.legend[1:]] == [("line", "Left"), ("dashes", "Right")]
    assert [row.cells[3] for row in chart.rows] == ["left", "right", "left"]


def test_one_reading_is_no_history():
    assert reading_history("Grip", "kg", [tape(0, 30.0, "")]) is None


def what_if():
    def bands(*middle):
        return {
            "q05": [m - 0.03 for m in middle],
            "median": list(middle),
            "q95": [m + 0.03 for m in middle],
        }

    return {
        "day": [0, 30, 60],
        "before": bands(1.0, 0.9, 0.95),
        "after": bands(1.0, 0.93, 1.0),
        "difference": bands(0.0, 0.03, 0.05),
    }


def test_a_what_if_has_a_table_with_the_difference_and_its_band():
    made = what_if_curve(what_if(), FIRST)
    assert made.rows[1] == ("31 Aug 2026", "90.0 %", "93.0 %", "+3.0 points (+0.0 to +6.0)")
    assert made.rows[-1][0] == "30 Sep 2026"


def test_a_what_if_draws_both_courses_inside_its_box():
    svg = what_if_curve(what_if(), FIRST).svg
    assert svg.count("what-curve__band--") == svg.count("what-curve__line--") == 2
    xs = [float(x) for x in re.findall(r"[ML]([\d.]+) [\d.]+", svg)]
    assert 46 <= min(xs) <= max(xs) <= 350
