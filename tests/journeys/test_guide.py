"""The guide in a browser: found, read, printed, without script, at any width."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

AXE = Axe()
WIDTHS = (320, 1280)
PAGES = ("/guide/", "/guide/?q=plaster", "/guide/cast/", "/guide/als/")


def findings(page):
    found = AXE.run(page).response["violations"]
    return [(v["id"], [n["html"][:160] for n in v["nodes"]][:3]) for v in found]


def test_somebody_with_a_cast_finds_their_page_and_the_source_of_a_figure(visit, person):
    window = visit(width=390)
    page = window.page
    window.go(f"/p/{person.code}/more/")
    page.get_by_role("link", name="The guide").tap()
    page.get_by_label("Search the guide").fill("plaster")
    page.get_by_role("button", name="Search").tap()
    page.get_by_role("link", name="A limb in a cast or brace").first.tap()
    expect(page.get_by_role("heading", name="Get help first")).to_be_visible()
    page.get_by_role("link", name="How fast", exact=True).tap()
    expect(page).to_have_url(f"{window.base}/guide/cast/#how-fast")
    page.locator("#how-fast ~ p a", has_text="4").first.tap()
    expect(page.locator("#source-4")).to_be_in_viewport()
    assert window.complaints == []


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(visit, person, path):
    window, bad = visit(width=WIDTHS[0]), {}
    window.go(path)
    for width in WIDTHS:
        window.page.set_viewport_size({"width": width, "height": 844})
        for scheme in ("light", "dark"):
            window.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            bad[width, scheme] = findings(window.page)
        if window.width() > width:
            bad[width, "sideways"] = window.width()
    assert {where: found for where, found in bad.items() if found} == {}


def test_the_report_is_chosen_and_printed(visit, person):
    window = visit(width=390)
    page = window.page
    window.go(f"/p/{person.code}/report/")
    assert findings(page) == []
    page.get_by_label("Why I come").fill("My right hand has got weaker since March.")
    page.get_by_label("Measurements").uncheck()
    with page.expect_request("**/report/doctor.pdf") as asked:
        page.get_by_role("button", name="Make the PDF").tap()
    assert asked.value.method == "POST"
    assert asked.value.response().status == 200
    assert asked.value.response().headers["content-type"] == "application/pdf"


def test_a_page_prints_its_text_and_its_sources_without_the_bar(visit, person):
    window = visit(width=800)
    window.go("/guide/cast/")
    window.page.emulate_media(media="print")
    assert window.page.locator(".bar").is_hidden()
    assert window.page.locator("nav.card").is_hidden()
    expect(window.page.locator("#source-1")).to_be_visible()
