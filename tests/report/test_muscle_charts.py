"""The charts of a muscle forecast say, table and draw the document's own figures."""

import json
import re

import pytest
from tests.report.documents import document, reading

from trophe.report import render_svg
from trophe.report.muscle_charts import bone_curve, muscle_curve, sides_curve
from trophe.report.small_curves import small_curve

LABEL = "Front of the left thigh"


def curve(**kwargs):
    return muscle_curve(document(**kwargs), "quadriceps", "left", "size", LABEL)


def cells(chart, column):
    at = chart.columns.index(column)
    return {row.cells[0]: row.cells[at] for row in chart.rows}


def test_the_sentence_has_today_the_lowest_and_the_end():
    assert curve().summary == (
        "Front of the left thigh: size is about 93 % (88 to 98) of before today, will be"
        " lowest around 12 Sep 2026 with 88 % (83 to 93), and is expected at 100 % (95 to 105) on"
        " 24 Oct 2026."
    )


def test_the_table_has_both_bands_for_this_person_and_the_mean():
    chart = curve()
    assert cells(chart, "For you")["15 Aug 2026"] == "95.0 %"
    assert cells(chart, "Half")["15 Aug 2026"] == "93.0 to 97.0 %"
    assert cells(chart, "9 in 10")["15 Aug 2026"] == "90.0 to 100.0 %"
    assert cells(chart, "9 in 10 means")["15 Aug 2026"] == "90.0 to 100.0 %"
    assert {len(row.cells) for row in chart.rows} == {len(chart.columns)}


def test_a_reading_stands_in_the_table_and_has_an_error_bar():
    chart = curve(measured=[reading()])
    assert cells(chart, "Measured")["15 Aug 2026"] == "94 % (91 to 97)"
    bars = [layer for layer in chart.wide["layer"] if layer["mark"].get("strokeWidth") == 1.5
            and layer["mark"]["type"] == "rule"]  # fmt: skip
    assert bars[0]["data"]["values"] == [{"day": 14, "low": 91.0, "high": 97.0}]


@pytest.mark.parametrize(
    "other",
    [{"muscle": "hamstrings"}, {"side": "right"}, {"kind": "strength"}],
)
def test_a_reading_of_something_else_is_not_shown(other):
    assert "Measured" not in curve(measured=[reading(**other)]).columns


def test_events_are_drawn_and_told():
    texts = [key.text for key in curve().legend]
    assert "Cast, left knee, 1 Aug 2026 to 12 Sep 2026" in texts
    assert "Walking, since 12 Sep 2026" in texts
    drawn = [layer["data"]["values"][0].get("number") for layer in curve().wide["layer"]]
    assert {"1", "2"} <= set(drawn)
    assert all("number" not in v for layer in curve(events=False).wide["layer"]
               for v in layer["data"]["values"])  # fmt: skip


def test_sides_are_set_against_each_other():
    chart = sides_curve(document(), "quadriceps", "size", "Front of the thigh")
    assert cells(chart, "The right side")["12 Sep 2026"] == "100 % (95 to 105)"
    assert cells(chart, "For you")["12 Sep 2026"] == "88.0 %"
    assert sides_curve(document(), "quadriceps", "strength", "Front of the thigh") is None


def test_a_side_that_nothing_changes_stays_as_it_is():
    told = document()
    del told["series"]["quadriceps:right:size"]
    now = {"now": [0.99, 1.0, 1.0, 1.0, 1.01]}
    told["places"] = [{"muscle": "quadriceps", "side": "right", "size": now}]
    chart = sides_curve(told, "quadriceps", "size", "Front of the thigh")
    assert set(cells(chart, "The right side").values()) == {"100 % (99 to 101)"}
    del told["series"]["quadriceps:left:size"]
    assert sides_curve(told, "quadriceps", "size", "Front of the thigh") is None


def test_bone_has_a_curve_where_something_is_known():
    assert bone_curve(document(), "hip").summary.startswith("Hip: bone density is about 93 %")
    assert bone_curve(document(), "spine") is None


def test_there_is_no_curve_without_a_series():
    assert muscle_curve(document(), "psoas", "left", "size", "Hip flexors") is None


def test_both_drawings_can_be_drawn_without_inline_style():
    chart = curve(measured=[reading()])
    for spec in (chart.wide, chart.narrow):
        assert json.loads(json.dumps(spec)) == spec
        svg = render_svg(spec)
        assert "var(--ink-main)" in svg
        assert "style=" not in svg


def test_a_small_curve_stays_in_its_box():
    series = document()["series"]["quadriceps:left:size"]
    svg = small_curve(series["day"], series["person"], today=21, low=0.9, high=1.0)
    ys = [float(y) for y in re.findall(r"[\d.]+ ([\d.]+)[LZ]", svg)]
    assert min(ys) == 3.0
    assert max(ys) == 49.0
