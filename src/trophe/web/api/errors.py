"""Every error in one shape: which field, what is wrong, and the range it must be in."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from trophe.errors import InputError, OutOfRangeError, UnknownNameError
from trophe.web.diary.changes import StaleError
from trophe.web.diary.services import ConflictError


def add_handlers(api: NinjaAPI) -> None:
    """Teach `api` to answer our errors, and its own, in our shape."""

    def answer(request: HttpRequest, status: int, errors: Sequence[dict[str, Any]]) -> HttpResponse:
        return api.create_response(request, {"errors": list(errors)}, status=status)

    @api.exception_handler(InputError)
    def _input(request: HttpRequest, error: InputError) -> HttpResponse:
        return answer(request, 400, [describe(error)])

    @api.exception_handler(ConflictError)
    def _conflict(request: HttpRequest, error: ConflictError) -> HttpResponse:
        return answer(request, 409, [describe(error)])

    @api.exception_handler(StaleError)
    def _stale(request: HttpRequest, error: StaleError) -> HttpResponse:
        return answer(request, 409, [describe(error)])

    @api.exception_handler(ValidationError)
    def _shape(request: HttpRequest, error: ValidationError) -> HttpResponse:
        return answer(request, 400, [_of_shape(entry) for entry in error.errors])

    @api.exception_handler(Http404)
    def _missing(request: HttpRequest, error: Http404) -> HttpResponse:
        return answer(request, 404, [_plain("There is nothing here that you may reach.")])

    @api.exception_handler(AuthenticationError)
    def _unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        return answer(request, 401, [_plain("Sign in, or send a key as a bearer token.")])

    @api.exception_handler(HttpError)
    def _other(request: HttpRequest, error: HttpError) -> HttpResponse:
        return answer(request, error.status_code, [_plain(str(error))])


def describe(error: InputError) -> dict[str, Any]:
    """An input error as JSON: field, message, and value with its range where there is one."""
    entry: dict[str, Any] = {"field": error.name, "message": str(error)}
    if isinstance(error, OutOfRangeError):
        value = error.value if abs(error.value) < float("inf") else None
        entry |= {"value": value, "low": error.low, "high": error.high}
    if isinstance(error, UnknownNameError):
        entry |= {"value": error.value, "known": list(error.known)}
    return entry


def _of_shape(entry: dict[str, Any]) -> dict[str, Any]:
    """One of pydantic's complaints; the path below the body is the field."""
    path = [str(part) for part in entry.get("loc", ()) if part not in ("body", "data")]
    limits = {
        ours: entry["ctx"][theirs]
        for ours, theirs in (("low", "ge"), ("high", "le"))
        if theirs in (entry.get("ctx") or {})
    }
    return {"field": ".".join(path), "message": str(entry.get("msg", "")), **limits}


def _plain(message: str) -> dict[str, Any]:
    return {"field": "", "message": message}
