"""The guide: its first page with a search, and one page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from trophe.errors import UnknownNameError
from trophe.guide import page
from trophe.web.guide.page import index_context, page_context
from trophe.web.people.context import current_person

_LONGEST_QUESTION = 200


@require_http_methods(["GET", "HEAD"])
def guide(request: HttpRequest) -> HttpResponse:
    """All pages by group, what people ask most, and what a search finds."""
    asked = request.GET.get("q", "").strip()[:_LONGEST_QUESTION]
    return render(request, "guide/index.html", index_context(asked))


@require_http_methods(["GET", "HEAD"])
def guide_page(request: HttpRequest, topic: str) -> HttpResponse:
    """One page of the guide. Nobody's record is needed to read it."""
    try:
        shown = page(topic)
    except UnknownNameError:
        raise Http404 from None
    return render(request, "guide/page.html", page_context(shown, current_person(request)))
