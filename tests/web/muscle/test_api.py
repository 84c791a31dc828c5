"""The muscle calls: every one by everybody, and the same numbers by every way in."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from click.testing import CliRunner
from django.test import Client

from trophe.cli import main
from trophe.timeline.document import document
from trophe.timeline.outlook import outlook
from trophe.timeline.what_if import what_if
from trophe.web.accounts.services import make_token
from trophe.web.muscle import services
from trophe.web.people.models import Role
from trophe.web.people.sharing import grant_access

pytestmark = pytest.mark.django_db
CHANGES = {"protein_g_kg_d": 1.6, "sessions_week": 3}

# method, path below the person, body; whether it changes something.
CALLS = [
    ("get", "events", None),
    ("post", "events", {"kind": "fall", "began_on": "{today}"}),
    ("patch", "events/{event}", {"version": 1, "note": "plaster"}),
    ("delete", "events/{event}", None),
    ("post", "events/{gone}/restore", None),
    ("get", "measurements", None),
    (
        "post",
        "measurements",
        {"instrument": "grip", "values": [30, 31], "side": "left", "confirmed": True},
    ),
    ("patch", "measurements/{reading}", {"version": 1, "values": [53.0]}),
    ("delete", "measurements/{reading}", None),
    ("post", "measurements/{lost}/restore", None),
    ("get", "muscle", None),
    ("post", "muscle/what-if", {"changes": CHANGES}),
    ("post", "muscle/adopt", {"changes": {"walking": True}}),
    ("get", "muscle/verdict", None),
    ("get", "muscle/sources?key=instrument:grip", None),
    ("get", "screening", None),
    ("post", "screening", {"answers": {"falls": 1}}),
]
READS = {"muscle/what-if"}
WRITES = [c for c in CALLS if c[0] != "get" and c[1] not in READS]


@pytest.fixture
def things(person, owner):
    today = person.today()

    def event(**more):
        return services.add_event(person=person, by=owner, **more).row

    def reading(value, days):
        return services.log_measurement(
            person=person,
            by=owner,
            instrument="tape_thigh",
            values=[value],
            side="left",
            measured_on=today - timedelta(days=days),
        ).row

    began = today - timedelta(days=14)
    cast = event(
        kind="cast", part="knee", side="left", began_on=began, ended_on=began + timedelta(42)
    )
    gone, lost = event(kind="walking", began_on=today), reading(53.5, 3)
    services.delete_event(event=gone, by=owner)
    services.delete_measurement(row=lost, by=owner)
    return {
        "today": today.isoformat(),
        "event": cast.code,
        "gone": gone.code,
        "reading": reading(54.0, 10).code,
        "lost": lost.code,
    }


def _call(client, person, call, things):
    method, path, body = call
    address = f"/api/v1/people/{person.code}/{path.format(**things)}"
    if body is None:
        return getattr(client, method)(address)
    text = json.dumps(body).replace("{today}", things["today"])
    return getattr(client, method)(address, text, content_type="application/json")


def _program(user, scope):
    text = make_token(user=user, name="script", scope=scope)[1]
    return Client(headers={"authorization": f"Bearer {text}"})


@pytest.mark.parametrize("call", CALLS, ids=lambda c: f"{c[0]} {c[1]}")
def test_a_call_opens_to_role_and_scope_together(call, owner, helper, stranger, person, things):
    writes = call in WRITES
    grant_access(person=person, user=helper, role=Role.READ, by=owner)
    assert _call(Client(), person, call, things).status_code == 401
    assert _call(_program(stranger, "write"), person, call, things).status_code == 404
    reader = _call(_program(helper, "write"), person, call, things).status_code
    assert reader == (404 if writes else 200)
    if writes:
        assert _call(_program(owner, "read"), person, call, things).status_code == 403
    assert _call(_program(owner, "write"), person, call, things).status_code in (200, 201)


def test_web_api_command_line_and_library_give_the_same_numbers(owner, person, things, tmp_path):
    case = services.case_of(person)
    library = json.loads(json.dumps(document(outlook(case))))
    assert services.forecast_for(person).document == library
    program = _program(owner, "read")
    mine = program.get(f"/api/v1/people/{person.code}/muscle").json()
    assert {key: mine[key] for key in library} == library
    body = json.dumps({"case": case.as_dict()})
    free = program.post("/api/v1/muscle/forecast", body, content_type="application/json")
    path = tmp_path / "case.json"
    path.write_text(json.dumps(case.as_dict()))
    printed = CliRunner().invoke(main, ["events", str(path), "--json"])
    for told in (free.json(), json.loads(printed.stdout)):
        assert told["series"] == library["series"]
        assert told["headline"] == library["headline"]


def test_a_what_if_is_the_same_by_every_way_in(owner, person, things, tmp_path):
    case = services.case_of(person)
    library = json.loads(json.dumps(what_if(case, CHANGES).as_dict()))
    for _ in ("cold", "warm"):
        assert json.loads(json.dumps(services.what_if(person, CHANGES).as_dict())) == library
    program = _program(owner, "read")
    address = f"/api/v1/people/{person.code}/muscle/what-if"
    body = json.dumps({"changes": CHANGES})
    assert program.post(address, body, content_type="application/json").json() == library
    path = tmp_path / "case.json"
    path.write_text(json.dumps(case.as_dict()))
    options = ["--protein", "1.6", "--sessions", "3", "--json"]
    printed = CliRunner().invoke(main, ["what-if", str(path), *options])
    assert json.loads(printed.stdout) == library


def test_a_wild_reading_is_asked_about_and_stored_once_it_is_confirmed(owner, person, things):
    program, address = _program(owner, "write"), f"/api/v1/people/{person.code}/measurements"
    told = {"instrument": "tape_thigh", "values": [21.3], "side": "left", "code": str(uuid4())}

    def send(body):
        return program.post(address, json.dumps(body), content_type="application/json")

    asked = send(told)
    assert asked.status_code == 409
    assert asked.json()["as_meant"] == pytest.approx(54.1)
    assert send(told | {"confirmed": True}).status_code == 201
    assert send(told | {"confirmed": True}).status_code == 200


def test_an_edit_of_what_changed_since_is_a_conflict(owner, person, things):
    program = _program(owner, "write")
    call = ("patch", "events/{event}", {"version": 1, "side": "right"})
    assert _call(program, person, call, things).status_code == 200
    assert _call(program, person, call, things).status_code == 409


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"case": {}}, "person"),
        ({"case": {"person": {"sex": "female"}, "today": "2026-01-01"}}, "person.age_y"),
        ({"case": 5}, "case"),
    ],
)
def test_a_case_that_makes_no_sense_names_the_field(owner, body, field):
    program = _program(owner, "read")
    answer = program.post(
        "/api/v1/muscle/forecast", json.dumps(body), content_type="application/json"
    )
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == field


def test_the_tables_of_kinds_instruments_and_changes_are_told(owner):
    program = _program(owner, "read")
    assert "cast" in program.get("/api/v1/muscle/kinds").json()["kinds"]
    assert program.get("/api/v1/muscle/instruments").json()["grip"]["unit"] == "kg"
    assert program.get("/api/v1/muscle/changes").json()["sessions_week"]["high"] == 7
