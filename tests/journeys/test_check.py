"""The check and the alarm page in use: on a phone, without script, at 320 px, with axe."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from trophe.safety.triage import steps
from trophe.web.check.models import CheckResult
from trophe.web.check.services import check_and_keep

AXE = Axe()
SCHEMES = ("light", "dark")
DANGER = ("sudden", "breath", "swallowing", "saddle", "limb", "head")


def _findings(page):
    found = AXE.run(page).response["violations"]
    return [(v["id"], [n["html"][:160] for n in v["nodes"]][:3]) for v in found]


def _begin(page):
    page.locator("#age").fill("61")
    page.get_by_text("Male", exact=True).click()
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/sudden/")


def _none(page):
    page.get_by_role("button", name="None of these").click()


def test_an_emergency_is_one_tick_away_and_says_whom_to_call_without_a_scroll(visit):
    # I01
    window = visit(width=320, height=640)
    window.go("/check/")
    page = window.page
    _begin(page)
    page.get_by_text("A face that droops").tap()
    page.get_by_role("button", name="Continue").last.tap()
    page.wait_for_url("**/result/")
    call = page.get_by_role("link", name="Call 112")
    expect(call).to_be_in_viewport()
    assert call.get_attribute("href") == "tel:112"
    assert window.width() <= 320
    assert window.complaints == []


def test_the_questions_can_be_walked_to_the_end_without_script(visit):
    window = visit(width=390, script=False)
    window.go("/check/")
    page = window.page
    _begin(page)
    for name in DANGER:
        page.wait_for_url(f"**/check/{name}/")
        _none(page)
    page.wait_for_url("**/check/what/")
    page.get_by_label("A muscle has become thinner").check()
    page.get_by_role("button", name="Continue").last.click()
    for _ in steps():
        if page.url.endswith("/result/"):
            break
        name = page.url.rstrip("/").rsplit("/", 1)[-1]
        if name == "onset":
            page.get_by_role("button", name="Over two to eight weeks").click()
        elif name == "course":
            page.get_by_role("button", name="Slowly worse").click()
        elif steps()[name].kind == "many":
            _none(page)
        else:
            page.get_by_role("button", name="I do not know").click()
    expect(page.get_by_role("heading", name="What your answers resemble")).to_be_visible()
    expect(page.get_by_role("heading", name="What to tell the doctor")).to_be_visible()
    assert not CheckResult.objects.exists()


def test_back_keeps_what_was_ticked(visit):
    window = visit(width=390)
    window.go("/check/")
    page = window.page
    _begin(page)
    _none(page)
    page.wait_for_url("**/breath/")
    page.get_by_role("link", name="Back").tap()
    page.wait_for_url("**/sudden/")
    _none(page)
    page.wait_for_url("**/breath/")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_in_the_check_and_in_its_results(visit, person, owner, scheme):
    window = visit(width=320, scheme=scheme)
    page, bad = window.page, {}
    kept = check_and_keep(person=person, by=owner, findings="onset=sudden;face;weak", country="")
    base = f"/p/{person.code}"
    window.go("/check/")
    bad["begin"] = _findings(page)
    _begin(page)
    for path in ("sudden/", "onset/", "measured/"):
        window.go(f"/check/{path}")
        bad[path] = _findings(page)
    window.go("/check/sudden/")
    page.get_by_role("button", name="Continue").last.tap()
    page.get_by_role("alert").wait_for()
    bad["asked again"] = _findings(page)
    for path in ("/alarm/", f"{base}/check/", f"{base}/check/result/{kept.code}/", f"{base}/"):
        window.go(path)
        bad[path] = _findings(page)
        if window.width() > 320:
            bad[path, "sideways"] = window.width()
    assert {name: found for name, found in bad.items() if found} == {}


def test_the_alarm_page_reads_at_320_px_signed_out_and_without_script(live_server, chromium):
    context = chromium.new_context(
        viewport={"width": 320, "height": 568}, java_script_enabled=False
    )
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(live_server.url + "/alarm/")
    expect(page.get_by_role("link", name="Call 112")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert [url for url in asked if "favicon" not in url] == [live_server.url + "/alarm/"]
    context.close()


def test_the_alarm_page_opens_without_a_network_after_any_page_was_seen(visit):
    # HZ20
    window = visit(width=320)
    window.go("/check/")
    page = window.page
    ready = "navigator.serviceWorker.getRegistration('/alarm/').then((r) => !!(r && r.active))"
    page.wait_for_function(ready)
    page.context.set_offline(True)
    page.goto(window.base + "/alarm/")
    expect(page.get_by_role("link", name="Call 112")).to_be_in_viewport()
    page.context.set_offline(False)
    assert window.complaints == []


def test_an_open_emergency_stands_above_today_until_a_doctor_has_seen_it(visit, person, owner):
    # I12, I13
    check_and_keep(person=person, by=owner, findings="onset=sudden;face;weak", country="")
    window = visit(width=390)
    page = window.page
    window.go(f"/p/{person.code}/")
    expect(page.get_by_text("Call 112").first).to_be_visible()
    page.get_by_role("link", name="A doctor has seen me").tap()
    page.locator("#seen_on").fill(str(person.today()))
    page.locator("#seen_by").fill("Dr Grey, hospital")
    page.get_by_role("button", name="Save").tap()
    page.get_by_text("seen by Dr Grey").first.wait_for()
    window.go(f"/p/{person.code}/plan/")
    expect(page.get_by_text("Call 112")).to_have_count(0)
