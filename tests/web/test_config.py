"""Headers, settings and the database's own settings."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from trophe.web.config.database import database_settings
from trophe.web.config.ids import uuid7
from trophe.web.config.paths import data_dir
from trophe.web.config.secrets import secret_lines

TEMPLATES = Path(settings.WEB) / "templates"


@pytest.fixture
def page(owner, person, client_of):
    return client_of(owner).get(f"/p/{person.code}/")


def test_a_page_runs_our_scripts_only(page):
    policy = dict(
        part.strip().split(" ", 1)
        for part in page.headers["Content-Security-Policy"].split(";")
        if " " in part.strip()
    )
    assert policy["default-src"] == "'none'"
    assert re.fullmatch(r"'nonce-[^']+' 'strict-dynamic'", policy["script-src"])
    assert policy["style-src"] == "'self'"
    assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert policy["require-trusted-types-for"] == "'script'"
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    assert "http" not in page.headers["Content-Security-Policy"]


def test_a_page_is_kept_by_nobody_and_framed_by_nobody(page):
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert page.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=(self)" in page.headers["Permissions-Policy"]
    assert "geolocation=()" in page.headers["Permissions-Policy"]


def test_forms_keep_their_origin(page):
    # With no-referrer a browser sends `Origin: null` and every form would be refused.
    assert page.headers["Referrer-Policy"] == "same-origin"


def test_each_page_has_its_own_nonce(owner, person, client_of):
    client = client_of(owner)
    seen = {client.get("/account/").headers["Content-Security-Policy"] for _ in range(3)}
    assert len({re.search(r"nonce-[^']+", policy).group() for policy in seen}) == 3


def test_no_template_has_what_the_policy_forbids():
    for path in TEMPLATES.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle\s*=", text), f"{path.name}: inline style"
        # The alarm page must stand alone; its policy names the hash of its own style.
        if path.name != "alarm.html":
            assert not re.search(r"<style", text), f"{path.name}: inline style"
        assert not re.search(r"\son[a-z]+\s*=", text), f"{path.name}: inline script"
        for script in re.findall(r"<script[^>]*>", text):
            assert "nonce" in script or "application/json" in script, f"{path.name}: {script}"
        assert not re.search(r"(src|href)=\"(https?:)?//", text), f"{path.name}: a foreign address"


def test_the_health_page_needs_nobody_and_tells_nothing(db):
    answer = Client().get("/healthz")
    assert answer.status_code == 200
    assert set(answer.json()) == {"status", "version"}


def test_a_page_that_is_not_there_looks_like_ours(owner, client_of):
    answer = client_of(owner).get("/nowhere/")
    assert answer.status_code == 404
    assert "Nothing here" in answer.content.decode()


def test_a_foreign_host_name_is_refused(db):
    assert Client(headers={"host": "evil.example"}).get("/healthz").status_code == 400


def test_a_postgres_address_is_read_whole():
    url = "postgresql://ann:p%40ss%2Fword@db.home:5433/trophe%20one?sslmode=require"
    parsed = database_settings(url, Path())
    assert parsed["ENGINE"] == "django.db.backends.postgresql"
    assert (parsed["USER"], parsed["PASSWORD"]) == ("ann", "p@ss/word")
    assert (parsed["HOST"], parsed["PORT"], parsed["NAME"]) == ("db.home", "5433", "trophe one")
    assert parsed["OPTIONS"] == {"sslmode": "require"}


def test_another_kind_of_database_is_refused():
    with pytest.raises(ImproperlyConfigured, match="mysql"):
        database_settings("mysql://localhost/x", Path())


def test_secrets_are_made_once_and_read_by_their_owner_alone(tmp_path):
    first = secret_lines(tmp_path, "secret_key")
    assert secret_lines(tmp_path, "secret_key") == first
    assert len(first[0]) > 60
    path = tmp_path / "secrets" / "secret_key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_text("new\n" + first[0])
    assert secret_lines(tmp_path, "secret_key") == ["new", first[0]]


def test_the_data_folder_follows_its_setting(tmp_path, monkeypatch):
    monkeypatch.setenv("TROPHE_DATA", str(tmp_path / "here"))
    assert data_dir() == tmp_path / "here"
    assert stat.S_IMODE(data_dir().stat().st_mode) == 0o700


def test_identifiers_sort_by_time_and_say_their_version():
    ids = [uuid7() for _ in range(100)]
    assert len(set(ids)) == 100
    assert all(i.version == 7 and i.variant == "specified in RFC 4122" for i in ids)
    assert ids[0].int >> 80 <= ids[-1].int >> 80


def test_settings_for_a_public_address_are_strict(tmp_path):
    probe = (
        "from trophe.web.config import settings as s;"
        "print(s.SESSION_COOKIE_NAME, s.SECURE_HSTS_SECONDS, s.SESSION_COOKIE_SECURE,"
        " s.CSRF_COOKIE_SECURE, 'trophe.example' in s.ALLOWED_HOSTS, s.CSRF_TRUSTED_ORIGINS,"
        " s.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN)"
    )
    env = os.environ | {"TROPHE_DATA": str(tmp_path), "TROPHE_URL": "https://trophe.example/"}
    shown = subprocess.run(
        [sys.executable, "-c", probe], env=env, capture_output=True, text=True, check=True
    )
    want = "__Host-trophe 31536000 True True True ['https://trophe.example'] False"
    assert shown.stdout.strip() == want


def test_the_pages_load_without_any_heavy_library():
    # A worker warms the engine of charts in a thread, once its pages are loaded.
    probe = (
        "import sys, django; django.setup();"
        "from django.core.checks.urls import check_url_config; check_url_config(None);"
        "print(sorted({'scipy', 'vl_convert', 'altair', 'jax', 'polars'} & set(sys.modules)))"
    )
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "trophe.web.config.settings"}
    shown = subprocess.run(
        [sys.executable, "-c", probe], env=env, capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() == "[]"


def test_the_command_line_starts_without_django():
    probe = "import sys, trophe.cli.main, trophe.cli.serve; print('django' in sys.modules)"
    command = [sys.executable, "-c", probe]
    shown = subprocess.run(command, capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "False"


def test_every_setting_and_every_call_stands_in_the_docs():
    from trophe.web.api.routes import api

    docs = Path(settings.WEB).parents[2] / "docs"
    serve, calls = (docs / "serve.md").read_text("utf-8"), (docs / "api.md").read_text("utf-8")
    code = "".join(path.read_text("utf-8") for path in (settings.WEB / "config").rglob("*.py"))
    for name in set(re.findall(r'environ(?:\.get)?[(\[]\s*"([A-Z_]+)"', code)):
        assert f"`{name}`" in serve, name
    for path, methods in api.get_openapi_schema()["paths"].items():
        for method in methods:
            assert f"`{method.upper()} {path}`" in calls, f"{method} {path}"
