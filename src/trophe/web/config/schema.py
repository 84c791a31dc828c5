"""The state of the database: what is applied, what is missing, whether it is whole."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from trophe.web.config.database import APPLICATION_ID


def pending_migrations() -> list[str]:
    """Names of the steps that this version has and the database has not."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [str(migration) for migration, _ in plan]


def unknown_migrations() -> list[str]:
    """Names of the steps that the database has and this version does not know."""
    loader = MigrationExecutor(connection).loader
    known = set(loader.disk_migrations)
    return sorted(f"{app}.{name}" for app, name in set(loader.applied_migrations) - known)


def copy_before_migrating(folder: Path) -> Path | None:
    """A copy of a SQLite database that holds something already; None otherwise."""
    if connection.vendor != "sqlite" or not connection.introspection.table_names():
        return None
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"before-migration-{datetime.now(UTC):%Y%m%dT%H%M%S}.sqlite3"
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as copy:
        connection.connection.backup(copy)
    path.chmod(0o600)
    return path


def stamp() -> None:
    """Mark a SQLite file as ours, with the number of steps it has been through."""
    if connection.vendor != "sqlite":
        return
    applied = len(MigrationExecutor(connection).loader.applied_migrations)
    with connection.cursor() as cursor:
        # PRAGMA takes no parameters; both are our own whole numbers.
        cursor.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
        cursor.execute(f"PRAGMA user_version = {applied:d}")


def is_intact() -> bool:
    """Whether the database says of itself that it is whole."""
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        whole = cursor.fetchone() == ("ok",)
        cursor.execute("PRAGMA foreign_key_check")
        return whole and cursor.fetchone() is None
