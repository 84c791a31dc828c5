"""What to eat in a day: worked by hand, and bounded by what kidneys and medicines allow."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trophe.nutrition.protein import protein_limits, protein_need
from trophe.nutrition.targets import daily_targets
from trophe.person import Person


def somebody(age_y=40.0, weight_kg=70.0, height_m=1.75, **more):
    return Person(
        **{"sex": "male", "age_y": age_y, "height_m": height_m, "weight_kg": weight_kg, **more}
    )


@pytest.mark.parametrize(
    ("person", "mode", "dose", "rule"),
    [
        (somebody(), "maintenance", 1.0, "N02"),
        (somebody(resistance_training=True), "maintenance", 1.6, "N02"),
        (somebody(), "deficit", 1.4, "N02"),
        (somebody(resistance_training=True), "deficit", 1.6, "N02"),
        (somebody(), "gain", 1.4, "N02"),
        (somebody(66), "maintenance", 1.2, "N02"),
        (somebody(66), "deficit", 1.3, "N02"),
        (somebody(conditions={"fracture"}), "maintenance", 1.3, "N02"),
        (somebody(kidney="disease"), "deficit", 0.8, "N03"),
        (somebody(kidney="dialysis"), "maintenance", None, "N03"),
        (somebody(kidney="transplant"), "maintenance", None, "N03"),
        (somebody(kidney="disease", conditions={"sarcopenia"}), "maintenance", None, "N03"),
        (somebody(kidney="disease", conditions={"frailty"}), "maintenance", None, "N03"),
        (somebody(conditions={"diabetes"}), "deficit", 1.3, "N04"),
        (somebody(conditions={"diabetes"}, kidney="normal"), "deficit", 1.4, "N02"),
        (somebody(conditions={"high_blood_pressure"}), "deficit", 1.3, "N04"),
        (somebody(sex="female", conditions={"pregnant"}), "maintenance", 1.1, "N02"),
        (somebody(sex="female", conditions={"breastfeeding"}), "maintenance", 1.3, "N02"),
        (somebody(10.0, 32.0, 1.4), "maintenance", 0.95, "P01"),
        (somebody(2.0, 12.0, 0.88), "maintenance", 1.05, "P01"),
    ],
)
def test_protein_goes_by_age_state_and_kidneys(person, mode, dose, rule):
    need = protein_need(person, mode=mode)
    assert need.value_g_kg_d == dose
    assert need.rule == rule


@pytest.mark.parametrize(
    ("person", "least", "most"),
    [
        (somebody(), 0.8, 2.5),
        (somebody(kidney="disease"), 0.6, 1.3),
        (somebody(70), 0.8, 1.3),
        (somebody(69.99), 0.8, 2.5),
        (somebody(70, kidney="normal"), 0.8, 2.5),
        (somebody(kidney="dialysis"), 0.6, None),
        (somebody(kidney="dialysis", agreements={"clinician"}), 0.6, 2.5),
        (somebody(kidney="disease", conditions={"frailty"}, agreements={"clinician"}), 0.6, 1.3),
    ],
)
def test_a_chosen_protein_has_these_ends(person, least, most):
    limits = protein_limits(person)
    assert (limits.least_g_kg_d, limits.most_g_kg_d) == (least, most)


def test_a_day_worked_by_hand():
    # 70 kg at BMI 22.9: 1.4 g/kg is 98 g; 30 % of 1800 kcal is 60 g fat;
    # carbohydrate (1800 - 4 x 98 - 9 x 60) / 4 = 217 g; fibre 14 x 1.8 = 25 g.
    day = daily_targets(somebody(), intake_kcal_d=1800, mode="deficit", floor_kcal_d=1500)
    assert day["energy"].value == 1800
    assert day["energy"].low == 1620
    assert day["protein"].value == 98
    assert (day["protein"].low, day["protein"].high) == (84, 112)
    assert day["fat"].value == 60
    assert day["carbohydrate"].value == 217
    assert day["fibre"].value == 25
    assert day["water"].value == 3.7


def test_protein_is_spread_over_as_many_meals_as_still_reach_the_dose():
    # 0.3 g/kg x 70 kg = 21 g: 98 g make four meals of 24 or 25 g, 70 g only three of 23 g.
    deficit = daily_targets(somebody(), intake_kcal_d=1800, mode="deficit")
    holding = daily_targets(somebody(), intake_kcal_d=2400)
    assert (deficit.meals, deficit["protein_meal"].value) == (4, 24)
    assert (holding.meals, holding["protein_meal"].value) == (3, 23)
    # From 65 y the dose is 0.4 g/kg: 28 g of 84 g.
    older = daily_targets(somebody(66), intake_kcal_d=2400)
    assert (older.meals, older["protein_meal"].value, older["protein_meal"].low) == (3, 28, 28)


def test_extra_weight_counts_in_part():
    # 120 kg at 1.75 m is BMI 39.2: 25 x 3.0625 + a quarter of the rest = 87.4 kg; 1.4 g/kg.
    heavy = daily_targets(somebody(weight_kg=120.0), intake_kcal_d=2000, mode="deficit")
    assert heavy["protein"].value == 122


def test_an_sglt2_inhibitor_keeps_carbohydrate_at_130_g():
    person = somebody(weight_kg=110.0, medicines={"sglt2"}, resistance_training=True)
    day = daily_targets(person, intake_kcal_d=1500, mode="deficit")
    assert day["carbohydrate"].value >= 130
    assert "P15" in day["carbohydrate"].rules


def test_where_a_team_sets_the_fluid_no_amount_is_named():
    day = daily_targets(somebody(conditions={"heart_failure"}), intake_kcal_d=2000)
    assert day["water"].value is None
    assert "care team" in day["water"].reason


def test_without_energy_or_protein_figures_none_is_made_up():
    day = daily_targets(somebody(kidney="dialysis"), intake_kcal_d=None)
    for name in ("energy", "protein", "protein_meal", "fat", "carbohydrate", "fibre"):
        assert day[name].value is None, name
        assert day[name].reason


@pytest.mark.parametrize(
    ("sex", "more", "litres"),
    [
        ("female", {}, 2.7),
        ("male", {}, 3.7),
        ("unspecified", {}, 3.2),
        ("female", {"conditions": {"pregnant"}}, 3.0),
        ("female", {"conditions": {"breastfeeding"}}, 3.8),
        ("female", {"age_y": 10.0, "weight_kg": 32.0, "height_m": 1.4}, 2.1),
    ],
)
def test_water_goes_by_sex_age_and_state(sex, more, litres):
    assert daily_targets(somebody(**{"sex": sex, **more}), intake_kcal_d=2000)["water"].value == (
        pytest.approx(litres)
    )


@given(
    st.floats(18, 95),
    st.floats(45, 160),
    st.floats(0.7, 1.3),
    st.sampled_from(["deficit", "maintenance", "gain"]),
    st.booleans(),
)
def test_the_parts_of_a_day_add_up_to_its_energy(age_y, weight_kg, share, mode, sglt2):
    person = somebody(age_y, weight_kg, medicines={"sglt2"} if sglt2 else set())
    need = 1.4 * (9.99 * weight_kg + 625 * 1.75 - 4.92 * age_y + 5)
    intake = max(share * need, 1500.0)
    day = daily_targets(person, intake_kcal_d=intake, mode=mode)
    total = 4 * day["protein"].value + 9 * day["fat"].value + 4 * day["carbohydrate"].value
    # Whole grams: half a gram of each part, 8.5 kcal at most.
    assert total == pytest.approx(intake, abs=9)
    assert day["fat"].low <= day["fat"].value <= day["fat"].high
    assert day["protein"].low <= day["protein"].value <= day["protein"].high
