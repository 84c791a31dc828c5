"""A week in words says its figures, no more than they carry, and never cheers a loss (W05)."""

from dataclasses import replace

import pytest

from trophe.errors import InputError
from trophe.plan.review import Week, Words, review
from trophe.units import format_energy, format_weight

KG = Words(lambda kg: format_weight(kg, "kg"), lambda kcal: format_energy(kcal, "kcal"))
WEEK = Week(
    weights=5,
    whole_days=6,
    trend_change_kg=-0.62,
    trend_sd_kg=0.2,
    intake_kcal_d=1904.0,
    protein_g_d=92.0,
    spent_kcal_d=2310.0,
    goal_kcal_d=1900.0,
    protein_goal_g_d=95.0,
    protein_before_g_d=70.0,
)


def told(week):
    said = review(week, KG)
    return " ".join([said.watch, *said.changed, *said.mattered, said.suggestion])


def test_its_sentences_carry_the_figures():
    text = told(WEEK)
    for figure in (
        "0.6 kg",
        "more than noise",
        "6 days",
        "5 weighings",
        "1,904 kcal",
        "2,310 kcal",
    ):
        assert figure in text
    assert "92 g a day, and 95 g were planned" in text
    assert "22 g more protein" in text


def test_a_change_within_its_band_is_called_noise():
    assert "within noise" in told(replace(WEEK, trend_sd_kg=0.5))
    assert "more than noise" not in told(replace(WEEK, trend_sd_kg=0.5))
    assert "probably water" in told(replace(WEEK, water=True))


@pytest.mark.parametrize(
    ("changed", "advice"),
    [
        ({"whole_days": 2}, "Log all food on four days"),
        ({"weights": 1}, "Weigh in on three mornings"),
        ({"protein_g_d": 60.0}, "Add 35 g of protein"),
        ({"intake_kcal_d": 1500.0}, "Eat up to your plan"),
        ({"intake_kcal_d": 2300.0}, "easiest to change"),
        ({}, "Go on as you do"),
        ({"watch": "You lose too fast.", "whole_days": 0}, "Read the note above first"),
    ],
)
def test_one_suggestion_follows_from_what_is_missing_most(changed, advice):
    assert advice in review(replace(WEEK, **changed), KG).suggestion


def test_what_is_not_known_or_hidden_is_not_told():
    bare = Week(weights=0, whole_days=0)
    text = told(bare)
    assert "kcal" not in text
    assert "kg" not in text
    assert not review(bare, KG).changed


def test_nothing_cheers_eating_less_or_losing_fast():  # W05
    text = told(replace(WEEK, trend_change_kg=-2.5, intake_kcal_d=900.0, protein_g_d=40.0))
    for cheer in ("well done", "great", "!", "congrat"):
        assert cheer not in text.lower()


def test_a_week_has_seven_days():
    with pytest.raises(InputError, match="whole_days"):
        Week(weights=0, whole_days=8)
