"""Who is signed in, and the only door to a user's tokens."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from trophe.web.accounts.models import ApiToken, User


def user_of(request: HttpRequest) -> User:
    """The signed-in user of a page that asks for one (all do unless marked otherwise)."""
    if not isinstance(request.user, User):
        raise TypeError("This page was reached by somebody who is not signed in.")
    return request.user


def tokens_of(user: object) -> QuerySet[ApiToken]:
    """The user's tokens that were not taken back, newest first."""
    if not isinstance(user, User):
        return ApiToken.objects.none()
    return user.tokens.filter(ended_at=None).order_by("-pk")


def get_token_or_404(user: object, code: UUID | str) -> ApiToken:
    """One of the user's own tokens."""
    return get_object_or_404(tokens_of(user), code=code)
