"""The time zone to begin with, where a browser does not say its own."""

import os
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_LINK: Final = Path("/etc/localtime")


def known_zone(name: str) -> str:
    """`name` if it is a zone, else the server's own, else UTC."""
    for candidate in (name, os.environ.get("TZ", ""), _linked_zone()):
        if candidate and _is_zone(candidate):
            return candidate
    return "UTC"


def _linked_zone() -> str:
    """`Europe/Vienna` of /usr/share/zoneinfo/Europe/Vienna."""
    return str(_LINK.resolve()).partition("/zoneinfo/")[2] if _LINK.is_symlink() else ""


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
