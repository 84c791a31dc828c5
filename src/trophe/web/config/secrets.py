"""Secrets are made at the first run and kept in files that only the owner may read."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path


def secret_lines(folder: Path, name: str) -> list[str]:
    """The lines of secret `name`, newest first; made when absent.

    To change a secret, write a new first line: the ones below stay good for reading.
    """
    text = secret_text(folder, name, lambda: secrets.token_urlsafe(64) + "\n")
    return [line for line in text.split() if line]


def secret_text(folder: Path, name: str, make: Callable[[], str]) -> str:
    """The secret `name` as it stands in its file; made at its first use."""
    path = folder / "secrets" / name
    if not path.exists():
        _write(path, make())
    return path.read_text(encoding="ascii")


def _write(path: Path, text: str) -> None:
    """Write whole or not at all; the first of two processes wins."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
