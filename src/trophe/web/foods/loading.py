"""Getting shared foods into the table: the ones that come with Trophe, and files of others."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Final, TypeVar

from django.db import transaction
from django.utils import timezone

from trophe.nutrition import food as core
from trophe.nutrition.core import core_table
from trophe.web.foods.models import Food, Loaded
from trophe.web.foods.rows import put_rows

# Told how many of how many are done.
Progress = Callable[[int, int], None]
CORE: Final = "core"
CHUNK: Final = 500
Item = TypeVar("Item")


def core_is_loaded() -> bool:
    """Whether the foods that come with this version are in the table."""
    return Loaded.objects.filter(source=CORE, digest=core_table().digest).exists()


def ensure_core_foods(progress: Progress | None = None) -> int:
    """Load the foods that come with Trophe unless they are there; how many were loaded.

    All or none: a server stopped in between begins again at its next start.
    """
    if core_is_loaded():
        return 0
    table = core_table()
    with transaction.atomic():
        put_foods(table, len(table), progress)
        remember(CORE, table.digest, len(table))
    return len(table)


def put_foods(foods: Iterable[core.Food], n: int = 0, progress: Progress | None = None) -> int:
    """Store shared foods; one that is there already is renewed. How many there were."""
    done = 0
    for some in chunks(foods, CHUNK):
        done += put_rows(Food.columns_of(food) for food in some)
        if progress is not None:
            progress(done, n or done)
    return done


def remember(source: str, digest: str, foods: int) -> None:
    """That these foods of a source are in the table now."""
    Loaded.objects.update_or_create(
        source=source, defaults={"digest": digest, "foods": foods, "at": timezone.now()}
    )


def state_digest() -> str:
    """Names the shared foods in the table; it changes when a set of them is loaded."""
    held = Loaded.objects.order_by("source").values_list("source", "digest", "foods")
    text = "\n".join(f"{source} {digest} {foods}" for source, digest, foods in held)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def chunks(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Lists of `size` items; the last one may be shorter."""
    source = iter(items)
    while some := list(islice(source, size)):
        yield some
