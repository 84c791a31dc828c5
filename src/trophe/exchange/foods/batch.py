"""Foods on their way in: batches of rows ready for a database, and rejects with their reason.

A batch is a table in the columns of `FOOD_COLUMNS`, one row a food, amounts and portions as JSON
text. (source, source_id) is unique and stable, so that importing twice doubles nothing.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import polars as pl

from trophe.checks import require_name
from trophe.exchange.foods.checks import check
from trophe.exchange.foods.chunks import Checkpoint
from trophe.exchange.foods.codes import with_barcode
from trophe.exchange.foods.sources import SOURCES
from trophe.nutrition.food import Allergen, Diet, Food, Portion, Quality
from trophe.nutrition.nutrients import nutrient_ids

FOOD_COLUMNS: Final = (
    "source", "source_id", "name", "description", "brand", "barcode", "group", "quality", "basis",
    "amounts", "portions", "contains", "free_of", "diets", "flags", "popularity",
)  # fmt: skip
# What a reader may give beside the nutrients; what it leaves out is filled with the default.
RAW: Final[dict[str, tuple[pl.DataType, object]]] = {
    "line": (pl.Int64(), None),
    "source_id": (pl.String(), ""),
    "name": (pl.String(), ""),
    "description": (pl.String(), ""),
    "brand": (pl.String(), ""),
    "code": (pl.String(), ""),
    "group": (pl.String(), ""),
    "basis": (pl.String(), "100 g"),
    "quality": (pl.String(), ""),
    "portions": (pl.String(), "[]"),
    "contains": (pl.String(), ""),
    "free_of": (pl.String(), ""),
    "diets": (pl.String(), ""),
    "popularity": (pl.Float64(), 0.01),
    "kj": (pl.Float64(), None),
    "salt_g": (pl.Float64(), None),
    "serving_g": (pl.Float64(), None),
    "kcal_serving": (pl.Float64(), None),
    "reject": (pl.String(), None),
    "flags": (pl.String(), ""),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """A row that was left out: where it stands, which food it is, and why."""

    line: int
    source_id: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Rows that may go into a database in one transaction.

    `checkpoint` is where the file goes on behind them; store it with the rows, and `read` from it
    after an interruption.
    """

    frame: pl.DataFrame
    rejects: tuple[Reject, ...]
    checkpoint: Checkpoint
    share_done: float = field(default=0.0)

    def foods(self) -> Iterator[Food]:
        """The rows as foods."""
        for row in self.frame.iter_rows(named=True):
            yield Food(
                **{k: row[k] for k in ("source", "source_id", "name", "description", "brand")},
                barcode=row["barcode"],
                group=row["group"],
                basis=row["basis"],
                quality=require_name("quality", row["quality"], Quality),
                amounts=json.loads(row["amounts"]),
                portions=tuple(
                    Portion(amount=a, unit=u, grams=g) for a, u, g in json.loads(row["portions"])
                ),
                contains=frozenset(map(Allergen, row["contains"].split())),
                free_of=frozenset(map(Allergen, row["free_of"].split())),
                diets=frozenset(map(Diet, row["diets"].split())),
                flags=tuple(row["flags"].split()),
                popularity=row["popularity"],
            )


def finish(raw: pl.DataFrame, source: str, checkpoint: Checkpoint, share_done: float) -> Batch:
    """A reader's rows, checked, as a batch of their source."""
    rows = with_barcode(_complete(raw), SOURCES[source])
    rows = check(rows, trusted=SOURCES[source].quality is Quality.TABLE and source != "usda_fdc")
    # Of several versions of one food in a batch the last one counts.
    good = rows.filter(pl.col("reject").is_null()).unique(
        "source_id", keep="last", maintain_order=True
    )
    default = SOURCES[source].quality
    frame = good.select(
        pl.lit(source).alias("source"),
        *(pl.col(c) for c in FOOD_COLUMNS[1:7]),
        pl.when(pl.col("quality") == "")
        .then(pl.lit(default))
        .otherwise("quality")
        .alias("quality"),
        pl.col("basis"),
        _amounts().alias("amounts"),
        *(pl.col(c) for c in FOOD_COLUMNS[10:]),
    )
    bad = rows.filter(pl.col("reject").is_not_null())
    rejects = tuple(
        Reject(line=line or 0, source_id=source_id, name=name, reason=reason)
        for line, source_id, name, reason in bad.select(
            "line", "source_id", "name", "reject"
        ).iter_rows()
    )
    return Batch(frame=frame, rejects=rejects, checkpoint=checkpoint, share_done=share_done)


def _complete(raw: pl.DataFrame) -> pl.DataFrame:
    """All columns that checks rely on; text never null, numbers null where unknown."""
    columns = []
    for name, (kind, default) in RAW.items():
        column = (
            pl.col(name).cast(kind, strict=False) if name in raw.columns else pl.lit(None, kind)
        )
        columns.append(column.fill_null(pl.lit(default, kind)).alias(name))
    for name in nutrient_ids():
        known = pl.col(name).cast(pl.Float64, strict=False) if name in raw.columns else None
        columns.append((pl.lit(None, pl.Float64) if known is None else known).alias(name))
    tidy = [pl.col(c).str.strip_chars() for c in ("source_id", "name", "brand", "code", "group")]
    return raw.select(columns).with_columns(tidy)


def _amounts() -> pl.Expr:
    """What is known, as JSON text."""
    parts = [pl.format(f'"{name}":{{}}', pl.col(name).round(9)) for name in nutrient_ids()]
    known = pl.concat_str(parts, separator=",", ignore_nulls=True)
    return pl.concat_str(pl.lit("{"), known, pl.lit("}"))
