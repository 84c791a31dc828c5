"""The check's pages: questions, results, what they mean for plans, and how they close."""

import re
from datetime import timedelta

import pytest

from trophe.plan import Goal
from trophe.safety.triage import steps
from trophe.web.check.access import open_result
from trophe.web.check.models import CheckResult
from trophe.web.check.services import check_and_keep, close_result
from trophe.web.people.core import as_core_person
from trophe.web.people.hiding import hidden
from trophe.web.people.services import update_person
from trophe.web.plans.services import make_plan, read_plan


def _begin(client, **extra):
    return client.post("/check/", {"age": "61", "sex": "male"} | extra)


def _answer(client, step, *picks, button="next", base="/check"):
    places = [str(p) for p in picks]
    return client.post(f"{base}/{step}/", {"pick": places, "answer": button})


def _place(step, findings):
    names = [option.findings for option in steps()[step].options]
    return names.index(findings)


CLEAR_CUT = (
    "onset=months;course=worsening;hand;side=right;weak;wasted;twitch_wide;distal;asymmetric;numb"
)


def _text(answer):
    return answer.content.decode()


def test_the_check_needs_nobody_signed_in_and_stores_no_result(db, client_of):
    client = client_of(None)
    assert _begin(client).headers["Location"] == "/check/sudden/"
    for name in ("sudden", "breath", "swallowing", "saddle", "limb", "head"):
        following = _answer(client, name, button="none")
    assert following.headers["Location"] == "/check/what/"
    _answer(client, "what", _place("what", "wasted"), _place("what", "twitch_wide"))
    shown = _text(client.get("/check/result/"))
    assert "within 14 days" in shown
    assert "U02" in shown
    assert not CheckResult.objects.exists()


def test_an_emergency_ends_the_questions_at_once(db, client_of):
    # I01
    client = client_of(None)
    _begin(client)
    gone = _answer(client, "sudden", 0)
    assert gone.headers["Location"] == "/check/result/"
    shown = _text(client.get("/check/result/"))
    assert shown.index("Call 112") < shown.index("What your answers resemble")
    assert 'href="tel:112"' in shown


def test_an_emergency_that_two_answers_make_together_ends_the_questions_too(db, client_of):
    # I01: weak is asked here, the two legs there; going on afterwards asks the next question
    client = client_of(None)
    _begin(client)
    for name in ("sudden", "breath", "swallowing", "saddle", "limb", "head"):
        _answer(client, name, button="none")
    _answer(client, "what", _place("what", "weak"))
    assert _answer(client, "onset", 1).headers["Location"] == "/check/course/"
    made = _answer(client, "place", _place("place", "legs"))
    assert made.headers["Location"] == "/check/result/"
    assert "Call 112" in _text(client.get("/check/result/"))
    assert _answer(client, "side", 2).headers["Location"] != "/check/result/"


def test_a_share_is_never_shown_as_a_certainty(owner, person, client_of):
    # W01
    kept = check_and_keep(person=person, by=owner, findings=CLEAR_CUT, country="")
    assert kept.told["pattern"]["probability"]["neurogenic"] > 0.97
    shown = _text(client_of(owner).get(f"/p/{person.code}/check/result/{kept.code}/"))
    assert "about 95 %" in shown
    assert "100 %" not in shown
    assert f'href="/p/{person.code}/report/"' in shown


def test_advice_for_home_names_the_day_to_look_again(owner, person, client_of):
    kept = check_and_keep(
        person=person,
        by=owner,
        findings="onset=weeks;course=improving;calf;side=left;wasted;cast;immobilised_days=42",
        country="",
    )
    day = kept.local_date + timedelta(days=14)
    shown = _text(client_of(owner).get(f"/p/{person.code}/check/result/{kept.code}/"))
    assert f"Check again on {day.day} {day:%B %Y}." in shown


def test_thoughts_of_self_harm_hide_every_number_until_somebody_was_there(owner, person, client_of):
    # E19
    kept = check_and_keep(person=person, by=owner, findings="self_harm", country="")
    assert {"energy", "weight", "streaks", "forecast"} <= hidden(person)
    close_result(result=kept, by=owner, seen_on=person.today(), seen_by="Dr Grey")
    assert not hidden(person)


def test_a_hidden_weight_is_not_said_by_a_check_either(owner, person, client_of):
    # W07: on the page and in the API; what is stored stays as it was made
    kept = check_and_keep(person=person, by=owner, findings="bmi=24.7;weak;legs", country="")
    client, address = client_of(owner), f"/p/{person.code}/check/result/{kept.code}/"
    assert "body mass index 24.7" in _text(client.get(address))
    update_person(person=person, by=owner, hides_weight=True)
    assert "24.7" not in _text(client.get(address))
    kept.refresh_from_db()
    assert "24.7" in kept.document


def test_a_page_about_danger_that_is_left_empty_is_asked_again(db, client_of):
    # I03: skipped is not "no"
    client = client_of(None)
    _begin(client)
    again = _answer(client, "breath")
    assert again.status_code == 200
    assert "None of these" in _text(again)


def test_not_sure_about_danger_is_urgent(db, client_of):
    # I03
    client = client_of(None)
    _begin(client)
    _answer(client, "saddle", button="unsure")
    assert "within 24 hours" in _text(client.get("/check/result/"))


def test_every_question_offers_not_to_know_and_a_way_back(db, client_of):
    client = client_of(None)
    _begin(client)
    for name in ("sudden", "onset", "weight", "measured"):
        shown = _text(client.get(f"/check/{name}/"))
        assert 'value="unsure"' in shown, name
        assert 'class="back"' in shown, name


def test_answers_come_back_ticked(db, client_of):
    client = client_of(None)
    _begin(client)
    _answer(client, "what", _place("what", "wasted"))
    shown = _text(client.get("/check/what/"))
    place = _place("what", "wasted")
    assert re.search(rf'value="{place}" checked', shown)
    assert shown.count(" checked") == 1


def test_a_number_that_is_none_is_asked_again_with_what_was_typed(db, client_of):
    client = client_of(None)
    _begin(client)
    again = client.post("/check/measured/", {"grip_kg": "strong", "chair5_s": "9"})
    assert "grip_kg" in _text(again)
    assert 'value="strong"' in _text(again)
    client.post("/check/measured/", {"grip_kg": "51", "chair5_s": "9"})
    assert 'value="51"' in _text(client.get("/check/measured/"))


@pytest.mark.parametrize("sent", [{"age": "200"}, {"age": ""}, {"sex": "none"}])
def test_the_start_asks_again_for_an_age_or_sex_that_is_none(db, client_of, sent):
    again = _begin(client_of(None), **sent)
    assert again.status_code == 200
    assert 'role="alert"' in _text(again)


def test_only_questions_that_matter_are_asked(db, client_of):
    client = client_of(None)
    _begin(client)
    assert client.get("/check/cortisone/").status_code == 302
    _answer(client, "medicines", _place("medicines", "steroid_mg_d"))
    assert client.get("/check/cortisone/").status_code == 200
    assert client.get("/check/child/").status_code == 302


def test_a_persons_check_goes_on_where_it_stopped_and_keeps_its_result(owner, person, client_of):
    base, client = f"/p/{person.code}/check", client_of(owner)
    client.post(f"{base}/")
    for name in ("sudden", "breath", "swallowing", "saddle", "limb", "head"):
        _answer(client, name, button="none", base=base)
    other = client_of(owner)
    assert f"{base}/what/" in _text(other.get(f"{base}/"))
    _answer(other, "what", _place("what", "twitch_local"), base=base)
    for _ in steps():
        found = re.search(rf'{base}/([a-z_]+)/">Go on', _text(other.get(f"{base}/")))
        if found is None:
            break
        sent = {"answer": "unsure"} if steps()[found[1]].kind == "numbers" else {"pick": ["1"]}
        gone = other.post(f"{base}/{found[1]}/", sent)
    stored = person.checks.get()
    assert gone.headers["Location"].endswith(f"/check/result/{stored.code}/")
    assert not hasattr(person, "check_draft")


def test_an_open_emergency_hides_the_plan_until_somebody_has_seen_the_person(
    owner, person, client_of
):
    # I12, I13
    make_plan(person=person, goal=Goal.parse("lose-1"), by=owner, days=28)
    kept = check_and_keep(person=person, by=owner, findings="onset=sudden;face;weak", country="")
    reading = read_plan(person)
    assert reading.locked
    shown = _text(client_of(owner).get(f"/p/{person.code}/plan/"))
    assert "Call 112" in shown
    assert 'class="big"' not in shown
    close_result(result=kept, by=owner, seen_on=person.today(), seen_by="Dr Grey")
    assert "open_emergency" not in as_core_person(person).conditions
    assert open_result(person) is None


def test_an_open_urgent_result_stands_above_the_plan_and_today(owner, person, client_of):
    # I12, P12
    findings = "pain_calf;warm_limb;onset=days"
    check_and_keep(person=person, by=owner, findings=findings, country="")
    client = client_of(owner)
    for address in (f"/p/{person.code}/", f"/p/{person.code}/plan/"):
        assert "within 24 hours" in _text(client.get(address)), address
    assert make_plan(person=person, goal=Goal.parse("lose-1"), by=owner).stored is None


def test_time_alone_closes_nothing(owner, person):
    # I13
    findings = "pain_calf;warm_limb;onset=days"
    kept = check_and_keep(person=person, by=owner, findings=findings, country="")
    CheckResult.objects.filter(pk=kept.pk).update(
        made_at=kept.made_at - timedelta(days=400), local_date=kept.local_date - timedelta(days=400)
    )
    assert open_result(person) == kept


def test_new_answers_close_what_they_no_longer_show_and_open_it_anew(owner, person):
    # I13
    first = check_and_keep(person=person, by=owner, findings="onset=sudden;face;weak", country="")
    check_and_keep(person=person, by=owner, findings="twitch_local;onset=days", country="")
    first.refresh_from_db()
    assert first.closing == "answers"
    assert "open_emergency" not in as_core_person(person).conditions
    third = check_and_keep(person=person, by=owner, findings="onset=sudden;face;weak", country="")
    assert open_result(person) == third
    assert "open_emergency" in as_core_person(person).conditions


def test_closing_needs_a_day_and_somebody(owner, person, client_of):
    kept = check_and_keep(person=person, by=owner, findings="onset=sudden;face;weak", country="")
    client, address = client_of(owner), f"/p/{person.code}/check/result/{kept.code}/seen/"
    for sent in ({}, {"seen_on": "2001-01-01", "seen_by": "x"}, {"seen_on": str(person.today())}):
        again = client.post(address, sent)
        assert again.status_code == 200
        assert 'role="alert"' in _text(again)
        kept.refresh_from_db()
        assert kept.is_open
    client.post(address, {"seen_on": str(person.today()), "seen_by": "Dr Grey"})
    kept.refresh_from_db()
    assert (kept.closing, kept.seen_by) == ("seen", "Dr Grey")


def test_other_conditions_survive_a_check_and_its_closing(owner, person):
    update_person(person=person, by=owner, conditions={"diabetes"})
    kept = check_and_keep(person=person, by=owner, findings="onset=sudden;face;weak", country="")
    assert {"diabetes", "open_emergency"} <= as_core_person(person).conditions
    close_result(result=kept, by=owner, seen_on=person.today(), seen_by="Dr Grey")
    assert "diabetes" in as_core_person(person).conditions


def test_the_record_answers_what_it_knows(owner, person, client_of):
    from trophe.web.check.services import known_findings

    update_person(person=person, by=owner, conditions={"diabetes"}, medicines={"insulin"})
    assert {"diabetes", "insulin"} <= set(known_findings(person).split(";"))


def test_switched_off_the_plain_list_stays_and_no_result_is_made(
    owner, person, client_of, settings
):
    # I05 and the operator's setting
    settings.CHECK_ON = False
    client = client_of(owner)
    for address in ("/check/", f"/p/{person.code}/check/"):
        shown = _text(client.get(address))
        assert "Muscle that breaks down" in shown
        assert "Begin" not in shown
    assert client.get("/alarm/").status_code == 200
    assert client.get(f"/p/{person.code}/check/sudden/").status_code == 302
    answer = client.post("/api/v1/check", {}, content_type="application/json")
    assert answer.status_code in (400, 403, 404)


def test_the_stored_result_replays_to_the_byte(owner, person):
    # I06
    from trophe.safety.triage import replay

    kept = check_and_keep(person=person, by=owner, findings="weak;legs;?onset", country="gb")
    assert replay(kept.told).to_json() == kept.document
