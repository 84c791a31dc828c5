"""Which day it is: zones, clock changes, days that begin at another hour, missing dates."""

from datetime import UTC, date, datetime, time

import pytest

from trophe.web.diary.days import slot_now, slots_of, stamp, stored_slot, today
from trophe.web.diary.noting import save_settings
from trophe.web.people.services import update_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch):
    """Set the clock of the server."""

    def show(*moment: int) -> None:
        fixed = datetime(*moment, tzinfo=UTC)
        monkeypatch.setattr("django.utils.timezone.now", lambda: fixed)

    return show


def test_the_day_is_that_of_the_persons_zone(person, owner, clock):
    clock(2026, 3, 1, 11, 30)
    update_person(person=person, by=owner, time_zone="Pacific/Auckland")
    assert today(person) == date(2026, 3, 2)


def test_a_night_worker_begins_the_day_when_they_rise(person, owner, clock):
    save_settings(person=person, by=owner, day_start_min=18 * 60)
    clock(2026, 3, 2, 4, 0)
    assert today(person) == date(2026, 3, 1)
    clock(2026, 3, 2, 18, 0)
    assert today(person) == date(2026, 3, 2)


def test_supper_after_midnight_keeps_the_label_of_its_day(person, owner, clock):
    save_settings(person=person, by=owner, day_start_min=4 * 60)
    clock(2026, 3, 5, 12, 0)
    when = stamp(person, date(2026, 3, 1), time(1, 30))
    assert when["local_date"] == date(2026, 3, 1)
    assert when["instant_utc"] == datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "offset_h", "instant"),
    [
        (date(2026, 3, 28), 1, datetime(2026, 3, 28, 11, 30, tzinfo=UTC)),
        (date(2026, 3, 29), 2, datetime(2026, 3, 29, 10, 30, tzinfo=UTC)),
        (date(2026, 10, 25), 1, datetime(2026, 10, 25, 11, 30, tzinfo=UTC)),
    ],
)
def test_noon_is_noon_on_the_days_the_clock_changes(person, owner, clock, day, offset_h, instant):
    update_person(person=person, by=owner, time_zone="Europe/Berlin")
    clock(2026, 12, 1, 12, 0)
    when = stamp(person, day, time(12, 30))
    assert when["utc_offset_s"] == offset_h * 3600
    assert when["instant_utc"] == instant


def test_an_hour_that_the_clock_skips_becomes_the_next(person, owner, clock):
    update_person(person=person, by=owner, time_zone="Europe/Berlin")
    clock(2026, 12, 1, 12, 0)
    when = stamp(person, date(2026, 3, 29), time(2, 30))
    assert when["instant_utc"] == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert when["utc_offset_s"] == 2 * 3600


def test_a_date_that_never_was_keeps_its_label(person, owner, clock):
    # Samoa went over the date line: its 30 December 2011 does not exist.
    update_person(person=person, by=owner, time_zone="Pacific/Apia")
    clock(2026, 12, 1, 12, 0)
    assert stamp(person, date(2011, 12, 30), time(12, 0))["local_date"] == date(2011, 12, 30)


def test_reading_the_meals_stores_nothing(person):
    slots = slots_of(person)
    assert [slot.name for slot in slots] == ["Breakfast", "Lunch", "Dinner", "Snacks"]
    assert not person.slots.exists()
    assert stored_slot(person, slots[1]).code == slots[1].code
    assert [slot.code for slot in slots_of(person)] == [slot.code for slot in slots]


def test_the_meal_of_now_is_the_nearest_by_the_clock(person, clock):
    clock(2026, 3, 1, 7, 10)
    assert slot_now(person, slots_of(person)).name == "Breakfast"
    clock(2026, 3, 1, 23, 50)
    assert slot_now(person, slots_of(person)).name == "Dinner"
