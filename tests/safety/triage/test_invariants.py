"""What must hold for any answers: more signs never lower, units change nothing, doubt counts."""

import math
from itertools import combinations

import numpy as np
import pytest

from trophe.person import Region, Sex
from trophe.safety.triage import (
    Asked,
    Urgency,
    check,
    parse_findings,
    ranks,
    terms,
    triage_rules,
)
from trophe.safety.triage.logic import names_in

ALARMS = (
    "saddle_numb",
    "bladder",
    "breathless_rest",
    "breathless_flat",
    "saliva_pooling",
    "swallow",
    "vision_loss",
    "pain_chest",
    "urine_dark",
    "cold_pale",
    "fever",
    "confused",
    "one_leg_swollen",
    "twitch_wide",
    "numb",
    "weak",
)
CONTEXTS = {
    "cast": (34, "male", "onset=weeks;course=improving;calf;side=left;wasted;immobilised_days=42"),
    "old": (78, "female", "onset=years;course=worsening;whole_body;symmetric;grip_kg=14"),
    "cortisone": (
        58,
        "male",
        "onset=weeks;proximal;symmetric;thigh;steroid_mg_d=30;steroid_weeks=9",
    ),
    "thin": (23, "female", "onset=months;bmi=17;weight_loss_pct=8;weight_loss_intended=yes"),
    "known": (48, "male", "onset=years;course=steady;ms;under_specialist;leg;side=left"),
}


def _asked(context, shares=None):
    age_y, sex, text = CONTEXTS[context]
    return Asked(
        age_y=age_y,
        sex=Sex(sex),
        region=Region.DEFAULT,
        findings=parse_findings(text),
        shares=shares or {},
    )


def _lattice(context):
    """Urgency of every subset of the alarm findings, (2,) * 16."""
    shares = {}
    for axis, name in enumerate(ALARMS):
        shape = [1] * len(ALARMS)
        shape[axis] = 2
        shares[name] = np.array([0.0, 1.0]).reshape(shape)
    return np.broadcast_to(ranks(_asked(context, shares)), (2,) * len(ALARMS))


@pytest.mark.parametrize("context", CONTEXTS)
def test_no_further_alarm_lowers_the_urgency_in_any_of_65536_subsets(context):
    # I02
    rank = _lattice(context)
    for axis, name in enumerate(ALARMS):
        assert (np.diff(rank, axis=axis) >= 0).all(), name


@pytest.mark.parametrize("context", CONTEXTS)
def test_the_table_agrees_with_one_check_at_a_time(context):
    rank, levels = _lattice(context), list(Urgency)
    age_y, sex, text = CONTEXTS[context]
    for names in [(), *combinations(ALARMS, 1), *list(combinations(ALARMS, 2))[::7]]:
        one = check(age_y=age_y, sex=sex, findings=";".join([text, *names]))
        place = tuple(int(name in names) for name in ALARMS)
        assert levels[rank[place]] is one.urgency, names


@pytest.mark.parametrize("context", CONTEXTS)
def test_not_sure_lies_between_no_and_yes_and_never_lowers(context):
    # I02, I03: each alarm in doubt, alone and beside every other
    age_y, sex, text = CONTEXTS[context]
    for name in ALARMS:
        for other in ("", *ALARMS[::5]):
            base = f"{text};{other}"
            no, doubt, yes = (
                check(age_y=age_y, sex=sex, findings=base + end).urgency.rank
                for end in ("", f";?{name}", f";{name}")
            )
            assert no <= doubt <= yes, (name, other)


def test_doubt_about_any_emergency_rule_is_urgent_within_a_day():
    # I03: every case of ours that is an emergency, each of its flags in doubt
    for key, entry in triage_rules().items():
        if entry.letter == "E":
            names = [n for n in names_in(entry.rule.logic["when"]) if terms()[n].alarm]
            for name in names:
                result = check(age_y=50, sex="male", findings=f"?{name}")
                assert result.urgency.rank >= Urgency.URGENT.rank, (key, name)
                assert result.within in ("now", "24h"), (key, name)


def test_any_finding_of_an_emergency_or_urgent_rule_only_raises():
    # I02 over all flags that these rules mention, each added to each context
    free = {"under_specialist", "nerve_repair", "cast"}  # may explain U04 and U09 away
    mentioned = {
        name
        for entry in triage_rules().values()
        if entry.letter in "EU"
        for name in names_in(entry.rule.logic["when"])
        if terms()[name].is_flag and name not in free
    }
    for context, (age_y, sex, text) in CONTEXTS.items():
        before = check(age_y=age_y, sex=sex, findings=text).urgency.rank
        for name in mentioned - set(parse_findings(text).answers) - {"fracture", "glp1"}:
            after = check(age_y=age_y, sex=sex, findings=f"{text};{name}").urgency.rank
            assert after >= before, (context, name)


def _fires(rule_id, findings, **who):
    given = {"age_y": 72, "sex": "male", "region": "default"} | who
    result = check(findings=findings, **given)
    return any(one.rule == rule_id and one.sure for one in result.judged.fired)


# rule, findings with {} for the value, value just outside, on, just inside the limit
LIMITS = [
    ("E16", "bmi={}", 13.0, 12.99, None),
    ("E16", "bmi=18;fear_weight;loss_kg_per_week={}", 0.99, 1, 1.01),
    ("E16", "bmi=18;pulse_bpm={}", 40, 39.9, None),
    ("E17", "steroid_mg_d={};steroid_weeks=4;vomiting", 4.99, 5, 5.01),
    ("E17", "steroid_mg_d=5;steroid_weeks={};vomiting", 3.99, 4, 4.01),
    ("E17", "steroid_stopped_weeks={};vomiting", 52.1, 52, 51.9),
    ("E18", "intake_little_days={};oedema", 4.9, 5, 5.1),
    ("E08", "ck_xuln={};weak", 9.99, 10, 10.01),
    ("E08", "ck_u_l={};weak", 4999, 5000, 5001),
    ("E04", "weak;ascending;onset=weeks;duration_weeks={}", 4.01, 4, 3.99),
    ("U06", "one_leg_swollen;pain_calf;surgery_days_ago={}", None, 84, 83),
    ("U06", "pain_calf;surgery_days_ago={}", 85, 84, 83),
    ("U06", "pain_calf;calf_diff_cm={}", 2.9, 3, 3.1),
    ("U06", "pain_calf;bedrest_days={}", 2.9, 3, 3.1),
    ("U06", "pain_calf;postpartum_days={}", 43, 42, 41),
    ("U07", "weight_loss_intended=no;weight_loss_months=6;weight_loss_pct={}", 4.99, 5, 5.01),
    ("U07", "weight_loss_intended=no;weight_loss_pct=7;weight_loss_months={}", 6.1, 6, 5.9),
    ("U07", "weight_loss_intended=no;weight_loss_months=9;weight_loss_pct={}", 9.99, 10, 10.1),
    ("U08", "wants_energy_up;bmi={}", 16, 15.99, None),
    ("U08", "wants_energy_up;alcohol;bmi={}", 18.5, 18.49, None),
    ("U08", "intake_little_days={}", 10, 10.1, 11),
    ("U10", "steroid_weeks=4;stairs_hard;steroid_mg_d={}", 19.9, 20, 20.1),
    ("U10", "steroid_mg_d=20;stairs_hard;steroid_weeks={}", 3.9, 4, 4.1),
    ("U13", "weight_loss_pct=1;bmi={}", 17.5, 17.49, None),
    ("U13", "weight_loss_pct=1;eating_screen={}", 1, 2, 3),
    ("U15", "weak;ck_xuln={}", 4.99, 5, 5.01),
    ("U15", "weak;ck_u_l={}", 999, 1000, 1001),
    ("U18", "bmi={}", 16, 15.99, None),
    ("U19", "weak;symmetric;course=worsening;onset=weeks;duration_weeks={}", 4.01, 4, 3.99),
    ("R01", "grip_kg={}", 27, 26.99, None),
    ("R01", "chair5_s={}", 15, 15.01, None),
    ("R01", "sarcf={}", 3, 4, 5),
    ("R02", "gait_m_s={}", 0.81, 0.8, 0.79),
    ("R02", "falls_12mo={}", 1, 2, 3),
    ("R04", "weak;course=improving;bedrest_days=9;remobilised_weeks={}", 4.9, 5, 5.1),
    ("R06", "twitch_local;onset=days;duration_weeks={}", 2, 2.1, None),
    ("R03", "cast;no_gain_weeks=6;thigh_diff_pct={}", 9.9, 10, 10.1),
    ("R03", "cast;no_gain_weeks=6;calf_diff_cm={}", 1.9, 2, 2.1),
    ("R03", "cast;thigh_diff_pct=10;no_gain_weeks={}", 5.9, 6, 6.1),
    ("R11", "weight_loss_intended=yes;grip_drop_pct={}", 9.9, 10, 10.1),
    ("R11", "weight_loss_intended=yes;lean_share_pct={}", 40, 40.1, None),
    ("R11", "weight_loss_intended=yes;loss_kg_per_week={}", 1, 1.01, None),
]


@pytest.mark.parametrize(("rule_id", "text", "outside", "on", "inside"), LIMITS)
def test_every_limit_holds_just_outside_on_and_just_inside(rule_id, text, outside, on, inside):
    if outside is not None:
        assert not _fires(rule_id, text.format(outside))
    for value in (on, inside):
        assert value is None or _fires(rule_id, text.format(value))


@pytest.mark.parametrize(
    ("rule_id", "findings", "below_y", "from_y"),
    [
        ("E14", "jaw_ache;vision_loss", 49.99, 50),
        ("U17", "jaw_ache", 49.99, 50),
        ("U04", "hands_push_thighs", 18, 17.99),
    ],
)
def test_limits_of_age_hold(rule_id, findings, below_y, from_y):
    assert not _fires(rule_id, findings, age_y=below_y)
    assert _fires(rule_id, findings, age_y=from_y)


@pytest.mark.parametrize(
    ("findings", "sex", "fires"),
    [
        ("grip_kg=16", "female", False),
        ("grip_kg=15.9", "female", True),
        ("grip_kg=26.9", "unspecified", True),
        ("calf_cm=30", "female", False),
    ],
)
def test_cut_offs_follow_sex(findings, sex, fires):
    # R01
    assert _fires("R01", findings, sex=sex) is fires


@pytest.mark.parametrize(
    ("findings", "sex", "fires"),
    [
        ("grip_kg=28", "male", False),
        ("grip_kg=27.9", "male", True),
        ("grip_kg=17.9", "female", True),
        ("chair5_s=12", "male", True),
        ("chair5_s=11.9", "male", False),
        ("calf_cm=33.9", "male", True),
        ("calf_cm=33", "female", False),
        ("calf_cm=32.9", "female", True),
        ("sarc_calf=11", "male", True),
        ("sarc_calf=10", "male", False),
    ],
)
def test_asian_cut_offs_follow_the_region(findings, sex, fires):
    # R01
    assert _fires("R01", findings, sex=sex, region="asia") is fires


@pytest.mark.parametrize(
    ("si", "other"),
    [
        ("grip_kg=27", "grip_kg=59.5lb"),
        ("grip_kg=26.9", "grip_kg=59.3lb"),
        ("loss_kg_per_week=1", "loss_kg_per_week=2.2lb"),
        ("calf_diff_cm=3", "calf_diff_cm=1.18in"),
        ("gait_m_s=0.8", "gait_m_s=2.62ft/s"),
        ("gait_m_s=0.9", "gait_m_s=2.01mph"),
        ("weight_loss_months=6", "weight_loss_months=26weeks"),
        ("surgery_days_ago=84", "surgery_days_ago=12weeks"),
    ],
)
def test_units_change_nothing(si, other):
    # I07: equal to the step that a page shows
    name = si.partition("=")[0]
    a, b = (parse_findings(text).answers[name].number for text in (si, other))
    assert math.isclose(a, b, abs_tol=1e-9)


IN_OTHER_UNITS = [
    ("R01", "grip_kg={}lb", 59.6, 59.3, 59.0),  # 27 kg
    ("E16", "bmi=18;fear_weight;loss_kg_per_week={}lb", 2.18, 2.2, 2.3),  # 1 kg
    ("R11", "weight_loss_intended=yes;loss_kg_per_week={}lb", 2.2, 2.23, 2.3),
    ("U06", "pain_calf;calf_diff_cm={}in", 1.14, 1.18, 1.22),  # 3 cm
    ("U06", "pain_calf;calf_diff_cm={}mm", 29, 30, 31),
    ("R03", "cast;no_gain_weeks=6;calf_diff_cm={}in", 0.74, 0.79, 0.83),  # 2 cm
    ("R02", "gait_m_s={}ft/s", 2.66, 2.62, 2.59),  # 0.8 m/s
    ("R02", "gait_m_s={}km/h", 2.92, 2.88, 2.84),
    ("R02", "gait_m_s={}mph", 1.82, 1.79, 1.76),
    ("U06", "pain_calf;surgery_days_ago={}weeks", 12.2, 12, 11.9),  # 84 days
    ("U08", "intake_little_days={}weeks", 1.42, 1.6, 2),  # 10 days
    ("E17", "steroid_mg_d=5;steroid_weeks={}days;vomiting", 27, 28, 29),
    ("U07", "weight_loss_intended=no;weight_loss_pct=7;weight_loss_months={}weeks", 27, 26, 25),
]


@pytest.mark.parametrize(("rule_id", "text", "outside", "on", "inside"), IN_OTHER_UNITS)
def test_every_limit_holds_in_the_other_units_too(rule_id, text, outside, on, inside):
    # I07
    assert not _fires(rule_id, text.format(outside))
    assert _fires(rule_id, text.format(on))
    assert _fires(rule_id, text.format(inside))


def test_every_flag_of_the_vocabulary_is_used_by_a_rule_or_a_pattern():
    from trophe.safety.triage.kinds import _file

    used = {
        name
        for entry in triage_rules().values()
        for text in (
            entry.rule.logic["when"],
            entry.rule.logic.get("explained", "weak"),
            *(s["when"] for s in entry.rule.logic.get("sooner", ())),
        )
        for name in names_in(" ".join(text.split()))
    }
    used |= {name for entry in _file()["features"].values() for name in names_in(entry["when"])}
    unused = set(terms()) - used
    assert unused <= {"weight_loss_months", "tongue", "neck", "smoker", "heat", "sglt2"}
