"""Events: what a kind takes, what cannot be, and what a timeline refuses in words."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trophe.errors import InputError
from trophe.person import Limb, LimbLoss, Sex
from trophe.timeline import Event, check_event, event_from_dict, kinds

MAY = date(2026, 5, 1)
TODAY = date(2026, 6, 1)


def cast(**more):
    return Event(**{"kind": "cast", "part": "knee", "side": "left", "began_on": MAY} | more)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"kind": "cast", "began_on": MAY, "side": "left"}, "part"),
        ({"kind": "cast", "began_on": MAY, "part": "nose", "side": "left"}, "part"),
        ({"kind": "cast", "began_on": MAY, "part": "knee", "side": "up"}, "side"),
        ({"kind": "bed_rest", "began_on": MAY, "side": "left"}, "side"),
        ({"kind": "bed_rest", "began_on": MAY, "detail": {"dose_mg_d": 5}}, "dose_mg_d"),
        ({"kind": "steroid", "began_on": MAY}, "dose_mg_d"),
        ({"kind": "steroid", "began_on": MAY, "detail": {"dose_mg_d": 5000}}, "dose_mg_d"),
        ({"kind": "glp1", "began_on": MAY, "detail": {"drug": "aspirin"}}, "drug"),
        ({"kind": "stroke", "began_on": MAY, "side": "left", "detail": {"level": "x"}}, "level"),
        ({"kind": "hospital", "began_on": MAY, "ended_on": MAY}, "ended_on"),
        ({"kind": "fall", "began_on": MAY, "ended_on": TODAY}, "ended_on"),
        (
            {
                "kind": "nerve_injury",
                "began_on": MAY,
                "part": "leg",
                "side": "left",
                "detail": {"repaired_on": "2026-04-01"},
            },
            "repaired_on",
        ),
        ({"kind": "moon", "began_on": MAY}, "kind"),
    ],
)
def test_an_event_that_makes_no_sense_names_the_field(told, field):
    with pytest.raises(InputError) as refusal:
        Event(**told)
    assert refusal.value.name == field


def test_steps_of_a_dose_come_in_order_and_after_the_start():
    steps = [["2026-05-01", 0.25], ["2026-05-29", 0.5]]
    told = Event(kind="glp1", began_on=MAY, detail={"drug": "semaglutide", "steps": steps})
    assert told.detail["steps"] == steps
    for wrong in ([["2026-04-01", 1]], steps[::-1], [["2026-05-02"]], "much"):
        with pytest.raises(InputError) as refusal:
            Event(kind="glp1", began_on=MAY, detail={"drug": "semaglutide", "steps": wrong})
        assert refusal.value.name == "steps"


def test_the_same_cast_twice_at_once_is_refused_and_one_after_the_other_is_not():
    first = cast(ended_on=date(2026, 5, 20))
    check_event(cast(began_on=date(2026, 5, 20)), [first], today=TODAY)
    check_event(cast(side="right"), [first], today=TODAY)
    with pytest.raises(InputError, match="on your timeline already, 1 May 2026 to 20 May 2026"):
        check_event(cast(part="leg", began_on=date(2026, 5, 10)), [first], today=TODAY)
    with pytest.raises(InputError, match="on your timeline already"):
        check_event(cast(part="ankle", began_on=date(2026, 5, 10)), [first], today=TODAY)


def test_nobody_is_in_space_and_in_hospital_at_once():
    space = Event(kind="space_mission", began_on=MAY)
    ward = Event(kind="hospital", began_on=date(2026, 5, 10), ended_on=date(2026, 5, 12))
    for one, other in ((space, ward), (ward, space)):
        with pytest.raises(InputError, match="cannot be on the same days"):
            check_event(one, [other], today=TODAY)


def test_a_body_says_what_cannot_be():
    with pytest.raises(InputError, match="male"):
        check_event(Event(kind="pregnancy", began_on=MAY), [], today=TODAY, sex=Sex.MALE)
    with pytest.raises(InputError, match="44 weeks"):
        check_event(
            Event(kind="pregnancy", began_on=MAY, ended_on=MAY + timedelta(days=320)),
            [],
            today=TODAY,
        )
    gone = [LimbLoss(limb=Limb.LEG, side="left")]
    with pytest.raises(InputError, match="left whole leg is missing"):
        check_event(cast(), [], today=TODAY, limb_losses=gone)
    check_event(cast(side="right"), [], today=TODAY, limb_losses=gone)
    with pytest.raises(InputError, match="before birth"):
        check_event(cast(), [], today=TODAY, born_on=TODAY)
    with pytest.raises(InputError, match="two years"):
        check_event(cast(began_on=date(2030, 1, 1)), [], today=TODAY)


@given(
    st.sampled_from([n for n, k in kinds().items() if not k.needs]),
    st.dates(date(2000, 1, 1), date(2030, 1, 1)),
    st.integers(1, 400),
)
def test_an_event_comes_back_from_json_as_it_was(name, began_on, days):
    ended_on = None if kinds()[name].ends == "never" else began_on + timedelta(days=days)
    told = Event(kind=name, began_on=began_on, ended_on=ended_on)
    assert event_from_dict(told.as_dict()) == told
    assert told.lasts_on(began_on)
    assert not told.lasts_on(began_on - timedelta(days=1))
