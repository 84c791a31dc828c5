"""USDA FoodData Central as CSV tables: a zip as published, or a folder of its tables."""

import gzip
import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import polars as pl

from trophe.errors import InputError
from trophe.exchange.foods.batch import Batch, finish
from trophe.exchange.foods.chunks import Checkpoint, safe_members, starting_point
from trophe.nutrition.nutrients import nutrients

SOURCE: Final = "usda_fdc"
KINDS: Final = ("foundation_food", "sr_legacy_food", "survey_fndds_food", "branded_food")
QUALITY: Final = {"foundation_food": "lab", "branded_food": "label"}
PRIOR: Final = {"foundation_food": 0.15, "sr_legacy_food": 0.12, "survey_fndds_food": 0.12}
BRANDED_PRIOR: Final = 0.02
ROWS: Final = 50_000
KJ_ID: Final = "1062"
TO_GRAMS: Final = {"G": 1.0, "MG": 1e-3, "UG": 1e-6}
FROM_GRAMS: Final = {"g": 1.0, "mg": 1e3, "µg": 1e6}
FLUID: Final = ("ML", "MLT")
SUPERSEDED: Final = "superseded by a newer entry of the release"
NO_TABLE: Final = "no amounts: food_nutrient.csv is missing from the file"


def read_tables(path: Path, checkpoint: Checkpoint | None) -> Iterator[Batch]:
    """Foods of the four kinds that people eat; samples and acquisitions are no foods.

    Of a product that was published several times (same barcode) the newest counts. Raises
    InputError where food.csv is missing.
    """
    start = starting_point(path, checkpoint)
    with _folder(path) as folder:
        foods = _foods(folder)
        amounts = _amounts(folder, foods)
        portions = _portions(folder)
        for offset in range(start.offset, foods.height, ROWS):
            part = foods.slice(offset, ROWS)
            after = offset + part.height
            end = Checkpoint(fingerprint=start.fingerprint, offset=after, line=after + 1)
            rows = _joined(part, amounts, portions)
            yield finish(rows, SOURCE, end, after / max(1, foods.height))


@dataclass(frozen=True, slots=True)
class _Folder:
    """The tables of a release, wherever they lie."""

    root: Path

    def scan(self, name: str, columns: tuple[str, ...]) -> pl.LazyFrame | None:
        """A table as texts, or None; columns that it lacks are null."""
        for file in (self.root / f"{name}.csv", self.root / f"{name}.csv.gz"):
            if file.is_file():
                source = file if file.suffix == ".csv" else io.BytesIO(_gunzip(file))
                table = pl.scan_csv(source, infer_schema=False, encoding="utf8-lossy")
                have = table.collect_schema().names()
                return table.select(
                    pl.col(c) if c in have else pl.lit(None, pl.String).alias(c) for c in columns
                )
        return None


def _gunzip(file: Path) -> bytes:
    return gzip.decompress(file.read_bytes())


@contextmanager
def _folder(path: Path) -> Iterator[_Folder]:
    """The tables on disk; those of a zip are unpacked to a folder that is removed again."""
    if path.is_dir():
        yield _Folder(path)
        return
    wanted = {
        "food", "food_nutrient", "nutrient", "food_portion", "measure_unit", "food_category",
        "branded_food", "foundation_food", "survey_fndds_food", "wweia_food_category",
    }  # fmt: skip
    with TemporaryDirectory(prefix="trophe-fdc-") as scratch, zipfile.ZipFile(path) as archive:
        for member in safe_members(archive):
            name = Path(member.filename)
            if name.suffix == ".csv" and name.stem in wanted:
                with archive.open(member) as data, (Path(scratch) / name.name).open("wb") as out:
                    while chunk := data.read(1 << 20):
                        out.write(chunk)
        yield _Folder(Path(scratch))


def _foods(folder: _Folder) -> pl.DataFrame:
    """The foods that people eat, in the order of the file, the newest of each barcode."""
    table = folder.scan(
        "food", ("fdc_id", "data_type", "description", "food_category_id", "publication_date")
    )
    if table is None:
        raise InputError("file", "file lacks the table food.csv of FoodData Central.")
    foods = table.with_row_index("line", offset=2).filter(pl.col("data_type").is_in(KINDS))
    for name, columns in (
        ("food_category", ("id", "description")),
        ("wweia_food_category", ("wweia_food_category", "wweia_food_category_description")),
    ):
        groups = folder.scan(name, columns)
        names = (
            groups.select(pl.col(columns[0]).alias("gid"), pl.col(columns[1]).alias(f"g_{name}"))
            if groups is not None
            else pl.LazyFrame(schema={"gid": pl.String, f"g_{name}": pl.String})
        )
        foods = foods.join(names, left_on="food_category_id", right_on="gid", how="left")
    current = folder.scan("foundation_food", ("fdc_id",))
    if current is not None:
        ids = current.select("fdc_id", pl.lit(True).alias("current"))
        foods = foods.join(ids, on="fdc_id", how="left")
    else:
        foods = foods.with_columns(current=pl.lit(True))
    found = foods.join(_branded(folder), on="fdc_id", how="left").collect().sort("line")
    newest = pl.col("publication_date").rank("ordinal").over("gtin_upc") == pl.len().over(
        "gtin_upc"
    )
    return found.filter(pl.col("gtin_upc").is_null() | (pl.col("gtin_upc") == "") | newest)


def _branded(folder: _Folder) -> pl.LazyFrame:
    """What is known of packaged products."""
    columns = (
        "fdc_id", "brand_owner", "brand_name", "gtin_upc", "serving_size", "serving_size_unit",
        "household_serving_fulltext", "branded_food_category",
    )  # fmt: skip
    table = folder.scan("branded_food", columns)
    empty = pl.LazyFrame(schema=dict.fromkeys(columns, pl.String))
    return (empty if table is None else table).unique("fdc_id", keep="last")


def _amounts(folder: _Folder, foods: pl.DataFrame) -> pl.DataFrame | None:
    """Amounts in our units, long: fdc_id, nutrient, rank of the code, amount. None: no table."""
    table = folder.scan("food_nutrient", ("fdc_id", "nutrient_id", "amount", "median"))
    if table is None:
        return None
    codes = _codes(folder)
    known = pl.coalesce(
        pl.col("amount").cast(pl.Float64, strict=False),
        pl.col("median").cast(pl.Float64, strict=False),
    )
    return (
        table.join(codes.lazy(), on="nutrient_id", how="inner")
        .join(foods.lazy().select("fdc_id"), on="fdc_id", how="semi")
        .select("fdc_id", "ours", "rank", (known * pl.col("factor")).alias("amount"))
        .drop_nulls("amount")
        .collect()
        .sort("fdc_id", "ours", "rank")
    )


def _codes(folder: _Folder) -> pl.DataFrame:
    """Their nutrient ids -> ours, with the rank among codes of one nutrient and the factor.

    Units come from the release's own table where it has one. Survey files may name nutrients by
    their older numbers, so those lead to the same.
    """
    units = folder.scan("nutrient", ("id", "unit_name", "nutrient_nbr"))
    table = {} if units is None else {r[0]: (r[1], r[2]) for r in units.collect().iter_rows()}
    rows = []
    for n in nutrients().values():
        for rank, code in enumerate(n.fdc):
            unit, number = table.get(code, (None, None))
            theirs = plain_unit(unit or n.unit)
            factor = 1.0 if n.unit == "kcal" else TO_GRAMS[theirs] * FROM_GRAMS[n.unit]
            rows += [(c, n.id, rank, factor) for c in (code, number) if c]
    rows.append((KJ_ID, "kj", 0, 1.0))
    schema = {"nutrient_id": pl.String, "ours": pl.String, "rank": pl.Int64, "factor": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row").unique("nutrient_id", keep="first")


def plain_unit(unit: str) -> str:
    """A unit as FoodData Central's tables write it: "µg" -> "UG"."""
    return unit.replace("µ", "u").replace("μ", "u").upper()


def _portions(folder: _Folder) -> pl.DataFrame:
    """Household portions as JSON text by food."""
    columns = (
        "fdc_id", "amount", "measure_unit_id", "portion_description", "modifier", "gram_weight",
    )  # fmt: skip
    table = folder.scan("food_portion", columns)
    if table is None:
        return pl.DataFrame(schema={"fdc_id": pl.String, "portions": pl.String})
    units = folder.scan("measure_unit", ("id", "name"))
    names = pl.LazyFrame(schema={"id": pl.String, "name": pl.String}) if units is None else units
    unit = pl.when(~pl.col("name").is_in(["undetermined", ""])).then("name")
    described = pl.when(pl.col("portion_description") != "Quantity not specified").then(
        "portion_description"
    )
    # Survey portions name their unit in words and their modifier is only a code.
    coded = pl.when(~pl.col("modifier").str.contains(r"^\d+$")).then("modifier")
    words = pl.concat_str(unit, described, coded, separator=", ", ignore_nulls=True)
    clean = words.str.replace_all(r'["\\\x00-\x1f]', " ").str.strip_chars(" ,").str.slice(0, 80)
    amount = pl.col("amount").cast(pl.Float64, strict=False).fill_null(1.0)
    grams = pl.col("gram_weight").cast(pl.Float64, strict=False)
    return (
        table.join(names, left_on="measure_unit_id", right_on="id", how="left")
        .with_columns(words=clean, n=amount, g=grams)
        .filter((pl.col("words") != "") & (pl.col("n") > 0) & (pl.col("g") > 0))
        .select("fdc_id", pl.format('[{},"{}",{}]', "n", "words", "g").alias("portion"))
        .group_by("fdc_id", maintain_order=True)
        .agg(pl.col("portion").str.join(","))
        .select("fdc_id", pl.format("[{}]", "portion").alias("portions"))
        .collect()
    )


def _joined(
    part: pl.DataFrame, amounts: pl.DataFrame | None, portions: pl.DataFrame
) -> pl.DataFrame:
    """Foods with their amounts and portions, in a reader's columns."""
    rows = part.join(portions, on="fdc_id", how="left", maintain_order="left")
    if amounts is not None:
        mine = amounts.join(part.select("fdc_id"), on="fdc_id", how="semi")
        wide = mine.pivot("ours", index="fdc_id", values="amount", aggregate_function="first")
        rows = rows.join(wide, on="fdc_id", how="left", maintain_order="left")
    kind = pl.col("data_type")
    fluid = pl.col("serving_size_unit").str.to_uppercase().is_in(FLUID)
    size = pl.col("serving_size").cast(pl.Float64, strict=False)
    return rows.with_columns(
        source_id=pl.col("fdc_id"),
        name=pl.when(kind == "branded_food").then(_calm("description")).otherwise("description"),
        code=pl.col("gtin_upc").fill_null(""),
        brand=pl.coalesce("brand_name", "brand_owner", pl.lit("")),
        group=pl.coalesce(
            "branded_food_category", "g_food_category", "g_wweia_food_category", pl.lit("")
        ),
        basis=pl.when(fluid).then(pl.lit("100 ml")).otherwise(pl.lit("100 g")),
        quality=kind.replace_strict(QUALITY, default="table"),
        popularity=kind.replace_strict(PRIOR, default=BRANDED_PRIOR, return_dtype=pl.Float64),
        portions=pl.coalesce("portions", _serving(size), pl.lit("[]")),
        reject=pl.when((kind == "foundation_food") & pl.col("current").is_null())
        .then(pl.lit(SUPERSEDED))
        .otherwise(pl.lit(NO_TABLE if amounts is None else None, pl.String)),
    )


def _calm(column: str) -> pl.Expr:
    """Shouted product names in title case."""
    text = pl.col(column)
    return pl.when(text == text.str.to_uppercase()).then(text.str.to_titlecase()).otherwise(text)


def _serving(size: pl.Expr) -> pl.Expr:
    """The label's serving as a portion."""
    words = pl.coalesce(pl.col("household_serving_fulltext").replace("", None), pl.lit("serving"))
    clean = words.str.replace_all(r'["\\\x00-\x1f]', " ").str.slice(0, 80)
    return pl.when(size > 0).then(pl.format('[[1.0,"{}",{}]]', clean, size))
