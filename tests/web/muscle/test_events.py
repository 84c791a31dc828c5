"""The timeline's services: once, versioned, undone, and heard by the safety rules."""

from datetime import timedelta

import pytest

from trophe.errors import InputError
from trophe.person import Condition
from trophe.plan import Goal
from trophe.web.config.ids import uuid7
from trophe.web.diary.changes import StaleError
from trophe.web.muscle.access import events_of
from trophe.web.muscle.models import Before
from trophe.web.muscle.services import (
    add_event,
    delete_event,
    edit_event,
    end_event,
    restore_event,
)
from trophe.web.people.core import as_core_person
from trophe.web.plans.services import make_plan, read_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(person):
    def ago(days):
        return person.today() - timedelta(days=days)

    return ago


@pytest.fixture
def cast(person, owner, day):
    told = {"kind": "cast", "part": "knee", "side": "left"}
    return add_event(person=person, by=owner, began_on=day(20), **told).row


def test_the_same_code_again_gives_the_event_that_stands(person, owner, day):
    code = uuid7()
    told = {"person": person, "by": owner, "kind": "fall", "began_on": day(3), "code": code}
    first, second = add_event(**told), add_event(**told)
    assert (first.created, second.created) == (True, False)
    assert first.row.pk == second.row.pk
    assert len(events_of(person)) == 1


def test_an_edit_keeps_what_was_said_and_refuses_a_stale_version(cast, owner, day):
    edited = edit_event(event=cast, by=owner, version=1, side="right")
    assert (edited.side, edited.version) == ("right", 2)
    assert Before.objects.get(code=cast.code).said["side"] == "left"
    with pytest.raises(StaleError):
        edit_event(event=cast, by=owner, version=1, side="left")


def test_an_end_before_the_start_is_refused_and_changes_nothing(cast, owner, day):
    with pytest.raises(InputError) as refusal:
        end_event(event=cast, by=owner, ended_on=day(30))
    assert refusal.value.name == "ended_on"
    cast.refresh_from_db()
    assert (cast.ended_on, cast.version) == (None, 1)
    assert end_event(event=cast, by=owner, ended_on=day(0)).ended_on == day(0)


def test_a_deleted_event_comes_back_unless_it_no_longer_fits(person, cast, owner, day):
    delete_event(event=cast, by=owner)
    assert events_of(person) == []
    restored = restore_event(event=cast, by=owner)
    assert [row.pk for row in events_of(person)] == [restored.pk]
    delete_event(event=cast, by=owner)
    told = {"kind": "cast", "part": "knee", "side": "left", "began_on": day(5)}
    add_event(person=person, by=owner, **told)
    with pytest.raises(InputError, match="on your timeline already"):
        restore_event(event=cast, by=owner)


def test_a_cast_locks_a_plan_to_lose_weight_and_its_undo_frees_it(person, owner, day):
    make_plan(person=person, goal=Goal.parse("lose-1"), by=owner, days=28)
    told = {"kind": "cast", "part": "knee", "side": "left", "began_on": day(1)}
    row = add_event(person=person, by=owner, **told).row
    assert Condition.CAST in as_core_person(person).conditions
    reading = read_plan(person)
    assert reading.locked
    assert reading.findings[0].rule == "P12"
    delete_event(event=row, by=owner)
    assert not read_plan(person).locked


def test_words_tell_what_and_when(cast):
    assert cast.label == "Cast, brace or splint, left knee"
    assert cast.days_text.startswith("since ")
    assert cast.is_open


def test_an_event_that_breaks_the_person_is_refused(owner, told):
    from trophe.web.people.services import create_person

    man = create_person(by=owner, **(told | {"sex": "male"}))
    with pytest.raises(InputError, match="male"):
        add_event(person=man, by=owner, kind="pregnancy", began_on=man.today())
    assert events_of(man) == []
