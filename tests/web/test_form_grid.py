"""Five thousand people who type themselves into the first questions: no unsafe plan either.

The forms must lose nothing on the way: the person they make is judged by the same rules.
"""

import random
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from generated_people import Wanted, cases
from grid_checks import check_chunk

from trophe.energy import ACTIVITY_LEVELS
from trophe.person import Region
from trophe.units import KG_PER_LB, format_weight
from trophe.web.people.draft import Draft
from trophe.web.people.forms_health import SET_ELSEWHERE
from trophe.web.people.units import HABITS, height_texts, weight_texts
from trophe.web.plans.forms import GoalForm, TargetForm

PEOPLE, CHUNK = 5_000, 1_000


def typed_by(person, rng):
    """What this person would type, step by step, in one of the three habits."""
    habit = rng.choice(list(HABITS.values()))
    height, weight = height_texts(habit, person.height_m), weight_texts(habit, person.weight_kg)
    you = {
        "sex": person.sex.value,
        "age_y": f"{person.age_y:g}".replace(".", rng.choice(".,")),
        **{"height": height[0], "height_more": height[1]},
        **{"weight": weight[0], "weight_more": weight[1]},
    }
    health = {
        "conditions": sorted(set(person.conditions) - SET_ELSEWHERE),
        "medicines": sorted(person.medicines),
        "agreements": sorted(person.agreements),
        "limbs": [f"left:{loss.limb}" for loss in person.limb_losses],
        "kidney": person.kidney.value,
        "pregnancy_week": person.pregnancy_week or "",
        "postpartum_weeks": person.postpartum_weeks or "",
    }
    activity = {"activity": rng.choice(list(ACTIVITY_LEVELS))}
    return habit, {"you": you, "activity": activity, "health": health}


def through_the_forms(wanted, rng):
    """The person and goal that come out of the forms; None where a form asks again."""
    habit, steps = typed_by(wanted.person, rng)
    draft = Draft(SimpleNamespace(session={}, headers={}), with_name=False)
    draft.change_habit(habit.name)
    for step, typed in steps.items():
        draft.keep(step, QueryDict(urlencode(typed, doseq=True)))
    person = draft.core_person()
    goal = None if person is None else goal_through_the_form(wanted.goal, habit.weight_unit)
    return None if goal is None else Wanted(person=person, goal=goal, protein_g_kg_d=None)


def goal_through_the_form(goal, unit):
    """The goal as the forms read it; None where a form asks again."""
    reader = SimpleNamespace(weight_unit=unit)
    if goal.by_day is not None:
        typed = {"weight": format_weight(goal.target_weight_kg, unit), "weeks": goal.by_day // 7}
        form = TargetForm(typed, person=reader)
    else:
        aim = "" if goal.target_weight_kg is None else format_weight(goal.target_weight_kg, unit)
        form = GoalForm({"goal": goal.name, "aim": aim}, person=reader)
    return form.wanted()["goal"] if form.is_valid() else None


def lost_on_the_way(told, made):
    """What the forms changed of a person beyond the rounding of their unit."""
    lost = []
    if abs(made.weight_kg - told.weight_kg) > KG_PER_LB:
        lost.append(("weight_kg", told.weight_kg, made.weight_kg))
    if abs(made.height_m - told.height_m) > 0.014:  # half an inch
        lost.append(("height_m", told.height_m, made.height_m))
    same = ("sex", "medicines", "agreements", "kidney", "pregnancy_week", "postpartum_weeks")
    lost += [
        (n, getattr(told, n), getattr(made, n))
        for n in same
        if getattr(told, n) != getattr(made, n)
    ]
    if made.conditions != told.conditions - SET_ELSEWHERE:
        lost.append(("conditions", told.conditions, made.conditions))
    if {loss.limb for loss in made.limb_losses} != {loss.limb for loss in told.limb_losses}:
        lost.append(("limb_losses", told.limb_losses, made.limb_losses))
    return lost


@pytest.mark.grid
@pytest.mark.parametrize("chunk", range(PEOPLE // CHUNK))
def test_no_plan_from_the_forms_is_unsafe_and_the_forms_lose_nothing(chunk):
    rng = random.Random(chunk)
    told = cases(CHUNK, seed=1_000 + chunk)
    made = [through_the_forms(wanted, rng) for wanted in told]
    pairs = [(a, b) for a, b in zip(told, made, strict=True) if b is not None]
    assert len(pairs) > 0.9 * CHUNK  # a body at the very edge of the range may round out of it
    lost = [problem for a, b in pairs if (problem := lost_on_the_way(a.person, b.person))]
    assert not lost, lost[:3]
    assert {b.person.region for _, b in pairs} == {Region.DEFAULT}  # asked later, in the settings
    problems, refused = check_chunk([b for _, b in pairs])
    assert not problems, problems[:3]
    assert 0 < refused < len(pairs)
