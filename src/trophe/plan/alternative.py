"""The way on from a refusal: the nearest goal that passes every rule (I09)."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from trophe.energy import Preset
from trophe.nutrition.protein import protein_limits
from trophe.person import Person, weight_at_bmi_kg
from trophe.plan.draft import Case, Draft, draft_many
from trophe.plan.goal import LONGEST_DAYS, RATES_LB, Goal
from trophe.plan.need import Crowd
from trophe.safety import (
    Proposal,
    Traits,
    judge,
    lowest_bmi,
    most_gain_kg_week,
    most_loss_kg_week,
    rule,
)
from trophe.units import DAYS_PER_WEEK

STRETCHES = (1.0, 1.06, 1.15, 1.3, 1.5)
ROUND_UP_KG = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """A safe goal instead, drafted and passed; with the protein it goes with."""

    draft: Draft

    @property
    def goal(self) -> Goal:
        """The goal to offer."""
        return self.draft.case.goal


def safe_alternative(refused: Case, preset: Preset, days: int) -> Alternative:
    """The nearest goal that passes: slower, later, less far; else holding the weight.

    Holding passes for everybody; that it does is what the tests of the rules prove.
    """
    protein = allowed_protein(refused)
    for goals in _nearer(refused):
        cases = [Case(person=refused.person, goal=g, protein_g_kg_d=protein) for g in goals]
        for draft in draft_many(cases, preset, horizon(cases, days)):
            if not draft.verdict.refused:
                return Alternative(draft=_refined(refused, draft, preset, days))
    hold = Case(person=refused.person, goal=Goal.rate(0.0), protein_g_kg_d=protein)
    (draft,) = draft_many([hold], preset, days)
    return Alternative(draft=draft)


def allowed_protein(case: Case) -> float | None:
    """The chosen protein, moved into what the rules allow; None where they give no number."""
    if case.protein_g_kg_d is None:
        return None
    limits = protein_limits(case.person)
    if limits.most_g_kg_d is None:
        return None
    return float(np.clip(case.protein_g_kg_d, limits.least_g_kg_d, limits.advised_g_kg_d))


def horizon(cases: Iterable[Case], days: int) -> int:
    """The days over which cases are judged: at least `days`, and past every day a goal is due."""
    return max([days, *(case.goal.by_day + 1 for case in cases if case.goal.by_day)])


def _nearer(case: Case) -> list[list[Goal]]:
    """Goals of the same direction, nearest first, in groups that are tried together."""
    goal, person = case.goal, case.person
    way = goal.direction(person)
    if not _may_go(person, way):
        return []
    if not way:
        return [[goal]]
    target = _nearest_target(person, goal, way)
    if goal.rate_lb_week is not None:
        amounts = [r for r in reversed(RATES_LB) if r <= abs(goal.rate_lb_week)]
        return [[Goal.rate(way * amount, target) for amount in amounts]]
    if target is None or goal.by_day is None:
        return []
    first = _first_day(person, target, goal.by_day)
    wanted = dict.fromkeys(int(np.ceil(first * s)) for s in STRETCHES)
    later = [Goal.target(target, day) for day in wanted if day <= LONGEST_DAYS]
    paced = [Goal.rate(way * amount, target) for amount in reversed(RATES_LB)]
    return [group for group in (later, paced) if group]


def _may_go(person: Person, way: int) -> bool:
    """Whether any goal of a direction can pass for this person, however gentle."""
    gentle = Proposal(
        direction=way,
        rate_kg_week=0.0,
        target_weight_kg=None,
        label="",
        body=None,
        course=None,
    )
    return not judge(person, gentle).refused


def _first_day(person: Person, target_kg: float, by_day: int) -> int:
    """The wanted day, or the first one that the limit on the rate of today leaves open."""
    crowd = Crowd.of([person])
    body = crowd.body(np.zeros(1, dtype=np.int64), crowd.weight_kg, crowd.weight_kg)
    losing = target_kg < person.weight_kg
    limit = most_loss_kg_week(crowd.traits, body) if losing else most_gain_kg_week(body)
    weeks = abs(target_kg - person.weight_kg) / float(limit[0, 0])
    return max(by_day, int(np.ceil(DAYS_PER_WEEK * weeks)))


def _nearest_target(person: Person, goal: Goal, way: int) -> float | None:
    """The target, moved to the nearest weight that P04, P05 and P17 allow; None if none is left."""
    target = goal.target_weight_kg
    if target is None:
        return None
    if way < 0:
        least = float(lowest_bmi(Traits.of(person), person.age_y))
        bound = weight_at_bmi_kg(person, least)
        target = max(target, np.ceil(bound / ROUND_UP_KG) * ROUND_UP_KG)
    else:
        bound = weight_at_bmi_kg(person, rule("P17").bmi_max)
        target = min(target, np.floor(bound / ROUND_UP_KG - 1e-6) * ROUND_UP_KG - ROUND_UP_KG)
    target = round(float(target), 1) if target != goal.target_weight_kg else float(target)
    return target if way * (target - person.weight_kg) > ROUND_UP_KG else None


def _refined(refused: Case, found: Draft, preset: Preset, days: int) -> Draft:
    """For a target by a day: the earliest passing day between the last failing one and it."""
    goal, wanted = found.case.goal, refused.goal.by_day
    if goal.by_day is None or wanted is None or goal.by_day <= wanted:
        return found
    assert goal.target_weight_kg is not None
    low = max(wanted, int(goal.by_day / max(t / s for s, t in pairwise(STRETCHES))))
    between = sorted({int(d) for d in np.linspace(low, goal.by_day, 5)[1:-1]})
    cases = [
        Case(
            person=refused.person,
            goal=Goal.target(goal.target_weight_kg, day),
            protein_g_kg_d=found.case.protein_g_kg_d,
        )
        for day in between
    ]
    drafts = draft_many(cases, preset, horizon(cases, days)) if cases else []
    return next((d for d in drafts if not d.verdict.refused), found)
