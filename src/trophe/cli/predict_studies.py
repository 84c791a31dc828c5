"""`trophe predict-studies`: the means of studies never seen, from a CSV to a CSV."""

import csv
import io
import json
from pathlib import Path

import click

from trophe.errors import InputError
from trophe.files import write_whole
from trophe.muscle.studies import REQUIRED, RESULT, predict_rows


@click.command("predict-studies")
@click.argument("source", metavar="IN.csv", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("target", metavar="OUT.csv", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--seed", default=0, show_default=True, help="Fixes the random numbers.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON instead of CSV.")
def predict_studies(source: Path, target: Path, seed: int, as_json: bool) -> None:
    """Forecast the mean change of each study in IN.csv and write OUT.csv.

    Columns read: case_id, condition, muscle, measure, day, phase (needed), days_exposed,
    change_at_end_pct, age_mean, pct_female, countermeasure, n. Columns added, in % of the level
    before: mean_pct, q05 to q95 for the mean of a new study of n people, person_q05 and person_q95
    for one of them. What was assumed of a word that is not known stands under `note`. A row that
    cannot be read at all keeps its place, with the reason under `error`.
    """
    columns, rows = _read(source)
    done = list(predict_rows(iter(rows), seed=seed))
    content = json.dumps(done, indent=2) if as_json else _as_csv(columns, done)
    write_whole(target, content)
    bad = [(line, row) for line, row in enumerate(done, start=2) if row["error"]]
    for line, row in bad:
        click.echo(f"line {line}, case {row.get('case_id', '?')}: {row['error']}", err=True)
    click.echo(f"{len(done) - len(bad)} of {len(done)} cases forecast to {target}", err=True)


def _read(source: Path) -> tuple[list[str], list[dict[str, str]]]:
    """The columns and rows of the input, or an InputError that says what it lacks."""
    try:
        text = source.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("IN.csv", f"{source} cannot be read: {error}.") from None
    reader = csv.DictReader(io.StringIO(text, newline=""))
    columns = list(reader.fieldnames or [])
    lacking = [name for name in REQUIRED if name not in columns]
    if lacking:
        raise InputError("IN.csv", f"{source} lacks the columns {', '.join(lacking)}.")
    return columns, list(reader)


def _as_csv(columns: list[str], rows: list[dict[str, str]]) -> str:
    """Rows as CSV: the input's columns, then ours."""
    mine = [name for name in (*RESULT, "note", "error") if name not in columns]
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, [*columns, *mine], lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
