"""The guide's pages: open to anybody signed in, without a record and without script."""

import pytest
from django.test import Client
from django.urls import reverse

from trophe.guide import pages
from trophe.web.accounts.models import User


@pytest.fixture
def reader(db):
    """Somebody signed in who has no record."""
    client = Client()
    client.force_login(User.objects.create(username="reader"))
    return client


@pytest.mark.parametrize("each", pages(), ids=lambda p: p.slug)
def test_every_page_opens_for_somebody_without_a_record(reader, each):
    html = reader.get(reverse("guide-page", args=[each.slug])).content.decode()
    assert f"<h1>{each.title}</h1>" in html.replace("&#x27;", "'")
    assert "not yet reviewed by a clinician" in html
    assert "[@" not in html
    assert "[[" not in html
    assert "**" not in html


def test_red_signs_come_before_everything_else_on_a_page(reader):
    html = reader.get(reverse("guide-page", args=["cast"])).content.decode()
    assert html.index("Get help first") < html.index("Do this first") < html.index("How fast")


def test_a_claim_leads_to_its_source_in_the_list(reader):
    html = reader.get(reverse("guide-page", args=["cast"])).content.decode()
    assert 'href="#source-1"' in html
    assert 'id="source-1"' in html
    assert "Kilroe (2020)" in html


def test_a_cause_shows_its_course_and_its_table_of_effects(reader):
    html = reader.get(reverse("guide-page", args=["cast"])).content.decode()
    assert "data-chart" in html
    assert "What was tried" in html
    assert "Mostly comes back" in html


def test_a_cause_without_a_published_rate_says_so_in_plain_words(reader):
    html = reader.get(reverse("guide-page", args=["als"])).content.decode()
    assert "Nobody has published how fast muscle size or strength goes here" in html
    assert "data-chart" not in html


def test_the_index_shows_every_page_and_what_is_asked_most(reader):
    html = reader.get(reverse("guide")).content.decode()
    assert all(reverse("guide-page", args=[each.slug]) in html for each in pages())
    assert "How fast does muscle go in a cast?" in html


def test_a_search_finds_a_page_and_shows_a_sentence_of_it(reader):
    html = reader.get(reverse("guide"), {"q": "plaster"}).content.decode()
    assert html.count("menu__link") >= 1
    assert reverse("guide-page", args=["cast"]) in html


def test_a_search_without_luck_says_so_and_still_shows_all_pages(reader):
    html = reader.get(reverse("guide"), {"q": "zzzz<script>"}).content.decode()
    assert "Nothing found for “zzzz&lt;script&gt;”" in html
    assert reverse("guide-page", args=["cast"]) in html


def test_an_unknown_topic_is_not_found(reader):
    assert reader.get("/guide/nowhere/").status_code == 404


def test_nobody_signed_in_is_asked_to_sign_in(client):
    assert client.get(reverse("guide")).status_code == 302


def test_a_page_asks_the_database_nearly_nothing(reader, django_assert_max_num_queries):
    reader.get(reverse("guide-page", args=["cast"]))
    with django_assert_max_num_queries(6):
        reader.get(reverse("guide-page", args=["cast"]))


def test_the_more_page_leads_to_the_guide(client, owner, person):
    client.force_login(owner)
    assert reverse("guide") in client.get(reverse("more", args=[person.code])).content.decode()


def test_a_course_has_its_film_and_the_film_its_stills(reader):
    html = reader.get(reverse("guide-page", args=["cast"])).content.decode()
    assert "data-film" in html
    assert html.count("film__section") >= 3
    assert "muscle.js" in html
    assert "data-film" not in reader.get(reverse("guide-page", args=["als"])).content.decode()


def test_a_cause_leads_to_the_form_of_its_event(client, owner, person):
    client.force_login(owner)
    html = client.get(reverse("guide-page", args=["cast"])).content.decode()
    form = f"{reverse('event-new', args=[person.code])}?kind=cast"
    assert form in html
    assert client.get(form).status_code == 200
