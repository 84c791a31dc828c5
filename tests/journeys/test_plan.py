"""The plan's page in use: what if, what it rests on, reading a chart, a plan that locks."""

import re

from playwright.sync_api import expect

from trophe.web.people.services import update_person


def test_what_if_answers_in_place_and_becomes_the_plan(visit, person):
    window = visit(width=390)
    window.go(f"/p/{person.code}/plan/")
    page = window.page
    slider = page.get_by_role("slider", name="Weekly goal")
    expect(page.locator("#what-if-goal-box")).to_be_hidden()
    slider.focus()
    with page.expect_response(re.compile("/plan/preview/")) as first:
        slider.press("ArrowRight")
    assert first.value.status == 200
    page.evaluate("window.here = true")
    with page.expect_response(re.compile("/plan/preview/")):
        slider.press("ArrowRight")
    expect(page.locator("#what-if")).to_contain_text("Energy a day")
    assert page.evaluate("window.here"), "the page was loaded anew"
    assert slider.get_attribute("aria-valuetext") == "Maintain my weight"
    page.get_by_role("button", name="Make this my plan").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Maintain my weight")
    assert person.plans.count() == 2
    assert window.complaints == []


def test_an_unsafe_what_if_says_why_and_offers_the_way_on(visit, person):
    window = visit(width=390)
    window.go(f"/p/{person.code}/plan/")
    slider = window.page.get_by_role("slider", name="Weekly goal")
    slider.focus()
    slider.press("Home")
    refused = window.page.locator("#what-if .refused")
    expect(refused).to_contain_text("Lose 2 pounds a week is not offered to you")
    expect(refused.get_by_role("button")).to_be_visible()


def test_every_number_leads_to_what_it_rests_on_and_back(visit, person):
    window = visit(width=390)
    window.go(f"/p/{person.code}/plan/")
    page = window.page
    link = page.get_by_role("link", name="What this rests on for the protein goal")
    link.click()
    sheet = page.get_by_role("dialog")
    expect(sheet).to_be_visible()
    expect(sheet.get_by_role("link", name=re.compile("^doi:10")).first).to_be_visible()
    assert page.evaluate("document.getElementById('sheet').contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(link).to_be_focused()
    assert window.complaints == []


def test_the_arrow_keys_read_a_chart_out(visit, person):
    window = visit(width=1280, height=900)
    window.go(f"/p/{person.code}/plan/")
    page = window.page
    slider = page.get_by_role("slider", name="Weight, point by point")
    slider.focus()
    slider.press("Home")
    first = page.locator("[data-said]").first.inner_text()
    slider.press("ArrowRight")
    second = page.locator("[data-said]").first.inner_text()
    assert "middle" in first
    assert "9 in 10" in first
    assert first != second
    assert slider.get_attribute("aria-valuetext") == second
    figure = page.locator("figure.chart").first
    assert figure.locator(".chart__dot:visible").count() == 1
    figure.get_by_text("The figures as a table").click()
    expect(figure.get_by_role("table")).to_be_visible()


def test_a_pregnancy_told_later_locks_the_plan_at_once(visit, person, owner):
    window = visit(width=390)
    window.go(f"/p/{person.code}/plan/")
    expect(window.page.get_by_role("heading", level=1)).to_contain_text("Lose 1 pound a week")
    update_person(person=person, by=owner, conditions={"pregnant"})
    window.go(f"/p/{person.code}/plan/")
    expect(window.page.get_by_text("Your plan is locked").first).to_be_visible()
    expect(window.page.get_by_role("heading", level=1)).not_to_contain_text("Lose")
    window.go(f"/p/{person.code}/")
    expect(window.page.get_by_text("Your plan is locked").first).to_be_visible()


def test_the_old_rule_is_beside_the_forecast_with_a_plain_reason(visit, person):
    window = visit(width=390)
    window.go(f"/p/{person.code}/plan/")
    aside = window.page.locator(".aside", has_text="Why not the old rule?")
    expect(aside).to_contain_text("uses less energy")
    expect(window.page.get_by_text("Old 3,500-calorie rule")).to_be_visible()


def test_a_weight_by_a_day_gives_a_day_with_its_spread(visit, person):
    window = visit(width=390)
    window.go(f"/p/{person.code}/plan/goal/")
    page = window.page
    page.get_by_text("A weight by a day instead").tap()
    page.get_by_label("Weight to reach").fill("157")
    page.get_by_label("In how many weeks").fill("26")
    page.get_by_role("button", name="Make the plan").tap()
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("heading", level=1)).to_have_text("Reach 157 lb in 26 weeks")
    expect(page.locator(".hero")).to_contain_text("people like you")
