"""Energy of activities."""

import pytest

from trophe.errors import OutOfRangeError, UnknownNameError
from trophe.nutrition.exercise import activities, activity, find_activities, gross_kcal, net_kcal


# Spot values of the 2011 Compendium.
@pytest.mark.parametrize(
    ("code", "met"), [("07030", 0.95), ("17190", 3.5), ("12050", 9.8), ("01040", 10.0)]
)
def test_mets_are_those_of_the_compendium(code, met):
    assert activity(code).met == met


def test_codes_and_names_are_unique():
    for name in ("code", "name"):
        values = [getattr(entry, name) for entry in activities()]
        assert len(set(values)) == len(values) >= 150


def test_net_energy_leaves_out_the_rest_of_that_time():
    # walking at 3.5 MET for half an hour at 80 kg: 140 kcal, 40 of them rest
    assert gross_kcal(3.5, 80, 0.5) == pytest.approx(140)
    assert net_kcal(3.5, 80, 0.5) == pytest.approx(100)
    assert net_kcal(0.95, 80, 8) == 0.0


def test_activities_are_found_by_the_start_of_words():
    assert activity("17190") in find_activities("walk moder")
    assert find_activities("swimming")
    assert find_activities("qwertz") == ()


@pytest.mark.parametrize(
    ("typed", "plainest"),
    [
        ("walk", "17190"),
        ("run", "12029"),
        ("bike", "01010"),
        ("swim", "18310"),
        ("weights", "02054"),
        ("housework", "05040"),
        ("stairs", "02065"),
        ("nordic walking", "17302"),
    ],
)
def test_the_plain_activity_comes_first(typed, plainest):
    assert activity(plainest) in find_activities(typed)[:3]
    assert find_activities("walk")[0] == activity("17190")


def test_what_no_body_does_is_refused():
    with pytest.raises(OutOfRangeError, match="hours"):
        gross_kcal(3.5, 80, 25)
    with pytest.raises(UnknownNameError):
        activity("99999")
