"""Sensitive changes ask for the password or passkey again."""

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest


def confirm(request: HttpRequest) -> None:
    """Go on if the person showed lately who they are; else send them to do so, and come back.

    Called after the access check, so that nobody learns from it what exists. An owner who has
    set neither password nor passkey has nothing to show and goes on.
    """
    if not did_recently_reauthenticate(request):
        raise ReauthenticationRequired
