"""Sharing a record: who may reach it, invitations, and taking the sample away."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from trophe.errors import InputError
from trophe.web.accounts.access import user_of
from trophe.web.accounts.confirm import confirm
from trophe.web.accounts.limits import too_many
from trophe.web.accounts.services import BACKEND
from trophe.web.people.access import get_grant_or_404, get_person_or_404
from trophe.web.people.forms_sharing import InviteForm, JoinForm
from trophe.web.people.models import Person
from trophe.web.people.services import remove_sample
from trophe.web.people.sharing import (
    accept_invitation,
    end_access,
    invite,
    live_grants,
    open_invitation,
)

_TRIES_A_MINUTE: Final = 30


@require_http_methods(["GET", "HEAD"])
def sharing(request: HttpRequest, code: UUID) -> HttpResponse:
    """Who may reach this record, and a form to invite somebody."""
    person = get_person_or_404(request.user, code, share=True)
    return _render_sharing(request, person, InviteForm())


@require_POST
def invite_somebody(request: HttpRequest, code: UUID) -> HttpResponse:
    """Make a link to give to somebody."""
    person = get_person_or_404(request.user, code, share=True)
    confirm(request)
    form, link = InviteForm(request.POST), ""
    if form.is_valid():
        invited = invite(person=person, by=user_of(request), **form.cleaned_data)
        link = request.build_absolute_uri(reverse("invitation", args=[invited.token]))
        form = InviteForm()
    return _render_sharing(request, person, form, link)


@require_POST
def access_end(request: HttpRequest, code: UUID, grant: UUID) -> HttpResponse:
    """Take somebody's access back."""
    person = get_person_or_404(request.user, code, share=True)
    confirm(request)
    try:
        end_access(grant=get_grant_or_404(person, grant))
    except InputError as error:
        messages.error(request, str(error))
    return redirect("sharing", person.code)


@require_POST
def sample_remove(request: HttpRequest, code: UUID) -> HttpResponse:
    """Erase the sample person."""
    person = get_person_or_404(request.user, code, share=True)
    try:
        remove_sample(person=person)
    except InputError as error:
        messages.error(request, str(error))
    return redirect("home")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Accept an invitation: with the account there is, or with a new one made here."""
    if too_many(request, "invitation", _TRIES_A_MINUTE):
        return render(request, "accounts/slow_down.html", status=429)
    opened = open_invitation(token)
    if opened is None:
        return render(request, "people/invitation_ended.html", status=410)
    form = JoinForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        user = form.account()
        person = accept_invitation(token=token, user=user)
        if not request.user.is_authenticated:
            login(request, user, backend=BACKEND)
        return redirect("today", person.code) if person else redirect("home")
    return render(request, "people/invitation.html", {"invitation": opened, "form": form})


def _render_sharing(
    request: HttpRequest, person: Person, form: InviteForm, link: str = ""
) -> HttpResponse:
    context = {"person": person, "form": form, "link": link, "grants": live_grants(person)}
    return render(request, "people/sharing.html", context)
