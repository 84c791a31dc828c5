"""Twenty thousand generated people: no unsafe plan, and every refusal knows a way on.

The rules stand a second time in `tests/support/rules_oracle.py`, written from their text.
"""

import numpy as np
import pytest
import rules_oracle as oracle
from generated_people import cases

from trophe.energy import DEFAULT_PRESET, preset
from trophe.plan.alternative import horizon, safe_alternatives
from trophe.plan.draft import Case, draft_many, reasons
from trophe.plan.make import JUDGED_DAYS
from trophe.safety import GAIN, LOSE

PEOPLE, CHUNK = 20_000, 1_000
MODEL = preset(DEFAULT_PRESET)


def drafts_of(wanted):
    made = [Case(person=w.person, goal=w.goal, protein_g_kg_d=w.protein_g_kg_d) for w in wanted]
    return draft_many(made, MODEL, horizon(made, JUDGED_DAYS))


def barred(draft):
    """The rules that bar this case, by the oracle."""
    case, way = draft.case, draft.proposal.direction
    return (
        oracle.refused_person(case.person, way)
        | oracle.refused_goal(
            case.person, way, draft.proposal.rate_kg_week, case.goal.target_weight_kg
        )
        | oracle.refused_protein(case.person, case.protein_g_kg_d)
    )


def wrong_with(draft):
    """What the oracle finds wrong with a draft that the guard let pass."""
    wrong = [f"{rule} bars it" for rule in sorted(barred(draft))]
    person = draft.case.person
    if person.age_y < 18:
        return wrong + ["P01 has a course"] * (draft.course is not None)
    if "pregnant" in person.conditions:
        wrong += ["P02 has a forecast"] * (draft.weight_kg is not None)
    if draft.verdict.withheld:
        return wrong
    course = draft.course
    return wrong + oracle.unsafe_days(
        person,
        course.kind == LOSE,
        course.kind == GAIN,
        course.intake_kcal_d,
        course.body.weight_kg,
    )


def check_chunk(wanted):
    """Every finding of the oracle on one chunk, and how many were refused."""
    drafts = drafts_of(wanted)
    refused = [draft for draft in drafts if draft.verdict.refused]
    passed = [draft for draft in drafts if not draft.verdict.refused]
    offered = safe_alternatives([draft.case for draft in refused], MODEL, JUDGED_DAYS)
    problems = [(d.case, wrong) for d in [*passed, *offered] if (wrong := wrong_with(d))]
    problems += [(d.case, "alternative refused") for d in offered if d.verdict.refused]
    for draft in refused:
        named = {finding.rule for finding in reasons(draft)}
        if missing := barred(draft) - named:
            problems.append((draft.case, f"{missing} not named among {named}"))
    return problems, len(refused)


@pytest.mark.grid
@pytest.mark.parametrize("chunk", range(PEOPLE // CHUNK))
def test_no_plan_is_unsafe_and_every_refusal_has_an_alternative_that_passes(chunk):
    problems, refused = check_chunk(cases(CHUNK, seed=chunk))
    assert not problems, problems[:3]
    assert CHUNK / 10 < refused < CHUNK * 9 / 10  # both sides of the guard are exercised


def test_a_small_grid_is_safe_on_every_landing():
    problems, refused = check_chunk(cases(60, seed=991))
    assert not problems, problems[:3]
    assert refused


def test_one_by_one_decides_as_all_together():
    wanted = cases(25, seed=5)
    for one, together in zip(wanted, drafts_of(wanted), strict=True):
        (alone,) = drafts_of([one])
        assert alone.verdict.refused == together.verdict.refused
        assert {f.rule for f in alone.verdict.findings} == {
            f.rule for f in together.verdict.findings
        }
        if alone.course is not None:
            first = alone.course.intake_kcal_d[0]
            assert first == pytest.approx(together.course.intake_kcal_d[0], abs=1.0)


def test_the_oracle_would_notice_an_unsafe_day():
    person = next(w.person for w in cases(200, seed=3) if 30 < w.person.age_y < 60)
    days = np.full(60, False)
    weight = np.full(60, person.weight_kg)
    assert oracle.unsafe_days(person, days, days, np.full(60, 700.0), weight)
