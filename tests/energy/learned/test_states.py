"""A day of the learned states is a day of the adult model."""

from dataclasses import replace

import numpy as np
import pytest

from trophe.energy import PRESETS, Adults, baseline, simulate
from trophe.energy.learned.diary import prepare
from trophe.energy.learned.outcome import need_kcal_d
from trophe.energy.learned.start import About, start
from trophe.energy.learned.states import S, advance, linearised, weight_kg, weight_slope

FACTS = {"male": 0.0, "age_y": 40.0, "height_m": 1.65, "pal": 1.5}
ONE = np.ones(1)


@pytest.fixture(scope="module")
def begun():
    weights, food = np.full((1, 20), 80.0), np.full((1, 20), 2209.0)
    known = start(prepare(weights, food, np.ones((1, 20))), About.of(**FACTS))
    x = known.mean[0].copy()
    x[:, S.FAT], x[:, S.LEAN] = known.body.fat_kg, known.body.lean_kg
    x[:, S.HABIT], x[:, S.OFFSET] = np.log(known.need_kcal_d), 0.0
    x[:, S.PARTITION] = x[:, S.WATER] = x[:, S.LEFT_OUT] = 0.0
    return known.body, x


def test_states_move_as_the_adult_model_does(begun):
    body, x = begun
    people = Adults.of(weight_kg=80.0, **FACTS)
    preset = replace(PRESETS["hall2011"], sodium_with_intake_mg_d=4000.0)
    run = simulate(people, preset, days=120, intake_kcal_d=1700.0)
    for day in range(120):
        assert weight_kg(body, x)[0] == pytest.approx(run.weight_kg[day], abs=1e-6)
        x, spent = advance(body, x, 1700 * ONE, ONE)
    stored = [preset.rho_fat, preset.rho_lean, preset.rho_glycogen]
    states = (run.fat_kg, run.lean_kg, run.glycogen_kg)
    gained = sum(rho * (s[120] - s[119]) for rho, s in zip(stored, states, strict=True))
    assert spent[0] == pytest.approx(1700 - gained, abs=1e-4)


def test_derivatives_are_those_of_the_day(begun):
    body, x = begun
    day = linearised(body, x, 1700 * ONE, ONE)
    for state, step in ((S.FAT, 0.01), (S.HABIT, 0.001), (S.WATER, 0.01), (S.LEFT_OUT, 0.001)):
        moved = x.copy()
        moved[:, state] += step
        after = linearised(body, moved, 1700 * ONE, ONE)
        np.testing.assert_allclose(
            after.states - day.states, day.slope[:, :, state] * step, rtol=0.02, atol=1e-5
        )
        change = after.spent_kcal_d - day.spent_kcal_d
        np.testing.assert_allclose(change, day.spent_slope[:, state] * step, rtol=0.02, atol=0.01)
        weight = weight_kg(body, moved) - weight_kg(body, x)
        np.testing.assert_allclose(weight, weight_slope(body, x)[:, state] * step, atol=1e-3)


def test_the_need_of_a_body_keeps_it(begun):
    body, x = begun
    lighter = x.copy()
    for _ in range(200):
        lighter, _spent = advance(body, lighter, 1700 * ONE, ONE)
    need, _slope = need_kcal_d(body, lighter)
    for _ in range(300):  # water and adaptation settle, tissue stays
        settled, _spent = advance(body, lighter, need, ONE)
        lighter, before = settled, lighter
    assert (lighter - before)[0, S.FAT] == pytest.approx(0, abs=5e-4)


def test_a_share_always_left_out_of_the_log_leaves_the_logged_need(begun):
    body, x = begun
    careless = x.copy()
    careless[:, S.LEFT_OUT] = np.log(1 / 0.88)
    whole = linearised(body, x, 1700 * ONE, ONE).spent_kcal_d
    part = linearised(body, careless, 1700 * 0.88 * ONE, ONE).spent_kcal_d
    np.testing.assert_allclose(part, 0.88 * whole, rtol=1e-12)


def test_the_reference_body_begins_in_balance(begun):
    body, x = begun
    base = baseline(Adults.of(weight_kg=80.0, **FACTS), PRESETS["hall2011"])
    np.testing.assert_allclose(np.exp(x[:, S.HABIT]), base.intake_kcal_d)
    after, spent = advance(body, x, np.exp(x[:, S.HABIT]), ONE)
    np.testing.assert_allclose(after, x, atol=1e-9)
    np.testing.assert_allclose(spent, base.intake_kcal_d, atol=1e-4)
