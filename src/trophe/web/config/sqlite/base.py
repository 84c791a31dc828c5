"""Writers wait in line, first come first served.

SQLite lets one writer in at a time and the others try again after a nap; who naps longest may
come last again and again. A lock on a file beside the database makes them a queue: the kernel
wakes the one who waited longest. SQLite's own lock stays what keeps the data safe.
"""

import fcntl
import os
from typing import Any

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's SQLite engine; a transaction holds the queue's ticket from begin to end."""

    _ticket: int | None = None

    def _start_transaction_under_autocommit(self) -> None:
        self._take_ticket()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._give_back()
            raise

    def _commit(self) -> Any:
        try:
            return super()._commit()  # type: ignore[misc]
        finally:
            self._give_back()

    def _rollback(self) -> Any:
        try:
            return super()._rollback()  # type: ignore[misc]
        finally:
            self._give_back()

    def _close(self) -> Any:
        try:
            return super()._close()  # type: ignore[misc]
        finally:
            self._give_back()

    def _take_ticket(self) -> None:
        path = str(self.settings_dict["NAME"])
        if self._ticket is None and not self.is_in_memory_db():
            self._ticket = os.open(f"{path}-queue", os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(self._ticket, fcntl.LOCK_EX)

    def _give_back(self) -> None:
        if self._ticket is not None:
            os.close(self._ticket)
            self._ticket = None
