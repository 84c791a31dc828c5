"""Every page of the guide: claims have sources, words are plain, links lead somewhere."""

import re

import pytest

from trophe.errors import EvidenceError, UnknownNameError
from trophe.guide import (
    GROUPS,
    is_claim,
    page,
    page_of_cause,
    pages,
    problems,
    reading_age,
    references,
    unsupported,
)
from trophe.guide.page import read_page
from trophe.guide.questions import question_problems, questions
from trophe.muscle import courses

# What the product promises to tell of (rows M1 to M5, M7, M8 and the wider list of causes),
# in the words that a reader would use, and the page that must answer.
PROMISED = {
    "what muscle atrophy is": "what-is-muscle-atrophy",
    "how it limits movement, how people compensate": "how-it-limits-movement",
    "disuse": "disuse",
    "inactivity": "inactivity",
    "sedentary work": "sedentary-work",
    "medical conditions that keep one still": "disuse",
    "injury": "orthopaedic-injury",
    "bed rest": "bed-rest",
    "immobilisation": "cast",
    "hospital stay": "hospital-stay",
    "intensive care": "intensive-care",
    "astronauts, calcium and bone": "weightlessness",
    "neurogenic": "neurogenic",
    "sudden onset": "sudden-weakness",
    "polio and post-polio": "polio",
    "multiple sclerosis": "multiple-sclerosis",
    "Guillain-Barré": "guillain-barre",
    "nerve injury": "nerve-injury",
    "ageing": "ageing",
    "ALS": "als",
    "burns": "burns",
    "orthopaedic injury": "orthopaedic-injury",
    "long immobilisation": "long-immobilisation",
    "corticosteroids": "corticosteroids",
    "diabetic neuropathy": "diabetic-neuropathy",
    "osteoarthritis": "osteoarthritis",
    "spinal cord injury": "spinal-cord-injury",
    "muscular dystrophy": "muscular-dystrophy",
    "starvation": "starvation",
    "anorexia": "anorexia",
    "stroke": "stroke",
    "rheumatoid arthritis": "rheumatoid-arthritis",
    "cancer": "cancer",
    "COPD": "copd",
    "heart failure": "heart-failure",
    "GLP-1": "glp-1",
    "exercise": "exercise",
    "physical therapy": "physical-therapy",
    "pool therapy": "pool-therapy",
    "braces and splints": "braces-and-splints",
    "food and protein": "food-and-protein",
    "NMES": "electrical-stimulation",
    "what does not help": "what-does-not-help",
    "measuring yourself": "measuring-yourself",
    "talking to your doctor": "talking-to-your-doctor",
}
EVERY_PAGE = pytest.mark.parametrize("each", pages(), ids=lambda p: p.slug)


@EVERY_PAGE
def test_nothing_is_wrong_with_a_page(each):
    assert problems(each) == ()


def test_nothing_is_wrong_with_the_most_asked_questions():
    assert question_problems() == ()
    assert len(questions()) >= 8


@pytest.mark.parametrize(("promise", "slug"), PROMISED.items())
def test_each_subject_we_promise_has_its_page(promise, slug):
    assert page(slug).title, promise


@pytest.mark.parametrize("cause", courses())
def test_each_cause_of_the_muscle_forecast_has_a_page_with_its_course(cause):
    told = page_of_cause(cause)
    assert told is not None
    assert told.is_cause
    assert told.example is not None


@EVERY_PAGE
def test_a_page_is_read_at_eleven(each):
    assert reading_age(each.prose) <= 11


@EVERY_PAGE
def test_a_page_says_truly_that_no_clinician_reviewed_it(each):
    assert each.author
    assert each.reviewed_by == "not yet reviewed by a clinician"
    assert each.summary.endswith(".")


@EVERY_PAGE
def test_each_source_of_a_page_has_words_and_most_lead_to_the_work(each):
    listed = references(each)
    assert all(reference.text for reference in listed)
    assert len({reference.key for reference in listed}) == len(listed)


@EVERY_PAGE
def test_first_comes_what_to_do(each):
    assert each.sections[0].title == "Do this first"


def test_every_group_has_pages():
    assert {each.group for each in pages()} == set(GROUPS)


@pytest.mark.parametrize(
    "sentence",
    [
        "The thigh lost 5.5 %.",
        "About half of them recovered.",
        "It took three weeks.",
        "Training prevents it.",
        "A trial found nothing.",
    ],
)
def test_a_number_or_an_effect_is_a_claim(sentence):
    assert is_claim(sentence)


@pytest.mark.parametrize("sentence", ["Stand up.", "Did it take 3 weeks?", "Muscle is costly."])
def test_advice_questions_and_plain_words_are_no_claim(sentence):
    assert not is_claim(sentence)


def test_a_number_that_its_source_does_not_hold_is_found():
    assert unsupported("The thigh lost 5.5 % in 7 days [@row:kilroe2020_brace7].") == ()
    assert unsupported("The thigh lost 6.1 % in 7 days [@row:kilroe2020_brace7].") == ("6.1",)


def test_an_invented_claim_dead_link_and_hard_words_are_all_reported():
    text = _file(
        "## Do this first\nIt cures 99 % of people. See [[nowhere]].\n\n"
        "It gave 12 % [@row:kilroe2020_brace7]. And 3 % [@nobody1999].\n"
    )
    found = "\n".join(problems(read_page(text)))
    assert "no source for: It cures 99 % of people." in found
    assert "links to nowhere" in found
    assert "12 is not a figure" in found
    assert "nobody1999 leads nowhere" in found
    assert "says 'cures'" in found


def test_an_emergency_in_long_words_is_reported():
    flag = (
        '[[red_flags]]\nurgency = "emergency"\ncite = ["nice_ng127"]\n'
        'text = "Respiratory insufficiency necessitates immediate hospitalisation."\n'
    )
    found = problems(read_page(_file("## Do this first\nGo.\n", flag)))
    assert any("for an emergency" in problem for problem in found)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('kind = "subject"', 'kind = "poem"'),
        ('group = "start"', 'group = "end"'),
        ("not yet reviewed by a clinician", "reviewed by Dr Who"),
        ('summary = "Short."', ""),
    ],
)
def test_a_page_that_says_what_it_must_not_is_refused(old, new):
    with pytest.raises(EvidenceError):
        read_page(_file("## Do this first\nGo.\n").replace(old, new))


def test_an_unknown_topic_is_refused_with_a_near_one():
    with pytest.raises(UnknownNameError, match="stroke"):
        page("strokes")


def test_no_sentence_of_the_evidence_notes_is_copied(shared):
    notes = (shared / "evidence" / "causes.md").read_text(encoding="utf-8")
    theirs = {tuple(run) for run in _runs(notes)}
    for each in pages():
        copied = [" ".join(run) for run in _runs(each.prose) if tuple(run) in theirs]
        assert copied == [], each.slug


def _runs(text, length=9):
    """Runs of so many words in a row."""
    words = re.findall(r"[a-z0-9.%–-]+", text.lower())
    return (words[i : i + length] for i in range(len(words) - length + 1))


def _file(body, front=""):
    return (
        '+++\nslug = "trial"\ntitle = "Trial"\ngroup = "start"\nkind = "subject"\n'
        'summary = "Short."\nauthor = "Us"\nreviewed_by = "not yet reviewed by a clinician"\n'
        f"changed = 2026-11-22\n{front}+++\n{body}"
    )
