"""`trophe measure`: an instrument's protocol, and what a reading is worth."""

import json
from typing import Any

import click

from trophe.errors import InputError
from trophe.person.measures import Instrument, corrected_girth_cm, instrument, instruments


@click.command()
@click.argument("name", required=False)
@click.argument("values", nargs=-1)
@click.option("--skinfold", type=float, help="Skin fold at a girth's place, mm.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def measure(
    name: str | None, values: tuple[str, ...], skinfold: float | None, as_json: bool
) -> None:
    """How to measure, and the mean, error and smallest real change of VALUES with instrument NAME.

    \b
    trophe measure
    trophe measure tape_thigh
    trophe measure tape_thigh 54.0 54.3 53.9 --skinfold 18
    """
    if name is None:
        _list(as_json)
        return
    of = instrument(name)
    told = _worth(of, [_number(v) for v in values], skinfold) if values else {}
    if as_json:
        click.echo(json.dumps({"instrument": name, "unit": of.unit, **told}))
        return
    click.echo(f"{of.label}: {of.what}")
    for step in of.protocol:
        click.echo(f"  - {step}")
    for key, value in told.items():
        click.echo(f"{key.replace('_', ' ')}: {value:g} {of.unit}")


def _list(as_json: bool) -> None:
    from trophe.timeline.tables_json import instruments_json

    if as_json:
        click.echo(json.dumps(instruments_json()))
        return
    for name, of in instruments().items():
        click.echo(f"{name:18} {of.label} ({of.unit})")


def _worth(of: Instrument, values: list[float], skinfold: float | None) -> dict[str, Any]:
    for value in values:
        if not of.low <= value <= of.high:
            raise InputError("values", f"values = {value:g} is outside {of.low:g} to {of.high:g}.")
    mean = sum(values) / len(values)
    told = {"mean": mean}
    if skinfold is not None:
        if not of.skinfold:
            raise InputError("skinfold", f"{of.label} takes no skin fold.")
        told["corrected"] = corrected_girth_cm(mean, skinfold)
    return {
        **{key: round(value, 3) for key, value in told.items()},
        "typical_error": round(of.error_of(mean), 3),
        "smallest_real_change": round(of.detectable(mean), 3),
    }


def _number(text: str) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        raise InputError("values", f"values = {text!r} is not a number.") from None
