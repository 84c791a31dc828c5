"""The alarm page: signs of danger and whom to call, whatever else is broken (I01).

It is answered before sessions, sign-in and the database are asked, brings its own style, runs no
script and loads nothing. Beside it stands a worker that keeps a copy in the browser: other pages
start it, and it looks after this address only.
"""

import base64
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.loader import get_template

from trophe.safety import rules
from trophe.safety.triage import Services, services
from trophe.safety.triage.services import checked_on, countries

ADDRESS: Final = "/alarm/"
WORKER: Final = f"{ADDRESS}worker.js"
TALK: Final = "E19"
STYLE: Final = re.compile(r"<style>(.*?)</style>", re.DOTALL)
TITLES: Final = (
    ("Breathing, chest, heart", ("E11", "E12", "E02", "E03")),
    ("All at once, or within days", ("E01", "E04", "E07", "E15")),
    ("Back, legs, limbs", ("E05", "E06", "E09", "E10", "E08")),
    ("Fever, sight, food, medicines", ("E13", "E14", "E16", "E18", "E17", "E20")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number to call, as it is read and as a phone dials it."""

    text: str
    dial: str


def alarm_first(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answers the alarm page before anything that could be down is asked."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.path_info == ADDRESS:
            return alarm(request)
        if request.path_info == WORKER:
            return worker()
        return get_response(request)

    return answer


def alarm(request: HttpRequest) -> HttpResponse:
    """The page; the same bytes for everybody."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    html, policy = alarm_page(settings.COUNTRY)
    response = HttpResponse(html)
    response.headers["Content-Security-Policy"] = policy
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    # A copy in the browser is wanted here: it may be all there is when the server is down.
    response.headers["Cache-Control"] = "public, max-age=86400, stale-if-error=2592000"
    return response


def worker() -> HttpResponse:
    """The worker's script; it stands under the page's address, because that is all it may serve."""
    response = HttpResponse(_worker(), content_type="text/javascript")
    response.headers["Content-Security-Policy"] = "default-src 'none'; connect-src 'self'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-cache"
    return response


@cache
def _worker() -> bytes:
    return (files("trophe.web") / "static" / "trophe" / "alarm_worker.js").read_bytes()


@cache
def alarm_page(country: str) -> tuple[bytes, str]:
    """The page of a country as bytes, and the content policy that lets its own style in."""
    html: str = get_template("check/alarm.html").render(alarm_context(country))
    style = STYLE.search(html)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )
    return html.encode(), policy


def alarm_context(country: str) -> dict[str, Any]:
    """What the alarm list shows: numbers, signs in groups, whom to talk to."""
    here = services(country)
    table = rules()
    return {
        "numbers": [Number(text=text, dial=text) for text in here.numbers if text.isdigit()],
        "has_local": here.numbers[-1] if not here.numbers[-1].isdigit() else "",
        "checked_on": f"{checked_on():%B %Y}",
        "groups": [(title, [table[key] for key in keys]) for title, keys in TITLES],
        "talk": table[TALK],
        "crisis": here.crisis_words,
        "line": here.line,
        "countries": [_country(one) for one in countries()],
    }


def _country(here: Services) -> dict[str, str]:
    """One line of the table of other countries."""
    return {"code": here.country.upper(), "name": here.name, "emergency": here.emergency}
