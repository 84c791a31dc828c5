"""A week in words says its figures, no more than they carry, and never cheers a loss (W05)."""

from dataclasses import replace

import pytest

from trophe.errors import InputError
from trophe.plan.review import Change, Watch, Week, Words, review
from trophe.units import format_energy, format_weight

WATCH = Watch(rule="P10", level="stop", text="You have been losing 1.7 kg a week.")
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
    sessions=3,
    steps_d=6204.0,
    step_days=5,
    changes=(Change(what="protein", before=70.0, now=92.0, low=12.0, high=31.0),),
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
    assert "more protein: 92 g a day against 70 g" in text
    assert "12 g to 31 g more" in text
    assert "3 sessions" in text
    assert "6,204 steps a day on 5 days" in text


def test_a_change_within_its_band_is_called_noise():
    assert "within noise" in told(replace(WEEK, trend_sd_kg=0.5))
    assert "more than noise" not in told(replace(WEEK, trend_sd_kg=0.5))
    assert "probably water" in told(replace(WEEK, water=True))


@pytest.mark.parametrize(
    ("changed", "advice"),
    [
        ({"whole_days": 2}, "Log all food on four days"),
        ({"weights": 1}, "Weigh in on three mornings"),
        ({"protein_g_d": 60.0}, "Add 35 g of protein a day; spread it"),
        ({"protein_g_d": 80.0}, "Add 15 g of protein a day; one more portion"),
        ({"protein_g_d": 80.0, "protein_at_least": True}, "Add up to 15 g"),
        ({"intake_kcal_d": 1500.0}, "Eat up to your plan"),
        ({"intake_kcal_d": 2300.0}, "easiest to change"),
        ({}, "Go on as you do"),
        ({"watch": WATCH, "whole_days": 0}, "Read the note above first"),
        ({"whole_days": 2, "weights": 1, "urges": False}, "Go on as you do"),
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


def test_protein_is_not_praised_beside_a_safety_note():  # W05
    assert "well done" in told(replace(WEEK, protein_g_d=95.0))
    assert "well done" not in told(replace(WEEK, protein_g_d=95.0, watch=WATCH))


def test_a_safety_note_stays_without_its_figure_where_weights_are_hidden():  # W07
    bare = WATCH.without_weight()
    assert "kg" not in bare.text
    assert "falling too fast" in bare.text
    assert "safe" not in bare.text  # W01
    assert "doctor within 7 days" in bare.text
    food = Watch(rule="P11", level="ask", text="How are you?")
    assert food.without_weight() == food


def test_what_is_a_lower_bound_is_said_as_one():
    assert "at least 92 g a day" in told(replace(WEEK, protein_at_least=True))


@pytest.mark.parametrize("what", ["steps", "protein", "appetite", "nausea", "pain", "fatigue"])
@pytest.mark.parametrize("sign", [1, -1])
def test_every_change_has_its_words_and_figures(what, sign):
    change = Change(what=what, before=2.0, now=2.0 + sign, low=sign - 0.4, high=sign + 0.4)
    said = review(replace(WEEK, changes=(change,)), KG).changed[1]
    assert "four weeks before" in said
    assert ("more" if sign > 0 else "less") in said
    for word in ("safe", "normal", "guarantee", "diagnos"):  # W01
        assert word not in said.lower()
