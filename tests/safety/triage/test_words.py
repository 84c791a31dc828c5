"""Words of the check: short, plain, never promising (W01 to W03, W12)."""

import re

import pytest
from reading import reading_age

from trophe.evidence import source
from trophe.safety import TAGS, rules
from trophe.safety.triage import (
    NOT_A_DEVICE,
    Urgency,
    check,
    features,
    groups,
    pattern_words,
    services,
    terms,
    triage_rules,
)

EMERGENCY = [entry.rule for entry in triage_rules().values() if entry.letter == "E"]


@pytest.mark.parametrize("entry", EMERGENCY, ids=lambda entry: entry.id)
def test_an_emergency_is_told_in_25_words_that_a_nine_year_old_reads(entry):
    # W03
    assert len(entry.text.split()) <= 25
    assert reading_age(entry.text) <= 9.0, entry.text


@pytest.mark.parametrize("entry", terms().values(), ids=lambda entry: entry.name)
def test_every_question_and_its_help_are_plain(entry):
    # W03
    assert entry.ask.endswith("?")
    assert reading_age(entry.ask) <= 11.0, entry.ask
    assert reading_age(entry.help) <= 11.0 or len(entry.help.split()) <= 6, entry.help
    assert entry.group in groups()


@pytest.mark.parametrize("level", Urgency)
def test_each_level_says_what_to_do_and_what_if_it_gets_worse(level):
    # W02
    findings = {
        Urgency.EMERGENCY: "onset=sudden;face;weak",
        Urgency.URGENT: "pain_calf;warm_limb;onset=days",
        Urgency.ROUTINE: "twitch_local;onset=weeks",
        Urgency.SELF_CARE: "twitch_local;onset=days",
    }[level]
    result = check(age_y=40, sex="male", findings=findings)
    document = result.to_dict()
    assert result.urgency is level
    assert reading_age(document["advice"]) <= (9.0 if level is Urgency.EMERGENCY else 11.0)
    assert reading_age(document["worse"]) <= 11.0
    assert all(one["sources"] for one in document["fired"])
    assert (document["recheck_days"] is not None) is (level is Urgency.SELF_CARE)


def test_every_result_says_that_it_is_no_medical_device_and_not_reviewed():
    # W12
    assert "not a certified medical device" in NOT_A_DEVICE
    assert "no clinician has reviewed" in NOT_A_DEVICE
    assert check(age_y=40, sex="male", findings="weak").to_dict()["note"] == NOT_A_DEVICE


def test_patterns_are_told_without_promise():
    # W01
    for words in pattern_words().values():
        assert not re.search(r"diagnos|you have|safe|guarantee", words)


def test_every_rule_of_the_document_is_there():
    wanted = (
        {f"E{n:02}" for n in range(1, 21)}
        | {f"U{n:02}" for n in range(1, 20)}
        | {f"R{n:02}" for n in range(1, 12)}
        | {f"S{n:02}" for n in range(1, 6)}
    )
    assert set(triage_rules()) == wanted
    assert {f"I{n:02}" for n in range(1, 14)} <= set(rules())


def test_every_threshold_has_a_tag_and_a_source():
    for entry in triage_rules().values():
        for figure in entry.rule.figures.values():
            assert figure.tag in TAGS
            assert source(figure.source).title


def test_every_feature_of_a_pattern_has_its_ground():
    for feature in features():
        assert feature.kind in ("assumed", "reported")
        assert len(feature.ground) > 15
        assert feature.kind == "assumed" or source(feature.source).doi
        assert all(ratio > 0 for ratio in feature.ratio.values())


def test_each_country_has_two_ways_to_help():
    # HZ18
    for country in ("", "gb", "us", "de", "jp", "in"):
        assert len(set(services(country).numbers)) == 2
