"""A meal written in words comes apart into its foods."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trophe.nutrition.recipes import meal_lines, parse_line, vessel_of

NAMES = {"fish and chips", "macaroni and cheese", "coffee with milk", "eggs", "toast", "egg"}


def foods(text):
    return [line.name for line in meal_lines(text, NAMES.__contains__)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("2 eggs, toast with butter, 250 ml milk", ["eggs", "toast", "butter", "milk"]),
        ("I had fish and chips with mushy peas", ["fish and chips", "mushy peas"]),
        ("Breakfast: eggs on toast and coffee with milk", ["eggs", "toast", "coffee with milk"]),
        ("1,5 l water; banana", ["water", "banana"]),
        ("leek and potato soup", ["leek and potato soup"]),
        ("cheese & onion crisps", ["cheese & onion crisps"]),
        ("pie and a side salad", ["pie", "side salad"]),
        ("half a banana\nthen 3 dates", ["banana", "dates"]),
        ("macaroni and cheese and peas", ["macaroni and cheese", "peas"]),
        (" , ; and ", []),
    ],
)
def test_a_written_meal_is_read_food_by_food(text, names):
    assert foods(text) == names


def test_amounts_stay_with_their_food():
    eggs, water = meal_lines("2 eggs, 1,5 l water", NAMES.__contains__)
    assert (eggs.amount, eggs.unit) == (2.0, "")
    assert water.millilitres == 1500.0


@pytest.mark.parametrize(
    ("text", "vessel"),
    [
        ("a large glass of milk", ("glass", "milk")),
        ("2 bowls of soup", ("bowl", "soup")),
        ("glass noodles", ("glass", "noodles")),
        ("milk", ("", "milk")),
    ],
)
def test_what_a_food_was_in_is_told_from_the_food(text, vessel):
    assert vessel_of(parse_line(text)) == vessel


@given(st.text(max_size=300))
def test_no_text_breaks_it(text):
    assert len(meal_lines(text, lambda words: len(words) % 2 == 0)) <= 30
