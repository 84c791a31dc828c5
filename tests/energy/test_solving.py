"""The root finder brackets rising functions, many at once."""

import numpy as np
import pytest

from trophe.energy.solving import solve_rising

LOW, HIGH = np.zeros(4), np.full(4, 10.0)


def test_each_column_meets_its_own_target():
    def cubes(x):
        return x**3 + x

    found = solve_rising(cubes, LOW, HIGH, np.array([0.5, 10.0, 300.0, 900.0]), tolerance=1e-9)
    assert cubes(found) == pytest.approx([0.5, 10.0, 300.0, 900.0], abs=1e-6)


def test_a_target_out_of_reach_gives_the_nearer_end():
    targets = np.array([-1.0, 20.0, 5.0, 10.0])
    found = solve_rising(lambda x: x, LOW, HIGH, targets, tolerance=1e-9)
    assert found == pytest.approx([0, 10, 5, 10])


def test_failed_runs_below_and_above_do_not_hide_the_answer():
    def fragile(x):
        return np.where((x < 2) | (x > 8), np.nan, np.exp(x / 4))

    target = np.array([1.8, 3.0, 5.0, 7.0])
    found = solve_rising(fragile, LOW, HIGH, target, tolerance=1e-9)
    assert np.exp(found / 4) == pytest.approx(target, abs=1e-7)


def test_few_rounds_suffice():
    calls = []

    def counted(x):
        calls.append(x.shape)
        return np.sqrt(x)

    solve_rising(counted, LOW, HIGH, np.array([0.5, 1.0, 2.0, 3.0]), tolerance=1e-7)
    assert len(calls) <= 5
