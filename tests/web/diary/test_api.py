"""The diary's calls: every one by everybody, and what they answer."""

from uuid import uuid4

import pytest

from trophe.web.accounts.services import make_token
from trophe.web.diary.days import slots_of, today
from trophe.web.diary.eating import log_food
from trophe.web.foods.own import save_own_food

pytestmark = pytest.mark.django_db

# method, path below the person, body; whether it changes something.
CALLS = [
    ("get", "meals", None),
    ("get", "days/{day}", None),
    ("get", "foods?q=zzz", None),
    ("get", "foods/written?text=2+eggs,+zzz", None),
    ("get", "foods/{food}", None),
    ("get", "foods/barcode/4006381333931", None),
    ("post", "days/{day}/entries", {"slot": "{slot}", "foods": [{"food": "{food}", "amount": 50}]}),
    ("post", "days/{day}/quick", {"slot": "{slot}", "nutrients": {"energy_kcal": 100}}),
    ("patch", "entries/{entry}", {"version": 1, "amount": 20}),
    ("delete", "entries/{entry}", None),
    ("post", "days/{day}/copy", {"from_date": "{day}"}),
    ("put", "days/{day}", {"status": "partial", "pain": 1}),
    ("post", "days/{day}/water", {"ml": 200}),
    ("post", "days/{day}/exercises", {"activity": "17190", "minutes": 30}),
    ("post", "changes/{change}/undo", None),
    ("post", "foods", {"name": "Soup", "amounts": {"energy_kcal": 40}}),
    ("put", "foods/{own}", {"name": "Pie", "amounts": {}, "version": 1}),
    ("post", "foods/{food}/correction", {"amounts": {"energy_kcal": 64}}),
    ("delete", "foods/{own}", None),
    (
        "post",
        "recipes",
        {"name": "Pot", "servings": 2, "ingredients": [{"food": "{food}", "grams": 100}]},
    ),
]
WRITES = [call for call in CALLS if call[0] != "get"]


@pytest.fixture(autouse=True)
def _own_index(settings, tmp_path):
    settings.FOOD_INDEX = tmp_path / "index"


@pytest.fixture
def things(person, owner, milk):
    now, slot = today(person), slots_of(person)[0]
    done = log_food(person=person, by=owner, day=now, slot=slot, food=milk, amount=100)
    own = save_own_food(person=person, by=owner, name="Pie", amounts={}, barcode="4006381333931")
    return {
        "day": now.isoformat(),
        "slot": slot.code,
        "food": milk.code,
        "entry": done.entries[0].code,
        "change": done.change.code,
        "own": own.code,
    }


def filled(value, things):
    if isinstance(value, dict):
        return {key: filled(one, things) for key, one in value.items()}
    if isinstance(value, list):
        return [filled(one, things) for one in value]
    return value.format(**things) if isinstance(value, str) else value


@pytest.fixture
def call(client, person, things):
    def make(user, method, path, body=None, scope="write"):
        headers = {}
        if user is not None:
            _, text = make_token(user=user, name="test", scope=scope)
            headers["Authorization"] = f"Bearer {text}"
        address = f"/api/v1/people/{person.code}/{filled(path, things)}"
        send = getattr(client, method)
        if body is None:
            return send(address, headers=headers)
        return send(address, filled(body, things), content_type="application/json", headers=headers)

    return make


@pytest.mark.parametrize(("method", "path", "body"), CALLS)
def test_the_owner_and_a_writing_helper_may(call, owner, writer, method, path, body):
    assert call(writer, method, path, body).status_code in (200, 201)


@pytest.mark.parametrize(("method", "path", "body"), CALLS)
def test_a_stranger_learns_nothing_and_nobody_is_asked_to_sign_in(
    call, person, stranger, method, path, body
):
    before = person.changes.count()
    assert call(stranger, method, path, body).status_code == 404
    assert call(None, method, path, body).status_code == 401
    assert person.changes.count() == before


@pytest.mark.parametrize(("method", "path", "body"), WRITES)
def test_a_reader_and_a_reading_key_change_nothing(call, person, owner, reader, method, path, body):
    before = person.changes.count()
    assert call(reader, method, path, body).status_code == 404
    assert call(owner, method, path, body, scope="read").status_code == 403
    assert person.changes.count() == before


def test_a_day_says_at_least(call, owner, person, breakfast, food_of):
    soup = food_of("Soup")
    log_food(person=person, by=owner, day=today(person), slot=breakfast, food=soup, amount=100)
    day = call(owner, "get", "days/{day}").json()
    assert day["energy_kcal"] == {"value": 61.0, "at_least": True, "n_known": 1, "n_total": 2}
    assert day["meals"][0]["slot"]["name"] == "Breakfast"
    assert "energy_kcal" not in day["meals"][0]["entries"][1]["nutrients"]


def test_the_same_code_again_adds_nothing(call, owner, person):
    body = {"slot": "{slot}", "foods": [{"food": "{food}", "amount": 50}], "code": str(uuid4())}
    first = call(owner, "post", "days/{day}/entries", body)
    second = call(owner, "post", "days/{day}/entries", body)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert person.entries.count() == 2


def test_an_older_version_is_a_conflict(call, owner):
    assert call(owner, "patch", "entries/{entry}", {"version": 1, "amount": 20}).status_code == 200
    answer = call(owner, "patch", "entries/{entry}", {"version": 1, "amount": 30})
    assert answer.status_code == 409
    assert answer.json()["errors"][0]["field"] == "version"


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("days/{day}/entries", {"slot": "{slot}", "foods": []}, "foods"),
        (
            "days/{day}/entries",
            {"slot": "{slot}", "foods": [{"food": "{food}", "amount": 1, "unit": "bucket"}]},
            "unit",
        ),
        ("days/{day}/quick", {"slot": "{slot}", "nutrients": {"energy_kcal": -1}}, "energy_kcal"),
        ("days/{day}/exercises", {"activity": "nothing", "minutes": 30}, "activity"),
        ("foods", {"name": "x", "amounts": {"energy_kcal": 9999}}, "energy_kcal"),
    ],
)
def test_what_is_wrong_is_named(call, owner, path, body, field):
    answer = call(owner, "post", path, body)
    assert answer.status_code == 400
    assert field in answer.json()["errors"][0]["field"]


def test_the_openapi_document_holds_every_call(client):
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    assert "/api/v1/people/{code}/days/{day}" in paths
    assert "/api/v1/people/{code}/recipes" in paths
