"""`trophe recheck`: a stored plan against what happened since (I08)."""

import json

import pytest
from click.testing import CliRunner

from trophe.cli import main

WHO = "--sex female --age 40 --height 170cm --weight 84kg --activity light --goal lose-1"


def run(*options):
    return CliRunner().invoke(main, list(options))


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    made = run("plan", *WHO.split(), "--draws", "0", "--json")
    path = tmp_path_factory.mktemp("recheck") / "plan.json"
    path.write_text(made.stdout)
    return path


def diary(folder, kg_week, kcal=1500):
    """Five weeks of weights and whole days."""
    lines = [
        f"2026-0{1 + d // 31}-{1 + d % 31:02d},{84 - kg_week * d / 7:.2f},{kcal},1"
        for d in range(35)
    ]
    path = folder / f"diary-{kg_week}-{kcal}.csv"
    path.write_text("\n".join(["date,weight_kg,intake_kcal,complete", *lines]))
    return path


@pytest.mark.parametrize(
    ("kg_week", "kcal", "code", "rules"),
    [(0.5, 1500, 0, []), (1.2, 1500, 3, ["P10"]), (0.5, 400, 3, ["P11"]), (0.5, 790, 0, ["P11"])],
)
def test_scale_and_diary_lock_a_stored_plan(stored, tmp_path, kg_week, kcal, code, rules):
    log = diary(tmp_path, kg_week, kcal)
    answer = run("recheck", str(stored), "--log", str(log), "--json")
    told = json.loads(answer.stdout)
    assert answer.exit_code == code
    assert told["day"] == 34
    assert [finding["rule"] for finding in told["findings"]] == rules


def test_what_is_new_locks_it_and_says_why(stored):
    assert run("recheck", str(stored)).output == "The plan stands.\n"
    answer = run("recheck", str(stored), "--condition", "pregnant")
    assert answer.exit_code == 3
    assert "Do not follow this plan" in answer.output
    assert "P02" in answer.output
    assert run("recheck", str(stored), "--weight", "50kg").exit_code == 3


def test_what_makes_no_sense_is_named(stored, tmp_path):
    other = tmp_path / "other.json"
    other.write_text("{}")
    for options, said in (
        ([str(other)], "not a stored plan"),
        ([str(tmp_path / "none.json")], "cannot be read"),
        ([str(stored), "--day", "-1"], "day"),
        ([str(stored), "--condition", "unicorn"], "unicorn"),
    ):
        answer = run("recheck", *options)
        assert answer.exit_code == 2
        assert said in answer.stderr
