"""Who is calling: a signed-in browser, or a program with a key."""

from dataclasses import dataclass

from django.http import HttpRequest
from ninja.errors import HttpError
from ninja.security import HttpBearer, SessionAuth

from trophe.web.accounts.models import User
from trophe.web.accounts.services import TOKEN_PREFIX, open_token


@dataclass(frozen=True, slots=True)
class Caller:
    """The user behind a call, and whether this way in lets them change anything."""

    user: User
    may_write: bool


class TokenAuth(HttpBearer):
    """`Authorization: Bearer trophe_…`, a key made on the account page."""

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        if not token.startswith(TOKEN_PREFIX):
            return None
        found = open_token(token)
        return Caller(found.user, found.may_write) if found else None


class BrowserAuth(SessionAuth):
    """The session of the pages; a change needs their CSRF token too."""

    def __call__(self, request: HttpRequest) -> Caller | None:
        """Nobody, where no session was sent; else the session's user, checked for forgery."""
        if self.param_name not in request.COOKIES:
            return None
        found: Caller | None = super().__call__(request)
        return found

    def authenticate(self, request: HttpRequest, key: str | None) -> Caller | None:
        user = request.user
        return Caller(user, True) if isinstance(user, User) else None


def caller(request: HttpRequest) -> Caller:
    """Who passed one of the two."""
    found: Caller = request.auth  # type: ignore[attr-defined]
    return found


def writer(request: HttpRequest) -> User:
    """The caller, if this way in may change anything; 403 otherwise."""
    found = caller(request)
    if not found.may_write:
        raise HttpError(403, "This key may read only.")
    return found.user
