"""The inbox: what comes in, what goes out by itself, what a person does with it."""

import inspect
import re
from datetime import date, timedelta

import pytest

from trophe.errors import OutOfRangeError
from trophe.plan import Goal
from trophe.web.diary.eating import log_food
from trophe.web.diary.services import weigh_in
from trophe.web.inbox import access, sources
from trophe.web.inbox.care import remember, standing_of
from trophe.web.inbox.models import Member
from trophe.web.inbox.services import bring_back, read, refresh, snooze
from trophe.web.people.services import create_person, update_person
from trophe.web.plans.services import make_plan

pytestmark = pytest.mark.django_db


def titles(person):
    return [notice.title for notice in access.waiting(person)]


def keys(person):
    return {notice.key.split(":")[0] for notice in access.waiting(person)}


def at(person, days=0, hour=12):
    return person.now().replace(hour=hour) + timedelta(days=days)


@pytest.fixture
def stale(person):
    """Weighed ten days ago, and never since."""
    person.weights.update(local_date=person.today() - timedelta(days=10))
    return person


def test_nothing_waits_for_who_weighed_in_today(person):
    refresh(person)
    assert titles(person) == []


def test_a_week_without_a_weight_waits_and_goes_when_weighed(stale, owner):
    refresh(stale)
    assert keys(stale) == {"weigh-in"}
    weigh_in(person=stale, by=owner, weight_kg=72.0, confirmed=True)
    refresh(stale)
    assert keys(stale) == set()


def test_what_was_read_stays_read_for_its_week(stale):
    refresh(stale)
    (notice,) = access.waiting(stale)
    read(notice=notice)
    refresh(stale)
    assert access.waiting(stale) == []
    refresh(stale, at(stale, days=7))
    assert len(access.waiting(stale)) == 1


def test_what_is_put_off_comes_back_on_its_day(stale):
    refresh(stale)
    (notice,) = access.waiting(stale)
    snooze(notice=notice, day=stale.today(), days=1)
    assert access.waiting(stale) == []
    assert access.put_off(stale) == [notice]
    tomorrow = stale.today() + timedelta(days=1)
    assert list(stale.notices.waiting(tomorrow)) == [notice]
    assert bring_back(notice=notice) in access.waiting(stale)


@pytest.mark.parametrize("days", [0, -1, 31])
def test_nothing_is_put_off_for_ever(stale, days):
    refresh(stale)
    with pytest.raises(OutOfRangeError, match="days"):
        snooze(notice=access.waiting(stale)[0], day=stale.today(), days=days)


def test_a_locked_plan_is_urgent_and_comes_first(stale, owner):
    make_plan(person=stale, goal=Goal.parse("lose-1"), by=owner)
    update_person(person=stale, by=owner, conditions={"pregnant"})
    refresh(stale)
    first, *_ = access.waiting(stale)
    assert (first.level, first.key.split(":")[0]) == ("urgent", "plan-locked")
    update_person(person=stale, by=owner, conditions=set())
    refresh(stale)
    assert "plan-locked" not in keys(stale)


def test_losing_too_fast_is_told(person, owner):  # P10
    first = person.today() - timedelta(days=30)
    weigh_in(person=person, by=owner, weight_kg=80.0, local_date=first, confirmed=True)
    make_plan(person=person, goal=Goal.parse("lose-1"), by=owner, on_date=first)
    for day in range(14, 31, 2):
        on = first + timedelta(days=day)
        weigh_in(person=person, by=owner, weight_kg=80 - 0.2 * day, local_date=on, confirmed=True)
    person.weights.filter(weight_kg=72.6).delete()  # that of the fixture
    refresh(person)
    (told,) = [n for n in access.waiting(person) if "P10" in n.key]
    assert told.level == "urgent"
    assert "too fast" in told.text


def test_the_plan_asks_to_be_looked_at_after_eight_weeks(person, owner):
    first = person.today() - timedelta(days=57)
    weigh_in(person=person, by=owner, weight_kg=72.6, local_date=first, confirmed=True)
    make_plan(person=person, goal=Goal.parse("lose-0.5"), by=owner, on_date=first)
    refresh(person)
    assert "plan-review" in keys(person)


def test_protein_far_from_its_goal_is_told_in_the_evening_only(person, owner, oats, breakfast):
    make_plan(person=person, goal=Goal.parse("maintain"), by=owner)
    day = person.today()
    log_food(person=person, by=owner, day=day, slot=breakfast, food=oats, amount=50)
    refresh(person, at(person, hour=9))
    assert "protein" not in keys(person)
    refresh(person, at(person, hour=19))
    assert "protein" in keys(person)


def test_who_hides_weight_is_not_asked_to_weigh(stale, owner):  # W07
    update_person(person=stale, by=owner, hides_weight=True)
    refresh(stale)
    assert "weigh-in" not in keys(stale)


def test_titles_carry_no_health_content():  # W10
    told = re.findall(r'title=f?"([^"]+)"', inspect.getsource(sources))
    assert len(told) >= 6
    words = r"kcal|\bkg\b|\blb\b|steroid|pregnan|weight loss|lost|emergency|disease"
    assert not [t for t in told if re.search(words, t, re.IGNORECASE)]


def test_the_page_says_when_nothing_waits(person, owner, client_of):
    html = client_of(owner).get(f"/p/{person.code}/inbox/").content.decode()
    assert "You're all caught up!" in html


def test_done_later_and_undo_work_from_the_page(stale, owner, client_of):
    client, root = client_of(owner), f"/p/{stale.code}/inbox/"
    client.get(root)
    (notice,) = access.waiting(stale)
    assert "caught up" in client.post(f"{root}{notice.code}/read/", follow=True).content.decode()
    assert "Weigh in" in client.post(f"{root}{notice.code}/back/", follow=True).content.decode()
    later = client.post(f"{root}{notice.code}/snooze/", {"days": 7}, follow=True).content.decode()
    assert "caught up" in later
    assert "comes back on" in later
    client.post(f"{root}{notice.code}/back/")
    assert "caught up" in client.post(f"{root}read/", follow=True).content.decode()


def test_a_reader_sees_but_cannot_clear(stale, reader, client_of):
    client = client_of(reader)
    html = client.get(f"/p/{stale.code}/inbox/").content.decode()
    assert "Weigh in" in html
    assert "Done</button>" not in html
    (notice,) = access.waiting(stale)
    assert client.post(f"/p/{stale.code}/inbox/{notice.code}/read/").status_code == 404


def test_a_notice_of_somebody_else_cannot_be_reached(stale, stranger, told, client_of):
    refresh(stale)
    (notice,) = access.waiting(stale)
    other = create_person(by=stranger, **told)
    answer = client_of(stranger).post(f"/p/{other.code}/inbox/{notice.code}/read/")
    assert answer.status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def weigh_thrice_a_week(person, owner, weeks):
    monday = date(2026, 8, 3)
    for week in range(weeks):
        for offset in (0, 2, 4):
            on = monday + timedelta(days=7 * week + offset)
            weigh_in(person=person, by=owner, weight_kg=72.0, local_date=on, confirmed=True)


def test_one_kind_of_care_alone_stays_bronze(person, owner):
    weigh_thrice_a_week(person, owner, 12)
    assert standing_of(person, person.today()).level == "bronze"


def test_a_level_stands_beside_the_name_and_never_leaves(person, owner, client_of):
    Member.objects.create(person=person, level="gold")
    assert remember(person, standing_of(person, person.today())).level == "gold"
    html = client_of(owner).get(f"/p/{person.code}/more/").content.decode()
    assert 'aria-label="Gold member"' in html
