"""Ideas for what is left of a day, and when none may be given."""

import pytest
from django.urls import reverse

from trophe.web.diary.days import slots_of, today
from trophe.web.diary.meal_ideas import ideas_for
from trophe.web.diary.noting import save_settings
from trophe.web.foods.loading import ensure_core_foods
from trophe.web.people.services import update_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def foods(db):
    return ensure_core_foods()


def test_ideas_are_real_foods_near_what_is_wanted_and_logged_in_one_tap(
    client_of, owner, person, foods
):
    slot = slots_of(person)[2]
    page = ideas_for(person, today(person), slot)
    assert len(page.ideas) == 3
    for idea in page.ideas:
        assert idea.energy.value == pytest.approx(page.wanted_kcal, rel=0.25)
    client = client_of(owner)
    address = reverse("ideas", args=[person.code, today(person), slot.code])
    sent = {
        "food": [item.food.code for item in page.ideas[0].items],
        "grams": [f"{item.grams:g}" for item in page.ideas[0].items],
    }
    client.post(address, sent)
    assert person.entries.count() == len(page.ideas[0].items)


def test_what_is_not_known_to_be_free_of_an_allergen_is_left_out(person, owner, foods):
    save_settings(person=person, by=owner, avoid_allergens="milk gluten", diet="vegetarian")
    for idea in ideas_for(person, today(person), slots_of(person)[0]).ideas:
        for item in idea.items:
            assert {"milk", "gluten"} <= set(item.food.free_of.split())
            assert "vegetarian" in item.food.diets


def test_with_trouble_swallowing_there_are_none(client_of, owner, person, foods):
    update_person(person=person, by=owner, conditions=["swallowing_trouble"])
    slot = slots_of(person)[0]
    address = reverse("ideas", args=[person.code, today(person), slot.code])
    page = client_of(owner).get(address).content.decode()
    assert "trouble swallowing" in page
    assert "Add these" not in page
