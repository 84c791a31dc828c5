"""`trophe plan`: a safe daily calorie goal, protein, and an honest forecast."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click

from trophe.checks import require_one
from trophe.cli.forecast import exposure_of
from trophe.cli.person_options import PERSON_OPTIONS, person_from_options
from trophe.cli.plan_text import print_plan
from trophe.energy import DEFAULT_PRESET, PRESETS
from trophe.errors import InputError, MissingDataError
from trophe.plan import GOALS, Goal, History, Plan, make
from trophe.units import WEIGHT_UNITS, parse_weight_kg

REFUSED: Final = 3


def _options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The person's options, in the order in which help shows them."""
    for option in reversed(PERSON_OPTIONS):
        function = option(function)
    return function


@click.command()
@click.option("--goal", help=f"One of {', '.join(GOALS)} (pounds a week).")
@click.option("--target-weight", help="Weight to reach, as 140lb or 64kg; with --by-day or a rate.")
@click.option("--by-day", help="Days from today to reach the target weight in, 7 to 1825.")
@_options
@click.option("--protein", help="Protein you chose, g per kg of body weight a day.")
@click.option(
    "--protein-before", help="Protein you ate until now, g per kg a day; default a usual intake."
)
@click.option(
    "--start-training", is_flag=True, help="Strength training twice a week begins with the plan."
)
@click.option(
    "--expenditure",
    help="What you use in a day as `trophe expenditure` learned it, kcal.",
)
@click.option("--expenditure-sd", help="Standard deviation of that expenditure, kcal a day.")
@click.option(
    "--cause",
    "causes",
    multiple=True,
    help="What takes muscle, as `trophe forecast` has it: immobilisation:knee:left:0-42.",
)
@click.option("--train", "trainings", multiple=True, help="What is done, as resistance:3/week:42-.")
@click.option("--on-day", default="0", show_default=True, help="Which day of the causes today is.")
@click.option("--days", default="365", show_default=True, help="How far to forecast, 7 to 1825.")
@click.option("--seed", default="0", show_default=True, help="Seed of the forecast's draws.")
@click.option("--draws", default="400", show_default=True, help="People in the forecast.")
@click.option(
    "--preset",
    default=DEFAULT_PRESET,
    show_default=True,
    help=f"Energy model to use: {', '.join(PRESETS)}.",
)
@click.option("--units", default="", help="Weights shown in kg, lb or st; default as you typed.")
@click.option("--show-numbers", is_flag=True, help="Show figures that a rule hides by default.")
@click.option("--json", "as_json", is_flag=True, help="Print the plan as JSON.")
@click.option("--png", type=click.Path(dir_okay=False), help="Draw the forecast into this file.")
@click.pass_context
def plan(ctx: click.Context, /, **given: Any) -> None:
    """A safe daily calorie goal, protein by meal, and a forecast with its bands.

    \b
    trophe plan --sex female --age 40 --height "5ft 6in" --weight 160lb \\
        --activity light --goal lose-1
    trophe plan --sex male --age 55 --height 178cm --weight 95kg \\
        --activity moderate --target-weight 85kg --by-day 300 --json

    Exit code 0; 2 for input that makes no sense; 3 for a goal that the safety rules refuse (the
    reasons and a safe goal are printed).
    """
    unit = _unit(given["units"], given["weight"])
    person = person_from_options(given)
    made = make(
        person,
        _goal(given["goal"], given["target_weight"], given["by_day"]),
        [exposure_of(text) for text in (*given["causes"], *given["trainings"])],
        exposures_day=int(require_one("on-day", given["on_day"], 0, 36525)),
        days=int(require_one("days", given["days"], 7, 1825)),
        seed=int(require_one("seed", given["seed"], 0, 2**32 - 1)),
        draws=int(require_one("draws", given["draws"], 0, 5000)),
        preset=given["preset"],
        protein_g_kg_d=_optional("protein", given["protein"], 0.1, 10),
        protein_before_g_kg_d=_optional("protein-before", given["protein_before"], 0.1, 10),
        starts_training=given["start_training"],
        history=_history(given["expenditure"], given["expenditure_sd"]),
    )
    shown = made if given["show_numbers"] else made.without_hidden()
    if given["as_json"]:
        click.echo(shown.to_json(), nl=False)
    else:
        print_plan(shown, unit)
    if given["png"]:
        _draw(shown, given["png"], unit)
    if made.refused:
        ctx.exit(REFUSED)


def _goal(name: str | None, target: str | None, by_day: Any) -> Goal:
    """The goal that the three options ask for together."""
    if name is None and target is None:
        raise MissingDataError("goal", f"Say --goal with one of {', '.join(GOALS)}.")
    weight_kg = None if target is None else parse_weight_kg(target, name="target-weight")
    if name is None:
        if by_day is None:
            raise MissingDataError("by-day", "Say in how many days, or give a --goal as well.")
        assert weight_kg is not None
        return Goal.target(weight_kg, int(require_one("by-day", by_day, 7, 1825)))
    if by_day is not None:
        raise InputError("by-day", "by-day goes with target-weight alone, not with goal.")
    rate = Goal.parse(name).rate_lb_week
    return Goal.rate(rate or 0.0, weight_kg)


def _history(expenditure: Any, sd: Any) -> History | None:
    """What was learned of the person, as `trophe expenditure` prints it; None without it."""
    if expenditure is None and sd is None:
        return None
    return History(
        expenditure_kcal_d=_optional("expenditure", expenditure, 500, 8000),
        expenditure_sd_kcal_d=_optional("expenditure-sd", sd, 1, 2000),
    )


def _unit(units: str, typed: str | None) -> str:
    """The unit to show weights in: as asked, else as the weight was typed."""
    if units:
        if units not in WEIGHT_UNITS:
            raise InputError("units", f"units = {units!r} is not one of kg, lb, st.")
        return units
    text = (typed or "").lower()
    if "st" in text:
        return "st"
    return "lb" if "lb" in text or "pound" in text else "kg"


def _optional(name: str, value: Any, low: float, high: float) -> float | None:
    return None if value is None else require_one(name, value, low, high)


def _draw(made: Plan, path: str, unit: str) -> None:
    """The forecast as a PNG file; a remark where there is none to draw."""
    from trophe.report import charts, render_png

    chart = charts.weight_forecast(made.as_dict(), unit=unit)
    if chart is None:
        click.echo("There is no forecast to draw.", err=True)
        return
    render_png(chart.wide, Path(path))
    click.echo(f"Drew {path}.", err=True)
