"""The record that the app shows is written by the validation."""

import csv

from trophe.fit.muscle_record import LABELS, RECORD_FILE, record_text
from trophe.fit.muscle_scores import Score


def one(name):
    return Score(
        name=name,
        n=12,
        error=4.194,
        rate_error=5.9,
        mean_error=6.305,
        rmse=6.0,
        covered_90=0.886,
        covered_50=0.5751,
        width_90=20.0,
        interval_score=28.0,
    )


def test_the_record_has_the_rows_people_see_rounded_as_the_page():
    told = list(csv.DictReader(record_text([one(name) for name in LABELS]).splitlines()))
    assert [row["row"] for row in told] == list(LABELS)
    assert {row["error"] for row in told} == {"4.19"}
    assert {(row["in_90_pct"], row["in_50_pct"]) for row in told} == {("89", "58")}


def test_the_stored_record_is_of_that_form():
    stored = list(csv.DictReader(RECORD_FILE.read_text(encoding="utf-8").splitlines()))
    assert {row["row"]: row["label"] for row in stored} == LABELS
