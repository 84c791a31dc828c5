"""What a food is."""

import pytest

from trophe.errors import InputError, UnknownNameError
from trophe.nutrition.food import Allergen, Food, Portion
from trophe.nutrition.nutrients import nutrient, nutrient_ids, nutrients


def food(**changes):
    return Food(**{"source": "own", "source_id": "1", "name": "Soup", **changes})


def test_there_are_fifty_nutrients_and_more_each_with_unit_and_group():
    assert len(nutrients()) >= 50
    for entry in nutrients().values():
        assert entry.name
        assert entry.group
        assert entry.id.endswith(f"_{entry.unit.replace('µ', 'u')}")


def test_no_code_of_another_table_stands_for_two_nutrients():
    for table in ("fdc", "sr28"):
        codes = [code for n in nutrients().values() for code in getattr(n, table)]
        assert len(codes) == len(set(codes))


def test_an_unknown_nutrient_is_refused_with_the_nearest():
    with pytest.raises(UnknownNameError, match="Did you mean leucine_g"):
        nutrient("leucin_g")


def test_an_amount_scales_with_grams_and_unknown_stays_unknown():
    soup = food(amounts={"protein_g": 3.0})
    assert soup.amount("protein_g", 250) == 7.5
    assert soup.amount("iron_mg", 250) is None


def test_an_allergen_nobody_excluded_may_be_in_it():
    assert food().may_contain(Allergen.MILK)
    assert not food(free_of=frozenset({Allergen.MILK})).may_contain(Allergen.MILK)


@pytest.mark.parametrize(
    "changes",
    [
        {"name": " "},
        {"basis": "1 cup"},
        {"amounts": {"protein_g": -1.0}},
        {"amounts": {"protein_g": float("nan")}},
        {"amounts": {"protein": 1.0}},
        {"quality": "perfect"},
    ],
)
def test_a_food_that_cannot_be_is_refused(changes):
    with pytest.raises(InputError):
        food(**changes)


def test_a_portion_is_written_as_people_write_it():
    half = Portion(unit="breast", grams=86.0, amount=0.5)
    assert half.label == "½ breast"
    assert half.grams_per_unit == 172.0


def test_nutrients_come_in_the_order_of_the_table():
    assert nutrient_ids()[:3] == ("energy_kcal", "protein_g", "fat_g")
