"""Lines of recipes as people and pages write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trophe.nutrition.core import core_table
from trophe.nutrition.recipes import grams_of, parse_line


@pytest.mark.parametrize(
    ("text", "amount", "unit", "name"),
    [
        ("2 eggs", 2, "", "eggs"),
        ("1½ cups milk", 1.5, "cup", "milk"),
        ("200 g chicken breast", 200, "g", "chicken breast"),
        ("200g plain flour", 200, "g", "plain flour"),
        ("1 1/2 tbsp olive oil", 1.5, "tablespoon", "olive oil"),
        ("1/2 tsp salt", 0.5, "teaspoon", "salt"),
        ("½ teaspoon salt", 0.5, "teaspoon", "salt"),
        ("2-3 cloves of garlic, crushed", 2.5, "clove", "garlic"),
        ("a pinch of salt", 1, "pinch", "salt"),
        ("1 (400 g) tin chopped tomatoes", 400, "g", "chopped tomatoes"),
        ("2 x 400g tins of chickpeas", 800, "g", "chickpeas"),
        ("1 (14 oz) can coconut milk", 14, "ounce", "coconut milk"),
        ("2 large eggs, beaten", 2, "", "large eggs"),
        ("0,5 l Milch", 0.5, "l", "Milch"),
        ("8 fl oz water", 8, "fluid ounce", "water"),
        ("2 lbs potatoes (peeled)", 2, "pound", "potatoes"),
        ("half an onion", 0.5, "", "onion"),
        ("one dozen oysters", 12, "", "oysters"),
        ("1 T butter", 1, "tablespoon", "butter"),
        ("Salt to taste", None, "", "Salt"),
        ("• 3 carrots", 3, "", "carrots"),
        ("1⁄4 cup sugar", 0.25, "cup", "sugar"),
        ("2 cloves", 2, "", "cloves"),
    ],
)
def test_amount_unit_and_name_are_told_apart(text, amount, unit, name):
    line = parse_line(text)
    assert line.amount == (None if amount is None else pytest.approx(amount))
    assert (line.unit, line.name) == (unit, name)


def test_notes_are_kept_apart_from_the_name():
    line = parse_line("2 onions (about 300 g), finely chopped")
    assert line.name == "onions"
    assert "finely chopped" in line.note
    assert "about 300 g" in line.note


@given(st.text(max_size=80))
def test_no_line_makes_it_fail(text):
    line = parse_line(text)
    assert line.amount is None or line.amount >= 0
    assert line.text == text


@pytest.mark.parametrize(
    ("text", "ndb_no", "grams"),
    [
        ("2 large eggs", "01123", 100),
        ("2 eggs", "01123", 88),
        ("1 cup milk", "01077", 244),
        ("2 tbsp olive oil", "04053", 27),
        ("200 g rice", "20044", 200),
        ("1 lb minced beef", "23572", 453.59),
        ("3 cloves garlic", "11215", 9),
        ("1 medium banana", "09040", 118),
    ],
)
def test_a_line_weighs_what_the_table_says_of_its_food(text, ndb_no, grams):
    food = core_table().food(ndb_no)
    assert grams_of(parse_line(text), food) == pytest.approx(grams, rel=0.01)


def test_what_has_no_portion_has_no_weight():
    honey = core_table().food("19296")
    assert grams_of(parse_line("2 bunches honey"), honey) is None
    assert grams_of(parse_line("honey to taste"), honey) is None
