"""Secrets are made at the first run and kept in files that only the owner may read."""

import os
import secrets
from pathlib import Path


def secret_lines(folder: Path, name: str) -> list[str]:
    """The lines of secret `name`, newest first; made when absent.

    To change a secret, write a new first line: the ones below stay good for reading.
    """
    path = folder / "secrets" / name
    if not path.exists():
        _make(path)
    return [line for line in path.read_text(encoding="ascii").split() if line]


def _make(path: Path) -> None:
    """Write whole or not at all; the first of two processes wins."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(64) + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
