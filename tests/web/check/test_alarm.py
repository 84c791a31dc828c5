"""The alarm page: there for everybody, whatever else is down (I01, HZ20)."""

import pytest
from django.db import connection
from django.test import Client

from trophe.safety.triage import triage_rules
from trophe.safety.triage.services import countries
from trophe.web.check.alarm import alarm_page

EMERGENCY = [key for key, entry in triage_rules().items() if entry.letter == "E"]


@pytest.fixture
def database_down(django_db_blocker):
    """Every use of the database fails."""
    with django_db_blocker.block():
        yield


def test_the_alarm_page_opens_signed_out_with_the_database_down(database_down):
    answer = Client().get("/alarm/")
    assert answer.status_code == 200
    assert "Call 112" in answer.content.decode()
    assert not answer.cookies


def test_the_database_is_down_where_these_tests_say_so(database_down):
    with pytest.raises(RuntimeError):
        connection.cursor()


def test_a_broken_session_does_not_keep_it_from_anybody(database_down):
    client = Client()
    client.cookies["sessionid"] = "made-up"
    assert client.get("/alarm/").status_code == 200


def test_the_worker_that_keeps_it_needs_nobody_either(database_down):
    answer = Client().get("/alarm/worker.js")
    assert answer.headers["Content-Type"] == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert b'const PAGE = "/alarm/"' in answer.content
    assert not answer.cookies


def test_it_loads_nothing_and_runs_nothing():
    html, policy = alarm_page("")
    text = html.decode()
    for word in ("<script", "<link", "src=", "url(", "@import", "http://", "https://"):
        assert word not in text
    assert policy.startswith("default-src 'none'; style-src 'sha256-")


def test_it_shows_every_emergency_rule_once():
    text = alarm_page("")[0].decode()
    for key in EMERGENCY:
        assert text.count(f'id="{key}"') == 1, key


@pytest.mark.parametrize(
    ("country", "numbers"),
    [("", ["112"]), ("gb", ["999", "112"]), ("us", ["911", "112"]), ("za", ["112", "10177"])],
)
def test_both_numbers_of_a_country_can_be_dialled(country, numbers):
    # HZ18
    text = alarm_page(country)[0].decode()
    assert all(f'href="tel:{number}"' in text for number in numbers)
    assert ("Call 112 or your local emergency number." in text) is (country == "")


@pytest.mark.parametrize("country", ["kr", "jp", "cn"])
def test_112_is_not_offered_where_it_reaches_no_ambulance(country):
    text = alarm_page(country)[0].decode()
    assert 'href="tel:112"' not in text
    assert "or your local emergency number" in text


def test_every_country_has_two_ways_to_help_and_says_when_numbers_were_checked():
    for here in countries():
        first, second = here.numbers
        assert first.isdigit()
        assert second != first
    assert "held against public lists in November 2026" in alarm_page("")[0].decode()


def test_it_refuses_to_be_sent_anything():
    assert Client().post("/alarm/", {}).status_code == 405


def test_a_browser_may_keep_a_copy():
    kept = Client().get("/alarm/").headers["Cache-Control"]
    assert "max-age=86400" in kept
    assert "stale-if-error" in kept


@pytest.mark.parametrize("address", ["/nowhere/", "/account/login/", "/check/"])
def test_every_page_leads_to_it(db, address):
    assert 'href="/alarm/"' in Client().get(address, follow=True).content.decode()


def test_the_page_of_our_own_fault_leads_to_it():
    from django.template.loader import render_to_string

    assert 'href="/alarm/"' in render_to_string("500.html")
