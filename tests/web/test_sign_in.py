"""The one-time link, passwords, sessions."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from trophe.web.accounts.models import OneTimeLink
from trophe.web.accounts.services import (
    has_way_in,
    make_account,
    make_link,
    open_link,
)

pytestmark = pytest.mark.django_db


def _signed_in_as(client):
    return client.session.get("_auth_user_id")


def test_the_link_signs_its_user_in_once(owner):
    path = f"/enter/{make_link(user=owner)}/"
    first, second = Client(), Client()
    assert first.get(path).status_code == 200
    assert _signed_in_as(first) is None, "looking at the page must not sign in"
    assert first.post(path).headers["Location"] == "/"
    assert _signed_in_as(first) == str(owner.pk)
    assert second.post(path).status_code == 410
    assert _signed_in_as(second) is None


def test_a_fresh_link_ends_the_one_before(owner):
    old = make_link(user=owner)
    new = make_link(user=owner)
    assert open_link(old) is None
    assert open_link(new) is not None


def test_a_link_seen_too_late_stays_ended_when_the_clock_goes_back(owner, monkeypatch):
    token = make_link(user=owner)
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(days=2))
    assert Client().post(f"/enter/{token}/").status_code == 410
    monkeypatch.setattr(timezone, "now", lambda: now)
    assert Client().post(f"/enter/{token}/").status_code == 410


def test_the_link_is_kept_as_a_hash_only(owner):
    token = make_link(user=owner)
    assert token not in str(OneTimeLink.objects.values_list().get())


def test_guessing_links_is_slowed_down(db):
    client = Client()
    answers = [client.post(f"/enter/guess{n}/").status_code for n in range(31)]
    assert answers[0] == 410
    assert answers[-1] == 429


def test_the_link_of_somebody_switched_off_opens_nothing(owner):
    token = make_link(user=owner)
    owner.is_active = False
    owner.save()
    assert Client().post(f"/enter/{token}/").status_code == 410


def test_the_owner_has_a_way_in_after_setting_a_password(owner, client_of):
    assert not has_way_in(owner)
    client = client_of(owner)
    good = "seven blue herons wade"
    answer = client.post("/account/password/set/", {"password1": good, "password2": good})
    assert answer.status_code == 302
    owner.refresh_from_db()
    assert has_way_in(owner)
    assert Client().login(username="owner", password=good)


@pytest.mark.parametrize(
    "password",
    [
        "short one",
        "passwordpassword",
        "Football2024!",
        "111111111111",
        "abcabcabcabc",
        "owner-owner-owner",
    ],
)
def test_a_password_that_is_short_or_common_is_refused(owner, client_of, password):
    form = {"password1": password, "password2": password}
    answer = client_of(owner).post("/account/password/set/", form)
    owner.refresh_from_db()
    assert answer.status_code == 200
    assert not owner.has_usable_password()


def test_a_password_signs_in_and_wrong_ones_are_slowed_down(db):
    make_account(username="ada", password="seven blue herons wade")
    client = Client()
    right = {"login": "ada", "password": "seven blue herons wade"}
    assert client.post("/account/login/", right).headers["Location"] == "/"
    other = Client()
    for _ in range(12):
        answer = other.post("/account/login/", right | {"password": "wrong wrong wrong"})
    assert answer.status_code in (200, 429)
    assert other.post("/account/login/", right).status_code != 302, "locked for a while"


def test_nobody_signs_up_uninvited(db):
    assert Client().get("/account/signup/").status_code == 404
    assert Client().get("/account/password/reset/").status_code == 404


def test_a_session_ends_thirty_days_after_it_began(owner, client_of, monkeypatch):
    client = client_of(owner)
    assert client.get("/account/").status_code == 200
    session = client.session
    session["began"] -= 31 * 86400
    session.save()
    answer = client.get("/account/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/account/login/")


def test_account_pages_answer_for_who_is_signed_in(owner, client_of):
    client = client_of(owner)
    for path in ("/account/", "/account/2fa/", "/account/sessions/", "/account/tokens/"):
        assert client.get(path).status_code == 200, path


def test_the_sign_in_page_offers_passkeys_with_scripts_that_carry_the_nonce(db):
    answer = Client().get("/account/login/")
    page = answer.content.decode()
    nonce = re.search(r"'nonce-([^']+)'", answer.headers["Content-Security-Policy"])
    assert nonce is not None
    assert "passkey" in page
    scripts = [s for s in re.findall(r"<script[^>]*>", page) if "application/json" not in s]
    assert scripts
    assert all(f'nonce="{nonce.group(1)}"' in script for script in scripts)
