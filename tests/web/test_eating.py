"""The five questions about food (P13): what they change, and what they never change."""

import pytest

from trophe.plan import Goal
from trophe.web.people.eating import answer_eating_questions
from trophe.web.people.services import update_person
from trophe.web.plans.services import make_plan, read_plan

pytestmark = pytest.mark.django_db
NAMES = ("vomit", "control", "fast_loss", "feel_fat", "ruled")


@pytest.fixture
def page(owner, person, client_of):
    client = client_of(owner)

    def send(*yes, left_open=()):
        told = {n: "" if n in left_open else "yes" if n in yes else "no" for n in NAMES}
        return client.post(f"/p/{person.code}/eating/", told, follow=True).content.decode()

    return send


def conditions(person):
    return {f.name for f in person.facts.on_day(person.today()).filter(kind="condition")}


def test_a_plan_to_lose_offers_the_questions_until_they_were_put(owner, person, client_of, page):
    make_plan(person=person, goal=Goal.parse("lose-1"), by=owner)
    plan = f"/p/{person.code}/plan/"
    assert "Five short questions" in client_of(owner).get(plan).content.decode()
    assert "Five short questions" not in page()
    assert read_plan(person).locked is False


def test_two_yes_lock_a_plan_to_lose_and_hide_the_numbers(owner, person, page):
    make_plan(person=person, goal=Goal.parse("lose-1"), by=owner)
    html = page("control", "ruled")
    assert conditions(person) == {"eating_screen_positive"}
    assert read_plan(person).locked
    assert "kcal a day" not in html.split("<main")[1]


def test_leaving_them_open_is_kept_as_declined(person, page):
    page(left_open=NAMES)
    assert conditions(person) == {"eating_screen_declined"}


def test_answering_anew_takes_the_place_of_the_earlier_answer(person, page):
    page(left_open=NAMES)
    page("vomit", "ruled")
    page()
    assert conditions(person) == set()


def test_the_questions_never_clear_what_was_recorded_apart(owner, person, page):
    update_person(person=person, by=owner, conditions={"eating_disorder", "diabetes"})
    page()
    assert conditions(person) == {"eating_disorder", "diabetes"}


def test_the_answers_themselves_are_not_stored(owner, person):
    answer_eating_questions(person=person, by=owner, answers={"vomit": True, "ruled": True})
    rows = [*person.facts.values_list("name", "why")]
    assert not any("vomit" in str(row) for row in rows)
