"""Search of the core foods alone: built at first use, read from disk from then on."""

import os
from pathlib import Path
from typing import Final

from trophe.nutrition.core import CoreTable, core_table
from trophe.nutrition.food import Food
from trophe.nutrition.search.engine import FoodSearch
from trophe.nutrition.search.index import FoodIndex

DIGEST_LENGTH: Final = 16


def core_search(folder: Path) -> FoodSearch:
    """A search over the core foods, with its index in `folder`; built there when it is not yet.

    Building takes a few seconds, opening a few milliseconds.
    """
    index = FoodIndex(folder)
    table = core_table()
    digest = table.digest[:DIGEST_LENGTH]
    if index.digest != digest:
        index.build(best_known_first(table), digest)
    return FoodSearch(index)


def best_known_first(table: CoreTable) -> list[Food]:
    """The core foods in the order the index wants them."""
    return sorted(table, key=lambda food: (-food.popularity, food.key))


def cache_folder() -> Path:
    """Where the index of the core foods is kept: below TROPHE_DATA, else the user's cache."""
    data = os.environ.get("TROPHE_DATA")
    if data:
        return Path(data) / "cache" / "core-foods"
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "trophe" / "core-foods"
