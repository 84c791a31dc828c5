"""From dates to days, and what the safety rules hear."""

from datetime import date, timedelta

import pytest

from trophe.person import Condition, Medicine
from trophe.timeline import Event, frame_of, told_on
from trophe.timeline.exposures import intensity_of, protein_share

TODAY = date(2026, 6, 1)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def event(kind, began, ended=None, **more):
    end = None if ended is None else ago(ended)
    return Event(kind=kind, began_on=ago(began), ended_on=end, **more)


def test_day_0_is_before_the_first_loss_and_today_is_counted_from_it():
    knee = event("cast", 60, 18, part="knee", side="left")
    frame = frame_of([knee], today=TODAY, ahead_d=100, measured_on=[ago(70)])
    assert (frame.first_date, frame.today, frame.days) == (ago(70), 70, 170)
    (exposure,) = frame.exposures
    assert (exposure.name, exposure.start_day, exposure.end_day) == ("immobilisation", 10, 52)
    assert (exposure.part, exposure.side) == ("knee", "left")


def test_what_levelled_off_years_ago_is_left_out_and_named():
    old = event("spinal_cord_injury", 4000, detail={"level": "complete"})
    frame = frame_of([old], today=TODAY, ahead_d=100)
    assert frame.exposures == ()
    assert "levelled off" in frame.left_out[0]


def test_a_yearly_cause_that_began_long_ago_counts_from_the_first_day():
    frame = frame_of([event("multiple_sclerosis", 4000)], today=TODAY, ahead_d=100)
    assert (frame.today, frame.exposures[0].start_day) == (0, 0)


def test_physiotherapy_without_a_loss_is_not_counted_as_recovery():
    assert frame_of([event("physiotherapy", 10)], today=TODAY, ahead_d=9).exposures == ()
    both = [event("bed_rest", 20, 10), event("physiotherapy", 10)]
    assert len(frame_of(both, today=TODAY, ahead_d=9).exposures) == 2


def test_doses_grow_with_what_was_told_and_stay_between_none_and_full():
    doses = [intensity_of(event("steroid", 5, detail={"dose_mg_d": d})) for d in (1, 10, 20, 60)]
    assert doses == sorted(doses)
    assert doses[0] == pytest.approx(0.05)  # 1 of 20 mg/d
    assert doses[-1] == 1
    assert [protein_share(g) for g in (0.5, 0.8, 1.62, 3.0)] == [0, 0, 1, 1]
    half = event("bed_rest", 5, detail={"level": "half"})
    assert intensity_of(half) < intensity_of(event("bed_rest", 5))


def test_rules_hear_a_cast_while_it_lasts_and_an_operation_for_six_weeks():
    knee = event("cast", 60, 18, part="knee", side="left")
    assert told_on([knee], ago(30))[0] == {Condition.CAST}
    assert told_on([knee], ago(18))[0] == frozenset()
    acl = event("surgery", 60, 55, side="left", detail={"level": "acl"})
    assert Condition.MAJOR_SURGERY in told_on([acl], ago(60 - 41))[0]
    assert told_on([acl], ago(60 - 42))[0] == frozenset()
    ward = event("intensive_care", 60, 50)
    assert told_on([ward], ago(9))[0] == {Condition.INTENSIVE_CARE}
    assert told_on([ward], ago(8))[0] == frozenset()
    steroid = event("steroid", 5, detail={"dose_mg_d": 10})
    assert told_on([steroid], TODAY)[1] == {Medicine.STEROID}


def test_the_week_of_a_pregnancy_goes_on():
    told = event("pregnancy", 14, detail={"week": 10})
    conditions, _, week = told_on([told], TODAY)
    assert (conditions, week) == ({Condition.PREGNANT}, 12)
