"""One way in for every food file: what it is, and its foods in batches."""

import gzip
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from trophe.errors import InputError, UnknownNameError
from trophe.exchange.foods import fdc_json, fdc_tables, off, tables
from trophe.exchange.foods.batch import Batch
from trophe.exchange.foods.chunks import Checkpoint
from trophe.exchange.foods.sources import SOURCES

NATIONAL: Final = ("bls", "ciqual", "cofid", "own_table")
PEEK_BYTES: Final = 65_536


def guess_source(path: Path) -> str:
    """Which source a file is of, by its content and then its name.

    Raises InputError, with what to say instead, where it cannot be told.
    """
    if path.is_dir():
        return "usda_fdc"
    head = _head(path)
    if head[:4] == b"PAR1" or b"\tproduct_name\t" in head:
        return "off"
    if head[:4] == b"PK\x03\x04":
        names = zipfile.ZipFile(path).namelist()
        if any(n.endswith(("food.csv", "food_nutrient.csv", ".json")) for n in names):
            return "usda_fdc"
    if head.lstrip()[:1] == b"{":
        if any(f'"{root}"'.encode() in head for root in fdc_json.ROOTS):
            return "usda_fdc"
        if b'"code"' in head:
            return "off"
    named = next((name for name in NATIONAL[:3] if name in path.name.lower()), None)
    if named:
        return named
    if b"kcal" in head.partition(b"\n")[0].lower():
        return "own_table"
    hint = f"Name it with --source: {', '.join(SOURCES)}."
    raise InputError("file", f"{path.name}: cannot tell which food table this is. {hint}")


def read(path: Path, source: str = "auto", checkpoint: Checkpoint | None = None) -> Iterator[Batch]:
    """The foods of a file in batches, from a checkpoint on.

    Parameters
    ----------
    path : USDA FoodData Central (zip or folder of CSV tables, JSON), Open Food Facts
        (tab-separated, JSON lines or Parquet), BLS, CIQUAL, CoFID or an own table (CSV, XLSX);
        gzip is unpacked.
    source : a key of `SOURCES`, or "auto".

    Raises
    ------
    InputError for a file that is absent or of another kind; UnknownNameError for a source.
    """
    if not path.exists():
        raise InputError("file", f"{path} is not there.")
    source = guess_source(path) if source == "auto" else source
    if source not in SOURCES:
        raise UnknownNameError("source", source, SOURCES)
    if source == "off":
        return _off(path, checkpoint)
    if source == "usda_fdc":
        return _fdc(path, checkpoint)
    return tables.read_table(path, source, checkpoint)


def _off(path: Path, checkpoint: Checkpoint | None) -> Iterator[Batch]:
    head = _head(path)
    if head[:4] == b"PAR1":
        return off.read_parquet(path, checkpoint)
    if head.lstrip()[:1] == b"{":
        return off.read_jsonl(path, checkpoint)
    return off.read_tsv(path, checkpoint)


def _fdc(path: Path, checkpoint: Checkpoint | None) -> Iterator[Batch]:
    if path.is_dir():
        return fdc_tables.read_tables(path, checkpoint)
    if zipfile.is_zipfile(path):
        names = zipfile.ZipFile(path).namelist()
        if any(name.endswith("food.csv") for name in names):
            return fdc_tables.read_tables(path, checkpoint)
    return fdc_json.read_json(path, checkpoint)


def _head(path: Path) -> bytes:
    """The first bytes, unpacked where the file is gzipped."""
    with path.open("rb") as file:
        head = file.read(PEEK_BYTES)
    if head[:2] == b"\x1f\x8b":
        with gzip.open(path, "rb") as unpacked:
            return unpacked.read(PEEK_BYTES)
    return head
