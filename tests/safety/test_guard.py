"""Every rule of plans at its threshold: below, on and above, in both systems of units."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trophe import plan
from trophe.energy import preset
from trophe.person import LimbLoss, Person
from trophe.plan import Goal
from trophe.plan.draft import Case, draft_many, reasons
from trophe.safety import Effect
from trophe.units import KG_PER_LB, parse_height_m, parse_weight_kg

MODEL = preset("hall2011")


def somebody(bmi=28.0, height_m=1.70, **more):
    """A woman of 40 y with a body mass index."""
    body = {"sex": "female", "age_y": 40.0, "height_m": height_m, "weight_kg": bmi * height_m**2}
    return Person(**{**body, **more})


def rules_against(person, goal="lose-0.5", protein=None):
    """The rules that refuse a goal."""
    wanted = Goal.parse(goal) if isinstance(goal, str) else goal
    (draft,) = draft_many([Case(person=person, goal=wanted, protein_g_kg_d=protein)], MODEL, 196)
    return {finding.rule for finding in reasons(draft)}


def warned(person, goal="maintain"):
    """The rules that warn or withhold."""
    (draft,) = draft_many([Case(person=person, goal=Goal.parse(goal))], MODEL, 196)
    return {f.rule for f in draft.verdict.with_effect(Effect.WARN, Effect.WITHHOLD)}


EPSILON = 1e-6
HEALING = {
    "open_urgent",
    "open_emergency",
    "malnutrition",
    "unintended_weight_loss",
    "cancer_treatment",
    "cachexia",
    "fracture",
    "burn",
    "wound",
    "cast",
    "bed_rest",
    "major_surgery",
    "intensive_care",
    "acute_infection",
    "organ_failure",
    "heart_failure",
    "bariatric_surgery",
}


@pytest.mark.parametrize(
    ("bmi", "age_y", "agreed", "refused"),
    [
        (20 - EPSILON, 40, False, True),
        (20, 40, False, False),
        (20 + EPSILON, 40, False, False),
        (20, 64.99, False, False),
        (29, 65, False, True),
        (30 - EPSILON, 65, False, True),
        (30, 65, False, False),
        (25 - EPSILON, 65, True, True),
        (25, 65, True, False),
        (25, 69.99, True, False),
        (25, 70, True, True),
        (27 - EPSILON, 70, True, True),
        (27, 70, True, False),
        (30, 70, False, False),
    ],
)
def test_p04_needs_enough_weight_to_lose_from(bmi, age_y, agreed, refused):
    person = somebody(bmi, age_y=age_y, agreements={"clinician"} if agreed else set())
    assert ("P04" in rules_against(person)) is refused


@pytest.mark.parametrize(
    ("target_bmi", "age_y", "region", "refused"),
    [
        (18.5 - EPSILON, 40, "default", True),
        (18.5, 40, "default", False),
        (20 - EPSILON, 66, "default", True),
        (20, 66, "default", False),
        (22 - EPSILON, 71, "default", True),
        (22, 71, "default", False),
        (18.5, 66, "asia", False),
        (18.5 - EPSILON, 66, "asia", True),
        (20, 71, "asia", False),
        (20 - EPSILON, 71, "asia", True),
    ],
)
def test_p05_has_a_lowest_target(target_bmi, age_y, region, refused):
    person = somebody(31, age_y=age_y, region=region)
    goal = Goal.rate(-0.5, target_bmi * 1.7**2)
    assert ("P05" in rules_against(person, goal)) is refused


@pytest.mark.parametrize(
    ("weight_kg", "bmi_below_25", "goal", "refused"),
    [
        # 1 lb a week is 0.45359 kg: 1 % of 45.36 kg, 0.5 % of 90.72 kg.
        (90.71, True, "lose-1", True),
        (90.73, True, "lose-1", False),
        (90.71, False, "lose-2", True),  # 2 lb are 1 % of 90.72 kg
        (90.73, False, "lose-2", False),
    ],
)
def test_p06_caps_the_rate_by_weight(weight_kg, bmi_below_25, goal, refused):
    bmi = 24.9 if bmi_below_25 else 33.0
    person = somebody(bmi, height_m=(weight_kg / bmi) ** 0.5, sex="male", pal=2.2)
    assert ("P06" in rules_against(person, goal)) is refused


@pytest.mark.parametrize(("bmi", "refused"), [(25 - EPSILON, True), (25, False)])
def test_p06_is_stricter_below_body_mass_index_25(bmi, refused):
    assert ("P06" in rules_against(somebody(bmi, pal=2.0), "lose-1")) is refused


@pytest.mark.parametrize(("age_y", "refused"), [(64.99, False), (65, True)])
def test_p06_is_stricter_from_65(age_y, refused):
    assert ("P06" in rules_against(somebody(33, age_y=age_y, pal=2.0), "lose-1.5")) is refused


@pytest.mark.parametrize(
    ("sex", "floor"), [("female", 1200), ("male", 1500), ("unspecified", 1350)]
)
def test_p07_has_a_floor_for_each_sex(sex, floor):
    person = somebody(31, 1.5, sex=sex, pal=1.2, age_y=60)
    made = plan.make(person, "maintain", draws=0)
    assert made.floor_kcal_d == floor


@pytest.mark.parametrize(
    ("bmi", "age_y", "share"),
    [(30 + EPSILON, 40, 0.0), (30, 40, 0.9), (25, 40, 0.9), (25 - EPSILON, 40, 1.0), (35, 65, 1.0)],
)
def test_p07_rises_with_slimness_and_age(bmi, age_y, share):
    person = somebody(bmi, 1.9, age_y=age_y, ree_measured_kcal_d=2000.0)
    made = plan.make(person, "maintain", draws=0)
    assert made.floor_kcal_d == max(1200, share * 2000)


def test_p07_gives_the_floor_where_the_need_is_lower_and_says_so():
    small = somebody(22, 1.40, age_y=90, pal=1.2)
    made = plan.make(small, "maintain", draws=0)
    assert made.tee_kcal_d < 1200
    assert made.intake_kcal_d == 1200
    assert "P07" in {note.rule for note in made.warnings}


def test_p08_never_prints_a_figure_below_800():
    made = plan.make(somebody(26, 1.45, age_y=64, pal=1.2), "lose-2", draws=0)
    assert "P08" in {note.rule for note in made.reasons}
    below = next(note for note in made.reasons if note.rule == "P07")
    assert "less than 800 kcal" in below.text


def test_p09_caps_the_cut_at_a_thousand_kcal_and_three_tenths():
    big = somebody(45, 1.80, sex="male", pal=1.9, age_y=30)
    assert "P09" in rules_against(big, "lose-2")
    assert "P09" in rules_against(somebody(33, pal=1.4), "lose-2")
    assert not rules_against(somebody(33, pal=1.4), "lose-0.5")


def test_p09_holds_the_cut_small_with_an_illness_that_takes_muscle():
    person = somebody(40, conditions={"muscle_disease"}, pal=1.9)
    assert "P09" in rules_against(person, "lose-1.5")
    assert not rules_against(somebody(40, pal=1.9), "lose-1.5")


@pytest.mark.parametrize("goal", ["lose-0.5", "gain-0.5"])
def test_p01_no_weight_goal_below_18(goal):
    assert "P01" in rules_against(somebody(30, age_y=17.99), goal)
    assert "P01" not in rules_against(somebody(28, age_y=18), goal)


def test_p01_gives_a_child_needs_without_goal_or_forecast():
    made = plan.make(somebody(20, 1.4, age_y=10), "maintain")
    assert not made.refused
    assert made.intake_kcal_d is None
    assert made.forecast is None
    assert made.tee_kcal_d > 1200
    assert {"ring", "forecast"} <= set(made.hide)


@pytest.mark.parametrize("goal", ["lose-0.5", "gain-0.5"])
def test_p02_no_weight_goal_in_pregnancy(goal):
    assert "P02" in rules_against(somebody(28, conditions={"pregnant"}), goal)


def test_p02_no_loss_while_planning_a_pregnancy():
    person = somebody(28, conditions={"planning_pregnancy"})
    assert "P02" in rules_against(person)
    assert "P02" not in rules_against(person, "gain-0.5")


def test_p02_adds_what_pregnancy_takes_and_draws_no_weight():
    usual = plan.make(somebody(), "maintain", draws=0).tee_kcal_d
    made = plan.make(somebody(conditions={"pregnant"}, pregnancy_week=30), "maintain")
    assert made.intake_kcal_d == pytest.approx(usual + 452, abs=1)
    assert made.forecast is None


@pytest.mark.parametrize(
    ("weeks", "agreed", "refused"),
    [(7.99, True, True), (8, True, False), (None, True, True), (30, False, True)],
)
def test_p03_loss_waits_for_eight_weeks_and_a_yes(weeks, agreed, refused):
    person = somebody(
        30,
        conditions={"breastfeeding"},
        postpartum_weeks=weeks,
        agreements={"midwife"} if agreed else set(),
    )
    assert ("P03" in rules_against(person)) is refused


def test_p03_never_below_1800_kcal_while_breastfeeding():
    person = somebody(
        30, 1.5, conditions={"breastfeeding"}, postpartum_weeks=20, agreements={"midwife"}, pal=1.3
    )
    assert "P03" in rules_against(person, "lose-1")


@pytest.mark.parametrize(
    "condition",
    sorted(HEALING),
)
def test_p12_no_deficit_while_ill_or_healing(condition):
    person = somebody(33, conditions={condition})
    assert "P12" in rules_against(person)
    assert plan.make(person, "lose-0.5", draws=0).alternative.goal.name == "maintain"


@pytest.mark.parametrize("condition", ["eating_disorder", "eating_screen_positive"])
def test_p13_no_deficit_and_no_numbers_where_food_is_a_struggle(condition):
    person = somebody(28, conditions={condition})
    assert "P13" in rules_against(person)
    made = plan.make(person, "maintain", draws=0)
    assert {"energy", "weight", "streaks"} <= set(made.hide)
    assert made.without_hidden().intake_kcal_d is None


@pytest.mark.parametrize(("bmi", "refused"), [(20 - EPSILON, True), (20, False)])
def test_p13_a_declined_screen_counts_when_thin(bmi, refused):
    person = somebody(bmi, conditions={"eating_screen_declined"})
    assert ("P13" in rules_against(person)) is refused


@pytest.mark.parametrize(
    ("bmi", "more", "withheld"),
    [
        (16 - EPSILON, {}, True),
        (16, {}, False),
        (18.5 - EPSILON, {"medicines": {"insulin"}}, True),
        (18.5, {"medicines": {"insulin"}}, False),
        (25, {"conditions": {"refeeding_risk"}}, True),
    ],
)
def test_p14_gives_no_energy_goal_at_refeeding_risk(bmi, more, withheld):
    person = somebody(bmi, **more)
    assert ("P14" in rules_against(person, "gain-0.5")) is withheld
    made = plan.make(person, "maintain", draws=50)
    assert not made.refused
    assert (made.intake_kcal_d is None) is withheld
    assert (made.forecast is None) is withheld
    assert (made.targets["protein"].value is None) is withheld


@pytest.mark.parametrize("medicine", ["insulin", "sulfonylurea", "sglt2"])
def test_p15_locks_a_deficit_until_the_prescriber_agrees(medicine):
    assert "P15" in rules_against(somebody(33, medicines={medicine}))
    agreed = somebody(33, medicines={medicine}, agreements={"prescriber"})
    assert "P15" not in rules_against(agreed)


@pytest.mark.parametrize(
    "medicine",
    ["diuretic", "blood_pressure_drug", "lithium", "warfarin", "levothyroxine", "anti_epileptic"],
)
def test_p16_says_to_tell_the_prescriber(medicine):
    person = somebody(33, medicines={medicine})
    assert "P16" in warned(person, "lose-0.5")
    assert "P16" not in warned(person, "maintain")


@pytest.mark.parametrize(
    ("weight_kg", "refused", "noted"),
    [(45.3, True, False), (45.4, False, True), (90.8, False, False)],
)
def test_p17_caps_and_notes_the_pace_of_gain(weight_kg, refused, noted):
    person = somebody(22, height_m=(weight_kg / 22) ** 0.5)
    assert ("P17" in rules_against(person, "gain-1")) is refused
    assert ("P17" in warned(person, "gain-1")) is noted


@pytest.mark.parametrize(("bmi", "refused"), [(30 - 1e-3, False), (30, True), (30 + EPSILON, True)])
def test_p17_no_gain_from_body_mass_index_30(bmi, refused):
    assert ("P17" in rules_against(somebody(bmi), "gain-0.5")) is refused


def test_p18_says_that_protein_comes_first():
    assert "P18" in warned(somebody(medicines={"glp1"}))


def test_i12_hides_plan_and_forecast_while_an_emergency_is_open():
    made = plan.make(somebody(conditions={"open_emergency"}), "maintain")
    assert made.warnings[0].rule == "I12"
    assert made.intake_kcal_d is None
    assert made.forecast is None
    assert made.phases == ()
    assert "plan" in made.hide


@pytest.mark.parametrize(
    ("chosen", "more", "rule"),
    [
        (2.5, {}, None),
        (2.5 + EPSILON, {}, "N02"),
        (0.8, {}, None),
        (0.8 - EPSILON, {}, "N02"),
        (1.3, {"kidney": "disease"}, None),
        (1.3 + EPSILON, {"kidney": "disease"}, "N03"),
        (0.6, {"kidney": "disease"}, None),
        (0.6 - EPSILON, {"kidney": "disease"}, "N03"),
        (1.0, {"kidney": "dialysis"}, "N03"),
        (1.0, {"kidney": "dialysis", "agreements": {"clinician"}}, None),
        (1.0, {"kidney": "disease", "conditions": {"sarcopenia"}}, "N03"),
        (1.3, {"conditions": {"diabetes"}}, None),
        (1.3 + EPSILON, {"conditions": {"diabetes"}}, "N04"),
        (1.3 + EPSILON, {"age_y": 70}, "N04"),
        (1.3 + EPSILON, {"age_y": 69.99}, None),
    ],
)
def test_a_chosen_protein_keeps_to_the_rules(chosen, more, rule):
    found = rules_against(somebody(**more), "maintain", protein=chosen)
    assert found == ({rule} if rule else set())


def test_a_refused_protein_is_answered_with_one_that_passes():
    made = plan.make(somebody(33), "lose-1", protein_g_kg_d=3.0, draws=0)
    assert made.alternative.goal.name == "lose-1"
    assert made.alternative.protein_g_kg_d == 2.0
    assert not plan.make(somebody(33), "lose-1", protein_g_kg_d=2.0, draws=0).refused


def test_body_mass_index_counts_a_missing_leg():
    # 57 kg at 1.70 m is BMI 19.7; with a leg missing the whole body would be 67.9 kg, BMI 23.5.
    thin = somebody(57 / 1.7**2)
    amputee = somebody(57 / 1.7**2, limb_losses=(LimbLoss(limb="leg"),))
    assert "P04" in rules_against(thin)
    assert "P04" not in rules_against(amputee)


ADDED = [
    {"conditions": {"cast"}},
    {"conditions": {"eating_disorder"}},
    {"conditions": {"sarcopenia"}},
    {"medicines": {"insulin"}},
    {"kidney": "dialysis"},
    {"age_y": 66.0},
]


@settings(max_examples=12)
@given(
    st.floats(17, 45),
    st.sampled_from(["lose-2", "lose-1", "lose-0.5"]),
    st.sampled_from(ADDED),
)
def test_adding_an_illness_never_lifts_a_refusal(bmi, goal, added):
    before, after = rules_against(somebody(bmi), goal), rules_against(somebody(bmi, **added), goal)
    assert after or not before


@settings(max_examples=12)
@given(st.floats(26, 45))
def test_a_slower_goal_is_never_refused_where_a_faster_one_passes(bmi):
    allowed = [offer.allowed for offer in plan.offers(somebody(bmi))][:4]
    assert allowed == sorted(allowed)


@given(
    st.integers(100, 300), st.integers(58, 76), st.sampled_from(["lose-1", "lose-0.5", "gain-1"])
)
def test_units_change_nothing(pounds, inches, goal):
    imperial = somebody(
        height_m=parse_height_m(f"{inches // 12}ft {inches % 12}in"),
        weight_kg=parse_weight_kg(f"{pounds // 14} st {pounds % 14} lb"),
    )
    metric = somebody(
        height_m=parse_height_m(f"{inches * 2.54:.4f} cm"),
        weight_kg=parse_weight_kg(f"{pounds * KG_PER_LB:.6f} kg"),
    )
    cases = [Case(person=person, goal=Goal.parse(goal)) for person in (imperial, metric)]
    first, second = draft_many(cases, MODEL, 196)
    assert [f.rule for f in first.verdict.findings] == [f.rule for f in second.verdict.findings]
    intakes = [draft.course.intake_kcal_d[0] for draft in (first, second)]
    assert intakes[0] == pytest.approx(intakes[1], abs=1)


def test_a_rate_just_over_its_limit_does_not_read_like_the_limit():
    made = plan.make(somebody(22, height_m=(45.3 / 22) ** 0.5), "gain-1", draws=0)
    note = next(n for n in made.reasons if n.rule == "P17")
    assert "0.454 kg" in note.text
    assert "0.453 kg" in note.text
