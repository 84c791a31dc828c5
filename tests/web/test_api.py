"""The API: who may call, what an error says, weighings that count once."""

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.test import Client
from django.utils import timezone

from trophe import plan
from trophe.cli import main
from trophe.energy import pal_of
from trophe.person import Person as CorePerson
from trophe.person import Sex
from trophe.web.accounts.models import ApiToken
from trophe.web.accounts.services import end_token, make_token
from trophe.web.config.ids import uuid7
from trophe.web.people.models import Person, Role
from trophe.web.people.services import update_person
from trophe.web.people.sharing import grant_access

pytestmark = pytest.mark.django_db
API = "/api/v1"


@pytest.fixture
def program_of():
    """A program with a key of that user."""

    def make(user, scope="write"):
        text = make_token(user=user, name="script", scope=scope)[1]
        return Client(headers={"authorization": f"Bearer {text}"})

    return make


def _post(client, path, body):
    return client.post(API + path, json.dumps(body), content_type="application/json")


def test_nobody_is_told_to_sign_in(person):
    for path in ("/people", f"/people/{person.code}", f"/people/{person.code}/weights"):
        answer = Client().get(API + path)
        assert answer.status_code == 401, path
        assert answer.json()["errors"][0]["message"]
    assert _post(Client(), "/plan", {}).status_code == 401


def test_the_schema_is_open_and_has_an_address_for_each_call(db):
    schema = Client().get(f"{API}/openapi.json").json()
    # The calls of each other part have tests of their own, and all are fuzzed.
    assert {
        f"{API}/plan",
        f"{API}/people",
        f"{API}/people/{{code}}",
        f"{API}/people/{{code}}/plan",
        f"{API}/people/{{code}}/weights",
    } <= set(schema["paths"])
    calls = [call for path in schema["paths"].values() for call in path.values()]
    assert all(call["operationId"] and call["summary"] for call in calls)


@pytest.mark.parametrize("scope", ["read", "write"])
@pytest.mark.parametrize("who", ["owner", "writer", "reader", "stranger"])
def test_a_call_opens_to_role_and_scope_together(
    who, scope, owner, helper, stranger, person, program_of
):
    user = {"owner": owner, "writer": helper, "reader": helper, "stranger": stranger}[who]
    if who in ("writer", "reader"):
        role = Role.WRITE if who == "writer" else Role.READ
        grant_access(person=person, user=helper, role=role, by=owner)
    client, base = program_of(user, scope), f"/people/{person.code}"
    for _ in ("cold", "warm"):
        seen = 404 if who == "stranger" else 200
        assert client.get(API + base).status_code == seen
        assert client.get(f"{API}{base}/weights").status_code == seen
        listed = [entry["code"] for entry in client.get(f"{API}/people").json()]
        assert listed == ([] if who == "stranger" else [str(person.code)])
        answer = _post(client, f"{base}/weights", {"weight_kg": 72.5})
        may = {"owner": 201, "writer": 201, "reader": 404, "stranger": 404}[who]
        assert answer.status_code == (may if scope == "write" else 403)
        assert client.put(API + base).status_code == 405
        assert client.delete(API + base).status_code == 405


def test_a_session_needs_its_token_for_a_change(owner, person, client_of):
    path = f"/people/{person.code}/weights"
    assert _post(client_of(owner, enforce_csrf_checks=True), path, {}).status_code == 403
    assert _post(client_of(owner), path, {"weight_kg": 72.5}).status_code == 201


def test_a_key_ends_when_taken_back_or_too_old(owner, person, program_of, monkeypatch):
    client = program_of(owner)
    assert client.get(f"{API}/people").status_code == 200
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(days=366))
    assert client.get(f"{API}/people").status_code == 401
    monkeypatch.setattr(timezone, "now", lambda: now)
    assert client.get(f"{API}/people").status_code == 401, "it must not revive"
    other = program_of(owner)
    end_token(token=ApiToken.objects.get(ended_at=None))
    assert other.get(f"{API}/people").status_code == 401


def test_a_key_is_shown_once_and_kept_as_a_hash(owner, client_of):
    client = client_of(owner)
    form = {"name": "script", "scope": "read", "life_days": "30"}
    page = client.post("/account/tokens/", form).content.decode()
    text = page.split("<code>")[1].split("</code>")[0]
    assert text not in str(ApiToken.objects.values_list().get())
    assert text not in client.get("/account/tokens/").content.decode()
    bearer = Client(headers={"authorization": f"Bearer {text}"})
    assert bearer.get(f"{API}/people").status_code == 200
    code = ApiToken.objects.get().code
    assert client.post(f"/account/tokens/{code}/end/").status_code == 302
    assert bearer.get(f"{API}/people").status_code == 401


def test_anothers_key_cannot_be_taken_back(owner, stranger, client_of):
    token, _ = make_token(user=owner, name="script", scope="read")
    assert client_of(stranger).post(f"/account/tokens/{token.code}/end/").status_code == 404


def test_a_weighing_sent_twice_counts_once(owner, person, program_of):
    client, path = program_of(owner), f"/people/{person.code}/weights"
    body = {"weight_kg": 72.5, "code": str(uuid7())}
    first, again = _post(client, path, body), _post(client, path, body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert len(client.get(API + path).json()) == 2


def test_a_weight_hard_to_believe_is_asked_about(owner, person, program_of):
    client, path = program_of(owner), f"/people/{person.code}/weights"
    body = {"weight_kg": 160.0, "code": str(uuid7())}
    asked = _post(client, path, body)
    assert asked.status_code == 409
    assert asked.json()["rule"] == "P20"
    assert asked.json()["as_meant_kg"] == [72.6]
    assert person.weights.count() == 1
    assert _post(client, path, body | {"confirmed": True}).status_code == 201


def test_weights_are_listed_between_two_days(owner, person, program_of):
    client, path = program_of(owner), f"/people/{person.code}/weights"
    for day in ("2026-01-05", "2026-01-06", "2026-01-07"):
        _post(client, path, {"weight_kg": 72.5, "local_date": day})
    query = "?first_date=2026-01-06&last_date=2026-01-07"
    days = [entry["local_date"] for entry in client.get(API + path + query).json()]
    assert days == ["2026-01-06", "2026-01-07"]


@pytest.mark.parametrize(
    ("body", "field", "extra"),
    [
        ({"weight_kg": 500}, "weight_kg", {"high": 400}),
        ({"weight_kg": "72"}, "weight_kg", {}),
        ({}, "weight_kg", {}),
        ({"weight_kg": 72, "wait_kg": 1}, "wait_kg", {}),
        ({"weight_kg": 12}, "weight_kg", {"value": 12, "low": 20, "high": 400}),
        ({"weight_kg": 72, "local_date": "9999-12-31"}, "local_date", {}),
    ],
)
def test_an_error_names_field_value_and_range(owner, person, program_of, body, field, extra):
    answer = _post(program_of(owner), f"/people/{person.code}/weights", body)
    assert answer.status_code == 400
    (problem,) = answer.json()["errors"]
    assert problem["field"] == field
    assert {key: problem[key] for key in extra} == extra
    assert person.weights.count() == 1


def test_a_record_shows_what_is_known(owner, person, program_of):
    shown = program_of(owner).get(f"{API}/people/{person.code}").json()
    assert (shown["name"], shown["weight_kg"], shown["may_write"]) == ("Ada", 72.6, True)
    assert shown["age_y"] == pytest.approx(40)
    Person.objects.filter(pk=person.pk).update(is_sample=True)
    assert program_of(owner, "read").get(f"{API}/people").json()[0]["is_sample"] is True


ADA = {"sex": "female", "age_y": 40, "height_m": 1.6764, "weight_kg": 72.5748, "activity": "light"}


@pytest.mark.parametrize("goal", ["lose-0.5", "lose-2", "maintain", "gain-0.5"])
def test_a_plan_has_the_same_numbers_as_library_and_command_line(owner, program_of, goal):
    body = {"person": ADA, "goal": {"name": goal}, "draws": 50}
    answer = _post(program_of(owner, "read"), "/plan", body)
    assert answer.status_code == 200
    person = CorePerson(
        sex=Sex.FEMALE, age_y=40, height_m=1.6764, weight_kg=72.5748, pal=pal_of("light")
    )
    made = plan.make(person, goal, draws=50)
    assert answer.content.decode() == made.without_hidden().to_json()
    options = "--sex female --age 40 --height 1.6764m --weight 72.5748kg --activity light"
    printed = CliRunner().invoke(
        main, ["plan", *options.split(), "--goal", goal, "--draws", "50", "--json"]
    )
    assert json.loads(printed.stdout) == answer.json()


def test_a_plan_with_a_cast_has_the_same_numbers_as_library_and_command_line(owner, program_of):
    cast = {"name": "immobilisation", "part": "knee", "side": "left", "end_day": 42}
    train = {"name": "resistance", "start_day": 42, "sessions_week": 3}
    body = {"person": ADA, "goal": {"name": "maintain"}, "draws": 50, "days": 84}
    body |= {"exposures": [cast, train], "exposures_day": 7}
    answer = _post(program_of(owner, "read"), "/plan", body)
    options = (
        "plan --sex female --age 40 --height 1.6764m --weight 72.5748kg --activity light --json"
        " --goal maintain --draws 50 --days 84 --cause immobilisation:knee:left:0-42"
        " --train resistance:3/week:42- --on-day 7"
    )
    assert json.loads(CliRunner().invoke(main, options.split()).stdout) == answer.json()
    assert plan.replay(answer.content.decode()).to_json() == answer.content.decode()
    assert answer.json()["muscle"]["baseline_day"] == -7
    wrong = body | {"exposures": [{"name": "sloth"}]}
    assert _post(program_of(owner, "read"), "/plan", wrong).status_code == 400


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"person": ADA | {"height_m": 16.7}}, "person.height_m"),
        ({"person": ADA | {"sex": "cat"}}, "sex"),
        ({"person": ADA | {"weight_kg": 12}}, "weight_kg"),
        ({"person": ADA | {"conditions": ["unicorn"]}}, "conditions"),
        ({"goal": {"name": "lose-9"}}, "goal"),
        ({"goal": {"name": "target"}}, "goal.by_day"),
        ({"preset": "magic"}, "preset"),
        ({"days": 3}, "days"),
        ({"protein_g_kg_d": 0}, "protein_g_kg_d"),
    ],
)
def test_a_plan_that_makes_no_sense_names_the_field(owner, program_of, change, field):
    body = {"person": ADA, "goal": {"name": "maintain"}, "draws": 50} | change
    answer = _post(program_of(owner, "read"), "/plan", body)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == field


def test_a_plan_is_made_followed_and_locked_for_programs_too(owner, person, program_of):
    client, path = program_of(owner), f"/people/{person.code}/plan"
    assert client.get(API + path).status_code == 404
    refused = _post(client, path, {"goal": {"name": "lose-2"}})
    assert (refused.status_code, refused.json()["refused"]) == (200, True)
    assert client.get(API + path).status_code == 404
    assert _post(client, path, {"goal": {"name": "lose-0.5"}}).status_code == 201
    read = client.get(API + path).json()
    assert read["locked"] is False
    assert read["plan"]["intake_kcal_d"] > 1200
    update_person(person=person, by=owner, conditions=["pregnant"])
    read = client.get(API + path).json()
    assert read["locked"] is True
    assert read["plan"] is None
    assert read["findings"][0]["rule"] == "P02"
    assert read["fallback"]["goal"]["name"] == "maintain"


def test_who_may_only_read_cannot_make_a_plan(owner, reader, person, program_of):
    path, body = f"/people/{person.code}/plan", {"goal": {"name": "maintain"}}
    assert _post(program_of(reader), path, body).status_code == 404
    assert _post(program_of(owner, "read"), path, body).status_code == 403
    assert not person.plans.exists()
