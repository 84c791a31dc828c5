"""A meal written in words: proposals that can be corrected, then entries."""

import pytest
from django.urls import reverse

from trophe.web.diary.days import slots_of, today
from trophe.web.foods.own import save_own_food
from trophe.web.foods.search import reindex


@pytest.fixture
def address(person):
    return reverse("add-words", args=[person.code, today(person), slots_of(person)[0].code])


@pytest.fixture
def shared(milk, oats, food_of):
    food_of("Egg", [(1, "medium egg", 44.0)], energy_kcal=143.0, protein_g=12.6)
    food_of("Toast", [(1, "ounce", 28.35), (1, "slice", 27.0)], energy_kcal=290.0, protein_g=9.0)
    reindex()


def rows_of(page):
    return page.context["proposals"]


def sent(proposals, **changed):
    """What the page's form sends for its proposals."""
    return {
        "text": [one.text for one in proposals],
        "was": [str(one.food.code) if one.food else "" for one in proposals],
        "food": [str(one.food.code) if one.food else "" for one in proposals],
        "choices": [" ".join(str(food.code) for food in one.choices) for one in proposals],
        "amount": [one.shown_amount for one in proposals],
        "unit": [one.unit for one in proposals],
        **changed,
    }


def test_each_food_is_proposed_with_its_amount_and_logged_in_one_change(
    client_of, owner, person, shared, address
):
    client = client_of(owner)
    page = client.get(address, {"text": "2 eggs, toast, a glass of milk"})
    said = [(one.food.name, one.amount, one.unit, one.guessed) for one in rows_of(page)]
    assert said == [
        ("Egg", 2.0, "medium egg", False),
        ("Toast", 1.0, "slice", True),
        ("Milk, whole", 1.0, "glass", False),
    ]
    client.post(address, sent(rows_of(page)))
    entries = list(person.entries.kept())
    assert [entry.grams for entry in entries] == [88.0, 27.0, 250.0]
    assert len({entry.slot_id for entry in entries}) == 1
    client.post(reverse("change-undo", args=[person.code, person.changes.last().code]))
    assert not person.entries.kept().exists()


def test_what_is_not_known_is_said_and_nothing_is_logged_until_it_is(
    client_of, owner, person, shared, address
):
    client = client_of(owner)
    page = client.get(address, {"text": "3 zzgrf, 2 bunches of toast, egg"})
    unknown, toast, egg = rows_of(page)
    assert "No food was found" in unknown.problem
    assert (toast.amount, toast.problem) == (None, "How much was it?")
    again = client.post(address, sent([unknown, toast, egg]))
    assert again.status_code == 200
    assert not person.entries.kept().exists()
    form = sent([unknown, toast, egg], gone=["0"], amount=["", "40", "1½"])
    assert client.post(address, form).status_code == 302
    assert [entry.grams for entry in person.entries.kept()] == [40.0, 66.0]


def test_an_exchanged_food_takes_the_amount_that_was_written(
    client_of, owner, person, shared, address, food_of
):
    other = food_of("Egg, duck", [(1, "duck egg", 70.0)], energy_kcal=185.0)
    reindex()
    client = client_of(owner)
    egg = rows_of(client.get(address, {"text": "2 eggs"}))[0]
    assert other in egg.choices
    client.post(address, sent([egg], food=[str(other.code)]))
    assert [entry.grams for entry in person.entries.kept()] == [140.0]


def test_only_foods_of_this_person_are_read(
    client_of, owner, stranger, person, shared, address, told
):
    from trophe.web.people.services import create_person

    theirs = create_person(by=stranger, **told)
    secret = save_own_food(person=theirs, by=stranger, name="Secret", amounts={"energy_kcal": 1.0})
    egg = rows_of(client_of(owner).get(address, {"text": "egg"}))[0]
    form = sent([egg], food=[str(secret.code)], choices=[str(secret.code)])
    assert client_of(owner).post(address, form).status_code == 200
    assert not person.entries.kept().exists()


def test_a_stranger_and_a_reader_get_nothing(client_of, stranger, reader, address):
    assert client_of(stranger).get(address).status_code == 404
    assert client_of(reader).get(address).status_code == 404


def test_the_search_offers_to_read_several_foods(client_of, owner, person, shared):
    search = reverse("add-food", args=[person.code, today(person), slots_of(person)[0].code])
    page = client_of(owner).get(search, {"q": "2 eggs and toast"}).content.decode()
    assert "Read this as several foods" in page
    assert "several foods" not in client_of(owner).get(search, {"q": "egg"}).content.decode()
