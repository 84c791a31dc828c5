"""Reading the packaged tables: rows as text, numbers that may be absent, and their hash."""

import csv
import hashlib
import io
from functools import cache
from importlib.resources import files
from typing import Final

STUDY_TABLES: Final = (
    *("arms.csv", "conditions.csv", "effects.csv", "measures.csv", "muscles.csv", "studies.csv"),
)


def _bytes(name: str) -> bytes:
    return (files("trophe.evidence") / "tables" / name).read_bytes()


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """A packaged table as rows of text."""
    return tuple(csv.DictReader(io.StringIO(_bytes(name).decode("utf-8"), newline="")))


def number(text: str) -> float | None:
    """A cell as a number; None where it is empty, because absent is not zero."""
    return float(text) if text else None


@cache
def evidence_hash(names: tuple[str, ...] = STUDY_TABLES) -> str:
    """The SHA-256 of these tables (the study tables unless told otherwise), as hex.

    What is fitted to the tables stores this, so that a changed row shows.
    """
    digest = hashlib.sha256()
    for name in sorted(names):
        content = _bytes(name)
        digest.update(f"{name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()
