"""Shared foods written many at a time: one statement, run for thousands of rows."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from django.db import connection
from django.utils import timezone

from trophe.web.config.ids import uuid7
from trophe.web.foods.models import Food

# What a source says of a food, and so what a later reading of it may change.
TOLD: Final = (
    "source", "source_id", "name", "description", "brand", "barcode", "group", "quality", "basis",
    "amounts", "portions", "contains", "free_of", "diets", "texture", "flags", "aliases",
    "nearest_to", "popularity", "refuse_pct",
)  # fmt: skip
JSON: Final = frozenset({"amounts", "portions", "flags", "aliases", "nearest_to"})
EMPTY: Final[Mapping[str, Any]] = {
    "texture": "", "aliases": "[]", "nearest_to": "[]", "refuse_pct": None, "description": "",
}  # fmt: skip


def put_rows(rows: Iterable[Mapping[str, Any]]) -> int:
    """Store shared foods; one of the same source and id is renewed, its code and past stay.

    JSON columns may be values or JSON text. Run it inside a transaction. How many there were.
    """
    now = timezone.now()
    values = [_values(row, now) for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(_statement(), values)
    return len(values)


def _statement() -> str:
    """Insert or renew, in the words that SQLite and PostgreSQL share."""
    quote = connection.ops.quote_name
    own = ("code", "at_least", "photo", "version", "made_at", "changed_at", "deleted_at")
    columns = ", ".join(quote(name) for name in (*TOLD, *own))
    marks = ", ".join(["%s"] * (len(TOLD) + len(own)))
    renewed = [name for name in TOLD if name not in ("source", "source_id")]
    sets = ", ".join(
        f"{quote(name)} = excluded.{quote(name)}" for name in (*renewed, "changed_at", "deleted_at")
    )
    return (
        f"INSERT INTO {quote(Food._meta.db_table)} ({columns}) VALUES ({marks}) "
        f"ON CONFLICT ({quote('source')}, {quote('source_id')}) DO UPDATE SET {sets}"
    )


def _values(row: Mapping[str, Any], now: datetime) -> list[Any]:
    moment = connection.ops.adapt_datetimefield_value(now)
    code = Food._meta.get_field("code").get_db_prep_value(uuid7(), connection)
    told = [_text(name, row.get(name, EMPTY.get(name))) for name in TOLD]
    return [*told, code, "[]", "", 1, moment, moment, None]


def _text(name: str, value: Any) -> Any:
    """JSON as text; names cut to what their column holds."""
    if name in JSON:
        return value if isinstance(value, str) else json.dumps(value)
    if isinstance(value, str):
        return value[: getattr(Food._meta.get_field(name), "max_length", None)]
    return value
