"""Nutrients against reference intakes: means of days, coverage, pregnancy, upper levels."""

from datetime import timedelta

import pytest

from trophe.web.diary.days import today
from trophe.web.diary.eating import log_food
from trophe.web.diary.nutrients import nutrient_page
from trophe.web.people.services import update_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def eat(person, owner, breakfast):
    def make(food, grams, days_ago=0):
        day = today(person) - timedelta(days=days_ago)
        log_food(person=person, by=owner, day=day, slot=breakfast, food=food, amount=grams)

    return make


def row_of(person, name, span=1):
    page = nutrient_page(person, today(person), span)
    return next(r for rows in page.groups.values() for r in rows if r.nutrient.id == name)


def test_what_is_known_is_compared_and_what_is_not_makes_at_least(person, eat, milk, oats):
    eat(milk, 500)
    eat(oats, 50)
    calcium = row_of(person, "calcium_mg")
    assert calcium.intake.value == pytest.approx(565)
    assert calcium.intake.n_unknown == 1
    assert calcium.words == "Perhaps enough"
    assert calcium.comparison.reference.target == 1000


def test_a_week_is_the_mean_of_the_days_with_entries(person, eat, milk):
    eat(milk, 400)
    eat(milk, 800, days_ago=3)
    assert row_of(person, "protein_g", 7).intake.value == pytest.approx(6 * 3.2)


def test_nobody_said_is_not_known(person, eat, oats):
    eat(oats, 100)
    assert row_of(person, "vitamin_c_mg").words == "Not known"
    assert row_of(person, "vitamin_c_mg").intake.value is None


def test_pregnancy_changes_what_is_advised(person, owner, eat, milk):
    eat(milk, 100)
    before = row_of(person, "iron_mg").comparison.reference.target
    update_person(person=person, by=owner, conditions=["pregnant"], pregnancy_week=20)
    assert (before, row_of(person, "iron_mg").comparison.reference.target) == (18, 27)


def test_a_page_with_nothing_eaten_says_so(client_of, owner, person):
    from django.urls import reverse

    address = reverse("nutrients", args=[person.code, today(person)])
    assert "Nothing was logged" in client_of(owner).get(address).content.decode()
