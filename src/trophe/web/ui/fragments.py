"""Whether a page or a piece of one is wanted."""

from django.http import HttpRequest


def is_htmx(request: HttpRequest) -> bool:
    """Whether htmx asks, and the answer goes into a page that is already open."""
    return bool(getattr(request, "htmx", False))
