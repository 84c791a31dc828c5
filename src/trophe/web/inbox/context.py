"""What every page knows: how much waits in the inbox, and the badge beside the name."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from trophe.web.inbox.access import count_waiting, level_of
from trophe.web.inbox.services import refresh_now_and_then
from trophe.web.people.context import person_shown


def inbox(request: HttpRequest) -> dict[str, Any]:
    """Context of every template; read from the database only where it is shown."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {}
    return {
        "inbox_count": SimpleLazyObject(lambda: _count(request)),
        "member_level": SimpleLazyObject(lambda: _level(request)),
    }


def _count(request: HttpRequest) -> int:
    person = person_shown(request)
    if person is None:
        return 0
    if request.resolver_match is not None and request.resolver_match.url_name == "today":
        refresh_now_and_then(person)
    return count_waiting(person)


def _level(request: HttpRequest) -> str:
    person = person_shown(request)
    return "" if person is None else level_of(person)
