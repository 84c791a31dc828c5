"""Writes the docs pages that are made from the code: commands, constants and sources.

Run by `make docs`; a test checks that the pages are current.
"""

import sys
from pathlib import Path

import click

from trophe.cli.main import COMMANDS, main
from trophe.evidence import constant_names, constants, source, source_keys
from trophe.safety import TAGS, rules

sys.path.insert(0, str(Path(__file__).parent))  # the page makers beside this file

from docs_energy import energy_page
from docs_evidence import evidence_page

DOCS = Path(__file__).resolve().parents[1] / "docs"


def commands_page() -> str:
    """The help text of every command."""
    # The settings main runs with: click keeps the help option it makes first.
    settings = {"terminal_width": 88, "max_content_width": 88, **main.context_settings}
    context = click.Context(main, info_name="trophe", **settings)
    parts = ["# Commands", "Made from the commands' own help by `make docs`."]
    for name in sorted(COMMANDS):
        command = main.get_command(context, name)
        assert command is not None
        parts += _command(command, f"trophe {name}", context)
    return "\n\n".join(parts) + "\n"


def _command(command: click.Command, path: str, parent: click.Context) -> list[str]:
    """A command's help, and that of the commands below it."""
    info_name = path.rsplit(" ", 1)[-1]
    context = click.Context(
        command, info_name=info_name, parent=parent, terminal_width=88, max_content_width=88
    )
    help_text = "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
    parts = [f"## `{path}`", f"```text\n{help_text}\n```"]
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None:
                parts += _command(below, f"{path} {name}", context)
    return parts


def constants_page() -> str:
    """Every constant with its address, set by set, and the sources they come from."""
    parts = [
        "# Constants and sources",
        "Made from the evidence tables by `make docs`. *Reported* figures stand in the source, "
        "*derived* ones follow from it by the arithmetic given, *assumed* ones carry a rationale. "
        "A figure marked † was not yet re-read in its source.",
    ]
    for set_id in constant_names():
        entry = constants(set_id)
        rows = [
            f"| `{p.name}`{'' if p.checked else ' †'} | {_value(p.value)} | {p.unit} | {p.kind} "
            f"| {p.source} | {_cell(p.derivation or p.rationale or p.locator)} |"
            for p in entry.parameters.values()
        ]
        head = f"## `{set_id}`\n\n{entry.title}. {entry.population}".rstrip()
        table = [
            "| name | value | unit | kind | source | where, or why |",
            "|---|---|---|---|---|---|",
        ]
        parts += [head, "\n".join(table + rows)]
    works = "\n".join(f"- `{key}`: {source(key).text}" for key in source_keys())
    return "\n\n".join([*parts, "## Sources", works]) + "\n"


def rules_page() -> str:
    """Every safety rule in the words that people see, with its figures and sources."""
    parts = [
        "# Safety rules",
        "Made from the rule tables by `make docs`. Tags of figures: "
        + "; ".join(f"**{tag}** {meaning}" for tag, meaning in TAGS.items())
        + ". No clinician has reviewed the rules yet.",
    ]
    for entry in rules().values():
        head = f"## {entry.id}: {entry.title}\n\n{entry.text}\n\nApplies to: {entry.applies_to}."
        works = ", ".join(f"`{key}`" for key in entry.sources)
        parts.append(f"{head} Sources: {works}.")
        rows = [
            f"| {f.name.replace('_', ' ')} | {f.value:g} | {f.unit} | {f.tag} | `{f.source}` |"
            for f in entry.figures.values()
        ]
        table = ["| figure | value | unit | tag | source |", "|---|---|---|---|---|"]
        parts += ["\n".join(table + rows)] if rows else []
    return "\n\n".join(parts) + "\n"


def _value(value: float | tuple[float, ...]) -> str:
    return ", ".join(f"{v:g}" for v in value) if isinstance(value, tuple) else f"{value:.10g}"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


PAGES = {
    "commands.md": commands_page,
    "constants.md": constants_page,
    "energy-calibration.md": energy_page,
    "evidence.md": evidence_page,
    "rules.md": rules_page,
}


def main_build() -> int:
    """Write all pages; tell which changed."""
    for name, build in PAGES.items():
        path, text = DOCS / name, build()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            sys.stdout.write(f"wrote {path.name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main_build())
