"""The offer of the week: where another page asks for it, and its answer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from trophe.web.accounts.access import user_of
from trophe.web.people.access import get_person_or_404
from trophe.web.trends.offer import answer, offer_to


@require_http_methods(["GET", "HEAD"])
def need_offer(request: HttpRequest, code: UUID) -> HttpResponse:
    """The offer as a piece of the plan's page, learned now; nothing where there is none."""
    person = get_person_or_404(request.user, code)
    context = {"person": person, "offer": offer_to(person).offer, "asked_on": "plan"}
    return render(request, "trends/_offer_piece.html", context)


@require_POST
def need_answer(request: HttpRequest, code: UUID) -> HttpResponse:
    """Plan by the learned need, or leave the plan as it is for a week."""
    person = get_person_or_404(request.user, code, write=True)
    offered = offer_to(person).offer
    back = "plan" if request.POST.get("asked_on") == "plan" else "trends"
    if offered is None:
        messages.info(request, "There is nothing new to answer.")
        return redirect(back, person.code)
    take = request.POST.get("answer") == "take" and not offered.would_be.refused
    answer(person=person, by=user_of(request), offered=offered, take=take)
    said = "The plan goes by your learned need now." if take else "The plan stays as it is."
    messages.success(request, said)
    return redirect("plan" if take else back, person.code)
