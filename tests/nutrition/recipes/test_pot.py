"""What a finished pot holds."""

import pytest

from trophe.errors import InputError, MissingDataError
from trophe.nutrition.food import Food
from trophe.nutrition.recipes import CycleError, Part, Recipe, cook

LENTILS = Food(
    source="t", source_id="1", name="Lentils", amounts={"protein_g": 24.0, "iron_mg": 7.0}
)
WATER = Food(source="t", source_id="2", name="Water", amounts={"protein_g": 0.0})


def recipe(key, *parts, **more):
    made = tuple(Part(key=k, grams=g) for k, g in parts)
    return Recipe(key=key, name=key.title(), parts=made, **more)


def lookup(*recipes):
    known = {"lentils": LENTILS, "water": WATER} | {r.key: r for r in recipes}
    return known.__getitem__


SOUP = recipe("soup", ("lentils", 200), ("water", 800), servings=4, pot_g=800)


def test_the_weight_of_the_finished_pot_decides_what_100_g_hold():
    pot = cook(SOUP, lookup())
    # 48 g of protein in 800 g of soup; 1000 g went in
    assert (pot.raw_g, pot.pot_g, pot.serving_g) == (1000, 800, 200)
    assert pot.per_100_g["protein_g"] == pytest.approx(6.0)


def test_a_pot_that_was_never_weighed_weighs_what_went_in():
    pot = cook(recipe("soup", ("lentils", 200), ("water", 800)), lookup())
    assert pot.per_100_g["protein_g"] == pytest.approx(4.8)


def test_what_one_ingredient_does_not_state_is_a_lower_bound_and_no_amount():
    pot = cook(SOUP, lookup())
    assert "iron_mg" not in pot.per_100_g
    assert pot.at_least_per_100_g["iron_mg"] == pytest.approx(14 / 8)
    assert pot.sums["iron_mg"].at_least


def test_a_recipe_in_a_recipe_brings_its_amounts_and_its_doubts():
    dinner = recipe("dinner", ("soup", 400), ("lentils", 100))
    pot = cook(dinner, lookup(SOUP))
    assert pot.sums["protein_g"].value == pytest.approx(24 + 24)
    assert not pot.sums["protein_g"].at_least
    assert pot.sums["iron_mg"].value == pytest.approx(7 + 7)
    assert pot.sums["iron_mg"].at_least


def test_a_recipe_inside_itself_is_refused_with_the_way_round():
    a = recipe("a", ("b", 100))
    b = recipe("b", ("c", 100), ("lentils", 50))
    c = recipe("c", ("a", 100))
    with pytest.raises(CycleError, match="A in C in B in A"):
        cook(a, lookup(a, b, c))
    with pytest.raises(CycleError):
        cook(recipe("x", ("x", 1)), lookup(recipe("x", ("x", 1))))


def test_the_same_recipe_twice_side_by_side_is_no_circle():
    pot = cook(recipe("two", ("soup", 100), ("soup", 100)), lookup(SOUP))
    assert pot.sums["protein_g"].value == pytest.approx(12)


def test_an_empty_pot_and_impossible_weights_are_refused():
    with pytest.raises(MissingDataError, match="ingredients"):
        cook(recipe("air"), lookup())
    for changes in ({"servings": 0}, {"pot_g": -1}):
        with pytest.raises(InputError):
            recipe("soup", ("water", 1), **changes)
    with pytest.raises(InputError, match="grams"):
        Part(key="water", grams=float("nan"))
