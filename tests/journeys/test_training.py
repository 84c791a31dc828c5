"""Five people get their first week, log a session with a tap a set, and pain changes the next."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from trophe.web.people.services import create_person
from trophe.web.training.models import Profile, Session, SetDone
from trophe.web.training.programme_services import save_profile
from trophe.web.training.services import finish_session, note_feeling, start_session
from trophe.web.training.weeks import WEEK, monday_of, read_week

EVERY_DAY = [0, 1, 2, 3, 4, 5, 6]
KNEE = {"part": "knee", "side": "left", "by_team": True, "tightening": True}
# Who they are, what they told, and what their first page must say.
PEOPLE = {
    "cast leg": (
        {"sex": "male", "age_y": 34.0},
        {"kind": "disuse", "stage": 3, "equipment": ["band"], "restrictions": [KNEE]},
        ["The left side rests.", "Under a cast or brace"],
    ),
    "bed rest at home": (
        {"sex": "female", "age_y": 52.0},
        {"kind": "disuse", "stage": 1, "minutes": 15},
        ["In bed or chair: shift your weight"],
    ),
    "post-polio": (
        {"sex": "female", "age_y": 66.0},
        {"kind": "neurogenic", "stage": 3, "facts": ["falls_risk"], "equipment": ["band"]},
        ["Never train until the muscle fails.", "A rest day lies between"],
    ),
    "78 and home from hospital": (
        {"sex": "female", "age_y": 78.0},
        {"kind": "frail", "stage": 2, "minutes": 20, "goals": ["stairs"]},
        ["Stand up", "a frame or a rail is an aid"],
    ),
    "GLP-1 with dumbbells": (
        {"sex": "female", "age_y": 45.0, "weight_kg": 92.0},
        {"kind": "weight_loss", "stage": 4, "minutes": 40, "equipment": ["dumbbell"]},
        ["Losing weight, with or without a GLP-1 medicine"],
    ),
}
BODY = {"height_m": 1.68, "weight_kg": 68.0, "activity": "light", "kidney": "normal"}


def somebody(owner, name):
    body, told, said = PEOPLE[name]
    who = create_person(by=owner, name=name, **{**BODY, **body})
    save_profile(person=who, by=owner, answers={"weekdays": EVERY_DAY, **told})
    return who, said


@pytest.mark.parametrize("name", PEOPLE)
def test_a_first_week_is_logged_with_a_tap_a_set(visit, owner, name):
    who, said = somebody(owner, name)
    window = visit(width=390)
    window.go(f"/p/{who.code}/programme/")
    page = window.page
    for text in said:
        expect(page.locator("main")).to_contain_text(text)
    assert page.locator(".move svg").count() >= 5
    page.get_by_role("button", name="Start this session").first.tap()
    page.wait_for_url("**/session/**")
    expect(page.locator("main")).to_contain_text("Pain or pressure in the chest")
    before, sets = window.taps(), page.locator("[data-set] button").count()
    for n in range(sets):
        page.locator("[data-set] button").nth(n).tap()
    expect(page.locator("[data-queue-said]")).to_have_text("All kept.")
    assert window.taps() - before == sets == SetDone.objects.count()
    assert window.width() <= 390


def test_pain_of_six_is_told_on_the_page_and_the_next_week_leaves_it_out(visit, owner):
    who, _ = somebody(owner, "GLP-1 with dumbbells")
    strong = next(s for s in read_week(who).week.sessions if s.theme == "strength")
    session = start_session(person=who, by=owner, weekday=strong.weekday)
    window = visit(width=390)
    window.go(f"/p/{who.code}/session/{session.code}/")
    page, hurt = window.page, session.items[-1]["exercise"]
    card = page.locator(f"#{hurt}")
    card.get_by_text("How was it, skip or swap").tap()
    card.get_by_role("group", name="Pain").get_by_text("6", exact=True).tap()
    expect(page.locator("[data-queue-said]")).to_have_text("All kept.")
    note_feeling(session=session, exercise_id=session.items[0]["exercise"], pain=1)
    finish_session(session=session, by=owner)
    coming = read_week(who, monday_of(who.today()) + WEEK).week
    assert hurt not in {item.exercise_id for s in coming.sessions for item in s.items}


def test_a_set_tapped_without_a_signal_is_kept_and_counts_once(visit, owner):
    who, _ = somebody(owner, "bed rest at home")
    session = start_session(person=who, by=owner, weekday=read_week(who).week.sessions[0].weekday)
    window = visit(width=390)
    window.go(f"/p/{who.code}/session/{session.code}/")
    page = window.page
    page.context.set_offline(True)
    page.locator("[data-set] button").first.tap()
    expect(page.locator("[data-queue-said]")).to_contain_text("waiting for a signal")
    assert not SetDone.objects.exists()
    page.context.set_offline(False)
    expect(page.locator("[data-queue-said]")).to_have_text("All kept.")
    page.reload()
    expect(page.locator(".set--done")).to_have_count(1)
    assert SetDone.objects.count() == 1


def test_a_session_can_be_ended_without_a_signal(visit, owner):
    who, _ = somebody(owner, "bed rest at home")
    session = start_session(person=who, by=owner, weekday=read_week(who).week.sessions[0].weekday)
    window = visit(width=390)
    window.go(f"/p/{who.code}/session/{session.code}/")
    page = window.page
    page.context.set_offline(True)
    page.locator("[data-set] button").first.tap()
    page.get_by_role("button", name="Finish").tap()
    expect(page.get_by_role("button", name="It is sent when there is a signal")).to_be_disabled()
    page.context.set_offline(False)
    page.wait_for_url("**/programme/")
    expect(page.locator("#toasts")).to_contain_text("Session kept.")
    session.refresh_from_db()
    assert session.finished_at is not None
    assert SetDone.objects.count() == 1


def test_a_tap_is_kept_while_signed_out_and_a_refused_one_is_told(visit, owner):
    who, _ = somebody(owner, "bed rest at home")
    session = start_session(person=who, by=owner, weekday=read_week(who).week.sessions[0].weekday)
    window = visit(width=390)
    window.go(f"/p/{who.code}/session/{session.code}/")
    page, cookies = window.page, window.page.context.cookies()
    page.context.clear_cookies()
    page.locator("[data-set] button").first.tap()
    expect(page.locator("[data-queue-said]")).to_contain_text("Load this page again")
    page.context.add_cookies(cookies)
    page.reload()
    expect(page.locator("[data-queue-said]")).to_have_text("All kept.")
    expect(page.locator(".set--done")).to_have_count(1)
    assert SetDone.objects.count() == 1
    # What the server will not take stays on the page, with its reason, until it is read.
    page.locator("[data-set]").last.evaluate(
        "form => { form.querySelector('[name=number]').value = 99; form.requestSubmit(); }"
    )
    expect(page.locator("[data-refused]")).to_contain_text("Not kept:")
    page.reload()
    expect(page.locator("[data-refused]")).to_contain_text("Not kept:")
    page.get_by_role("button", name="I have read it").tap()
    expect(page.locator("[data-refused]")).to_be_hidden()


def test_the_questions_come_one_after_the_other_and_fold_into_a_week(visit, owner):
    who = create_person(by=owner, name="New", sex="female", age_y=78.0, **BODY)
    window = visit(width=320)
    window.go(f"/p/{who.code}/programme/setup/")
    page = window.page
    onward = page.get_by_role("button", name="Next")
    onward.tap()
    onward.tap()
    expect(page.get_by_role("heading", name="Before you start")).to_be_visible()  # not answered
    page.get_by_role("group", name="Do you exercise now?").get_by_text("No, or hardly").tap()
    page.get_by_role("group", name="On effort").get_by_text("Not sure").tap()
    for _ in range(4):
        onward.tap()
    page.get_by_role("button", name="Make this week").tap()
    expect(page.locator("main")).to_contain_text("only gentle moves")
    assert "effort_symptoms" in Profile.objects.get().answers["facts"]
    assert window.width() <= 320


def test_the_questions_make_a_programme_and_everything_works_without_script(visit, person):
    window = visit(width=390, script=False)
    page = window.page
    page.goto(f"{window.base}/p/{person.code}/programme/setup/")
    page.get_by_label("What the programme is for").select_option("frail")
    page.get_by_label("Where you are now").select_option("2")
    page.get_by_role("group", name="Do you exercise now?").get_by_text("No, or hardly").tap()
    page.get_by_role("group", name="On effort").get_by_text("No", exact=True).tap()
    page.get_by_role("button", name="Make this week").tap()
    expect(page.get_by_role("heading", name="Your exercise")).to_be_visible()
    page.get_by_role("button", name="Start this session").first.tap()
    page.locator("[data-set] button").first.tap()
    expect(page.locator(".set--done")).to_have_count(1)
    page.get_by_role("button", name="Finish").tap()
    expect(page.locator("#toasts")).to_contain_text("Session kept.")
    assert Session.objects.get().finished_at is not None
    assert Profile.objects.get().answers["kind"] == "frail"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_pages_of_exercise(visit, owner, scheme):
    who, _ = somebody(owner, "cast leg")
    session = start_session(person=who, by=owner, weekday=read_week(who).week.sessions[0].weekday)
    window, bad = visit(width=320, scheme=scheme), {}
    places = ("programme/", "programme/setup/", "programme/movement/sit_to_stand/")
    for place in (*places, f"session/{session.code}/"):
        window.go(f"/p/{who.code}/{place}")
        found = Axe().run(window.page).response["violations"]
        bad[place] = [(v["id"], [n["html"][:120] for n in v["nodes"]][:2]) for v in found]
        if window.width() > 320:
            bad[place].append(("sideways scroll", window.width()))
    assert {place: found for place, found in bad.items() if found} == {}
    assert window.complaints == []
