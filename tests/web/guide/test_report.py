"""The report for a doctor: what goes in, what does not, and who may read it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from trophe.report.doctor import report_pictures
from trophe.web.check.services import check_and_keep
from trophe.web.diary.services import weigh_in
from trophe.web.guide.doctor import Wanted, doctor_report, usual
from trophe.web.guide.doctor_parts import PARTS
from trophe.web.muscle.services import add_event, log_measurement
from trophe.web.people.services import update_person

EVERYTHING = Wanted(parts=tuple(PARTS), reason="My hand is weak.", questions="What is it?")


def part_of(made, title):
    return next(part for part in made.parts if part.title == title)


def cells(part):
    return [cell for row in part.rows for cell in row]


@pytest.fixture
def busy(person, owner):
    """A record with events, measurements and weights over some months."""
    today = person.today()
    add_event(
        person=person,
        by=owner,
        kind="steroid",
        began_on=today - timedelta(days=60),
        detail={"dose_mg_d": 25.0},
    )
    add_event(
        person=person,
        by=owner,
        kind="cast",
        part="knee",
        side="left",
        began_on=today - timedelta(days=40),
        ended_on=today - timedelta(days=5),
    )
    for back, kg in ((100, 80.0), (35, 76.0), (1, 74.0)):
        weigh_in(
            person=person,
            by=owner,
            weight_kg=kg,
            local_date=today - timedelta(days=back),
            confirmed=True,
        )
    for back, kg in ((50, 28.0), (2, 25.0)):
        log_measurement(
            person=person,
            by=owner,
            instrument="grip",
            values=[kg, kg, kg],
            side="right",
            measured_on=today - timedelta(days=back),
            device="Jamar",
            confirmed=True,
        )
    return person


def test_every_empty_part_says_that_it_is_empty(person):
    made = doctor_report(person, Wanted(parts=tuple(PARTS)))
    for title in ("What happened", "Measurements", "Screening", "Findings of the check"):
        part = part_of(made, title)
        assert part.rows == () or part.rows == []
        assert part.empty.endswith(".")
    assert part_of(made, "Why I come").empty == "Nothing was written."


def test_the_timeline_has_dates_places_and_doses(busy):
    part = part_of(doctor_report(busy, EVERYTHING), "What happened")
    told = " ".join(cells(part))
    assert "left knee" in told
    assert "25 mg/d" in told
    assert "going on" in told


def test_measurements_have_unit_device_and_what_is_beyond_chance(busy):
    [row] = part_of(doctor_report(busy, EVERYTHING), "Measurements").rows
    assert row[0].startswith("Grip")
    assert "28 kg" in row[1]
    assert "25 kg" in row[2]
    assert row[3] == "−3 kg"
    assert row[4].endswith("kg")
    assert row[5] == "Jamar"


def test_the_weight_course_shows_changes_in_both_units(busy, owner):
    update_person(person=busy, by=owner, weight_unit="lb")
    made = doctor_report(busy, EVERYTHING)
    told = " ".join(cells(part_of(made, "Weight")))
    # 72.6 kg today after 80 kg: 7.4 of 80 is 9.25 %, and 16.3 lb.
    assert "160.1 lb (72.6 kg)" in told
    assert "−16.3 lb (−9.3 %)" in told
    assert made.weight_course is not None
    assert made.paper == "us-letter"


def test_only_what_was_chosen_goes_in(busy):
    made = doctor_report(busy, replace(EVERYTHING, parts=("timeline",), with_name=False))
    titles = [part.title for part in made.parts]
    assert titles == ["Why I come", "What I want to ask", "What happened"]
    assert made.weight_course is None
    assert "Name" not in dict(made.told)
    assert "Weight" not in dict(made.told)


def test_what_is_older_than_the_period_stays_out(busy):
    made = doctor_report(busy, replace(EVERYTHING, months=1))
    told = " ".join(cells(part_of(made, "Weight")))
    assert "80 kg" not in told


def test_who_hides_the_weight_prints_it_only_when_asked(busy, owner):
    update_person(person=busy, by=owner, hides_weight=True)
    assert "weight" not in usual(busy).parts
    assert "kg" not in str(doctor_report(busy, usual(busy)).told)


def test_the_report_draws_no_conclusion(busy):
    made = doctor_report(busy, EVERYTHING)
    text = " ".join(c for part in made.parts for c in cells(part)).lower()
    assert not any(word in text for word in ("diagnos", "you have", "sarcopenic", "atrophy of"))
    assert "not a certified medical device" in made.footer


def test_a_busy_record_fits_on_two_pages(busy):
    assert len(report_pictures(doctor_report(busy, EVERYTHING))) <= 2


def test_the_pdf_is_given_to_readers_and_not_to_strangers(client_of, person, reader, stranger):
    address = reverse("report-doctor", args=[person.code])
    answer = client_of(reader).get(address)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    assert "no-store" in answer.headers["Cache-Control"]
    assert client_of(stranger).get(address).status_code == 404


def test_own_words_come_by_post_and_are_kept_nowhere(client_of, busy, owner):
    client = client_of(owner)
    page = client.get(reverse("report-choose", args=[busy.code])).content.decode()
    assert "Which kind of muscle loss could this be" in page
    answer = client.post(
        reverse("report-doctor", args=[busy.code]),
        {"reason": "Weak hand", "parts": ["timeline"], "months": "12", "questions": "Why?"},
    )
    assert answer.content.startswith(b"%PDF-")


def test_a_wrong_choice_comes_back_with_what_was_typed(client_of, busy, owner):
    answer = client_of(owner).post(
        reverse("report-doctor", args=[busy.code]),
        {"reason": "Weak hand", "parts": ["poems"], "months": "12"},
    )
    assert answer.status_code == 200
    html = answer.content.decode()
    assert "Weak hand" in html
    assert "Please look at this again" in html


def test_a_cause_with_an_event_offers_to_start_a_forecast(busy):
    from trophe.guide import pages
    from trophe.web.guide.page import event_kind

    kinds = {each.slug: event_kind(each) for each in pages() if each.is_cause}
    assert kinds["cast"] == "cast"
    assert kinds["muscular-dystrophy"] == "dystrophy"
    assert kinds["joint-replacement"] == "surgery"
    assert {slug for slug, kind in kinds.items() if not kind} == {"ageing", "long-immobilisation"}


def test_the_latest_check_is_listed_with_its_answers_and_its_rules(busy, owner):
    check_and_keep(
        person=busy,
        by=owner,
        findings="onset=weeks;course=worsening;hand;side=right;wasted;twitch_wide",
        country="",
    )
    made = doctor_report(busy, EVERYTHING)
    part = part_of(made, "Findings of the check")
    assert "Onset and course: onset over 2 to 8 weeks; course slowly progressive" in cells(part)
    assert any("fasciculation-like twitching, several sites" in cell for cell in cells(part))
    assert not any("no clinician" in c for c in cells(part_of(made, "Conditions and medicines")))
    assert "How soon, by the app's rules" in part.note
    assert not any(cell.startswith("Rules: ") for cell in cells(part))
    assert "U02" in cells(part_of(made, "Safety rules that apply"))


def test_screening_sets_values_beside_cut_offs_and_names_no_stage(busy):
    part = part_of(doctor_report(busy, EVERYTHING), "Screening")
    grip = next(row for row in part.rows if row[0].startswith("Grip"))
    assert grip[1] == "25 kg"
    assert grip[2].endswith("kg")
    assert not any("sarcopenia" in cell.lower() for cell in cells(part))
