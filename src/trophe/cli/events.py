"""`trophe events`: a timeline on dates, and the muscle forecast that follows from it."""

import json
from pathlib import Path
from typing import Any, Final

import click

from trophe.cli.case_file import read_case
from trophe.errors import MissingDataError

EXAMPLE: Final[dict[str, Any]] = {
    "person": {"sex": "female", "age_y": 44, "height_m": 1.68, "weight_kg": 80},
    "today": "2026-09-20",
    "events": [
        {
            "kind": "cast",
            "part": "knee",
            "side": "left",
            "began_on": "2026-09-01",
            "ended_on": "2026-10-13",
        },
        {
            "kind": "strength_training",
            "began_on": "2026-10-13",
            "detail": {"sessions_week": 2},
        },
    ],
    "measurements": [
        {
            "instrument": "tape_thigh",
            "side": "left",
            "measured_on": "2026-09-05",
            "values": [54.0, 54.2, 53.9],
        }
    ],
}


@click.command()
@click.argument("case", type=click.Path(dir_okay=False, path_type=Path), required=False)
@click.option("--days", type=int, help="How far to look ahead of today, 1 to 730.")
@click.option("--seed", type=int, help="Fixes the random numbers.")
@click.option("--kinds", "show_kinds", is_flag=True, help="List the kinds of events instead.")
@click.option("--example", is_flag=True, help="Print a case to start from instead.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def events(
    case: Path | None,
    days: int | None,
    seed: int | None,
    show_kinds: bool,
    example: bool,
    as_json: bool,
) -> None:
    """The muscle forecast of a CASE: a JSON file with a person, events on dates, and readings.

    \b
    trophe events --example > case.json
    trophe events case.json
    """
    if example:
        click.echo(json.dumps(EXAMPLE, indent=2))
    elif show_kinds:
        _print_kinds(as_json)
    elif case is None:
        raise MissingDataError("case", "Give a JSON file; --example prints one to start from.")
    else:
        _print_forecast(case, days, seed, as_json)


def _print_kinds(as_json: bool) -> None:
    from trophe.timeline.tables_json import kinds_json

    told = kinds_json()
    if as_json:
        click.echo(json.dumps(told))
        return
    for group, label in told["groups"].items():
        click.echo(f"\n{label}")
        for name, kind in told["kinds"].items():
            if kind["group"] == group:
                takes = f"  ({', '.join(kind['takes'])})" if kind["takes"] else ""
                click.echo(f"  {name:24} {kind['label']}{takes}")


def _print_forecast(path: Path, days: int | None, seed: int | None, as_json: bool) -> None:
    from trophe.timeline.document import document
    from trophe.timeline.outlook import outlook

    told = document(outlook(read_case(path, days=days, seed=seed)))
    if as_json:
        click.echo(json.dumps(told))
        return
    click.echo(told["headline"])
    for note in told["notes"]:
        click.echo(f"  {note}")
    shown = [place for place in told["places"] if place["affected"] and place["size"]]
    if shown:
        click.echo("\nSize over before, today (nine in ten between)")
    for place in shown[:8]:
        low, _, middle, _, high = place["size"]["now"]
        click.echo(f"  {place['label']:44} {middle:6.1%}  {low:6.1%} to {high:6.1%}")
