"""The programme through the API: the same week, the same sessions."""

from uuid import uuid4

import pytest

ANSWERS = {"kind": "weight_loss", "stage": 4, "weekdays": [0, 1, 2, 3, 4, 5, 6]}


@pytest.fixture
def call(owner, person, client_of):
    client = client_of(owner)

    def send(method, path, data=None):
        return getattr(client, method)(
            f"/api/v1/people/{person.code}/{path}",
            data,
            **({} if method == "get" else {"content_type": "application/json"}),
        )

    return send


def test_a_programme_is_told_read_done_and_counted(call):
    assert call("get", "programme").json()["week"] is None
    week = call("put", "programme", ANSWERS).json()["week"]
    assert all(item["why"] for s in week["sessions"] for item in s["items"])
    said = {"weekday": week["sessions"][0]["weekday"], "code": str(uuid4())}
    made = call("post", "sessions", said)
    assert made.status_code == 201
    assert call("post", "sessions", said).status_code == 200
    session = made.json()
    one = {"exercise": session["items"][0]["exercise"], "number": 1, "code": str(uuid4())}
    path = f"sessions/{session['code']}"
    assert call("post", f"{path}/sets", one).status_code == 201
    assert call("post", f"{path}/sets", one).status_code == 200
    felt = call("post", f"{path}/feelings", {"exercise": one["exercise"], "pain": 2})
    assert felt.json()["pain"] == 2
    done = call("patch", path, {"finished": True, "fatigue": 3}).json()
    assert done["finished_at"]
    assert len(done["sets"]) == 1
    assert call("delete", f"{path}/sets/{one['code']}").json()["sets"] == []


def test_a_pause_and_a_swap_are_told_as_on_the_pages(call):
    call("put", "programme", {**ANSWERS, "effort_most": "moderate"})
    assert call("put", "programme/pause", {"reason": "ill"}).json()["paused_on"]
    weekday = call("get", "programme").json()["week"]["sessions"][0]["weekday"]
    refused = call("post", "sessions", {"weekday": weekday})
    assert (refused.status_code, "rests" in refused.json()["errors"][0]["message"]) == (400, True)
    back = call("put", "programme/pause", {"reason": None}).json()
    assert (back["paused_on"], "by steps" in back["back"]) == (None, True)
    session = call("post", "sessions", {"weekday": weekday}).json()
    first = session["items"][0]["exercise"]
    path = f"sessions/{session['code']}/swaps"
    wrong = call("post", path, {"exercise": first, "by": "barbell_squat"})
    assert wrong.status_code == 400
    assert "Possible: " in wrong.json()["errors"][0]["message"]


def test_what_makes_no_sense_names_its_field(call):
    answer = call("put", "programme", {**ANSWERS, "restrictions": [{"part": "tail"}]})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "part"
    call("put", "programme", ANSWERS)
    assert call("post", "sessions", {"weekday": 9}).status_code == 400
