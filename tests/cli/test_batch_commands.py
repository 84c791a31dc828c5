"""The batch commands: exit codes, summaries, and nothing half-written."""

import json

import pytest
from click.testing import CliRunner

from trophe.cli.main import main

HEADER = "sex,age_y,height_m,weight0_kg,pal,ei_schedule_kind,ei_schedule_delta_kcal_d,day\n"
GOOD = "female,40,1.65,80,1.5,step,0:-500,30\n"
GOALS = "sex,age_y,height_m,weight0_kg,pal,goal_weight_kg,goal_days\nfemale,40,1.65,80,1.5,74,120\n"


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


def test_a_clean_batch_is_silent_and_exits_with_0(tmp_path):
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(HEADER + GOOD)
    answer = run("simulate-weight", source, target, "--preset", "bw")
    assert (answer.exit_code, answer.output) == (0, "")
    assert "77.937085" in target.read_text()


def test_bad_rows_are_told_and_exit_with_2_but_out_is_whole(tmp_path):
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(HEADER + GOOD + GOOD.replace("1.65", "165") * 15 + GOOD)
    answer = run("simulate-weight", source, target, "--preset", "niddk")
    assert answer.exit_code == 2
    assert "line 3: height_m = 165 is outside" in answer.stderr
    assert "and 5 more" in answer.stderr
    assert f"15 of 17 rows are bad; see {target}" in answer.stderr
    assert len(target.read_text().splitlines()) == 18


def test_the_summary_comes_as_json(tmp_path):
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(HEADER + GOOD.replace("female", "?") + GOOD)
    answer = run("simulate-weight", source, target, "--json")
    told = json.loads(answer.stdout)
    assert (told["rows"], told["bad_rows"], told["errors"][0]["line"]) == (2, 1, 2)


@pytest.mark.parametrize("command", ["simulate-weight", "goal-intake"])
def test_an_unusable_file_is_one_line_exit_2_and_no_out(tmp_path, command):
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("sex,age_y\n")
    for path in (source, tmp_path / "none.csv"):
        answer = run(command, path, target)
        assert answer.exit_code == 2
        assert answer.stderr.startswith("trophe: ")
        assert answer.stderr.count("\n") == 1
        assert not target.exists()


def test_a_target_that_cannot_be_written_is_refused(tmp_path):
    source = tmp_path / "in.csv"
    source.write_text(HEADER + GOOD)
    answer = run("simulate-weight", source, tmp_path / "no" / "out.csv")
    assert answer.exit_code == 2
    assert "cannot be written" in answer.stderr


def test_goals_are_solved_for_the_weight_that_stays(tmp_path):
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(GOALS)
    assert run("goal-intake", source, target).exit_code == 0
    assert "weight_730d_after_kg" in target.read_text()
    assert run("goal-intake", source, target, "--preset", "niddk").exit_code == 0
    assert "weight_730d_after_kg" not in target.read_text()
