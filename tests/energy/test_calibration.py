"""What the calibration of the preset `trophe` does not know is part of every band."""

from dataclasses import replace

import numpy as np
import pytest

from trophe.energy import PRESETS, Adults, Errors, ensemble, forecast, simulate
from trophe.energy.calibration import DIMENSIONS, factors
from trophe.energy.presets import CALIBRATED
from trophe.person import Person

MAN = Person(sex="male", age_y=35, height_m=1.80, weight_kg=90, pal=1.6)
TROPHE = PRESETS["trophe"]


def width(band):
    return float((band.q95 - band.q05)[-1])


@pytest.fixture(scope="module")
def drawn():
    rng = np.random.default_rng(2)
    return factors(TROPHE, {name: rng.standard_normal(40_000) for name in DIMENSIONS})


def test_draws_have_the_spread_and_the_correlation_of_the_calibration(drawn):
    moves = [
        np.log(f) if on_log else (f - 1) * getattr(TROPHE, name)
        for (name, on_log), f in zip(CALIBRATED.items(), drawn.values(), strict=True)
    ]
    # 40,000 draws: 0.35 % on a standard deviation, 0.005 on a correlation; the effect of
    # training is cut at none, three standard deviations below its mode.
    np.testing.assert_allclose(np.std(moves, axis=1), TROPHE.calibration_sd, rtol=0.02)
    told = np.reshape(TROPHE.calibration_correlation, (5, 5))
    np.testing.assert_allclose(np.corrcoef(moves), told, atol=0.02)


def test_no_effect_of_protein_or_training_turns_negative(drawn):
    assert drawn["training_factor"].min() == 0
    assert (drawn["protein_factor"] >= 0).all()


def test_the_first_of_an_ensemble_is_the_mode_and_published_presets_have_no_spread():
    _, unknown = ensemble(MAN, 200, 0)
    assert all(f[0] == 1 for f in unknown.factors.values())
    _, published = ensemble(MAN, 200, 0, preset=PRESETS["hall2011"])
    assert (published.factors["protein_factor"] == 1).all()


def test_people_are_the_same_under_every_preset():
    people, unknown = ensemble(MAN, 100, 3)
    others, published = ensemble(MAN, 100, 3, preset=PRESETS["hall2011"])
    assert (people.ree_kcal_d == others.ree_kcal_d).all()
    assert (unknown.intake == published.intake).all()


def test_the_spread_of_the_calibration_widens_lean_and_hardly_weight():
    told = {"intake_kcal_d": 2000.0, "days": 84, "protein_g_kg_d": 1.6, "training": 1.0}
    real = forecast(MAN, **told)
    sure = forecast(MAN, **told, errors=replace(Errors.of_person(MAN), calibration=0.0))
    assert width(real.ffm_change_kg) > 1.1 * width(sure.ffm_change_kg)
    assert width(real.weight_kg) == pytest.approx(width(sure.weight_kg), rel=0.1)


def test_more_protein_keeps_lean_by_a_band_that_is_not_nothing():
    low, high = (
        forecast(MAN, intake_kcal_d=2000.0, days=120, protein_g_kg_d=p) for p in (1.1, 1.6)
    )
    gained = high.minus(low)["ffm_kg"]
    # 0.5 g/kg x 0.0544 of about 67 kg fat-free mass, which itself takes some energy to keep
    assert gained.median[-1] == pytest.approx(1.7, abs=0.25)
    assert 0.5 < gained.q05[-1] < gained.q95[-1] < 3.0
    assert width(gained) > 0.5


def test_protein_counts_against_what_was_eaten_before():
    people = Adults.of_person(MAN)
    day = {"days": [120], "intake_kcal_d": 2400.0}
    same = simulate(people, TROPHE, **day, protein_g_kg_d=1.4, protein_before_g_kg_d=1.4)
    plain = simulate(people, TROPHE, **day)
    more = simulate(people, TROPHE, **day, protein_g_kg_d=1.4, protein_before_g_kg_d=0.8)
    np.testing.assert_allclose(same.lean_kg, plain.lean_kg, atol=1e-9)
    assert more.lean_kg[0] - plain.lean_kg[0] == pytest.approx(0.6 * 0.0544 * 67, abs=0.25)
    # Above 1.62 g/kg nothing more is gained, so nothing is lost on the way down to it.
    full = simulate(people, TROPHE, **day, protein_g_kg_d=1.7, protein_before_g_kg_d=2.2)
    np.testing.assert_allclose(full.lean_kg, plain.lean_kg, atol=1e-9)
