"""`trophe goal-intake`: a batch of weight goals."""

from pathlib import Path

import click

from trophe.cli.batch import report
from trophe.energy.goal import RULES
from trophe.exchange.goal_cases import solve_goal_cases


@click.command("goal-intake")
@click.argument("source", metavar="IN.csv", type=click.Path(path_type=Path))
@click.argument("target", metavar="OUT.csv", type=click.Path(path_type=Path))
@click.option(
    "--preset",
    "rule",
    type=click.Choice(RULES),
    default="settled",
    show_default=True,
    help="settled: the weight that stays. niddk: as the NIDDK Body Weight Planner does it.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def goal_intake(source: Path, target: Path, rule: str, as_json: bool) -> None:
    """Solve the goals of IN.csv: what to eat to reach a weight by a day, and to keep it.

    Columns: sex, age_y, height_m, weight0_kg, pal, goal_weight_kg, goal_days; optional
    carb_frac, activity_change_pct, maintenance_activity_change_pct. Others are passed through.
    OUT.csv repeats them and adds the intakes and the body on the day; with settled also the
    weight 60 and 730 days later and how much water comes back.

    This is arithmetic, not advice: no safety rule is asked here. `trophe plan` asks them.

    A bad row gets its reason in the column error, the others go on; the exit code is then 2.
    """
    report(solve_goal_cases(source, target, rule), target, as_json=as_json)
