"""Reading food files: rows a second and memory, against csv and executemany.

    python -m bench.bench_food_import [FILE] [--source off]

Without FILE a tab-separated export of made-up products is written first.
"""

import argparse
import csv
import json
import random
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bench.measuring import save
from trophe.exchange.foods import read
from trophe.nutrition.barcode import check_digit

COLUMNS = (
    "code", "product_name", "brands", "categories_en", "serving_size", "serving_quantity",
    "energy-kcal_100g", "energy-kj_100g", "fat_100g", "saturated-fat_100g", "carbohydrates_100g",
    "sugars_100g", "fiber_100g", "proteins_100g", "salt_100g", "sodium_100g", "calcium_100g",
    "iron_100g",
)  # fmt: skip
INSERT = "insert or replace into food values (?, ?, ?, ?, ?, ?)"


def main(argv: Sequence[str] = ()) -> None:
    """Measure both ways, print and save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--source", default="off")
    parser.add_argument("--rows", type=int, default=500_000)
    arguments = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="trophe-bench-") as scratch:
        path = arguments.file or made_up(Path(scratch) / "products.csv", arguments.rows)
        figures = {
            "reading": reading(path, arguments.source),
            "reading_and_sqlite": storing(path, arguments.source, Path(scratch) / "a.sqlite3"),
        }
        if not arguments.file:
            figures["csv_and_executemany"] = plainly(path, Path(scratch) / "b.sqlite3")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        save("food_import", figures | {"peak_mb": round(peak)})


def made_up(path: Path, n: int) -> Path:
    """A tab-separated export with plausible products."""
    rng = random.Random(1)
    with path.open("w", encoding="utf-8") as file:
        file.write("\t".join(COLUMNS) + "\n")
        for number in range(n):
            body = f"{400000000000 + number}"
            fat, net, protein, fibre = rng.random() * 30, rng.random() * 50, rng.random() * 15, 2.0
            kcal = 9 * fat + 4 * net + 4 * protein + 2 * fibre
            cells = [f"{body}{check_digit(body)}", f"Product {number} of the mill", "Mill,Corner"]
            cells += ["Snacks,Crisps", "30 g", "30", f"{kcal:.1f}", f"{kcal * 4.184:.1f}"]
            amounts = [fat, fat / 3, net, net / 2, fibre, protein, 1.0, 0.4, 0.05, 0.002]
            file.write("\t".join([*cells, *(f"{a:.4g}" for a in amounts)]) + "\n")
    return path


def reading(path: Path, source: str) -> dict[str, float]:
    """Rows a second, checked and ready, without a database."""
    start = time.perf_counter()
    rows = sum(b.frame.height + len(b.rejects) for b in read(path, source))
    return _speed(rows, start)


def storing(path: Path, source: str, base: Path) -> dict[str, float]:
    """The same with every batch stored in one transaction."""
    start = time.perf_counter()
    store = _table(base)
    rows = 0
    for batch in read(path, source):
        columns = batch.frame.select("source_id", "name", "brand", "barcode", "amounts", "flags")
        with store:
            store.executemany(INSERT, columns.iter_rows())
        rows += batch.frame.height + len(batch.rejects)
    return _speed(rows, start)


def plainly(path: Path, base: Path) -> dict[str, float]:
    """The plain baseline: the csv module, no checks, one executemany."""
    start = time.perf_counter()
    store = _table(base)
    with path.open(encoding="utf-8", newline="") as file, store:
        lines = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        rows = [
            (
                row["code"],
                row["product_name"],
                row["brands"].split(",")[0],
                row["code"].zfill(14),
                json.dumps({k: float(row[k]) for k in COLUMNS[6:] if row[k]}),
                "",
            )
            for row in lines
        ]
        store.executemany(INSERT, rows)
    return _speed(len(rows), start)


def _table(base: Path) -> sqlite3.Connection:
    store = sqlite3.connect(base)
    store.execute("pragma journal_mode=wal")
    names = (
        "source_id text primary key, name text, brand text, barcode text, amounts text, flags text"
    )
    store.execute(f"create table food ({names})")
    return store


def _speed(rows: int, start: float) -> dict[str, float]:
    seconds = time.perf_counter() - start
    return {"rows": rows, "seconds": round(seconds, 2), "rows_per_s": round(rows / seconds)}


if __name__ == "__main__":
    main(sys.argv[1:])
