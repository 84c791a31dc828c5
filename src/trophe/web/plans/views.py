"""The plan, and what it would be."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from trophe.web.accounts.access import user_of
from trophe.web.people.access import get_person_or_404
from trophe.web.plans.forms import GoalForm
from trophe.web.plans.services import make_plan, read_plan


@require_http_methods(["GET", "HEAD"])
def plan(request: HttpRequest, code: UUID) -> HttpResponse:
    """The plan that is followed, checked anew."""
    person = get_person_or_404(request.user, code)
    context = {"person": person, "reading": read_plan(person), "form": GoalForm()}
    return render(request, "plans/plan.html", context)


@require_POST
def plan_make(request: HttpRequest, code: UUID) -> HttpResponse:
    """Make a plan for a goal; a refused goal comes back with a way out."""
    person = get_person_or_404(request.user, code, write=True)
    form, refused = GoalForm(request.POST), None
    if form.is_valid():
        made = make_plan(person=person, by=user_of(request), **form.cleaned_data)
        if made.stored is not None:
            return redirect("plan", person.code)
        refused = made.plan
    context = {
        "person": person,
        "reading": read_plan(person),
        "form": form,
        "refused": refused,
    }
    return render(request, "plans/plan.html", context)
