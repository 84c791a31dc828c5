"""Goal intake: the planner's numbers, and a weight that stays."""

import csv

import numpy as np
import pytest

from trophe.energy import (
    DEFAULT_PRESET,
    PRESETS,
    Adults,
    holding,
    intake_for_rate,
    intake_for_target,
    intake_to_reach,
    maintenance_kcal_d,
    simulate,
)
from trophe.errors import OutOfRangeError, UnknownNameError
from trophe.units import KG_PER_LB

WOMAN = Adults.of(male=0, age_y=40, height_m=1.65, weight_kg=80, pal=1.5)
MAN = Adults.of(male=1, age_y=40, height_m=1.78, weight_kg=95, pal=1.6)


@pytest.fixture(scope="module")
def goals(shared):
    """The planner's goal cases, as columns of numbers."""
    with (shared / "reference" / "niddk_goal.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    columns = {k: [r[k] for r in rows] for k in rows[0]}
    numbers = {k: np.array(v, float) for k, v in columns.items() if k not in ("case_id", "sex")}
    return numbers | {"male": np.array([float(s == "male") for s in columns["sex"]])}


def solve(goals, rule):
    people = Adults.of(
        male=goals["male"],
        age_y=goals["age_y"],
        height_m=goals["height_m"],
        weight_kg=goals["weight0_kg"],
        pal=goals["pal"],
        carbohydrate_share=goals["carb_frac"],
    )
    return intake_for_target(
        people,
        goals["goal_weight_kg"],
        goals["goal_days"],
        preset=PRESETS["niddk"],
        rule=rule,
        activity_change=goals["activity_change_pct"] / 100,
        maintenance_activity_change=goals["maintenance_activity_change_pct"] / 100,
    )


def test_the_planners_rule_gives_the_planners_numbers(goals):
    found = solve(goals, "niddk")
    # The program stops within 1e-7 kg of its goal, which is about 1e-4 kcal/d.
    for ours, printed in (
        (found.reach_kcal_d, "intake_to_reach_goal_kcal_d"),
        (found.maintain_kcal_d, "intake_to_maintain_goal_kcal_d"),
        (found.weight_at_goal_kg, "weight_at_goal_kg"),
        (found.fat_at_goal_kg, "fat_at_goal_kg"),
        (found.lean_at_goal_kg, "ffm_without_water_shifts_at_goal_kg"),
    ):
        np.testing.assert_allclose(ours, goals[printed], rtol=0, atol=1e-3, err_msg=printed)


def test_the_settled_weight_stays_where_the_planners_rebounds(goals):
    settled, planner = solve(goals, "settled"), solve(goals, "niddk")
    for weight in (settled.weight_60d_after_kg, settled.weight_730d_after_kg):
        np.testing.assert_allclose(weight, goals["goal_weight_kg"], rtol=0, atol=0.01)
    gap = np.abs(planner.weight_730d_after_kg - goals["goal_weight_kg"])
    assert gap.max() > 0.5
    back = settled.weight_60d_after_kg - settled.weight_at_goal_kg
    np.testing.assert_allclose(settled.water_rebound_kg, back)


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("rule", ["settled", "niddk"])
def test_eating_the_answer_leads_to_the_goal(preset, rule):
    goal = intake_for_target(WOMAN, 72, 180, preset=PRESETS[preset], rule=rule)
    days = np.arange(181 + 730)
    intake = np.where(days < 180, goal.reach_kcal_d, goal.maintain_kcal_d)
    weight = simulate(WOMAN, PRESETS[preset], days=910, intake_kcal_d=intake).weight_kg
    # bw's last stage of a day sees the next day's intake, so a step comes a little early there.
    assert weight[180] == pytest.approx(goal.weight_at_goal_kg[0], abs=1e-6)
    if rule == "niddk":
        assert weight[180] == pytest.approx(72, abs=0.1 if preset == "bw" else 1e-5)
    else:
        # A preset that ages needs 7 kcal/d less each year, which holds about 0.4 kg.
        ages = 2.0 * 0.4 if PRESETS[preset].ageing_kcal_d_y else 0.0
        assert np.abs(weight[240:] - 72).max() < 0.3 + ages


@pytest.mark.parametrize(
    ("people", "rate_lb", "printed"),
    [(WOMAN, -2, 1071), (WOMAN, -1, 1633), (WOMAN, 1, 2796), (MAN, -1, 2394), (MAN, 1, 3602)],
)
def test_a_weekly_rate_over_twelve_weeks_takes_what_the_table_says(people, rate_lb, printed):
    intake = intake_for_rate(people, rate_lb * KG_PER_LB, preset=PRESETS["niddk"], horizon_days=84)
    assert intake == pytest.approx(printed, abs=1)  # the table is in whole kcal


def test_a_faster_loss_takes_less_and_no_change_takes_the_need():
    rates = np.array([-1.0, -0.5, 0.0, 0.5])
    intake = intake_for_rate(WOMAN, rates, preset=PRESETS["hall2011"])  # which does not age
    assert (np.diff(intake) > 0).all()
    assert intake[2] == pytest.approx(1472.65 * 1.5, abs=1e-3)


def test_the_maintenance_intake_of_the_start_is_the_need():
    for preset in PRESETS.values():
        assert maintenance_kcal_d(WOMAN, 80, preset=preset) == pytest.approx(2208.975, abs=1e-6)


def test_a_goal_out_of_reach_gives_the_nearest_weight_and_the_earliest_day():
    goal = intake_for_target(WOMAN, 60, 60, floor_kcal_d=1300)
    assert not goal.reachable[0]
    assert goal.reach_kcal_d == pytest.approx([1300])
    assert 72 < goal.nearest_weight_kg[0] < 76
    assert goal.weight_730d_after_kg == pytest.approx(goal.nearest_weight_kg, abs=0.3)
    later = intake_for_target(WOMAN, 60, goal.earliest_day[0], floor_kcal_d=1300)
    assert later.reachable[0]


def test_a_goal_that_even_a_fast_does_not_reach_says_so_without_any_floor():
    goal = intake_for_target(WOMAN, 70, 14)
    assert not goal.reachable[0]
    assert goal.nearest_weight_kg[0] > 70
    assert goal.earliest_day[0] > 14


@pytest.mark.parametrize(
    ("name", "told"),
    [("hall2011", {}), ("trophe", {}), ("trophe", {"protein_g_kg_d": 1.6, "training": 1.0})],
)
def test_goals_of_all_kinds_of_people_stay_settled_on_every_day(name, told):
    rng = np.random.default_rng(3)
    height = rng.uniform(1.5, 1.95, 60)
    people = Adults.of(
        male=rng.integers(0, 2, 60).astype(float),
        age_y=rng.uniform(18, 85, 60),
        height_m=height,
        weight_kg=rng.uniform(20, 45, 60) * height**2,
        pal=rng.uniform(1.3, 2.3, 60),
    )
    weight, day = people.weight_kg * rng.uniform(0.85, 1.1, 60), rng.integers(28, 300, 60)
    goal = intake_for_target(people, weight, day, preset=PRESETS[name], **told)
    days = np.arange(int(day.max()) + 731)
    eaten = np.where(days >= day[:, None], goal.maintain_kcal_d[:, None],
                     goal.reach_kcal_d[:, None])  # fmt: skip
    run = simulate(people, PRESETS[name], days=len(days) - 1, intake_kcal_d=eaten, **told)
    assert goal.reachable.sum() > 50
    for i in np.flatnonzero(goal.reachable):
        later = run.weight_kg[i, day[i] + 60 : day[i] + 731]
        assert np.abs(later - weight[i]).max() < 0.3
        # Age takes a few kcal a day each year; the intake is right in the middle of the two years.
        assert abs(later.mean() - weight[i]) < 0.1


def test_a_goal_that_no_intake_above_the_floor_ever_reaches_says_so():
    goal = intake_for_target(WOMAN, 45, 365, floor_kcal_d=2000)
    assert not goal.reachable[0]
    assert np.isnan(goal.earliest_day[0])


def test_a_batch_gives_what_each_person_gets_alone():
    weights = np.array([65.0, 80.0, 100.0])
    people = WOMAN.with_(weight_kg=weights)
    together = intake_for_target(people, weights - 5, [90, 120, 200])
    for i, (weight, day) in enumerate(zip(weights, [90, 120, 200], strict=True)):
        alone = intake_for_target(WOMAN.with_(weight_kg=weight), weight - 5, day)
        assert alone.reach_kcal_d[0] == pytest.approx(together.reach_kcal_d[i], abs=1e-3)
        assert alone.maintain_kcal_d[0] == pytest.approx(together.maintain_kcal_d[i], abs=1e-6)


def test_what_makes_no_goal_is_refused():
    with pytest.raises(OutOfRangeError, match="by_day"):
        intake_for_target(WOMAN, 70, 0)
    with pytest.raises(OutOfRangeError, match="rate_kg_week"):
        intake_for_rate(WOMAN, -5)
    with pytest.raises(UnknownNameError, match="settled"):
        intake_for_target(WOMAN, 70, 100, rule="setled")


def test_a_rate_from_a_later_day_counts_from_that_days_weight():
    before = np.full(70, 1600.0)
    intake = float(intake_for_rate(WOMAN, -0.3, before_kcal_d=before))
    eaten = np.append(before, intake)
    weight = simulate(WOMAN, PRESETS[DEFAULT_PRESET], days=126, intake_kcal_d=eaten).weight_kg
    assert weight[126] - weight[70] == pytest.approx(-0.3 * 8, abs=1e-4)


def test_holding_keeps_the_tissue_of_a_later_day():
    intake, settled = holding(WOMAN, 1600.0, 84)
    eaten = np.append(np.full(84, 1600.0), intake)
    weight = simulate(WOMAN, PRESETS[DEFAULT_PRESET], days=800, intake_kcal_d=eaten).weight_kg
    assert settled > weight[84]  # water comes back
    np.testing.assert_allclose(weight[150:], settled, rtol=0, atol=0.3)


def test_the_intake_to_reach_alone_is_that_of_the_whole_answer():
    people = Adults.of(male=[0, 1], age_y=40, height_m=[1.65, 1.78], weight_kg=[80, 95], pal=1.5)
    told = {"protein_g_kg_d": np.array([[1.4], [1.1]]), "training": np.array([[0.5], [0.0]])}
    whole = intake_for_target(people, [74, 99], 150, **told)
    np.testing.assert_array_equal(
        intake_to_reach(people, [74, 99], 150, **told), whole.reach_kcal_d
    )


@pytest.mark.parametrize("name", ["hall2011", "trophe"])
def test_a_goal_beyond_the_models_ground_is_out_of_reach_and_no_error(name):
    goal = intake_for_target(MAN, [25.0, 45.0, 90.0], 200, preset=PRESETS[name])
    assert goal.reachable.tolist() == [False, False, True]
    assert np.isnan(goal.nearest_weight_kg).tolist() == [True, True, False]
    thin = Adults.of(male=0, age_y=80, height_m=1.5, weight_kg=160, pal=1.2)
    told = {"protein_g_kg_d": 1.6, "training": 1.0}
    assert not intake_for_target(thin, 20, 30, preset=PRESETS[name], **told).reachable[0]
