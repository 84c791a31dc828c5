"""`trophe foods`."""

import json

import pytest
from click.testing import CliRunner

from trophe.cli.main import main


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    data = str(tmp_path_factory.mktemp("data"))

    def invoke(*arguments):
        return CliRunner().invoke(main, ["foods", *arguments], env={"TROPHE_DATA": data})

    return invoke


def test_search_shows_what_is_known_and_a_dash_for_what_is_not(run):
    result = run("search", "whole milk")
    assert result.exit_code == 0
    assert "Whole milk" in result.stdout
    assert "61" in result.stdout


def test_search_as_json_carries_names_amounts_and_portions(run):
    first = json.loads(run("search", "egg", "--json").stdout)[0]
    assert first["key"] == "usda_sr28:01123"
    assert first["amounts"]["leucine_g"] == 1.086
    assert first["portions"][0]["grams"] == 50.0


def test_eval_prints_the_agreed_figures(run, tmp_path):
    path = tmp_path / "queries.csv"
    path.write_text("query,expected_id\nbanana,9040\nno such thing at all,01123\n")
    figures = json.loads(run("eval", str(path), "--json").stdout)
    assert {"hit_at_10", "hit_at_1", "mrr", "p50_ms", "p95_ms"} <= set(figures)
    assert figures["hit_at_10"] == 0.5


def test_eval_refuses_a_file_of_another_shape(run, tmp_path):
    path = tmp_path / "queries.csv"
    path.write_text("q,id\nbanana,9040\n")
    result = run("eval", str(path))
    assert result.exit_code == 2
    assert "expected_id" in result.stderr


def test_check_says_what_an_import_would_take_and_leave_out(run, tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("name,kcal,protein_g,fat_g\nSoup,50,3,1\nAir,,,\n")
    report = tmp_path / "rejects.csv"
    result = run("check", str(path), "--json", "--report", str(report))
    figures = json.loads(result.stdout)
    assert (figures["taken"], figures["rejected"]) == (1, 1)
    assert "Air" in report.read_text()
    assert "1 foods would be taken" in run("check", str(path)).stdout


def test_check_refuses_a_file_it_does_not_know(run, tmp_path):
    path = tmp_path / "what.bin"
    path.write_bytes(b"hello")
    result = run("check", str(path))
    assert result.exit_code == 2
    assert "--source" in result.stderr
