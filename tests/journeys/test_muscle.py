"""The Muscle pages in the browser: a cast told by thumb, readings that narrow, what if."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect
from tests.journeys.test_every_page import CUT_TEXT, SMALL_TARGETS, WIDTHS, findings

from trophe.plan import Goal
from trophe.web.muscle.services import add_event, log_measurement
from trophe.web.plans.services import make_plan

TAPE = ((1, 54.0), (14, 52.6), (27, 51.5))
WIDTH = re.compile(r"([\d.]+) to ([\d.]+) %")


@pytest.fixture
def cast(person, owner):
    """A cast on the left knee since four weeks, for six; told, not measured."""
    began = person.today() - timedelta(days=28)
    told = {"kind": "cast", "part": "knee", "side": "left", "began_on": began}
    return add_event(person=person, by=owner, **told, ended_on=began + timedelta(weeks=6)).row


@pytest.fixture
def visit(visit):
    """As ever, with patience for the first forecast, which reads the model's draws."""

    def open_window(**kwargs):
        window = visit(**kwargs)
        window.page.set_default_timeout(45000)
        return window

    expect.set_options(timeout=15000)
    yield open_window
    expect.set_options(timeout=5000)


def measure(person, owner, cast):
    for day, value in TAPE:
        on = cast.began_on + timedelta(days=day)
        log_measurement(person=person, by=owner, instrument="tape_thigh", values=[value] * 3,
                        side="left", measured_on=on, confirmed=True)  # fmt: skip


def band_today(window, person):
    """Width of the 9-in-10 band today, in points, as the table twin prints it."""
    window.go(f"/p/{person.code}/muscle/quadriceps/?side=left")
    rows = window.page.locator("figure").first.locator("tbody tr")
    day = person.today()
    words = f"{day.day} {day:%b %Y}"
    row = next(r for r in rows.all() if r.locator("th").text_content() == words)
    low, high = WIDTH.search(row.locator("td").nth(2).text_content()).groups()
    return float(high) - float(low)


def test_a_cast_for_six_weeks_takes_at_most_eight_taps(visit, person):
    window = visit()
    page = window.page
    window.go(f"/p/{person.code}/")
    page.get_by_role("link", name="Muscle").tap()
    page.get_by_role("link", name="Tell what happened").tap()
    page.get_by_role("link", name="Cast, brace or splint").tap()
    page.get_by_label("Knee", exact=True).tap()
    page.get_by_label("Left", exact=True).tap()
    page.get_by_label("6 weeks", exact=True).tap()
    page.get_by_role("button", name="Save").tap()
    expect(page.locator(".headline__text")).to_contain_text(
        re.compile(r"Left thigh about \d+ % smaller when the cast comes off")
    )
    assert window.taps() <= 8
    assert window.complaints == []


def test_three_tape_readings_narrow_the_band(visit, person, owner, cast):
    window = visit()
    before = band_today(window, person)
    measure(person, owner, cast)
    after = band_today(window, person)
    assert after < 0.9 * before, (before, after)
    expect(window.page.get_by_text("Measured, with its error")).to_be_visible()


def test_what_if_shows_the_difference_and_its_sources(visit, person, owner, cast):
    make_plan(person=person, goal=Goal.parse("maintain"), by=owner, protein_g_kg_d=1.0)
    window = visit(width=1280)
    page = window.page
    window.go(f"/p/{person.code}/muscle/")
    move(page.locator("#id_protein_g_kg_d"), "1.6")
    answer = page.locator("#what-if")
    expect(answer.get_by_text("→ 1.6 g/kg a day")).to_be_visible()
    move(page.locator("#id_sessions_week"), "3")
    expect(answer.locator(".middle")).to_contain_text("Left thigh")
    expect(answer.get_by_text("1 g/kg a day → 1.6 g/kg a day")).to_be_visible()
    expect(answer.get_by_text("→ 3 a week")).to_be_visible()
    answer.get_by_role("link", name=re.compile("studies behind this.*Protein")).click()
    sheet = page.locator("#sheet")
    expect(sheet.get_by_text("Studies", exact=True)).to_be_visible()
    assert sheet.locator("a[href^='https://doi.org/']").count() >= 3
    page.keyboard.press("Escape")
    answer.get_by_role("button", name="Make this my plan").click()
    expect(page.locator(".toast").first).to_contain_text("Taken over")
    assert {row.kind for row in person.events.kept()} >= {"cast", "strength_training"}
    assert window.complaints == []


def move(select, value):
    """Move a slider: it sets its select and tells the form."""
    select.evaluate(
        "(el, v) => { el.value = v; el.dispatchEvent(new Event('change', {bubbles: true})); }",
        value,
    )


def test_a_tap_on_a_muscle_opens_its_band(visit, person, cast):
    window = visit()
    window.go(f"/p/{person.code}/muscle/")
    muscle = window.page.get_by_role("link", name=re.compile("Calf .*, left: .* smaller")).first
    muscle.focus()
    window.page.keyboard.press("Enter")
    expect(window.page.locator("#sheet h2")).to_contain_text("Calf")
    expect(window.page.locator("#sheet .facts")).to_contain_text("% smaller (")


def test_everything_works_without_script(visit, person, cast):
    window = visit(script=False)
    page = window.page
    window.go(f"/p/{person.code}/muscle/what-if/")
    page.locator("#id_sessions_week").select_option("3")
    page.get_by_role("button", name="Show what changes").click()
    expect(page.locator("#what-if .middle")).to_contain_text("Left thigh")
    window.go(f"/p/{person.code}/muscle/")
    page.get_by_role("link", name="Smallest", exact=True).click()
    expect(page.get_by_text("Forecast for")).to_be_visible()
    window.go(f"/p/{person.code}/muscle/quadriceps/?side=left")
    expect(page.locator(".film__stills .film__section")).to_have_count(4)


def test_the_film_plays_only_when_asked_and_its_slider_tells_the_day(visit, person, cast):
    window = visit()
    window.go(f"/p/{person.code}/muscle/quadriceps/?side=left")
    film = window.page.locator("[data-film]")
    expect(film.locator("[data-film-play]")).to_be_hidden()  # motion is not wanted here
    film.locator("[data-film-day]").fill("30")
    expect(film.locator("[data-film-said]")).to_contain_text(re.compile(r"day \d+: \d+ %"))
    window.page.emulate_media(reduced_motion="no-preference")
    film.locator("[data-film-play]").click()
    expect(film.locator("[data-film-play]")).to_have_text("Pause")


def pages(person, cast):
    base = f"/p/{person.code}"
    return [
        f"{base}/muscle/",
        f"{base}/muscle/quadriceps/?side=left",
        f"{base}/muscle/what-if/?sessions_week=3",
        f"{base}/muscle/record/",
        f"{base}/muscle/sources/?key=done:protein",
        f"{base}/events/",
        f"{base}/events/new/",
        f"{base}/events/new/?kind=glp1",
        f"{base}/events/{cast.code}/",
        f"{base}/screening/",
        f"{base}/measures/",
        f"{base}/measures/tape_thigh/",
    ]


def test_axe_finds_nothing_and_nothing_is_cut_at_320(visit, person, owner, cast):
    measure(person, owner, cast)
    window, bad = visit(width=320), {}
    for path in pages(person, cast):
        window.page.set_viewport_size({"width": 320, "height": 844})
        window.go(path)
        for scheme in ("light", "dark"):
            window.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            bad[path, scheme] = findings(window.page)
        for width in WIDTHS:
            window.page.set_viewport_size({"width": width, "height": 844})
            if window.width() > width:
                bad[path, width, "sideways"] = window.width()
            bad[path, width, "cut"] = window.page.evaluate(CUT_TEXT)
        bad[path, "targets"] = window.page.evaluate(SMALL_TARGETS)
    assert {where: found for where, found in bad.items() if found} == {}
    assert window.complaints == []
