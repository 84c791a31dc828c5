"""Instruments, repeats, fat under the tape, and readings to ask about."""

from datetime import date
from math import exp, pi, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trophe.errors import InputError
from trophe.evidence import source
from trophe.muscle import INSTRUMENTS, groups
from trophe.person.measures import (
    Taken,
    corrected_girth_cm,
    doubt_reading,
    instrument,
    instruments,
    taken_from_dict,
)

DAY = date(2026, 5, 1)


def thigh(*values, day=DAY, **more):
    return Taken(instrument="tape_thigh", side="left", measured_on=day, values=values, **more)


@pytest.mark.parametrize("name", list(instruments()))
def test_an_instrument_says_what_it_reads_how_and_how_well(name):
    of = instrument(name)
    assert of.what.endswith(".")
    assert of.protocol
    assert of.typical_error > 0
    assert source(of.error_source).title
    middle = (of.low + of.high) / 2
    assert of.detectable(middle) > of.error_of(middle) > 0
    for site in of.sites.values():
        assert site.muscle in groups()
    assert not of.reads or of.reads in INSTRUMENTS
    assert bool(of.reads) <= bool(of.sites)


def test_the_smallest_real_change_is_the_textbook_formula():
    gait = instrument("gait_speed")
    # 1.96 x root 2 x the typical error: the 19.49 cm/s of the source again
    assert gait.detectable(1.2) == pytest.approx(0.1949, abs=2e-4)
    tape = instrument("tape_thigh")
    assert tape.detectable(50) == pytest.approx(50 * (exp(1.96 * sqrt(2) * 0.008) - 1))


def test_fat_under_the_tape_is_taken_off_all_around():
    # A 20 mm fold is 10 mm of fat all around: the radius is 1 cm less, the girth 2 pi cm.
    assert corrected_girth_cm(54, 20) == pytest.approx(54 - 2 * pi)
    with pytest.raises(InputError, match="leaves nothing"):
        corrected_girth_cm(20, 80)


@given(st.lists(st.floats(21, 119), min_size=1, max_size=10))
def test_repeats_are_averaged_and_come_back_from_json(values):
    told = thigh(*values)
    assert min(values) - 1e-9 <= told.value <= max(values) + 1e-9
    assert taken_from_dict(told.as_dict()) == told


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"values": ()}, "values"),
        ({"values": (5.0,)}, "values"),
        ({"values": (float("nan"),)}, "values"),
        ({"values": (50.0,), "side": ""}, "side"),
        ({"values": (50.0,), "site": "nose"}, "site"),
        ({"values": (50.0,) * 11}, "values"),
        ({"values": (50.0,), "skinfold_mm": (200.0,)}, "skinfold_mm"),
    ],
)
def test_a_reading_that_makes_no_sense_names_the_field(more, field):
    told = {"instrument": "tape_thigh", "measured_on": DAY, "side": "left"} | more
    with pytest.raises(InputError) as refusal:
        Taken(**told)
    assert refusal.value.name == field


def test_a_reading_faster_than_muscle_is_asked_about_and_one_in_inches_is_understood():
    last = thigh(54.0)
    assert doubt_reading(thigh(53.0, day=date(2026, 5, 8)), [last]) is None
    assert doubt_reading(thigh(40.0, day=date(2026, 5, 8)), [last]).as_meant is None
    asked = doubt_reading(thigh(21.3, day=date(2026, 5, 8)), [last])
    assert asked.as_meant == pytest.approx(54.1)
    other_leg = Taken(instrument="tape_thigh", side="right", measured_on=DAY, values=(40.0,))
    assert doubt_reading(other_leg, [last]) is None


def test_repeats_that_lie_far_apart_are_asked_about():
    assert doubt_reading(thigh(54.0, 54.3, 53.8), []) is None
    assert "mistyped" in doubt_reading(thigh(54.0, 45.0), []).question


def test_a_swollen_limb_is_kept_but_teaches_nothing():
    assert thigh(54.0).counts
    assert not thigh(54.0, oedema=True).counts
    assert not thigh(54.0, cast=True).counts
