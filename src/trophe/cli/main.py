"""The `trophe` command: finds a command by name and turns our errors into exit codes."""

from importlib import import_module
from typing import Any, Final

import click

from trophe import __version__
from trophe.errors import InputError, TropheError

# Command name -> where it lives. Loaded on use, so that `trophe --version` stays instant.
COMMANDS: Final = {
    "check": "trophe.cli.check:check",
    "forecast": "trophe.cli.forecast:forecast_command",
    "predict-studies": "trophe.cli.predict_studies:predict_studies",
    "health": "trophe.cli.health:health",
    "link": "trophe.cli.link:link",
    "measure": "trophe.cli.measure:measure",
    "plan": "trophe.cli.plan:plan",
    "programme": "trophe.cli.programme:programme",
    "recheck": "trophe.cli.recheck:recheck_command",
    "remind": "trophe.cli.remind:remind",
    "screen": "trophe.cli.screen:screen_command",
    "serve": "trophe.cli.serve:serve",
    "cite": "trophe.cli.cite:cite",
    "events": "trophe.cli.events:events",
    "evidence": "trophe.cli.evidence:evidence",
    "expenditure": "trophe.cli.expenditure:expenditure",
    "foods": "trophe.cli.foods:foods",
    "guide": "trophe.cli.guide:guide",
    "goal-intake": "trophe.cli.goal_intake:goal_intake",
    "what-if": "trophe.cli.what_if:what_if",
    "simulate-weight": "trophe.cli.simulate_weight:simulate_weight",
}


class TropheGroup(click.Group):
    """InputError becomes one line and exit 2, any other TropheError one line and exit 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except InputError as error:
            click.echo(f"trophe: {error}", err=True)
            ctx.exit(2)
        except TropheError as error:
            click.echo(f"trophe: {error}", err=True)
            ctx.exit(1)


@click.group(cls=TropheGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="trophe")
def main() -> None:
    """What is happening to your muscle, what to eat and do about it, and whether it works."""
