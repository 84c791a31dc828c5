"""Where the server is reached, for links that are printed or sent."""

from django.conf import settings


def remember_address(url: str) -> None:
    """Keep where the server is reached, for `trophe link`."""
    (settings.DATA / "address").write_text(url + "\n")


def served_at() -> str:
    """Where the server is reached: the public address, or that of the last start."""
    path = settings.DATA / "address"
    last = path.read_text().strip() if path.is_file() else "http://localhost:8000"
    return settings.PUBLIC_URL or last
