"""What a grid of generated people must show: nothing unsafe passes, every refusal has a way on.

For the grids through the library and through the forms. The rules stand a second time in
`rules_oracle`, written from their text.
"""

import rules_oracle as oracle

from trophe.energy import DEFAULT_PRESET, preset
from trophe.plan.alternative import horizon, safe_alternatives
from trophe.plan.draft import Case, draft_many, reasons
from trophe.plan.make import JUDGED_DAYS
from trophe.safety import GAIN, LOSE

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
