"""`trophe check`: how soon to see a doctor, and which pattern the findings resemble."""

import os
from pathlib import Path
from typing import Any, Final

import click
from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from trophe.checks import require_one
from trophe.cli.batch import report
from trophe.errors import InputError, MissingDataError
from trophe.exchange.tables import Row, Table, clear, number, read_table, write_table
from trophe.safety.triage import Check, PartlyReadError, Urgency, answer_words, rough_percent
from trophe.safety.triage import check as run_check

INPUTS: Final = ("id", "age", "sex", "region", "findings")
OUTPUTS: Final = ("urgency", "act_within", "class", "second_class", "rules")
LEAST_SHOWN: Final = 0.05
SIX_WEEKS: Final = "6w"
COLOURS: Final = {
    Urgency.EMERGENCY: "bold white on red",
    Urgency.URGENT: "bold yellow",
    Urgency.ROUTINE: "bold cyan",
    Urgency.SELF_CARE: "bold green",
}


@click.command()
@click.argument("findings", required=False, default="")
@click.option("--age", help="Years.")
@click.option("--sex", help="female, male, unspecified.")
@click.option("--region", default="default", show_default=True, help="Cut-offs: default, asia.")
@click.option(
    "--country", default=None, help="Two letters, for emergency numbers (TROPHE_COUNTRY)."
)
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
@click.option(
    "--batch",
    nargs=2,
    metavar="IN.csv OUT.csv",
    type=click.Path(path_type=Path),
    help="Check a table of cases instead.",
)
def check(findings: str, batch: tuple[Path, Path] | None, as_json: bool, **given: Any) -> None:
    """How soon to see a doctor with these findings, and which pattern they resemble.

    \b
    trophe check --age 61 --sex male \\
        "onset=weeks;course=worsening;hand;side=right;wasted;twitch_wide"
    trophe check --batch cases.csv answers.csv

    FINDINGS are names and name=value, separated by ";" (docs/check.md lists them); a leading "?"
    means "not sure". It never names a disease, and it cannot examine anybody.

    A batch needs the columns id, age, sex, region, findings (others are kept) and adds urgency,
    act_within, class, second_class, rules. A bad row gets its reason in the column error, the
    others go on; the exit code is then 2. Where only some findings of a row are unknown, its
    answer rests on the others and is a floor, never self-care.
    """
    country = given["country"] or os.environ.get("TROPHE_COUNTRY", "")
    if batch is not None:
        report(check_table(*batch, country), batch[1], as_json=as_json)
        return
    for name in ("age", "sex"):
        if given[name] is None:
            raise MissingDataError(name, f"Say --{name}.")
    result = run_check(
        age_y=require_one("age", given["age"], 0, 120),
        sex=_sex(given["sex"]),
        region=given["region"].strip().lower(),
        findings=findings,
        country=country,
    )
    if as_json:
        click.echo(result.to_json(), nl=False)
    else:
        _print(result)


def check_table(source: Path, target: Path, country: str = "") -> Table:
    """Every row of a table checked; the answers are written whole."""
    table = read_table(source, ("age", "sex", "findings"))
    clear(table, OUTPUTS)
    for row in table.rows:
        if not row.error:
            _check_row(row, country)
    write_table(target, table, OUTPUTS)
    return table


def _check_row(row: Row, country: str) -> None:
    """One row; what is wrong with it stands in `error`."""
    try:
        result = run_check(
            age_y=number(row.cells, "age"),
            sex=_sex(row.cells["sex"]),
            region=row.cells.get("region", "").strip().lower() or "default",
            findings=row.cells["findings"],
            country=country,
        )
    except PartlyReadError as error:
        row.error, result = str(error), error.rest
    except InputError as error:
        row.error = str(error)
        return
    unknown = bool(row.error) and result.urgency is Urgency.SELF_CARE
    row.cells |= {
        "urgency": str(Urgency.ROUTINE if unknown else result.urgency),
        "act_within": SIX_WEEKS if unknown else result.within,
        "class": result.pattern.first,
        "second_class": result.pattern.second,
        "rules": ";".join(result.rule_ids),
    }


def _sex(text: str) -> str:
    """male, female or unspecified, also from a letter; other words are refused later."""
    word = text.strip().lower()
    return {"": "unspecified", "m": "male", "f": "female", "u": "unspecified"}.get(word, word)


def _print(result: Check) -> None:
    """Urgency first, then why, then the pattern."""
    console = Console(highlight=False)
    document, style = result.to_dict(), COLOURS[result.urgency]
    box = Text.assemble((f" {result.urgency.label} ", style), "\n\n", document["advice"])
    if result.recheck_days is not None:
        box.append(f" Check again in {result.recheck_days} days.")
    console.print()
    console.print(Padding(Panel(box, expand=False, padding=(1, 2)), (0, 0, 1, 1)))
    for one in document["fired"]:
        sure = "" if one["sure"] else " You were not sure of all of this."
        console.print(
            Padding(Text.assemble((one["rule"], "dim"), f"  {one['text']}{sure}"), (0, 2))
        )
    console.print(Padding(Text(document["worse"]), (1, 2)))
    _print_pattern(console, document["pattern"])
    _print_rest(console, result, document)


def _print_pattern(console: Console, pattern: dict[str, Any]) -> None:
    """What the answers resemble, for and against."""
    console.print(Padding(Text(f"{pattern['words']} {pattern['how_sure']}", style="bold"), (0, 2)))
    shares = [
        f"{key} about {rough_percent(share)} %"
        for key, share in pattern["probability"].items()
        if share >= LEAST_SHOWN
    ]
    console.print(Padding(Text(" · ".join(shares), style="dim"), (0, 2)))
    for word, key in (("For", "speaks_for"), ("Against", "speaks_against")):
        if pattern[key]:
            console.print(Padding(f"{word}: {'; '.join(pattern[key])}", (0, 2)))


def _print_rest(console: Console, result: Check, document: dict[str, Any]) -> None:
    """What would change the advice, and what to tell the doctor."""
    if document["would_change"]:
        console.print(Padding("A yes to one of these would change the advice:", (1, 2, 0, 2)))
        for change in document["would_change"]:
            console.print(Padding(f"· {change['question']} ({change['urgency']})", (0, 3)))
    console.print(Padding("Tell the doctor:", (1, 2, 0, 2)))
    for line in document["tell_the_doctor"]:
        console.print(Padding(f"· {line}", (0, 3)))
    unsure = [answer_words(a) for a in result.asked.findings.answers.values() if not a.sure]
    if unsure:
        names = ", ".join(words.removeprefix("not sure: ") for words in unsure)
        click.echo(f"Not sure counts as possible: {names}.", err=True)
    console.print(Padding(Text(document["note"], style="dim"), (1, 2)))
