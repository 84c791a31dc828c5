"""The food table in the package."""

import math

import numpy as np
import pytest

from trophe.errors import UnknownNameError
from trophe.nutrition.core import core_table
from trophe.nutrition.food import Allergen, Diet, Quality


def test_all_foods_of_the_release_are_there_with_their_portions():
    table = core_table()
    assert sum(source == "usda_sr28" for source in table.columns["source"]) == 8789
    assert sum(len(portions) for portions in table.portions) >= 15438
    assert len(table.nutrient_ids) >= 50


# Spot values per 100 g, as the release's own table prints them.
@pytest.mark.parametrize(
    ("ndb_no", "nutrient", "amount"),
    [
        ("01123", "energy_kcal", 143),
        ("01123", "leucine_g", 1.086),
        ("05062", "protein_g", 22.5),
        ("05064", "protein_g", 31.02),
        ("09003", "energy_kcal", 52),
        ("01077", "calcium_mg", 113),
        ("14209", "caffeine_mg", 40),
        ("14096", "alcohol_g", 10.6),
    ],
)
def test_figures_are_those_of_the_release_to_the_last_digit(ndb_no, nutrient, amount):
    assert core_table().food(ndb_no).amounts[nutrient] == amount


def test_what_was_not_determined_is_absent_and_never_zero():
    table = core_table()
    unknown = np.isnan(table.amounts)
    assert 0.2 < unknown.mean() < 0.7
    row = int(np.flatnonzero(unknown[:, table.nutrient_ids.index("leucine_g")])[0])
    food = table.at(row)
    assert "leucine_g" not in food.amounts
    assert food.amount("leucine_g") is None


def test_a_measured_zero_stays_a_zero():
    assert core_table().food("01123").amounts["fibre_g"] == 0.0


def test_an_ndb_number_needs_no_leading_zeroes():
    assert core_table().food("1123") == core_table().food("01123")


def test_an_unknown_ndb_number_is_refused_with_near_ones():
    with pytest.raises(UnknownNameError, match="ndb_no"):
        core_table().food("01199999")


def test_names_are_natural_and_no_two_foods_share_one():
    names = core_table().columns["name"]
    assert len(set(names)) == len(names)
    assert core_table().food("01077").name == "Whole milk (3.25 % fat, vitamin D added)"
    assert core_table().food("01077").description.startswith("Milk, whole, 3.25% milkfat")
    assert all(name == name.strip() and name[0] == name[0].upper() for name in names)


def test_portions_speak_plain_words():
    units = {portion.unit for food in core_table() for portion in food.portions}
    assert not any(unit in ("tbsp", "tsp", "oz", "fl oz") for unit in units)
    egg = core_table().food("01123").portions[0]
    assert (egg.label, egg.grams) == ("1 large egg", 50.0)


def test_every_food_states_a_quality_and_most_everyday_ones_were_analysed():
    everyday = [food for food in core_table() if food.popularity >= 0.9]
    assert all(food.quality in Quality for food in core_table())
    assert sum(food.quality is Quality.LAB for food in everyday) > len(everyday) / 3


def test_plain_foods_are_free_of_what_they_are_not_and_others_stay_unknown():
    banana, pizza = core_table().food("09040"), core_table().food("21299")
    assert not banana.may_contain(Allergen.MILK)
    assert Diet.VEGAN in banana.diets
    assert Allergen.GLUTEN in pizza.contains
    assert pizza.may_contain(Allergen.CELERY)


def test_no_food_is_both_free_of_an_allergen_and_with_it():
    for food in core_table():
        assert not food.contains & food.free_of, food.description


@pytest.mark.parametrize(
    ("word", "allergen"),
    [
        ("cheese", Allergen.MILK),
        ("shrimp", Allergen.CRUSTACEANS),
        ("peanut", Allergen.PEANUT),
        ("almonds", Allergen.NUTS),
        ("bread", Allergen.GLUTEN),
        ("egg,", Allergen.EGG),
    ],
)
def test_a_food_named_after_an_allergen_is_never_called_free_of_it(word, allergen):
    named = [f for f in core_table() if word in f.description.lower()]
    free = [f.description for f in named if allergen in f.free_of]
    spared = ("almond milk", "eggplant", "breadfruit", "breadnut", "shrimp plant", "sweetbread")
    assert [d for d in free if not any(s in d.lower() for s in spared)] == []


def test_meat_and_fish_are_never_called_vegetarian():
    for food in core_table():
        if food.group in ("Beef Products", "Pork Products", "Poultry Products"):
            assert not food.diets
        if food.group == "Finfish and Shellfish Products":
            assert Diet.VEGETARIAN not in food.diets


def test_energy_follows_from_the_macronutrients_for_nearly_all_foods():
    table = core_table()
    column = {name: table.amounts[:, i] for i, name in enumerate(table.nutrient_ids)}
    alcohol = np.nan_to_num(column["alcohol_g"])
    guess = 4 * column["protein_g"] + 9 * column["fat_g"] + 4 * column["carbohydrate_g"]
    error = np.abs(guess + 7 * alcohol - column["energy_kcal"])
    # General factors stand in for specific ones here, so a tenth may differ more than 20 %.
    assert np.nanmean(error <= np.maximum(20, 0.2 * column["energy_kcal"])) > 0.95


def test_carbohydrate_without_fibre_is_known_where_both_parts_are():
    oats = core_table().food("08120").amounts
    rest = oats["carbohydrate_g"] - oats["fibre_g"]
    assert math.isclose(oats["available_carbohydrate_g"], rest, abs_tol=1e-3)
