"""The way on from a refusal: the nearest goal that passes every rule (I09)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

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

STRETCHES: Final = (1.0, 1.06, 1.15, 1.3, 1.5)
"""How much later than asked a target is tried, before a weekly rate is offered instead."""

STEP_KG: Final = 0.1
BUCKETS: Final = (200, 300, 450, 700, 1100, LONGEST_DAYS + 1)
"""Courses of about one length are drawn together, so that one long one does not cost all."""


def safe_alternatives(refused: Sequence[Case], preset: Preset, days: int) -> list[Draft]:
    """For each refused case the draft of the nearest goal that passes.

    Slower, later or less far in the same direction; else holding the weight, which passes for
    everybody (the tests of the rules prove it).
    """
    groups = [_nearer(case) for case in refused]
    found: dict[int, Draft] = {}
    for turn in range(max((len(g) for g in groups), default=0)):
        wanted = {
            i: [_moved(refused[i], goal) for goal in g[turn]]
            for i, g in enumerate(groups)
            if i not in found and turn < len(g)
        }
        found |= _first_passing(wanted, preset, days)
    earlier = {i: _earlier(refused[i], draft) for i, draft in found.items()}
    found |= _first_passing({i: c for i, c in earlier.items() if c}, preset, days)
    rest = [i for i in range(len(refused)) if i not in found]
    holds = draft_many([_moved(refused[i], Goal.rate(0.0)) for i in rest], preset, days)
    found |= dict(zip(rest, holds, strict=True))
    return [found[i] for i in range(len(refused))]


def horizon(cases: Iterable[Case], days: int) -> int:
    """The days over which cases are judged: at least `days`, and past every day a goal is due."""
    return max([days, *(case.goal.by_day + 1 for case in cases if case.goal.by_day)])


def _first_passing(wanted: dict[int, list[Case]], preset: Preset, days: int) -> dict[int, Draft]:
    """Of each list of cases the first that is not refused; missing where all are."""
    by_length: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for i, cases in wanted.items():
        for place, case in enumerate(cases):
            length = next(b for b in BUCKETS if horizon([case], 0) <= b)
            by_length[length].append((i, place))
    passing: dict[int, dict[int, Draft]] = defaultdict(dict)
    for places in by_length.values():
        cases = [wanted[i][place] for i, place in places]
        drafts = draft_many(cases, preset, horizon(cases, days))
        for (i, place), draft in zip(places, drafts, strict=True):
            if not draft.verdict.refused:
                passing[i][place] = draft
    return {i: drafts[min(drafts)] for i, drafts in passing.items()}


def _moved(case: Case, goal: Goal) -> Case:
    """The case with another goal, and protein within what the rules allow."""
    return replace(case, goal=goal, protein_g_kg_d=_allowed_protein(case))


def _allowed_protein(case: Case) -> float | None:
    """The chosen protein, moved into what the rules allow; None where they give no number."""
    if case.protein_g_kg_d is None:
        return None
    limits = protein_limits(case.person)
    if limits.most_g_kg_d is None:
        return None
    return float(np.clip(case.protein_g_kg_d, limits.least_g_kg_d, limits.advised_g_kg_d))


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
    days = dict.fromkeys(int(np.ceil(first * s)) for s in STRETCHES)
    later = [Goal.target(target, day) for day in days if day <= LONGEST_DAYS]
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
    wanted = goal.target_weight_kg
    if wanted is None:
        return None
    if way < 0:
        least = float(lowest_bmi(Traits.of(person), person.age_y))
        bound = np.ceil(weight_at_bmi_kg(person, least) / STEP_KG) * STEP_KG
        target = max(wanted, round(float(bound), 1))
    else:
        bound = np.ceil(weight_at_bmi_kg(person, rule("P17").bmi_max) / STEP_KG - 1) * STEP_KG
        target = min(wanted, round(float(bound) - STEP_KG, 1))
    return target if way * (target - person.weight_kg) > STEP_KG else None


def _earlier(refused: Case, found: Draft) -> list[Case]:
    """For a target by a later day: days between the last one that failed and it."""
    goal, wanted = found.case.goal, refused.goal.by_day
    if goal.by_day is None or wanted is None or goal.by_day <= wanted:
        return []
    assert goal.target_weight_kg is not None
    widest = max(later / sooner for sooner, later in pairwise(STRETCHES))
    low = max(wanted, int(goal.by_day / widest))
    between = sorted({int(d) for d in np.linspace(low, goal.by_day, 5)[1:-1]})
    return [_moved(refused, Goal.target(goal.target_weight_kg, day)) for day in between]
