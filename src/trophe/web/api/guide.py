"""The calls of the guide: its topics, a search, one page."""

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router, Schema

from trophe.errors import UnknownNameError
from trophe.guide import page, pages, search
from trophe.guide.document import brief, document
from trophe.report.course import as_json, course_of
from trophe.web.api import schemas
from trophe.web.api.auth import caller

router = Router(tags=["guide"])
_READ = {400: schemas.Problems, 401: schemas.Problems}
_LONGEST_QUESTION = 200


class TopicOut(Schema):
    """A page in a list; `excerpt` is a sentence that was found."""

    topic: str
    title: str
    group: str
    kind: str
    summary: str
    causes: list[str]
    excerpt: str = ""


class FlagOut(Schema):
    """A sign that calls for help now (`emergency`) or soon (`urgent`)."""

    urgency: str
    text: str
    sources: list[str]


class ItemOut(Schema):
    """A paragraph or an item of a list, and the keys of its sources."""

    text: str
    sources: list[str]


class BlockOut(Schema):
    """A paragraph, list or steps."""

    kind: str
    items: list[ItemOut]


class SectionOut(Schema):
    """A heading and what stands under it."""

    title: str
    anchor: str
    blocks: list[BlockOut]


class EffectOut(Schema):
    """What was tried and what it changed."""

    what: str
    whom: str
    outcome: str
    effect: str
    people: str
    sure: str
    source: str


class SourceOut(Schema):
    """A work that the page cites."""

    key: str
    text: str
    link: str
    note: str


class CourseChartOut(Schema):
    """The table behind one drawing."""

    title: str
    summary: str
    columns: list[str]
    rows: list[list[str]]
    note: str


class CourseOut(Schema):
    """A typical course, and what nobody has published."""

    who: str
    charts: list[CourseChartOut]
    missing: list[str]


class PageOut(TopicOut):
    """A whole page."""

    muscle_class: str
    class_words: str
    onset: str
    onset_words: str
    reversible: str
    reversible_words: str
    author: str
    reviewed_by: str
    changed: str
    red_flags: list[FlagOut]
    sections: list[SectionOut]
    effects: list[EffectOut]
    sources: list[SourceOut]
    related: list[str]
    course: CourseOut | None


@router.get("/guide", response={200: list[TopicOut]} | _READ)
def guide_topics(request: HttpRequest, q: str = "") -> Any:
    """Every page of the guide, or with `q` those that fit, best first."""
    caller(request)
    if q.strip():
        hits = search(q[:_LONGEST_QUESTION])
        return [brief(hit.page) | {"excerpt": hit.excerpt} for hit in hits]
    return [brief(each) for each in pages()]


@router.get("/guide/{slug:topic}", response={200: PageOut} | _READ | {404: schemas.Problems})
def guide_topic(request: HttpRequest, topic: str) -> Any:
    """One page: red flags first, text with sources, effects, typical course."""
    caller(request)
    try:
        shown = page(topic)
    except UnknownNameError:
        raise Http404("There is no such topic.") from None
    told = document(shown)
    course = course_of(shown)
    return told | {
        "muscle_class": told["class"],
        "course": None if course is None else as_json(course),
    }
