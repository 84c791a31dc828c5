"""The one door to a plan: figures, refusals, phases, forecast, replay."""

import json

import numpy as np
import pytest

from trophe import plan
from trophe.energy import DEFAULT_PRESET, Adults, preset, simulate
from trophe.errors import InputError, UnknownNameError
from trophe.person import Person
from trophe.plan import Goal, Plan
from trophe.units import KG_PER_LB


def somebody(**more):
    """A woman of 40 y, 5 ft 6 in, 160 lb, lightly active: body mass index 25.8."""
    body = {"sex": "female", "age_y": 40, "height_m": 1.6764, "weight_kg": 160 * KG_PER_LB}
    return Person(**{**body, **more})


@pytest.fixture(scope="module")
def lose_1():
    return plan.make(somebody(), "lose-1")


def test_resting_and_total_need_are_those_worked_by_hand(lose_1):
    # 9.99 x 72.5748 + 625 x 1.6764 - 4.92 x 40 - 161 = 1414.97; times 1.5
    assert lose_1.ree_kcal_d == pytest.approx(1415.0, abs=0.1)
    assert lose_1.tee_kcal_d == pytest.approx(2122.5, abs=0.1)


def test_the_static_figure_is_five_hundred_kcal_a_pound(lose_1):
    assert lose_1.static_intake_kcal_d == pytest.approx(lose_1.tee_kcal_d - 500, abs=0.1)


def test_the_intake_truly_averages_the_rate_over_eight_weeks():
    person = somebody(weight_kg=110.0)  # far from any limit: no phase begins within the horizon
    made = plan.make(person, "lose-1", draws=0)
    run = simulate(
        Adults.of_person(person), preset(DEFAULT_PRESET), days=56, intake_kcal_d=made.intake_kcal_d
    )
    lost_kg_week = (110.0 - run.weight_kg[..., -1]) / 8
    # The intake is rounded up to a whole kcal: at most 1 kcal a day, 56 days, 7,000 kcal/kg.
    assert float(lost_kg_week) == pytest.approx(KG_PER_LB, abs=0.002)
    assert float(lost_kg_week) <= KG_PER_LB


def test_bands_are_ordered_and_start_at_todays_weight(lose_1):
    weight = lose_1.forecast.weight_kg
    bands = np.array([weight[q] for q in ("q05", "q25", "median", "q75", "q95")])
    assert (np.diff(bands, axis=0) >= 0).all()
    assert bands[:, 0] == pytest.approx(160 * KG_PER_LB, abs=1e-3)
    assert lose_1.forecast.band_of == "person"


def test_fat_and_fat_free_mass_make_up_the_weight(lose_1):
    forecast = lose_1.forecast
    total = np.array(forecast.fat_kg["median"]) + np.array(forecast.ffm_kg["median"])
    # Medians of parts need not add up exactly; within two kilograms they do.
    assert total == pytest.approx(np.array(forecast.weight_kg["median"]), abs=2.0)


def test_the_plan_slows_down_when_body_mass_index_falls_below_25(lose_1):
    first, second = lose_1.phases[0], lose_1.phases[1]
    assert first.rules == ("P06", "P07", "P09")
    assert second.rules == ("P06",)
    assert "below 25" in second.why
    assert second.intake_kcal_d > first.intake_kcal_d
    assert second.first_day == first.last_day + 1


def test_six_months_of_losing_are_followed_by_two_weeks_of_rest(lose_1):
    rest = next(phase for phase in lose_1.phases if phase.kind == "break")
    assert (rest.first_day, rest.last_day) == (182, 195)
    assert rest.intake_kcal_d > lose_1.phases[1].intake_kcal_d


def test_phases_cover_every_day_once(lose_1):
    days = [d for p in lose_1.phases for d in range(p.first_day, p.last_day + 1)]
    assert days == list(range(366))


def test_a_rate_goal_ends_at_the_lowest_weight_and_holds_it():
    made = plan.make(somebody(weight_kg=60.0), "lose-0.5", days=365)
    last = made.phases[-1]
    assert last.kind == "maintenance"
    assert "P04" in last.rules
    # Body mass index 20 is 56.2 kg; the estimate stops there, and so does everybody like it.
    assert min(made.forecast.weight_kg["q05"]) > 20 * 1.6764**2 - 1.0


def test_a_gain_goal_ends_below_body_mass_index_30():
    made = plan.make(somebody(weight_kg=80.0), "gain-0.5", days=730)
    assert made.phases[-1].kind == "maintenance"
    assert max(made.forecast.weight_kg["median"]) < 30 * 1.6764**2


def test_a_target_weight_is_reached_on_its_day_and_stays():
    made = plan.make(somebody(weight_kg=90.0), Goal.target(80.0, 250))
    assert made.phases[-1].first_day == 250
    assert made.forecast.day[-1] == 365
    # The estimate's weight settles within 0.3 kg of the goal.
    run = plan.make(somebody(weight_kg=90.0), Goal.target(80.0, 250), days=365, draws=0)
    assert run.phases == made.phases
    assert made.goal_day.weight_kg == 80.0
    assert made.goal_day.q25 < 250
    assert 0.3 < made.goal_day.probability < 0.9


def test_a_target_further_than_six_months_takes_its_rest_into_account():
    made = plan.make(somebody(weight_kg=90.0), Goal.target(80.0, 300))
    kinds = [phase.kind for phase in made.phases]
    assert kinds == ["deficit", "break", "deficit", "maintenance"]
    weight = np.array(made.forecast.weight_kg["median"])
    assert made.forecast.day[-1] == 365
    assert weight[300] < 83


def test_a_rate_with_a_target_holds_once_it_is_reached():
    made = plan.make(somebody(weight_kg=90.0), Goal.rate(-1.0, 86.0))
    assert made.phases[-1].kind == "maintenance"
    assert made.phases[-1].rules == ("P19",)
    assert made.goal_day.weight_kg == 86.0


def test_maintaining_eats_the_need_and_has_one_phase():
    made = plan.make(somebody(), "maintain")
    assert made.intake_kcal_d == pytest.approx(made.tee_kcal_d, abs=0.5)
    assert len(made.phases) == 1


def test_a_refused_goal_names_every_reason_and_one_goal_that_passes():
    made = plan.make(somebody(), "lose-2")
    assert made.refused
    assert [note.rule for note in made.reasons] == ["P06", "P07", "P09"]
    assert all(note.text and note.figure for note in made.reasons)
    assert made.intake_kcal_d is None
    assert made.forecast is None
    # I09
    assert made.alternative.goal.name == "lose-1"
    again = plan.make(somebody(), made.alternative.goal)
    assert not again.refused
    assert again.intake_kcal_d == made.alternative.intake_kcal_d


def test_a_target_too_soon_is_answered_with_a_later_day():
    made = plan.make(somebody(weight_kg=90.0), Goal.target(80.0, 60))
    assert made.refused
    assert made.alternative.goal.target_weight_kg == 80.0
    assert not plan.make(somebody(weight_kg=90.0), made.alternative.goal, draws=0).refused


def test_a_target_too_low_is_answered_with_the_lowest_weight():
    made = plan.make(somebody(), Goal.target(45.0, 365))
    assert {"P05", "P04"} <= {note.rule for note in made.reasons}
    # Body mass index 20 at 1.6764 m is 56.21 kg.
    assert made.alternative.goal.target_weight_kg == 56.3


def test_a_plan_is_stored_read_and_made_again_to_the_byte(lose_1):
    text = lose_1.to_json()
    assert Plan.from_json(text) == lose_1
    assert Plan.from_json(text).to_json() == text
    assert plan.replay(text).to_json() == text


def test_a_refused_plan_is_made_again_to_the_byte():
    text = plan.make(somebody(conditions={"cast"}), "lose-1").to_json()
    assert plan.replay(text).to_json() == text


def test_a_person_with_everything_is_made_again_to_the_byte():
    person = somebody(
        body_fat_pct=33.0,
        ree_measured_kcal_d=1380.0,
        resistance_training=True,
        region="asia",
        kidney="disease",
        conditions={"diabetes", "high_blood_pressure"},
        medicines={"insulin", "glp1"},
        agreements={"prescriber"},
        limb_losses=(),
    )
    text = plan.make(person, Goal.target(68.0, 200), seed=7, draws=50, preset="niddk").to_json()
    assert plan.replay(text).to_json() == text


def test_the_versions_say_what_the_plan_was_made_with(lose_1):
    versions = lose_1.versions
    assert set(versions) == {"trophe", "rules", "model", "evidence", "seed"}
    assert versions["evidence"].startswith("sha256:")


def test_another_seed_draws_other_people_but_decides_the_same(lose_1):
    other = plan.make(somebody(), "lose-1", seed=1)
    assert other.phases == lose_1.phases
    assert other.forecast.weight_kg["q05"] != lose_1.forecast.weight_kg["q05"]


def test_without_draws_there_is_no_forecast_because_none_is_shown_without_a_band():
    made = plan.make(somebody(), "lose-1", draws=0)
    assert made.forecast is None
    assert made.phases


def test_the_forecast_reaches_past_the_day_of_a_goal():
    made = plan.make(somebody(weight_kg=90.0), Goal.target(85.0, 150), days=28)
    assert made.forecast.day[-1] == 178


def test_every_figure_leads_to_what_it_rests_on(lose_1):
    figures = {row.figure: row for row in lose_1.basis}
    for name in ("ree_kcal_d", "intake_kcal_d", "protein_g_d", "protein_g_meal", "forecast"):
        assert figures[name].constants, name
        assert figures[name].sources, name
    assert "P07" in figures["intake_kcal_d"].rules


def test_the_top_of_the_json_has_the_promised_keys(lose_1):
    top = json.loads(lose_1.to_json())
    promised = (
        "refused reasons alternative ree_kcal_d tee_kcal_d intake_kcal_d protein_g_d "
        "protein_g_meal forecast static_weight_kg warnings versions"
    )
    assert set(promised.split()) <= set(top)
    assert set(top["forecast"]["weight_kg"]) == {"median", "q05", "q25", "q75", "q95"}


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"days": 3}, "days"),
        ({"seed": -1}, "seed"),
        ({"draws": 5}, "draws"),
        ({"protein_g_kg_d": 50}, "protein_g_kg_d"),
        ({"preset": "hal"}, "preset"),
    ],
)
def test_wrong_input_is_refused_by_name(change, name):
    with pytest.raises(InputError) as caught:
        plan.make(somebody(), "lose-1", **change)
    assert caught.value.name == name


def test_an_unknown_goal_lists_the_nine():
    with pytest.raises(UnknownNameError, match=r"lose-2, lose-1\.5"):
        plan.make(somebody(), "lose-3")


def test_a_rate_that_leads_away_from_its_target_is_refused():
    with pytest.raises(InputError, match="above today's"):
        plan.make(somebody(), Goal.rate(-1.0, 80.0))


def test_a_text_that_is_no_plan_is_refused():
    with pytest.raises(InputError, match="not a stored plan"):
        Plan.from_json('{"refused": true}')
