"""Trends in a browser: the week's words match its numbers, a tile opens, two stretches compared."""

import gzip
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from tests.journeys.test_every_page import CUT_TEXT, SMALL_TARGETS, findings

from trophe.web.diary.days import slots_of
from trophe.web.diary.eating import quick_add
from trophe.web.diary.models import Weight
from trophe.web.diary.noting import describe_day
from trophe.web.diary.services import weigh_in
from trophe.web.training.models import Session
from trophe.web.trends.steps import note_steps
from trophe.web.trends.weeks import stories

WEEKS = 6


@pytest.fixture
def logged(person, owner):
    """Six weeks of whole days whose sums are easy to work out again; pain falls in the last."""
    Weight.objects.filter(person=person).delete()
    breakfast, _, dinner = slots_of(person)[:3]
    for ago in range(7 * WEEKS, 0, -1):
        on = person.today() - timedelta(days=ago)
        for slot, kcal, protein in ((breakfast, 700 + 5 * (ago % 7), 30), (dinner, 1150, 41)):
            told = {"energy_kcal": kcal, "protein_g": protein + ago % 3}
            quick_add(person=person, by=owner, day=on, slot=slot, name="Food", nutrients=told)
        pain = 2 + ago % 2 if ago > 7 else ago % 2
        describe_day(person=person, by=owner, day=on, status="complete", feelings={"pain": pain})
        note_steps(person=person, by=owner, day=on, steps=5000 + 100 * (ago % 5))
        if ago % 2:
            kg = 75.0 + 0.01 * ago + 0.2 * (-1) ** (ago // 2)
            weigh_in(person=person, by=owner, weight_kg=kg, local_date=on, confirmed=True)
    monday = last_monday(person)
    for day in (0, 3):
        Session.objects.create(
            person=person, local_date=monday + timedelta(days=day), week=1, theme="strength",
            items=[], finished_at=timezone.now(), made_by=owner,
        )  # fmt: skip
    return person


def last_monday(person):
    """The Monday of the last week that is over."""
    today = person.today()
    return today - timedelta(days=today.weekday() + 7)


def numbers(text):
    return [float(n.replace(",", "")) for n in re.findall(r"\d[\d,]*(?:\.\d+)?", text)]


def test_the_words_of_the_week_match_the_numbers_of_the_week(visit, logged):
    stories(logged)  # learned once before, so that the page need not wait for it
    window = visit(width=390, script=False)
    window.go(f"/p/{logged.code}/review/")
    monday = last_monday(logged)
    days = [monday + timedelta(days=d) for d in range(7)]
    eaten = list(logged.entries.kept().filter(local_date__in=days))
    kcal = sum(e.nutrients["energy_kcal"] for e in eaten) / 7
    protein = sum(e.nutrients["protein_g"] for e in eaten) / 7
    weighed = logged.weights.kept().filter(local_date__in=days).count()
    steps = sum(logged.step_counts.filter(local_date__in=days).values_list("steps", flat=True)) / 7
    main = window.page.locator("main")
    said = {h: main.locator(f"section:has(h2:text-is('{h}'))").inner_text()
            for h in ("What changed", "What mattered", "The figures")}  # fmt: skip
    assert f"all food on 7 days, and there are {weighed} weighings" in said["What mattered"]
    assert f"you ate {kcal:,.0f} kcal a day" in said["What mattered"]
    assert f"Protein came to {protein:.0f} g a day" in said["What mattered"]
    assert "You finished 2 sessions" in said["What mattered"]
    assert f"You walked {steps:,.0f} steps a day on 7 days" in said["What mattered"]
    # Every figure of the sentences stands among the figures, or in the plan.
    figures = logged.weeks.get().figures
    known = {round(v) for v in figures.values() if isinstance(v, int | float)} | {7}
    for value in numbers(said["What mattered"].replace("What mattered", "")):
        assert round(value) in known, value
    change = figures["changes"]
    assert [one["what"] for one in change] == ["pain"]  # all else was even
    line = next(text for text in said["What changed"].splitlines() if text.startswith("Pain"))
    assert numbers(line)[1] == pytest.approx(change[0]["now"], abs=0.051)
    assert change[0]["high"] < 0
    trend = abs(figures["trend_change_kg"]) / 0.45359237
    shown = next(t for t in said["What changed"].splitlines() if t.startswith("Your weight trend"))
    assert "level" in shown or numbers(shown)[0] == pytest.approx(trend, abs=0.051)
    assert str(figures["whole_days"]) in said["The figures"]
    window.page.emulate_media(media="print")
    assert not window.page.locator(".bar").is_visible()


def test_a_tile_opens_its_chart_by_keyboard_and_the_range_goes_with_it(visit, logged):
    window = visit(width=1280)
    window.go(f"/p/{logged.code}/trends/?range=4w")
    page = window.page
    page.get_by_role("link", name="Steps").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/trends/steps/?range=4w")
    expect(page.locator("h1")).to_have_text("Steps")
    expect(page.locator("figcaption p")).to_contain_text("steps a day on 27 days counted")
    slider = page.get_by_label("Steps, point by point")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("[data-said]")).to_contain_text("steps")
    page.get_by_text("The figures as a table").click()
    assert page.locator("tbody tr").count() == 27
    page.get_by_role("textbox", name="Steps").fill("7654")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("7,654 steps noted")).to_be_visible()
    assert window.complaints == []


def test_two_stretches_are_compared_without_script(visit, logged):
    window = visit(width=320, script=False)
    window.go(f"/p/{logged.code}/trends/compare/")
    page = window.page
    page.get_by_label("What to compare").select_option(label="Pain")
    page.locator("[name=first_to]").fill(str(logged.today() - timedelta(days=8)))
    page.locator("[name=first_from]").fill(str(logged.today() - timedelta(days=36)))
    page.locator("[name=second_from]").fill(str(logged.today() - timedelta(days=7)))
    page.get_by_role("button", name="Compare").click()
    said = page.locator(".compare")
    expect(said).to_contain_text("lower in the second stretch than in the first")
    expect(said).to_contain_text("90 % interval")
    expect(said).to_contain_text("It compares days, not causes")
    assert window.width() == 320


PATHS = ("trends/", "trends/meals/", "trends/pick/", "trends/compare/?key=felt-pain", "review/")


@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing_and_pages_are_light_and_still(visit, logged, path):
    window, bad = visit(width=320), {}
    window.go(f"/p/{logged.code}/{path}")
    size = sum(len(gzip.compress(r.body(), 6)) for r in window.responses if r.ok)
    assert window.page.evaluate("window.shift") < 0.02
    for width in (320, 1280):
        window.page.set_viewport_size({"width": width, "height": 844})
        for scheme in ("light", "dark"):
            window.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            bad[width, scheme] = findings(window.page)
        bad[width, "small"] = window.page.evaluate(SMALL_TARGETS)
        bad[width, "cut"] = window.page.evaluate(CUT_TEXT)
        if window.width() > width:
            bad[width, "sideways scroll"] = window.width()
    assert {where: found for where, found in bad.items() if found} == {}
    assert size < 150_000, f"{size / 1000:.0f} kB compressed"
    assert window.complaints == []
