"""Is it working: by readings that move beyond chance, or not."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from trophe.person import Person
from trophe.person.measures import Taken
from trophe.timeline import Event
from trophe.timeline.case import Case
from trophe.timeline.verdict import verdict

ADA = Person(sex="female", age_y=44, height_m=1.68, weight_kg=80)
OFF = date(2026, 10, 13)
CAST = Event(kind="cast", part="knee", side="left", began_on=date(2026, 9, 1), ended_on=OFF)


def reading(day, value, **more):
    told = {"instrument": "tape_thigh", "side": "left"} | more
    return Taken(measured_on=day, values=(value,), **told)


def judged(today, *readings):
    case = Case(person=ADA, today=today, events=(CAST,))
    return verdict(replace(case, measurements=readings))


AFTER = OFF + timedelta(days=70)


@pytest.mark.parametrize(("girth", "answer"), [(54.0, "yes"), (50.2, "no"), (47.0, "no")])
def test_after_a_cast_growth_beyond_chance_is_a_yes_and_none_by_then_a_no(girth, answer):
    told = judged(AFTER, reading(OFF, 50.0), reading(AFTER, girth))
    assert told.answer == answer
    assert told.detectable == pytest.approx(1.12, abs=0.01)  # 2.2 % of 50 cm


def test_soon_after_a_cast_it_is_too_early_and_the_day_to_measure_is_told():
    today = OFF + timedelta(days=8)
    told = judged(today, reading(OFF, 50.0), reading(today, 50.2))
    assert told.answer == "too_early"
    assert today < told.measure_on <= today + timedelta(days=84)
    assert str(told.measure_on.day) in told.sentence


def test_in_the_cast_losing_far_more_than_others_is_a_no():
    today = OFF - timedelta(days=2)
    readings = reading(CAST.began_on, 54.0), reading(today, 46.0)
    assert judged(today, *readings).answer == "no"
    kept = reading(CAST.began_on, 54.0), reading(today, 54.0)
    assert judged(today, *kept).answer == "yes"


def test_swollen_readings_are_no_evidence():
    swollen = reading(AFTER, 58.0, oedema=True)
    assert judged(AFTER, reading(OFF, 50.0), swollen).answer == "too_early"


def test_nothing_to_judge_is_said():
    told = verdict(Case(person=ADA, today=AFTER))
    assert told.answer == "nothing_to_judge"
