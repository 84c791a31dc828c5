"""The inbox, milestones, learned expenditure and the weekly offer: as on the pages."""

from dataclasses import asdict
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest
from ninja import Router
from ninja.errors import HttpError

from trophe.web.api import schemas
from trophe.web.api import schemas_inbox as shapes
from trophe.web.api.auth import caller, writer
from trophe.web.inbox import access
from trophe.web.inbox.care import standing_of
from trophe.web.inbox.models import Notice
from trophe.web.inbox.services import bring_back, read, refresh, snooze
from trophe.web.people.access import get_person_or_404
from trophe.web.people.hiding import shows_energy, shows_weight
from trophe.web.people.models import Person
from trophe.web.trends.learned import LearnedReading, learned_of
from trophe.web.trends.logbook import Logbook, logbook
from trophe.web.trends.offer import answer, offer_to

router = Router(tags=["inbox"])
READ: Final = {400: schemas.Problems, 401: schemas.Problems, 404: schemas.Problems}
CHANGED: Final = READ | {403: schemas.Problems}
OF_PERSON: Final = "/people/{uuid:code}"
OF_NOTICE: Final = OF_PERSON + "/inbox/{uuid:notice}"
_ENERGY: Final = ("expenditure_kcal_d", "need_kcal_d")
_WEIGHT: Final = ("trend_kg", "fat_kg", "ffm_kg")


@router.get(OF_PERSON + "/inbox", response={200: shapes.InboxOut} | READ)
def inbox(request: HttpRequest, code: UUID) -> dict[str, Any]:
    """What waits, the most urgent first; looked at anew a moment ago."""
    person = get_person_or_404(caller(request).user, code)
    refresh(person)
    return {
        "waiting": access.waiting(person),
        "later": access.put_off(person),
        "before": access.dealt_with(person),
    }


@router.post(OF_NOTICE + "/read", response={200: shapes.NoticeOut} | CHANGED)
def read_notice(request: HttpRequest, code: UUID, notice: UUID) -> Notice:
    """It was seen and dealt with."""
    return read(notice=_notice(request, code, notice))


@router.post(OF_NOTICE + "/snooze", response={200: shapes.NoticeOut} | CHANGED)
def snooze_notice(request: HttpRequest, code: UUID, notice: UUID, data: shapes.SnoozeIn) -> Notice:
    """It comes back after some days."""
    row = _notice(request, code, notice)
    return snooze(notice=row, day=row.person.today(), days=data.days)


@router.post(OF_NOTICE + "/back", response={200: shapes.NoticeOut} | CHANGED)
def bring_notice_back(request: HttpRequest, code: UUID, notice: UUID) -> Notice:
    """Undo: it waits again."""
    return bring_back(notice=_notice(request, code, notice))


def _notice(request: HttpRequest, code: UUID, notice: UUID) -> Notice:
    """The notice, if the caller and the way they came in may change the record."""
    return access.get_notice_or_404(_write(request, code), notice)


def _write(request: HttpRequest, code: UUID) -> Person:
    return get_person_or_404(writer(request), code, write=True)


@router.get(OF_PERSON + "/milestones", response={200: shapes.MilestonesOut} | READ)
def milestones_of_person(request: HttpRequest, code: UUID) -> dict[str, Any]:
    """The level and the badges for care of oneself."""
    person = get_person_or_404(caller(request).user, code)
    found = standing_of(person, person.today())
    return asdict(found) | {"level": access.level_of(person) or found.level.value}


@router.get(OF_PERSON + "/expenditure", response={200: shapes.ExpenditureOut} | READ)
def expenditure_of_person(
    request: HttpRequest, code: UUID, show_numbers: bool = False
) -> dict[str, Any]:
    """What weights and diary tell of expenditure, day by day; as `trophe expenditure` would."""
    person = get_person_or_404(caller(request).user, code)
    energy = show_numbers or shows_energy(person)
    weight = show_numbers or shows_weight(person)
    book = logbook(person)
    learned = learned_of(person, book)
    known = learned is not None and book is not None
    return {
        "status": learned.status if learned else None,
        "why": learned.why if learned else "There are no weights and whole days of food yet.",
        "needs": list(learned.needs) if learned else [],
        "expected_kcal_d": learned.expected_kcal_d if learned and energy else None,
        "need_sd_kcal_d": learned.need_sd_kcal_d if learned and energy else None,
        "hidden": [n for n, shown in (("energy", energy), ("weight", weight)) if not shown],
        "days": _days(book, learned, energy=energy, weight=weight) if known else [],
    }


def _days(
    book: Logbook | None, learned: LearnedReading | None, *, energy: bool, weight: bool
) -> list[dict[str, Any]]:
    """One row a day; null for what is hidden."""
    assert book is not None
    assert learned is not None
    shown = [*(_ENERGY if energy else ()), *(_WEIGHT if weight else ())]
    return [
        {"date": book.date_of(day)}
        | dict.fromkeys((*_ENERGY, *_WEIGHT))
        | {name: _at(getattr(learned, name), day) for name in shown}
        for day in range(book.days)
    ]


def _at(band: Any, day: int) -> dict[str, float]:
    names = ("median", "q05", "q25", "q75", "q95")
    return {name: round(float(getattr(band, name)[day]), 3) for name in names}


@router.get(OF_PERSON + "/offer", response={200: shapes.OfferOut} | READ)
def weekly_offer(request: HttpRequest, code: UUID) -> dict[str, Any]:
    """What the plan would be by the learned need; 404 while there is nothing new this week."""
    found = offer_to(get_person_or_404(caller(request).user, code)).offer
    if found is None:
        raise HttpError(404, "There is no offer this week.")
    made = found.would_be
    return {
        "learned_kcal_d": found.learned_kcal_d,
        "planned_kcal_d": found.planned_kcal_d,
        "need_kcal_d": found.need_kcal_d,
        "now_kcal_d": found.now_kcal_d,
        "intake_kcal_d": made.intake_kcal_d,
        "refused": made.refused,
        "reason": made.reasons[0].text if made.reasons else "",
    }


@router.post(OF_PERSON + "/offer", response={200: shapes.AnsweredOut} | CHANGED)
def answer_offer(request: HttpRequest, code: UUID, data: shapes.OfferIn) -> Any:
    """Plan by the learned need, or keep the plan; 404 while there is nothing to answer.

    A refused offer can only be kept.
    """
    person = _write(request, code)
    found = offer_to(person).offer
    if found is None:
        raise HttpError(404, "There is no offer this week.")
    take = data.answer == "take" and not found.would_be.refused
    return answer(person=person, by=writer(request), offered=found, take=take)
