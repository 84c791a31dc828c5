"""`trophe evidence`: the study table behind the forecasts."""

import json
from collections import Counter
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from trophe.evidence import Effect, Phase, Treatment, effects, effects_of, select, study, treatments
from trophe.evidence.export import to_csv, to_json
from trophe.files import write_whole

PHASES = click.Choice([str(phase) for phase in Phase])


@click.command()
@click.argument("study_id", required=False)
@click.option("--condition", help="Only this condition or cause (bed_rest, immobilisation, ...).")
@click.option("--muscle", help="Only this muscle or muscle group (quadriceps, soleus, ...).")
@click.option("--measure", help="Only this measure or quantity (muscle_csa, size, strength, ...).")
@click.option("--phase", type=PHASES, help="Only figures of this phase.")
@click.option("--verified/--unverified", default=None, help="Only figures that were (not) seen.")
@click.option("--treatments", "of_treatments", is_flag=True, help="Effects of treatments instead.")
@click.option("--counts", is_flag=True, help="Count figures by condition and quantity.")
@click.option("--csv", "csv_path", type=click.Path(path_type=Path), help="Write CSV to this file.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def evidence(
    study_id: str | None,
    condition: str | None,
    muscle: str | None,
    measure: str | None,
    phase: str | None,
    verified: bool | None,
    of_treatments: bool,
    counts: bool,
    csv_path: Path | None,
    as_json: bool,
) -> None:
    """List the study table, or show one study by its STUDY_ID."""
    if of_treatments:
        _show_treatments(as_json)
        return
    rows = select(
        condition=condition,
        muscle=muscle,
        measure=measure,
        phase=Phase(phase) if phase else None,
        verified=verified,
    )
    if study_id is not None:
        own = set(effects_of(study_id))
        rows = tuple(row for row in rows if row in own)
    if csv_path is not None:
        write_whole(csv_path, to_csv(rows))
        click.echo(f"{len(rows)} figures written to {csv_path}", err=True)
    elif as_json:
        click.echo(json.dumps(_counted(rows), indent=2) if counts else to_json(rows))
    elif counts:
        _show_counts(rows)
    elif study_id is not None:
        _show_study(study_id, rows)
    else:
        _show_rows(rows)


def _console() -> Console:
    """Where tables go: as wide as the terminal, wide enough for a table in a pipe."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=140)


def _counted(rows: tuple[Effect, ...]) -> dict[str, dict[str, int]]:
    """Figures by condition and quantity."""
    table: dict[str, Counter[str]] = {}
    for row in rows:
        table.setdefault(row.arm.condition, Counter())[str(row.quantity)] += 1
    return {condition: dict(sorted(table[condition].items())) for condition in sorted(table)}


def _show_counts(rows: tuple[Effect, ...]) -> None:
    """Figures by condition and quantity as a table."""
    counted = _counted(rows)
    quantities = sorted({quantity for row in counted.values() for quantity in row})
    table = Table("condition", *quantities, "all", box=None)
    for condition, row in counted.items():
        cells = [str(row.get(quantity, "")) for quantity in quantities]
        table.add_row(condition, *cells, str(sum(row.values())))
    _console().print(table)
    click.echo(f"{len(rows)} figures", err=True)


def _change(row: Effect) -> str:
    """The figure with its spread and what qualifies it."""
    if row.change_pct is None:
        return "no %"
    spread = f" (SD {row.sd_pct:g})" if row.sd_pct is not None else ""
    rate = f" a {row.period}" if row.period else ""
    marks = ("" if row.verified else " †") + (" ≈" if row.censoring else "")
    return f"{row.change_pct:+g} %{rate}{spread}{marks}"


def _show_rows(rows: tuple[Effect, ...]) -> None:
    """One line a figure."""
    heads = ("study", "condition", "muscle", "measure", "phase", "day", "n", "change")
    table = Table(*heads, "countermeasure", box=None)
    for row in rows:
        table.add_row(
            row.study.study_id,
            row.arm.condition,
            row.muscle,
            row.measure,
            str(row.phase),
            "" if row.day is None else f"{row.day:g}",
            "" if row.n is None else str(row.n),
            _change(row),
            row.arm.countermeasure,
        )
    _console().print(table)
    click.echo(
        f"{len(rows)} of {len(effects())} figures.  † not verified  "
        "≈ codes a statement such as no significant change, not a measured value",
        err=True,
    )


def _show_study(study_id: str, rows: tuple[Effect, ...]) -> None:
    """A study with its arms, figures, and where each was seen."""
    click.echo(study(study_id).text)
    for arm in dict.fromkeys(row.arm for row in rows):
        people = [arm.population, arm.setting, arm.countermeasure_text]
        click.echo(f"\n{arm.arm_id}: {'; '.join(text for text in people if text)}")
        for row in (row for row in rows if row.arm is arm):
            day = "" if row.day is None else f", day {row.day:g}"
            click.echo(
                f"  {row.effect_id}: {row.muscle} {row.measure}, {row.phase}{day}: {_change(row)}"
                f"  [{row.kind}]"
            )
            for text in (row.notes, row.seen_where):
                if text:
                    click.echo(f"      {text}")


def _effect_text(entry: Treatment) -> str:
    """A treatment's effect with its interval."""
    if entry.effect is None:
        return entry.effect_text
    interval = ""
    if entry.ci_low is not None and entry.ci_high is not None:
        interval = f" ({entry.ci_low:g} to {entry.ci_high:g})"
    return f"{entry.effect:g}{interval}"


def _show_treatments(as_json: bool) -> None:
    """Effects of treatments."""
    if as_json:
        rows = [entry.as_dict() for entry in treatments()]
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    heads = ("intervention", "population", "outcome", "effect", "unit", "certainty")
    table = Table(*heads, "source", box=None)
    for entry in treatments():
        table.add_row(
            entry.intervention,
            entry.population,
            entry.outcome,
            _effect_text(entry),
            entry.unit,
            str(entry.certainty),
            entry.citation,
        )
    _console().print(table)
    click.echo(f"{len(treatments())} effects", err=True)
