"""The person last looked at is the one that the start page opens."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from trophe.web.people.context import LAST_PERSON, is_persons_page


def remember_person(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Note whose page was shown. Written only when it changes."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        match = request.resolver_match
        if response.status_code == 200 and match is not None and is_persons_page(match):
            code = str(match.kwargs["code"])
            if request.session.get(LAST_PERSON) != code:
                request.session[LAST_PERSON] = code
        return response

    return answer
