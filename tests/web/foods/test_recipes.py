"""Recipes: the finished pot, servings, recipes in recipes, pasted pages, unknown ingredients."""

import json

import pytest
from django.urls import reverse

from trophe.errors import InputError
from trophe.nutrition.recipes import CycleError
from trophe.web.diary.changes import undo
from trophe.web.diary.days import today
from trophe.web.diary.eating import Eaten, log_food, log_many
from trophe.web.diary.reading import read_day
from trophe.web.diary.targets import Targets
from trophe.web.foods.recipes import Line, lines_of, save_meal_as_recipe, save_recipe

pytestmark = pytest.mark.django_db


@pytest.fixture
def cooked(person, owner):
    def make(name, *lines, servings=4.0, **more):
        return save_recipe(
            person=person, by=owner, name=name, servings=servings, lines=list(lines), **more
        )

    return make


def test_a_gram_of_the_finished_pot_holds_what_was_cooked_down(cooked, milk):
    food = cooked("Reduced milk", Line(text="milk", food=milk, grams=1000), pot_g=500)
    assert food.amounts["energy_kcal"] == pytest.approx(122)
    assert food.portions == [[1.0, "serving", 125.0]]
    assert food.at_least == []


def test_an_unknown_ingredient_makes_at_least_not_unknown(cooked, milk, person, owner, breakfast):
    food = cooked("Soup", Line(text="milk", food=milk, grams=100), Line(text="grandmother's spice"))
    assert food.amounts["energy_kcal"] == pytest.approx(61)
    assert "energy_kcal" in food.at_least
    log_food(person=person, by=owner, day=today(person), slot=breakfast, food=food, amount=100)
    day = read_day(person, today(person), Targets())
    assert day.energy.value == pytest.approx(61)
    assert day.energy.at_least


def test_a_recipe_in_a_recipe_follows_its_changes(cooked, milk, oats, person, owner):
    sauce = cooked("Sauce", Line(text="milk", food=milk, grams=100))
    dish = cooked(
        "Dish", Line(text="sauce", food=sauce, grams=50), Line(text="oats", food=oats, grams=50)
    )
    assert dish.amounts["energy_kcal"] == pytest.approx((61 + 379) / 2)
    cooked("Sauce", Line(text="oats", food=oats, grams=100), food=sauce)
    dish.refresh_from_db()
    assert dish.amounts["energy_kcal"] == pytest.approx(379)


def test_a_recipe_inside_itself_is_refused(cooked, milk):
    inner = cooked("Inner", Line(text="milk", food=milk, grams=100))
    outer = cooked("Outer", Line(text="inner", food=inner, grams=100))
    with pytest.raises(CycleError):
        cooked("Inner", Line(text="outer", food=outer, grams=100), food=inner)
    inner.refresh_from_db()
    assert inner.amounts["energy_kcal"] == pytest.approx(61)


@pytest.mark.parametrize(
    ("servings", "pot_g", "grams"), [(0, None, 100), (4, -5, 100), (4, None, -1), (4, 0, 100)]
)
def test_a_pot_nobody_cooks_is_refused(cooked, milk, servings, pot_g, grams, person):
    with pytest.raises(InputError):
        cooked("Pot", Line(text="milk", food=milk, grams=grams), servings=servings, pot_g=pot_g)
    assert not person.foods.exists()


def test_a_changed_recipe_is_undone(cooked, milk, oats, person, owner):
    food = cooked("Pot", Line(text="milk", food=milk, grams=100))
    cooked("Pot", Line(text="oats", food=oats, grams=100), food=food, servings=2)
    undo(change=person.changes.last(), by=owner)
    food.refresh_from_db()
    assert food.amounts["energy_kcal"] == pytest.approx(61)
    assert lines_of(person, food)[0].food == milk
    assert food.recipe.servings == 4


def test_a_meal_becomes_a_recipe(person, owner, breakfast, milk, oats):
    foods = [Eaten(food=oats, amount=50), Eaten(food=milk, amount=200, eaten_share=0.5)]
    log_many(person=person, by=owner, day=today(person), slot=breakfast, foods=foods)
    slot = person.entries.first().slot
    food = save_meal_as_recipe(person=person, by=owner, slot=slot, day=today(person))
    assert food.portions == [[1.0, "serving", 150.0]]
    kcal = food.amounts["energy_kcal"] * 1.5
    assert kcal == pytest.approx(379 * 0.5 + 61)


def test_a_pasted_page_is_looked_over_and_kept(client_of, owner, person, milk, monkeypatch):
    from trophe.web.foods import forms_recipe
    from trophe.web.foods.search import Found

    monkeypatch.setattr(
        forms_recipe,
        "find_foods",
        lambda person, text, limit: [Found(food=milk)] if "milk" in text else [],
    )
    recipe = {
        "@context": "https://schema.org",
        "@type": "Recipe",
        "name": "Warm milk",
        "recipeYield": "2 servings",
        "recipeIngredient": ["500 g milk", "1 pinch of stardust"],
        "recipeInstructions": "Warm it.",
    }
    page = f'<script type="application/ld+json">{json.dumps(recipe)}</script>'
    client = client_of(owner)
    shown = client.post(reverse("recipe-paste", args=[person.code]), {"page": page})
    text = shown.content.decode()
    assert 'value="Warm milk"' in text
    assert 'value="500"' in text
    sent = {
        "name": "Warm milk",
        "servings": "2",
        "text": ["500 g milk", "1 pinch of stardust"],
        "food": [str(milk.code), ""],
        "grams": ["500", ""],
    }
    client.post(reverse("recipe-new", args=[person.code]), sent)
    food = person.foods.get(name="Warm milk")
    assert food.amounts["protein_g"] == pytest.approx(3.2, abs=1e-4)
    assert "protein_g" in food.at_least


def test_a_page_without_a_recipe_says_so(client_of, owner, person):
    address = reverse("recipe-paste", args=[person.code])
    page = client_of(owner).post(address, {"page": "<p>Hello</p>"}).content.decode()
    assert "no schema.org recipe" in page
