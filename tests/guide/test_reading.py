"""The reading age, on cases worked by hand."""

import pytest

from trophe.guide.reading import grade, reading_age, sentences, syllables, words


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("leg", 1),
        ("muscle", 2),
        ("weakness", 2),
        ("scale", 1),
        ("table", 2),
        ("be", 1),
        ("the", 1),
        ("knee", 1),
        ("walked", 1),
        ("needed", 2),
        ("fibre", 2),
        ("more", 1),
        ("emergency", 4),
        ("28", 2),
        ("5.5", 2),
    ],
)
def test_syllables_are_counted_as_one_says_them(word, count):
    assert syllables(word) == count


def test_a_sentence_worked_by_hand_has_its_grade():
    # 6 words, 1 sentence, 7 syllables (mus-cle has 2): 0.39 x 6 + 11.8 x 7/6 - 15.59
    assert grade("The muscle in your leg hurts.") == pytest.approx(0.516667, abs=1e-6)


def test_two_sentences_worked_by_hand_have_their_grade():
    # 9 words, 2 sentences, 13 syllables (e-mer-gen-cy 4, num-ber 2, the rest 1):
    # 0.39 x 4.5 + 11.8 x 13/9 - 15.59
    text = "Weak legs? Call your emergency number as fast as"
    assert len(words(text)) == 9
    assert grade(text) == pytest.approx(0.39 * 4.5 + 11.8 * 13 / 9 - 15.59)


def test_the_age_is_five_years_above_the_grade():
    text = "Rest makes muscle thin."
    assert reading_age(text) == pytest.approx(grade(text) + 5)


def test_longer_words_and_longer_sentences_ask_for_older_readers():
    plain = "Rest thins muscle. Work brings it back."
    joined = "Rest thins muscle and work brings it back."
    learned = "Immobilisation deteriorates musculature. Rehabilitation regenerates it."
    assert reading_age(plain) < reading_age(joined) < reading_age(learned)


def test_list_items_are_sentences_and_decimals_do_not_end_one():
    assert len(sentences("one\ntwo\nit fell by 5.5 % then")) == 3


def test_nothing_has_no_grade():
    assert grade("") == 0.0
