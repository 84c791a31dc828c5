"""What the templates of the guide show: pages, groups and answers as plain values."""

from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from trophe.guide import (
    CLASSES,
    GROUPS,
    ONSETS,
    REVERSIBLE,
    Page,
    page,
    pages,
    references,
    search,
)
from trophe.guide.effects import effect_rows
from trophe.guide.questions import questions
from trophe.report.course import course_of
from trophe.timeline import kinds
from trophe.web.guide.prose import block_html, line_html, numbered, sources_html
from trophe.web.muscle.views import film_for_page
from trophe.web.people.models import Person

_URGENCY_WORDS = {"emergency": "Now", "urgent": "Soon"}
_FAMILIES = (("surgery_", "surgery"), ("dystrophy_", "dystrophy"))
_COURSE_AFTER = "how-fast"
_TABLE_AFTER = "what-helps"


def index_context(asked: str) -> dict[str, Any]:
    """The guide's first page, or what was found."""
    hits = search(asked) if asked else ()
    return {
        "asked": asked,
        "hits": [{"page": hit.page, "excerpt": hit.excerpt} for hit in hits],
        "groups": [
            {"title": title, "pages": [p for p in pages() if p.group == group]}
            for group, title in GROUPS.items()
        ],
        "questions": [
            {
                "text": question.text,
                "answer": line_html(question.spans, {}),
                "page": page(question.page),
                "anchor": question.anchor,
            }
            for question in questions()
        ],
        "alarm_address": address("alarm"),
        "check_address": address("check"),
    }


def page_context(shown: Page, person: Person | None) -> dict[str, Any]:
    """One page with its sources, its course, its table and where to go from it."""
    sources = references(shown)
    course = course_of(shown)
    numbers = numbered(sources)
    return {
        "shown": shown,
        "flags": [
            {
                "level": flag.urgency,
                "word": _URGENCY_WORDS[flag.urgency],
                "text": flag.text,
                "cite": sources_html(flag.cite, numbers),
            }
            for flag in shown.red_flags
        ],
        "facts": _facts(shown),
        "sections": [
            {
                "title": section.title,
                "anchor": section.anchor,
                "blocks": [block_html(block, numbers) for block in section.blocks],
                "has_course": section.anchor == _COURSE_AFTER,
                "has_table": section.anchor == _TABLE_AFTER,
            }
            for section in shown.sections
        ],
        "course": course,
        "film": film_for_page(course.film) if course is not None else None,
        "effects": [
            {"row": row, "cite": sources_html((row.key,), numbers)} for row in effect_rows(shown)
        ],
        "sources": [{"place": numbers[source.key], "source": source} for source in sources],
        "related": [page(slug) for slug in shown.related],
        "start_address": start_address(shown, person),
        "check_address": address("check"),
    }


def _facts(shown: Page) -> list[tuple[str, str]]:
    """Class, onset and reversibility of a cause in words."""
    if not shown.is_cause:
        return []
    return [
        ("Kind", CLASSES[shown.muscle_class]),
        ("How it starts", ONSETS[shown.onset]),
        ("Does it come back?", REVERSIBLE[shown.reversible]),
    ]


def start_address(shown: Page, person: Person | None) -> str:
    """Where a forecast with this cause begins; empty without a person, a cause, or forecasts."""
    kind = event_kind(shown) if settings.CHECK_ON else ""
    form = address("event-new", person.code) if person is not None and kind else ""
    return f"{form}?kind={kind}" if form else ""


def event_kind(shown: Page) -> str:
    """The kind of event that tells of a page's cause; empty where there is none (ageing)."""
    direct = (kind.name for kind in kinds().values() if kind.cause in shown.causes and kind.cause)
    families = (name for prefix, name in _FAMILIES for cause in shown.causes if prefix in cause)
    return next(direct, "") or next(families, "")


def address(name: str, *args: Any) -> str:
    """The address of a part of the app, or nothing where the operator left that part out."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
