"""The same again: meals, days, other people, the usual of this hour."""

from datetime import timedelta

import pytest

from trophe.errors import InputError
from trophe.web.diary.changes import undo
from trophe.web.diary.copying import copy_day, copy_entries, copy_meal
from trophe.web.diary.days import slots_of, today
from trophe.web.diary.eating import Eaten, log_food, log_many, quick_add
from trophe.web.diary.noting import save_meals
from trophe.web.diary.reading import read_day
from trophe.web.diary.targets import Targets
from trophe.web.diary.usual import history, usual_foods, usual_meal
from trophe.web.foods.own import save_own_food
from trophe.web.people.services import create_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def eat(person, owner, breakfast):
    """Log foods so many days ago."""

    def make(days_ago, *foods, slot=None):
        return log_many(
            person=person,
            by=owner,
            day=today(person) - timedelta(days=days_ago),
            slot=slot or breakfast,
            foods=[Eaten(food=food, amount=amount) for food, amount in foods],
        )

    return make


def test_yesterday_is_copied_in_one_step_and_undone_in_one(person, owner, eat, milk, oats):
    now = today(person)
    eat(1, (oats, 60), (milk, 250))
    eat(1, (milk, 100), slot=slots_of(person)[2])
    done = copy_day(
        source=person, source_day=now - timedelta(days=1), person=person, by=owner, day=now
    )
    day = read_day(person, now, Targets())
    assert [len(meal.entries) for meal in day.meals] == [2, 0, 1, 0]
    undo(change=done.change, by=owner)
    assert read_day(person, now, Targets()).n_entries == 0


def test_a_copy_keeps_the_nutrients_of_its_day(person, owner, eat, milk):
    eat(1, (milk, 100))
    milk.amounts = {"energy_kcal": 999.0}
    milk.save()
    now = today(person)
    copy_day(source=person, source_day=now - timedelta(days=1), person=person, by=owner, day=now)
    assert read_day(person, now, Targets()).energy.value == 61


def test_a_meal_is_copied_into_another_meal(person, owner, eat, milk):
    eat(1, (milk, 100))
    slots, now = slots_of(person), today(person)
    copy_meal(
        source_slot=slots[0],
        source_day=now - timedelta(days=1),
        person=person,
        by=owner,
        day=now,
        slot=slots[1],
    )
    day = read_day(person, now, Targets())
    assert [len(meal.entries) for meal in day.meals] == [0, 1, 0, 0]


def test_a_day_copied_to_another_person_leaves_own_foods_behind(person, owner, told):
    other = create_person(by=owner, **told | {"name": "Bo"})
    save_meals(
        person=other,
        by=owner,
        meals=[(None, "Early", slots_of(other)[0].at), (None, "dinner", slots_of(other)[2].at)],
    )
    pie = save_own_food(person=person, by=owner, name="Ada's pie", amounts={"energy_kcal": 250})
    now = today(person)
    log_food(person=person, by=owner, day=now, slot=slots_of(person)[2], food=pie, amount=200)
    copy_day(source=person, source_day=now, person=other, by=owner, day=now)
    (entry,) = other.entries.all()
    assert entry.food is None
    assert entry.name == "Ada's pie"
    assert entry.nutrients == {"energy_kcal": 500}
    assert entry.slot.name == "dinner"


def test_nothing_to_copy_is_said(person, owner):
    with pytest.raises(InputError, match="nothing to copy"):
        copy_day(
            source=person, source_day=today(person), person=person, by=owner, day=today(person)
        )


def test_the_usual_is_a_meal_truly_eaten_most_like_the_others(person, eat, milk, oats, food_of):
    cake = food_of("Cake", energy_kcal=400.0)
    for ago in (2, 3, 5, 6, 9):
        eat(ago, (oats, 60 + ago), (milk, 250))
    eat(1, (cake, 120))
    usual = usual_meal(person, slots_of(person)[0], today(person))
    assert usual is not None
    assert [entry.name for entry in usual.entries] == ["Oats, rolled", "Milk, whole"]
    assert usual.entries[0].grams == 62


def test_who_never_logged_has_no_usual(person, breakfast):
    assert usual_meal(person, breakfast, today(person)) is None
    assert usual_foods(person, breakfast, today(person)) == []


def test_the_usual_is_repeated_with_its_quick_adds(person, owner, eat, milk):
    eat(1, (milk, 200))
    quick_add(
        person=person,
        by=owner,
        day=today(person) - timedelta(days=1),
        slot=slots_of(person)[0],
        nutrients={"energy_kcal": 90},
    )
    usual = usual_meal(person, slots_of(person)[0], today(person))
    copy_entries(person=person, by=owner, entries=usual.entries, day=today(person))
    assert read_day(person, today(person), Targets()).energy.value == pytest.approx(212)


def test_foods_of_this_hour_come_first_with_their_last_amount(person, eat, milk, oats):
    dinner = slots_of(person)[2]
    eat(1, (oats, 60))
    eat(2, (milk, 100), slot=dinner)
    eat(3, (milk, 150), slot=dinner)
    slots = slots_of(person)
    assert [one.food.name for one in usual_foods(person, slots[2], today(person))] == [
        "Milk, whole",
        "Oats, rolled",
    ]
    assert usual_foods(person, slots[2], today(person))[0].amount == 100
    assert history(person, slots[2], today(person))["test:Milk, whole"] == 1
