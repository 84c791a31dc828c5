"""Words as the index knows them."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trophe.nutrition.search.ranking import within_one_edit
from trophe.nutrition.search.words import stem, stems, synonyms, words

letters = st.text("abcd", max_size=6)


@pytest.mark.parametrize(
    ("plural", "singular"),
    [
        ("tomatoes", "tomato"),
        ("berries", "berry"),
        ("peaches", "peach"),
        ("radishes", "radish"),
        ("leaves", "leaf"),
        ("peas", "pea"),
        ("swiss", "swiss"),
        ("couscous", "couscous"),
        ("asparagus", "asparagus"),
        ("cookies", "cookie"),
        ("grapes", "grape"),
        ("eggs", "egg"),
        ("gas", "gas"),
    ],
)
def test_plurals_become_singular(plural, singular):
    assert stem(plural) == singular


def test_accents_case_apostrophes_and_percent_signs_are_levelled():
    assert words("Kellogg’s CRÈME fraîche 15 %") == ["kelloggs", "creme", "fraiche", "15%"]
    assert words("cow's milk, 2 percent") == ["cows", "milk", "2%"]


@pytest.mark.parametrize(
    ("text", "other"),
    [("eggplant, raw", "aubergine"), ("aubergine", "eggplant"), ("fava beans", "broad")],
)
def test_a_food_gets_the_words_of_the_other_english(text, other):
    assert other in synonyms(stems(text))


def test_a_phrase_needs_all_its_words():
    assert "scallion" not in synonyms(stems("spring roll"))


@given(letters, letters)
def test_one_edit_is_told_as_by_trying_every_edit(a, b):
    assert within_one_edit(a, b) == (b in every_edit(a))


def every_edit(word):
    """The word and all words one insertion, deletion, change or swap of neighbours away."""
    cuts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    found = {word} | {a + b[1:] for a, b in cuts if b}
    found |= {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    for (a, b), char in product(cuts, "abcd"):
        found |= {a + char + b, a + char + b[1:]}
    return found
