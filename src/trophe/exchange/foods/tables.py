"""National food tables (BLS, CIQUAL, CoFID) and plain tables, as CSV or spreadsheet.

A column is known by its heading, in the tables' own spelling or in ours; units in a heading are
converted. "-" and "N" mean not known, "Tr" and "traces" a trace (counted as zero), "< 0.5" at most
that much (kept as half of it).
"""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import polars as pl

from trophe.errors import InputError
from trophe.exchange.foods.batch import Batch, finish
from trophe.exchange.foods.chunks import Checkpoint, opened, starting_point
from trophe.nutrition.nutrients import nutrients

ROWS: Final = 20_000
PRIOR: Final = 0.1
FROM_GRAMS: Final = {"g": 1.0, "mg": 1e3, "µg": 1e6}
UNITS: Final = {"g": 1.0, "mg": 1e-3, "µg": 1e-6, "ug": 1e-6, "mcg": 1e-6, "μg": 1e-6}

# What a heading means: pattern -> our nutrient, or one of the reader's own columns.
HEADINGS: Final = [
    (r"^(alim_code|bls[ _-]?code|food[ _]code|code|id|source_id)$", "source_id"),
    (r"^(name_en|alim_nom_eng|food name|englische.*bezeichnung)$", "name"),
    (r"^(name|name_native|alim_nom_fr|lebensmittelbezeichnung|product.?name)$", "other_name"),
    (r"^(description|alim_nom_sci|st)$", "description"),
    (r"^(category|group|food group|alim_ssgrp_nom_eng|alim_grp_nom_eng|hauptgruppe.*)$", "group"),
    (r"^(brand|brands|brand_owner|marke)$", "brand"),
    (r"^(gtin|ean|upc|barcode)$", "code"),
    (r"^(serving|household_serving)$", "serving_words"),
    (r"^(serving_basis_unit|basis)$", "basis"),
    (r"^(energy_kcal|kcal|enercc\b.*|energy \(kcal\).*|energy, .*\(kcal.*)$", "energy_kcal"),
    (r"^(energy_kj|kj|enercj\b.*|energy \(kj\).*|energy, .*\(kj.*)$", "kj"),
    (r"^(protein_g|prot625\b.*|protein, crude.*)$", "protein_g"),
    (r"^(protein|proteins|eiwei(ß|ss))\b(?!.*6\.25)", "protein_g"),
    (r"^(fat_g|fat\b(?! ?acid)|lipids|fett\b)", "fat_g"),
    (r"^(carb_available_g|available_carbohydrate_g)$", "available_carbohydrate_g"),
    (r"^(cho\b.*|kohlenhydrate.*)$", "available_carbohydrate_g"),
    (r"^(carb_g|carbohydrate_g)$", "carbohydrate_g"),
    (r"^carbohydrate\b", "available_carbohydrate_g"),
    (r"^(fibre_g|fiber_g|fibt\b.*|fibres?\b|aoac fibre|ballaststoffe)", "fibre_g"),
    (r"^(sugar_g|sugars_g|sugars?\b|total sugars|zucker)", "sugars_g"),
    (r"^(starch)", "starch_g"),
    (r"^(alcohol|alc\b)", "alcohol_g"),
    (r"^(water|wasser)", "water_g"),
    (r"^(sat_fat_g|saturated_fat_g|fa saturated|fasat\b)", "saturated_fat_g"),
    (r"^(satd fa.*/100g (food|fd))", "saturated_fat_g"),
    (r"^(fa mono|fams\b|mono fa.*/100g (food|fd))", "monounsaturated_fat_g"),
    (r"^(fa poly|fapu\b|poly fa.*/100g (food|fd))", "polyunsaturated_fat_g"),
    (r"^(cholesterol|chorl\b)", "cholesterol_mg"),
    (r"^(salt_g|salt\b|nacl\b)", "salt_g"),
    (r"^(sodium|na\b)", "sodium_mg"),
    (r"^(potassium|k\b)", "potassium_mg"),
    (r"^(calcium|ca\b)", "calcium_mg"),
    (r"^(iron|fe\b)", "iron_mg"),
    (r"^(magnesium|mg\b)", "magnesium_mg"),
    (r"^(phosphorus|p\b)", "phosphorus_mg"),
    (r"^(zinc|zn\b)", "zinc_mg"),
    (r"^(copper|cu\b)", "copper_mg"),
    (r"^(manganese|mn\b)", "manganese_mg"),
    (r"^(selenium|se\b)", "selenium_ug"),
    (r"^(iodine|id\b)", "iodine_ug"),
    (r"^(vitamin d\b|vitd\b)", "vitamin_d_ug"),
    (r"^(vitamin e\b|vite\b)", "vitamin_e_mg"),
    (r"^(vitamin c\b|vitc\b)", "vitamin_c_mg"),
    (r"^(vitamin b1 or|thiamin|thia\b)", "thiamin_b1_mg"),
    (r"^(vitamin b2 or|riboflavin|ribf\b)", "riboflavin_b2_mg"),
    (r"^(vitamin b3 or|niacin|nia\b)", "niacin_b3_mg"),
    (r"^(vitamin b6|vitb6\b)", "vitamin_b6_mg"),
    (r"^(vitamin b12|vitb12\b)", "vitamin_b12_ug"),
    (r"^(vitamin b9 or folate|folate\b|fol\b)", "folate_ug"),
    (r"^(leucine|leu\b)", "leucine_g"),
]  # fmt: skip
NAMED: Final = ("source_id", "name", "other_name", "description", "group", "brand", "code")
UNIT_IN_HEADING: Final = re.compile(
    r"[\[(]\s*(k?g|mg|µg|μg|ug|mcg|kcal|kj)\s*(?:/\s*100\s*g)?|_(g|mg|ug)$", re.IGNORECASE
)


def read_table(path: Path, source: str, checkpoint: Checkpoint | None) -> Iterator[Batch]:
    """A table whose rows are foods per 100 g. Raises InputError where headings are missing."""
    start = starting_point(path, checkpoint)
    rows = list(_sheets(path) if _is_sheet(path) else _lines(path))
    heading = _heading(rows, path)
    columns = _columns(rows[heading])
    known = _described(rows[heading], columns)
    body = rows[heading + 1 :]
    for offset in range(start.offset, len(body), ROWS):
        part = body[offset : offset + ROWS]
        after = offset + len(part)
        end = Checkpoint(fingerprint=start.fingerprint, offset=after, line=after + heading + 2)
        frame = _frame(part, columns, known, offset + heading + 2, source)
        yield finish(frame, source, end, after / max(1, len(body)))


def _is_sheet(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"PK\x03\x04" or path.suffix.lower() in (".xls", ".ods")


def _sheets(path: Path) -> Iterator[list[str]]:
    """The rows of the first sheet that has a heading we know.

    CoFID spreads nutrients over sheets; they are joined by food code.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(path)
    except (CalamineError, OSError) as error:
        raise InputError("file", f"{path.name} is no spreadsheet we can read: {error}") from None
    merged: dict[str, dict[str, str]] = {}
    headings: dict[str, None] = {}
    for name in book.sheet_names:
        rows = [[_text(c) for c in row] for row in book.get_sheet_by_name(name).to_python()]
        found = next((i for i, row in enumerate(rows[:20]) if _is_heading(row)), None)
        if found is None:
            continue
        columns = _columns(rows[found])
        key = next((i for i, c in enumerate(columns) if c == "source_id"), None)
        for number, row in enumerate(rows[found + 1 :]):
            food = row[key] if key is not None and row[key] else f"{name}:{number}"
            cells = dict(zip(rows[found], row, strict=False))
            merged.setdefault(food, {}).update({k: v for k, v in cells.items() if k and v})
        headings.update(dict.fromkeys(h for h in rows[found] if h))
    yield list(headings)
    for cells in merged.values():
        yield [cells.get(name, "") for name in headings]


def _text(cell: Any) -> str:
    return f"{cell:g}" if isinstance(cell, float) and cell == int(cell) else str(cell).strip()


def _lines(path: Path) -> Iterator[list[str]]:
    """The rows of a CSV, whatever its separator."""
    with opened(path) as file:
        data = file.read()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _is_heading(row: list[str]) -> bool:
    """Whether a row names a food and at least two amounts."""
    columns = _columns(row)
    named = {"name", "other_name"} & set(columns)
    return bool(named) and len(set(columns) - set(NAMED) - {None}) >= 2


def _heading(rows: list[list[str]], path: Path) -> int:
    """Where the headings stand."""
    found = next((i for i, row in enumerate(rows[:20]) if _is_heading(row)), None)
    if found is None:
        hint = "Expected a column for the name and columns such as kcal, protein_g, fat_g."
        raise InputError("file", f"{path.name} has no headings we know. {hint}")
    return found


def _columns(heading: list[str]) -> list[str | None]:
    """What each heading means; of several for one thing the first counts."""
    seen: set[str] = set()
    columns: list[str | None] = []
    for text in heading:
        plain = re.sub(r"\s+", " ", text).strip().lower()
        skip = re.search(r"datenherkunft|referenz|per 100 ?g? ?fa\b|/100g fa", plain)
        meaning = next((m for pattern, m in HEADINGS if re.search(pattern, plain)), None)
        if skip or meaning in seen:
            meaning = None
        if meaning:
            seen.add(meaning)
        columns.append(meaning)
    return columns


def _described(heading: list[str], columns: list[str | None]) -> dict[str, float]:
    """Factor from each heading's unit to ours."""
    factors = {}
    for text, meaning in zip(heading, columns, strict=True):
        if meaning in nutrients():
            unit = UNIT_IN_HEADING.search(text)
            factors[meaning] = _factor(
                (unit[1] or unit[2]).lower() if unit else "", nutrients()[meaning].unit
            )
    return factors


def _factor(written: str, ours: str) -> float:
    if written not in UNITS or ours not in FROM_GRAMS:
        return 1.0
    return UNITS[written] * FROM_GRAMS[ours]


def _frame(
    part: list[list[str]],
    columns: list[str | None],
    factors: dict[str, float],
    line: int,
    source: str,
) -> pl.DataFrame:
    """Rows in a reader's columns."""
    rows = []
    for number, cells in enumerate(part, line):
        row: dict[str, Any] = {"line": number, "popularity": PRIOR}
        for meaning, cell in zip(columns, cells, strict=False):
            if meaning in factors:
                value = amount(cell)
                row[meaning] = None if value is None else value * factors[meaning]
            elif meaning in ("kj", "salt_g"):
                row[meaning] = amount(cell)
            elif meaning:
                row[meaning] = cell.strip()
        row["name"] = row.get("name") or row.get("other_name") or ""
        if row["name"] != row.get("other_name"):
            row["description"] = row.get("other_name") or row.get("description") or ""
        row["basis"] = "100 ml" if row.get("basis", "") in ("ml", "100 ml") else "100 g"
        row["source_id"] = row.get("source_id") or row.get("code") or _slug(row["name"])
        rows.append(row)
    frame = pl.DataFrame(rows, infer_schema_length=None, strict=False)
    return frame.drop("serving_words", "other_name", strict=False)


def _slug(name: str) -> str:
    """A stable id for a food that has none but its name."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def amount(cell: str) -> float | None:
    """A cell as a number; None where it is not known.

    >>> amount("1,5"), amount("< 0.5"), amount("Tr"), amount("N"), amount("-")
    (1.5, 0.25, 0.0, None, None)
    """
    text = cell.strip().replace("\u00a0", "").replace(",", ".")
    if text.lower() in ("tr", "trace", "traces", "(tr)"):
        return 0.0
    below = re.fullmatch(r"<\s*(\d+(?:\.\d+)?)", text)
    if below:
        return float(below[1]) / 2
    found = re.fullmatch(r"[\[(]?(-?\d+(?:\.\d+)?(?:e-?\d+)?)[\])]?", text, re.IGNORECASE)
    return float(found[1]) if found else None
