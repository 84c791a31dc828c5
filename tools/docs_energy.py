"""The docs page of the energy calibration, made from the stored results."""

import json
from typing import Any

from trophe.evidence import constants
from trophe.fit.energy_calibration import RESULTS, errors

TEXT = """# How the energy model's lean side is calibrated

Made by `make docs` from the stored results; `make fit-energy` recalibrates (half a minute, no extra
packages). Evidence `{evidence}`.

The published adult model (Hall 2011, preset `hall2011`) tells the change of body fat in trials
well and loses and gains too much fat-free mass. The preset `trophe` is the same model with five
parameters set on trials; the published presets stay as they are.

- **Partition.** The constant that splits tissue energy between fat and lean is multiplied.
- **Water.** What shifts of fluid and of glycogen water weigh is multiplied. Sodium follows intake.
- **Protein and resistance training** move lean tissue by a share of the fat-free mass of day 0,
  and the shift comes and goes with a time constant. As factors on the partition they would have
  the wrong sign in a surplus, where more protein means more lean, not less. Protein counts up to
  {enough:g} g/kg/d (Morton 2018) against a usual {reference:g}; left out, both change nothing.
- **Ageing** of resting expenditure, {ageing:g} kcal/d a year times activity, is the age
  coefficient of Mifflin's equation: the trials are too short to tell it.

## What was found

{parameters}

Mode and 90 % interval of a Bayesian fit: priors of the set `energy_lean_priors`
([constants](constants.md)), Student-t errors, spread from the curvature at the mode. Arms that
lived freely have an adherence of their own, with a prior, so that eating other than told does not
pass for physiology. Arms whose intake is not known (role partition) count only by how their
weight change splits. Nothing unverified enters.

## How well it tells trials it never saw

Mean absolute error over the arms with known intake, kg. *Left out*: each series predicted with
parameters fitted on the others, eaten as told. The form of the model and its priors were chosen
with all of them in view, so a trial that is new in every way will be told less well.

{errors}

Arm by arm (weight / fat / fat-free mass, kg; a dot is not told):

{trials}

Arms whose intake is not known, run to their observed weight:

{splits}

## Kept out of every fit

{checks}

## Where it fails, and what that means

- **Semi-starvation** (Minnesota): the men's activity halved; the model keeps it and loses far too
  much. No verified trial in the table tells how activity falls, so nothing was added.
- **Total fasting**: fat-free mass comes out right, fat loss too small: the men spent more, or
  densitometry misread water.
- **Free living**: people eat nearer to their habit than told, in surplus and in deficit alike, so
  weight changes less than the model says. That is adherence, not physiology, and no parameter
  hides it; a forecast learns it from the scale.
- **Overfeeding of outpatients** (Levine): part of the surplus is walked off. Confined trials show
  no such loss.
- **Mean persons.** Height, weight, activity and protein of many arms are assumed (column
  `assumed` of the table, with the reason). The intervals above do not hold that error in full.
- **Protein** is set mostly by three short trials, two with training; two long trials without
  training (Englert 2021 in the fit, Bhasin 2018 in words) see little or none.
"""

HEADS = {
    "left_out": "`trophe`, series left out",
    "left_out_plain": "the same without protein and training",
    "published": "`hall2011`",
    "published_sodium": "`hall2011`, sodium follows intake",
}


def energy_page() -> str:
    """The page."""
    results = json.loads(RESULTS.read_text(encoding="utf-8"))
    c = constants("energy_trophe")
    known = [row for row in results["trials"] if row["role"] == "fit"]
    splits = [row for row in results["trials"] if row["role"] == "partition"]
    return TEXT.format(
        evidence=results["evidence"][:12],
        enough=c.protein_enough,
        reference=c.protein_reference,
        ageing=c.ageing,
        parameters=_parameters(results["parameters"]),
        errors=_errors(results),
        trials=_rows(known, ("observed", "left_out", "published")),
        splits=_rows(splits, ("observed", "left_out", "published")),
        checks=_rows(results["checks"], ("observed", "fitted", "published")),
    )


def _table(heads: list[str], rows: list[list[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in (heads, ["---"] * len(heads), *rows)]
    return "\n".join(lines)


def _parameters(found: dict[str, dict[str, float]]) -> str:
    units = {p.name: p.unit for p in constants("energy_trophe").parameters.values()}
    rows = [
        [
            f"`{name}`",
            f"{f['mode']:g}",
            f"{f['q05']:g} to {f['q95']:g}",
            units[name.removesuffix("_d") if name == "lean_response_d" else name],
        ]
        for name, f in found.items()
    ]
    return _table(["parameter", "mode", "90 % interval", "unit"], rows)


def _errors(results: dict[str, Any]) -> str:
    rows = []
    for model, head in HEADS.items():
        found = errors(results, model)
        rows.append([head, *(f"{found[name]:.2f}" for name in ("weight", "fat", "ffm"))])
    return _table(["", "weight", "fat", "fat-free mass"], rows)


def _rows(table: list[dict[str, Any]], columns: tuple[str, ...]) -> str:
    rows = [
        [
            row["study"] + ("" if row["verified"] else " †"),
            row["text"],
            str(row["day"]),
            *(_changes(row[column]) for column in columns),
        ]
        for row in table
    ]
    heads = ["trial", "arm", "day", *(name.replace("_", " ") for name in columns)]
    note = "\n\n† not verified" if any("†" in row[0] for row in rows) else ""
    return _table(heads, rows) + note


def _changes(change: dict[str, float | None]) -> str:
    cells = [change[name] for name in ("weight", "fat", "ffm")]
    return " / ".join("·" if value is None else f"{value:+.1f}" for value in cells)
