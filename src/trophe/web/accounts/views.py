"""Signing in by a one-time link, and tokens for programs."""

from typing import Final
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from trophe.web.accounts.access import get_token_or_404, tokens_of, user_of
from trophe.web.accounts.confirm import confirm
from trophe.web.accounts.forms import TokenForm
from trophe.web.accounts.limits import too_many
from trophe.web.accounts.services import end_token, make_token, open_link, use_link

_TRIES_A_MINUTE: Final = 30


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """A page that signs in when its button is pressed; looking at it changes nothing."""
    if too_many(request, "link", _TRIES_A_MINUTE):
        return render(request, "accounts/slow_down.html", status=429)
    if request.method == "POST" and use_link(request=request, token=token):
        return redirect("home")
    if request.method == "POST" or open_link(token) is None:
        return render(request, "accounts/link_ended.html", status=410)
    return render(request, "accounts/enter.html", {"token": token})


@require_http_methods(["GET", "HEAD"])
def account(request: HttpRequest) -> HttpResponse:
    """Ways to sign in, sessions and tokens, in one place."""
    return render(request, "accounts/account.html", {"tokens": tokens_of(request.user)})


@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """Tokens for programs: those there are, and a form for a new one."""
    confirm(request)
    form, text = TokenForm(request.POST or None), ""
    if form.is_valid():
        _, text = make_token(user=user_of(request), **form.cleaned_data)
        form = TokenForm()
    context = {"form": form, "new_token": text, "tokens": tokens_of(request.user)}
    return render(request, "accounts/tokens.html", context)


@require_POST
def token_end(request: HttpRequest, code: UUID) -> HttpResponse:
    """Take a token back."""
    end_token(token=get_token_or_404(request.user, code))
    return redirect("tokens")
