"""Each notice comes at its time and at no other; dates are fixed, so that no calendar decides."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from trophe.plan import Goal
from trophe.web.check.services import check_and_keep
from trophe.web.diary.eating import log_food
from trophe.web.diary.services import weigh_in
from trophe.web.inbox import sources
from trophe.web.inbox.kinds import SWITCHABLE, WORDS, Kind
from trophe.web.inbox.models import Wishes
from trophe.web.inbox.sources import SOURCES, all_due
from trophe.web.muscle.models import Screening
from trophe.web.muscle.services import add_event, log_measurement
from trophe.web.people.services import update_person
from trophe.web.plans.services import make_plan
from trophe.web.training.models import Profile, Session

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 9, 7)


def at(day, hour=12):
    return datetime.combine(day, time(hour), tzinfo=UTC)


def kinds(source, person, day, hour=12):
    """The parts of the keys before the first colon."""
    return [found.key.split(":")[0] for found in source(person, at(day, hour))]


def measured(person, owner, instrument, day, value, side=""):
    return log_measurement(
        person=person,
        by=owner,
        instrument=instrument,
        values=[value],
        side=side,
        measured_on=day,
        confirmed=True,
    )


@pytest.mark.parametrize(("after", "due"), [(0, 0), (6, 0), (7, 1), (60, 1)])
def test_a_weight_is_asked_for_after_a_week(person, after, due):
    person.weights.update(local_date=MONDAY)
    day = MONDAY + timedelta(days=after)
    assert len(kinds(sources.weigh_in_due, person, day)) == due


@pytest.mark.parametrize(("after", "due"), [(27, 0), (28, 1), (182, 1), (183, 0)])
def test_measuring_is_due_after_four_weeks_and_not_for_ever(person, owner, after, due):
    measured(person, owner, "tape_thigh", MONDAY, 55.0, "left")
    day = MONDAY + timedelta(days=after)
    assert len(kinds(sources.measure_due, person, day)) == due


def test_measuring_is_one_notice_and_goes_when_done(person, owner):
    measured(person, owner, "tape_thigh", MONDAY, 55.0, "left")
    measured(person, owner, "grip", MONDAY, 30.0, "right")
    day = MONDAY + timedelta(days=30)
    (due,) = sources.measure_due(person, at(day))
    assert "Grip strength, Thigh girth" in due.text
    measured(person, owner, "grip", day, 30.0, "right")
    (due,) = sources.measure_due(person, at(day))
    assert "Grip" not in due.text


def test_nobody_is_reminded_of_a_scan_in_a_clinic(person, owner):
    measured(person, owner, "dxa_alm", MONDAY, 18.0)
    assert kinds(sources.measure_due, person, MONDAY + timedelta(days=40)) == []


@pytest.fixture
def trains(person, owner):
    """Sessions on Monday, Wednesday and Friday."""
    Profile.objects.create(person=person, answers={"weekdays": [0, 2, 4]}, changed_by=owner)
    return person


@pytest.mark.parametrize(("after", "hour", "due"), [(0, 6, 0), (0, 7, 1), (1, 12, 0), (2, 20, 1)])
def test_a_session_is_told_on_its_day_from_the_morning_on(trains, after, hour, due):
    day = MONDAY + timedelta(days=after)
    assert len(kinds(sources.session_today, trains, day, hour)) == due


def test_a_session_that_was_done_is_not_told(trains, owner):
    Session.objects.create(
        person=trains,
        local_date=MONDAY,
        week=1,
        theme="strength",
        items=[],
        finished_at=at(MONDAY),
        made_by=owner,
    )
    assert kinds(sources.session_today, trains, MONDAY) == []


def test_an_illness_pauses_sessions_and_its_end_ends_that(trains, owner):  # W05
    first, last = MONDAY - timedelta(days=4), MONDAY + timedelta(days=1)
    add_event(person=trains, by=owner, kind="fever", began_on=first, ended_on=last)
    assert kinds(sources.session_today, trains, MONDAY) == []
    assert kinds(sources.session_today, trains, MONDAY + timedelta(days=2)) == ["session"]


def test_protein_is_told_in_the_evening_of_a_day_with_food(person, owner, oats, breakfast):
    make_plan(person=person, goal=Goal.parse("maintain"), by=owner)
    day = person.today()
    assert kinds(sources.protein_by_evening, person, day, 19) == []  # nothing logged
    log_food(person=person, by=owner, day=day, slot=breakfast, food=oats, amount=50)
    assert kinds(sources.protein_by_evening, person, day, 17) == []
    assert kinds(sources.protein_by_evening, person, day, 18) == ["protein"]
    log_food(person=person, by=owner, day=day, slot=breakfast, food=oats, amount=900)
    assert kinds(sources.protein_by_evening, person, day, 20) == []


@pytest.mark.parametrize(("before", "due"), [(4, 0), (3, 1), (0, 1), (-1, 0)])
def test_the_end_of_steroid_tablets_is_told_three_days_ahead(person, owner, before, due):
    ends = MONDAY
    add_event(
        person=person,
        by=owner,
        kind="steroid",
        began_on=ends - timedelta(days=20),
        ended_on=ends,
        detail={"dose_mg_d": 20.0},
    )
    found = list(sources.steroid_course(person, at(ends - timedelta(days=before))))
    assert len(found) == due
    assert all("never stop" in one.text and "mg" not in one.text for one in found)


@pytest.mark.parametrize(("after", "due"), [(50, 0), (400, 1)])
def test_the_five_questions_are_due_again(person, owner, after, due):
    Screening.objects.create(
        person=person, taken_on=MONDAY, answers={}, result={}, recorded_by=owner
    )
    day = MONDAY + timedelta(days=after)
    assert len(kinds(sources.screening_due, person, day)) == due


def test_who_never_screened_is_not_asked(person):
    assert kinds(sources.screening_due, person, MONDAY) == []


@pytest.mark.parametrize(("after", "due"), [(7, 1), (9, 1), (10, 0), (14, 0)])
def test_a_week_is_told_in_the_first_days_of_the_next(person, after, due):
    person.weights.update(local_date=MONDAY + timedelta(days=2))
    day = MONDAY + timedelta(days=after)
    assert len(kinds(sources.week_review, person, day)) == due


def test_an_open_finding_is_told_and_silences_every_nudge(trains, owner):  # I01
    trains.weights.update(local_date=MONDAY - timedelta(days=20))
    assert {due.kind for due in all_due(trains, at(MONDAY))} == {Kind.SESSION, Kind.WEIGH_IN}
    check_and_keep(person=trains, by=owner, findings="twitch_local;onset=weeks", country="")
    trains.checks.update(urgency="emergency")
    (due,) = all_due(trains, at(MONDAY))
    assert (due.kind, due.level) == (Kind.SAFETY, "urgent")


def test_kinds_can_be_left_out_but_safety_cannot(trains):
    trains.weights.update(local_date=MONDAY - timedelta(days=20))
    Wishes.objects.create(person=trains, off=["session", "weigh_in", "safety"])
    assert list(all_due(trains, at(MONDAY))) == []
    assert Kind.SAFETY not in SWITCHABLE
    assert set(SOURCES.values()) == {*WORDS, Kind.SAFETY}


def test_no_notice_holds_figures_that_are_hidden(person, owner):  # W07, P13
    first = person.today() - timedelta(days=30)
    weigh_in(person=person, by=owner, weight_kg=80.0, local_date=first, confirmed=True)
    make_plan(person=person, goal=Goal.parse("lose-1"), by=owner, on_date=first)
    for day in range(14, 31, 2):
        on = first + timedelta(days=day)
        weigh_in(person=person, by=owner, weight_kg=80 - 0.2 * day, local_date=on, confirmed=True)
    person.weights.filter(weight_kg=72.6).delete()  # that of the fixture
    told = [due for due in all_due(person, person.now()) if due.kind is Kind.SAFETY]
    assert any(any(letter.isdigit() for letter in due.text) for due in told)
    update_person(person=person, by=owner, hides_weight=True, hides_energy=True)
    told = [due for due in all_due(person, person.now()) if due.kind is Kind.SAFETY]
    assert told
    assert not any(letter.isdigit() for due in told for letter in due.text)
