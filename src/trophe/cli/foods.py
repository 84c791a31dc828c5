"""`trophe foods`: search the foods that come with Trophe, and measure the search."""

import json
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from trophe.exchange.foods import FLAGS, SOURCES, guess_source, read, summarise
from trophe.nutrition.core import core_table
from trophe.nutrition.food import Food
from trophe.nutrition.search import FoodSearch, Hit, cache_folder, core_search
from trophe.nutrition.search.evaluate import Answer, evaluate, read_questions, summary

SHOWN = ("energy_kcal", "protein_g", "carbohydrate_g", "fat_g", "fibre_g")


@click.group()
def foods() -> None:
    """Search foods, check food files, measure the search."""


@foods.command()
@click.argument("text")
@click.option("--limit", type=click.IntRange(1, 100), default=10, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def search(text: str, limit: int, as_json: bool) -> None:
    """Find foods that come with Trophe by TEXT, typed as in the search field."""
    hits = _search().search(text, limit=limit)
    table = core_table()
    found = [(hit, table.food_by_key(hit.key)) for hit in hits]
    if as_json:
        click.echo(json.dumps([_as_json(h, f) for h, f in found], indent=2, ensure_ascii=False))
        return
    grid = Table("food", "kcal", "protein g", "carbohydrate g", "fat g", "fibre g", "data")
    for hit, food in found:
        amounts = [_amount(food, name) for name in SHOWN]
        grid.add_row(_title(hit), *amounts, food.quality.badge)
    Console().print(grid)
    click.echo("Per 100 g. – means that the source does not say.", err=True)


@foods.command(name="eval")
@click.argument("queries", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--misses", is_flag=True, help="List the queries whose food is not in the first ten.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def evaluate_queries(queries: Path, misses: bool, as_json: bool) -> None:
    """Measure the search on QUERIES, a CSV with the columns query and expected_id.

    Several right ids (NDB numbers, with or without leading zeroes) are joined by ";". Core foods
    only, as for a person without history.
    """
    answers = evaluate(_search(), core_table(), read_questions(queries))
    figures = asdict(summary(answers))
    missed = [answer for answer in answers if answer.rank is None]
    if as_json:
        more = {"misses": [answer.question.query for answer in missed]} if misses else {}
        click.echo(json.dumps(figures | more, indent=2))
        return
    for name, value in figures.items():
        click.echo(f"{name:10} {value:.4g}")
    if misses:
        _list(missed)


@foods.command()
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--source",
    type=click.Choice(["auto", *SOURCES]),
    default="auto",
    show_default=True,
    help="Which food table the file is of.",
)
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write every row that was left out, with its reason, to this CSV.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def check(file: Path, source: str, report: Path | None, as_json: bool) -> None:
    """Read a food FILE and say what an import of it would take, flag and leave out.

    FILE is USDA FoodData Central (zip or folder of CSV tables, JSON), Open Food Facts
    (tab-separated, JSON lines, Parquet), BLS, CIQUAL, CoFID or an own table (CSV, XLSX). Nothing is
    stored.
    """
    known = guess_source(file) if source == "auto" else source
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Reading", total=1.0)
        found = summarise(
            known, read(file, known), lambda share: progress.update(task, completed=share)
        )
    if report:
        found.write_rejects(report)
    figures = found.as_json()
    if as_json:
        click.echo(json.dumps(figures, indent=2, ensure_ascii=False))
        return
    click.echo(f"{SOURCES[known].title} ({SOURCES[known].licence})")
    click.echo(f"{found.taken:,} foods would be taken, {found.with_barcode:,} with a barcode.")
    for reason, rows in found.reject_reasons.most_common():
        click.echo(f"{rows:,} left out: {reason}")
    for flag, rows in found.flags.most_common():
        click.echo(f"{rows:,} flagged: {FLAGS[flag]}")


@foods.command(name="import")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--source",
    type=click.Choice(["auto", *SOURCES]),
    default="auto",
    show_default=True,
    help="Which food table the file is of.",
)
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write every row that was left out, with its reason, to this CSV.",
)
@click.option("--fresh", is_flag=True, help="Begin at the start, not where the last run stopped.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def import_file(file: Path, source: str, report: Path | None, fresh: bool, as_json: bool) -> None:
    """Read a food FILE into the database of the web app, and its index.

    A run that was stopped goes on where it was; the same file again renews its foods and doubles
    none.
    """
    from trophe.web.config.startup import import_foods

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Importing", total=1.0)
        found = import_foods(
            file,
            source=source,
            fresh=fresh,
            progress=lambda share: progress.update(task, completed=share),
        )
    if report:
        found.write_rejects(report)
    if as_json:
        click.echo(json.dumps(found.as_json(), indent=2, ensure_ascii=False))
        return
    click.echo(f"{found.taken:,} foods taken, {found.with_barcode:,} with a barcode.")
    for reason, rows in found.reject_reasons.most_common():
        click.echo(f"{rows:,} left out: {reason}")


@foods.command()
def reindex() -> None:
    """Build the search index of the web app anew from its database."""
    from trophe.web.config.startup import reindex_foods

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Indexing", total=1.0)
        n = reindex_foods(lambda done, total: progress.update(task, completed=done / max(total, 1)))
    click.echo(f"{n:,} foods in the index.")


def _search() -> FoodSearch:
    return core_search(cache_folder())


def _list(missed: list[Answer]) -> None:
    for answer in missed:
        click.echo(f"line {answer.question.line}: {answer.question.query}")


def _title(hit: Hit) -> str:
    """A hit in one line; honest about what is only near."""
    return f"{hit.name} (nearest to {hit.nearest_to})" if hit.nearest_to else hit.name


def _amount(food: Food, name: str) -> str:
    value = food.amount(name)
    return "–" if value is None else f"{value:g}"


def _as_json(hit: Hit, food: Food) -> dict[str, object]:
    """A hit with what is known of its food per 100 g."""
    return {
        "key": hit.key,
        "name": hit.name,
        "nearest_to": hit.nearest_to or None,
        "description": food.description,
        "group": food.group,
        "quality": food.quality.value,
        "basis": food.basis,
        "amounts": dict(food.amounts),
        "portions": [asdict(portion) for portion in food.portions],
    }
