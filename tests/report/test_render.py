"""Specs become SVG and PNG that fit a strict page and a file."""

import re
import xml.etree.ElementTree as ET

import pytest
from tests.report.plans import plan

from trophe.errors import InputError
from trophe.report import charts, render_png, render_svg
from trophe.report.ink import STAND_IN, THEMES


@pytest.fixture(scope="module")
def spec():
    return charts.weight_forecast(plan()).wide


def test_a_pages_svg_needs_no_inline_style_and_no_size(spec):
    svg = render_svg(spec)
    assert "style=" not in svg
    assert "<style" not in svg
    assert 'viewBox="0 0 640 330"' in svg
    assert not re.match(r"<svg[^>]* width=", svg)
    assert ET.fromstring(svg).tag.endswith("svg")


def test_no_stand_in_colour_is_left(spec):
    for theme in (None, *THEMES):
        svg = render_svg(spec, theme)
        assert not any(colour in svg for colour in STAND_IN.values())


def test_a_pages_svg_is_small(spec):
    assert len(render_svg(spec)) < 16_000


def test_a_drawing_lies_where_its_frame_says(spec):
    frame = charts.weight_forecast(plan()).wide_frame
    assert f'translate({frame.left},{frame.top})"' in render_svg(spec)


@pytest.mark.parametrize("theme", THEMES)
def test_png_is_a_picture_of_twice_the_size(spec, theme, tmp_path):
    render_png(spec, tmp_path / "weight.png", theme)
    head = (tmp_path / "weight.png").read_bytes()[:24]
    assert head.startswith(b"\x89PNG")
    assert (int.from_bytes(head[16:20]), int.from_bytes(head[20:24])) == (1280, 660)


def test_png_leaves_nothing_behind_when_it_cannot_be_written(spec, tmp_path):
    (tmp_path / "weight.png").mkdir()
    with pytest.raises(InputError, match=r"weight\.png"):
        render_png(spec, tmp_path / "weight.png")
    assert [p.name for p in tmp_path.iterdir()] == ["weight.png"]
