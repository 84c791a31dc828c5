"""Which database, and how it is opened: SQLite beside the data, PostgreSQL by its address."""

from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# "TrPh": tells this file from other SQLite files (PRAGMA application_id).
APPLICATION_ID: Final = 0x54725068

# A commit is on disk when the page says saved, a reader never blocks a writer, and what was
# deleted is overwritten. IMMEDIATE, because a deferred transaction ignores the timeout when
# it turns from reading to writing.
SQLITE_PRAGMAS: Final = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=10000",
    "PRAGMA secure_delete=ON",
    "PRAGMA temp_store=MEMORY",
)


def database_settings(url: str, folder: Path) -> dict[str, Any]:
    """Django's settings of the database at `url`; an empty one means SQLite in `folder`."""
    if not url:
        return _sqlite(folder / "trophe.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    if parts.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured(
            f"DATABASE_URL starts with {parts.scheme}:, known are postgresql: and sqlite:"
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "trophe.web.config.sqlite",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            "init_command": ";".join(SQLITE_PRAGMAS),
        },
    }
