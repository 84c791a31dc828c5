"""`trophe health`: is this server's house in order?"""

import json

import click


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_context
def health(ctx: click.Context, as_json: bool) -> None:
    """Check the data folder, the secrets, the schema and the database. Exit 1 if one fails."""
    from trophe.web.config.startup import health as health_of

    lines = health_of()
    if as_json:
        rows = [{"name": name, "well": well, "text": text} for name, well, text in lines]
        click.echo(json.dumps(rows, indent=2))
    else:
        for name, well, text in lines:
            click.echo(f"{'ok  ' if well else 'FAIL'}  {name}: {text}")
    if not all(well for _, well, _ in lines):
        ctx.exit(1)
