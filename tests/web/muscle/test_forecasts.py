"""A person's forecast: made once, kept, changed by what is told, never shown in an emergency."""

from datetime import timedelta

import pytest

from trophe.errors import InputError
from trophe.web.muscle.models import ForecastRun
from trophe.web.muscle.services import (
    add_event,
    case_of,
    delete_event,
    forecast_for,
    log_measurement,
    verdict,
    what_if,
)
from trophe.web.people.services import create_person, update_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(person, owner):
    began = person.today() - timedelta(days=14)
    told = {"kind": "cast", "part": "knee", "side": "left", "began_on": began}
    return add_event(person=person, by=owner, ended_on=began + timedelta(days=42), **told).row


def test_a_cast_is_told_in_one_sentence(person, cast):
    reading = forecast_for(person)
    assert reading.headline.startswith("Left thigh about ")
    assert "smaller when the cast comes off (" in reading.headline
    assert "Back to 95 % between week " in reading.headline
    assert reading.affected


def test_who_has_nothing_on_the_timeline_reads_a_calm_sentence(person):
    reading = forecast_for(person)
    assert reading.headline.startswith("Nothing on your timeline takes muscle")
    assert not reading.affected


def test_a_forecast_is_made_once_and_kept_with_its_inputs(
    person, cast, django_assert_max_num_queries
):
    first = forecast_for(person)
    run = ForecastRun.objects.get(person=person)
    assert run.inputs == case_of(person).as_dict()
    assert run.versions["model"] == first.document["versions"]["model"]
    with django_assert_max_num_queries(12):
        again = forecast_for(person)
    assert again.document == first.document
    assert ForecastRun.objects.count() == 1


def test_a_kept_forecast_never_crosses_persons(person, cast, owner, told):
    other = create_person(by=owner, **told)
    mine, theirs = forecast_for(person), forecast_for(other)
    assert mine.document["key"] != theirs.document["key"]
    assert not theirs.affected


def test_readings_narrow_the_band_visibly(person, cast, owner):
    def width():
        curve = forecast_for(person).document["series"]["quadriceps:left:size"]
        at = curve["day"].index(42)
        return curve["person"]["q95"][at] - curve["person"]["q05"][at]

    before = width()
    for day, girth in ((14, 54.0), (7, 53.1), (0, 52.4)):
        log_measurement(
            person=person,
            by=owner,
            instrument="tape_thigh",
            values=[girth],
            side="left",
            measured_on=person.today() - timedelta(days=day),
        )
    assert width() < 0.7 * before


def test_a_deleted_event_takes_its_forecast_with_it(person, cast, owner):
    assert forecast_for(person).affected
    delete_event(event=cast, by=owner)
    assert not forecast_for(person).affected


def test_an_operator_who_leaves_the_check_out_leaves_the_forecast_out(
    person, cast, owner, client_of, settings
):
    # One module, one setting; an open emergency is still what is said first.
    settings.CHECK_ON = False
    client = client_of(owner)
    page = client.get(f"/p/{person.code}/muscle/").content.decode()
    assert "switched off on this server" in page
    assert "Get help first" not in page
    assert client.get(f"/p/{person.code}/muscle/quadriceps/").status_code == 404
    assert verdict(person) is None
    with pytest.raises(InputError, match="switched off"):
        what_if(person, {"protein_g_kg_d": 1.6})
    update_person(person=person, by=owner, conditions=["open_emergency"])
    assert "emergency" in forecast_for(person).headline


def test_an_open_emergency_hides_every_figure(person, cast, owner):
    update_person(person=person, by=owner, conditions=["open_emergency"])
    reading = forecast_for(person)
    assert reading.document == {}
    assert "emergency" in reading.headline
