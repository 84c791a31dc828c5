"""Programs can do all that the pages of the diary and of foods can."""

import io
from datetime import timedelta

import pytest
from PIL import Image

from trophe.web.accounts.services import make_token
from trophe.web.diary.days import slots_of, today
from trophe.web.diary.eating import log_food
from trophe.web.foods.own import save_own_food
from trophe.web.people.services import create_person, update_person
from trophe.web.people.sharing import grant_access

pytestmark = pytest.mark.django_db


@pytest.fixture
def call(client_of, owner, person):
    token = make_token(user=owner, name="phone", scope="write")[1]
    headers = {"Authorization": f"Bearer {token}"}

    def send(method, path, data=None, **more):
        client, address = client_of(None), f"/api/v1/people/{person.code}{path}"
        if data is not None:
            more |= {"data": data, "content_type": "application/json"}
        return getattr(client, method)(address, headers=headers, **more)

    return send


@pytest.fixture
def day(person):
    return today(person)


@pytest.fixture
def eaten(person, owner, milk, breakfast, day):
    """The same breakfast on three days."""
    for back in (1, 2, 3):
        then = day - timedelta(days=back)
        log_food(person=person, by=owner, day=then, slot=breakfast, food=milk, amount=200)
    log_food(person=person, by=owner, day=day, slot=breakfast, food=milk, amount=100)


def test_the_nutrients_of_a_day_say_what_is_advised_and_what_is_unknown(call, day, eaten):
    said = call("get", f"/days/{day}/nutrients").json()
    rows = {row["nutrient"]: row for row in said["nutrients"]}
    assert rows["calcium_mg"]["intake"]["value"] == pytest.approx(113)
    assert rows["calcium_mg"]["target"] == 1000
    assert rows["iron_mg"]["intake"] == {
        "value": None, "at_least": True, "n_known": 0, "n_total": 1,
    }  # fmt: skip
    week = call("get", f"/days/{day}/nutrients?days=7").json()
    assert week["days"] == 4
    assert call("get", f"/days/{day}/nutrients?days=3").status_code == 400


def test_ideas_say_why_there_are_none(call, person, owner, breakfast, day):
    update_person(person=person, by=owner, conditions=["swallowing_trouble"])
    said = call("get", f"/days/{day}/meals/{breakfast.code}/ideas").json()
    assert said["ideas"] == []
    assert "swallowing" in said["reason"]


def test_the_usual_is_logged_once_however_often_it_is_sent(call, person, breakfast, day, eaten):
    code = "0d7c8f4e-7d3a-4b61-9a0e-5b2f0c7f7a11"
    address, tomorrow = f"/days/{day}/meals/{breakfast.code}/usual", day + timedelta(days=1)
    answers = [call("post", address, {"code": code}).status_code for _ in range(2)]
    assert answers == [201, 200]
    assert person.entries.on_day(day).count() == 2
    assert not person.entries.on_day(tomorrow).exists()


def test_the_usual_is_not_offered_with_trouble_swallowing(
    call, person, owner, breakfast, day, eaten
):
    update_person(person=person, by=owner, conditions=["swallowing_trouble"])
    address = f"/days/{day}/meals/{breakfast.code}/usual"
    assert call("post", address, {}).status_code == 404


def test_drinks_and_exercises_are_removed_and_brought_back(call, day):
    call("post", f"/days/{day}/water", {"ml": 250})
    call("post", f"/days/{day}/exercises", {"activity": "17190", "minutes": 30})
    said = call("get", f"/days/{day}").json()
    drink, walk = said["drinks"][0]["code"], said["exercises"][0]["code"]
    changes = [
        call("delete", f"/days/{day}/water/{drink}").json()["change"],
        call("delete", f"/days/{day}/exercises/{walk}").json()["change"],
    ]
    said = call("get", f"/days/{day}").json()
    assert (said["water_ml"], said["exercises"]) == (0, [])
    gone = call("get", "/tombstones").json()
    assert [(one["kind"], one["code"]) for one in gone] == [("water", drink), ("exercise", walk)]
    for change in changes:
        assert call("post", f"/changes/{change}/undo").status_code == 200
    said = call("get", f"/days/{day}").json()
    assert (said["water_ml"], len(said["exercises"])) == (250, 1)
    assert call("get", "/tombstones").json() == []


def test_tombstones_are_asked_for_since_a_moment(call, person, owner, milk, breakfast, day):
    entry = log_food(person=person, by=owner, day=day, slot=breakfast, food=milk, amount=9).entries[
        0
    ]
    call("delete", f"/entries/{entry.code}")
    (gone,) = call("get", "/tombstones").json()
    assert (gone["kind"], gone["code"]) == ("entry", str(entry.code))
    after = gone["deleted_at"].replace("+00:00", "Z")
    assert call("get", f"/tombstones?since={after}").json() == []
    assert call("get", "/tombstones?limit=0").status_code == 400


def test_meals_become_what_was_sent(call, person):
    first, *_, last = call("get", "/meals").json()
    told = [
        {"code": last["code"], "name": "Tea", "at": "16:00"},
        {"name": "Night", "at": "22:00:00"},
    ]
    assert call("put", "/meals", {"meals": told}).status_code == 200
    assert [slot.name for slot in slots_of(person)] == ["Tea", "Night"]
    told[0]["code"] = "0d7c8f4e-7d3a-4b61-9a0e-5b2f0c7f7a11"
    assert call("put", "/meals", {"meals": told}).status_code == 404
    assert call("put", "/meals", {"meals": []}).status_code == 400
    assert first["name"] == "Breakfast"


def test_settings_change_where_they_are_told_and_refuse_a_stale_version(call):
    said = call("put", "/diary-settings", {"avoid_allergens": ["milk", "egg"]}).json()
    assert said["avoid_allergens"] == ["egg", "milk"]
    said = call("put", "/diary-settings", {"glass_ml": 300, "version": said["version"]}).json()
    assert (said["glass_ml"], said["avoid_allergens"]) == (300, ["egg", "milk"])
    assert call("get", "/diary-settings").json() == said
    assert call("put", "/diary-settings", {"glass_ml": 9, "version": 1}).status_code == 400
    assert call("put", "/diary-settings", {"glass_ml": 90, "version": 1}).status_code == 409


def test_a_label_photo_is_kept_and_given_back(call, client_of, person, owner, settings, tmp_path):
    settings.PHOTOS = tmp_path
    food = save_own_food(person=person, by=owner, name="Bar", amounts={})
    address = f"/foods/{food.code}/photo"
    assert call("get", address).status_code == 404
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(picture, "PNG")
    picture.seek(0)
    picture.name = "label.png"
    token = make_token(user=owner, name="camera", scope="write")[1]
    said = client_of(None).post(
        f"/api/v1/people/{person.code}{address}",
        {"photo": picture},
        headers={"Authorization": f"Bearer {token}"},
    )
    assert said.json()["has_photo"] is True
    back = call("get", address)
    assert back["Content-Type"] == "image/jpeg"
    assert Image.open(io.BytesIO(back.content)).size == (40, 30)


def test_a_recipe_is_understood_cooked_read_and_changed(call, milk, oats):
    said = call("post", "/recipes/lines", {"lines": ["2 glasses milk", "100 g moon dust"]}).json()
    assert [one["text"] for one in said["ingredients"]] == ["2 glasses milk", "100 g moon dust"]
    told = {
        "name": "Porridge",
        "servings": 2,
        "ingredients": [{"text": "milk", "food": str(milk.code), "grams": 500}],
    }
    food = call("post", "/recipes", told).json()
    made = call("get", f"/recipes/{food['code']}").json()
    assert made["servings"] == 2
    told["ingredients"].append({"text": "oats", "food": str(oats.code), "grams": 100})
    changed = call("put", f"/recipes/{food['code']}", told | {"version": food["version"]}).json()
    assert changed["amounts"]["protein_g"] > food["amounts"]["protein_g"]
    assert call("put", f"/recipes/{food['code']}", told | {"version": 1}).status_code == 409
    assert call("get", f"/recipes/{milk.code}").status_code == 404


def test_a_meal_of_another_person_is_copied_by_who_may_read_them(
    call, person, owner, stranger, told, milk, breakfast, day
):
    other = create_person(by=stranger, **told)
    slot = slots_of(other)[1]
    log_food(person=other, by=stranger, day=day, slot=slot, food=milk, amount=200)
    wanted = {
        "from_date": str(day),
        "from_person": str(other.code),
        "slot": str(slot.code),
        "to_slot": str(breakfast.code),
    }
    assert call("post", f"/days/{day}/copy", wanted).status_code == 404
    assert not person.entries.exists()
    grant_access(person=other, user=owner, role="read", by=stranger)
    assert call("post", f"/days/{day}/copy", wanted).status_code == 201
    assert person.entries.get().slot.name == "Breakfast"


def test_activities_are_found_by_word(client_of, owner):
    token = make_token(user=owner, name="phone", scope="read")[1]
    headers = {"Authorization": f"Bearer {token}"}
    found = client_of(None).get("/api/v1/activities?q=walk", headers=headers).json()
    assert found[0]["name"].startswith("Walking")
    assert len(client_of(None).get("/api/v1/activities", headers=headers).json()) > 200
