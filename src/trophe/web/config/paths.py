"""Where Trophe keeps what it must remember: one folder, readable by its owner alone."""

import os
from pathlib import Path


def data_dir() -> Path:
    """The data folder: `TROPHE_DATA`, or `var/` in a checkout, or the user's data folder.

    It is made when absent, closed to other users of the machine.
    """
    folder = Path(os.environ.get("TROPHE_DATA") or _default_dir()).expanduser().resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _default_dir() -> Path:
    root = Path(__file__).resolve().parents[4]
    if (root / "pyproject.toml").is_file() and (root / "src" / "trophe").is_dir():
        return root / "var"
    base = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(base) / "trophe"
