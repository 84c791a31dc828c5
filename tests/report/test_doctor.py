"""The report for a doctor: a PDF of one or two pages, the same bytes for the same report."""

from datetime import date

import pytest

from trophe.report.doctor import Course, DoctorReport, Part, report_pdf, report_pictures


def report(**changes):
    told = {
        "title": "Report to take along",
        "made_on": date(2026, 11, 22),
        "told": [("Age", "61"), ("Sex", "Female")],
        "parts": [
            Part(title="Findings", empty="No check was made."),
            Part(title="Why I come", empty="Nothing.", rows=[["My hand is weak."]]),
            Part(title="T", empty="", columns=("a", "b"), widths=(1, 2), rows=[["1", "2"]] * 3),
        ],
        "footer": "Not a certified medical device.",
    }
    return DoctorReport(**(told | changes))


def test_it_is_a_pdf_and_the_same_one_each_time():
    first = report_pdf(report())
    assert first.startswith(b"%PDF-")
    assert report_pdf(report()) == first


def test_what_people_write_is_never_markup():
    hostile = '#panic("no") *bold* $x$ @ref <tag> \\ " ] } #import "@preview/x:1.0.0"'
    part = Part(title=hostile, empty="", rows=[[hostile]], note=hostile)
    table = Part(title="t", empty="", columns=(hostile,), rows=[[hostile]])
    assert report_pdf(report(parts=[part, table], told=[(hostile, hostile)], footer=hostile))


@pytest.mark.parametrize("text", ["", "日本語 العربية 🫀", "x" * 3000, "\u0000", "a\nb"])
def test_any_text_can_be_set(text):
    assert report_pdf(report(parts=[Part(title="A", empty="-", rows=[[text]])]))


def test_a_full_report_stays_within_two_pages():
    rows = [["12 Mar 2026", "3 May 2026", "Cast, brace or splint, left knee", "Dose: 20 mg/d"]] * 14
    parts = [
        Part(title=f"Part {n}", empty="", columns=("a", "b", "c", "d"), rows=rows[: 14 - n])
        for n in range(5)
    ]
    course = Course(points=[(0, 80.0), (30, 78.0)], first="a", last="b", low="78", high="80")
    full = report(parts=parts, weight_course=course, weight_title="Part 2")
    assert len(report_pictures(full)) <= 2


@pytest.mark.parametrize("points", [[(0, 80.0), (0, 80.0)], [(0, 80.0), (9, 80.0)]])
def test_a_flat_or_short_course_is_drawn_too(points):
    course = Course(points=points, first="a", last="b", low="80", high="80")
    assert report_pdf(report(weight_course=course, weight_title="Findings"))


@pytest.mark.parametrize("paper", ["a4", "us-letter"])
def test_both_papers_are_set(paper):
    assert report_pdf(report(paper=paper))
