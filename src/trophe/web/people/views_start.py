"""The first questions: four short steps from nothing to a plan."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from trophe.energy import ACTIVITY_LEVELS
from trophe.errors import InputError
from trophe.web.accounts.access import user_of
from trophe.web.people.access import people_of
from trophe.web.people.draft import STEPS, Draft
from trophe.web.people.forms_start import UNITS
from trophe.web.people.services import create_person
from trophe.web.plans.services import make_plan, offers_of
from trophe.web.plans.words import goal_choices


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, step: str = STEPS[0]) -> HttpResponse:
    """One step of the first questions: keep what was typed, then go on or ask again."""
    draft = Draft(request, with_name=people_of(request.user).filter(is_sample=False).exists())
    if step not in STEPS or STEPS.index(step) > STEPS.index(draft.first_open()):
        return redirect("start-step", draft.first_open())
    if request.method != "POST":
        return _ask(request, draft, step, draft.form(step))
    draft.keep(step, request.POST)
    if "habit" in request.POST:
        draft.change_habit(request.POST["habit"])
        return redirect("start-step", step)
    form = draft.form(step, request.POST)
    if not form.is_valid():
        return _ask(request, draft, step, form)
    if step != STEPS[-1]:
        return redirect("start-step", STEPS[STEPS.index(step) + 1])
    return _finish(request, draft, form)


def _finish(request: HttpRequest, draft: Draft, form: forms.Form) -> HttpResponse:
    """Make the person and the plan; a refused goal is explained on the plan's page."""
    from trophe.plan import Goal

    try:
        person = create_person(by=user_of(request), code=draft.code, **draft.facts())
    except InputError as error:
        form.add_error(None, str(error))
        return _ask(request, draft, STEPS[-1], form)
    goal = draft.goal()
    made = make_plan(person=person, goal=Goal.parse(goal), by=user_of(request))
    draft.clear()
    address = reverse("plan", args=[person.code])
    return redirect(address if made.stored else f"{address}?goal={goal}")


def _ask(request: HttpRequest, draft: Draft, step: str, form: forms.Form) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "step": step,
        "number": STEPS.index(step) + 1,
        "steps": STEPS,
        "back": STEPS[STEPS.index(step) - 1] if step != STEPS[0] else "",
        "habit": draft.habit,
        "habits": UNITS,
        "goal": draft.goal(),
    }
    if step == "goal":
        core = draft.core_person()
        offers = offers_of(core) if core else ()
        context["groups"] = goal_choices(draft.habit.weight_unit, offers)
        context["sample"] = people_of(request.user).filter(is_sample=True).first()
    if step == "activity":
        context["levels"] = list(ACTIVITY_LEVELS.values())
    return render(request, f"people/start_{step}.html", context)
