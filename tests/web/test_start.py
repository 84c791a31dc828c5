"""The first questions as forms: what people type is understood, wrong bodies are asked about."""

import pytest

from trophe.person import Condition
from trophe.web.people.access import people_of
from trophe.web.people.forms_health import GROUPS, SET_ELSEWHERE
from trophe.web.people.units import HABITS, habit_of_language, height_m, weight_kg

pytestmark = pytest.mark.django_db
YOU = {"sex": "female", "age_y": "40", "height": "5", "height_more": "6", "weight": "160"}
WALK = {"goal": {"goal": "lose-1"}, "you": YOU, "activity": {"activity": "light"}, "health": {}}


@pytest.fixture
def client(owner, client_of):
    return client_of(owner, headers={"accept-language": "en-US,en;q=0.9"})


def walk(client, **changes):
    """Every step in order, each with its changes; the last answer."""
    for step, answers in WALK.items():
        answer = client.post(f"/start/{step}/", answers | changes.get(step, {}))
    return answer


def test_four_steps_make_a_person_and_a_plan(client, owner):
    answer = walk(client)
    person = people_of(owner).get()
    assert answer.headers["Location"] == f"/p/{person.code}/plan/"
    assert (person.sex, person.activity, person.weight_unit) == ("female", "light", "lb")
    assert person.height_m == pytest.approx(66 * 0.0254)
    assert person.weights.get().weight_kg == pytest.approx(160 * 0.45359237)
    assert person.plans.get().goal == "lose-1"


def test_the_last_step_sent_twice_makes_one_person(client, owner):
    walk(client)
    client.post("/start/health/", {})
    assert people_of(owner).count() == 1


def test_a_step_before_its_time_leads_to_the_first_open_one(client):
    answer = client.get("/start/health/")
    assert answer.headers["Location"] == "/start/goal/"
    client.post("/start/goal/", {"goal": "lose-1"})
    assert client.get("/start/health/").headers["Location"] == "/start/you/"


def test_nobody_is_made_before_the_last_step(client, owner):
    for step in ("goal", "you", "activity"):
        client.post(f"/start/{step}/", WALK[step])
    assert not people_of(owner).exists()


def test_a_refused_goal_makes_the_person_and_explains(client, owner):
    answer = walk(client, goal={"goal": "lose-2"})
    person = people_of(owner).get()
    assert answer.headers["Location"] == f"/p/{person.code}/plan/?goal=lose-2"
    assert not person.plans.exists()
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Lose 2 pounds a week is not offered to you" in page
    assert "P06" in page


def test_going_back_shows_unsafe_goals_greyed_with_their_reason(client):
    for step in ("goal", "you", "activity"):
        client.post(f"/start/{step}/", WALK[step])
    client.post("/start/health/", {"none": "yes", "conditions": "diabetes"})  # asked again
    page = client.get("/start/goal/").content.decode()
    assert "Not for you now" not in page  # not everything is known yet


@pytest.mark.parametrize(
    ("habit", "main", "more", "metres"),
    [
        ("us", "5", "6", 1.6764),
        ("us", "5'6\"", "", 1.6764),
        ("us", "5’", "6", 1.6764),
        ("us", "168 cm", "", 1.68),
        ("metric", "168", "", 1.68),
        ("metric", "1,68", "", 1.68),
        ("metric", "5ft 6in", "", 1.6764),
        ("uk", "5", "", 1.524),
    ],
)
def test_heights_are_understood_as_people_write_them(habit, main, more, metres):
    assert height_m(HABITS[habit], main, more) == pytest.approx(metres)


@pytest.mark.parametrize(
    ("habit", "main", "more", "kg"),
    [
        ("us", "160", "", 72.5748),
        ("us", "11st 4", "", 71.6676),
        ("metric", "72,5", "", 72.5),
        ("metric", "160 lb", "", 72.5748),
        ("uk", "11", "4", 71.6676),
        ("uk", "72.5 kg", "", 72.5),
    ],
)
def test_weights_are_understood_as_people_write_them(habit, main, more, kg):
    assert weight_kg(HABITS[habit], main, more) == pytest.approx(kg, abs=1e-4)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"weight": "1600"}, "outside 44.1 lb to 881.8 lb"),
        ({"height": "168", "height_more": ""}, "outside 3 ft 3 in to 7 ft 7 in"),
        ({"age_y": "1985"}, "Give your age in years"),
        ({"weight": "heavy"}, "is not understood"),
        ({"sex": ""}, "Choose a sex"),
    ],
)
def test_a_wrong_answer_is_named_with_its_range_and_kept(client, typed, said):
    client.post("/start/goal/", {"goal": "lose-1"})
    answer = client.post("/start/you/", YOU | typed)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert said in page
    for text in filter(None, (YOU | typed).values()):
        assert f'value="{text}"' in page


def test_none_of_these_must_not_hide_a_tick(client, owner):
    answer = walk(client, health={"none": "yes", "conditions": "pregnant"})
    assert "Something is ticked below" in answer.content.decode()
    assert not people_of(owner).exists()


def test_what_is_ticked_reaches_the_rules(client, owner):
    answer = walk(client, health={"conditions": ["pregnant"], "pregnancy_week": "20"})
    person = people_of(owner).get()
    assert person.facts.get().name == "pregnant"
    assert person.facts.get().week == 20
    assert not person.plans.exists()
    assert "P02" in client.get(answer.headers["Location"]).content.decode()


def test_every_condition_is_asked_about_or_set_elsewhere():
    asked = {name for group in GROUPS if group.field == "conditions" for name in group.names}
    assert asked | SET_ELSEWHERE == set(Condition)
    assert not asked & SET_ELSEWHERE


def test_a_man_is_not_asked_about_pregnancy(client):
    for step in ("goal", "you", "activity"):
        client.post(f"/start/{step}/", WALK[step] | ({"sex": "male"} if step == "you" else {}))
    assert "Pregnancy" not in client.get("/start/health/").content.decode()


@pytest.mark.parametrize(
    ("language", "habit"),
    [("en-US,en;q=0.9", "us"), ("en-GB", "uk"), ("de-AT,de;q=0.8", "metric"), ("", "metric")],
)
def test_the_browsers_language_says_how_people_measure(language, habit):
    assert habit_of_language(language).name == habit


def test_the_second_person_is_asked_for_a_name(client, person):
    client.post("/start/goal/", {"goal": "maintain"})
    assert "Whose plan is this?" in client.get("/start/you/").content.decode()


def test_the_start_says_that_it_is_no_medical_device(client):
    page = client.get("/start/").content.decode()
    assert "not a certified medical device" in page
    assert "no clinician has reviewed" in page
