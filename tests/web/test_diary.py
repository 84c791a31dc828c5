"""Weighing in: once, believed or asked about, kept when changed."""

from datetime import date, timedelta

import pytest

from trophe.errors import InputError, OutOfRangeError
from trophe.web.config.ids import uuid7
from trophe.web.diary.services import (
    ConflictError,
    delete_weight,
    edit_weight,
    restore_weight,
    weigh_in,
)
from trophe.web.people.core import as_core_person
from trophe.web.people.services import create_person, update_person

pytestmark = pytest.mark.django_db


def test_the_same_weighing_sent_twice_counts_once(owner, person):
    code = uuid7()
    first = weigh_in(person=person, by=owner, weight_kg=72.4, code=code)
    again = weigh_in(person=person, by=owner, weight_kg=72.9, code=code)
    assert (first.created, again.created) == (True, False)
    assert again.entry == first.entry
    assert again.entry.weight_kg == 72.4
    assert person.weights.kept().count() == 2


def test_one_code_may_serve_two_people(owner, stranger, person, told):
    other, code = create_person(by=stranger, **told), uuid7()
    assert weigh_in(person=person, by=owner, weight_kg=72.4, code=code).created
    assert weigh_in(person=other, by=stranger, weight_kg=72.5, code=code).created


@pytest.mark.parametrize("weight_kg", [160.0, 33.0, 11.5, 80.0])
def test_a_weight_hard_to_believe_is_asked_about_before_it_is_stored(owner, person, weight_kg):
    # 160 is pounds, 33 is half, 80 is ten per cent in a day; 11.5 no grown body has.
    code, before = uuid7(), person.weights.count()
    if weight_kg < 20:
        with pytest.raises(OutOfRangeError):
            weigh_in(person=person, by=owner, weight_kg=weight_kg, code=code)
        return
    asked = weigh_in(person=person, by=owner, weight_kg=weight_kg, code=code)
    assert asked.entry is None
    assert asked.question.rule == "P20"
    assert person.weights.count() == before
    sure = weigh_in(person=person, by=owner, weight_kg=weight_kg, code=code, confirmed=True)
    assert sure.entry.weight_kg == weight_kg


def test_the_page_asks_and_then_takes_the_answer(owner, person, client_of):
    client, code = client_of(owner), str(uuid7())
    form = {"code": code, "weight_kg": "160", "weight": "160 kg"}
    page = client.post(f"/p/{person.code}/weigh-in/", form)
    assert page.status_code == 200
    assert person.weights.count() == 1
    assert "160" in page.content.decode(), "what was typed comes back"


def test_a_small_child_is_not_asked_by_the_rule_of_grown_bodies(owner, told):
    told |= {"age_y": 1.0, "height_m": 0.75, "weight_kg": 9.0}
    child = create_person(by=owner, **told)
    assert weigh_in(person=child, by=owner, weight_kg=10.0).created


def test_the_day_is_a_label_that_a_new_zone_does_not_move(owner, person):
    entry = weigh_in(person=person, by=owner, weight_kg=72.4, local_date=date(2026, 3, 1)).entry
    assert (entry.zone_name, entry.utc_offset_s) == ("UTC", 0)
    update_person(person=person, by=owner, time_zone="Pacific/Apia")
    entry.refresh_from_db()
    assert (entry.local_date, entry.zone_name) == (date(2026, 3, 1), "UTC")
    later = weigh_in(person=person, by=owner, weight_kg=72.4, confirmed=True).entry
    assert (later.zone_name, later.utc_offset_s) == ("Pacific/Apia", 13 * 3600)


def test_a_day_to_come_is_refused(owner, person):
    with pytest.raises(InputError, match="local_date"):
        weigh_in(
            person=person,
            by=owner,
            weight_kg=72.4,
            local_date=person.today() + timedelta(days=2),
        )


def test_an_edit_keeps_what_was_said_before_and_refuses_a_stale_version(owner, person):
    entry = person.weights.get()
    edit_weight(entry=entry, by=owner, version=1, weight_kg=73.0)
    with pytest.raises(ConflictError) as caught:
        edit_weight(entry=entry, by=owner, version=1, weight_kg=74.0)
    assert caught.value.current.weight_kg == 73.0
    assert [(old.version, old.weight_kg) for old in entry.before.all()] == [(1, 72.6)]
    assert as_core_person(person).weight_kg == 73.0


def test_a_deleted_weight_comes_back(owner, person):
    entry = weigh_in(person=person, by=owner, weight_kg=72.0).entry
    delete_weight(entry=entry, by=owner)
    delete_weight(entry=entry, by=owner)
    assert as_core_person(person).weight_kg == 72.6
    assert entry.before.count() == 1
    restore_weight(entry=entry, by=owner)
    assert as_core_person(person).weight_kg == 72.0


def test_a_deleted_weighing_sent_again_stays_deleted(owner, person):
    code = uuid7()
    delete_weight(
        entry=weigh_in(person=person, by=owner, weight_kg=72.0, code=code).entry, by=owner
    )
    assert not weigh_in(person=person, by=owner, weight_kg=72.0, code=code).created
    assert person.weights.kept().count() == 1


def test_an_entry_is_reached_through_its_own_person_only(owner, stranger, person, told, client_of):
    other = create_person(by=stranger, **told)
    entry = other.weights.get()
    path = f"/p/{person.code}/weights/{entry.code}/delete/"
    assert client_of(owner).post(path).status_code == 404
    entry.refresh_from_db()
    assert entry.deleted_at is None
