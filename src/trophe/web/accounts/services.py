"""Letting people in: the owner, one-time links, tokens for programs."""

import hashlib
import secrets
from datetime import timedelta
from typing import Final

from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from trophe.web.accounts.models import ApiToken, OneTimeLink, User

LINK_LIFE: Final = timedelta(hours=24)
TOKEN_LIFE_DAYS: Final = 365
TOKEN_PREFIX: Final = "trophe_"
BACKEND: Final = "allauth.account.auth_backends.AuthenticationBackend"


def hash_of(token: str) -> str:
    """What is stored of a token. It carries 256 random bits, so one plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def ensure_owner() -> User:
    """The user who runs this server; made when there is none."""
    owner = User.objects.filter(is_owner=True).first()
    if owner is None:
        owner = User(username="owner", is_owner=True)
        owner.set_unusable_password()
        owner.full_clean(exclude=["password"])
        owner.save()
    return owner


def has_way_in(user: User) -> bool:
    """Whether the user can sign in without a link: a password or a passkey."""
    return user.has_usable_password() or user.authenticator_set.filter(type="webauthn").exists()  # type: ignore[attr-defined]


@transaction.atomic
def make_link(*, user: User, life: timedelta = LINK_LIFE) -> str:
    """A fresh token that signs `user` in once; links made before end here."""
    now = timezone.now()
    user.links.filter(ended_at=None).update(ended_at=now)
    token = secrets.token_urlsafe(32)
    OneTimeLink.objects.create(
        user=user, token_hash=hash_of(token), made_at=now, expires_at=now + life
    )
    return token


def open_link(token: str) -> OneTimeLink | None:
    """The link of `token` while it can still be used.

    One seen after its time ends for good, so that a clock set back does not revive it.
    """
    link = OneTimeLink.objects.filter(token_hash=hash_of(token), ended_at=None).first()
    now = timezone.now()
    if link is not None and not link.made_at <= now < link.expires_at:
        OneTimeLink.objects.filter(pk=link.pk, ended_at=None).update(ended_at=now)
        return None
    return link


def use_link(*, request: HttpRequest, token: str) -> User | None:
    """Sign the link's user in; None when it was used before, is too old or unknown."""
    link = open_link(token)
    if link is None or not link.user.is_active:
        return None
    # Two at once: only one update finds the link still open.
    opened = OneTimeLink.objects.filter(pk=link.pk, ended_at=None).update(ended_at=timezone.now())
    if not opened:
        return None
    login(request, link.user, backend=BACKEND)
    return link.user


def make_token(
    *, user: User, name: str, scope: str, life_days: int = TOKEN_LIFE_DAYS
) -> tuple[ApiToken, str]:
    """A token for programs, and its text, which is shown this once."""
    text = TOKEN_PREFIX + secrets.token_urlsafe(32)
    now = timezone.now()
    token = ApiToken(
        user=user,
        name=name,
        scope=scope,
        token_hash=hash_of(text),
        made_at=now,
        expires_at=now + timedelta(days=life_days),
    )
    token.full_clean()
    token.save()
    return token, text


def open_token(text: str) -> ApiToken | None:
    """The token behind `text` while it is good; remembers the day of its last use."""
    token = (
        ApiToken.objects.select_related("user")
        .filter(token_hash=hash_of(text), ended_at=None, user__is_active=True)
        .first()
    )
    if token is None:
        return None
    now = timezone.now()
    if not token.made_at <= now < token.expires_at:
        end_token(token=token)
        return None
    if token.used_on != now.date():
        token.used_on = now.date()
        token.save(update_fields=["used_on"])
    return token


def end_token(*, token: ApiToken) -> None:
    """From now on the token opens nothing."""
    token.ended_at = timezone.now()
    token.save(update_fields=["ended_at"])


def make_account(*, username: str, password: str) -> User:
    """A user with a password, who may reach nobody's record yet."""
    user = User(username=username)
    user.set_password(password)
    user.full_clean()
    user.save()
    return user
