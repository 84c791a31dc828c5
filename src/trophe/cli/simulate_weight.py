"""`trophe simulate-weight`: a batch of weight cases."""

from pathlib import Path

import click

from trophe.cli.batch import report
from trophe.energy import DEFAULT_PRESET, PRESETS
from trophe.exchange.weight_cases import CHILD, simulate_weight_cases


@click.command("simulate-weight")
@click.argument("source", metavar="IN.csv", type=click.Path(path_type=Path))
@click.argument("target", metavar="OUT.csv", type=click.Path(path_type=Path))
@click.option(
    "--preset",
    type=click.Choice([*PRESETS, CHILD]),
    default=DEFAULT_PRESET,
    show_default=True,
    help="Which version of the model; child is for 2 to 18 years.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def simulate_weight(source: Path, target: Path, preset: str, as_json: bool) -> None:
    """Simulate the weight cases of IN.csv and write them with their states to OUT.csv.

    One row is one case and one day; rows of a case need not stand together. Columns for adults:
    sex, age_y, height_m, weight0_kg, pal, ei_schedule_kind (step, linear, cycle),
    ei_schedule_delta_kcal_d (like 0:-500;120:0), day; optional carb_frac_base, carb_frac_after,
    baseline_ei_override_kcal_d, baseline_fat_override_kg, na_schedule_kind,
    na_schedule_delta_mg_d; for the preset trophe also protein_g_kg_d and resistance_training (0
    to 1), which change nothing when left out. For children: sex, age_y, ffm0_kg, fm0_kg,
    intake_mode (ref, linear, richards), intake_parameters, day; optional horizon_d. Other
    columns are passed through.

    A bad row gets its reason in the column error, the others go on; the exit code is then 2.
    """
    report(simulate_weight_cases(source, target, preset), target, as_json=as_json)
