"""Answers in the words of a clinic: what was told, uncertain where it was, and no conclusion."""

import pytest

from trophe.safety.triage import clinic_lines, parse_findings, terms


@pytest.mark.parametrize(
    ("findings", "line"),
    [
        ("weak;breathless_flat;swallow", "Respiratory, bulbar, ocular: orthopnoea; dysphagia"),
        ("?bladder", "Sphincters: new bladder dysfunction (uncertain)"),
        ("hand;side=right", "Site: one hand; right"),
        ("onset=days;course=worsening_fast", "Onset and course: onset over 1 to 13 days; course "),
        ("steroid_mg_d=30", "Medicines: glucocorticoid (prednisolone equivalent) 30 mg/d"),
        ("statin=raised", "Medicines: statin (raised)"),
    ],
)
def test_answers_are_said_as_a_clinic_says_them(findings, line):
    assert any(each.startswith(line) for each in clinic_lines(parse_findings(findings)))


def test_every_answer_appears_once():
    flags = [name for name, entry in terms().items() if entry.is_flag]
    told = [
        part for line in clinic_lines(parse_findings(";".join(flags))) for part in line.split("; ")
    ]
    assert len(told) == len(flags)
    assert len(set(told)) == len(told)
