"""How findings are read from text: names as people type them, doubt in any form, units."""

import pytest

from trophe.errors import InputError
from trophe.safety.triage import parse_findings, terms


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("ONSET=Weeks; Course = WORSENING ;Hand;side=Right", "onset=weeks;course=worsening;hand"),
        ("weak, legs, onset=days", "onset=days;legs;weak"),
        ("weak;\nlegs;;", "legs;weak"),
        ("weak;weak;legs;legs", "legs;weak"),
        ("Dark urine; muscle-pain", "pain_muscle;urine_dark"),
        ("onset: weeks; weak", "onset=weeks;weak"),
        ("sudden;left;worsening", "onset=sudden;course=worsening;side=left"),
        ("edema;diarrhea;hip", "hips;diarrhoea;oedema"),
        ("bmi=17,5;weak", "weak;bmi=17.5"),
        ("weak;bmi=18,legs", "legs;weak;bmi=18"),
        ("weight_loss_pct=8 %;weight_loss_intended=No", "weight_loss_pct=8"),
        ("bladder=no;weak", "weak"),
        ("side=left;side=right", "side=both"),
        ("fracture=healed;statin=Raised", "fracture=healed;statin=raised"),
    ],
)
def test_findings_are_understood_as_people_type_them(typed, read):
    text = parse_findings(typed).text
    assert all(part in text.split(";") for part in read.split(";")), text


@pytest.mark.parametrize(
    "typed",
    ["?bladder", "? bladder", "bladder?", "bladder=?", "bladder=unsure", "bladder=not sure"],
)
def test_doubt_is_doubt_however_it_is_written(typed):
    # I03
    assert parse_findings(f"{typed};legs").answers["bladder"].sure is False
    assert parse_findings(f"{typed};bladder").answers["bladder"].sure is True


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("weak;twich", "Near it: twitch"),
        ("weak;side=up", "Known: left, right, both"),
        ("weak;bmi=abc", "not a number"),
        ("weak;bmi=", "no value"),
        ("weak;=3", "'' is not known"),
        ("onset=weeks;onset=days", "answered twice"),
    ],
)
def test_what_cannot_be_read_is_named(typed, words):
    with pytest.raises(InputError, match=words):
        parse_findings(typed)


def test_every_name_reads_back_as_it_is_written():
    values = {"number": "={:.10g}", "choice": "={}"}
    for entry in terms().values():
        value = values.get(entry.kind, "").format(
            entry.high if entry.kind == "number" else next(iter(entry.values), "")
        )
        text = f"{entry.name}{value}"
        assert parse_findings(text).text == text
        assert parse_findings(f" {text.upper()} ").text == text
    others = [word for entry in terms().values() for word in entry.also]
    assert len(set(others)) == len(others)
    assert not set(others) & set(terms())
