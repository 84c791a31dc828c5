"""Meal ideas that fit what is left, what may not be in them, and each other."""

import pytest

from trophe.errors import InputError
from trophe.nutrition.food import Allergen, Diet
from trophe.nutrition.ideas import MOST_GRAMS, Meal, Want, core_options, ideas


@pytest.mark.parametrize("meal", list(Meal))
def test_three_sets_come_near_what_is_wanted_and_share_nothing_that_carries_them(meal):
    want = Want(energy_kcal=400, protein_g=20, meal=meal)
    found = ideas(want).ideas
    assert len(found) == 3
    carriers = [i.food.key for idea in found for i in idea.items if i.role in ("protein", "base")]
    assert len(set(carriers)) == len(carriers)
    for idea in found:
        assert idea.sums["energy_kcal"].value == pytest.approx(400, rel=0.15)
        assert idea.sums["protein_g"].value >= 19


def test_portions_are_whole_units_within_what_people_eat():
    options = {option.food.key: option for option in core_options(Meal.MAIN)}
    for idea in ideas(Want(energy_kcal=700, protein_g=40)).ideas:
        for item in idea.items:
            option = options[item.food.key]
            assert option.least <= item.units <= option.most
            assert item.grams == item.units * option.unit_g


def test_sums_of_a_set_are_those_of_its_foods():
    (idea,) = ideas(Want(energy_kcal=500, protein_g=25), n=1).ideas
    energy = sum(item.food.amount("energy_kcal", item.grams) for item in idea.items)
    assert idea.sums["energy_kcal"].value == pytest.approx(energy)


def test_an_allergen_that_nobody_excluded_excludes_the_food():
    want = Want(energy_kcal=500, without=frozenset({Allergen.MILK, Allergen.GLUTEN}))
    found = ideas(want).ideas
    assert found
    for idea in found:
        for item in idea.items:
            assert {Allergen.MILK, Allergen.GLUTEN} <= item.food.free_of


def test_a_diet_holds_for_every_food():
    found = ideas(Want(energy_kcal=500, protein_g=20, diet=Diet.VEGAN)).ideas
    assert found
    assert all(Diet.VEGAN in i.food.diets for idea in found for i in idea.items)


def test_what_is_disliked_is_left_out():
    want = Want(energy_kcal=500, protein_g=30, dislikes=("pork", "potatoes", "Lamb"))
    names = [i.food.description.lower() for idea in ideas(want).ideas for i in idea.items]
    assert names
    assert not any(word in name for word in ("pork", "potato", "lamb") for name in names)


def test_soft_and_energy_dense_for_a_small_appetite():
    want = Want(energy_kcal=500, protein_g=30, soft=True, energy_dense=True, appetite="small")
    found = ideas(want).ideas
    assert found
    for idea in found:
        assert all(item.food.texture is not None for item in idea.items)
        assert sum(item.grams for item in idea.items) <= MOST_GRAMS["small"]


def test_with_trouble_swallowing_nothing_is_proposed():
    answer = ideas(Want(energy_kcal=500, soft=True), swallowing_trouble=True)
    assert (answer.ideas, answer.rule) == ((), "N07")
    assert "swallowing" in answer.reason


@pytest.mark.parametrize(
    "wrong", [{"energy_kcal": 0}, {"energy_kcal": 500, "protein_g": -1}, {"energy_kcal": 9999}]
)
def test_impossible_wishes_are_refused(wrong):
    with pytest.raises(InputError):
        Want(**wrong)


def test_every_food_of_the_list_has_energy_protein_and_sense():
    for meal in Meal:
        for option in core_options(meal):
            assert {"energy_kcal", "protein_g"} <= option.food.amounts.keys()
            assert 5 <= option.unit_g <= 250
            assert 1 <= option.least <= option.most <= 4


def test_when_nothing_fits_the_answer_says_so():
    answer = ideas(
        Want(
            energy_kcal=500,
            diet=Diet.VEGAN,
            soft=True,
            dislikes=(
                "beans",
                "tofu",
                "lentils",
                "rice",
                "pasta",
                "potatoes",
                "tempeh",
                "edamame",
                "chickpeas",
            ),
        )
    )
    assert answer.ideas == ()
    assert "No set" in answer.reason
