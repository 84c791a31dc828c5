"""Trends: the overview, one chart and its files, the weekly review and the offer."""

import csv
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from trophe.report import render_png
from trophe.report.caption import captioned
from trophe.web.people.access import get_person_or_404
from trophe.web.trends import catalogue, page, weeks
from trophe.web.trends import offer as offers
from trophe.web.trends.learned import may_learn
from trophe.web.trends.reads import Reads, earliest_of
from trophe.web.trends.series import Entry, Series, quoted
from trophe.web.trends.span import ALL, PRESETS, asked, span_of


@dataclass(frozen=True, slots=True)
class Look:
    """What a request for trends asks for and may see, and what all its pages show."""

    reads: Reads
    context: dict[str, Any]


def look(request: HttpRequest, code: UUID) -> Look:
    """The person, the days and the words of the range that every page of trends shares."""
    person = get_person_or_404(request.user, code)
    wanted = asked(*(request.GET.get(name, "") for name in ("range", "from", "to")))
    figures = "figures" in request.GET
    reads = Reads(person, span_of(wanted, person.today(), earliest_of(person)), figures=figures)
    kept = "&figures=yes" if figures else ""
    query = request.GET.urlencode()
    return Look(
        reads,
        {
            "person": person,
            "place": "trends",
            "span": reads.span,
            "ranges": [
                (f"range={key}{kept}", label, key == wanted.name)
                for key, label in (*((k, words) for k, words, _ in PRESETS), ALL)
            ],
            "own": not wanted.name,
            "wrong": wanted.wrong,
            "query": f"?{query}" if query else "",
            "figures": figures,
            "hides": reads.hides,
        },
    )


@require_http_methods(["GET", "HEAD"])
def trends(request: HttpRequest, code: UUID) -> HttpResponse:
    """Everything that was logged, at a glance; each opens into its chart."""
    seen = look(request, code)
    reads, person = seen.reads, seen.reads.person
    learned = reads.learned if reads.energy else None
    context = seen.context | page.overview(reads)
    context |= {
        "learned": learned,
        "may_learn": may_learn(person),
        "offer": offers.offer(person, reads.book, learned) if learned else None,
        "shows_energy": reads.energy,
    }
    return render(request, "trends/trends.html", context)


@require_http_methods(["GET", "HEAD"])
def trend(request: HttpRequest, code: UUID, key: str) -> HttpResponse:
    """One chart with its sentence, table and files."""
    seen = look(request, code)
    entry = _entry_or_404(seen.reads, key)
    series = entry.make()
    return render(request, "trends/trend.html", seen.context | _one(seen.reads, entry, series))


def _one(reads: Reads, entry: Entry, series: Series | None) -> dict[str, Any]:
    """What the page of one chart shows besides."""
    is_nutrient = entry.key.startswith("nutrient-")
    return {
        "entry": entry,
        "series": series,
        "drawn": None if series is None else series.chart(),
        "nutrients": page.nutrient_choices(reads) if is_nutrient else [],
        "nutrient_key": entry.key,
        "takes_steps": entry.key == "steps",
        "today": reads.person.today(),
    }


@require_http_methods(["GET", "HEAD"])
def trend_pick(request: HttpRequest, code: UUID) -> HttpResponse:
    """Every nutrient to choose from; with one picked, on to its chart with the same range."""
    seen = look(request, code)
    query = request.GET.copy()
    key = query.pop("key", [""])[-1]
    if not key:
        groups = page.nutrient_choices(seen.reads)
        return render(request, "trends/nutrients.html", seen.context | {"nutrients": groups})
    response = redirect("trend", code, _entry_or_404(seen.reads, key).key)
    response["Location"] += f"?{query.urlencode()}" if query else ""
    return response


@require_http_methods(["GET", "HEAD"])
def trend_file(request: HttpRequest, code: UUID, key: str, kind: str) -> HttpResponse:
    """One chart as a picture (png) or its figures (csv), over the same days."""
    seen = look(request, code)
    series = _entry_or_404(seen.reads, key).make()
    chart = None if series is None else series.chart()
    if series is None or chart is None or kind not in ("png", "csv"):
        raise Http404("There is no such chart.")
    if kind == "csv":
        response = HttpResponse(content_type="text/csv; charset=utf-8")
        writer = csv.writer(response)
        writer.writerow(quoted(head) for head in series.columns())
        writer.writerows([quoted(cell) for cell in row] for row in series.rows())
    else:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "chart.png"
            render_png(captioned(chart), path)
            response = HttpResponse(path.read_bytes(), content_type="image/png")
    span = series.span
    name = f"{key}-{span.first}-{span.last}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _entry_or_404(reads: Reads, key: str) -> Entry:
    """A line of the catalogue; 404 for what is not there or hidden."""
    for entry in catalogue.entries(reads):
        if entry.key == key:
            return entry
    raise Http404("There is no such chart.")


@require_http_methods(["GET", "HEAD"])
def week_review(request: HttpRequest, code: UUID) -> HttpResponse:
    """A week that is over, in plain words; the last one, or one asked for by its Monday."""
    person = get_person_or_404(request.user, code)
    stories = weeks.stories(person)
    wanted = _date(request.GET.get("week", ""))
    story = next((s for s in stories if wanted is None or s.monday == wanted), None)
    review = weeks.told(person, story) if story else None
    context = {
        "person": person,
        "place": "trends",
        "story": story,
        "stories": stories,
        "review": review,
        "watch_note": f"Rule {review.rule}" if review and review.rule else "",
        "facts": weeks.facts(person, weeks.shown(person, story)) if story else [],
        "sunday": weeks.sunday_of(story) if story else None,
    }
    return render(request, "trends/review.html", context)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
