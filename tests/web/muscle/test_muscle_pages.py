"""The Muscle pages, the timeline and the measurements, by all who may knock."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from muscle_pages import PAGES

from trophe.web.muscle.screenings import delete_screening, save_screening
from trophe.web.muscle.services import (
    add_event,
    delete_event,
    delete_measurement,
    forecast_for,
    log_measurement,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(person, owner):
    began = person.today() - timedelta(days=10)
    told = {"kind": "cast", "part": "knee", "side": "left", "began_on": began}
    ended = began + timedelta(weeks=6)
    return add_event(person=person, by=owner, **told, ended_on=ended).row


@pytest.fixture
def things(person, owner, cast):
    """What stands in the addresses."""
    gone = add_event(person=person, by=owner, kind="fall", began_on=person.today()).row
    delete_event(event=gone, by=owner)
    readings = [
        log_measurement(person=person, by=owner, instrument="tape_thigh", values=[value],
                        side="left", confirmed=True).row
        for value in (54.0, 53.5)
    ]  # fmt: skip
    delete_measurement(row=readings[1], by=owner)
    screened = [save_screening(person=person, by=owner, answers={"rising": n}).row for n in (1, 2)]
    delete_screening(row=screened[1], by=owner)
    return {
        "screened": screened[0].code,
        "unscreened": screened[1].code,
        "muscle": "quadriceps",
        "event": cast.code,
        "gone": gone.code,
        "instrument": "tape_thigh",
        "reading": readings[0].code,
        "removed": readings[1].code,
    }


def address_of(person, things, name, extra):
    return reverse(name, args=[person.code, *(things[one] for one in extra)])


def stored(person):
    tables = (person.events, person.measurements, person.screenings)
    rows = [table.order_by("pk") for table in tables]
    return [list(one.values()) for one in rows]


@pytest.mark.parametrize(("name", "extra", "writes", "data"), PAGES)
def test_the_owner_and_a_writing_helper_get_in(
    client_of, owner, writer, person, things, name, extra, writes, data
):
    address = address_of(person, things, name, extra)
    for user in (owner, writer):
        answer = client_of(user).get(address)
        assert answer.status_code in ((200, 405) if writes is True else (200,))
    if data is not None:
        assert client_of(owner).post(address, data).status_code in (200, 302)


@pytest.mark.parametrize(("name", "extra", "writes", "data"), PAGES)
def test_a_reader_reads_and_changes_nothing(
    client_of, reader, person, things, name, extra, writes, data
):
    client, address = client_of(reader), address_of(person, things, name, extra)
    before = stored(person)
    assert client.get(address).status_code in ((404, 405) if writes is True else (200,))
    assert client.post(address, data or {}).status_code in (404, 405)
    assert stored(person) == before


@pytest.mark.parametrize(("name", "extra", "writes", "data"), PAGES)
def test_a_stranger_learns_nothing(client_of, stranger, person, things, name, extra, writes, data):
    client, address = client_of(stranger), address_of(person, things, name, extra)
    before = stored(person)
    assert client.get(address).status_code in (404, 405)
    assert client.post(address, data or {}).status_code in (404, 405)
    assert stored(person) == before


@pytest.mark.parametrize(("name", "extra", "writes", "data"), PAGES)
def test_who_is_not_signed_in_is_asked_to(client_of, person, things, name, extra, writes, data):
    answer = client_of(None).get(address_of(person, things, name, extra))
    assert answer.status_code == 302
    assert "/account/login/" in answer.url


@pytest.mark.parametrize(
    ("name", "extra"),
    [("event-edit", ("event",)), ("event-delete", ("event",)), ("measure-edit", ("reading",))],
)
def test_one_persons_things_are_not_reached_through_another(
    client_of, stranger, told, things, name, extra
):
    from trophe.web.people.services import create_person

    other = create_person(by=stranger, **told)
    address = address_of(other, things, name, extra)
    assert client_of(stranger).post(address, {}).status_code == 404


def page(client_of, user, person, name="muscle", *extra, **query):
    address = reverse(name, args=[person.code, *extra])
    return client_of(user).get(address, query).content.decode()


def test_the_page_says_the_forecast_and_shows_every_muscle(client_of, owner, person, cast):
    shown = page(client_of, owner, person)
    assert forecast_for(person).headline.replace("'", "&#x27;") in shown
    assert shown.count('class="body__figure"') == 2
    assert 'aria-label="Front of the thigh (quadriceps), left: ' in shown
    assert re.search(r"(\d+) % smaller \(\d+ to \d+\)", shown)


def test_the_body_can_be_seen_on_another_day(client_of, owner, person, cast):
    today, smallest = (page(client_of, owner, person, at=at) for at in ("today", "lowest"))
    losses = [int(re.search(r"quadriceps\), left: (\d+) % smaller", p)[1])
              for p in (today, smallest)]  # fmt: skip
    assert losses[1] > losses[0]


def test_a_tap_gives_the_band_alone(client_of, owner, person, cast):
    address = reverse("muscle-one", args=[person.code, "quadriceps"]) + "?side=left"
    answer = client_of(owner).get(address, headers={"hx-request": "true"})
    assert "sheet__head" in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_one_muscle_has_size_strength_sides_and_film(client_of, owner, person, cast):
    shown = page(client_of, owner, person, "muscle-one", "quadriceps", side="left")
    for title in ("Size", "Strength", "Left against right", "Cross-section"):
        assert title in shown
    assert "Cast, brace or splint, left knee" in shown
    assert shown.count("film__section") >= 4


def test_an_unknown_muscle_is_not_found(client_of, owner, person):
    address = reverse("muscle-one", args=[person.code, "biceps-of-steel"])
    assert client_of(owner).get(address).status_code == 404


def test_a_cast_is_told_in_one_form(client_of, owner, person):
    address = reverse("event-new", args=[person.code]) + "?kind=cast"
    form = {"code": str(uuid4()), "part": "knee", "side": "left", "lasts": "6",
            "began_on": person.today().isoformat()}  # fmt: skip
    answer = client_of(owner).post(address, form, follow=True)
    row = person.events.kept().get()
    assert (row.ended_on - row.began_on).days == 42
    assert "Left thigh about" in answer.content.decode()
    # sent twice by a nervous thumb: still one
    client_of(owner).post(address, form)
    assert person.events.kept().count() == 1


def test_what_is_missing_is_said_and_what_was_typed_stays(client_of, owner, person):
    address = reverse("event-new", args=[person.code]) + "?kind=steroid"
    form = {"code": str(uuid4()), "dose_mg_d": "5000", "lasts": "day", "began_on": "2026-01-05"}
    shown = client_of(owner).post(address, form).content.decode()
    assert 'value="5000"' in shown
    assert "less than or equal to 1000" in shown
    assert "Give the day on which it is over." in shown
    assert not person.events.exists()


def test_dose_steps_are_kept_and_shown_again(client_of, owner, person):
    address = reverse("event-new", args=[person.code]) + "?kind=glp1"
    day = person.today().isoformat()
    form = {"code": str(uuid4()), "drug": "semaglutide", "began_on": day, "lasts": "open",
            "step_on": [day, ""], "step_mg": ["0,25", ""]}  # fmt: skip
    client_of(owner).post(address, form)
    row = person.events.kept().get()
    assert row.detail["steps"] == [[day, 0.25]]
    assert 'value="0.25"' in page(client_of, owner, person, "event-edit", row.code)


def test_removing_an_event_can_be_undone(client_of, owner, person, cast):
    client = client_of(owner)
    told = client.post(reverse("event-delete", args=[person.code, cast.code]), follow=True)
    undo = reverse("event-restore", args=[person.code, cast.code])
    assert undo in told.content.decode()
    assert not person.events.kept().exists()
    client.post(undo)
    assert person.events.kept().get() == cast


def test_an_event_is_over_today(client_of, owner, person):
    began = person.today() - timedelta(days=5)
    row = add_event(person=person, by=owner, kind="bed_rest", began_on=began,
                    detail={"level": "whole"}).row  # fmt: skip
    client_of(owner).post(reverse("event-end", args=[person.code, row.code]))
    assert person.events.kept().get().ended_on == person.today()


def test_readings_are_averaged_and_the_smallest_real_change_is_told(client_of, owner, person):
    address = reverse("measure-one", args=[person.code, "tape_thigh"])
    form = {"code": str(uuid4()), "side": "left", "value_1": "54.0", "value_2": "54,2",
            "value_3": "53.8", "measured_on": person.today().isoformat()}  # fmt: skip
    shown = client_of(owner).post(address, form, follow=True).content.decode()
    assert person.measurements.kept().get().value == pytest.approx(54.0)
    assert "may be chance alone" in shown


def test_a_wild_reading_is_questioned_and_kept_on_a_yes(client_of, owner, person):
    client = client_of(owner)
    log_measurement(person=person, by=owner, instrument="tape_thigh", values=[54.0], side="left")
    address = reverse("measure-one", args=[person.code, "tape_thigh"])
    form = {"code": str(uuid4()), "side": "left", "value_1": "40",
            "measured_on": person.today().isoformat()}  # fmt: skip
    asked = client.post(address, form).content.decode()
    assert "Is that right?" in asked
    assert 'value="40"' in asked
    assert person.measurements.kept().count() == 1
    client.post(address, form | {"confirmed": "on"})
    assert person.measurements.kept().count() == 2


def test_a_reading_can_be_corrected_removed_and_brought_back(client_of, owner, person, things):
    client, code = client_of(owner), things["reading"]
    form = {"code": str(code), "side": "left", "value_1": "52",
            "measured_on": person.today().isoformat()}  # fmt: skip
    client.post(reverse("measure-edit", args=[person.code, code]), form)
    assert person.measurements.get(code=code).value == 52
    client.post(reverse("measure-delete", args=[person.code, code]))
    assert not person.measurements.kept().exists()
    client.post(reverse("measure-restore", args=[person.code, code]))
    assert person.measurements.kept().get().value == 52


def test_who_was_never_weighed_is_asked_to(client_of, owner, person):
    person.weights.all().delete()
    assert "Weigh in first" in page(client_of, owner, person)


def test_every_instrument_has_its_page_with_a_drawing(client_of, owner, person):
    from trophe.person.measures import INSTRUMENT_NAMES

    for name in INSTRUMENT_NAMES:
        answer = client_of(owner).get(reverse("measure-one", args=[person.code, name]))
        if name == "weight":
            assert answer.url == reverse("weights", args=[person.code])
        else:
            assert 'class="protocol"' in answer.content.decode(), name


def test_every_kind_of_event_has_its_form(client_of, owner, person):
    from trophe.timeline import kinds

    client = client_of(owner)
    address = reverse("event-new", args=[person.code])
    for name, kind in kinds().items():
        shown = client.get(address, {"kind": name}).content.decode()
        for field in kind.takes:
            wanted = "step_on" if field == "steps" else field
            assert f'name="{wanted}"' in shown, (name, field)
    assert client.get(address, {"kind": "curse"}).status_code == 404


def test_what_if_shows_the_difference_as_a_part_and_as_a_page(client_of, owner, person, cast):
    address = reverse("muscle-what-if", args=[person.code]) + "?sessions_week=3&walking=on"
    whole = client_of(owner).get(address).content.decode()
    part = client_of(owner).get(address, headers={"hx-request": "true"}).content.decode()
    assert "<html" in whole
    assert "<html" not in part
    for shown in (whole, part):
        assert "0 a week → 3 a week" in shown
        assert "points (" in shown
        assert "key=done:resistance" in shown


def test_a_what_if_out_of_range_is_refused_in_words(client_of, owner, person, cast):
    address = reverse("muscle-what-if", args=[person.code]) + "?sessions_week=70"
    assert "Select a valid choice" in client_of(owner).get(address).content.decode()


def test_making_it_the_plan_goes_on_the_timeline_once(client_of, owner, person, cast):
    address, code = reverse("muscle-adopt", args=[person.code]), str(uuid4())
    form = {"sessions_week": "3", "cast_off_days_earlier": "7", "code": code}
    told = client_of(owner).post(address, form, follow=True).content.decode()
    client_of(owner).post(address, form)
    (training,) = person.events.kept().filter(kind="strength_training")
    assert training.detail["sessions_week"] == 3
    assert "for your doctor to say" in told
    cast.refresh_from_db()
    assert (cast.ended_on - cast.began_on).days == 42


def test_a_number_leads_to_its_studies(client_of, owner, person, cast):
    shown = page(client_of, owner, person, "muscle-sources", key="cause:immobilisation")
    assert shown.count("https://doi.org/") >= 10
    assert "How good is this forecast?" in shown
    address = reverse("muscle-sources", args=[person.code]) + "?key=rumour:all"
    assert client_of(owner).get(address).status_code == 404


def test_the_record_is_that_of_the_validation(client_of, owner, person):
    from pathlib import Path

    from trophe.muscle.knowledge import rows

    text = Path(__file__).parents[3].joinpath("docs/validation.md").read_text(encoding="utf-8")
    whole = text.split("## Single studies")[0]
    for row in rows("record.csv"):
        line = next(one for one in whole.splitlines() if one.startswith(f"| {row['row']} |"))
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        told = [row[name] for name in ("figures", "error", "constant_rate", "training_mean")]
        assert cells[1:5] == told
        assert cells[7:9] == [f"{row['in_90_pct']}%", f"{row['in_50_pct']}%"]
    assert "181" in page(client_of, owner, person, "muscle-record")


def test_today_says_the_forecast_and_whether_it_works(client_of, owner, person, cast):
    shown = page(client_of, owner, person, "today")
    assert "Left thigh about" in shown
    assert "Is it working?" in shown


def test_today_is_silent_about_muscle_while_nothing_happened(client_of, owner, person):
    assert "muscle-today" not in page(client_of, owner, person, "today")


def test_the_timeline_is_drawn_on_the_weight_chart_of_the_plan(client_of, owner, person, cast):
    from trophe.plan import Goal
    from trophe.web.plans.services import make_plan

    make_plan(person=person, goal=Goal.parse("maintain"), by=owner, days=56)
    assert "Cast, brace or splint, left knee, " in page(client_of, owner, person, "plan")


def test_answers_give_a_score_and_open_ones_are_no_no(client_of, owner, person):
    address = reverse("screening", args=[person.code])
    names = ("lifting", "walking", "rising", "stairs", "falls")
    form = dict.fromkeys(names, "1") | {"code": str(uuid4()), "eating_less": "no"}
    shown = client_of(owner).post(address, form, follow=True).content.decode()
    row = person.screenings.kept().get()
    assert row.answers == dict.fromkeys(names, 1) | {"eating_less": False}
    assert "SARC-F 5 of 10" in shown


def test_a_weak_grip_is_told_with_its_cut_off_and_who_says_so(client_of, owner, person):
    for side in ("left", "right"):
        log_measurement(person=person, by=owner, instrument="grip", values=[9.0], side=side)
    shown = page(client_of, owner, person, "screening")
    assert "probable sarcopenia" in shown
    assert "Show this to a doctor" in shown
    assert "below 16 kg" in shown
    assert "of 100 people of your age and sex" in shown


def test_saved_answers_can_be_removed_and_brought_back(client_of, owner, person, things):
    client = client_of(owner)
    client.post(reverse("screening-delete", args=[person.code, things["screened"]]))
    assert not person.screenings.kept().exists()
    client.post(reverse("screening-restore", args=[person.code, things["screened"]]))
    assert person.screenings.kept().count() == 1
