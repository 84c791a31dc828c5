"""The search reaches its bars on queries that the ranking was not tuned on."""

from pathlib import Path

import pytest

from trophe.errors import InputError
from trophe.nutrition.core import core_table
from trophe.nutrition.search.evaluate import Answer, Question, evaluate, read_questions, summary

HERE = Path(__file__).parent


@pytest.mark.parametrize(
    ("name", "bar"),
    [
        ("queries_held_out.csv", 0.97),
        ("queries_held_out_typo.csv", 0.90),
        ("queries_second.csv", 0.97),
        ("queries_second_typo.csv", 0.90),
        ("queries_third.csv", 0.97),
        ("queries_third_typo.csv", 0.90),
    ],
)
def test_the_right_food_is_in_the_first_ten(search, name, bar):
    questions = read_questions(HERE / name)
    figures = summary(evaluate(search, core_table(), questions))
    assert figures.queries >= 150
    assert figures.hit_at_10 >= bar


def test_figures_are_worked_out_as_defined():
    question = Question(line=2, query="x", expected=frozenset({"01123"}))
    ranks = [1, 2, None, 4]
    answers = [Answer(question=question, rank=r, took_ms=float(i)) for i, r in enumerate(ranks)]
    figures = summary(answers)
    assert (figures.hit_at_10, figures.hit_at_1) == (0.75, 0.25)
    assert figures.mrr == pytest.approx((1 + 1 / 2 + 1 / 4) / 4)
    assert figures.p50_ms == 1.5


def test_ids_may_lack_leading_zeroes_and_be_several(tmp_path):
    path = tmp_path / "q.csv"
    path.write_text("query,expected_id\negg,1123; 01129\n")
    assert read_questions(path)[0].expected == {"01123", "01129"}


@pytest.mark.parametrize(
    "text", ["query\negg\n", "query,expected_id\n", "query,expected_id\negg,\n"]
)
def test_a_list_that_cannot_be_used_is_refused(tmp_path, text):
    path = tmp_path / "q.csv"
    path.write_text(text)
    with pytest.raises(InputError, match=r"queries|expected_id"):
        read_questions(path)
