"""The table of kinds holds together with the models it speaks to."""

import pytest

from trophe.errors import UnknownNameError
from trophe.evidence import constants
from trophe.muscle import courses, known_exposures, known_parts
from trophe.person import Condition, Medicine
from trophe.timeline import EVENT_GROUPS, FIELDS, kind, kinds


@pytest.mark.parametrize("name", list(kinds()))
def test_a_kind_speaks_the_models_words(name):
    of = kind(name)
    assert of.group in EVENT_GROUPS
    assert of.question.endswith("?")
    assert set(of.needs) <= set(of.takes) <= set(FIELDS)
    assert set(of.causes) <= set(known_exposures())
    parts = {*of.parts, *of.level_part.values(), of.part} - {""}
    assert parts <= set(known_parts())
    assert set(of.told) <= {*Condition, *Medicine}
    for share in (*of.level_intensity.values(), of.told_after_d, of.told_from_start_d):
        assert not share or getattr(constants("event_doses"), share) > 0


def test_every_cause_of_the_muscle_model_can_be_told():
    told = {cause for of in kinds().values() for cause in of.causes}
    assert set(courses()) - told == {"ageing"}


def test_an_unknown_kind_lists_the_known_ones():
    with pytest.raises(UnknownNameError, match="Did you mean cast"):
        kind("casts")
