"""Search at millions of foods: latency and right answers, against a plain LIKE scan in SQLite.

    python -m bench.bench_food_search [--foods 2000000]

Products are generated from the core foods' names with brands and kinds around them, so that every
query of the development list has its food among millions of rivals. 15 % of the keystroke queries
carry a typo.
"""

import argparse
import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from bench.measuring import save
from trophe.nutrition.core import core_table
from trophe.nutrition.food import Food, Quality
from trophe.nutrition.search import FoodIndex, FoodSearch
from trophe.nutrition.search.core_search import best_known_first

BRAND_WORDS = "Acme Bell Corner Dale Elm Fair Green Hill Inn Joy Kern Lake Mill Nord Oak Pier"
KIND_WORDS = "organic classic light finest crunchy creamy spicy original wild mini deluxe"
BRANDS, KINDS = BRAND_WORDS.split(), KIND_WORDS.split()
SEED = 1
# Foods of the everyday list; the others carry names that many cuts share.
EVERYDAY = 0.6


def main(argv: Sequence[str] = ()) -> None:
    """Build, measure, compare, print and save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--foods", type=int, default=2_000_000)
    parser.add_argument("--queries", type=int, default=2_000)
    arguments = parser.parse_args(argv)
    folder = Path(tempfile.mkdtemp(prefix="trophe-bench-"))
    try:
        save("food_search", measure(folder, arguments.foods, arguments.queries))
    finally:
        shutil.rmtree(folder)


def measure(folder: Path, n_foods: int, n_queries: int) -> dict[str, object]:
    """All figures of one run."""
    start = time.perf_counter()
    index = FoodIndex(folder / "index")
    index.build(foods(n_foods), "bench")
    built_s = time.perf_counter() - start
    search = FoodSearch(index)
    asked = queries(n_queries)
    search.search("warm up")
    times, cpu, right = [], [], 0
    for text, key in asked:
        start, cpu_start = time.perf_counter(), time.thread_time()
        hits = search.search(text)
        times.append((time.perf_counter() - start) * 1000)
        cpu.append((time.thread_time() - cpu_start) * 1000)
        right += any(hit.key == key for hit in hits)
    size = sum(f.stat().st_size for f in (folder / "index").rglob("*") if f.is_file())
    return {
        "foods": n_foods,
        "build_s": round(built_s, 1),
        "index_mb": round(size / 1e6, 1),
        "queries": len(asked),
        "hit_at_10": round(right / len(asked), 4),
        "ms": percentiles(times),
        # Without the time that other processes had the processor.
        "processor_ms": percentiles(cpu),
        "keystrokes_ms": percentiles(keystrokes(search)),
        "like_scan_ms": percentiles(like_scan(folder, n_foods)),
    }


def percentiles(times: list[float]) -> dict[str, float]:
    return {f"p{p}": round(float(np.percentile(times, p)), 2) for p in (50, 95, 99)}


def foods(n: int) -> Iterator[Food]:
    """The core foods, then made-up products, best known first."""
    core = best_known_first(core_table())
    yield from core
    rng = random.Random(SEED)
    names = [food.name.split(",")[0].split("(")[0].strip() for food in core]
    for number in range(n - len(core)):
        name = f"{rng.choice(KINDS)} {rng.choice(names)} {rng.choice(KINDS)} {number % 977}"
        yield Food(
            source="bench",
            source_id=str(number),
            name=name.capitalize(),
            brand=rng.choice(BRANDS),
            quality=Quality.CROWD,
            popularity=0.04 * (1 - number / n),
        )


def queries(n: int) -> list[tuple[str, str]]:
    """Names people use for everyday foods with the food they mean; 15 % with a typo."""
    rng = random.Random(SEED)
    known = [
        (alias, food.key)
        for food in core_table()
        if food.popularity >= EVERYDAY
        for alias in food.aliases
        if len(alias) > 3
    ]
    asked = []
    for text, key in rng.choices(known, k=n):
        asked.append((typo(text, rng) if rng.random() < 0.15 else text, key))
    return asked


def typo(text: str, rng: random.Random) -> str:
    """One letter left out, doubled or swapped, not the first."""
    place = rng.randrange(1, len(text) - 1)
    return rng.choice(
        [
            text[:place] + text[place + 1 :],
            text[:place] + text[place] + text[place:],
            text[:place] + text[place + 1] + text[place] + text[place + 2 :],
        ]
    )


def keystrokes(search: FoodSearch) -> list[float]:
    """Every prefix of fifty queries, as a person types them."""
    times = []
    for text, _ in queries(50):
        for end in range(1, len(text) + 1):
            start = time.perf_counter()
            search.search(text[:end])
            times.append((time.perf_counter() - start) * 1000)
    return times


def like_scan(folder: Path, n: int) -> list[float]:
    """The plain baseline: LIKE on every word over an SQLite table."""
    base = sqlite3.connect(folder / "base.sqlite3")
    base.execute("create table food (key text, name text, popularity real)")
    rows = ((f.key, f"{f.name} {f.brand}", f.popularity) for f in foods(n))
    base.executemany("insert into food values (?, ?, ?)", rows)
    base.commit()
    times = []
    for text, _ in queries(20):
        words = text.split()
        where = " and ".join("name like ?" for _ in words)
        start = time.perf_counter()
        base.execute(
            f"select key from food where {where} order by popularity desc limit 10",
            [f"%{word}%" for word in words],
        ).fetchall()
        times.append((time.perf_counter() - start) * 1000)
    base.close()
    return times


if __name__ == "__main__":
    main(sys.argv[1:])
