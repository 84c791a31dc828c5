"""Trends and the weekly offer: what pages show is what was logged and learned."""

from datetime import timedelta

import numpy as np
import pytest

from trophe.fit.expenditure_twins import CLEAN, twins
from trophe.plan import Goal
from trophe.units import format_weight
from trophe.web.diary.models import Weight
from trophe.web.diary.noting import describe_day
from trophe.web.diary.services import weigh_in
from trophe.web.people.services import update_person
from trophe.web.plans.services import make_plan, read_plan
from trophe.web.trends.learned import learned_of
from trophe.web.trends.logbook import logbook
from trophe.web.trends.models import NeedAnswer
from trophe.web.trends.offer import offer

pytestmark = pytest.mark.django_db
DAYS = 35


@pytest.fixture
def kept(person, owner, eaten):
    """Five weeks of a twin's diary, and a plan made a fortnight ago."""
    t = twins(CLEAN, people=1, days=DAYS + 29, seed=4)
    first = person.today() - timedelta(days=DAYS)
    Weight.objects.filter(person=person).delete()
    for day in range(DAYS):
        on = first + timedelta(days=day)
        if np.isfinite(t.scale_kg[0, day]):
            kg = round(float(t.scale_kg[0, day]), 1)
            weigh_in(person=person, by=owner, weight_kg=kg, local_date=on, confirmed=True)
        if np.isfinite(t.logged_kcal_d[0, day]):
            eaten(on, float(t.logged_kcal_d[0, day]))
    return person


@pytest.fixture
def eaten(person, owner):
    from trophe.web.diary.days import slots_of
    from trophe.web.diary.eating import quick_add

    slot = slots_of(person)[0]

    def eat(on, kcal):
        quick_add(
            person=person,
            by=owner,
            day=on,
            slot=slot,
            name="Food",
            nutrients={"energy_kcal": kcal, "protein_g": kcal * 0.04},
        )
        describe_day(person=person, by=owner, day=on, status="complete")

    return eat


def page(client_of, owner, person, query=""):
    return client_of(owner).get(f"/p/{person.code}/trends/{query}").content.decode()


def test_nothing_logged_is_a_calm_page(owner, person, client_of):
    Weight.objects.filter(person=person).delete()
    assert "drawn here" in page(client_of, owner, person)


def test_what_was_learned_is_on_the_page_and_kept(kept, owner, client_of, monkeypatch):
    learned = learned_of(kept, logbook(kept))
    assert learned.status == "updating"
    html = page(client_of, owner, kept)
    assert f"{learned.need_now_kcal_d:,.0f}" in html
    for title in ("Weight", "Energy eaten and spent", "Protein", "Fat-free mass"):
        assert f'<span class="tile__title">{title}</span>' in html
    monkeypatch.setattr("trophe.web.trends.learned._learn", None)  # kept: not worked out again
    assert learned_of(kept, logbook(kept)).need_now_kcal_d == learned.need_now_kcal_d


def test_a_range_shows_its_days_only(kept, owner, client_of):
    book = logbook(kept)
    whole = page(client_of, owner, kept, "weight/?range=all")
    oldest = f"{book.first.day} {book.first:%b %Y}"
    assert f">{oldest}</th>" in whole
    assert f">{oldest}</th>" not in page(client_of, owner, kept, "weight/?range=4w")
    start = book.date_of(3)
    own = page(client_of, owner, kept, f"weight/?from={start}&to={book.date_of(12)}")
    assert f">{oldest}</th>" not in own
    assert f">{start.day} {start:%b %Y}</th>" in own


def test_a_date_that_is_none_is_told(kept, owner, client_of):
    assert "from = &#x27;soon&#x27; is not a date" in page(client_of, owner, kept, "?from=soon")
    assert "range = &#x27;9w&#x27; is none of" in page(client_of, owner, kept, "?range=9w")


def test_a_chart_is_a_picture_and_a_table(kept, owner, client_of):
    client = client_of(owner)
    base = f"/p/{kept.code}/trends"
    table = client.get(f"{base}/weight.csv?range=all").content.decode()
    assert table.startswith("date,weighed_kg,weighed_at_least,trend_median_kg,trend_q05_kg")
    assert len(table.splitlines()) == logbook(kept).days + 1
    picture = client.get(f"{base}/energy.png").content
    assert picture.startswith(b"\x89PNG")
    assert client.get(f"{base}/luck.csv").status_code == 404
    assert client.get(f"{base}/luck/").status_code == 404
    assert client.get(f"{base}/weight.pdf").status_code == 404


def test_what_is_hidden_is_neither_drawn_nor_a_file(kept, owner, client_of):
    update_person(person=kept, by=owner, hides_energy=True, hides_weight=True)
    html = page(client_of, owner, kept)
    assert 'tile__title">Weight<' not in html
    assert "Energy eaten" not in html
    assert "What you use" not in html
    for key in ("weight", "fat", "lean", "energy", "nutrient-energy_kcal", "forecast-weight"):
        for path in (f"{key}.csv", f"{key}.png", f"{key}/"):
            found = client_of(owner).get(f"/p/{kept.code}/trends/{path}")
            assert found.status_code == 404, path
    for key in ("weight", "energy"):
        told = page(client_of, owner, kept, f"compare/?key={key}")
        assert "Nothing was logged of that" in told
        assert f'value="{key}"' not in told
    assert 'tile__title">Weight<' in page(client_of, owner, kept, "?figures=yes")
    assert "kcal" not in page(client_of, owner, kept, "nutrient-fibre_g/")


@pytest.fixture
def planned(kept, owner):
    made = make_plan(
        person=kept,
        goal=Goal.parse("maintain"),
        by=owner,
        on_date=kept.today() - timedelta(days=14),
    )
    assert made.stored is not None
    return kept


def test_the_learned_need_is_offered_taken_and_planned_by(planned, owner, client_of):
    book = logbook(planned)
    offered = offer(planned, book, learned_of(planned, book))
    before = read_plan(planned).made
    assert offered.planned_kcal_d == pytest.approx(before.tee_kcal_d)
    assert abs(offered.need_kcal_d / before.tee_kcal_d - 1) <= 0.1 + 1e-9
    assert "Plan by it" in page(client_of, owner, planned)
    client_of(owner).post(f"/p/{planned.code}/trends/need/", {"answer": "take"})
    after = read_plan(planned).made
    assert after.tee_kcal_d == pytest.approx(offered.need_kcal_d, abs=1)
    assert after.intake_kcal_d >= after.floor_kcal_d
    assert "Plan by it" not in page(client_of, owner, planned)  # once a week


def test_a_kept_plan_stays_as_it_is_for_a_week(planned, owner, client_of):
    before = read_plan(planned).stored.code
    client_of(owner).post(f"/p/{planned.code}/trends/need/", {"answer": "keep"})
    assert read_plan(planned).stored.code == before
    assert NeedAnswer.objects.get().answer == "kept"
    assert "Plan by it" not in page(client_of, owner, planned)


def test_a_child_learns_nothing(kept, owner, client_of):
    update_person(person=kept, by=owner, age_y=12.0)
    assert learned_of(kept, logbook(kept)) is None
    assert "What you use" not in page(client_of, owner, kept, "?figures=yes")


def test_weights_alone_say_what_is_missing(person, owner, client_of):
    assert "log all food on some days" in page(client_of, owner, person)


def test_the_week_in_words_matches_its_figures(planned, owner, client_of):
    html = client_of(owner).get(f"/p/{planned.code}/review/").content.decode()
    figures = planned.weeks.get().figures
    size = format_weight(abs(figures["trend_change_kg"]), "kg")
    assert ("stayed level" if size == "0 kg" else size) in html
    assert f"{figures['intake_kcal_d']:,.0f} kcal" in html
    assert f"{figures['spent_kcal_d']:,.0f} kcal" in html
    assert f"{figures['protein_g_d']:.0f} g a day" in html
    assert f"on {figures['whole_days']} days" in html
    assert figures["changes"] == []
    monday = planned.weeks.get().monday
    assert monday.weekday() == 0
    assert monday + timedelta(days=6) < planned.today()
    book = logbook(planned)
    days = [book.date_of(day) for day in range(book.days)]
    inside = [on for on in days if monday <= on <= monday + timedelta(days=6)]
    weighed = planned.weights.kept().filter(local_date__in=inside).count()
    assert figures["weights"] == weighed


def test_a_week_is_kept_as_it_was_first_told(planned, owner, client_of):
    client = client_of(owner)
    client.get(f"/p/{planned.code}/review/")
    before = planned.weeks.get().figures
    Weight.objects.filter(person=planned).delete()
    client.get(f"/p/{planned.code}/review/")
    assert planned.weeks.get().figures == before


def test_a_week_tells_nothing_that_is_hidden(planned, owner, client_of):
    update_person(person=planned, by=owner, hides_energy=True, hides_weight=True)
    html = client_of(owner).get(f"/p/{planned.code}/review/").content.decode()
    assert "What mattered" in html
    assert "kcal" not in html
    assert "weight trend" not in html.lower()
    assert "Weighings" not in html


def test_a_safety_note_of_a_week_is_not_hidden_with_the_figures(planned, owner, client_of):
    client = client_of(owner)
    client.get(f"/p/{planned.code}/review/")
    story = planned.weeks.get()
    text = "You have been losing 1.7 kg a week for two weeks. The plan stops."
    story.figures["watch"] = {"rule": "P10", "level": "stop", "text": text}
    story.save()
    assert text in client.get(f"/p/{planned.code}/review/").content.decode()
    update_person(person=planned, by=owner, hides_energy=True, hides_weight=True)
    html = client.get(f"/p/{planned.code}/review/").content.decode()
    assert "falling too fast" in html
    assert "Rule P10" in html
    assert " kg" not in html.partition("<main")[2]  # the head holds a random token


def test_a_week_that_an_earlier_version_kept_is_read(planned, owner, client_of):
    client_of(owner).get(f"/p/{planned.code}/review/")
    story = planned.weeks.get()
    story.figures = {"weights": 3, "whole_days": 5, "watch": "", "protein_before_g_d": 70.0}
    story.save()
    assert "3 weighings" in client_of(owner).get(f"/p/{planned.code}/review/").content.decode()


def test_without_a_week_the_page_says_so(owner, person, client_of):
    Weight.objects.filter(person=person).delete()
    html = client_of(owner).get(f"/p/{person.code}/review/").content.decode()
    assert "once it is over" in html
