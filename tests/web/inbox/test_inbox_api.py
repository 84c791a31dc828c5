"""The API's inbox, milestones, learned expenditure, offer and weeks say what the pages say."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from trophe.web.accounts.services import make_token
from trophe.web.inbox import access
from trophe.web.people.sample import make_sample
from trophe.web.people.services import update_person
from trophe.web.plans.services import read_plan
from trophe.web.trends.learned import learned_of
from trophe.web.trends.logbook import logbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def program_of():
    """A program with a key of a user."""

    def make(user, scope="write"):
        text = make_token(user=user, name="script", scope=scope)[1]
        return Client(headers={"authorization": f"Bearer {text}"})

    return make


def post(client, path, body=None):
    return client.post(path, json.dumps(body or {}), content_type="application/json")


def test_notices_are_read_put_off_and_brought_back(person, owner, program_of):
    person.weights.update(local_date=person.today() - timedelta(days=10))
    client, root = program_of(owner), f"/api/v1/people/{person.code}/inbox"
    (waiting,) = client.get(root).json()["waiting"]
    assert (waiting["title"], waiting["kind"]) == ("Weigh in", "weigh_in")
    one = f"{root}/{waiting['code']}"
    later = post(client, f"{one}/snooze", {"days": 3}).json()
    assert later["snoozed_until"] == (person.today() + timedelta(days=3)).isoformat()
    assert [n["code"] for n in client.get(root).json()["later"]] == [waiting["code"]]
    assert post(client, f"{one}/read").json()["read_at"] is not None
    assert client.get(root).json()["waiting"] == []
    assert post(client, f"{one}/back").json()["read_at"] is None
    assert post(client, f"{one}/snooze", {"days": 31}).status_code == 400


def test_notices_of_others_are_out_of_reach(person, owner, stranger, reader, program_of):
    person.weights.update(local_date=person.today() - timedelta(days=10))
    root = f"/api/v1/people/{person.code}"
    (waiting,) = program_of(owner).get(f"{root}/inbox").json()["waiting"]
    for client, status in (
        (program_of(owner, "read"), 403),
        (program_of(reader), 404),
        (program_of(stranger), 404),
        (Client(), 401),
    ):
        assert post(client, f"{root}/inbox/{waiting['code']}/read").status_code == status
    for name in ("inbox", "milestones", "expenditure", "offer", "weeks"):
        assert program_of(stranger).get(f"{root}/{name}").status_code == 404
        assert Client().get(f"{root}/{name}").status_code == 401


def test_what_was_learned_earned_and_offered_is_told_as_on_the_pages(owner, program_of, client_of):
    sample = make_sample(owner=owner)
    client, root = program_of(owner), f"/api/v1/people/{sample.code}"
    page = client_of(owner)
    assert "Your plan, a week on" not in page.get(f"/p/{sample.code}/plan/").content.decode()
    piece = page.get(f"/p/{sample.code}/trends/offer/", headers={"HX-Request": "true"})
    assert "Plan by it" in piece.content.decode()
    assert "Plan by it" in page.get(f"/p/{sample.code}/plan/").content.decode()

    learned = learned_of(sample, logbook(sample))
    told = client.get(f"{root}/expenditure").json()
    assert told["status"] == "updating"
    need = told["days"][-1]["need_kcal_d"]
    assert need["median"] == pytest.approx(learned.need_now_kcal_d, abs=0.01)
    assert need["q05"] < need["median"] < need["q95"]
    assert told["hidden"] == []

    assert client.get(f"{root}/milestones").json()["level"] == "gold"
    weeks = client.get(f"{root}/weeks").json()
    assert weeks[0]["suggestion"]

    offered = client.get(f"{root}/offer").json()
    assert not offered["refused"]
    assert post(client, f"{root}/offer", {"answer": "perhaps"}).status_code == 400
    assert post(client, f"{root}/offer", {"answer": "take"}).json()["answer"] == "taken"
    assert read_plan(sample).made.intake_kcal_d == pytest.approx(offered["intake_kcal_d"], abs=1)
    assert client.get(f"{root}/offer").status_code == 404

    update_person(person=sample, by=owner, hides_energy=True, hides_weight=True)  # W07
    told = client.get(f"{root}/expenditure").json()
    assert told["hidden"] == ["energy", "weight"]
    assert told["expected_kcal_d"] is None
    assert all(value is None for name, value in told["days"][-1].items() if name != "date")
    assert client.get(f"{root}/expenditure?show_numbers=true").json()["days"][-1]["trend_kg"]
    assert access.level_of(sample) in ("", "gold")
