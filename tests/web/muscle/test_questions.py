"""What-if, its adoption, the verdict, and where the weight went, for a stored person."""

from datetime import timedelta
from uuid import uuid4

import pytest

from trophe.errors import InputError
from trophe.plan import Goal
from trophe.web.muscle.access import events_of
from trophe.web.muscle.services import (
    add_event,
    adopt,
    log_measurement,
    sources_of,
    verdict,
    weight_split,
    what_if,
    what_is_done,
)
from trophe.web.people.sample import make_sample
from trophe.web.plans.services import make_plan, read_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(person, owner):
    began = person.today() - timedelta(days=14)
    told = {"kind": "cast", "part": "knee", "side": "left", "began_on": began}
    return add_event(person=person, by=owner, ended_on=began + timedelta(days=42), **told).row


def test_adopting_puts_what_is_done_on_the_timeline_once(person, owner, cast):
    code, changes = uuid4(), {"sessions_week": 3, "walking": True, "cast_off_days_earlier": 7}
    first = adopt(person=person, by=owner, changes=changes, code=code)
    adopt(person=person, by=owner, changes=changes, code=code)
    kinds = [row.kind for row in events_of(person)]
    assert sorted(kinds) == ["cast", "strength_training", "walking"]
    assert first.not_adopted[0]["key"] == "cast_off_days_earlier"
    assert "doctor" in first.not_adopted[0]["text"]
    assert what_is_done(person)["sessions_week"] == 3
    cast.refresh_from_db()
    assert cast.version == 1


def test_adopting_fewer_sessions_replaces_what_was_begun_today(person, owner):
    adopt(person=person, by=owner, changes={"sessions_week": 3})
    adopt(person=person, by=owner, changes={"sessions_week": 2})
    assert what_is_done(person)["sessions_week"] == 2
    adopt(person=person, by=owner, changes={"sessions_week": 0})
    assert what_is_done(person)["sessions_week"] == 0


def test_adopting_protein_makes_the_plan_anew_where_there_is_one(person, owner):
    make_plan(person=person, goal=Goal.parse("maintain"), by=owner, days=28)
    done = adopt(person=person, by=owner, changes={"protein_g_kg_d": 1.6})
    assert done.planned
    assert read_plan(person).numbers["inputs"]["protein_g_kg_d"] == 1.6
    assert events_of(person) == []


def test_a_change_that_is_none_names_itself(person):
    with pytest.raises(InputError) as refusal:
        what_if(person, {"sessions_week": 40})
    assert refusal.value.name == "sessions_week"


def test_a_verdict_asks_for_a_first_reading_then_for_a_second_on_a_day(person, owner, cast):
    assert verdict(person).answer == "too_early"
    log_measurement(person=person, by=owner, instrument="tape_thigh", values=[54.0], side="left")
    told = verdict(person)
    assert told.answer == "too_early"
    assert told.measure_on > person.today()


def test_the_samples_lost_weight_is_split_and_adds_up(owner):
    sample = make_sample(owner=owner)
    split = weight_split(sample)
    assert split.change_kg < -2
    middle = sum(part[1] for part in split.parts.values())
    assert middle == pytest.approx(split.change_kg, abs=0.5)  # medians of parts need not add up
    low, mid, high = split.parts["fat"]
    assert low <= mid <= high < 0


def test_who_has_no_plan_has_no_split(person):
    assert weight_split(person) is None


def test_every_figure_of_the_panel_says_who_found_it_or_where_it_was_seen(
    owner, person, cast, client_of
):
    path = f"/p/{person.code}/muscle/sources/?key=forecast:triceps_surae:left:size"
    basis = client_of(owner).get(path).context["basis"]
    assert basis["rows"][0]["authors"]
    assert all(row["authors"] or row["link"] for row in basis["rows"])


def test_a_number_leads_back_to_its_studies(person, cast):
    told = sources_of(person, "forecast:quadriceps:left:size")
    assert len(told["rows"]) > 20
    assert {"authors", "year", "doi", "n", "kind"} <= set(told["rows"][0])
    assert told["versions"]["model"]
    assert sources_of(person, "instrument:gait_speed")["constants"][0]["source"].startswith("Dono")
    with pytest.raises(InputError):
        sources_of(person, "moon")
