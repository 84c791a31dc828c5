"""Reminders: which kinds, by which ways, at which hours, on which devices."""

from typing import Final
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from trophe.errors import InputError
from trophe.web.accounts.access import user_of
from trophe.web.accounts.limits import too_many
from trophe.web.inbox import reminding, webpush
from trophe.web.inbox.forms import DeviceForm, KindsForm, WaysForm
from trophe.web.inbox.kinds import SWITCHABLE
from trophe.web.people.access import get_person_or_404
from trophe.web.people.models import Person

_TRIES_A_MINUTE: Final = 5


@require_http_methods(["GET", "HEAD"])
def reminders(request: HttpRequest, code: UUID) -> HttpResponse:
    """Everything about being reminded, on one page."""
    return _render(request, get_person_or_404(request.user, code))


@require_POST
def reminders_kinds(request: HttpRequest, code: UUID) -> HttpResponse:
    """Which kinds of notices come into this person's inbox."""
    person = get_person_or_404(request.user, code, write=True)
    form = KindsForm(request.POST)
    if form.is_valid():
        reminding.choose_kinds(person=person, wanted=form.cleaned_data["kinds"])
        messages.success(request, "The inbox keeps to that from now on.")
    return redirect("reminders", person.code)


@require_POST
def reminders_ways(request: HttpRequest, code: UUID) -> HttpResponse:
    """How, and at which hours, this user is told about this person."""
    person = get_person_or_404(request.user, code)
    user = user_of(request)
    form = WaysForm(request.POST, instance=reminding.telling_of(user, person))
    if not form.is_valid():
        return _render(request, person, form)
    reminding.choose_ways(user=user, person=person, **form.cleaned_data)
    messages.success(request, "Saved.")
    return redirect("reminders", person.code)


@require_POST
def device_add(request: HttpRequest, code: UUID) -> HttpResponse:
    """This browser wants to be reminded."""
    person = get_person_or_404(request.user, code)
    form = DeviceForm(request.POST)
    if not settings.PUSH_ON:
        messages.error(request, "Messages to devices are off on this server.")
    elif form.is_valid():
        told, user = form.cleaned_data, user_of(request)
        try:
            reminding.add_device(user=user, target=told["target"], name=told["name"])
        except InputError as error:
            messages.error(request, str(error))
            return redirect("reminders", person.code)
        reminding.choose_ways(user=user, person=person, by_push=True)
        messages.success(request, "This device is reminded from now on.")
    else:
        messages.error(request, "The browser did not say where it can be reached.")
    return redirect("reminders", person.code)


@require_POST
def device_remove(request: HttpRequest, code: UUID, device: UUID) -> HttpResponse:
    """One of the user's devices is left alone from now on."""
    person = get_person_or_404(request.user, code)
    reminding.remove_device(user=user_of(request), code=device)
    messages.success(request, "That device is left alone from now on.")
    return redirect("reminders", person.code)


@require_POST
def reminders_try(request: HttpRequest, code: UUID) -> HttpResponse:
    """Send something now, to see that it arrives."""
    person = get_person_or_404(request.user, code)
    telling, report = reminding.telling_of(user_of(request), person), reminding.Report()
    if too_many(request, "reminders-try", _TRIES_A_MINUTE):
        messages.error(request, "That was often. Wait a minute.")
        return redirect("reminders", person.code)
    path = f"/p/{person.code}/inbox/"
    hello = reminding.Message(title="Trophe", body="Reminders arrive here.", path=path)
    if reminding.deliver(telling, hello, report):
        messages.success(request, "It is on its way.")
    else:
        why = f" ({report.failed[0]})" if report.failed else ""
        messages.error(request, f"Nothing could be sent{why}.")
    return redirect("reminders", person.code)


@require_http_methods(["GET", "HEAD"])
def push_worker(request: HttpRequest) -> HttpResponse:
    """The script that a browser wakes for a message, under an address that never changes."""
    path = finders.find("trophe/push-worker.js")
    assert isinstance(path, str)
    with open(path, encoding="utf-8") as file:
        response = HttpResponse(file.read(), content_type="text/javascript; charset=utf-8")
    response["Service-Worker-Allowed"] = "/reminders/"
    return response


def _render(request: HttpRequest, person: Person, form: WaysForm | None = None) -> HttpResponse:
    user = user_of(request)
    off = set(reminding.wishes_of(person).off)
    telling = reminding.telling_of(user, person)
    kinds = [str(kind) for kind in SWITCHABLE if str(kind) not in off]
    context = {
        "person": person,
        "place": "more",
        "kinds": KindsForm(initial={"kinds": kinds}),
        "form": form or WaysForm(instance=telling),
        "telling": telling,
        "devices": list(user.devices.all()),
        "push_on": settings.PUSH_ON,
        "mail_on": settings.MAIL_ON,
        "push_key": webpush.public_key() if settings.PUSH_ON else "",
    }
    return render(request, "inbox/reminders.html", context)
