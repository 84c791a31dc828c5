"""Protein and resistance training move lean tissue under a preset that knows such effects."""

from dataclasses import replace

import numpy as np
import pytest

from trophe.energy import Adults, preset, simulate

MAN = Adults.of(male=1, age_y=30, height_m=1.8, weight_kg=80, pal=1.6, fat_kg=16)
EFFECTS = replace(
    preset("hall2011"),
    protein_lean_share=0.05,
    protein_reference_g_kg_d=1.1,
    protein_enough_g_kg_d=1.6,
    training_lean_share=0.03,
    lean_response_d=30.0,
)


def run(days=365, model=EFFECTS, **inputs):
    return simulate(MAN, model, days=days, intake_change_kcal_d=0, **inputs)


def test_lean_moves_by_the_share_of_fat_free_mass_and_fat_pays_for_it():
    path = run(days=[0, 60], training=1)
    lean = path.lean_kg[1] - path.lean_kg[0]
    # 3 % of 64 kg, 86 % of it after two time constants; keeping the new lean costs a little of it
    assert 0.8 * 0.865 * 0.03 * 64 < lean < 0.865 * 0.03 * 64
    assert path.fat_kg[1] < path.fat_kg[0]


def test_half_of_the_way_is_gone_after_time_constant_times_ln_2():
    path = run(days=[0, 21], training=1)
    # 1 - exp(-21 / 30) = 0.503
    assert path.lean_kg[1] - path.lean_kg[0] == pytest.approx(0.503 * 0.03 * 64, rel=0.05)


def test_protein_at_the_reference_or_untold_changes_nothing():
    still = run().lean_kg
    assert run(protein_g_kg_d=1.1).lean_kg == pytest.approx(still, abs=1e-12)
    assert np.ptp(still) == pytest.approx(0, abs=1e-9)


def test_more_protein_never_means_less_lean_and_enough_is_enough():
    protein = np.array([0.0, 0.6, 1.1, 1.6, 2.4])[:, None]
    people = MAN.with_(weight_kg=np.full(5, 80.0))
    path = simulate(people, EFFECTS, days=90, intake_change_kcal_d=-500, protein_g_kg_d=protein)
    end = path.lean_kg[:, -1]
    assert (np.diff(end) > -1e-12).all()
    assert end[3] == end[4]
    assert end[0] < end[2] < end[3]


def test_stopping_training_lets_the_gain_go_again():
    schedule = np.concatenate([np.ones(120), np.zeros(1)])
    going_on, stopped = run(training=1).lean_kg, run(training=schedule).lean_kg
    assert (going_on[:121] == stopped[:121]).all()
    # all of the shift is gone after eight time constants, and with it what keeping it cost
    assert 0.6 * 0.03 * 64 < going_on[-1] - stopped[-1] < 0.03 * 64


def test_both_schemes_agree_on_the_response():
    other = replace(EFFECTS, scheme="rk4")
    assert run(training=1).lean_kg == pytest.approx(run(model=other, training=1).lean_kg, abs=1e-3)


def test_published_presets_take_protein_and_training_without_moving():
    for name in ("hall2011", "niddk", "bw"):
        still = run(model=preset(name)).weight_kg
        moved = run(model=preset(name), protein_g_kg_d=2.0, training=1).weight_kg
        assert (moved == still).all()
