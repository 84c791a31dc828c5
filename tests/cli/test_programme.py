"""`trophe programme`: a week as text, JSON, PDF and calendar."""

import json

import pytest
from click.testing import CliRunner

from trophe.cli.main import main

BODY = ["--sex", "female", "--age", "78", "--height", "160cm", "--weight", "62kg"]


def run(*more):
    return CliRunner().invoke(main, ["programme", *BODY, *more])


def test_a_week_is_printed_with_its_reasons():
    result = run("--kind", "frail", "--stage", "chair", "--fact", "falls_risk", "--for", "stairs")
    assert result.exit_code == 0
    assert "Stand up" in result.output
    assert "Why" in result.output
    assert "X08" in result.output


def test_json_carries_several_weeks_that_rise_slowly():
    result = run("--kind", "frail", "--stage", "standing", "--weeks", "3", "--json")
    weeks = json.loads(result.output)
    assert [week["number"] for week in weeks] == [1, 2, 3]
    assert weeks[1]["volume"] <= weeks[0]["volume"] * 1.1
    assert all(item["why"] for w in weeks for s in w["sessions"] for item in s["items"])


def test_the_week_is_written_as_pdf_and_calendar(tmp_path):
    pdf, ics = tmp_path / "week.pdf", tmp_path / "week.ics"
    result = run("--pdf", str(pdf), "--ics", str(ics), "--start", "2026-11-25")
    assert result.exit_code == 0
    assert pdf.read_bytes().startswith(b"%PDF")
    text = ics.read_bytes().decode("utf-8")
    assert text.count("BEGIN:VEVENT") == 3
    assert "DTSTART;VALUE=DATE:20261123" in text
    assert "squat" not in text.lower()
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_three_months_are_made_in_one_go_and_an_illness_halves_the_first_week():
    weeks = json.loads(run("--have", "dumbbell", "--weeks", "13", "--json").stdout)
    assert [week["phase"] for week in weeks].count("easy") == 2
    back = run("--have", "dumbbell", "--after-illness", "0", "--json")
    assert "by steps" in back.stderr
    assert json.loads(back.stdout)[0]["sets_most"] == weeks[0]["sets_most"] / 2


def test_what_holds_a_week_back_exits_with_three():
    result = run("--fact", "leg_clot_signs")
    assert result.exit_code == 3
    assert "X04" in result.output


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--rest", "knie:left"], "part"),
        (["--rest", "knee:left:perhaps"], "rest"),
        (["--stage", "9"], "stage"),
        (["--days", "someday"], "days"),
        (["--pain", "knee"], "pain"),
        (["--have", "trampoline"], "have"),
        (["--cause", "moon"], "cause"),
        (["--effort", "mad"], "effort"),
        (["--avoid", "plankk"], "plank"),
        (["--after-illness", "soon"], "after-illness"),
        (["--days-away", "-1"], "days-away"),
        (["--start", "yesterday", "--ics", "x.ics"], "start"),
    ],
)
def test_senseless_input_is_refused_by_name(options, word):
    result = run(*options)
    assert result.exit_code == 2
    assert word in result.stderr
