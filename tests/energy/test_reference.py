"""The presets give the numbers of the programs they stand for, on every listed day."""

import csv
from dataclasses import replace

import numpy as np
import pytest

from trophe.energy import PRESETS, Adults, simulate
from trophe.energy import schedule as schedules

BW = {
    "weight_kg": lambda t: t.weight_kg,
    "fat_kg": lambda t: t.fat_kg,
    "lean_kg": lambda t: t.lean_kg,
    "ffm_kg": lambda t: t.ffm_kg,
    "glycogen_kg": lambda t: t.glycogen_kg,
    "ecf_kg": lambda t: t.baseline.ecf_kg[..., None] + t.ecf_change_kg,
    "adaptive_thermogenesis_kcal_d": lambda t: t.adaptive_kcal_d,
}
NIDDK = {
    "weight_kg": lambda t: t.weight_kg,
    "fat_kg": lambda t: t.fat_kg,
    "ffm_without_water_shifts_kg": lambda t: t.lean_kg,
    "glycogen_kg": lambda t: t.glycogen_kg,
    "delta_ecf_kg": lambda t: t.ecf_change_kg,
}


def cases(shared, name):
    """Rows of a reference file by case."""
    grouped = {}
    with (shared / "reference" / name).open(newline="") as file:
        for row in csv.DictReader(file):
            grouped.setdefault(row["case_id"], []).append(row)
    return grouped


def column(rows, name):
    """A column of numbers, NaN where a cell is empty."""
    return np.array([float(row[name] or "nan") for row in rows])


def run(grouped, model):
    """All cases in one simulation, and the days that were kept."""
    firsts = [rows[0] for rows in grouped.values()]
    days = np.unique([int(row["day"]) for rows in grouped.values() for row in rows])
    people = Adults.of(
        male=np.array([float(row["sex"] == "male") for row in firsts]),
        age_y=column(firsts, "age_y"),
        height_m=column(firsts, "height_m"),
        weight_kg=column(firsts, "weight0_kg"),
        pal=column(firsts, "pal"),
        fat_kg=column(firsts, "baseline_fat_override_kg"),
        intake_kcal_d=column(firsts, "baseline_ei_override_kcal_d"),
        carbohydrate_share=column(firsts, "carb_frac_base"),
    )
    intake, sodium = (
        np.array(
            [
                schedules.parse(row[f"{kind}_kind"], row[f"{kind}_delta_{unit}"], days[-1] + 1)
                for row in firsts
            ]
        )
        for kind, unit in (("ei_schedule", "kcal_d"), ("na_schedule", "mg_d"))
    )
    return days, simulate(
        people,
        PRESETS[model] if isinstance(model, str) else model,
        days=days,
        intake_change_kcal_d=intake,
        sodium_change_mg_d=sodium,
        carbohydrate_share=column(firsts, "carb_frac_after")[:, None],
    )


@pytest.mark.parametrize(
    ("preset", "file", "columns"),
    [("bw", "hall_adult.csv", BW), ("niddk", "niddk_adult.csv", NIDDK)],
)
def test_a_preset_gives_its_programs_numbers_to_the_printed_digit(shared, preset, file, columns):
    grouped = cases(shared, file)
    days, ours = run(grouped, preset)
    for name, value in columns.items():
        for states, (case_id, rows) in zip(value(ours), grouped.items(), strict=True):
            place = np.searchsorted(days, column(rows, "day"))
            printed = column(rows, name)
            np.testing.assert_allclose(states[place], printed, rtol=0, atol=2e-6, err_msg=case_id)


def test_the_paper_stays_close_to_the_package(shared):
    # They differ by the package's step order and by its glycogen term, which is in kg.
    grouped = cases(shared, "hall_adult.csv")
    days, ours = run(grouped, "hall2011")
    for states, (case_id, rows) in zip(ours.weight_kg, grouped.items(), strict=True):
        place = np.searchsorted(days, column(rows, "day"))
        printed = column(rows, "weight_kg")
        assert np.abs(states[place] / printed - 1).max() < 0.004, case_id


def test_the_paper_with_the_planners_sodium_stays_close_to_the_planner(shared):
    # They differ by the planner's rounded constants and its step.
    grouped = cases(shared, "niddk_adult.csv")
    paper = replace(PRESETS["hall2011"], sodium_with_intake_mg_d=4000.0)
    rounded = {
        name: getattr(PRESETS["niddk"], name)
        for name in (
            "rho_glycogen", "rho_fat", "rho_lean", "gamma_fat", "gamma_lean", "eta_fat", "eta_lean",
        )
    }  # fmt: skip
    for preset, share in ((paper, 0.0035), (replace(paper, **rounded), 0.001)):
        days, ours = run(grouped, preset)
        for states, (case_id, rows) in zip(ours.weight_kg, grouped.items(), strict=True):
            place = np.searchsorted(days, column(rows, "day"))
            printed = column(rows, "weight_kg")
            assert np.abs(states[place] / printed - 1).max() < share, case_id
