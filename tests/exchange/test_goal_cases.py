"""Batches of weight goals."""

import csv

import pytest

from trophe.errors import InputError, UnknownNameError
from trophe.exchange.goal_cases import solve_goal_cases

GOAL = {
    "sex": "male",
    "age_y": "47",
    "height_m": "1.73",
    "weight0_kg": "77.4",
    "pal": "1.5",
    "goal_weight_kg": "66.8",
    "goal_days": "109",
}


def solved(tmp_path, rows, rule="niddk"):
    """The rows of OUT for these rows of IN."""
    with (tmp_path / "in.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    solve_goal_cases(tmp_path / "in.csv", tmp_path / "out.csv", rule)
    with (tmp_path / "out.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def test_the_planners_goals_come_back_as_they_are(shared, tmp_path):
    source = shared / "reference" / "niddk_goal.csv"
    assert not solve_goal_cases(source, tmp_path / "out.csv", "niddk").bad_rows
    with source.open(newline="") as a, (tmp_path / "out.csv").open(newline="") as b:
        for printed, ours in zip(csv.DictReader(a), csv.DictReader(b), strict=True):
            for name in printed:
                if name.endswith(("_kcal_d", "_kg")):
                    assert float(ours[name]) == pytest.approx(float(printed[name]), abs=1e-3)


def test_the_settled_rule_shows_the_weight_later_and_the_water(tmp_path):
    row = solved(tmp_path, [GOAL], "settled")[0]
    assert float(row["weight_60d_after_kg"]) == pytest.approx(66.8, abs=1e-5)
    assert float(row["weight_730d_after_kg"]) == pytest.approx(66.8, abs=0.3)
    assert float(row["water_rebound_kg"]) == pytest.approx(
        66.8 - float(row["weight_at_goal_kg"]), abs=1e-4
    )


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"goal_days": "0"}, "goal_days"),
        ({"goal_days": "10.5"}, "goal_days"),
        ({"goal_weight_kg": "7"}, "outside 20 to 400"),
        ({"goal_weight_kg": "40", "goal_days": "7"}, "no intake leads"),
        ({"pal": "x"}, "pal = 'x' is not a number"),
        ({"activity_change_pct": "-150"}, "activity"),
    ],
)
def test_a_bad_goal_says_why_and_the_others_go_on(tmp_path, change, reason):
    base = GOAL | dict.fromkeys(change, "") | {k: GOAL[k] for k in change if k in GOAL}
    out = solved(tmp_path, [base, base | change])
    assert not out[0]["error"]
    assert reason in out[1]["error"]
    assert out[1]["intake_to_reach_goal_kcal_d"] == ""


def test_unusable_files_and_unknown_rules_are_refused(tmp_path):
    (tmp_path / "in.csv").write_text("sex,age_y\n")
    with pytest.raises(InputError, match="lacks the columns"):
        solve_goal_cases(tmp_path / "in.csv", tmp_path / "out.csv", "niddk")
    with pytest.raises(UnknownNameError, match="settled"):
        solve_goal_cases(tmp_path / "in.csv", tmp_path / "out.csv", "setled")
    assert not (tmp_path / "out.csv").exists()
