"""Marks on views that need more than being signed in."""

from collections.abc import Callable
from typing import TypeVar

from allauth.account.decorators import reauthentication_required
from django.http import HttpResponse

View = TypeVar("View", bound=Callable[..., HttpResponse])


def confirmed(view: View) -> View:
    """The view asks for the password or passkey again when it was not given lately."""
    wrapped: View = reauthentication_required(view)
    return wrapped
