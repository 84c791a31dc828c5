"""What-if: common chance, quick answers, and nothing that changes nothing."""

import time
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trophe.errors import InputError
from trophe.person import Person
from trophe.timeline import Event
from trophe.timeline.case import Case, case_from_dict
from trophe.timeline.document import document
from trophe.timeline.outlook import outlook
from trophe.timeline.what_if import CHANGES, current, learn, what_if

ADA = Person(sex="female", age_y=44, height_m=1.68, weight_kg=80)
CAST = Event(
    kind="cast",
    part="knee",
    side="left",
    began_on=date(2026, 9, 1),
    ended_on=date(2026, 10, 13),
)
CASE = Case(person=ADA, today=date(2026, 9, 20), events=(CAST,))


def test_changing_nothing_makes_no_difference_at_all():
    told = what_if(CASE, {"nmes": False})
    assert set(told.together.difference) == {0.0}
    assert told.rows == ()


@pytest.mark.parametrize("key", ["sessions_week", "nmes", "walking", "cast_off_days_earlier"])
def test_doing_more_never_makes_a_muscle_smaller(key):
    value = True if CHANGES[key].control == "switch" else 5
    told = what_if(CASE, {key: value})
    assert min(told.rows[0].difference) >= -1e-6
    assert told.rows[0].difference[2] > 0


def test_the_band_of_the_difference_is_narrower_than_that_of_either_course():
    told = what_if(CASE, {"nmes": True})
    at = told.curve["day"].index(told.day - told.day % 4)
    before, difference = told.curve["before"], told.curve["difference"]
    own = before["q95"][at] - before["q05"][at]
    assert difference["q95"][at] - difference["q05"][at] < 0.5 * own


def test_protein_and_sessions_show_their_sources():
    told = what_if(CASE, {"protein_g_kg_d": 1.6, "sessions_week": 3})
    assert [row.key for row in told.rows] == ["protein_g_kg_d", "sessions_week"]
    assert all(row.sources for row in told.rows)


def test_what_cannot_be_changed_says_why():
    told = what_if(CASE, {"slower_loss": True})
    assert told.refused[0]["text"] == "There is no plan to lose weight."
    with pytest.raises(InputError, match="sliders"):
        what_if(CASE, {"sliders": 1})


def test_an_answer_comes_before_anybody_waits():
    changes = {"protein_g_kg_d": 1.6, "sessions_week": 3, "nmes": True}
    learned = learn(CASE)
    what_if(CASE, changes, learned=learned)
    began = time.process_time()
    what_if(CASE, changes, learned=learned)
    # 0.1 s here; three times the promised 0.3 s, because the machine is shared.
    assert time.process_time() - began < 0.9


def test_a_cast_keeps_training_from_the_limb_inside_it():
    training = Event(kind="strength_training", began_on=CAST.began_on, detail={"sessions_week": 3})
    idle = outlook(CASE, particles=100)
    busy = outlook(Case(person=ADA, today=CASE.today, events=(CAST, training)), particles=100)
    end = idle.frame.day(CAST.ended_on)
    left = [m.five(("quadriceps",), "left", "size", end)[2] for m in (idle, busy)]
    right = [m.five(("quadriceps",), "right", "size", end)[2] for m in (idle, busy)]
    assert left[0] == pytest.approx(left[1], abs=0.002)
    assert right[1] > right[0] + 0.01


@settings(max_examples=15)
@given(st.integers(1, 60), st.integers(0, 2**31), st.sampled_from(["left", "right"]))
def test_a_case_comes_back_from_json_with_the_same_forecast(days, seed, side):
    knee = Event(kind="cast", part="ankle", side=side, began_on=date(2026, 9, 1), ended_on=None)
    case = Case(person=ADA, today=date(2026, 9, 20), events=(knee,), days=days, seed=seed)
    again = case_from_dict(case.as_dict())
    assert again == case
    one, other = (outlook(c, particles=20) for c in (case, again))
    assert np.array_equal(one.size.courses.size, other.size.courses.size)


def test_where_the_sliders_stand_is_what_is_done():
    assert current(CASE)["sessions_week"] == 0
    assert current(CASE)["protein_g_kg_d"] is None


def test_a_document_holds_every_muscle_and_a_sentence_and_is_small():
    import gzip
    import json

    told = document(outlook(CASE, particles=200))
    assert {p["muscle"] for p in told["places"]} >= {"quadriceps", "triceps_surae", "psoas"}
    assert told["focus"]["label"] == "Left thigh"
    assert len(gzip.compress(json.dumps(told).encode())) < 150_000
    right = next(p for p in told["places"] if (p["muscle"], p["side"]) == ("quadriceps", "right"))
    assert not right["affected"]
