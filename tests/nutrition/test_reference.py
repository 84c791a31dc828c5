"""Reference intakes for a person, and a day against them."""

import pytest

from trophe.errors import InputError
from trophe.nutrition.nutrients import nutrients
from trophe.nutrition.reference import State, compare, reference_intakes
from trophe.nutrition.totals import total
from trophe.person import Sex


# Printed in the tables of the Dietary Reference Intakes.
@pytest.mark.parametrize(
    ("age_y", "sex", "more", "nutrient", "target"),
    [
        (30, Sex.FEMALE, {}, "iron_mg", 18),
        (55, Sex.FEMALE, {}, "iron_mg", 8),
        (30, Sex.FEMALE, {"pregnant": True}, "iron_mg", 27),
        (30, Sex.FEMALE, {"lactating": True}, "iron_mg", 9),
        (30, Sex.MALE, {}, "iron_mg", 8),
        (70.9, Sex.MALE, {}, "vitamin_d_ug", 15),
        (71, Sex.MALE, {}, "vitamin_d_ug", 20),
        (60, Sex.FEMALE, {}, "calcium_mg", 1200),
        (40, Sex.MALE, {}, "fibre_g", 38),
        (40, Sex.FEMALE, {}, "copper_mg", 0.9),
        (2, Sex.FEMALE, {}, "calcium_mg", 700),
        (0.3, Sex.MALE, {}, "vitamin_c_mg", 40),
    ],
)
def test_targets_are_those_of_the_tables(age_y, sex, more, nutrient, target):
    assert reference_intakes(age_y, sex, **more)[nutrient].target == target


def test_everybody_has_references_at_every_age():
    for sex in Sex:
        for age_y in (0, 0.5, 1, 4, 9, 14, 19, 31, 51, 71, 120):
            found = reference_intakes(age_y, sex)
            assert len(found) >= 25
            assert set(found) <= set(nutrients())


def test_sodium_has_a_limit_and_no_upper_level():
    sodium = reference_intakes(40, Sex.FEMALE)["sodium_mg"]
    assert (sodium.target, sodium.limit, sodium.upper) == (1500, 2300, None)


def test_an_unspecified_sex_gets_the_higher_target_and_the_lower_upper_level():
    a, b, either = (reference_intakes(30, sex) for sex in (Sex.FEMALE, Sex.MALE, Sex.UNSPECIFIED))
    for name, reference in either.items():
        assert reference.target == max(t for t in (a[name].target, b[name].target) if t is not None)


def test_a_pregnant_man_is_refused():
    with pytest.raises(InputError, match="pregnant"):
        reference_intakes(30, Sex.MALE, pregnant=True)


def test_a_day_is_told_apart_into_met_below_unknown_and_too_much():
    references = reference_intakes(40, Sex.FEMALE)
    day = {
        "calcium_mg": total([400.0, 700.0]),
        "iron_mg": total([4.0, None]),
        "zinc_mg": total([4.0, 1.0]),
        "sodium_mg": total([2500.0]),
        "selenium_ug": total([500.0]),
        "vitamin_k_ug": total([None]),
    }
    states = {row.nutrient: row.state for row in compare(day, references)}
    assert states["calcium_mg"] is State.MET
    assert states["iron_mg"] is State.AT_LEAST
    assert states["zinc_mg"] is State.BELOW
    assert states["sodium_mg"] is State.ABOVE_LIMIT
    assert states["selenium_ug"] is State.ABOVE_UPPER
    assert states["vitamin_k_ug"] is State.UNKNOWN
    assert states["magnesium_mg"] is State.UNKNOWN


def test_upper_levels_of_added_forms_are_not_held_against_food():
    references = reference_intakes(40, Sex.FEMALE)
    day = {"magnesium_mg": total([900.0]), "folate_dfe_ug": total([1500.0])}
    states = {row.nutrient: row.state for row in compare(day, references)}
    assert states["magnesium_mg"] is State.MET
    assert states["folate_dfe_ug"] is State.MET
    day["folic_acid_ug"] = total([1200.0])
    states = {row.nutrient: row.state for row in compare(day, references)}
    assert states["folate_dfe_ug"] is State.ABOVE_UPPER
