"""Logging foods: snapshots, portions, shares, one entry per sending, all of it undone."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from trophe.errors import InputError, OutOfRangeError, UnknownNameError
from trophe.web.diary.changes import StaleError, undo
from trophe.web.diary.days import slots_of, today
from trophe.web.diary.eating import (
    Eaten,
    delete_entries,
    edit_entry,
    log_food,
    log_many,
    move_entries,
    quick_add,
)
from trophe.web.diary.reading import read_day
from trophe.web.diary.targets import Targets

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(person, owner, breakfast):
    """Log a food for breakfast today."""

    def make(food, amount=100.0, unit="g", **more):
        values = {"day": today(person), "slot": breakfast} | more
        return log_food(person=person, by=owner, food=food, amount=amount, unit=unit, **values)

    return make


def day_of(person, day=None):
    return read_day(person, day or today(person), Targets())


def test_an_entry_holds_what_was_eaten(log, milk):
    (entry,) = log(milk, 1, "glass", eaten_share=0.5).entries
    assert entry.grams == 250
    assert entry.nutrients["energy_kcal"] == pytest.approx(61 * 1.25)
    assert entry.nutrients["calcium_mg"] == pytest.approx(113 * 1.25)


def test_history_does_not_change_when_the_food_does(log, milk, person):
    log(milk, 100)
    milk.amounts = {"energy_kcal": 999.0}
    milk.name = "Something else"
    milk.save()
    (entry,) = day_of(person).meals[0].entries
    assert entry.name == "Milk, whole"
    assert entry.nutrients["energy_kcal"] == 61


def test_known_and_unknown_is_at_least(log, milk, food_of, person):
    log(milk, 100)
    log(food_of("Mystery soup", protein_g=2.0), 100)
    day = day_of(person)
    assert day.energy.value == 61
    assert day.energy.at_least
    assert not day.protein.at_least
    assert day.protein.value == pytest.approx(5.2)


def test_a_food_that_states_nothing_is_not_zero(log, food_of, person):
    log(food_of("Mystery soup"), 100)
    assert day_of(person).energy.value is None
    assert day_of(person).energy.at_least


def test_the_same_code_again_is_the_same_entry(log, milk, person):
    code = uuid4()
    first, second = log(milk, code=code), log(milk, code=code)
    assert first.created
    assert not second.created
    assert [e.pk for e in second.entries] == [e.pk for e in first.entries]
    assert person.entries.count() == 1


@pytest.mark.parametrize(
    ("amount", "unit", "error"),
    [
        (0, "g", OutOfRangeError),
        (-1, "g", OutOfRangeError),
        (20001, "g", OutOfRangeError),
        (float("nan"), "g", OutOfRangeError),
        (1, "bucket", UnknownNameError),
    ],
)
def test_an_amount_nobody_eats_is_refused_and_nothing_is_stored(
    log, milk, person, amount, unit, error
):
    with pytest.raises(error):
        log(milk, amount, unit)
    assert not person.entries.exists()


def test_several_foods_are_one_change(person, owner, breakfast, milk, oats):
    foods = [Eaten(food=oats, amount=0.5, unit="cup"), Eaten(food=milk, amount=1, unit="glass")]
    done = log_many(person=person, by=owner, day=today(person), slot=breakfast, foods=foods)
    assert done.change.said == "Added 2 foods to Breakfast"
    undo(change=done.change, by=owner)
    assert day_of(person).n_entries == 0


def test_one_bad_food_of_several_stores_none(person, owner, breakfast, milk):
    foods = [Eaten(food=milk, amount=1, unit="glass"), Eaten(food=milk, amount=1, unit="bucket")]
    with pytest.raises(UnknownNameError):
        log_many(person=person, by=owner, day=today(person), slot=breakfast, foods=foods)
    assert not person.entries.exists()
    assert not person.changes.exists()


def test_a_quick_add_leaves_the_rest_unknown(person, owner, breakfast):
    quick_add(
        person=person,
        by=owner,
        day=today(person),
        slot=breakfast,
        nutrients={"energy_kcal": 600},
        spread={"energy_kcal": 150},
    )
    day = day_of(person)
    assert day.energy.value == 600
    assert day.energy_spread_kcal == 150
    assert day.protein.at_least
    assert day.protein.n_known == 0


@pytest.mark.parametrize("nutrients", [{}, {"energy_kcal": -1}, {"energy_kcal": 30000}, {"joy": 3}])
def test_a_quick_add_of_nothing_real_is_refused(person, owner, breakfast, nutrients):
    with pytest.raises(InputError):
        quick_add(person=person, by=owner, day=today(person), slot=breakfast, nutrients=nutrients)


def test_a_new_amount_scales_what_the_entry_says(log, milk, owner):
    (entry,) = log(milk, 100).entries
    milk.amounts = {"energy_kcal": 999.0}
    milk.save()
    (entry,) = edit_entry(entry=entry, by=owner, amount=300, eaten_share=0.5).entries
    assert entry.nutrients["energy_kcal"] == pytest.approx(61 * 1.5)
    assert entry.version == 2


def test_an_edit_of_an_older_version_is_a_conflict(log, milk, owner):
    (entry,) = log(milk, 100).entries
    edit_entry(entry=entry, by=owner, version=1, amount=200)
    with pytest.raises(StaleError, match="version"):
        edit_entry(entry=entry, by=owner, version=1, amount=300)


def test_every_change_can_be_undone_and_done_again(log, milk, owner, person):
    (entry,) = log(milk, 100).entries
    edited = edit_entry(entry=entry, by=owner, amount=200).change
    back = undo(change=edited, by=owner)
    entry.refresh_from_db()
    assert entry.grams == 100
    assert entry.nutrients["energy_kcal"] == 61
    undo(change=back, by=owner)
    entry.refresh_from_db()
    assert entry.grams == 200


def test_a_removed_entry_comes_back(log, milk, owner, person):
    entries = log(milk, 100).entries
    gone = delete_entries(person=person, by=owner, entries=entries)
    assert day_of(person).n_entries == 0
    undo(change=gone.change, by=owner)
    assert day_of(person).n_entries == 1


def test_undoing_does_not_overwrite_a_later_change(log, milk, owner):
    (entry,) = log(milk, 100).entries
    first = edit_entry(entry=entry, by=owner, amount=200).change
    edit_entry(entry=entry, by=owner, amount=300)
    with pytest.raises(StaleError):
        undo(change=first, by=owner)
    entry.refresh_from_db()
    assert entry.grams == 300


def test_a_change_is_undone_once(log, milk, owner):
    change = log(milk, 100).change
    key = uuid4()
    undo(change=change, by=owner, key=key)
    assert undo(change=change, by=owner, key=key).key == key
    with pytest.raises(InputError, match="already"):
        undo(change=change, by=owner)


def test_an_entry_moves_to_another_meal_and_day(log, milk, owner, person):
    done = log(milk, 100)
    yesterday = today(person) - timedelta(days=1)
    dinner = slots_of(person)[2]
    moved = move_entries(person=person, by=owner, entries=done.entries, slot=dinner, day=yesterday)
    assert day_of(person).n_entries == 0
    assert [m.slot.name for m in day_of(person, yesterday).meals if m.entries] == ["Dinner"]
    undo(change=moved.change, by=owner)
    assert day_of(person).n_entries == 1


def test_a_day_too_far_away_is_refused(log, milk):
    with pytest.raises(InputError, match="day"):
        log(milk, 100, day=date(2200, 1, 1))


def test_what_was_done_lately_is_offered_before_what_people_do_most(person, owner):
    from trophe.web.diary.days import today
    from trophe.web.diary.noting import log_exercise
    from trophe.web.diary.usual import usual_activities

    day = today(person)
    assert [one.code for one in usual_activities(person, day)][:1] == ["17190"]
    log_exercise(
        person=person, by=owner, day=day, name="Rowing", met=4.8, minutes=20, activity="02071"
    )
    offered = [one.code for one in usual_activities(person, day)]
    assert offered[:2] == ["02071", "17190"]
    assert len(offered) == len(set(offered)) == 8


@pytest.mark.parametrize(
    ("portions", "first"),
    [
        ([(1, "ounce", 28.35), (1, "slice, thin", 17.0), (1, "slice", 22.0)], (1.0, "slice", 22.0)),
        ([(1, "cup", 240.0), (1, "medium", 118.0)], (1.0, "medium", 118.0)),
        ([(3, "ounce", 85.0), (1, "roast", 900.0)], (100.0, "g", 100.0)),
        ([(1, "cup", 240.0)], (1.0, "cup", 240.0)),
    ],
)
def test_the_amount_to_begin_with_is_one_that_somebody_eats(food_of, portions, first):
    from trophe.web.diary.adding import first_amount

    assert first_amount(food_of("Something", portions)) == first
