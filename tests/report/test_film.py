"""The film is drawn to scale and says in words what it shows."""

import re

import pytest
from tests.report.documents import document

from trophe.report.film import film


@pytest.fixture
def made():
    return film(document(), "quadriceps", "left", "Front of the left thigh")


def test_the_stills_are_before_today_smallest_and_end(made):
    assert [(s.caption, s.frame.day) for s in made.stills] == [
        ("Before", 0),
        ("Today", 21),
        ("At its smallest", 42),
        ("At the end", 84),
    ]


def test_the_area_of_the_section_is_the_forecast_share(made):
    for still in made.stills:
        scale = float(re.search(r"scale\(([\d.]+)\)", still.svg)[1])
        assert scale**2 == pytest.approx(still.frame.median, abs=1e-3)


def test_the_ring_is_the_band_and_the_dashes_the_size_before(made):
    svg = made.stills[2].svg
    radius = {
        name: float(r) for name, r in re.findall(r'film__(\w+)" cx="100" cy="100" r="([\d.]+)', svg)
    }
    assert (radius["high"] / radius["before"]) ** 2 == pytest.approx(0.93, abs=2e-3)
    assert (radius["low"] / radius["before"]) ** 2 == pytest.approx(0.83, abs=2e-3)


def test_the_words_tell_what_is_seen(made):
    assert "at its smallest: 88 % of the area before (83 to 93 %)" in made.summary
    assert made.numbers["median"].split(",")[6] == "0.88"
    assert len(made.numbers["when"].split("|")) == len(made.frames)


def test_captions_of_one_day_are_joined():
    doc = document()
    doc["today"] = 42
    stills = film(doc, "quadriceps", "left", "x").stills
    assert [s.caption for s in stills] == ["Before", "Today, at its smallest", "At the end"]


def test_nothing_moves_by_itself_and_nothing_is_styled_inline(made):
    assert not re.search("<animate|style=|<script", made.svg)


def test_there_is_no_film_without_a_forecast():
    assert film(document(), "psoas", "left", "Hip flexors") is None
