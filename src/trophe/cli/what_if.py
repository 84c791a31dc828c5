"""`trophe what-if`: what a change from today on would do."""

import json
from pathlib import Path
from typing import Any

import click

from trophe.cli.case_file import read_case


@click.command("what-if")
@click.argument("case", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--protein", "protein_g_kg_d", type=float, help="Protein, g per kg a day, 0.4 to 3.")
@click.option("--sessions", "sessions_week", type=float, help="Strength sessions a week, 0 to 7.")
@click.option("--nmes", is_flag=True, help="Electrical stimulation of the resting limb.")
@click.option("--walking", is_flag=True, help="Standing and walking every day.")
@click.option("--cast-off-earlier", "cast_off_days_earlier", type=float, help="Days, 0 to 60.")
@click.option("--slower-loss", is_flag=True, help="Losing weight at half the pace.")
@click.option("--seed", type=int, help="Fixes the random numbers.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def what_if(case: Path, seed: int | None, as_json: bool, **changes: Any) -> None:
    """What changes from today on would do to a CASE (see `trophe events --example`).

    \b
    trophe what-if case.json --protein 1.6 --sessions 3
    """
    from trophe.timeline.what_if import what_if as ask

    given = {key: value for key, value in changes.items() if value not in (None, False)}
    told = ask(read_case(case, seed=seed), given)
    if as_json:
        click.echo(json.dumps(told.as_dict()))
        return
    click.echo(told.sentence)
    for row in told.rows:
        click.echo(f"\n{row.label}: {row.before} → {row.after}")
        click.echo(f"  {row.sentence}")
        for source in row.sources[:3]:
            click.echo(f"  · {source['authors']} {source['year'] or ''}: {source['text']}")
    for one in told.refused:
        click.echo(f"\n{one['text']}")
