"""`trophe cite`: the work behind a figure."""

import json
from dataclasses import asdict

import click

from trophe.errors import UnknownNameError
from trophe.evidence import constant_names, constants, source, source_keys, study, study_ids


@click.command()
@click.argument("key")
@click.option("--json", "as_json", is_flag=True, help="Print everything known as JSON.")
def cite(key: str, as_json: bool) -> None:
    """Cite a source, a study of the evidence table, or a set of constants, by its KEY.

    KEY is for example mifflin1990 (source), mulder2006_bbr (study) or ree_mifflin1990 (constants).
    """
    if key in constant_names():
        _show_constants(key, as_json)
        return
    if key not in source_keys() and key not in study_ids():
        raise UnknownNameError("key", key, [*source_keys(), *study_ids(), *constant_names()])
    work = source(key) if key in source_keys() else study(key)
    click.echo(json.dumps(asdict(work), indent=2, ensure_ascii=False) if as_json else work.text)


def _show_constants(key: str, as_json: bool) -> None:
    """A set of constants with the address of each."""
    entry = constants(key)
    parameters = [asdict(p) for p in entry.parameters.values()]
    if as_json:
        head = {"id": entry.id, "title": entry.title, "population": entry.population}
        click.echo(json.dumps(head | {"parameters": parameters}, indent=2, ensure_ascii=False))
        return
    click.echo(f"{entry.title}\n{source(entry.source).text}\nFitted on: {entry.population}\n")
    for p in entry.parameters.values():
        place = p.locator or p.rationale
        click.echo(f"  {p.name} = {p.value} {p.unit}  [{p.kind}: {p.source}, {place}]")
