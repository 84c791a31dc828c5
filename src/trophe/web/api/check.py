"""The check's calls: the same engine, door and services as the pages."""

from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from ninja import Router, Status
from ninja.errors import HttpError

from trophe.safety.triage import check
from trophe.web.api import schemas
from trophe.web.api import schemas_check as shapes
from trophe.web.api.auth import caller, writer
from trophe.web.check.access import result_or_404, results_of
from trophe.web.check.services import check_and_keep, close_result
from trophe.web.people.access import get_person_or_404

router = Router(tags=["check"])
READ: Final = {400: schemas.Problems, 401: schemas.Problems, 404: schemas.Problems}
CHANGED: Final = READ | {403: schemas.Problems}


def _needs_module() -> None:
    """404 where the operator left the check out; the alarm list stays."""
    if not settings.CHECK_ON:
        raise HttpError(404, "The check is switched off here; the signs of danger: /alarm/.")


@router.post("/check", response={200: shapes.CheckOut} | CHANGED)
def check_anybody(request: HttpRequest, data: shapes.CheckIn) -> dict[str, Any]:
    """How soon a doctor should hear of these findings. Nothing is stored."""
    _needs_module()
    return check(**data.dict(), country=settings.COUNTRY).to_dict()


@router.get("/people/{uuid:code}/checks", response={200: list[shapes.StoredCheckOut]} | READ)
def checks(request: HttpRequest, code: UUID) -> Any:
    """The results of a person, the newest first, at most 100."""
    return list(results_of(get_person_or_404(caller(request).user, code))[:100])


@router.post("/people/{uuid:code}/checks", response={201: shapes.StoredCheckOut} | CHANGED)
def check_person(request: HttpRequest, code: UUID, data: shapes.PersonCheckIn) -> Any:
    """Check a person and keep the result (201). Plans hear of it at once (I12)."""
    user = writer(request)
    person = get_person_or_404(user, code, write=True)
    _needs_module()
    kept = check_and_keep(person=person, by=user, findings=data.findings, country=settings.COUNTRY)
    return Status(201, kept)


@router.post(
    "/people/{uuid:code}/checks/{uuid:result}/seen",
    response={200: shapes.StoredCheckOut} | CHANGED,
)
def check_seen(request: HttpRequest, code: UUID, result: UUID, data: shapes.SeenIn) -> Any:
    """Somebody has seen to it: by whom, and on which day (I13)."""
    user = writer(request)
    person = get_person_or_404(user, code, write=True)
    return close_result(
        result=result_or_404(person, result), by=user, seen_on=data.seen_on, seen_by=data.seen_by
    )
