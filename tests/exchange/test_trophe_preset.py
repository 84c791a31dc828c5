"""`trophe simulate-weight --preset trophe`: protein and resistance training as optional columns."""

import csv

import pytest

from trophe.exchange.weight_cases import simulate_weight_cases

HEAD = "case_id,sex,age_y,height_m,weight0_kg,pal,ei_schedule_kind,ei_schedule_delta_kcal_d,day"
BODY = "male,30,1.80,85,1.6,step,0:-600"


def run(tmp_path, lines, columns="", preset="trophe"):
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("\n".join([HEAD + columns, *lines]) + "\n", encoding="utf-8")
    simulate_weight_cases(source, target, preset)
    return {row["case_id"]: row for row in csv.DictReader(target.read_text().splitlines())}


def test_protein_and_training_keep_lean_in_a_deficit(tmp_path):
    lines = [
        f"low,{BODY},84,0.8,0",
        f"plain,{BODY},84,,",
        f"high,{BODY},84,1.6,0",
        f"both,{BODY},84,1.6,1",
    ]
    rows = run(tmp_path, lines, ",protein_g_kg_d,resistance_training")
    ffm = {name: float(row["ffm_kg"]) for name, row in rows.items()}
    assert ffm["low"] < ffm["plain"] < ffm["high"] < ffm["both"]


def test_left_out_columns_are_the_neutral_ones(tmp_path):
    with_columns = run(tmp_path, [f"a,{BODY},84,1.1,0"], ",protein_g_kg_d,resistance_training")
    without = run(tmp_path, [f"a,{BODY},84"])
    assert float(without["a"]["ffm_kg"]) == pytest.approx(float(with_columns["a"]["ffm_kg"]))


def test_published_presets_ignore_them(tmp_path):
    lines = [f"a,{BODY},84,2.0,1", f"b,{BODY},84,,"]
    rows = run(tmp_path, lines, ",protein_g_kg_d,resistance_training", "hall2011")
    assert rows["a"]["ffm_kg"] == rows["b"]["ffm_kg"]


def test_a_training_above_full_is_refused_in_its_row(tmp_path):
    lines = [f"a,{BODY},84,1.2,3", f"b,{BODY},84,1.2,1"]
    rows = run(tmp_path, lines, ",protein_g_kg_d,resistance_training")
    assert "resistance_training" in rows["a"]["error"]
    assert float(rows["b"]["weight_kg"]) < 85
