"""The rules as data: complete, addressed, and readable by people."""

import re

import pytest
from reading import reading_age

from trophe.errors import UnknownNameError
from trophe.evidence import source
from trophe.safety import EATING_QUESTIONS, TAGS, rule, rules, rules_version

SENTENCES = [
    (rule_id, key, text)
    for rule_id, entry in rules().items()
    for key, text in [("text", entry.text), *entry.say.items()]
]


def test_every_plan_and_protein_rule_is_there():
    wanted = {f"P{n:02}" for n in range(1, 21)} | {f"N{n:02}" for n in range(1, 8)}
    assert wanted | {"I05", "I07", "I08", "I09", "I12"} <= set(rules())


@pytest.mark.parametrize("rule_id", rules())
def test_every_rule_and_figure_leads_to_a_known_source(rule_id):
    entry = rules()[rule_id]
    assert all(source(key).title for key in entry.sources)
    for figure in entry.figures.values():
        assert figure.unit
        assert figure.tag in TAGS
        assert source(figure.source).title


def test_an_unknown_rule_is_refused_with_the_known_ones():
    with pytest.raises(UnknownNameError, match="P99"):
        rule("P99")


def test_a_figure_is_read_by_its_name():
    assert rule("P06").rate_kg_week == 1.0
    assert rule("N03").kidney_plan == 0.8
    with pytest.raises(AttributeError, match="P06 has no figure speed"):
        _ = rule("P06").speed


def test_the_version_names_edition_and_content():
    assert re.fullmatch(r"\d{4}\.\d+\+[0-9a-f]{12}", rules_version())


@pytest.mark.parametrize(("rule_id", "key", "text"), SENTENCES)
def test_every_sentence_reads_at_eleven_years(rule_id, key, text):
    assert reading_age(text) <= 11.0, f"{rule_id}.{key}: {reading_age(text):.1f} {text}"


@pytest.mark.parametrize("question", EATING_QUESTIONS, ids=lambda q: q.name)
def test_every_question_reads_at_eleven_years(question):
    assert reading_age(question.text) <= 11.0


@pytest.mark.parametrize(("rule_id", "key", "text"), SENTENCES)
def test_no_sentence_promises_or_diagnoses(rule_id, key, text):
    # W01: words that a tool like this must not use.
    assert not re.search(r"diagnos|guarantee|normal for sure|you have (a|an) ", text.lower())
