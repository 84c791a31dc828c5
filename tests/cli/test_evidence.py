"""`trophe evidence` and `trophe cite`: the study table at the command line."""

import csv
import json

from click.testing import CliRunner

from trophe.cli.main import main
from trophe.evidence import effects, treatments


def run(*words):
    return CliRunner().invoke(main, list(words))


def test_a_list_is_filtered_and_counts_what_it_shows():
    answer = run("evidence", "--condition", "bed_rest", "--muscle", "soleus")
    assert answer.exit_code == 0
    assert "scott2020_nasa70" in answer.stdout
    assert f"of {len(effects())} figures" in answer.stderr


def test_one_study_is_shown_with_doi_arms_and_where_it_was_seen():
    answer = run("evidence", "mulder2006_bbr")
    assert "Mulder (2006)" in answer.stdout
    assert "-14.1 % (SD 5.2)" in answer.stdout
    assert "http" in answer.stdout


def test_json_holds_the_same_figures_as_the_table():
    rows = json.loads(run("evidence", "--json").stdout)
    assert len(rows) == len(effects())
    counts = json.loads(run("evidence", "--counts", "--json").stdout)
    assert sum(sum(row.values()) for row in counts.values()) == len(effects())


def test_csv_is_written_whole_and_says_so(tmp_path):
    path = tmp_path / "figures.csv"
    answer = run("evidence", "--phase", "recovery", "--verified", "--csv", str(path))
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    assert {row["phase"] for row in rows} == {"recovery"}
    assert f"{len(rows)} figures" in answer.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["figures.csv"]


def test_csv_into_a_folder_that_is_not_there_is_refused(tmp_path):
    answer = run("evidence", "--csv", str(tmp_path / "nowhere" / "figures.csv"))
    assert answer.exit_code == 2
    assert "cannot be written" in answer.stderr


def test_treatments_are_listed_and_exported():
    assert "creatine" in run("evidence", "--treatments").stdout
    assert len(json.loads(run("evidence", "--treatments", "--json").stdout)) == len(treatments())


def test_an_unknown_study_or_word_is_refused_with_the_nearest_known_one():
    answer = run("evidence", "mulder2006_bb")
    assert answer.exit_code == 2
    assert "Did you mean mulder2006_bbr" in answer.stderr
    assert run("evidence", "--muscle", "biceps_of_steel").exit_code == 2


def test_counts_go_by_condition_and_quantity():
    answer = run("evidence", "--counts", "--condition", "als")
    assert "als" in answer.stdout
    assert "strength" in answer.stdout


def test_cite_finds_sources_studies_and_constants():
    assert "10.1093/ajcn/51.2.241" in run("cite", "mifflin1990").stdout
    assert "doi:" in run("cite", "mulder2006_bbr").stdout
    assert json.loads(run("cite", "mulder2006_bbr", "--json").stdout)["year"] == 2006
    answer = run("cite", "mulder2006_bb")
    assert answer.exit_code == 2
    assert "Did you mean mulder2006_bbr" in answer.stderr
