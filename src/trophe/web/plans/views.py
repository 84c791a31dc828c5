"""The plan, what it would be, and what it rests on."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from trophe.errors import InputError, UnknownNameError
from trophe.units import DAYS_PER_WEEK
from trophe.web.accounts.access import user_of
from trophe.web.people.access import get_person_or_404
from trophe.web.people.eating import asks_about_eating
from trophe.web.people.models import Person
from trophe.web.people.once import reading_once
from trophe.web.plans import page
from trophe.web.plans.basis import basis_of
from trophe.web.plans.forms import PROTEIN_G_KG_D, GoalForm, TargetForm
from trophe.web.plans.services import PlanReading, make_plan, offers, preview, read_plan
from trophe.web.plans.words import goal_choices, goal_label, without_calories
from trophe.web.ui.fragments import is_htmx

if TYPE_CHECKING:
    from trophe.plan import Plan
    from trophe.web.trends.offer import Offered


@require_http_methods(["GET", "HEAD"])
@reading_once()
def plan(request: HttpRequest, code: UUID) -> HttpResponse:
    """The plan that is followed, checked anew; or the goals, while there is none."""
    person = get_person_or_404(request.user, code)
    asked = GoalForm(request.GET, person=person)
    would_be = _would_be(person, asked)
    return _render_plan(request, person, would_be if would_be and would_be.refused else None)


@require_http_methods(["GET", "HEAD"])
def plan_goal(request: HttpRequest, code: UUID) -> HttpResponse:
    """Choose another goal: the nine, or a weight by a day."""
    person = get_person_or_404(request.user, code, write=True)
    return _render_goals(request, person, TargetForm(person=person))


@require_http_methods(["GET", "HEAD"])
@reading_once()
def plan_preview(request: HttpRequest, code: UUID) -> HttpResponse:
    """What another rate or another amount of protein would change; nothing is stored."""
    person = get_person_or_404(request.user, code)
    form, reading = GoalForm(request.GET, person=person), read_plan(person)
    shown = _shown_plan(reading)
    would_be = _would_be(person, form)
    if would_be is None:
        goal = shown["goal"]["name"] if shown else "maintain"
        return render(request, "plans/preview.html", _what_if(person, goal, None))
    told = form.cleaned_data
    context = {
        "person": person,
        "rate": told["goal"].name,
        "protein": told["protein"],
        "would_be": True,
        "would_be_label": goal_label(told["goal"], person.weight_unit),
        "rows": page.difference(shown, _open(would_be), person, day=_day_of(reading)),
        **_refusal(would_be if would_be.refused else None, person),
    }
    if is_htmx(request):
        return render(request, "plans/_preview.html", context)
    context |= _what_if(person, told["goal"].name, told["protein"])
    return render(request, "plans/preview.html", context)


@require_POST
def plan_make(request: HttpRequest, code: UUID) -> HttpResponse:
    """Make a plan for a goal; a refused goal comes back with a way out."""
    person = get_person_or_404(request.user, code, write=True)
    form = (
        TargetForm(request.POST, person=person)
        if "weeks" in request.POST
        else GoalForm(request.POST, person=person)
    )
    if form.is_valid():
        try:
            made = make_plan(person=person, by=user_of(request), **form.wanted())
        except InputError as error:
            form.add_error(None, str(error))
        else:
            return (
                redirect("plan", person.code)
                if made.stored
                else _render_plan(request, person, made.plan)
            )
    target = form if isinstance(form, TargetForm) else TargetForm(person=person)
    return _render_goals(request, person, target)


@require_http_methods(["GET", "HEAD"])
def plan_basis(request: HttpRequest, code: UUID, figure: str) -> HttpResponse:
    """What one figure of the plan rests on, one click from the figure."""
    person = get_person_or_404(request.user, code)
    shown = _shown_plan(read_plan(person))
    if shown is None:
        raise Http404("There is no plan.")
    try:
        basis = basis_of(shown, figure)
    except UnknownNameError as error:
        raise Http404(str(error)) from None
    template = "plans/_basis.html" if is_htmx(request) else "plans/basis.html"
    return render(request, template, {"person": person, "basis": basis, "place": "plan"})


def _would_be(person: Person, form: GoalForm) -> "Plan | None":
    """The plan that is asked about; None for a wish that makes no sense, such as losing upwards."""
    if not form.is_valid():
        return None
    try:
        return preview(person=person, **form.wanted())
    except InputError:
        return None


def _render_plan(request: HttpRequest, person: Person, refused: "Plan | None") -> HttpResponse:
    """The page: the plan, or why not; and the way on."""
    reading = read_plan(person)
    asked = "figures" in request.GET
    shown, first_date, day = _shown_plan(reading, asked=asked), person.today(), 0
    if reading is not None and not reading.locked:
        first_date, day = reading.stored.first_date, reading.day
    context: dict[str, Any] = {"person": person, "place": "plan", "reading": reading}
    hide = reading.made.hide if reading else ()
    context["locks"] = page.locks(reading, shows_energy="energy" not in hide)
    context["figures_asked"] = asked
    context |= _refusal(refused, person)
    if shown is not None and "plan" not in shown["hide"]:
        context |= page.shown(shown, person, first_date, day, asked=asked, reading=reading)
        context |= {"way_on": page.way_on(reading), "goal_weeks": _weeks(shown["goal"], day)}
        context |= _what_if(person, shown["goal"]["name"], None)
        context["asks_about_eating"] = asks_about_eating(person, shown)
        context["offered"] = _offered(person, reading)
    elif shown is None:
        context["groups"] = goal_choices(person.weight_unit, offers(person), person.energy_unit)
    return render(request, "plans/plan.html", context)


def _offered(person: Person, reading: PlanReading | None) -> "Offered | None":
    """The offer of the week, as far as it is known without learning anew."""
    from trophe.web.trends.offer import offer_to

    return None if reading is None or reading.locked else offer_to(person, learns=False)


def _render_goals(request: HttpRequest, person: Person, target: TargetForm) -> HttpResponse:
    reading = read_plan(person)
    context = {
        "person": person,
        "place": "plan",
        "groups": goal_choices(person.weight_unit, offers(person), person.energy_unit),
        "chosen": reading.plan["goal"]["name"] if reading and not reading.locked else "",
        "form": target,
    }
    return render(request, "plans/goal.html", context)


def _shown_plan(reading: PlanReading | None, *, asked: bool = False) -> dict[str, Any] | None:
    """The plan that may be shown: the one followed, or the safe one when it is locked.

    asked: somebody asked to see the figures that a rule hides (P13).
    """
    if reading is None:
        return None
    if not reading.locked:
        return reading.numbers if asked else reading.plan
    return _open(reading.fallback) if reading.fallback else None


def _day_of(reading: PlanReading | None) -> int:
    """Which day of the shown plan today is; one made in place of a locked plan begins today."""
    return 0 if reading is None or reading.locked else reading.day


def _what_if(person: Person, goal: str, protein: float | None) -> dict[str, Any]:
    """The two sliders: every goal, safe or not (a refusal explains itself), and protein."""
    groups = goal_choices(person.weight_unit)
    return {
        "person": person,
        "place": "plan",
        "rates": [choice for group in groups for choice in group["choices"]],
        "rate": goal,
        "proteins": PROTEIN_G_KG_D,
        "protein": "" if protein is None else f"{protein:.1f}",
    }


def _refusal(refused: "Plan | None", person: Person) -> dict[str, Any]:
    """Why not, the figure, and the alternative one tap away.

    Where energy is hidden only the first reason is told: the others speak in calories.
    """
    if refused is None:
        return {}
    told = _open(refused)
    first, *others = told["reasons"]
    if "energy" in told["hide"]:
        first = {name: without_calories(first[name]) for name in ("rule", "text", "figure")}
    alternative = told["alternative"]
    return {
        "refused": first,
        "refused_also": [] if "energy" in told["hide"] else others,
        "refused_label": goal_label(told["goal"], person.weight_unit),
        "alternative": alternative,
        "alternative_label": goal_label(alternative, person.weight_unit) if alternative else "",
        "alternative_weeks": _weeks(alternative),
    }


def _open(made: "Plan") -> dict[str, Any]:
    """A plan as plain values, without the figures that a rule hides."""
    return made.without_hidden().as_dict()


def _weeks(goal: dict[str, Any] | None, day: int = 0) -> int | None:
    """A goal's days, from `day` on, in whole weeks, as the form asks for them."""
    if not goal or not goal["by_day"]:
        return None
    return int(max((goal["by_day"] - day) // DAYS_PER_WEEK, 1))
