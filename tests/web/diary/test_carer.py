"""A carer writes for another, and copies what both ate from one to the other."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from trophe.web.diary.days import slots_of, today
from trophe.web.diary.eating import delete_entries, log_food
from trophe.web.diary.purging import purge_tombstones
from trophe.web.foods.own import delete_own_food, save_own_food
from trophe.web.people.services import create_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def carer(writer, told):
    """The helper, who may write for the person and has a record of their own."""
    return create_person(by=writer, **{**told, "name": "Bo"})


def test_a_carer_enters_a_whole_day(client_of, writer, person, milk, breakfast):
    client, day = client_of(writer), today(person)

    def send(page, *extra, **told):
        address = reverse(page, args=[person.code, *extra])
        answer = client.post(address, told | {"key": uuid4()}, follow=True)
        assert answer.status_code == 200

    send("add-amount", day, breakfast.code, milk.code, amount="200", unit="g")
    send("quick-add", day, breakfast.code, protein_g="12", name="Soup")
    send("water", day, ml="250")
    send("exercise", day, activity="17190", minutes="20")
    send("day-feeling", day, appetite="1")
    send("day-about", day, status="complete")
    client.post(reverse("weigh-in", args=[person.code]), {"weight": "72.5", "code": uuid4()})
    page = client.get(reverse("today", args=[person.code])).content.decode()
    for word in ("Milk, whole", "Soup", "250 ml", "Walking, moderate", "72.5 kg"):
        assert word in page, word
    assert set(person.entries.values_list("made_by", flat=True)) == {writer.pk}


def test_a_meal_is_copied_to_another_person_and_undone(
    client_of, writer, person, carer, milk, breakfast
):
    client, day = client_of(writer), today(person)
    log_food(person=person, by=writer, day=day, slot=breakfast, food=milk, amount=200)
    log_food(person=person, by=writer, day=day, slot=slots_of(person)[1], food=milk, amount=50)
    assert "Bo</option>" in client.get(reverse("today", args=[person.code])).content.decode()
    address = reverse("give", args=[person.code, day])
    told = {"to": carer.code, "slot": slots_of(person)[0].code, "key": uuid4()}
    for _ in range(2):
        page = client.post(address, told, follow=True).content.decode()
    assert "Copied Breakfast to Bo" in page
    entry = carer.entries.get()
    assert (entry.slot.name, entry.nutrients["protein_g"]) == ("Breakfast", 6.4)
    change = carer.changes.get()
    assert reverse("change-undo", args=[carer.code, change.code]) in page
    client.post(reverse("change-undo", args=[carer.code, change.code]))
    assert not carer.entries.kept().exists()
    client.post(address, {"to": carer.code})
    assert carer.entries.kept().count() == 2


def test_nothing_is_copied_to_whom_one_may_not_write(
    client_of, writer, stranger, person, milk, breakfast, told
):
    other = create_person(by=stranger, **told)
    log_food(person=person, by=writer, day=today(person), slot=breakfast, food=milk, amount=200)
    address = reverse("give", args=[person.code, today(person)])
    assert client_of(writer).post(address, {"to": other.code}).status_code == 404
    assert client_of(writer).post(address, {"to": "nobody"}).status_code == 404
    assert not other.entries.exists()


def test_tombstones_go_after_half_a_year_and_not_before(
    person, owner, milk, breakfast, settings, tmp_path
):
    settings.PHOTOS = tmp_path
    day = today(person)
    pie = save_own_food(person=person, by=owner, name="Pie", amounts={"protein_g": 9})
    kept = log_food(person=person, by=owner, day=day, slot=breakfast, food=pie, amount=9)
    gone = log_food(person=person, by=owner, day=day, slot=breakfast, food=milk, amount=9)
    delete_entries(person=person, by=owner, entries=gone.entries)
    delete_own_food(person=person, by=owner, food=pie)
    assert purge_tombstones() == 0
    assert purge_tombstones(timezone.now() + timedelta(days=179)) == 0
    assert purge_tombstones(timezone.now() + timedelta(days=181)) == 2
    entry = person.entries.get()
    assert entry.pk == kept.entries[0].pk
    assert (entry.name, entry.food) == ("Pie", None)
