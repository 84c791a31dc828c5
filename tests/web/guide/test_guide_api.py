"""The guide's calls."""

import pytest

from trophe.guide import pages
from trophe.web.accounts.services import make_token


@pytest.fixture
def ask(client, owner):
    token = make_token(user=owner, name="guide", scope="read")[1]
    return lambda path: client.get(f"/api/v1{path}", headers={"authorization": f"Bearer {token}"})


def test_all_topics_are_listed(ask):
    assert [each["topic"] for each in ask("/guide").json()] == [each.slug for each in pages()]


def test_a_search_gives_the_best_first(ask):
    assert ask("/guide?q=plaster").json()[0]["topic"] == "cast"


@pytest.mark.parametrize("each", pages(), ids=lambda p: p.slug)
def test_every_page_fits_the_schema(ask, each):
    answer = ask(f"/guide/{each.slug}")
    assert answer.status_code == 200
    assert answer.json()["title"] == each.title


def test_an_unknown_topic_is_404_and_a_stranger_gets_401(ask, client):
    assert ask("/guide/nowhere").status_code == 404
    assert client.get("/api/v1/guide").status_code == 401
