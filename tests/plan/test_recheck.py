"""A stored plan against the person as they are now (I08)."""

from dataclasses import replace

import pytest

from trophe import plan
from trophe.energy import preset
from trophe.person import Person
from trophe.plan import Goal, History
from trophe.plan.draft import Case, draft_many
from trophe.safety import Effect

SOMEBODY = Person(sex="female", age_y=40, height_m=1.70, weight_kg=84.0)


@pytest.fixture(scope="module")
def made():
    return plan.make(SOMEBODY, "lose-1", draws=0)


def locks(findings):
    return {f.rule for f in findings if f.effect is Effect.REFUSE}


def test_the_same_person_on_the_same_day_may_see_the_plan(made):
    assert plan.recheck(made, SOMEBODY) == ()


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"conditions": {"pregnant"}}, "P02"),
        ({"conditions": {"cast"}}, "P12"),
        ({"conditions": {"open_urgent"}}, "P12"),
        ({"conditions": {"eating_disorder"}}, "P13"),
        ({"conditions": {"breastfeeding"}}, "P03"),
        ({"medicines": {"insulin"}}, "P15"),
        ({"weight_kg": 57.0}, "P04"),
        ({"weight_kg": 71.0}, "P06"),
        ({"age_y": 65.0}, "P04"),
        ({"age_y": 17.0}, "P01"),
        ({"kidney": "disease"}, "N03"),
        ({"kidney": "dialysis"}, "N03"),
    ],
)
def test_what_changed_locks_the_plan_at_once(made, change, rule):
    assert rule in locks(plan.recheck(made, replace(SOMEBODY, **change)))


def test_an_emergency_hides_the_plan(made):
    person = replace(SOMEBODY, conditions=frozenset({"open_emergency"}))
    effects = {(f.rule, f.effect) for f in plan.recheck(made, person)}
    assert ("I12", Effect.WITHHOLD) in effects


def test_a_person_who_loses_as_forecast_may_see_the_plan_on_every_day(made):
    case = Case(person=SOMEBODY, goal=Goal.parse("lose-1"))
    (draft,) = draft_many([case], preset("hall2011"), 365)
    for day in range(0, 365, 5):
        now = replace(SOMEBODY, weight_kg=float(draft.weight_kg[day]), age_y=40 + day / 365.25)
        assert locks(plan.recheck(made, now, day=day)) == set(), day


def test_a_plan_that_holds_is_locked_when_pregnancy_needs_more():
    holding = plan.make(SOMEBODY, "maintain", draws=0)
    assert plan.recheck(holding, SOMEBODY) == ()
    late = replace(SOMEBODY, conditions=frozenset({"pregnant"}), pregnancy_week=34.0)
    assert "P02" in locks(plan.recheck(holding, late))


def test_a_plan_that_gains_is_locked_at_body_mass_index_30():
    gaining = plan.make(SOMEBODY, "gain-0.5", draws=0)
    assert "P17" in locks(plan.recheck(gaining, replace(SOMEBODY, weight_kg=30 * 1.7**2)))


FORTNIGHT = tuple(range(14, 29))


def losing(kg_week):
    """Weighed on each day of the third and fourth week of the plan."""
    return History(day=FORTNIGHT, weight_kg=tuple(84 - kg_week * d / 7 for d in FORTNIGHT))


@pytest.mark.parametrize(
    ("history", "found"),
    [
        (losing(0.5), set()),
        (losing(1.1), {("P10", Effect.REFUSE)}),
        (losing(1.8), {("P10", Effect.REFUSE)}),
        (History(intake_kcal=(1500,) * 7), set()),
        (History(intake_kcal=(700, 700, 700, 1500, 1500, 1500, 1500)), {("P11", Effect.WARN)}),
        (History(intake_kcal=(300,) * 5 + (1500,) * 2), {("P11", Effect.WITHHOLD)}),
    ],
)
def test_what_scale_and_diary_say_is_heard_on_every_reading(made, history, found):
    now = replace(SOMEBODY, weight_kg=82.0)
    told = plan.recheck(made, now, day=28, history=history)
    assert {(f.rule, f.effect) for f in told} == found


def test_a_plan_that_holds_is_not_locked_by_the_scale_alone():
    holding = plan.make(SOMEBODY, "maintain", draws=0)
    (told,) = plan.recheck(holding, SOMEBODY, day=28, history=losing(1.8))
    assert (told.rule, told.effect) == ("P10", Effect.WARN)


def test_a_plan_locked_by_the_scale_is_safe_again_once_it_gives_more_food(made):
    now, history = replace(SOMEBODY, weight_kg=80.0), losing(1.1)
    anew = plan.make(now, "lose-1", draws=0, history=history)
    assert anew.intake_kcal_d > made.intake_kcal_d
    assert plan.recheck(anew, now, history=History()) == ()
