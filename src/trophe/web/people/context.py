"""What every page knows: whose record is open, and who else may be opened."""

from typing import Any

from django.http import HttpRequest
from django.urls import ResolverMatch
from django.utils.functional import SimpleLazyObject

from trophe import __version__
from trophe.web.people import hiding
from trophe.web.people.access import may_share, may_write, people_of
from trophe.web.people.models import Person

LAST_PERSON = "person"


def is_persons_page(match: ResolverMatch) -> bool:
    """Whether an address is that of one person's record."""
    return match.route.startswith("p/<") and "code" in match.kwargs


def current_person(request: HttpRequest) -> Person | None:
    """The person of this page's address, or the one last looked at, or the first there is.

    None on the page that says that an address leads nowhere.
    """
    match, people = request.resolver_match, people_of(request.user)
    if match is not None and is_persons_page(match):
        return people.filter(code=match.kwargs["code"]).first()
    last = request.session.get(LAST_PERSON)
    return (people.filter(code=last).first() if last else None) or people.first()


def person_shown(request: HttpRequest) -> Person | None:
    """`current_person`, asked once a request: a page's frame needs it in several places."""
    if not hasattr(request, "_person_shown"):
        request._person_shown = current_person(request)  # type: ignore[attr-defined]
    shown: Person | None = request._person_shown  # type: ignore[attr-defined]
    return shown


def show_person(request: HttpRequest, person: Person) -> None:
    """Let the page's frame use a person that the view has fetched by the door already."""
    request._person_shown = person  # type: ignore[attr-defined]


def people(request: HttpRequest) -> dict[str, Any]:
    """Context of every template. Nothing is read from the database before it is shown."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {"app_version": __version__, "may_write": False, "may_share": False}
    hide = SimpleLazyObject(lambda: _hidden(request))
    person = SimpleLazyObject(lambda: person_shown(request))
    user = request.user
    return {
        "app_version": __version__,
        "people": people_of(user),
        "person": person,
        "may_write": SimpleLazyObject(lambda: may_write(user, person_shown(request))),
        "may_share": SimpleLazyObject(lambda: may_share(user, person_shown(request))),
        "shows_energy": SimpleLazyObject(lambda: hiding.energy_may_show(hide)),
        "shows_weight": SimpleLazyObject(lambda: "weight" not in hide),
    }


def _hidden(request: HttpRequest) -> frozenset[str]:
    """What this page does not show of its person (P01, P13, I12, W07)."""
    person = person_shown(request)
    return frozenset() if person is None else hiding.hidden(person)
