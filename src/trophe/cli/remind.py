"""`trophe remind`: send what is due now, for a timer of the machine."""

import json

import click


@click.command("remind")
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
def remind(as_json: bool) -> None:
    """Tell people of what waits for them, by the ways that are on.

    A running server does this every ten minutes by itself. Nothing is sent unless TROPHE_PUSH or
    TROPHE_MAIL turned a way on and a person asked for it; each notice goes out once, never in
    their quiet hours.
    """
    from trophe.web.config import startup

    report = startup.remind()
    if as_json:
        told = {"told": report.told, "quiet": report.quiet, "failed": report.failed}
        click.echo(json.dumps(told, indent=1))
        return
    if not startup.reminds():
        click.echo("No way to remind people is turned on (TROPHE_PUSH, TROPHE_MAIL).")
        return
    click.echo(f"{report.told} told, {report.quiet} left in their quiet hours.")
    for reason in report.failed:
        click.echo(f"Not sent: {reason}", err=True)
