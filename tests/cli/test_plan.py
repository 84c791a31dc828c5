"""`trophe plan` as people and programs call it."""

import json

import pytest
from click.testing import CliRunner

from trophe.cli import main

SOMEBODY = ["--sex", "female", "--age", "40", "--height", "5ft 6in", "--weight", "160lb"]
LIGHT = [*SOMEBODY, "--activity", "light"]


def run(*options):
    return CliRunner().invoke(main, ["plan", *options])


def test_the_documented_command_prints_a_plan():
    answer = run(*LIGHT, "--goal", "lose-1")
    assert answer.exit_code == 0
    assert "1,487 kcal" in answer.output
    assert "at each of 4 meals" in answer.output
    assert "52 weeks" in answer.output


def test_json_has_every_promised_key():
    answer = run(*LIGHT, "--goal", "lose-1", "--json", "--draws", "50", "--days", "84")
    made = json.loads(answer.stdout)
    assert made["intake_kcal_d"] == 1487.0
    assert len(made["forecast"]["day"]) == 85
    assert made["refused"] is False


def test_another_model_protein_until_now_and_training_to_come_can_be_told():
    told = [*LIGHT, "--goal", "lose-1", "--json", "--draws", "0"]
    made = json.loads(run(*told, "--preset", "hall2011", "--protein-before", "0.9").stdout)
    assert made["versions"]["model"] == "hall2011"
    assert made["intake_kcal_d"] == 1584.0
    assert made["inputs"]["protein_before_g_kg_d"] == 0.9
    assert json.loads(run(*told, "--start-training").stdout)["inputs"]["starts_training"]
    wrong = run(*told, "--protein-before", "30")
    assert wrong.exit_code == 2
    assert "protein-before" in wrong.stderr


def test_a_refused_goal_prints_json_and_exits_with_three():
    answer = run(*LIGHT, "--goal", "lose-2", "--json")
    assert answer.exit_code == 3
    made = json.loads(answer.stdout)
    assert made["refused"] is True
    assert made["alternative"]["name"] == "lose-1"
    assert {note["rule"] for note in made["reasons"]} == {"P06", "P07", "P09"}


def test_a_refused_goal_is_told_kindly_with_the_way_on():
    answer = run(*LIGHT, "--goal", "lose-2")
    assert answer.exit_code == 3
    assert "A safe goal instead: Lose 1 pound a week" in answer.output


def test_a_target_weight_by_a_day():
    answer = run(*LIGHT, "--target-weight", "150lb", "--by-day", "200", "--json", "--draws", "50")
    assert answer.exit_code == 0
    assert json.loads(answer.stdout)["goal"]["by_day"] == 200


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (LIGHT, "goal is missing"),
        ([*LIGHT, "--goal", "lose-9"], "Known: lose-2"),
        ([*LIGHT, "--target-weight", "150lb"], "by-day is missing"),
        ([*LIGHT, "--goal", "lose-1", "--by-day", "9"], "by-day goes with target-weight"),
        ([*LIGHT, "--goal", "lose-1", "--days", "x"], "days = 'x' is not a number from 7 to 1825"),
        ([*LIGHT, "--goal", "lose-1", "--protein", "99"], "protein = 99 is outside 0.1 to 10"),
        ([*LIGHT, "--goal", "lose-1", "--kidney", "odd"], "Known: unknown, normal"),
        ([*LIGHT, "--goal", "lose-1", "--condition", "castt"], "Did you mean cast"),
        ([*LIGHT, "--goal", "lose-1", "--missing-limb", "wing"], "missing-limb = 'wing'"),
        ([*LIGHT, "--goal", "lose-1", "--pal", "1.5"], "give one of them"),
        ([*SOMEBODY, "--goal", "lose-1"], "activity is missing"),
        ([*LIGHT, "--goal", "lose-1", "--units", "stone"], "kg, lb, st"),
        (["--goal", "lose-1", *LIGHT[:6], "--weight", "160"], "kg, lb or st?"),
    ],
)
def test_bad_input_is_one_line_and_exit_two(options, says):
    answer = run(*options)
    assert answer.exit_code == 2
    assert says in answer.stderr
    assert len(answer.stderr.strip().splitlines()) == 1
    assert answer.stdout == ""


def test_numbers_stay_hidden_where_food_is_a_struggle_until_they_are_asked_for():
    options = [*LIGHT, "--goal", "maintain", "--condition", "eating_disorder"]
    answer = run(*options)
    assert "kcal" not in answer.output
    made = json.loads(run(*options, "--json").stdout)
    assert made["intake_kcal_d"] is None
    assert made["forecast"] is None
    assert made["protein_g_d"] is not None
    shown = json.loads(run(*options, "--json", "--show-numbers", "--draws", "50").stdout)
    assert shown["intake_kcal_d"] == 2122.0


def test_weights_are_shown_in_the_unit_that_was_typed():
    assert "weight, lb" in run(*LIGHT, "--goal", "maintain", "--draws", "50").output
    stones = [*SOMEBODY[:6], "--weight", "11st6", "--activity", "light"]
    assert "weight, st" in run(*stones, "--goal", "maintain", "--draws", "50").output
    kilos = [*LIGHT, "--goal", "maintain", "--draws", "50", "--units", "kg"]
    assert "weight, kg" in run(*kilos).output


def test_the_forecast_is_drawn_into_a_file(tmp_path):
    path = tmp_path / "plan.png"
    answer = run(*LIGHT, "--goal", "lose-1", "--draws", "50", "--days", "84", "--png", str(path))
    assert answer.exit_code == 0
    assert path.read_bytes().startswith(b"\x89PNG")


def test_a_plan_without_forecast_says_that_there_is_nothing_to_draw(tmp_path):
    path = tmp_path / "plan.png"
    answer = run(*LIGHT, "--goal", "lose-2", "--png", str(path))
    assert "no forecast to draw" in answer.stderr
    assert not path.exists()
