"""Growth of children: the package's numbers, the reference child, and refusals."""

import csv

import numpy as np
import pytest

from trophe.energy import (
    reference_body_kg,
    reference_intake_kcal_d,
    richards_intake,
    simulate_child,
)
from trophe.errors import OutOfRangeError


def intake_of(row):
    """The schedule, or curve, that a reference case names."""
    numbers = {k: float(v) for k, v in (p.split("=") for p in row["intake_parameters"].split(";"))}
    day, last = np.arange(int(row["horizon_d"]) + 1), int(row["horizon_d"])
    if row["intake_mode"] == "ref":
        age = float(row["age_y"]) + day / 365
        return numbers["factor"] * reference_intake_kcal_d(age, float(row["sex"] == "male"))
    if row["intake_mode"] == "linear":
        return numbers["start"] + (numbers["end"] - numbers["start"]) * day / last
    return richards_intake(**{k.lower(): v for k, v in numbers.items()})


def test_every_reference_case_comes_out_to_the_printed_digit(shared):
    cases = {}
    with (shared / "reference" / "hall_child.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            cases.setdefault(row["case_id"], []).append(row)
    for case_id, rows in cases.items():
        first = rows[0]
        ours = simulate_child(
            male=float(first["sex"] == "male"),
            age_y=float(first["age_y"]),
            ffm_kg=float(first["ffm0_kg"]),
            fat_kg=float(first["fm0_kg"]),
            intake_kcal_d=intake_of(first),
            days=[int(row["day"]) for row in rows],
        )
        for values, name in (
            (ours.weight_kg, "weight_kg"),
            (ours.ffm_kg, "ffm_kg"),
            (ours.fat_kg, "fm_kg"),
            (ours.intake_kcal_d, "intake_kcal_d"),
        ):
            printed = [float(row[name]) for row in rows]
            np.testing.assert_allclose(values, printed, rtol=0, atol=1e-6, err_msg=case_id)


def test_the_reference_intake_gives_the_check_values():
    boys, girls = (reference_intake_kcal_d([6, 10, 14], male) for male in (1, 0))
    assert boys == pytest.approx([1616.009, 2049.223, 2424.303], abs=1e-3)
    assert girls == pytest.approx([1426.366, 1906.457, 2231.094], abs=1e-3)
    assert reference_intake_kcal_d(10, 0.5) == pytest.approx((2049.223 + 1906.457) / 2, rel=0.01)


def test_the_reference_child_stays_near_the_reference_body():
    ffm, fat = reference_body_kg(6, 0)
    age = 6 + np.arange(366) / 365
    grown = simulate_child(
        male=0, age_y=6, ffm_kg=ffm, fat_kg=fat,
        intake_kcal_d=reference_intake_kcal_d(age, 0), days=[365],
    )  # fmt: skip
    reference = sum(reference_body_kg(7, 0))
    assert grown.weight_kg[0] == pytest.approx(reference, rel=0.05)


def test_more_food_makes_a_heavier_child_and_children_together_grow_as_alone():
    intake = np.array([1500.0, 1700.0, 1900.0])[:, None]
    together = simulate_child(
        male=[1, 0, 1], age_y=[8, 8, 9], ffm_kg=[24, 23, 26], fat_kg=[6, 7, 7],
        intake_kcal_d=intake, days=[200],
    )  # fmt: skip
    alone = simulate_child(male=0, age_y=8, ffm_kg=23, fat_kg=7, intake_kcal_d=1700, days=[200])
    assert together.weight_kg[1] == pytest.approx(alone.weight_kg)
    fed = simulate_child(male=0, age_y=8, ffm_kg=23, fat_kg=7, intake_kcal_d=intake, days=[200])
    assert (np.diff(fed.weight_kg[:, 0]) > 0).all()


def test_a_starving_run_stops_and_the_program_does_not():
    run = simulate_child(male=1, age_y=8, ffm_kg=24, fat_kg=2, intake_kcal_d=300, days=365)
    assert np.isnan(run.weight_kg[-1])
    assert np.isfinite(run.weight_kg[:5]).all()


def test_ages_and_bodies_outside_the_model_are_refused():
    body = {"male": 1, "ffm_kg": 24, "fat_kg": 6, "intake_kcal_d": 1700, "days": 10}
    with pytest.raises(OutOfRangeError, match="2 to 18"):
        simulate_child(age_y=1, **body)
    with pytest.raises(OutOfRangeError, match="intake_kcal_d"):
        simulate_child(age_y=8, **(body | {"intake_kcal_d": -5}))
