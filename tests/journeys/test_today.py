"""Weighing in from Today: one tap, a way back, a question when it is hard to believe."""

import re

from playwright.sync_api import expect


def test_weighing_in_is_one_tap_with_the_last_weight_in_the_field(visit, person):
    window = visit(width=390)
    window.go(f"/p/{person.code}/")
    page, before = window.page, person.weights.kept().count()
    expect(page.get_by_label("On the scale today")).to_have_value("165.3")
    page.get_by_role("region", name="Weigh in").get_by_role("button", name="Save").tap()
    expect(page.locator("#toasts").get_by_text("165.3 lb saved.")).to_be_visible()
    assert window.taps() == 1
    assert person.weights.kept().count() == before + 1


def test_a_weighing_is_undone_with_one_tap(visit, person):
    window = visit(width=390)
    window.go(f"/p/{person.code}/")
    page, before = window.page, person.weights.kept().count()
    weigh = page.get_by_role("region", name="Weigh in")
    weigh.get_by_label("On the scale today").fill("164,8")
    weigh.get_by_role("button", name="Save").tap()
    toast = page.locator("[data-toast]", has_text="164.8 lb saved.")
    toast.get_by_role("button", name="Undo").tap()
    expect(page.get_by_text("164.8 lb removed.")).to_be_visible()
    assert person.weights.kept().count() == before
    page.get_by_role("button", name="Undo").tap()
    expect(page.get_by_text("164.8 lb is back.")).to_be_visible()
    assert person.weights.kept().count() == before + 1


def test_a_weight_in_the_wrong_unit_is_asked_about_before_it_is_kept(visit, person):
    window = visit(width=390)
    window.go(f"/p/{person.code}/")
    page, before = window.page, person.weights.kept().count()
    weigh = page.get_by_role("region", name="Weigh in")
    weigh.get_by_label("On the scale today").fill("74.8")
    weigh.get_by_role("button", name="Save").tap()
    expect(page.get_by_text("Is that right?")).to_be_visible()
    assert person.weights.kept().count() == before
    page.get_by_role("button", name="I meant").first.tap()
    expect(page.locator("#toasts")).to_contain_text("saved.")
    assert 74 < person.weights.kept().last().weight_kg < 76


def test_a_weight_is_corrected_on_its_own_page(visit, person):
    window = visit(width=390)
    window.go(f"/p/{person.code}/weights/")
    page = window.page
    page.get_by_role("link", name=re.compile("20[0-9][0-9]")).first.tap()
    page.get_by_label("Weight").fill("166 lb")
    page.get_by_role("button", name="Save").tap()
    expect(page.get_by_text("Corrected.")).to_be_visible()
    expect(page.get_by_text("166 lb").first).to_be_visible()


def test_the_sample_goes_with_one_click(visit, owner):
    from trophe.web.people.access import people_of
    from trophe.web.people.sample import make_sample

    sample = make_sample(owner=owner)
    window = visit(width=390)
    window.go(f"/p/{sample.code}/")
    page = window.page
    expect(page.get_by_text("This is a sample.")).to_be_visible()
    page.get_by_role("button", name="Remove the sample").first.tap()
    expect(page.get_by_role("heading", name="What would you like to do?")).to_be_visible()
    assert not people_of(owner).exists()
