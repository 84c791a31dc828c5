"""`trophe check`: one case in words and as JSON, and tables of cases."""

import csv
import json

import pytest
from click.testing import CliRunner

from trophe.cli.main import main

CASE = "onset=weeks;course=worsening;hand;side=right;wasted;twitch_wide"


def _run(*args):
    return CliRunner().invoke(main, ["check", *args], catch_exceptions=False)


def _table(path, *lines):
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _rows(path):
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def test_urgency_comes_first_in_words():
    shown = _run("--age", "61", "--sex", "male", CASE)
    assert shown.exit_code == 0
    order = [shown.output.index(words) for words in ("See a doctor", "U02", "resemble", "Tell the")]
    assert order == sorted(order)


def test_json_holds_the_whole_result():
    shown = json.loads(_run("--age", "61", "--sex", "male", "--json", CASE).output)
    assert (shown["urgency"], shown["act_within"]) == ("urgent", "14d")
    assert shown["pattern"]["class"] == "neurogenic"
    assert shown["inputs"]["age_y"] == 61


def test_the_numbers_of_a_country_are_shown():
    shown = _run("--age", "70", "--sex", "male", "--country", "gb", "onset=sudden;face;weak")
    assert "999 or 112" in shown.output


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--sex", "male", "weak"), "age is missing"),
        (("--age", "61", "weak"), "sex is missing"),
        (("--age", "61", "--sex", "male"), "findings is missing"),
        (("--age", "old", "--sex", "male", "weak"), "not a number"),
        (("--age", "61", "--sex", "male", "twich"), "twitch_wide"),
    ],
)
def test_bad_input_is_one_line_and_exit_2(args, words):
    shown = _run(*args)
    assert shown.exit_code == 2
    assert words in shown.output


def test_a_batch_repeats_its_columns_in_any_order_and_adds_the_result(tmp_path):
    source = _table(
        tmp_path / "in.csv",
        "findings,note,sex,id,region,age",
        f'"{CASE}",keep,male,a,default,61',
        "grip_kg=17.5;onset=years,,female,b,asia,72",
    )
    shown = _run("--batch", str(source), str(tmp_path / "out.csv"))
    first, second = _rows(tmp_path / "out.csv")
    assert shown.exit_code == 0
    assert (first["note"], first["urgency"], first["act_within"]) == ("keep", "urgent", "14d")
    assert "U02" in first["rules"].split(";")
    assert (second["urgency"], second["rules"]) == ("routine", "R01")


def test_a_bad_row_says_why_and_the_others_go_on(tmp_path):
    source = _table(
        tmp_path / "in.csv",
        "id,age,sex,region,findings",
        "a,61,male,default,twich",
        "b,,male,default,weak",
        "c,61,male,,weak",
    )
    shown = _run("--batch", str(source), str(tmp_path / "out.csv"))
    rows = _rows(tmp_path / "out.csv")
    assert shown.exit_code == 2
    assert "twitch_wide" in rows[0]["error"]
    assert "age" in rows[1]["error"]
    assert (rows[2]["urgency"], rows[2]["error"]) == ("routine", "")


def test_a_table_without_findings_is_refused_whole(tmp_path):
    source = _table(tmp_path / "in.csv", "id,age,sex", "a,61,male")
    shown = _run("--batch", str(source), str(tmp_path / "out.csv"))
    assert shown.exit_code == 2
    assert not (tmp_path / "out.csv").exists()
