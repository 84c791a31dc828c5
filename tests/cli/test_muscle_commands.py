"""The commands of timeline, measuring and screening: what they print and what they refuse."""

import json

import pytest
from click.testing import CliRunner

from trophe.cli import main


def run(*args, stdin=None):
    return CliRunner().invoke(main, list(args), input=stdin)


def test_an_example_is_a_case_that_runs():
    example = run("events", "--example").stdout
    told = run("events", "-", stdin=example)
    assert told.exit_code == 0
    assert told.stdout.startswith("Left thigh about ")


def test_kinds_and_instruments_are_listed():
    assert "cast" in run("events", "--kinds").stdout
    assert "tape_thigh" in run("measure").stdout
    assert "lifting" in run("screen", "--questions").stdout


def test_a_measurement_tells_its_mean_error_and_smallest_real_change():
    told = json.loads(
        run("measure", "tape_thigh", "54.0", "54.3", "--skinfold", "20", "--json").stdout
    )
    assert told["mean"] == pytest.approx(54.15)
    assert told["corrected"] == pytest.approx(54.15 - 6.283, abs=1e-3)
    assert 0 < told["typical_error"] < told["smallest_real_change"]


@pytest.mark.parametrize(
    "args",
    [
        ("events",),
        ("events", "/nowhere.json"),
        ("measure", "tape_nose"),
        ("measure", "grip", "500"),
        ("measure", "grip", "much"),
        ("measure", "grip", "30", "--skinfold", "5"),
        ("screen",),
        ("what-if", "/nowhere.json", "--protein", "1.6"),
    ],
)
def test_what_makes_no_sense_is_one_line_and_exit_2(args):
    told = run(*args)
    assert told.exit_code == 2
    assert len(told.stderr.strip().splitlines()) == 1


def test_a_broken_file_is_said_to_be_broken():
    told = run("events", "-", stdin="{")
    assert told.exit_code == 2
    assert "is not JSON" in told.stderr
