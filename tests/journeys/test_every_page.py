"""What holds for every page: no axe finding, no sideways scroll, targets, weight, no shift."""

import gzip
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

WIDTHS = (320, 390, 1280)
SCHEMES = ("light", "dark")
AXE = Axe()

# Controls that stand alone; links within a sentence may be smaller (WCAG 2.5.8).
SMALL_TARGETS = """
() => [...document.querySelectorAll(
  "button, .button, .choice, .bar__link, .menu__link, .back, summary, select, " +
  "input:not([type=hidden])"
)].filter((el) => {
  const box = (el.closest("label") || el).getBoundingClientRect();
  return el.checkVisibility() && !el.closest(".sr, .skip") && box.width > 1 && box.height < 43.5;
}).map((el) => el.outerHTML.slice(0, 120))
"""
# Text that runs out of its box, where the box does not scroll by intent.
CUT_TEXT = """
() => [...document.querySelectorAll("main *")].filter((el) => {
  const style = getComputedStyle(el);
  return el.checkVisibility() && el.scrollWidth > el.clientWidth + 1 && el.clientWidth > 0
    && !el.closest(".scroll-x, .sr, .rests, svg") 
    && !el.querySelector(".rests, .sr") && !["SELECT", "INPUT"].includes(el.tagName)
    && style.display !== "inline";
}).map((el) => el.outerHTML.slice(0, 120))
"""


def pages(person):
    base = f"/p/{person.code}"
    return {
        "start": "/start/",
        "today": f"{base}/",
        "plan": f"{base}/plan/",
        "refused": f"{base}/plan/?goal=lose-2",
        "goal": f"{base}/plan/goal/",
        "what if": f"{base}/plan/preview/?goal=lose-0.5&protein=1.4",
        "basis": f"{base}/plan/basis/intake_kcal_d/",
        "more": f"{base}/more/",
        "settings": f"{base}/settings/",
        "about": f"{base}/more/about/",
        "weights": f"{base}/weights/",
        "weight": f"{base}/weights/{person.weights.first().code}/",
        "sharing": f"{base}/people/",
        "trends": f"{base}/trends/",
        "week": f"{base}/review/",
        "inbox": f"{base}/inbox/",
        "milestones": f"{base}/milestones/",
        "reminders": f"{base}/reminders/",
    }


@pytest.fixture(autouse=True)
def _every_way_on(settings):
    """So that the page of reminders shows all it can."""
    settings.PUSH_ON = settings.MAIL_ON = True


def findings(page):
    found = AXE.run(page).response["violations"]
    return [(v["id"], [n["html"][:160] for n in v["nodes"]][:3]) for v in found]


PLACES = ("start", "today", "plan", "refused", "goal", "what if", "basis", "more", "settings",
          "about", "weights", "weight", "sharing", "trends", "week", "inbox", "milestones",
          "reminders")  # fmt: skip


@pytest.mark.parametrize("name", PLACES)
def test_axe_finds_nothing_at_any_width_in_light_and_dark(visit, person, name):
    window, bad = visit(width=WIDTHS[0]), {}
    window.go(pages(person)[name])
    for width in WIDTHS:
        window.page.set_viewport_size({"width": width, "height": 844})
        for scheme in SCHEMES:
            window.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            bad[width, scheme] = findings(window.page)
        if window.width() > width:
            bad[width, "sideways scroll"] = window.width()
    assert {where: found for where, found in bad.items() if found} == {}
    assert window.complaints == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_in_each_step_and_in_the_sheet(visit, person, scheme):
    window = visit(width=320, scheme=scheme)
    page, bad = window.page, {}
    window.go("/start/")
    page.locator("button[value='lose-1']").tap()
    page.wait_for_url("**/you/")
    bad["you"] = findings(page)
    page.get_by_role("button", name="Continue").tap()
    page.get_by_role("alert").wait_for()
    bad["you with errors"] = findings(page)
    page.get_by_text("Female", exact=True).tap()
    for name, text in {"age_y": "40", "height": "5", "weight": "160"}.items():
        page.locator(f"[name={name}]").fill(text)
    page.get_by_role("button", name="Continue").tap()
    page.wait_for_url("**/activity/")
    bad["activity"] = findings(page)
    page.locator("button[value='light']").tap()
    page.wait_for_url("**/health/")
    page.locator("summary").first.tap()
    bad["health"] = findings(page)
    window.go(f"/p/{person.code}/plan/")
    page.locator(".rests").first.tap()
    page.get_by_role("dialog").wait_for()
    bad["sheet"] = findings(page)
    assert {name: found for name, found in bad.items() if found} == {}


@pytest.mark.parametrize("width", [320, 1280])
def test_targets_are_large_enough_and_no_text_is_cut(visit, person, width):
    window = visit(width=width)
    bad = {}
    for name, path in pages(person).items():
        window.go(path)
        small = window.page.evaluate(SMALL_TARGETS)
        cut = window.page.evaluate(CUT_TEXT)
        if small or cut:
            bad[name] = {"small": small[:4], "cut": cut[:4]}
    assert bad == {}


def test_first_pages_are_light_and_ask_nobody_else(visit, person):
    for path in ("/start/", f"/p/{person.code}/", f"/p/{person.code}/plan/"):
        window = visit(width=390)
        window.go(path)
        hosts = {urlsplit(r.url).netloc for r in window.responses}
        assert hosts == {urlsplit(window.base).netloc}
        size = sum(len(gzip.compress(r.body(), 6)) for r in window.responses if r.ok)
        assert size < 150_000, f"{path}: {size / 1000:.0f} kB compressed"


def test_nothing_shifts_while_a_page_loads(visit, person):
    for path in ("/start/", f"/p/{person.code}/", f"/p/{person.code}/plan/"):
        window = visit(width=390)
        window.go(path)
        window.page.wait_for_timeout(300)
        assert window.page.evaluate("window.shift") < 0.02, path


def test_the_appearance_chosen_wins_over_the_device(visit, person):
    window = visit(width=390, scheme="light")
    window.go(f"/p/{person.code}/more/")
    page = window.page
    page.get_by_role("button", name="Dark", exact=True).tap()
    expect(page.locator("html[data-theme=dark]")).to_be_attached()
    expect(page.locator("html")).to_have_css("background-color", "rgb(24, 22, 19)")
    window.go(f"/p/{person.code}/plan/")
    ink = "getComputedStyle(document.documentElement).getPropertyValue('--ink-main').trim()"
    assert page.evaluate(ink) == "#8fc9e0"


def test_every_page_works_in_print_and_at_double_text(visit, person):
    window = visit(width=640)
    for path in (f"/p/{person.code}/plan/", f"/p/{person.code}/"):
        window.go(path)
        window.page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert window.width() <= 640, path
        window.page.emulate_media(media="print")
        assert window.page.locator(".bar").is_hidden()
        window.page.emulate_media(media="screen")
