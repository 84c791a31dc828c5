"""`trophe screen`: weak muscle and undernutrition by published criteria."""

import json
from pathlib import Path
from typing import Any, Final

import click

from trophe.cli.case_file import read_json
from trophe.errors import InputError, MissingDataError
from trophe.person.screening import SARC_F, screen, seen_from_dict

EXAMPLE: Final[dict[str, Any]] = {
    "person": {"sex": "female", "age_y": 74, "height_m": 1.58, "weight_kg": 55},
    "today": "2026-09-20",
    "answers": {"lifting": 1, "walking": 1, "rising": 1, "stairs": 2, "falls": 1},
    "eating_less": False,
    "inflammation": False,
    "measurements": [
        {
            "instrument": "grip",
            "side": "right",
            "measured_on": "2026-09-20",
            "values": [14, 15, 15.5],
        },
        {
            "instrument": "tape_calf",
            "side": "right",
            "measured_on": "2026-09-20",
            "values": [31],
        },
    ],
    "weights": [["2026-03-01", 58], ["2026-09-20", 55]],
}


@click.command("screen")
@click.argument("seen", type=click.Path(dir_okay=False, path_type=Path), required=False)
@click.option("--example", is_flag=True, help="Print a file to start from instead.")
@click.option("--questions", is_flag=True, help="Print the five questions instead.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def screen_command(seen: Path | None, example: bool, questions: bool, as_json: bool) -> None:
    """Screen the person of a JSON file: SARC-F, SARC-CalF, EWGSOP2, AWGS 2019, GLIM.

    \b
    trophe screen --example > seen.json
    trophe screen seen.json
    """
    if example:
        click.echo(json.dumps(EXAMPLE, indent=2))
    elif questions:
        _print_questions()
    elif seen is None:
        raise MissingDataError("seen", "Give a JSON file; --example prints one to start from.")
    else:
        _print_screening(read_json(seen), as_json)


def _print_questions() -> None:
    for question in SARC_F:
        click.echo(f"{question.name}: {question.text}")
        for value, answer in enumerate(question.answers):
            click.echo(f"  {value}  {answer}")


def _print_screening(entry: Any, as_json: bool) -> None:
    from trophe.timeline.case import person_from_dict

    if not isinstance(entry, dict) or "person" not in entry:
        raise InputError("person", "person is missing: the file holds an object with a person.")
    rest = {key: value for key, value in entry.items() if key != "person"}
    found = screen(seen_from_dict(person_from_dict(entry["person"]), rest))
    told = found.as_dict()
    if as_json:
        click.echo(json.dumps(told))
        return
    for one in (*found.sets, found.glim):
        click.echo(one.sentence)
        for c in one.criteria:
            value = "not measured" if c.value is None else f"{c.value:g} {c.unit}"
            mark = {True: "!", False: " ", None: "?"}[c.met]
            click.echo(f"  {mark} {c.label}: {value} ({c.rule} {c.cut:g}; {c.source})")
    for percentile in found.percentiles:
        click.echo(percentile.sentence)
    for remark in found.remarks:
        click.echo(remark)
