"""The trials of weight change that the energy model is calibrated and judged on."""

import re

import pytest

from trophe.energy.schedule import parse
from trophe.evidence import calibration_arms, check_arms, effects_of, energy_arms


def test_every_arm_has_outcomes_and_every_mean_person_a_reason():
    for arm in energy_arms():
        assert arm.outcomes
        assert not arm.doi or re.fullmatch(r"10\.\d{4,9}/\S+", arm.doi)
        if arm.person is not None:
            assert arm.why
            assert arm.role in ("fit", "partition", "check")
            assert arm.intake_kind in ("factor", "change", "kcal")
            assert parse("step", arm.intake_steps, 10).size == 10


def test_identifiers_are_unique():
    assert len({arm.arm_id for arm in energy_arms()}) == len(energy_arms())
    outcomes = [outcome for arm in energy_arms() for outcome in arm.outcomes]
    assert len({outcome.outcome_id for outcome in outcomes}) == len(outcomes)


def test_weight_is_fat_and_the_rest_where_all_three_are_told():
    # printed means need not add up to the last digit
    for arm in energy_arms():
        for o in arm.outcomes:
            if None not in (o.weight_change_kg, o.fat_change_kg, o.ffm_change_kg):
                total = o.fat_change_kg + o.ffm_change_kg
                assert total == pytest.approx(o.weight_change_kg, abs=0.15), o.outcome_id


def test_the_calibration_takes_nothing_that_was_not_verified_or_kept_out():
    chosen = calibration_arms()
    assert len(chosen) >= 25
    for arm in chosen:
        assert arm.role != "check"
        assert any(outcome.verified for outcome in arm.outcomes)
    assert not {a.arm_id for a in chosen} & {a.arm_id for a in check_arms()}


def test_a_lean_change_from_memory_is_replaced_by_what_was_seen():
    # weight gain and mean fat gain were seen in the 5 % protein arm, lean per arm was not
    arm = next(a for a in energy_arms() if a.arm == "5% protein")
    assert (arm.outcomes[0].ffm_change_kg, arm.outcomes[0].ffm_kind) == (-0.34, "derived")


def test_lean_shares_shared_with_the_study_table_agree_with_it():
    share = {
        e.arm.countermeasure: e.change_pct
        for e in effects_of("beavers2017")
        if e.measure == "lean_share_of_loss"
    }
    for arm in energy_arms():
        if arm.arm_id in ("beavers2017/diet", "beavers2017/resistance"):
            o = arm.outcomes[0]
            word = "resistance+diet" if arm.training else "diet"
            printed = share[word] / 100 * o.weight_change_kg
            assert o.ffm_change_kg == pytest.approx(printed, abs=0.05)
