"""Open Food Facts: the tab-separated export, JSON lines, and Parquet.

Amounts ending in `_100g` are in grams for every nutrient but energy, per 100 g or 100 ml. European
carbohydrate is without fibre. Names in the product's own language stand in for missing ones.
"""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import polars as pl

from trophe.errors import InputError
from trophe.exchange.foods.batch import Batch, finish
from trophe.exchange.foods.chunks import Block, Checkpoint, blocks, opened, starting_point
from trophe.nutrition.food import Allergen
from trophe.nutrition.nutrients import nutrients

SOURCE: Final = "off"
PARQUET_ROWS: Final = 20_000
GRAMS_TO: Final = {"g": 1.0, "mg": 1e3, "µg": 1e6}
# Other keys of the same nutrient, in the order they are tried after the registry's own.
ALSO: Final = {
    "vitamin_k_ug": ("phylloquinone",),
    "folate_ug": ("folates",),
    "sodium_mg": (),
}
ETHANOL_G_PER_ML: Final = 0.789
TEXTS: Final = (
    "code", "product_name", "product_name_en", "abbreviated_product_name", "generic_name",
    "brands", "quantity", "serving_size", "serving_quantity", "main_category_en", "categories_en",
    "categories", "allergens", "allergens_tags", "labels_tags", "unique_scans_n", "completeness",
    "nutrition_data_per", "obsolete",
)  # fmt: skip
ENERGY: Final = {"energy-kcal_100g": "energy_kcal", "energy-kj_100g": "kj", "energy_100g": "kj_2"}
ALLERGEN_TAGS: Final = {
    "en:gluten": Allergen.GLUTEN,
    "en:crustaceans": Allergen.CRUSTACEANS,
    "en:eggs": Allergen.EGG,
    "en:fish": Allergen.FISH,
    "en:peanuts": Allergen.PEANUT,
    "en:soybeans": Allergen.SOY,
    "en:milk": Allergen.MILK,
    "en:nuts": Allergen.NUTS,
    "en:celery": Allergen.CELERY,
    "en:mustard": Allergen.MUSTARD,
    "en:sesame-seeds": Allergen.SESAME,
    "en:sulphur-dioxide-and-sulphites": Allergen.SULPHITES,
    "en:lupin": Allergen.LUPIN,
    "en:molluscs": Allergen.MOLLUSCS,
}
DIET_TAGS: Final = {
    "en:vegan": "vegan vegetarian pescetarian",
    "en:vegetarian": "vegetarian pescetarian",
}
FREE_TAGS: Final = {"en:gluten-free": Allergen.GLUTEN, "en:no-gluten": Allergen.GLUTEN}
BROKEN: Final = "the line is no JSON object"
MAX_SCANS_PRIOR: Final = 0.3


def read_tsv(path: Path, checkpoint: Checkpoint | None) -> Iterator[Batch]:
    """The tab-separated export, in blocks; quotes are ordinary characters in it."""
    start = starting_point(path, checkpoint)
    with opened(path) as file:
        header_line = file.readline()
        header = header_line.decode("utf-8-sig").rstrip("\r\n").split("\t")
        if "code" not in header:
            raise InputError("file", f"{path.name} lacks the column code of Open Food Facts.")
        size = path.stat().st_size
        offset, line = start.offset or len(header_line), start.line if start.offset else 2
        for block in blocks(file, offset, line, quoted=False):
            end = Checkpoint(
                fingerprint=start.fingerprint,
                offset=block.end,
                line=block.line + block.data.count(b"\n"),
            )
            yield finish(_shaped(_table(block, header)), SOURCE, end, _share(file, size))


def _share(file: Any, size: int) -> float:
    """How much of the file on disk was read, 0 to 1."""
    raw = getattr(file, "raw", file)
    on_disk = getattr(raw, "fileobj", None) or file
    return min(1.0, float(on_disk.tell()) / max(1, size))


def _table(block: Block, header: list[str]) -> pl.DataFrame:
    """A block as texts, only the columns we know."""
    wanted = [name for name in header if name in _known()]
    frame = pl.read_csv(
        io.BytesIO(block.data),
        has_header=False,
        separator="\t",
        quote_char=None,
        infer_schema=False,
        columns=[header.index(name) for name in wanted],
        truncate_ragged_lines=True,
        encoding="utf8-lossy",
    )
    # Columns come back in the order of the file.
    in_order = sorted(wanted, key=header.index)
    frame = frame.rename(dict(zip(frame.columns, in_order, strict=True)))
    return frame.with_row_index("line", offset=block.line)


def _known() -> frozenset[str]:
    keys = {f"{key}_100g" for keys in _keys().values() for key in keys}
    return frozenset({*TEXTS, *ENERGY, "salt_100g", "alcohol_100g", "energy-kcal_serving", *keys})


def _keys() -> dict[str, tuple[str, ...]]:
    """Our nutrient -> their keys."""
    return {
        n.id: (n.off, *ALSO.get(n.id, ()))
        for n in nutrients().values()
        if n.off and n.unit in GRAMS_TO
    }


def read_jsonl(path: Path, checkpoint: Checkpoint | None) -> Iterator[Batch]:
    """JSON lines, one product a line."""
    start = starting_point(path, checkpoint)
    with opened(path) as file:
        size = path.stat().st_size
        for block in blocks(file, start.offset, start.line, quoted=False):
            lines = block.data.splitlines()
            rows = [_flat(line, number) for number, line in enumerate(lines, block.line)]
            end = Checkpoint(
                fingerprint=start.fingerprint, offset=block.end, line=block.line + len(lines)
            )
            frame = pl.DataFrame(rows, schema_overrides=_text_schema(rows), strict=False)
            yield finish(_shaped(frame), SOURCE, end, _share(file, size))


def _text_schema(rows: list[dict[str, Any]]) -> dict[str, pl.DataType]:
    """Every column but the line as text."""
    return {name: pl.String() for row in rows for name in row if name != "line"}


def _flat(line: bytes, number: int) -> dict[str, Any]:
    """One product as flat texts; a line that is no product keeps only its number."""
    try:
        product = json.loads(line)
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError):
        return {"line": number, "broken": "1"}
    if not isinstance(product, dict):
        return {"line": number, "broken": "1"}
    amounts = product.get("nutriments") or {}
    row: dict[str, Any] = {"line": number}
    for name in TEXTS:
        row[name] = _text(product.get(name))
    for name in _known():
        if name.endswith(("_100g", "_serving")):
            row[name] = _text(amounts.get(name) if isinstance(amounts, dict) else None)
    lang = product.get("lang")
    row["product_name"] = row["product_name"] or _text(product.get(f"product_name_{lang}"))
    return row


def _text(value: Any) -> str | None:
    """A value as the tab-separated export would write it."""
    if value is None or value == "":
        return None
    if isinstance(value, list):
        return ",".join(str(item) for item in value)
    return str(value)


def read_parquet(path: Path, checkpoint: Checkpoint | None) -> Iterator[Batch]:
    """The Parquet export, in slices; only the columns we need are read."""
    start = starting_point(path, checkpoint)
    scan = pl.scan_parquet(path)
    have = set(scan.collect_schema().names())
    total = scan.select(pl.len()).collect().item()
    columns = [c for c in (*TEXTS, "nutriments") if c in have]
    for offset in range(start.offset, total, PARQUET_ROWS):
        part = scan.select(columns).slice(offset, PARQUET_ROWS).collect()
        after = offset + part.height
        end = Checkpoint(fingerprint=start.fingerprint, offset=after, line=after + 1)
        flat = _unnested(part).with_row_index("line", offset=offset + 1)
        yield finish(_shaped(flat), SOURCE, end, after / max(1, total))


def _unnested(part: pl.DataFrame) -> pl.DataFrame:
    """Lists of structs as flat texts."""
    texts = []
    for name in part.columns:
        kind = part.schema[name]
        if name == "nutriments":
            continue
        column = pl.col(name)
        if kind == pl.List(pl.Struct({"lang": pl.String, "text": pl.String})):
            column = column.list.first().struct.field("text")
        elif isinstance(kind, pl.List):
            column = column.cast(pl.List(pl.String)).list.join(",")
        texts.append(column.cast(pl.String).alias(name))
    flat = part.select(texts).with_row_index("row")
    return flat.join(_amounts(part), on="row", how="left").drop("row")


def _amounts(part: pl.DataFrame) -> pl.DataFrame:
    """The nutriments of each row, one column a key we know."""
    wanted = {k.removesuffix("_100g") for k in _known() if k.endswith("_100g")}
    long = (
        part.select("nutriments")
        .with_row_index("row")
        .explode("nutriments")
        .unnest("nutriments")
        .filter(pl.col("name").is_in(sorted(wanted)))
        # The export keeps single precision; its digits beyond the sixth are noise.
        .with_columns(pl.col("100g", "serving").cast(pl.Float64).round_sig_figs(6))
    )
    per_100 = long.pivot("name", index="row", values="100g", aggregate_function="first")
    per_100 = per_100.rename({c: f"{c}_100g" for c in per_100.columns if c != "row"})
    serving = long.filter(pl.col("name") == "energy-kcal").select(
        "row", pl.col("serving").alias("energy-kcal_serving")
    )
    return per_100.join(serving.unique("row"), on="row", how="left")


def _shaped(frame: pl.DataFrame) -> pl.DataFrame:
    """Their columns as ours."""
    have = set(frame.columns)

    def text(*names: str) -> pl.Expr:
        found = [
            pl.col(n).cast(pl.String).str.strip_chars().replace(["", "null"], None)
            for n in names
            if n in have
        ]
        return pl.coalesce(*found, pl.lit("")) if found else pl.lit("")

    def number(name: str) -> pl.Expr:
        if name not in have:
            return pl.lit(None, pl.Float64)
        return pl.col(name).cast(pl.Float64, strict=False)

    columns = [
        pl.col("line"),
        text("code").alias("code"),
        text("code").alias("source_id"),
        text("product_name", "product_name_en", "generic_name", "abbreviated_product_name").alias(
            "name"
        ),
        text("generic_name").alias("description"),
        text("brands").str.split(",").list.first().fill_null("").alias("brand"),
        text("main_category_en", "categories_en", "categories")
        .str.split(",")
        .list.first()
        .fill_null("")
        .alias("group"),
        _basis(text("quantity"), text("serving_size")).alias("basis"),
        number("energy-kcal_100g").alias("energy_kcal"),
        pl.coalesce(number("energy-kj_100g"), number("energy_100g")).alias("kj"),
        number("salt_100g").alias("salt_g"),
        (number("alcohol_100g") * ETHANOL_G_PER_ML).alias("alcohol_g"),
        number("serving_quantity").alias("serving_g"),
        number("energy-kcal_serving").alias("kcal_serving"),
        _portion(text("serving_size"), number("serving_quantity")).alias("portions"),
        _tagged(text("allergens_tags", "allergens"), ALLERGEN_TAGS).alias("contains"),
        _tagged(text("labels_tags"), DIET_TAGS).alias("diets"),
        _tagged(text("labels_tags"), FREE_TAGS).alias("free_of"),
        _popularity(number("unique_scans_n"), number("completeness")).alias("popularity"),
        pl.when(text("obsolete").is_in(["1", "true", "on", "True"]))
        .then(pl.lit("no_longer_sold"))
        .otherwise(pl.lit(""))
        .alias("flags"),
    ]
    for name, keys in _keys().items():
        factor = GRAMS_TO[nutrients()[name].unit]
        found = [number(f"{key}_100g") * factor for key in keys]
        columns.append(pl.coalesce(found).alias(name))
    if "broken" in have:
        columns.append(pl.when(pl.col("broken") == "1").then(pl.lit(BROKEN)).alias("reject"))
    return frame.select(columns)


def _basis(quantity: pl.Expr, serving: pl.Expr) -> pl.Expr:
    """Per 100 ml where the pack is measured in ml, cl or l."""
    fluid = r"(?i)\d\s*(ml|cl|dl|l|litres?|liters?|fl\.? ?oz)\b"
    weighed = r"(?i)\d\s*(g|kg|mg)\b"
    by_pack = quantity.str.contains(fluid) & ~quantity.str.contains(weighed)
    by_serving = (quantity == "") & serving.str.contains(fluid) & ~serving.str.contains(weighed)
    return pl.when(by_pack | by_serving).then(pl.lit("100 ml")).otherwise(pl.lit("100 g"))


def _portion(size: pl.Expr, grams: pl.Expr) -> pl.Expr:
    """One serving as a portion, where its weight is known and sane."""
    words = pl.concat_str(
        pl.lit("serving"), pl.when(size != "").then(pl.format(" ({})", size)), ignore_nulls=True
    )
    clean = words.str.replace_all(r'["\\\x00-\x1f]', " ").str.slice(0, 80)
    known = grams.is_between(0.1, 5000)
    return pl.when(known).then(pl.format('[[1.0,"{}",{}]]', clean, grams)).otherwise(pl.lit("[]"))


def _tagged(tags: pl.Expr, known: dict[str, Any]) -> pl.Expr:
    """What the tags say, in our words."""
    hits = [
        pl.when(tags.str.contains(rf"(^|,)\s*{tag}\s*(,|$)")).then(pl.lit(str(said)))
        for tag, said in known.items()
    ]
    return pl.concat_str(hits, separator=" ", ignore_nulls=True)


def _popularity(scans: pl.Expr, completeness: pl.Expr) -> pl.Expr:
    """A prior from how often a product was scanned, else a little from how complete it is."""
    by_scans = (scans.fill_null(0) + 1).log(10) / 12
    return (
        pl.min_horizontal(by_scans, pl.lit(MAX_SCANS_PRIOR)) + 0.02 * completeness.fill_null(0)
    ).clip(0.0, 1.0)
