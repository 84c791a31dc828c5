"""A forecast in the instrument's own unit: tied to what was read, wider with time, honest gaps."""

from datetime import date, timedelta

import pytest

from trophe.person import Person, Sex
from trophe.person.measures import Taken
from trophe.timeline import Event
from trophe.timeline.case import Case
from trophe.timeline.foretold import foretold

START = date(2026, 3, 2)
WHERE = {"instrument": "tape_thigh", "site": "thigh", "side": "left"}


def case_of(*readings, days=200):
    """A cast of six weeks that came off on the first day of the readings."""
    off = START + timedelta(days=42)
    return Case(
        person=Person(sex=Sex.FEMALE, age_y=40, height_m=1.68, weight_kg=70),
        today=off + timedelta(days=max((ago for ago, _ in readings), default=0)),
        events=(Event(kind="cast", began_on=START, ended_on=off, part="knee", side="left"),),
        measurements=tuple(
            Taken(measured_on=off + timedelta(days=day), values=(cm,), **WHERE)
            for day, cm in readings
        ),
        days=days,
        seed=7,
    )


def told(case, *days):
    on = [case.today + timedelta(days=day) for day in days]
    return foretold(case, **WHERE, on=on, particles=300)


def test_it_begins_at_what_was_read_and_grows_back_and_wider():
    found = told(case_of((0, 50.0)), 1, 60, 150)
    low, middle, high = (found.bands[name] for name in ("q05", "median", "q95"))
    assert middle[0] == pytest.approx(50.0, abs=1.0)
    assert middle[0] < middle[1] <= middle[2] + 0.2  # a thigh grows back after a cast
    assert high[2] - low[2] > high[0] - low[0]
    for i in range(3):
        bands = [found.bands[n][i] for n in ("q05", "q25", "median", "q75", "q95")]
        assert bands == sorted(bands)


def test_it_scales_with_the_reading_and_more_readings_narrow_it():
    small, large = told(case_of((0, 40.0)), 30), told(case_of((0, 60.0)), 30)
    assert large.bands["median"][0] == pytest.approx(1.5 * small.bands["median"][0], rel=1e-6)
    many = told(case_of((0, 50.0), (1, 50.2), (2, 49.9), (3, 50.1)), 1)
    one = told(case_of((3, 50.1)), 1)
    assert many.n_before == 4
    width = [found.bands["q95"][0] - found.bands["q05"][0] for found in (many, one)]
    assert width[0] < width[1]


def test_the_same_case_gives_the_same_bands():
    case = case_of((0, 50.0))
    assert told(case, 5, 10) == told(case, 5, 10)


def test_it_is_silent_without_a_reading_or_past_its_end():
    assert told(case_of(), 5) is None
    assert told(case_of((0, 50.0), days=20), 40) is None
    other = foretold(
        case_of((0, 50.0)), instrument="tape_calf", site="calf", side="left", on=[START]
    )
    assert other is None
