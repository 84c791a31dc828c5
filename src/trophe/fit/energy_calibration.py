"""Runs the calibration of the energy model's lean side and stores what it found.

    python -m trophe.fit.energy_calibration

Writes the constants of the preset `trophe` and, beside this module, the results with the hash of
the evidence they came from. Takes about half a minute; the same evidence gives the same figures.
"""

import json
import sys
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from trophe.energy import Preset, preset
from trophe.energy.presets import CALIBRATED
from trophe.evidence import ENERGY_TABLES, calibration_arms, check_arms, evidence_hash
from trophe.files import write_whole
from trophe.fit.energy_data import COLUMNS, Trials
from trophe.fit.energy_lean import (
    ON_LOG,
    PARAMETERS,
    Fit,
    fit,
    leave_one_series_out,
    predict,
    starting_preset,
    with_parameters,
)

RESULTS: Final = Path(str(files("trophe.fit"))) / "energy_calibration.json"
CONSTANTS: Final = Path(str(files("trophe.evidence"))) / "constants" / "energy_trophe.toml"
NAMES: Final = {"lean_response_d": "lean_response"}
UNITS: Final = {
    "partition_factor": "factor",
    "fluid_factor": "factor",
    "protein_lean_share": "share of FFM per g/kg/d",
    "training_lean_share": "share of FFM",
    "lean_response_d": "d",
}
RESPONSES: Final = ("protein_lean_share", "training_lean_share")
MARK: Final = "# Below: fitted. `make fit-energy` writes it.\n"

Floats = NDArray[np.float64]


def calibrate() -> tuple[Fit, dict[str, Any]]:
    """The fit and everything the docs tell of it, as plain values."""
    trials = Trials.of(calibration_arms(), starting_preset())
    checks = Trials.of(check_arms(), starting_preset())
    found = fit(trials)
    model = with_parameters(starting_preset(), found.mean)
    published = preset("hall2011")
    plain = fit(trials, without=RESPONSES)
    results = {
        "evidence": evidence_hash(ENERGY_TABLES),
        "parameters": _parameters(found),
        "correlation": _rounded(_correlation(found.covariance)),
        "trials": _table(
            trials,
            {
                "left_out": leave_one_series_out(trials, found),
                "left_out_plain": leave_one_series_out(trials, plain, RESPONSES),
                "published": predict(trials, published),
                "published_sodium": predict(trials, _with_sodium(published)),
                "fitted": predict(trials, model),
            },
            found.adherence,
        ),
        "checks": _table(checks, {"fitted": checks.run(model), "published": checks.run(published)}),
    }
    return found, results


def _with_sodium(published: Preset) -> Preset:
    """The published model with sodium that follows intake."""
    start = starting_preset()
    return replace(published, sodium_with_intake_mg_d=start.sodium_with_intake_mg_d)


def _parameters(found: Fit) -> dict[str, dict[str, float]]:
    """Mode and 90 % interval of each parameter in its own unit."""
    sd = np.sqrt(np.diag(found.covariance))
    ends = np.stack([found.mean - 1.645 * sd, found.mean, found.mean + 1.645 * sd])
    low, mode, high = np.where(ON_LOG, np.exp(ends), ends)
    return {
        name: {
            "mode": _sig(mode[i]),
            "q05": _sig(low[i]),
            "q95": _sig(high[i]),
            "sd_on_fit_scale": _sig(sd[i]),
        }
        for i, name in enumerate(PARAMETERS)
    }


def _correlation(covariance: Floats) -> Floats:
    """Correlations of the parameters on the scale of the fit."""
    spread = np.sqrt(np.diag(covariance))
    return np.asarray(covariance / np.outer(spread, spread))


def _table(
    trials: Trials, columns: dict[str, Floats], adherence: Floats | None = None
) -> list[dict[str, Any]]:
    """One row an arm and day, with what was observed and what each model says."""
    table = []
    for i, (arm, outcome) in enumerate(zip(trials.arms, trials.outcomes, strict=True)):
        row: dict[str, Any] = {
            "arm": arm.arm_id,
            "series": arm.series_id,
            "study": arm.study,
            "text": arm.arm,
            "role": arm.role,
            "setting": arm.setting,
            "day": int(outcome.day),
            "verified": outcome.verified,
            "observed": _changes(trials.observed[i]),
        }
        row |= {name: _changes(values[i]) for name, values in columns.items()}
        if adherence is not None:
            row["adherence"] = round(float(adherence[i]), 2)
        table.append(row)
    return table


def _changes(values: Floats) -> dict[str, float | None]:
    """Changes by name, kg to a hundredth; None where there is none."""
    rounded = [None if np.isnan(v) else round(float(v), 2) + 0.0 for v in values]
    return dict(zip(COLUMNS, rounded, strict=True))


def _rounded(values: Floats) -> list[list[float]]:
    return [[round(float(v), 2) + 0.0 for v in row] for row in values]


def _sig(value: float) -> float:
    """Three significant digits: more would claim what the fit does not know."""
    return float(f"{value:.3g}")


def errors(results: dict[str, Any], model: str) -> dict[str, float]:
    """Mean absolute error, kg, of a column over the arms whose intake is known."""
    found = {}
    for name in COLUMNS:
        gaps = [
            abs(row[model][name] - row["observed"][name])
            for row in results["trials"]
            if row["role"] == "fit" and row["observed"][name] is not None
        ]
        found[name] = float(np.mean(gaps))
    return found


def constants_text(old: str, results: dict[str, Any]) -> str:
    """The constants file with the fitted part written anew."""
    parts = [old.split(MARK)[0].rstrip() + "\n", MARK]
    source = f"mode of the calibration on evidence {results['evidence'][:12]}"
    for name, figures in results["parameters"].items():
        interval = f"90 % interval {figures['q05']:g} to {figures['q95']:g}"
        parts.append(
            f"[parameters.{NAMES.get(name, name)}]\n"
            f"value = {figures['mode']}\n"
            f'unit = "{UNITS[name]}"\n'
            'kind = "derived"\n'
            'locator = "docs/energy-calibration.md"\n'
            f'derivation = "{source}; {interval}"\n'
        )
    return "\n".join([*parts, *_spread(results)])


def _spread(results: dict[str, Any]) -> list[str]:
    """The part of the constants file that says how sure the parameters are."""
    names = ", ".join(f"log {n}" if on_log else n for n, on_log in CALIBRATED.items())
    sd = [figures["sd_on_fit_scale"] for figures in results["parameters"].values()]
    flat = [value for row in results["correlation"] for value in row]
    rows = {
        "calibration_sd": (sd, "by parameter", f"standard deviations of {names}"),
        "calibration_correlation": (flat, "1", "their correlations, row by row"),
    }
    return [
        f"[parameters.{name}]\n"
        f"value = {values}\n"
        f'unit = "{unit}"\n'
        'kind = "derived"\n'
        'locator = "docs/energy-calibration.md"\n'
        f'derivation = "Laplace spread at the mode: {what}"\n'
        for name, (values, unit, what) in rows.items()
    ]


def main() -> int:
    """Calibrate and write the constants and the results."""
    _, results = calibrate()
    write_whole(CONSTANTS, constants_text(CONSTANTS.read_text(encoding="utf-8"), results))
    write_whole(RESULTS, json.dumps(results, indent=1, ensure_ascii=False) + "\n")
    for name, figures in results["parameters"].items():
        sys.stdout.write(f"{name}: {figures}\n")
    for model in ("left_out", "left_out_plain", "published", "published_sodium"):
        sys.stdout.write(f"{model}: {errors(results, model)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
