"""Writing files whole or not at all."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from trophe.errors import InputError


def write_whole(path: Path, content: str | bytes) -> None:
    """Write `content` to `path` so that a reader sees the old file or the new one, never half.

    Text is written as UTF-8 with its own line ends. InputError names the path where it cannot be
    written.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as draft:
            draft.write(data)
            draft.flush()
            os.fsync(draft.fileno())
    except OSError as error:
        raise InputError("file", f"{path} cannot be written: {error.strerror}.") from None
    try:
        Path(draft.name).chmod(0o644)
        Path(draft.name).replace(path)
    except OSError as error:
        Path(draft.name).unlink(missing_ok=True)
        raise InputError("file", f"{path} cannot be written: {error.strerror}.") from None
