"""Every page and every button of the diary, by the four people who may knock."""

from datetime import timedelta
from uuid import uuid4

import pytest
from diary_pages import PAGES
from django.urls import reverse

from trophe.web.diary.days import slots_of, today
from trophe.web.diary.eating import log_food, quick_add
from trophe.web.diary.noting import log_exercise, log_water
from trophe.web.foods.own import save_own_food
from trophe.web.foods.recipes import Line, save_recipe

pytestmark = pytest.mark.django_db


@pytest.fixture
def things(person, owner, milk):
    """What stands in the addresses."""
    now = today(person)
    slot = slots_of(person)[0]
    entry = log_food(person=person, by=owner, day=now, slot=slot, food=milk, amount=100)
    quick = quick_add(person=person, by=owner, day=now, slot=slot, nutrients={"energy_kcal": 100})
    log_food(person=person, by=owner, day=now - timedelta(days=1), slot=slot, food=milk, amount=100)
    water = log_water(person=person, by=owner, day=now, ml=200)
    exercise = log_exercise(person=person, by=owner, day=now, name="Walking", met=3.5, minutes=60)
    return {
        "day": now,
        "yesterday": now - timedelta(days=1),
        "slot": slot.code,
        "food": milk.code,
        "entry": entry.entries[0].code,
        "quick": quick.entries[0].code,
        "change": quick.change.code,
        "water": water.row.code,
        "exercise": exercise.row.code,
        "recipe": save_recipe(
            person=person,
            by=owner,
            name="Porridge",
            servings=2,
            lines=[Line(text="milk", food=milk, grams=500)],
        ).code,
        "own": save_own_food(person=person, by=owner, name="Pie", amounts={}).code,
    }


def address_of(person, things, name, extra):
    return reverse(name, args=[person.code, *(things[one] for one in extra)])


def send(client, address, data, things):
    data = {k: things.get(v, v) if isinstance(v, str) else v for k, v in data.items()}
    return client.post(address, data | {"key": uuid4()})


@pytest.mark.parametrize(("name", "extra", "writes", "data"), PAGES)
def test_the_owner_and_a_writing_helper_get_in(
    client_of, owner, writer, person, things, name, extra, writes, data
):
    address = address_of(person, things, name, extra)
    for user in (owner, writer):
        client = client_of(user)
        if data is None:
            answer = client.get(address, follow=True)
            assert answer.status_code == 200
    answer = send(client_of(owner), address, data, things) if data is not None else None
    if answer is not None:
        assert answer.status_code in (200, 302), answer.content[:300]


@pytest.mark.parametrize(("name", "extra", "writes", "data"), PAGES)
def test_a_reader_reads_and_changes_nothing(
    client_of, reader, person, things, name, extra, writes, data
):
    client, address = client_of(reader), address_of(person, things, name, extra)
    before = person.changes.count()
    if writes:
        assert client.get(address).status_code in (404, 405)
        assert send(client, address, data or {}, things).status_code in (404, 405)
        assert person.changes.count() == before
    else:
        assert client.get(address, follow=True).status_code == 200


@pytest.mark.parametrize(("name", "extra", "writes", "data"), PAGES)
def test_a_stranger_learns_nothing(client_of, stranger, person, things, name, extra, writes, data):
    client, address = client_of(stranger), address_of(person, things, name, extra)
    before = person.changes.count()
    assert client.get(address).status_code in (404, 405)
    assert send(client, address, data or {}, things).status_code in (404, 405)
    assert person.changes.count() == before


@pytest.mark.parametrize(("name", "extra", "writes", "data"), PAGES)
def test_who_is_not_signed_in_is_asked_to(client_of, person, things, name, extra, writes, data):
    answer = client_of(None).get(address_of(person, things, name, extra))
    assert answer.status_code == 302
    assert "/account/login/" in answer.url


@pytest.mark.parametrize(
    ("name", "extra"),
    [
        ("entry-edit", ("entry",)),
        ("change-undo", ("change",)),
        ("food-edit", ("own",)),
        ("food", ("own",)),
        ("add-amount", ("day", "slot", "own")),
        ("water-delete", ("day", "water")),
    ],
)
def test_one_persons_things_are_not_reached_through_another(
    client_of, stranger, told, things, name, extra
):
    from trophe.web.people.services import create_person

    other = create_person(by=stranger, **told)
    client = client_of(stranger)
    places = things | {"slot": slots_of(other)[0].code}
    address = address_of(other, places, name, extra)
    assert client.get(address).status_code in (404, 405)
    assert client.post(address, {"amount": "1", "unit": "g"}).status_code in (404, 405)


def test_today_says_what_is_left_and_what_was_eaten(client_of, owner, person, things):
    page = client_of(owner).get(reverse("today", args=[person.code])).content.decode()
    assert "161 kcal" in page
    assert "Milk, whole" in page
    assert "at least 3 g" in page
    assert "kcal eaten" in page


def test_a_change_offers_its_undo_and_undoing_works(client_of, owner, person, things, milk):
    client = client_of(owner)
    address = address_of(person, things, "add-amount", ("day", "slot", "food"))
    page = client.post(address, {"amount": "½", "unit": "glass"}, follow=True)
    assert "Added Milk, whole to Breakfast" in page.content.decode()
    entry = person.entries.kept().order_by("-pk").first()
    assert entry.grams == 125
    change = person.changes.order_by("-pk").first()
    undo = reverse("change-undo", args=[person.code, change.code])
    assert undo in page.content.decode()
    client.post(undo)
    entry.refresh_from_db()
    assert entry.deleted_at is not None


def test_the_usual_breakfast_is_one_tap(client_of, owner, person, things, food_of):
    entries = person.entries.kept().filter(local_date=today(person))
    entries.update(deleted_at=person.now())
    client = client_of(owner)
    page = client.get(reverse("today", args=[person.code])).content.decode()
    assert "Same as yesterday" in page
    client.post(address_of(person, things, "usual", ("day", "slot")), {"key": uuid4()})
    assert person.entries.on_day(today(person)).count() == 1


def test_several_foods_are_added_in_one_go(client_of, owner, person, things, milk, oats):
    address = address_of(person, things, "add-several", ("day", "slot"))
    before = person.entries.kept().count()
    client_of(owner).post(address, {"food": [milk.code, oats.code], "key": uuid4()})
    assert person.entries.kept().count() == before + 2
    oats_entry = person.entries.get(food=oats)
    assert (oats_entry.amount, oats_entry.unit) == (1, "cup")


def test_what_is_wrong_comes_back_with_what_was_typed(client_of, owner, person, things):
    address = address_of(person, things, "add-amount", ("day", "slot", "food"))
    page = client_of(owner).post(address, {"amount": "lots", "unit": "g"})
    assert page.status_code == 200
    assert 'value="lots"' in page.content.decode()
    assert "Write a number" in page.content.decode()
    page = client_of(owner).post(address, {"amount": "99999999", "unit": "g"})
    assert "outside" in page.content.decode()


def test_an_unknown_barcode_leads_to_a_new_food_with_the_code_kept(
    client_of, owner, person, things
):
    client = client_of(owner)
    address = address_of(person, things, "barcode", ("day", "slot"))
    page = client.post(address, {"digits": "4006381333931"}).content.decode()
    assert "barcode=4006381333931" in page
    new = reverse("food-new", args=[person.code])
    query = f"?barcode=4006381333931&day={things['day']}&slot={things['slot']}"
    assert 'value="4006381333931"' in client.get(new + query).content.decode()
    values = {"name": "Pencils", "barcode": "4006381333931", "per": "100 g", "protein_g": "5"}
    answer = client.post(new + query, values)
    food = person.foods.get(name="Pencils")
    assert answer.url.endswith(f"/add/{food.code}/")
    assert client.post(address, {"digits": "4006381333931"}).url == answer.url


def test_a_wrong_check_digit_is_said(client_of, owner, person, things):
    address = address_of(person, things, "barcode", ("day", "slot"))
    page = client_of(owner).post(address, {"digits": "4006381333932"}).content.decode()
    assert "error-summary" in page


def test_a_day_page_asks_few_questions_of_the_database(
    client_of, owner, person, things, milk, django_assert_max_num_queries
):
    for _ in range(30):
        log_food(
            person=person,
            by=owner,
            day=things["day"],
            slot=slots_of(person)[1],
            food=milk,
            amount=100,
        )
    client = client_of(owner)
    client.get(reverse("today", args=[person.code]))
    with django_assert_max_num_queries(22):
        client.get(reverse("today", args=[person.code]))
