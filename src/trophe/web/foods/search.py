"""Finding foods for a person: their own from the table, shared ones from the embedded index.

The index holds shared foods only, so that nobody's own foods can be found by another. It is a
cache of the table: `reindex` makes it anew at any time.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, reduce
from operator import or_
from pathlib import Path
from threading import Lock
from typing import Any, Final

from django.conf import settings
from django.db.models import Q

from trophe.nutrition import food as core
from trophe.nutrition.barcode import search_key
from trophe.nutrition.core import core_table
from trophe.nutrition.food import Allergen, Diet, Texture
from trophe.nutrition.search import FoodIndex, FoodSearch
from trophe.nutrition.search.engine import Filters
from trophe.nutrition.search.words import stems
from trophe.web.foods.loading import Progress, state_digest
from trophe.web.foods.models import Food
from trophe.web.people.models import Person
from trophe.web.people.once import once

_BUILDING: Final = Lock()
ROWS: Final = 900
TEXTS: Final = (
    "source", "source_id", "name", "description", "brand", "barcode", "quality", "popularity",
)  # fmt: skip
SEARCHED: Final = (*TEXTS, "free_of", "diets", "texture", "flags", "aliases", "nearest_to")
NO_FILTERS: Final = Filters()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One answer. `nearest_to` is what was asked for when the food is not that but is close."""

    food: Food
    nearest_to: str = ""
    corrected: bool = False


def engine() -> FoodSearch:
    """The search engine of this process; its index is built at the first question if absent."""
    found = _engine(Path(settings.FOOD_INDEX))
    if not found.index.digest:
        with _BUILDING:
            if not found.index.digest:
                reindex()
    return found


@cache
def _engine(folder: Path) -> FoodSearch:
    return FoodSearch(FoodIndex(folder))


def reindex(progress: Progress | None = None) -> int:
    """Build the index anew from the table and swap it in; how many foods it holds."""
    index = _engine(Path(settings.FOOD_INDEX)).index
    return index.build(_best_known_first(progress), state_digest())


def ensure_index() -> int:
    """Build the index unless it is that of the table; how many foods were indexed."""
    index = _engine(Path(settings.FOOD_INDEX)).index
    return 0 if index.digest == state_digest() else reindex()


def _best_known_first(progress: Progress | None) -> Iterator[core.Food]:
    """All shared foods as the index wants them.

    Only their ids are put in order, for millions of whole rows would be sorted in memory.
    """
    rows = Food.objects.shared().kept()
    ids = array("q", rows.order_by("-popularity", "pk").values_list("pk", flat=True).iterator())
    also = {food.key: food.also_called for food in core_table() if food.also_called}
    for start in range(0, len(ids), ROWS):
        if progress is not None:
            progress(start, len(ids))
        some = ids[start : start + ROWS]
        found = {row["pk"]: row for row in rows.filter(pk__in=some).values("pk", *SEARCHED)}
        yield from (_searched(found[pk], also) for pk in some if pk in found)


def _searched(row: Mapping[str, Any], also: Mapping[str, tuple[str, ...]]) -> core.Food:
    """What the index keeps of a row; `also` are the other names of foods that come with Trophe."""
    return core.Food(
        **{name: row[name] for name in TEXTS},
        free_of=frozenset(map(Allergen, row["free_of"].split())),
        diets=frozenset(map(Diet, row["diets"].split())),
        texture=Texture(row["texture"]) if row["texture"] else None,
        flags=tuple(row["flags"]),
        aliases=tuple(row["aliases"]),
        also_called=also.get(f"{row['source']}:{row['source_id']}", ()),
        nearest_to=tuple(row["nearest_to"]),
    )


def find_foods(
    person: Person,
    text: str,
    *,
    limit: int = 12,
    history: Mapping[str, float] | None = None,
    filters: Filters = NO_FILTERS,
) -> list[Found]:
    """The foods that best answer a typed text: own ones that match first, then shared ones.

    `history` says how usual a food is at this hour, by key. A shared food that the person has
    corrected comes with their figures.
    """
    text = text.strip()
    if not text:
        return []
    own = [food for food in own_foods(person, text) if suits(food, filters)]
    found = [Found(food=food) for food in own[: limit // 2]]
    hits = engine().search(text, limit=limit, history=history or {}, filters=filters)
    rows = corrected(person, by_key(hit.key for hit in hits))
    rows = {key: food for key, food in rows.items() if suits(food, filters)}
    shown = {one.food.pk for one in found}
    for hit in hits:
        food = rows.get(hit.key)
        if food is not None and food.pk not in shown:
            found.append(Found(food=food, nearest_to=hit.nearest_to, corrected=hit.corrected))
    return found[:limit]


def suits(food: Food, filters: Filters) -> bool:
    """Whether a row is all that the filters ask; an allergen that nobody excluded is in (N06)."""
    return (
        filters.without <= set(food.free_of.split())
        and (filters.diet is None or filters.diet in food.diets.split())
        and (filters.texture is None or filters.texture == food.texture)
        and (not filters.brand or set(stems(filters.brand)) <= set(stems(food.brand)))
    )


def own_foods(person: Person, text: str) -> list[Food]:
    """The person's own foods in which every typed word begins some word, newest first."""
    code = search_key(text)
    rows = _own(person)
    if code:
        return [food for food in rows if food.barcode == code]
    typed = stems(text)
    return [food for food in rows if typed and _answers(typed, stems(f"{food.name} {food.brand}"))]


@once
def _own(person: Person) -> tuple[Food, ...]:
    """All own foods and corrections of a person, newest first; a page needs them twice."""
    return tuple(Food.objects.own(person).kept().order_by("-changed_at"))


def _answers(typed: list[str], words: list[str]) -> bool:
    return all(any(word.startswith(start) for word in words) for start in typed)


def by_key(keys: Iterable[str]) -> dict[str, Food]:
    """Shared foods by the keys that the index knows."""
    by_source: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        source, source_id = key.split(":", 1)
        by_source[source].append(source_id)
    if not by_source:
        return {}
    # Each source apart, and shared ones picked here: asked otherwise, SQLite reads all that
    # belong to nobody, half a second in a million.
    wanted = (Q(source=source, source_id__in=ids) for source, ids in by_source.items())
    rows = Food.objects.kept().filter(reduce(or_, wanted))
    return {food.key: food for food in rows if food.person_id is None}


def corrected(person: Person, foods: Mapping[str, Food]) -> dict[str, Food]:
    """The same foods, with the person's own figures where they corrected one."""
    instead = {food.corrects_id: food for food in _own(person) if food.corrects_id}
    return {key: instead.get(food.pk, food) for key, food in foods.items()}


def by_barcode(person: Person, code: str) -> Food | None:
    """The food with a barcode (14 digits): the person's own one, a corrected, a shared one."""
    rows = Food.objects.of(person).kept().with_barcode(code)
    found = sorted(rows, key=lambda food: (food.person_id is None, -food.popularity, food.pk))
    if not found:
        return None
    return next(iter(corrected(person, {found[0].key: found[0]}).values()))


def tell_index(foods: Iterable[Food]) -> None:
    """Let searches see changes of shared foods at once."""
    shared = [food for food in foods if food.person_id is None]
    index = _engine(Path(settings.FOOD_INDEX)).index
    index.upsert([food.core() for food in shared if food.deleted_at is None])
    index.delete([food.key for food in shared if food.deleted_at is not None])
