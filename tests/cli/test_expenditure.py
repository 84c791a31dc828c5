"""`trophe expenditure`: a diary as CSV in, learned expenditure and forecast out."""

import json
import random
from datetime import date, timedelta

import numpy as np
import pytest
from click.testing import CliRunner

from trophe.cli.main import main
from trophe.fit.expenditure_twins import CLEAN, twins

DAYS = 35
FIRST = date(2026, 3, 1)


def shown(value, digits):
    return "" if np.isnan(value) else f"{value:.{digits}f}"


@pytest.fixture(scope="module")
def lines():
    t = twins(CLEAN, people=1, days=DAYS + 29, seed=4)
    return [
        f"{FIRST + timedelta(days=d)},{shown(t.scale_kg[0, d], 1)},"
        f"{shown(t.logged_kcal_d[0, d], 0)},{int(np.isfinite(t.logged_kcal_d[0, d]))}"
        for d in range(DAYS)
    ]


def run(tmp_path, lines, *options, header="date,weight_kg,intake_kcal,complete"):
    path = tmp_path / "diary.csv"
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return CliRunner().invoke(main, ["expenditure", str(path), *options])


@pytest.fixture(scope="module")
def told(lines, tmp_path_factory):
    return json.loads(run(tmp_path_factory.mktemp("log"), lines, "--json").stdout)


def test_every_day_has_an_expenditure_with_bands(told):
    assert len(told["days"]) == DAYS
    assert told["days"][0]["date"] == "2026-03-01"
    for day in told["days"]:
        band = day["expenditure_kcal_d"]
        assert band["q05"] < band["q25"] < band["median"] < band["q75"] < band["q95"]
    assert len(told["forecast"]["days"]) == 28
    assert told["forecast"]["days"][-1]["date"] == "2026-05-02"
    assert told["status"] == "updating"
    assert told["band_of"] == "person"


def test_order_doubled_days_and_slips_change_nothing_much(told, lines, tmp_path):
    messy = [*lines, lines[3], ""]
    at = next(i for i, line in enumerate(messy) if i > 12 and line.split(",")[1])
    cells = messy[at].split(",")
    messy[at] = ",".join([cells[0], f"{float(cells[1]) * 2.20462:.1f}", *cells[2:]])
    random.Random(1).shuffle(messy)
    answer = run(tmp_path, messy, "--json")
    assert answer.exit_code == 0, answer.output
    found = json.loads(answer.stdout)
    assert found["mended"] == [cells[0]]
    assert found["today"]["need_kcal_d"]["median"] == pytest.approx(
        told["today"]["need_kcal_d"]["median"], abs=2
    )


def test_a_line_that_cannot_be_read_is_told_and_the_others_go_on(lines, tmp_path):
    answer = run(tmp_path, [*lines, "2026-04-05,seventy,1800,1"], "--json")
    assert answer.exit_code == 2
    assert "line 37" in answer.stderr
    assert "seventy" in answer.stderr
    found = json.loads(answer.stdout)
    assert len(found["days"]) == DAYS
    assert found["bad_lines"][0]["line"] == 37


def test_facts_and_plans_are_heard(told, lines, tmp_path):
    facts = ["--sex", "male", "--age", "40", "--height", "178cm", "--activity", "light"]
    answer = run(tmp_path, lines, "--json", *facts, "--next-intake", "1500")
    found = json.loads(answer.stdout)
    assert found["forecast"]["intake_kcal_d"] == 1500
    assert found["expected_kcal_d"] != told["expected_kcal_d"]


def test_without_json_it_speaks_plainly(lines, tmp_path):
    answer = run(tmp_path, lines[:4])
    assert answer.exit_code == 0
    assert "Status: learning" in answer.stdout
    assert "more weights within 21 days" in answer.stdout
    assert "In 28 days" in answer.stdout


def test_a_file_without_a_weight_is_refused(tmp_path):
    answer = run(tmp_path, ["2026-03-01,,1800,1"])
    assert answer.exit_code == 2
    assert "weight_kg is missing" in answer.stderr
    missing = run(tmp_path, ["2026-03-01,80"], header="date,weight_kg")
    assert "intake_kcal" in missing.stderr
    child = run(tmp_path, ["2026-03-01,40,1800,1"], "--age", "12")
    assert child.exit_code == 2
    assert "age" in child.stderr
