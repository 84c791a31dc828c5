"""The person's days: which one it is now, when in it something happened, which meals it has."""

import uuid
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.http import Http404
from django.utils import timezone

from trophe.errors import InputError
from trophe.web.diary.records import DiarySettings, Slot
from trophe.web.people.models import Person
from trophe.web.people.once import once

DEFAULT_MEALS: Final = (
    ("Breakfast", time(8, 0)),
    ("Lunch", time(12, 30)),
    ("Dinner", time(18, 30)),
    ("Snacks", time(15, 30)),
)


@once
def settings_of(person: Person) -> DiarySettings:
    """How the person wants their diary; the defaults, not stored, when they never said."""
    found = DiarySettings.objects.filter(person=person).first()
    return found or DiarySettings(person=person)


def today(person: Person, settings: DiarySettings | None = None) -> date:
    """The day it is for the person, who may begin a day at another hour than midnight."""
    settings = settings or settings_of(person)
    return (_clock(person) - timedelta(minutes=settings.day_start_min)).date()


def _clock(person: Person) -> datetime:
    """What the person's clock shows, without a zone: a day start is an hour on the clock."""
    return person.now().replace(tzinfo=None)


def require_day(person: Person, day: date) -> date:
    """A day that can be written. Tomorrow is allowed to who plans; a year ahead is a slip."""
    latest = person.today() + timedelta(days=366)
    if not latest - timedelta(days=366 * 130) <= day <= latest:
        raise InputError("day", f"day = {day} is too far from today.")
    return day


def stamp(person: Person, day: date, at: time) -> dict[str, Any]:
    """Label, instant and zone of something of `day`: now if it is today, else at its hour.

    The label stays what the person chose, whatever clock or zone does to the instant.
    """
    settings = settings_of(person)
    zone = ZoneInfo(person.time_zone)
    moment = person.now()
    if day != today(person, settings):
        start = time(settings.day_start_min // 60, settings.day_start_min % 60)
        on = day if at >= start else day + timedelta(days=1)
        moment = _existing(datetime.combine(on, at, tzinfo=zone))
    offset = moment.utcoffset() or timedelta()
    return {
        "local_date": day,
        "instant_utc": moment.astimezone(timezone.get_default_timezone()),
        "zone_name": person.time_zone,
        "utc_offset_s": int(offset.total_seconds()),
    }


def _existing(moment: datetime) -> datetime:
    """The same instant by a clock that exists: an hour skipped in spring becomes the next one."""
    return moment.astimezone(ZoneInfo("UTC")).astimezone(moment.tzinfo)


def slots_of(person: Person) -> list[Slot]:
    """The person's meals in their order; the usual four, not stored, when none were made."""
    return list(_stored_slots(person)) or default_slots(person)


@once
def _stored_slots(person: Person) -> tuple[Slot, ...]:
    return tuple(person.slots.filter(deleted_at=None))


def default_slots(person: Person) -> list[Slot]:
    """The four meals everybody begins with. Their codes follow from the person's."""
    return [
        Slot(code=uuid.uuid5(person.code, name), person=person, name=name, order=order, at=at)
        for order, (name, at) in enumerate(DEFAULT_MEALS)
    ]


def get_slot_or_404(person: Person, code: uuid.UUID | str) -> Slot:
    """One of the person's meals, perhaps not stored yet."""
    for slot in slots_of(person):
        if str(slot.code) == str(code):
            return slot
    raise Http404("No such meal.")


def stored_slot(person: Person, slot: Slot) -> Slot:
    """The meal as a row; the first writing stores the person's meals. Use in a transaction."""
    if slot.pk is not None:
        return slot
    if not person.slots.filter(deleted_at=None).exists():
        Slot.objects.bulk_create(default_slots(person), ignore_conflicts=True)
    return person.slots.get(code=slot.code)


def slot_now(person: Person, slots: list[Slot]) -> Slot:
    """The meal whose time is nearest to the person's clock."""
    clock = person.now()
    minute = clock.hour * 60 + clock.minute

    def distance(slot: Slot) -> int:
        away = abs(slot.at.hour * 60 + slot.at.minute - minute)
        return min(away, 1440 - away)

    return min(slots, key=distance)
