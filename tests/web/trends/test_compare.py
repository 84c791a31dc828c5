"""Two stretches compared, on the page and through the API; steps; access and hiding of both."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from trophe.plan.phases import compare
from trophe.web.accounts.services import make_token
from trophe.web.people.services import update_person
from trophe.web.trends import catalogue
from trophe.web.trends.models import StepCount

pytestmark = pytest.mark.django_db
API = "/api/v1"


@pytest.fixture
def program_of():
    """A program with a key of that user."""

    def make(user, scope="write"):
        text = make_token(user=user, name="script", scope=scope)[1]
        return Client(headers={"authorization": f"Bearer {text}"})

    return make


def halves(person):
    today = person.today()
    middle = today - timedelta(days=28)
    return {
        "first_from": today - timedelta(days=56),
        "first_to": middle - timedelta(days=1),
        "second_from": middle,
        "second_to": today,
    }


def answer(client, person, key, **told):
    return client.get(f"{API}/people/{person.code}/trends/{key}/compare", halves(person) | told)


def test_the_page_and_the_call_say_what_the_library_says(logged, reads_of, owner, client_of):
    told = answer(client_of(owner), logged, "felt-pain").json()
    one = told["findings"][0]
    series = catalogue.find(reads_of(), "felt-pain")
    points = series.strands[0].points
    found = compare([p for p in points if p[0] < 28], [p for p in points if p[0] >= 28])
    for name in ("difference", "low", "high", "probability_up"):
        assert one[name] == pytest.approx(getattr(found, name), abs=1e-6)
    assert one["n_first"] == one["n_second"] == 14
    html = client_of(owner).get(
        f"/p/{logged.code}/trends/compare/", {"key": "felt-pain"} | halves(logged)
    )
    text = html.content.decode()
    assert one["text"] in text
    for caution in told["cautions"]:
        assert caution in text
    assert any("four steps" in caution for caution in told["cautions"])


def test_lower_bounds_are_left_out_and_counted(logged, owner, client_of):
    one = answer(client_of(owner), logged, "nutrient-fibre_g").json()["findings"][0]
    assert one["left_out"] == 14
    assert one["difference"] is None  # all whole days hold the same: chance cannot be judged
    assert "do not differ" in one["text"]


def test_an_event_gives_its_own_stretches(logged, owner, client_of):
    from trophe.web.muscle.services import add_event

    event = add_event(
        person=logged, by=owner, kind="strength_training", detail={"sessions_week": 2.0},
        began_on=logged.today() - timedelta(days=28),
    ).row  # fmt: skip
    told = answer(
        client_of(owner), logged, "steps",
        first=f"before:{event.code}", second=f"during:{event.code}",
    ).json()  # fmt: skip
    assert told["first"]["to"] == str(event.began_on - timedelta(days=1))
    assert told["second"]["from"] == str(event.began_on)
    assert told["findings"][0]["difference"] > 0
    html = client_of(owner).get(f"/p/{logged.code}/trends/compare/").content.decode()
    assert f"before:{event.code}" in html


WRONG = [
    ({"second_from": "2020-01-01", "second_to": "2019-01-01"}, "second", "before it begins"),
    ({"second": "before:nothing"}, "second", "no event"),
    ({"first_from": "soon"}, "first_from", "date"),
    ({"first_to": "2999-01-01"}, "second", "share days"),
    ({"first_from": "", "first_to": ""}, "first", ""),
]


def test_what_cannot_be_compared_is_told_by_its_field(logged, owner, client_of):
    client = client_of(owner)
    for changed, field, says in WRONG:
        found = answer(client, logged, "steps", **changed)
        assert found.status_code == 400, changed
        error = found.json()["errors"][0]
        assert field in error["field"]
        assert says in error["message"]
        told = {"key": "steps"} | halves(logged) | changed
        query = {name: str(value) for name, value in told.items() if value}
        page = client.get(f"/p/{logged.code}/trends/compare/", query)
        assert page.status_code == 200


def test_every_series_of_the_catalogue_can_be_called(logged, owner, client_of):
    client = client_of(owner)
    listed = client.get(f"{API}/people/{logged.code}/trends").json()
    assert listed["hidden"] == []
    keys = [one["series"] for one in listed["series"]]
    whole = f"?from={logged.today() - timedelta(days=60)}"
    for key in ("steps", "meals", "nutrient-fibre_g", "measure-grip-hand", "sessions", "volume"):
        assert key in keys
        told = client.get(f"{API}/people/{logged.code}/trends/{key}{whole}").json()
        assert told["series"] == key
        assert told["strands"][0]["points"]
        assert told["summary"]
    fibre = client.get(f"{API}/people/{logged.code}/trends/nutrient-fibre_g{whole}").json()
    assert {p["value"] for p in fibre["strands"][0]["points"] if p["at_least"]} == {6.0}
    assert client.get(f"{API}/people/{logged.code}/trends/luck").status_code == 404
    wrong = client.get(f"{API}/people/{logged.code}/trends/steps?from=2030-01-01&to=2020-01-01")
    assert wrong.status_code == 400
    assert wrong.json()["errors"][0]["field"] == "from"


def test_what_is_hidden_is_not_called_unless_asked_for(logged, owner, client_of):
    update_person(person=logged, by=owner, hides_energy=True, hides_weight=True)
    client, base = client_of(owner), f"{API}/people/{logged.code}"
    assert client.get(f"{base}/trends").json()["hidden"] == ["weight", "energy"]
    for key in ("weight", "energy", "nutrient-energy_kcal"):
        assert client.get(f"{base}/trends/{key}").status_code == 404
        assert answer(client, logged, key).status_code == 404
    assert client.get(f"{base}/trends/weight?show_numbers=true").status_code == 200
    for week in client.get(f"{base}/weeks").json():
        assert week["figures"]["intake_kcal_d"] is None
        assert week["figures"]["trend_change_kg"] is None
        assert "kcal" not in json.dumps([week["changed"], week["mattered"], week["suggestion"]])


def test_the_weeks_of_the_api_are_those_of_the_page(logged, owner, client_of):
    week = client_of(owner).get(f"{API}/people/{logged.code}/weeks").json()[0]
    html = client_of(owner).get(f"/p/{logged.code}/review/").content.decode()
    for line in (*week["changed"], *week["mattered"], week["suggestion"], week["why"]):
        assert line.replace("'", "&#x27;") in html


def test_steps_are_noted_corrected_and_taken_back(person, owner, client_of):
    client, today = client_of(owner), person.today()
    path = f"/p/{person.code}/trends/steps/note/"
    client.post(path, {"day": today, "steps": "4321"})
    client.post(path, {"day": today, "steps": "5000"})
    row = StepCount.objects.get(person=person, local_date=today)
    assert (row.steps, row.version) == (5000, 2)
    client.post(path, {"day": today, "steps": "5000"})
    assert StepCount.objects.get(pk=row.pk).version == 2  # said again, nothing changes
    client.post(path, {"day": today, "steps": ""})
    assert not person.step_counts.kept().filter(local_date=today).exists()


@pytest.mark.parametrize("steps", ["-1", "150001", "many"])
def test_steps_of_no_body_are_refused_with_the_field(person, owner, client_of, steps):
    path = f"/p/{person.code}/trends/steps/note/"
    told = client_of(owner).post(path, {"day": person.today(), "steps": steps}, follow=True)
    assert "Steps:" in told.content.decode()
    assert not person.step_counts.filter(local_date=person.today()).exists()


def test_steps_of_tomorrow_are_refused(person, owner, program_of):
    tomorrow = person.today() + timedelta(days=1)
    found = program_of(owner).put(
        f"{API}/people/{person.code}/steps/{tomorrow}", '{"steps": 5}', "application/json"
    )
    assert found.status_code == 400
    assert found.json()["errors"][0]["field"] == "day"


def test_a_call_writes_steps_as_the_page_does(person, owner, program_of):
    path = f"{API}/people/{person.code}/steps/{person.today()}"
    told = program_of(owner).put(path, '{"steps": 777}', "application/json")
    assert told.json() == {"day": str(person.today()), "steps": 777, "version": 1}
    gone = program_of(owner).put(path, '{"steps": null}', "application/json")
    assert gone.json()["steps"] is None


CALLS = ("trends", "trends/steps", "trends/steps/compare", "weeks")


def test_nobody_reads_anothers_trends(logged, stranger, reader, owner, program_of):
    programs = ((program_of(stranger), 404), (program_of(reader), 200), (Client(), 401))
    for call in CALLS:
        path = f"{API}/people/{logged.code}/{call}"
        query = halves(logged) if call.endswith("compare") else {}
        for client, status in programs:
            assert client.get(path, query).status_code == status, call


def test_a_reader_and_a_key_that_reads_write_no_steps(person, reader, stranger, owner, program_of):
    path = f"{API}/people/{person.code}/steps/{person.today()}"
    for client, status in ((program_of(reader), 404), (program_of(stranger), 404),
                           (program_of(owner, "read"), 403)):  # fmt: skip
        assert client.put(path, '{"steps": 5}', "application/json").status_code == status
    assert not person.step_counts.filter(local_date=person.today()).exists()


def test_the_overview_asks_the_database_a_fixed_number_of_times(
    logged, owner, client_of, django_assert_max_num_queries
):
    client = client_of(owner)
    client.get(f"/p/{logged.code}/trends/?range=all")  # learned once, kept
    with django_assert_max_num_queries(75):
        client.get(f"/p/{logged.code}/trends/?range=4w")
    with django_assert_max_num_queries(75):
        client.get(f"/p/{logged.code}/trends/?range=all")
