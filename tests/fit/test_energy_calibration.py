"""The calibration of the energy model's lean side: what is stored is what the evidence gives."""

import json

import pytest

from trophe.energy import preset
from trophe.evidence import ENERGY_TABLES, calibration_arms, check_arms, constants, evidence_hash
from trophe.fit.energy_calibration import CONSTANTS, RESULTS, constants_text, errors
from trophe.fit.energy_data import Trials
from trophe.fit.energy_lean import fit, predict, starting_preset


@pytest.fixture(scope="module")
def results():
    return json.loads(RESULTS.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def trials():
    return Trials.of(calibration_arms(), starting_preset())


def test_the_stored_results_come_from_the_packaged_evidence(results):
    assert results["evidence"] == evidence_hash(ENERGY_TABLES)


def test_the_fit_gives_the_stored_parameters_again(results, trials):
    for name, value in fit(trials).values.items():
        assert value == pytest.approx(results["parameters"][name]["mode"], rel=0.005)


def test_the_preset_carries_the_stored_parameters(results):
    model = preset("trophe")
    for name, figures in results["parameters"].items():
        assert getattr(model, name) == figures["mode"]
        assert figures["q05"] < figures["mode"] < figures["q95"]


def test_the_constants_file_is_the_one_the_calibration_writes(results):
    text = CONSTANTS.read_text(encoding="utf-8")
    assert constants_text(text, results) == text


def test_trials_left_out_are_told_within_the_promised_error(results):
    left_out = errors(results, "left_out")
    assert left_out["ffm"] <= 1.2
    assert left_out["fat"] <= 0.6
    assert left_out["weight"] <= 1.3


def test_the_calibrated_preset_beats_the_published_one_on_weight_and_lean(results):
    left_out, published = errors(results, "left_out"), errors(results, "published")
    assert left_out["weight"] < published["weight"]
    assert left_out["ffm"] < 0.6 * published["ffm"]


def test_arms_kept_out_are_not_in_the_fit(results):
    assert {row["arm"] for row in results["checks"]} == {arm.arm_id for arm in check_arms()}
    assert not {row["arm"] for row in results["trials"]} & {a.arm_id for a in check_arms()}


def test_an_arm_without_known_intake_is_run_to_its_observed_weight(trials):
    changes = predict(trials, preset("trophe"))
    split_only = trials.has_role("partition")
    assert split_only.any()
    gap = changes[split_only, 0] - trials.observed[split_only, 0]
    assert abs(gap).max() < 1e-3


def test_no_effect_of_protein_and_training_is_a_fit_too(trials):
    values = fit(trials, without=("protein_lean_share", "training_lean_share")).values
    assert values["protein_lean_share"] == pytest.approx(0, abs=1e-6)
    assert 0.1 < values["partition_factor"] < 1


def test_priors_and_constants_have_their_addresses():
    assert constants("energy_lean_priors").parameters["training_lean_share"].source == "benito2020"
    assert constants("energy_trophe").parameters["protein_enough"].source == "morton2018"
