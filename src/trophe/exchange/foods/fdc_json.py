"""USDA FoodData Central as JSON: one object with one list of foods, read food by food."""

import codecs
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

import polars as pl

from trophe.errors import InputError
from trophe.exchange.foods.batch import Batch, finish
from trophe.exchange.foods.chunks import Checkpoint, opened, safe_members, starting_point
from trophe.exchange.foods.fdc_tables import (
    BRANDED_PRIOR,
    FLUID,
    FROM_GRAMS,
    KJ_ID,
    PRIOR,
    QUALITY,
    SOURCE,
    TO_GRAMS,
    plain_unit,
)
from trophe.nutrition.nutrients import nutrients

ROOTS: Final = {
    "FoundationFoods": "foundation_food",
    "SRLegacyFoods": "sr_legacy_food",
    "SurveyFoods": "survey_fndds_food",
    "BrandedFoods": "branded_food",
}
ROWS: Final = 5_000
READ_CHARACTERS: Final = 4_000_000


def read_json(path: Path, checkpoint: Checkpoint | None) -> Iterator[Batch]:
    """The foods of one of the four JSON files, in batches.

    Raises InputError where the file's root is none of the four, or the JSON breaks off.
    """
    start = starting_point(path, checkpoint)
    with _opened(path) as file:
        rows: list[dict[str, Any]] = []
        done = 0
        for kind, food in _foods(file):
            done += 1
            if done > start.offset:
                rows.append(_row(food, kind, done))
            if len(rows) == ROWS:
                yield _batch(rows, start, done)
                rows = []
        if rows:
            yield _batch(rows, start, done)


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    """The JSON, or that member of a zip which is JSON."""
    if not zipfile.is_zipfile(path):
        with opened(path) as file:
            yield file
        return
    with zipfile.ZipFile(path) as archive:
        members = [m for m in safe_members(archive) if m.filename.endswith(".json")]
        if not members:
            raise InputError("file", f"{path.name} holds no JSON file.")
        with archive.open(members[0]) as member:
            yield member


def _foods(file: IO[bytes]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Food by food, without holding the whole file."""
    decoder = json.JSONDecoder()
    reader = codecs.StreamReaderWriter(
        file, codecs.getreader("utf-8-sig"), codecs.getwriter("utf-8"), "replace"
    )
    text = reader.read(READ_CHARACTERS)
    root = next((name for name in ROOTS if f'"{name}"' in text[:2000]), None)
    if root is None:
        raise InputError("file", f"file has none of the roots {', '.join(ROOTS)}.")
    place = text.index("[", text.index(f'"{root}"')) + 1
    while True:
        while place < len(text) and text[place] in " \t\r\n,":
            place += 1
        if place < len(text) and text[place] == "]":
            return
        try:
            food, end = decoder.raw_decode(text, place)
        except json.JSONDecodeError:
            more = reader.read(READ_CHARACTERS)
            if not more:
                raise InputError("file", "file breaks off in the middle of a food.") from None
            text, place = text[place:] + more, 0
            continue
        yield ROOTS[root], food
        place = end


def _batch(rows: list[dict[str, Any]], start: Checkpoint, done: int) -> Batch:
    end = Checkpoint(fingerprint=start.fingerprint, offset=done, line=done + 1)
    return finish(pl.DataFrame(rows, infer_schema_length=None, strict=False), SOURCE, end, 0.0)


def _codes() -> dict[str, tuple[str, int, str]]:
    """Their nutrient id -> our nutrient, rank and unit."""
    return {
        code: (n.id, rank, n.unit) for n in nutrients().values() for rank, code in enumerate(n.fdc)
    }


def _row(food: dict[str, Any], kind: str, number: int) -> dict[str, Any]:
    """One food in a reader's columns."""
    fluid = str(food.get("servingSizeUnit", "")).upper() in FLUID
    category = food.get("foodCategory") or food.get("wweiaFoodCategory") or {}
    group = food.get("brandedFoodCategory") or (
        category.get("description") or category.get("wweiaFoodCategoryDescription")
        if isinstance(category, dict)
        else category
    )
    return {
        "line": number,
        "source_id": str(food.get("fdcId", "")),
        "name": str(food.get("description") or ""),
        "code": str(food.get("gtinUpc") or ""),
        "brand": str(food.get("brandName") or food.get("brandOwner") or ""),
        "group": str(group or ""),
        "basis": "100 ml" if fluid else "100 g",
        "quality": QUALITY.get(kind, "table"),
        "popularity": PRIOR.get(kind, BRANDED_PRIOR),
        "portions": json.dumps(_portions(food)),
        **_amounts(food),
    }


def _amounts(food: dict[str, Any]) -> dict[str, float | None]:
    """Amounts in our units, by the best code of each nutrient; the median where no amount is."""
    codes = _codes()
    best: dict[str, int] = {}
    found: dict[str, float | None] = dict.fromkeys([*nutrients(), "kj"])
    for entry in food.get("foodNutrients") or []:
        theirs = entry.get("nutrient") or {}
        code = str(theirs.get("id", ""))
        amount = entry.get("amount", entry.get("median"))
        if not isinstance(amount, int | float):
            continue
        if code == KJ_ID:
            found["kj"] = float(amount)
        if code not in codes:
            continue
        name, rank, unit = codes[code]
        if name in best and best[name] <= rank:
            continue
        best[name] = rank
        written = plain_unit(str(theirs.get("unitName") or unit))
        factor = 1.0 if unit == "kcal" else TO_GRAMS.get(written, 0.0) * FROM_GRAMS[unit]
        found[name] = float(amount) * factor if factor else None
    return found


def _portions(food: dict[str, Any]) -> list[list[Any]]:
    """Household portions; for products the label's serving."""
    found = []
    for entry in food.get("foodPortions") or []:
        unit = (entry.get("measureUnit") or {}).get("name", "")
        words = [
            str(word)
            for word in (unit, entry.get("portionDescription"), entry.get("modifier"))
            if word
            and word not in ("undetermined", "Quantity not specified")
            and not str(word).isdigit()
        ]
        amount, grams = entry.get("amount") or 1, entry.get("gramWeight") or 0
        if words and amount > 0 and grams > 0:
            found.append([float(amount), ", ".join(words)[:80], float(grams)])
    size = food.get("servingSize")
    if not found and isinstance(size, int | float) and size > 0:
        found.append(
            [1.0, str(food.get("householdServingFullText") or "serving")[:80], float(size)]
        )
    return found
