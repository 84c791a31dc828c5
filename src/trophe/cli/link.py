"""`trophe link`: a fresh way in for who has none."""

import json

import click


@click.command()
@click.option("--user", metavar="NAME", help="For this user; for the owner if left out.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def link(user: str | None, as_json: bool) -> None:
    """Print a link that signs in once, for a day. Links printed before end."""
    from trophe.web.config.startup import fresh_link

    url = fresh_link(user)
    click.echo(json.dumps({"link": url}) if as_json else url)
