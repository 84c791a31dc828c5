"""Charts of what was logged: strands told apart without colour, gaps, lower bounds, captions."""

from datetime import date
from xml.etree import ElementTree

import pytest

from trophe.report import render_svg
from trophe.report.caption import captioned
from trophe.report.interval import interval_svg
from trophe.report.overlays import EventSpan
from trophe.report.small_curves import small_trend
from trophe.report.strands import Strand, pieces, strand_layers
from trophe.report.trends import Band, Level, Quantity, trend_chart

FIRST = date(2026, 5, 1)
GRAMS = Quantity(key="fibre", title="Fibre", unit="g", say=lambda v: f"{v:g} g")
EATEN = Strand(
    name="Eaten",
    points=[(0, 10.0), (1, 6.0), (5, 12.0)],
    at_least=frozenset({1}),
    line=[(5, 9.0)],
    line_name="Mean",
)


def chart(*strands, **told):
    return trend_chart(
        GRAMS, first=FIRST, days=30, strands=strands, summary="Ten grams a day.", **told
    )


def test_a_lower_bound_is_a_triangle_and_says_at_least():
    made = chart(EATEN)
    assert [row.cells[1] for row in made.rows] == ["10 g", "at least 6 g", "12 g"]
    marks = [layer["mark"].get("shape") for layer in made.wide["layer"]]
    assert "triangle-up" in marks
    assert "least" in [key.mark for key in made.legend]


def test_days_without_a_value_have_no_row_and_no_point():
    made = chart(EATEN)
    assert len(made.rows) == 3
    assert made.rows[0].cells == ("1 May 2026", "10 g", "–")
    assert chart(Strand(name="Nothing")) is None


def test_four_strands_differ_by_dash_and_marker_and_more_stand_in_the_table_alone():
    strands = [
        Strand(name=f"S{i}", points=[(0, i + 1.0), (9, i + 2.0)], joined=True) for i in range(5)
    ]
    layers = strand_layers(strands, 1.0)
    lines = [tuple(x["mark"].get("strokeDash", ())) for x in layers if x["mark"]["type"] == "line"]
    shapes = [x["mark"]["shape"] for x in layers if x["mark"]["type"] == "point"]
    assert len(set(lines)) == len(set(shapes)) == 4
    made = chart(*strands)
    assert made.columns == ("Day", "S0", "S1", "S2", "S3", "S4")
    assert [key.mark for key in made.legend] == [f"strand{i}" for i in range(4)]


def test_a_line_is_cut_where_nothing_was_logged_for_long():
    daily = [(day, 1.0) for day in (0, 1, 2, 20, 21)]
    assert [len(piece) for piece in pieces(daily)] == [3, 2]
    monthly = [(30 * n, 1.0) for n in range(5)]
    assert len(pieces(monthly)) == 1
    assert pieces([]) == []


def test_columns_stand_on_zero():
    made = chart(Strand(name="A week", points=[(0, 3.0), (7, 0.0)], width_d=7))
    bar = next(layer for layer in made.wide["layer"] if layer["mark"]["type"] == "rect")
    assert {row["zero"] for row in bar["data"]["values"]} == {0}
    assert made.wide["encoding"]["y"]["scale"]["domain"][0] == 0


def test_band_goal_and_events_are_drawn_and_keyed():
    bands = {n: [v, v + 1] for n, v in zip(("q05", "q25", "median", "q75", "q95"), (5, 6, 7, 8, 9),
                                           strict=True)}  # fmt: skip
    made = chart(
        EATEN,
        band=Band(name="Trend", day=[3, 4], bands=bands),
        level=Level(value=30.0, text="Advised: 30 g"),
        events=[EventSpan(label="Cast", first_day=2, last_day=9)],
    )
    assert "Advised: 30 g" in [key.text for key in made.legend]
    assert any(key.text.startswith("Cast, 3 May 2026 to 10 May") for key in made.legend)
    assert made.columns[-3:] == ("Trend", "Half of the time", "Nine times in ten")
    assert made.wide["encoding"]["y"]["scale"]["domain"][1] >= 30
    ElementTree.fromstring(render_svg(made.narrow, "dark"))


def test_a_picture_for_a_file_says_its_title_sentence_and_events():
    spec = captioned(chart(EATEN, events=[EventSpan(label="Cast", first_day=2, last_day=9)]))
    assert spec["title"]["text"] == "Fibre"
    assert spec["title"]["subtitle"][0] == "Ten grams a day."
    assert spec["title"]["subtitle"][1].startswith("1: Cast")
    svg = render_svg(spec, "light")
    assert "Ten grams a day." in svg


@pytest.mark.parametrize(("low", "middle", "high"), [(-1, 0.5, 2), (1, 2, 3), (-3, -2, -1)])
def test_an_interval_lies_as_it_is_beside_zero(low, middle, high):
    drawn = interval_svg(low, middle, high, less="a < b", more="more")
    tree = ElementTree.fromstring(drawn)
    paths = {p.get("class"): p.get("d") for p in tree.iter() if p.get("d")}
    zero = float(paths["interval__zero"].split()[0][1:])
    left = float(paths["interval__bar"].split()[0][1:])
    assert (left < zero) == (low < 0)


def test_a_glance_is_small_and_holds_no_text():
    many = [(day, 70 + day % 7) for day in range(400)]
    drawn = small_trend(400, [many], dots=many, marks=[3, 50])
    assert len(drawn) < 2500
    assert ElementTree.fromstring(drawn).get("aria-hidden") == "true"
    columns = small_trend(30, [], dots=[(0, 2.0), (7, 0.0)], columns_d=7)
    assert "spark__column" in columns
    assert "nan" not in small_trend(30, [], dots=[(4, 5.0)])
    assert small_trend(30, []) == ""
