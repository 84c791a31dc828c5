"""What the batch commands share: remarks to stderr, a summary, and the exit code."""

import json
from pathlib import Path
from typing import Final

import click

from trophe.exchange.tables import Table

SHOWN: Final = 10


def report(table: Table, target: Path, *, as_json: bool) -> None:
    """Says what became of a table; exits with 2 when some rows are bad."""
    bad = table.bad_rows
    for row in bad[:SHOWN]:
        click.echo(f"line {row.line}: {row.error}", err=True)
    if len(bad) > SHOWN:
        click.echo(f"… and {len(bad) - SHOWN} more, each with its reason in {target}.", err=True)
    if as_json:
        errors = [{"line": row.line, "error": row.error} for row in bad]
        rows = {"rows": len(table.rows), "bad_rows": len(bad), "errors": errors}
        click.echo(json.dumps({"out": str(target), **rows}, indent=2, ensure_ascii=False))
    if bad:
        click.echo(f"trophe: {len(bad)} of {len(table.rows)} rows are bad; see {target}.", err=True)
        raise click.exceptions.Exit(2)
