"""Pages need somebody signed in unless they say otherwise; sessions end in time."""

import time
from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase

_DAY_S: Final = 86400
# allauth's own pages before and while signing in, and the API, which checks by itself.
_PUBLIC: Final = ("/api/", "/account/2fa/authenticate/", "/account/2fa/webauthn/login/")


class SignedInUnlessPublic(LoginRequiredMiddleware):
    """Every view asks for a signed-in user unless it is marked `login_not_required`."""

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        if request.path_info.startswith(_PUBLIC):
            return None
        answer: HttpResponseBase | None = super().process_view(
            request, view_func, view_args, view_kwargs
        )
        return answer


def session_lifetime(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """A session ends 14 days after its last day of use, and 30 days after it began."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            _renew_or_end(request)
        return get_response(request)

    return answer


def _renew_or_end(request: HttpRequest) -> None:
    """Written once a day, not once a request; a clock set back does not lengthen it."""
    now = time.time()
    began, seen = request.session.get("began", now), request.session.get("seen", 0.0)
    if max(now, seen) - began > settings.SESSION_LONGEST_S:
        logout(request)
    elif now - seen > _DAY_S:
        request.session["began"], request.session["seen"] = began, now
