"""Persons: made, changed, shared, seen by the models."""

from datetime import date, timedelta

import numpy as np
import pytest
from django.utils import timezone

from trophe.energy import Adults
from trophe.errors import InputError, MissingDataError, OutOfRangeError, UnknownNameError
from trophe.person import Condition, Limb, LimbLoss, Medicine
from trophe.web.config.ids import uuid7
from trophe.web.inbox.care import standing_of
from trophe.web.people.access import people_of
from trophe.web.people.core import as_core_person
from trophe.web.people.models import Person, Role
from trophe.web.people.sample import make_sample
from trophe.web.people.services import create_person, remove_sample, update_person
from trophe.web.people.sharing import (
    accept_invitation,
    end_access,
    grant_access,
    invite,
    open_invitation,
)
from trophe.web.plans.services import read_plan
from trophe.web.trends.learned import learned_of
from trophe.web.trends.logbook import logbook
from trophe.web.trends.offer import offer

pytestmark = pytest.mark.django_db


def test_what_is_told_reaches_the_models_unchanged(owner, told):
    told |= {
        "conditions": ["diabetes"],
        "medicines": ["insulin"],
        "limb_losses": [LimbLoss(limb=Limb.FOOT, side="right")],
        "body_fat_pct": 31.0,
    }
    core = as_core_person(create_person(by=owner, **told))
    assert (core.sex, core.height_m, core.weight_kg, core.pal) == ("female", 1.676, 72.6, 1.5)
    assert core.age_y == pytest.approx(40)
    assert core.conditions == {Condition.DIABETES}
    assert core.medicines == {Medicine.INSULIN}
    assert core.limb_losses == (LimbLoss(limb=Limb.FOOT, side="right"),)
    assert core.body_fat_pct == 31.0


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("height_m", 16.76, InputError),
        ("height_m", 0.9, OutOfRangeError),
        ("weight_kg", 15.0, OutOfRangeError),
        ("age_y", 130.0, OutOfRangeError),
        ("age_y", None, MissingDataError),
        ("activity", "lazy", UnknownNameError),
        ("sex", "other", InputError),
        ("time_zone", "Mars/Olympus", InputError),
        ("time_zone", "../../etc/passwd", InputError),
        ("conditions", ["unicorn"], UnknownNameError),
        ("is_staff", True, InputError),
    ],
)
def test_a_wrong_answer_names_its_field_and_stores_nothing(owner, told, field, value, error):
    with pytest.raises(error) as caught:
        create_person(by=owner, **(told | {field: value}))
    assert field.removesuffix("s") in caught.value.name
    assert not Person.objects.exists()


def test_the_same_form_sent_twice_makes_one_person(owner, told):
    code = uuid7()
    first = create_person(by=owner, code=code, **told)
    assert create_person(by=owner, code=code, **told) == first
    assert Person.objects.count() == 1


def test_anothers_code_gives_nothing_away(owner, stranger, told):
    code = create_person(by=owner, code=uuid7(), **told).code
    with pytest.raises(InputError):
        create_person(by=stranger, code=code, **told)
    assert not people_of(stranger).exists()


def test_age_follows_the_birthday_and_the_day_it_was_told(person):
    person.age_on = date(2026, 1, 1)
    assert person.age_on_day(date(2027, 1, 1)) == pytest.approx(41, abs=0.01)
    person.birth_date, person.age_y, person.age_on = date(2008, 2, 29), None, None
    assert person.age_on_day(date(2026, 2, 28)) < 18 <= person.age_on_day(date(2026, 3, 1))
    assert person.age_on_day(date(2028, 2, 29)) == 20


def test_a_health_fact_keeps_its_beginning_and_its_end(owner, person):
    update_person(person=person, by=owner, why="seen by Dr Who", medicines=["insulin"])
    fact = person.facts.get()
    assert (fact.why, fact.recorded_by, fact.since) == ("seen by Dr Who", owner, person.today())
    update_person(person=person, by=owner, medicines=[])
    fact.refresh_from_db()
    assert fact.ended_on == person.today()
    assert as_core_person(person).medicines == frozenset()


def test_weeks_of_pregnancy_count_on(owner, person):
    update_person(person=person, by=owner, conditions=["pregnant"], pregnancy_week=12.0)
    later = person.today() + timedelta(days=21)
    assert as_core_person(person, later).pregnancy_week == pytest.approx(15)
    assert as_core_person(person, later + timedelta(days=300)).pregnancy_week is None


def test_what_does_not_go_together_is_refused_whole(owner, person):
    update_person(person=person, by=owner, sex="male")
    with pytest.raises(InputError, match="pregnant"):
        update_person(person=person, by=owner, height_m=1.8, conditions=["pregnant"])
    person.refresh_from_db()
    assert person.height_m == 1.676
    assert not person.facts.exists()


def test_the_last_owner_keeps_the_record(owner, helper, person):
    grant = person.grants.get()
    with pytest.raises(InputError, match="last owner"):
        end_access(grant=grant)
    with pytest.raises(InputError, match="last owner"):
        grant_access(person=person, user=owner, role=Role.READ, by=owner)
    grant_access(person=person, user=helper, role=Role.OWNER, by=owner)
    end_access(grant=grant)
    assert not people_of(owner).exists()


def test_an_invitation_lets_one_in_once(owner, helper, stranger, person):
    token = invite(person=person, by=owner, role=Role.READ).token
    assert accept_invitation(token=token, user=helper) == person
    assert accept_invitation(token=token, user=stranger) is None
    assert not people_of(stranger).exists()
    assert people_of(helper).get() == person


def test_an_invitation_ends_with_the_right_of_who_made_it(owner, helper, stranger, person):
    grant = grant_access(person=person, user=helper, role=Role.OWNER, by=owner)
    token = invite(person=person, by=helper, role=Role.OWNER).token
    end_access(grant=grant)
    assert accept_invitation(token=token, user=stranger) is None


def test_an_old_invitation_opens_nothing(owner, helper, person, monkeypatch):
    token = invite(person=person, by=owner, role=Role.READ).token
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(days=8))
    assert open_invitation(token) is None
    monkeypatch.setattr(timezone, "now", lambda: now)
    assert accept_invitation(token=token, user=helper) is None


def test_an_invitation_does_not_take_away(owner, helper, person):
    grant_access(person=person, user=helper, role=Role.WRITE, by=owner)
    accept_invitation(token=invite(person=person, by=owner, role=Role.READ).token, user=helper)
    assert people_of(helper).for_user(helper, Role.WRITE).get() == person


def test_somebody_new_joins_by_the_page(owner, person, client_of):
    token = invite(person=person, by=owner, role=Role.READ).token
    client = client_of(None)
    assert client.get(f"/invitation/{token}/").status_code == 200
    wrong = client.post(f"/invitation/{token}/", {"username": "eve", "password": "password1234"})
    assert wrong.status_code == 200
    form = {"username": "eve", "password": "four slow snails sing"}
    answer = client.post(f"/invitation/{token}/", form)
    assert answer.headers["Location"] == f"/p/{person.code}/"
    assert client.get(f"/p/{person.code}/").status_code == 200
    assert client.post(f"/p/{person.code}/weigh-in/", {}).status_code == 404
    assert client_of(None).post(f"/invitation/{token}/", form).status_code == 410


def test_a_taken_name_is_refused_whatever_its_case(owner, helper, person, client_of):
    token = invite(person=person, by=owner, role=Role.READ).token
    form = {"username": "HELPER", "password": "four slow snails sing"}
    assert "has that name" in client_of(None).post(f"/invitation/{token}/", form).content.decode()


def test_the_sample_has_120_days_and_goes_with_one_click(owner, client_of):
    sample = make_sample(owner=owner)
    entries = list(sample.weights.kept())
    assert (entries[-1].local_date - entries[0].local_date).days == 120
    assert 90 <= len(entries) <= 121
    assert entries[0].weight_kg - entries[-1].weight_kg > 3
    assert all(entry.source == "sample" for entry in entries)
    reading = read_plan(sample)
    assert (reading.locked, reading.day) == (False, 120)
    assert reading.plan["forecast"] is not None
    assert client_of(owner).post(f"/p/{sample.code}/sample/remove/").status_code == 302
    assert not Person.objects.exists()


def test_the_sample_lives_a_life_that_agrees_with_its_scale(owner):
    sample = make_sample(owner=owner)
    book = logbook(sample)
    assert 90 <= (book.complete > 0).sum() <= 115
    assert 1300 < np.nanmean(book.intake_kcal[book.complete > 0]) < 2200
    assert sample.entries.filter(food=None).count() == 0
    assert sample.training_sessions.finished().count() >= 12
    assert sample.waters.exists()
    assert sample.exercises.exists()
    assert sample.screenings.exists()
    learned = learned_of(sample, book)
    assert learned.status == "updating"
    formula = Adults.of_person(as_core_person(sample))
    truth = 1.12 * float(formula.ree_kcal_d * formula.pal)
    assert learned.need_now_kcal_d == pytest.approx(truth, rel=0.06)
    offered = offer(sample, book, learned)
    assert offered is not None
    assert offered.would_be.intake_kcal_d > offered.now_kcal_d
    assert standing_of(sample, sample.today()).level == "gold"


def test_every_place_of_the_sample_opens(owner, client_of):
    sample = make_sample(owner=owner)
    client = client_of(owner)
    start = f"/p/{sample.code}/"
    places = [
        *("", "plan/", "muscle/", "trends/", "trends/?range=all", "review/", "inbox/"),
        *("milestones/", "programme/", "events/", "measures/", "screening/", "muscle/sources/"),
    ]
    assert {place: client.get(start + place).status_code for place in places} == dict.fromkeys(
        places, 200
    )


def test_a_real_person_is_not_removed_as_a_sample(owner, person, client_of):
    with pytest.raises(InputError):
        remove_sample(person=person)
    client_of(owner).post(f"/p/{person.code}/sample/remove/")
    assert Person.objects.filter(pk=person.pk).exists()


def test_the_first_page_is_the_first_question_until_somebody_real_is_there(owner, told, client_of):
    make_sample(owner=owner)
    client = client_of(owner)
    assert client.get("/").headers["Location"] == "/start/"
    person = create_person(by=owner, **told)
    assert client.get("/").headers["Location"] == f"/p/{person.code}/"
