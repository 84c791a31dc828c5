"""The typical course that a page of the guide draws."""

import pytest

from trophe.guide import Page, page, pages
from trophe.report.course import as_json, course_of, when

WITH_EXAMPLE = [each for each in pages() if each.example is not None]


@pytest.mark.parametrize("each", WITH_EXAMPLE, ids=lambda p: p.slug)
def test_every_cause_has_a_curve_or_says_that_nobody_published_a_rate(each: Page):
    course = course_of(each)
    assert course.charts or course.missing
    assert len(course.charts) + len(course.missing) == len(each.example.kinds)
    assert all("Nobody has published" in words for words in course.missing)


def test_a_page_without_a_cause_has_no_course():
    assert course_of(page("exercise")) is None


def test_the_sentence_the_table_and_the_drawing_tell_the_same_figures():
    size = course_of(page("cast")).charts[0]
    end = next(row for row in size.rows if row.cells[0] == "after 6 weeks")
    assert f"about {end.cells[1]} of before after 6 weeks" in size.summary
    drawn = [point for layer in size.wide["layer"] for point in layer["data"]["values"]]
    assert any(point.get("day") == 182 for point in drawn)


def test_the_band_says_that_it_is_for_one_person():
    assert "for one person" in course_of(page("cast")).charts[0].note


def test_als_has_no_curve_at_all():
    course = course_of(page("als"))
    assert course.charts == ()
    assert len(course.missing) == 2


def test_a_course_is_computed_once_and_the_same_each_time():
    assert course_of(page("cast")) is course_of(page("cast"))


def test_a_course_is_plain_data_too():
    data = as_json(course_of(page("cast")))
    assert data["charts"][0]["rows"][0][1] == "100 %"
    assert "man of 40" in data["who"]


@pytest.mark.parametrize(
    ("day", "days", "words"),
    [
        (0, 182, "at the start"),
        (7, 182, "after 1 week"),
        (42, 182, "after 6 weeks"),
        (365, 548, "after 12 months"),
        (3650, 3650, "after 10 years"),
    ],
)
def test_a_day_is_told_in_the_unit_of_the_course(day, days, words):
    assert when(day, days) == words


def test_the_film_begins_whole_and_tells_the_smallest_that_the_table_tells():
    course = course_of(page("cast"))
    film = course.film
    assert film.frames[0].median == pytest.approx(1.0, abs=0.001)
    assert film.frames[-1].day == 182
    smallest = min(film.frames, key=lambda f: f.median)
    assert smallest.day == 42
    assert film.stills[0].caption == "Before"


def test_no_rate_of_size_no_film():
    assert course_of(page("als")).film is None
