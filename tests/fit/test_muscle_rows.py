"""The rows of the muscle fit and the scores of its forecasts."""

import numpy as np
import pytest

from trophe.evidence import fit_rows
from trophe.fit.muscle_rows import muscle_rows, rows_of
from trophe.fit.muscle_scores import baselines, score, scored
from trophe.fit.pages import plane, table
from trophe.muscle.knowledge import BONE, SIZE, STRENGTH


def test_only_verified_figures_that_stand_for_one_measurement_enter():
    rows = muscle_rows()
    assert set(rows.effects) <= set(fit_rows())
    assert all(effect.verified for effect in rows.effects)
    assert len({effect.effect_id for effect in rows.effects}) == len(rows.effects)


def test_a_row_keeps_its_figure_on_the_log_scale_and_its_people():
    rows = muscle_rows()
    i = [e.effect_id for e in rows.effects].index("mulder2006_bbr/a1")
    assert 100 * np.expm1(rows.found[i]) == pytest.approx(-14.1)
    assert rows.design.n[i] == 9
    assert rows.design.kind[i] == SIZE
    assert rows.design.share[i].sum() == pytest.approx(1)
    # SD 5.2 points of a level of 85.9 %
    assert rows.sd[i] == pytest.approx(5.2 / 85.9, rel=1e-3)


def test_every_kind_of_measure_is_there_and_clusters_hold_campaigns_together():
    rows = muscle_rows()
    assert set(rows.design.kind) == {SIZE, STRENGTH, BONE}
    berlin = {
        rows.clusters[c]
        for c, e in zip(rows.cluster, rows.effects, strict=True)
        if e.study.study_id in ("mulder2006_bbr", "rittweger2010_bbr2", "mendis2009_bbr")
    }
    assert len(berlin) == 1


def test_a_forecast_does_not_see_the_change_at_the_end_unless_told():
    rows = muscle_rows()
    blind = rows_of(rows.effects, use_known_end=False)
    assert np.isnan(blind.design.log_end).all()
    assert not np.isnan(rows.design.log_end).all()


def test_baselines_never_see_the_study_they_forecast():
    effects = [
        e
        for e in muscle_rows().effects
        if e.arm.cause == "bed_rest" and e.quantity.value == "strength"
    ]
    rate, mean = baselines(effects, [e.study.cluster for e in effects])
    ok = scored(effects)
    for i in (0, len(effects) // 2):
        others = [
            e.change_pct
            for j, e in enumerate(effects)
            if ok[j]
            and e.study.cluster != effects[i].study.cluster
            and (e.quantity, e.phase) == (effects[i].quantity, effects[i].phase)
        ]
        assert mean[i] == pytest.approx(np.mean(others))
    assert np.isfinite(rate).all()


def test_scores_of_a_case_worked_by_hand():
    found = np.array([-10.0, -20.0])
    quantiles = np.array([[-14.0, -12, -11, -9, -6], [-18.0, -16, -15, -12, -10]])
    base = (np.array([-6.0, -26.0]), np.array([-15.0, -15.0]))
    s = score("a", found, quantiles, base, np.array([True, True]))
    assert (s.error, s.rate_error, s.mean_error) == (3.0, 5.0, 5.0)
    assert s.ratio == pytest.approx(0.6)
    assert (s.covered_90, s.covered_50, s.width_90) == (0.5, 0.5, 8.0)
    # The second misses its interval by 2: 8 + 20 x 2, averaged with 8.
    assert s.interval_score == pytest.approx(28.0)


def test_pages_are_plain_markdown_and_figures_carry_a_title():
    assert table(("a", "b"), [(1, 0.5)]).splitlines()[2] == "| 1 | 0.50 |"
    assert "<title>t</title>" in plane("t", "x", "y", 0, 1, [])
