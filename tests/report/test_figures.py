"""Drawings of the movements: one for every movement, two different poses, fit for a page."""

import re
from xml.etree import ElementTree

import pytest

from trophe.errors import UnknownNameError
from trophe.report.figures import figure_svg, missing_drawings
from trophe.training.exercise import exercises


def test_no_movement_is_without_its_drawing():
    assert missing_drawings() == ()


@pytest.mark.parametrize("movement", exercises())
def test_every_drawing_is_sound_and_shows_two_poses(movement):
    svg = figure_svg(movement)
    root = ElementTree.fromstring(svg)
    left, top, wide, high = map(float, root.get("viewBox").split())
    assert (left, top, wide) == (0, 0, 366)
    assert 64 <= high <= 150
    first, second = (ElementTree.tostring(panel, "unicode") for panel in (root[0], root[-1][0]))
    assert first != second
    # What moves or tightens stands in colour in the second pose.
    assert "--ink-main" in second
    assert "style=" not in svg
    assert not re.search(r"#[0-9a-f]{6}", svg)
    assert "nan" not in svg


def test_a_drawing_for_a_file_has_a_name_and_plain_colours():
    svg = figure_svg("sit_to_stand", "light")
    assert 'aria-label="Stand up without hands"' in svg
    assert "var(" not in svg


def test_an_unknown_movement_has_no_drawing():
    with pytest.raises(UnknownNameError, match="squat"):
        figure_svg("squatt")
