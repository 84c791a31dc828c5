"""Filters of the search page, and rules N06 and N07 on everything that is offered."""

from datetime import timedelta

import pytest
from django.urls import reverse

from trophe.web.diary.days import slots_of, today
from trophe.web.diary.eating import log_food
from trophe.web.diary.noting import save_settings
from trophe.web.foods.models import Food
from trophe.web.foods.own import save_own_food
from trophe.web.foods.search import reindex
from trophe.web.people.services import update_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(db):
    """Four drinks: free of milk, holding milk, and one that nobody says anything of."""
    rows = [
        ("Oat drink", {"free_of": "milk", "diets": "vegan vegetarian", "brand": "Field & Co"}),
        ("Cow milk drink", {"contains": "milk", "diets": "vegetarian"}),
        ("Mystery drink", {}),
        ("Soft oat porridge", {"free_of": "milk", "texture": "soft"}),
    ]
    for name, more in rows:
        Food.objects.create(
            source="test", source_id=name, name=name, quality="lab", popularity=0.5, **more
        )
    reindex()


@pytest.fixture
def search(client_of, owner, person, shelf):
    slot = slots_of(person)[0]
    address = reverse("add-food", args=[person.code, today(person), slot.code])

    def names(query, **headers):
        page = client_of(owner).get(address + query, headers=headers).content.decode()
        return {food.name for food in Food.objects.all() if f"{food.name}</span>" in page}

    return names


def test_without_filters_everything_is_found(search):
    assert search("?q=drink") == {"Oat drink", "Cow milk drink", "Mystery drink"}


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_an_unknown_ingredient_counts_as_containing_the_allergen_n06(search, headers):
    assert search("?q=drink&filters=1&without=milk", **headers) == {"Oat drink"}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("diet=vegan", {"Oat drink"}),
        ("diet=vegetarian", {"Oat drink", "Cow milk drink"}),
        ("brand=field", {"Oat drink"}),
        ("brand=elsewhere", set()),
        ("texture=soft", set()),
        ("without=nothing-known&diet=none", {"Oat drink", "Cow milk drink", "Mystery drink"}),
    ],
)
def test_diet_brand_and_texture_leave_out_what_does_not_say_so(search, query, found):
    assert search(f"?q=drink&filters=1&{query}") == found


def test_own_foods_are_filtered_alike(search, person, owner):
    save_own_food(person=person, by=owner, name="Barn drink", amounts={}, free_of=["milk"])
    save_own_food(person=person, by=owner, name="Well drink", amounts={})
    assert search("?q=drink&filters=1&without=milk") == {"Oat drink", "Barn drink"}


def test_the_persons_allergies_hold_until_the_filters_are_touched_n06(search, person, owner):
    save_settings(person=person, by=owner, avoid_allergens="milk")
    assert search("?q=drink") == {"Oat drink"}
    assert search("?q=drink&filters=1") == {"Oat drink", "Cow milk drink", "Mystery drink"}


def test_what_is_usual_is_offered_only_where_it_is_free_of_the_allergen(
    search, client_of, person, owner, shelf
):
    slot, now = slots_of(person)[0], today(person)
    for name in ("Oat drink", "Mystery drink"):
        food = Food.objects.get(name=name)
        day = now - timedelta(days=1)
        log_food(person=person, by=owner, day=day, slot=slot, food=food, amount=100)
    assert search("") == {"Oat drink", "Mystery drink"}
    save_settings(person=person, by=owner, avoid_allergens="milk")
    assert search("") == {"Oat drink"}
    page = client_of(owner).get(reverse("today", args=[person.code])).content.decode()
    assert "The usual" not in page


def test_with_trouble_swallowing_nothing_is_offered_n07(search, client_of, person, owner):
    slot, now = slots_of(person)[0], today(person)
    food = Food.objects.get(name="Oat drink")
    for back in (1, 2):
        log_food(
            person=person, by=owner, day=now - timedelta(days=back), slot=slot, food=food, amount=9
        )
    assert search("") == {"Oat drink"}
    update_person(person=person, by=owner, conditions=["swallowing_trouble"])
    assert search("") == set()
    assert "Oat drink" in search("?q=oat+drink"), "what was eaten can still be written down"
    page = client_of(owner).get(reverse("today", args=[person.code])).content.decode()
    assert "The usual" not in page
    address = reverse("ideas", args=[person.code, now, slot.code])
    assert "No ideas" in client_of(owner).get(address).content.decode()


def test_the_page_works_without_script_and_keeps_what_was_ticked(client_of, owner, person, shelf):
    slot = slots_of(person)[0]
    address = reverse("add-food", args=[person.code, today(person), slot.code])
    query = "?q=drink&filters=1&without=milk&without=egg&diet=vegan"
    page = client_of(owner).get(address + query).content.decode()
    assert 'value="milk" checked' in page
    assert 'value="vegan" checked' in page
    assert "no egg, no milk, vegan" in page
    assert "Show all foods" in page


def test_the_label_of_an_own_food_says_what_it_is_free_of(client_of, owner, person):
    client, told = client_of(owner), {"name": "Bar", "per": "100 g", "fat_g": "9"}
    address = reverse("food-new", args=[person.code])
    page = client.post(address, told | {"contains": ["milk"], "free_of": ["milk"]})
    assert "Milk is ticked in both." in page.content.decode()
    client.post(address, told | {"contains": ["milk"], "free_of": ["egg", "soy"]})
    food = person.foods.get()
    assert (food.contains, food.free_of) == ("milk", "egg soy")
    page = client.get(reverse("food", args=[person.code, food.code])).content.decode()
    assert "Contains milk." in page
    assert "Free of egg and soy." in page
