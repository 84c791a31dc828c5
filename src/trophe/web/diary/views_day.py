"""A day: reading it, and everything that one tap on it does."""

from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from trophe.errors import InputError
from trophe.nutrition.exercise import activities, find_activities
from trophe.web.accounts.access import user_of
from trophe.web.diary.access_food import (
    get_change_or_404,
    get_exercise_or_404,
    get_water_or_404,
)
from trophe.web.diary.changes import day_of, undo
from trophe.web.diary.copying import copy_day, copy_entries, copy_meal, give
from trophe.web.diary.days import get_slot_or_404, today
from trophe.web.diary.forms_food import DayForm, ExerciseForm, FeelingForm, KeyForm, WaterForm
from trophe.web.diary.noting import delete_note, describe_day, log_exercise, log_water
from trophe.web.diary.pages import day_context, day_url, is_part
from trophe.web.diary.records import Change
from trophe.web.diary.usual import usual_activities, usual_meal
from trophe.web.people.access import get_person_or_404, others_to_write
from trophe.web.people.context import show_person
from trophe.web.people.models import Person
from trophe.web.people.once import reading_once


@require_http_methods(["GET", "HEAD"])
def day_page(request: HttpRequest, code: UUID, day: date) -> HttpResponse:
    """One day: what is left, then the meals."""
    person = get_person_or_404(request.user, code)
    show_person(request, person)
    with reading_once():
        if day == today(person):
            return redirect("today", person.code)
        context = day_context(person, day) | {"others": others_to_write(request.user, person)}
        return render(request, "diary/day.html", context)


@require_GET
def go_to_day(request: HttpRequest, code: UUID) -> HttpResponse:
    """The day that was chosen in the calendar."""
    person = get_person_or_404(request.user, code)
    try:
        day = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        day = today(person)
    return redirect(day_url(person, day))


@require_POST
def day_about(request: HttpRequest, code: UUID, day: date) -> HttpResponse:
    """Say whether the day is complete, or write its note."""
    person = get_person_or_404(request.user, code, write=True)
    form = DayForm(request.POST)
    if form.is_valid():
        values = {n: form.cleaned_data[n] for n in ("status", "note") if n in request.POST}
        key = form.cleaned_data["key"]
        try:
            done = describe_day(person=person, by=user_of(request), day=day, key=key, **values)
        except InputError as error:
            messages.error(request, str(error))
        else:
            said(request, person, done.change)
    return redirect(day_url(person, day))


@require_POST
def day_feeling(request: HttpRequest, code: UUID, day: date) -> HttpResponse:
    """One tap on how the day feels; the same tap again takes it back."""
    person = get_person_or_404(request.user, code, write=True)
    form = FeelingForm(request.POST)
    if form.is_valid() and form.told():
        before = person.days.filter(local_date=day).first()
        told = {
            name: None if before is not None and getattr(before, name) == value else value
            for name, value in form.told().items()
        }
        describe_day(
            person=person,
            by=user_of(request),
            day=day,
            feelings=told,
            key=form.cleaned_data["key"],
        )
    if is_part(request):
        return render(request, "diary/_feelings.html", day_context(person, day))
    return redirect(day_url(person, day) + "#feelings")


@require_POST
def water_add(request: HttpRequest, code: UUID, day: date) -> HttpResponse:
    """A drink, in one tap."""
    person = get_person_or_404(request.user, code, write=True)
    form = WaterForm(request.POST)
    if form.is_valid():
        values = form.cleaned_data
        done = log_water(
            person=person, by=user_of(request), day=day, ml=values["ml"], code=values["key"]
        )
        said(request, person, done.change)
    if is_part(request):
        return render(request, "diary/_water.html", day_context(person, day) | {"oob": True})
    return redirect(day_url(person, day) + "#water")


@require_POST
def water_delete(request: HttpRequest, code: UUID, day: date, row: UUID) -> HttpResponse:
    """Take a drink out."""
    person = get_person_or_404(request.user, code, write=True)
    done = delete_note(person=person, by=user_of(request), row=get_water_or_404(person, row))
    said(request, person, done.change)
    return redirect(day_url(person, day) + "#water")


@require_http_methods(["GET", "HEAD", "POST"])
def exercise_add(request: HttpRequest, code: UUID, day: date) -> HttpResponse:
    """Choose what was done, say how long."""
    person = get_person_or_404(request.user, code, write=True)
    text = request.GET.get("q", "").strip()
    form = ExerciseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        known = {activity.code: activity for activity in activities()}
        chosen = known.get(form.cleaned_data["activity"])
        if chosen is None:
            raise Http404("No such activity.")
        try:
            done = log_exercise(
                person=person,
                by=user_of(request),
                day=day,
                name=chosen.name,
                met=chosen.met,
                minutes=form.cleaned_data["minutes"] or 0,
                activity=chosen.code,
                code=form.cleaned_data["key"],
            )
        except InputError as error:
            form.add_error("minutes", str(error))
        else:
            said(request, person, done.change)
            return redirect(day_url(person, day) + "#exercise")
    context = {"day": day, "back": day_url(person, day), "form": form, "q": text}
    context["chosen"] = {a.code: a for a in activities()}.get(
        request.POST.get("activity") or request.GET.get("activity", "")
    )
    if text:
        context["found"] = find_activities(text, limit=12)
    elif not context["chosen"]:
        context["found"] = usual_activities(person, day)
    template = "diary/_activities.html" if is_part(request) else "diary/exercise.html"
    return render(request, template, context)


@require_POST
def exercise_delete(request: HttpRequest, code: UUID, day: date, row: UUID) -> HttpResponse:
    """Take an exercise out."""
    person = get_person_or_404(request.user, code, write=True)
    done = delete_note(person=person, by=user_of(request), row=get_exercise_or_404(person, row))
    said(request, person, done.change)
    return redirect(day_url(person, day) + "#exercise")


@require_POST
def day_copy(request: HttpRequest, code: UUID, day: date) -> HttpResponse:
    """Log another day once more on this one: of this person, or of one the user may see."""
    person = get_person_or_404(request.user, code, write=True)
    source = person
    if request.POST.get("source"):
        source = get_person_or_404(request.user, request.POST["source"])
    try:
        source_day = date.fromisoformat(request.POST.get("from", ""))
    except ValueError:
        source_day = day - timedelta(days=1)
    try:
        done = copy_day(
            source=source,
            source_day=source_day,
            person=person,
            by=user_of(request),
            day=day,
            key=key_of(request),
        )
    except InputError as error:
        messages.error(request, str(error))
    else:
        said(request, person, done.change)
    return redirect(day_url(person, day))


@require_POST
def day_give(request: HttpRequest, code: UUID, day: date) -> HttpResponse:
    """Log a day, or one meal of it, once more for another person whom the user may write."""
    person = get_person_or_404(request.user, code, write=True)
    back = redirect(day_url(person, day))
    if not request.POST.get("to"):
        messages.error(request, "Choose who ate the same.")
        return back
    other = get_person_or_404(request.user, request.POST["to"], write=True)
    meal = get_slot_or_404(person, request.POST["slot"]) if request.POST.get("slot") else None
    try:
        done = give(
            source=person,
            day=day,
            slot=meal,
            person=other,
            by=user_of(request),
            key=key_of(request),
        )
    except InputError as error:
        messages.error(request, str(error))
    else:
        said(request, other, done.change)
    return back


@require_POST
def meal_copy(request: HttpRequest, code: UUID, day: date, slot: UUID) -> HttpResponse:
    """Log a meal of another day once more."""
    person = get_person_or_404(request.user, code, write=True)
    try:
        source_day = date.fromisoformat(request.POST.get("from", ""))
    except ValueError:
        source_day = day - timedelta(days=1)
    meal = get_slot_or_404(person, slot)
    try:
        done = copy_meal(
            source_slot=meal,
            source_day=source_day,
            person=person,
            by=user_of(request),
            day=day,
            slot=meal,
            key=key_of(request),
        )
    except InputError as error:
        messages.error(request, str(error))
    else:
        said(request, person, done.change)
    return redirect(day_url(person, day))


@require_POST
def usual_add(request: HttpRequest, code: UUID, day: date, slot: UUID) -> HttpResponse:
    """The usual of this meal, in one tap."""
    person = get_person_or_404(request.user, code, write=True)
    meal = get_slot_or_404(person, slot)
    usual = usual_meal(person, meal, day)
    if usual is None:
        messages.error(request, f"There is no usual {meal.name} yet.")
        return redirect(day_url(person, day))
    done = copy_entries(
        person=person,
        by=user_of(request),
        entries=usual.entries,
        day=day,
        slot=meal,
        said=f"Added the usual {meal.name}",
        key=key_of(request),
    )
    said(request, person, done.change)
    return redirect(day_url(person, day))


@require_POST
def change_undo(request: HttpRequest, code: UUID, change: UUID) -> HttpResponse:
    """Undo any change; the page says so and offers to do it again."""
    person = get_person_or_404(request.user, code, write=True)
    row = get_change_or_404(person, change)
    try:
        done = undo(change=row, by=user_of(request))
    except InputError as error:
        messages.error(request, str(error))
    else:
        said(request, person, done)
    return redirect(day_url(person, day_of(row) or today(person)))


def said(request: HttpRequest, person: Person, change: Change) -> None:
    """Say what was done, with the way back."""
    address = reverse("change-undo", args=[person.code, change.code])
    messages.success(request, change.said, extra_tags=address)


def key_of(request: HttpRequest) -> UUID | None:
    """The form's id, when it sent one."""
    form = KeyForm(request.POST)
    return form.cleaned_data["key"] if form.is_valid() else None
