"""Somebody who logged all sorts of things for eight weeks."""

from datetime import timedelta

import pytest

from trophe.web.config.ids import uuid7

DAYS = 56


@pytest.fixture
def logged(person, owner):
    """Fifty-six days: food (some of it silent on fibre), steps, water, feelings, grip, sessions.

    All of it follows from the day's number, so that tests can work the figures out by hand.
    """
    from trophe.web.diary.days import slots_of
    from trophe.web.diary.eating import quick_add
    from trophe.web.diary.noting import describe_day, log_water
    from trophe.web.muscle.services import log_measurement
    from trophe.web.trends.steps import note_steps

    breakfast, _, dinner = slots_of(person)[:3]
    for ago in range(DAYS, 0, -2):
        on = person.today() - timedelta(days=ago)
        fibre = {"fibre_g": 9.0} if ago % 4 == 0 else {}
        for slot, protein, more in ((breakfast, 20.0, {"fibre_g": 6.0}), (dinner, 30.0, fibre)):
            told = {"energy_kcal": 700.0, "protein_g": protein} | more
            quick_add(person=person, by=owner, day=on, slot=slot, name="Food", nutrients=told)
        pain = 2 if ago > DAYS / 2 else 1
        describe_day(person=person, by=owner, day=on, status="complete",
                     feelings={"pain": pain if ago % 6 else 0})  # fmt: skip
        note_steps(person=person, by=owner, day=on, steps=6000 - 20 * ago)
        log_water(person=person, by=owner, day=on, ml=1000 + 10 * (ago % 4))
    for ago, side, kg in ((50, "left", 25.0), (50, "right", 27.0), (6, "left", 33.0)):
        log_measurement(
            person=person,
            by=owner,
            instrument="grip",
            side=side,
            values=[kg],
            measured_on=person.today() - timedelta(days=ago),
            confirmed=True,
        )
    _sessions(person, owner)
    return person


def _sessions(person, owner):
    """A session every fourth day: two sets against a load, one taken back."""
    from django.utils import timezone

    from trophe.web.training.models import Session, SetDone

    for ago in range(40, 0, -4):
        session = Session.objects.create(
            person=person, local_date=person.today() - timedelta(days=ago), week=1,
            theme="strength", items=[], finished_at=timezone.now(), fatigue=4, made_by=owner,
        )  # fmt: skip
        for number in (1, 2, 3):
            SetDone.objects.create(session=session, code=uuid7(), number=number, reps=10,
                                   exercise_id="straight_leg_raise_weight", load_kg=3.0,
                                   taken_back=number == 3)  # fmt: skip


@pytest.fixture
def reads_of(logged):
    """What the trends read of the logged weeks."""
    from trophe.web.trends.reads import Reads
    from trophe.web.trends.span import Span

    def make(days=DAYS + 1, **told):
        today = logged.today()
        return Reads(logged, Span(today - timedelta(days=days - 1), today), **told)

    return make
