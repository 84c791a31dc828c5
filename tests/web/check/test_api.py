"""The check's calls."""

import json

import pytest

from trophe.web.accounts.services import make_token

CASE = {
    "age_y": 61,
    "sex": "male",
    "findings": "onset=weeks;course=worsening;hand;side=right;wasted;twitch_wide",
}


@pytest.fixture
def call(owner, client_of):
    client = client_of(None)

    def send(method, path, data=None):
        sent = {"data": json.dumps(data), "content_type": "application/json"} if data else {}
        return getattr(client, method)(
            f"/api/v1{path}", headers={"Authorization": f"Bearer {_token(owner)}"}, **sent
        )

    return send


def _token(owner):
    return make_token(user=owner, name="test", scope="write")[1]


def test_anybody_can_be_checked_and_nothing_is_kept(call):
    answer = call("post", "/check", CASE)
    assert answer.status_code == 200
    assert (answer.json()["urgency"], answer.json()["act_within"]) == ("urgent", "14d")


def test_an_unknown_finding_names_the_field_and_what_is_near(call):
    answer = call("post", "/check", CASE | {"findings": "twich"})
    assert answer.status_code == 400
    assert "twitch_wide" in answer.json()["errors"][0]["message"]


def test_a_persons_check_is_kept_and_closed(call, person):
    made = call("post", f"/people/{person.code}/checks", {"findings": "onset=sudden;face;weak"})
    assert made.status_code == 201
    assert made.json()["is_open"]
    seen = {"seen_on": str(person.today()), "seen_by": "Dr Grey"}
    address = f"/people/{person.code}/checks/{made.json()['code']}/seen"
    assert call("post", address, seen).json()["closing"] == "seen"
    assert [one["is_open"] for one in call("get", f"/people/{person.code}/checks").json()] == [
        False
    ]


def test_a_stranger_finds_nothing(person, stranger, client_of):
    client = client_of(stranger)
    assert client.get(f"/api/v1/people/{person.code}/checks").status_code == 404


def test_switched_off_there_is_no_check(call, settings):
    settings.CHECK_ON = False
    assert call("post", "/check", CASE).status_code == 404
    case = {"case": {"sex": "male", "age_y": 40, "weight_kg": 80, "height_m": 1.8}}
    refused = call("post", "/muscle/forecast", case)
    assert refused.status_code == 404
    assert "switched off" in refused.json()["errors"][0]["message"]
