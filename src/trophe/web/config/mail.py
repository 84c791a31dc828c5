"""The operator's mail server, from one address like a database's."""

from typing import Any
from urllib.parse import unquote, urlsplit

from trophe.errors import InputError

_PORTS = {"smtp": 587, "smtps": 465}


def mail_settings(url: str, sender: str) -> dict[str, Any]:
    """Host, port, user, password, starttls, ssl and sender; empty where no server is named.

    Raises InputError for an address that cannot be used, naming the setting.
    """
    if not url:
        return {}
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise InputError(
            "TROPHE_MAIL", "TROPHE_MAIL: give smtp://user:password@host:587 or smtps://…:465."
        )
    if "@" not in sender:
        raise InputError("TROPHE_MAIL_FROM", "TROPHE_MAIL_FROM: say who letters are from.")
    return {
        "host": parts.hostname,
        "port": parts.port or _PORTS[parts.scheme],
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "starttls": parts.scheme == "smtp" and parts.hostname not in ("localhost", "127.0.0.1"),
        "ssl": parts.scheme == "smtps",
        "sender": sender,
    }
