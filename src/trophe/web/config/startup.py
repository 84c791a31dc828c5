"""From a bare folder to a server: database, static files, the owner, the sample."""

import fcntl
import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from trophe import __version__
from trophe.errors import TropheError
from trophe.web.config import schema
from trophe.web.config.address import remember_address as remember_address
from trophe.web.config.address import served_at as served_at

if TYPE_CHECKING:
    from trophe.exchange.foods import Report as ImportReport
    from trophe.web.inbox.reminding import Report


class StartError(TropheError):
    """The server cannot start on this data; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """What the first page needs: a sign-in token when the owner has no other way in."""

    token: str | None
    is_first_start: bool


def setup() -> None:
    """Load Django with our settings; what it writes is the owner's alone."""
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trophe.web.config.settings")
    django.setup()


def prepare() -> Ready:
    """Bring the data folder up to date and let the owner in."""
    setup()
    with _one_at_a_time(settings.DATA):
        _bring_up_schema()
        _collect_static()
        call_command("clearsessions")
        return _let_owner_in()


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """Two servers started at once on one folder prepare it one after the other."""
    with (folder / "start.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _bring_up_schema() -> None:
    """Migrate, after a copy; refuse data that a newer Trophe wrote."""
    unknown = schema.unknown_migrations()
    if unknown:
        raise StartError(
            f"The data in {settings.DATA} were written by a newer Trophe (it knows "
            f"{unknown[0]}). Start that version, or set TROPHE_DATA to another folder."
        )
    if schema.pending_migrations():
        schema.copy_before_migrating(settings.DATA / "backups")
        call_command("migrate", interactive=False, verbosity=0)
    schema.stamp()


def _collect_static() -> None:
    """Gather, hash and compress static files; nothing to do while they are the same."""
    mark, fingerprint = settings.STATIC_ROOT / ".gathered", _static_fingerprint()
    if mark.is_file() and mark.read_text() == fingerprint:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    mark.write_text(fingerprint)


def import_foods(path: Path, **choices: Any) -> "ImportReport":
    """Read a file of foods into the database; `choices` as `web.foods.importing` takes them."""
    _prepare_foods()
    from trophe.web.foods import importing

    return importing.import_foods(path, **choices)


def reindex_foods(progress: Callable[[int, int], None]) -> int:
    """Build the search index anew from the database; how many foods it holds."""
    _prepare_foods()
    from trophe.web.foods import search

    return search.reindex(progress)


def _prepare_foods() -> None:
    """Bring the data up to date, as far as commands about foods need it."""
    setup()
    with _one_at_a_time(settings.DATA):
        _bring_up_schema()
    load_foods()


def _static_fingerprint() -> str:
    digest = hashlib.sha256(__version__.encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = os.stat(storage.path(path))
            digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _let_owner_in() -> Ready:
    from trophe.web.accounts.models import User
    from trophe.web.accounts.services import ensure_owner, has_way_in, make_link

    is_first_start = not User.objects.filter(is_owner=True).exists()
    owner = ensure_owner()
    if is_first_start:
        from trophe.web.people.sample import make_sample

        make_sample(owner=owner)
    token = None if has_way_in(owner) else make_link(user=owner)
    return Ready(token=token, is_first_start=is_first_start)


def load_foods() -> int:
    """Put the foods that come with Trophe into the table and the index; how many were new.

    Takes some seconds at the first start, while the server answers already; then nothing. What was
    removed over 180 days ago is purged at the same time.
    """
    from django.db import connection

    from trophe.web.diary.purging import purge_tombstones
    from trophe.web.foods.loading import ensure_core_foods
    from trophe.web.foods.search import ensure_index

    with _one_at_a_time(settings.DATA):
        n = ensure_core_foods()
        ensure_index()
        purge_tombstones()
    connection.close()
    return n


def fresh_link(username: str | None = None) -> str:
    """The address of a new one-time link, for the owner or for the user of that name."""
    setup()
    from trophe.web.accounts.models import User
    from trophe.web.accounts.services import ensure_owner, make_link

    if schema.pending_migrations():
        raise StartError("There are no data here yet. Start the server first: trophe serve")
    user = User.objects.filter(username=username).first() if username else ensure_owner()
    if user is None or not user.is_active:
        raise StartError(f"Nobody here is called {username!r}.")
    return f"{served_at()}/enter/{make_link(user=user)}/"


def remind() -> "Report":
    """One round of reminders; nothing where the operator turned none on."""
    from django.db import DatabaseError, connection

    setup()
    from trophe.web.inbox.reminding import remind

    try:
        return remind()
    except DatabaseError as error:
        raise StartError(f"No reminders now: {error}") from error
    finally:
        if not connection.in_atomic_block:  # else it belongs to whoever began the transaction
            connection.close()


def reminds() -> bool:
    """Whether the operator turned on a way to remind people."""
    setup()
    return bool(settings.PUSH_ON or settings.MAIL_ON)


def health(quick: bool = False) -> list[tuple[str, bool, str]]:
    """What an operator wants to know: name, whether it is well, and a sentence."""
    setup()
    began = time.perf_counter()
    intact = quick or schema.is_intact()
    checked_s = time.perf_counter() - began
    secret = settings.DATA / "secrets" / "secret_key"
    pending, unknown = schema.pending_migrations(), schema.unknown_migrations()
    return [
        ("data folder", _is_private(settings.DATA), f"{settings.DATA}, closed to other users"),
        ("secrets", _is_private(secret), "readable by their owner alone"),
        ("schema", not (pending or unknown), f"{len(pending)} steps to go, {len(unknown)} unknown"),
        ("database", intact, f"whole (checked in {checked_s:.1f} s)"),
        ("address", True, served_at()),
        ("https", settings.IS_HTTPS or _is_local(served_at()), "on, or this machine only"),
    ]


def _is_private(path: Path) -> bool:
    return path.exists() and path.stat().st_mode & 0o077 == 0


def _is_local(url: str) -> bool:
    return url.startswith(("http://localhost", "http://127.", "http://[::1]"))
