"""Protein and training in a plan, a weight that is kept, and the preset that all of it runs on."""

import json

import numpy as np
import pytest

from trophe import plan
from trophe.energy import DEFAULT_PRESET, PRESETS
from trophe.evidence import constants
from trophe.person import Person
from trophe.plan import Goal
from trophe.plan.draft import Case, draft_many
from trophe.plan.lean import lean_care

MODEL = PRESETS[DEFAULT_PRESET]


def somebody(**more):
    """A woman of 40 y, 168 cm, 88 kg, lightly active."""
    return Person(**{"sex": "female", "age_y": 40, "height_m": 1.68, "weight_kg": 88, **more})


def kept(person, goal, preset=MODEL, **told):
    """The estimate's weight over the two years from 60 days after the goal's day."""
    case = Case(person=person, goal=goal, **told)
    (draft,) = draft_many([case], preset, goal.by_day + 731)
    assert not draft.verdict.refused
    return draft.weight_kg[goal.by_day + 60 : goal.by_day + 731]


def change(made, day):
    return made.forecast.ffm_change_kg["median"][day]


def test_the_calibrated_preset_is_everybodys_default():
    made = plan.make(somebody(), "lose-1", draws=0)
    assert made.inputs["preset"] == made.versions["model"] == DEFAULT_PRESET == "trophe"
    assert plan.offers(somebody()) == plan.offers(somebody(), preset="trophe")


def test_more_protein_keeps_more_lean_and_its_band_moves_with_it():
    less, more = (
        plan.make(somebody(), "lose-1", protein_g_kg_d=p, protein_before_g_kg_d=1.0)
        for p in (1.0, 1.6)
    )
    # Half of 0.6 g/kg x 0.0544 of about 50 kg fat-free mass.
    gained = change(more, 120) - change(less, 120)
    assert gained == pytest.approx(0.5 * 0.6 * 0.0544 * 50, abs=0.35)
    low, high = (made.forecast.ffm_change_kg for made in (less, more))
    assert all(high[q][120] > low[q][120] for q in ("q05", "q25", "q75", "q95"))
    # The calorie goal of a weekly rate does not diet the lean tissue away again.
    assert less.intake_kcal_d == more.intake_kcal_d


def test_a_change_of_fat_free_mass_is_known_better_than_its_level():
    forecast = plan.make(somebody(), "lose-1").forecast
    level, change_kg = forecast.ffm_kg, forecast.ffm_change_kg
    assert change_kg["q95"][90] - change_kg["q05"][90] < 0.5 * (level["q95"][90] - level["q05"][90])
    assert set(np.asarray([change_kg[q][0] for q in change_kg])) == {0.0}


def test_training_that_begins_counts_in_full_and_a_habit_by_half():
    never = lean_care(somebody(), -1, MODEL)
    begun = lean_care(somebody(), -1, MODEL, starts_training=True)
    habit = lean_care(somebody(resistance_training=True), -1, MODEL)
    assert (never.training, habit.training, begun.training) == (0.0, 0.5, 1.0)
    plain, trained = (plan.make(somebody(), "lose-1", starts_training=s) for s in (False, True))
    assert change(trained, 120) > change(plain, 120) + 0.4


@pytest.mark.parametrize(
    ("way", "before", "eaten"),
    [(-1, None, 1.4), (-1, 1.3, 1.3), (-1, 0.7, 1.4), (-1, 2.0, 1.4), (0, 0.7, 0.7), (1, 1.5, 1.5)],
)
def test_who_eats_within_the_range_goes_on_and_who_holds_changes_nothing(way, before, eaten):
    care = lean_care(somebody(), way, MODEL, protein_before_g_kg_d=before)
    assert care.protein_g_kg_d == eaten
    assert care.moves == (eaten != care.protein_before_g_kg_d)


def test_a_usual_intake_is_taken_where_none_is_told():
    care = lean_care(somebody(), 0, MODEL)
    assert care.protein_before_g_kg_d == constants("energy_trophe").protein_reference
    assert not care.moves


def test_where_only_a_clinic_sets_protein_nothing_is_assumed_to_change():
    care = lean_care(somebody(kidney="dialysis"), -1, MODEL)
    assert care.protein_g_kg_d == care.protein_before_g_kg_d


@pytest.mark.parametrize(
    ("person", "goal", "told"),
    [
        (somebody(), Goal.target(80.0, 200), {}),
        (somebody(), Goal.target(86.5, 60), {"protein_g_kg_d": 1.6, "starts_training": True}),
        (somebody(pal=2.4, age_y=30), Goal.target(80.0, 250), {"protein_g_kg_d": 1.6}),
        (somebody(resistance_training=True, sex="male"), Goal.target(82.0, 150), {}),
        (somebody(weight_kg=60.0), Goal.target(64.0, 200), {}),
        (somebody(weight_kg=120.0), Goal.target(100.0, 500), {}),
    ],
)
def test_a_target_stays_within_300_g_for_two_years(person, goal, told):
    weight = kept(person, goal, **told)
    assert np.abs(weight - goal.target_weight_kg).max() < 0.3
    assert abs(weight.mean() - goal.target_weight_kg) < 0.15


def test_a_weight_that_is_held_is_solved_again_every_two_years():
    made = plan.make(somebody(), "maintain", days=1825, draws=0)
    assert [phase.first_day for phase in made.phases] == [0, 730, 1460]
    assert "growing older" in made.phases[1].why
    eaten = [phase.intake_kcal_d for phase in made.phases]
    assert eaten[0] > eaten[1] > eaten[2] > eaten[0] - 60
    published = plan.make(somebody(), "maintain", days=1825, draws=0, preset="hall2011")
    assert len(published.phases) == 1


def test_what_was_told_of_protein_and_training_is_stored_and_replayed():
    made = plan.make(
        somebody(), "lose-1", draws=50, protein_before_g_kg_d=0.9, starts_training=True
    )
    text = made.to_json()
    assert made.inputs["protein_before_g_kg_d"] == 0.9
    assert plan.replay(text).to_json() == text
    older = json.loads(text)
    del older["inputs"]["protein_before_g_kg_d"], older["inputs"]["starts_training"]
    again = plan.replay(json.dumps(older))
    assert again.inputs["protein_before_g_kg_d"] is None


def test_the_note_says_that_nobody_corrects_and_when_the_goal_is_solved_again():
    note = plan.make(somebody(), "lose-1", draws=50).forecast.note
    assert "nobody ever corrects" in note
    assert "solved again from what you weighed" in note


def test_the_forecast_says_which_protein_it_counts():
    made = plan.make(somebody(), "lose-1", draws=50)
    (row,) = (row for row in made.basis if row.figure == "forecast")
    assert "1.4 g/kg of protein a day, after 1.1 before" in row.text
