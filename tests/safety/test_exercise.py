"""Rules X01 to X12: each bars what it must, and lets go when its reason is gone."""

import pytest

from trophe.person import Person
from trophe.plan.programme import UnsafeWeekError, make_week
from trophe.safety import rules
from trophe.safety.exercise import bar, holds, limits, notes, stop_words
from trophe.safety.exercise_week import judge_week
from trophe.training.exercise import exercise
from trophe.training.trainee import Restriction, Trainee


def person(**more):
    body = {"sex": "female", "age_y": 40.0, "height_m": 1.70, "weight_kg": 70.0}
    return Person(**{**body, **more})


def who(*facts, person_=None, **more):
    given = {"kind": "fit", "stage": 5, "weekdays": (0, 2, 4), **more}
    return Trainee(person=person_ or person(), facts=frozenset(facts), **given)


def barred(trainee, exercise_id, side=None, week=5):
    finding = bar(trainee, exercise(exercise_id), side, week)
    return None if finding is None else finding.rule


def test_every_exercise_rule_is_there():
    assert {f"X{n:02}" for n in range(1, 13)} <= set(rules())


# rule, movement, who is barred, who is not
CASES = [
    ("X01", "squat", who("effort_symptoms"), who("effort_symptoms", "cleared")),
    ("X01", "squat", who("heart_disease"), who("heart_disease", "active_now")),
    ("X01", "squat", who(person_=person(kidney="disease")), who()),
    ("X01", "squat", who(person_=person(age_y=17.9)), who(person_=person(age_y=18.0))),
    ("X01", "front_lift", who("rises_from_floor", person_=person(conditions=["pregnant"])), who()),
    ("X03", "quad_set", who(person_=person(conditions=["cast"])), who()),
    ("X06", "step_down", who("trained", kind="dystrophy"), who("trained")),
    ("X06", "goblet_squat", who("trained", kind="neurogenic"), who("trained")),
    ("X06", "pool_walk", who(), who("pool_companion")),
    ("X06", "pool_walk", who("pool_companion", "open_wound"), who("pool_companion")),
    (
        "X06",
        "pool_walk",
        who("pool_companion", kind="neurogenic"),
        who("pool_companion", "pool_cleared", kind="neurogenic"),
    ),
    ("X07", "squat", who("malaise"), who()),
    ("X09", "nmes_thigh", who("cleared", "pacemaker"), who("cleared")),
    ("X09", "nmes_thigh", who("cleared", "epilepsy"), who("cleared")),
    ("X09", "cuff_curl", who("cleared", "clot"), who("cleared")),
    ("X09", "cuff_curl", who("cleared", "sickle_cell"), who("cleared")),
    ("X09", "cuff_curl", who("cleared", "arterial_disease"), who("cleared")),
    ("X09", "cuff_curl", who("cleared", "high_pressure"), who("cleared")),
    ("X09", "nmes_thigh", who("cleared", "cancer_site"), who("cleared")),
    ("X09", "nmes_thigh", who("cleared", "broken_skin"), who("cleared")),
    ("X09", "nmes_thigh", who(), who("cleared")),
    ("X10", "trunk_turn_machine", who("osteoporosis"), who("osteoporosis", "bone_cleared")),
    ("X10", "jump_squat", who("osteoporosis"), who("osteoporosis", "bone_cleared")),
    ("X10", "trunk_curl_machine", who(person_=person(conditions=["bed_rest"])), who()),
    ("X11", "one_leg_free", who("falls_risk"), who()),
    ("X11", "one_leg_free", who(kind="stroke", stage=4), who(stage=4)),
    ("X11", "plank", who(kind="neurogenic"), who("rises_from_floor", kind="neurogenic")),
    ("X11", "plank", who("falls_risk"), who("falls_risk", "rises_from_floor")),
    ("X11", "plank", who(person_=person(age_y=70)), who("rises_from_floor")),
]


@pytest.mark.parametrize(("rule", "movement", "held", "free"), CASES)
def test_a_rule_bars_its_movement_and_only_while_its_reason_holds(rule, movement, held, free):
    assert barred(held, movement) == rule
    assert barred(free, movement) is None


def test_x02_the_stop_words_name_all_six_signs():
    words = " ".join(stop_words()).lower()
    for sign in ("chest", "faint", "breath", "weak", "pain", "urine"):
        assert sign in words


def test_x03_a_limb_rests_whole_until_the_team_has_said_what_it_may():
    unknown = who(restrictions=(Restriction(part="ankle", side="left"),))
    told = who(restrictions=(Restriction(part="ankle", side="left", by_team=True),))
    assert barred(unknown, "straight_leg_raise", "left") == "X03"
    assert barred(told, "straight_leg_raise", "left") is None
    assert barred(told, "ankle_pumps", "left") == "X03"
    assert barred(told, "ankle_pumps", "right") is None
    assert barred(told, "squat") == "X03"


def test_x03_tightening_in_a_cast_needs_the_teams_yes():
    rest = {"part": "knee", "side": "left", "by_team": True}
    assert barred(who(restrictions=(Restriction(**rest),)), "cast_thigh_set", "left") == "X03"
    allowed = who(restrictions=(Restriction(**rest, tightening=True),))
    assert barred(allowed, "cast_thigh_set", "left") is None
    assert barred(allowed, "heel_slide", "left") == "X03"


@pytest.mark.parametrize(
    ("rule", "facts", "conditions", "medicines"),
    [
        ("X04", ["leg_clot_signs"], [], []),
        ("X04", ["chest_alarm"], [], []),
        ("X05", ["fever"], [], []),
        ("X05", [], ["acute_infection"], []),
        ("X05", ["myositis_flare"], [], []),
        ("X05", ["rhabdomyolysis"], [], []),
        ("X12", ["glucose_unknown"], [], ["insulin"]),
        ("I12", [], ["open_emergency"], []),
    ],
)
def test_what_holds_a_week_leaves_it_empty_and_says_why(rule, facts, conditions, medicines):
    held = who(*facts, person_=person(conditions=conditions, medicines=medicines))
    assert [finding.rule for finding in holds(held)] == [rule]
    week = make_week(held)
    assert week.held
    assert not week.sessions
    assert week.notes[0].rule == rule


def test_x06_overwork_halves_the_dose():
    assert limits(who(kind="neurogenic")).dose_share == 1
    assert limits(who("weaker_after", kind="neurogenic")).dose_share == 0.5
    assert limits(who("twitching_after", kind="neurogenic")).dose_share == 0.5
    assert limits(who(kind="neurogenic")).reserve_least >= 4


def test_x08_the_first_two_weeks_are_light_and_the_third_is_not():
    new = who()
    assert limits(new, 2).lowering_share == pytest.approx(1 / 3, abs=0.001)
    assert limits(new, 3).lowering_share is None
    assert limits(who("trained"), 1).lowering_share is None
    assert barred(new, "goblet_squat", week=2) == "X08"
    assert barred(new, "goblet_squat", week=3) is None
    assert "X08" in {note.rule for note in notes(new, 1)}


def test_x12_insulin_brings_its_advice():
    said = notes(who(person_=person(medicines=["insulin"])))
    assert "X12" in {note.rule for note in said}


def test_the_guard_refuses_a_week_made_for_somebody_else():
    week = make_week(who("trained"))
    cast = who("trained", restrictions=(Restriction(part="leg", side="left"),))
    assert "X03" in {finding.rule for finding in judge_week(cast, week).findings}
    feverish = who("trained", "fever")
    assert "X05" in {finding.rule for finding in judge_week(feverish, week).findings}
    hurried = who("trained", minutes=5)
    assert judge_week(hurried, week).refused
    assert not judge_week(who("trained"), week).findings


def test_a_week_that_breaks_a_rule_is_never_handed_out(monkeypatch):
    monkeypatch.setattr("trophe.plan.programme.bar", lambda *args: None)
    with pytest.raises(UnsafeWeekError, match="X03"):
        make_week(who("trained", restrictions=(Restriction(part="leg", side="left"),)))
