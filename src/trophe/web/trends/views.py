"""Trends: charts over a range, their files, and the weekly offer to plan by what was learned."""

import csv
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from trophe.report import Chart, render_png
from trophe.web.accounts.access import user_of
from trophe.web.muscle.access import core_events_of
from trophe.web.people.access import get_person_or_404
from trophe.web.people.hiding import shows_energy, shows_weight
from trophe.web.people.models import Person
from trophe.web.trends import offer as offers
from trophe.web.trends import page, weeks
from trophe.web.trends.learned import LearnedReading, learned_of, may_learn
from trophe.web.trends.logbook import Logbook, logbook


@dataclass(frozen=True, slots=True)
class _Read:
    """What a request for trends asks for and may see."""

    person: Person
    book: Logbook | None
    learned: LearnedReading | None
    span: page.Span | None
    charts: list[Chart]
    weight: bool
    energy: bool


@require_http_methods(["GET", "HEAD"])
def trends(request: HttpRequest, code: UUID) -> HttpResponse:
    """Weight, energy and protein over time, and what was learned."""
    person = get_person_or_404(request.user, code)
    read = _read(request, person)
    offered = offers.offer(person, read.book, read.learned) if read.energy else None
    asked = "figures" in request.GET
    context = {
        "person": person,
        "place": "trends",
        "charts": read.charts,
        "learned": read.learned,
        "may_learn": may_learn(person),
        "offer": offered,
        "ranges": [(key, label) for key, label, _ in (*page.RANGES, page.ALL)],
        "range": request.GET.get("range", "") or ("" if _dates(request) else "12w"),
        "dates": page.dates_of(read.book, read.span) if read.book and read.span else None,
        "shows_weight": read.weight,
        "shows_energy": read.energy,
        "hides": not asked and not (read.weight and read.energy),
        "query": request.GET.urlencode(),
    }
    return render(request, "trends/trends.html", context)


@require_http_methods(["GET", "HEAD"])
def trend_file(request: HttpRequest, code: UUID, key: str, kind: str) -> HttpResponse:
    """One chart as a picture (png) or its table (csv), over the same range."""
    person = get_person_or_404(request.user, code)
    chart = next((c for c in _read(request, person).charts if c.key == key), None)
    if chart is None or kind not in ("png", "csv"):
        raise Http404("There is no such chart.")
    name = f"{key}-{person.today()}.{kind}"
    if kind == "csv":
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        writer = csv.writer(response)
        writer.writerow(chart.columns)
        writer.writerows(row.cells for row in chart.rows)
    else:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "chart.png"
            render_png(chart.wide, path)
            response = HttpResponse(path.read_bytes(), content_type="image/png")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "HEAD"])
def week_review(request: HttpRequest, code: UUID) -> HttpResponse:
    """A week that is over, in plain words; the last one, or one asked for by its Monday."""
    person = get_person_or_404(request.user, code)
    stories = weeks.stories(person)
    wanted = _date(request.GET.get("week", ""))
    story = next((s for s in stories if wanted is None or s.monday == wanted), None)
    context = {
        "person": person,
        "place": "trends",
        "story": story,
        "stories": stories,
        "review": weeks.told(person, story) if story else None,
        "sunday": weeks.sunday_of(story) if story else None,
    }
    return render(request, "trends/review.html", context)


@require_POST
def need_answer(request: HttpRequest, code: UUID) -> HttpResponse:
    """Plan by the learned need, or leave the plan as it is for a week."""
    person = get_person_or_404(request.user, code, write=True)
    book = logbook(person)
    offered = offers.offer(person, book, learned_of(person, book))
    if offered is None:
        messages.info(request, "There is nothing new to answer.")
        return redirect("trends", person.code)
    take = request.POST.get("answer") == "take" and not offered.would_be.refused
    offers.answer(person=person, by=user_of(request), offered=offered, take=take)
    said = "The plan goes by your learned need now." if take else "The plan stays as it is."
    messages.success(request, said)
    return redirect("plan" if take else "trends", person.code)


def _read(request: HttpRequest, person: Person) -> _Read:
    """Series, what was learned of them, and the charts that may be shown."""
    book = logbook(person)
    learned = learned_of(person, book)
    asked = "figures" in request.GET
    weight, energy = asked or shows_weight(person), asked or shows_energy(person)
    if book is None:
        return _Read(person, None, None, None, [], weight, energy)
    start, end = _dates(request) or (None, None)
    span = page.span_of(book, request.GET.get("range", ""), start, end)
    marks = [(event.began_on, _word(str(event.kind))) for event in core_events_of(person)]
    charts = page.charts_of(person, book, learned, span, marks, weight=weight, energy=energy)
    return _Read(person, book, learned, span, charts, weight, energy)


def _word(kind: str) -> str:
    return kind.replace("_", " ").capitalize()


def _dates(request: HttpRequest) -> tuple[date | None, date | None] | None:
    """The person's own dates, where they gave any that can be read."""
    found = tuple(_date(request.GET.get(name, "")) for name in ("from", "to"))
    return (found[0], found[1]) if any(found) else None


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
