"""The server as a person meets it: from a bare folder, with many at once, and again."""

import contextlib
import http.cookiejar
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request

import pytest

from trophe.web.config.database import APPLICATION_ID

# On a busy machine; alone each start takes one to two seconds.
START_S = 60


@pytest.fixture
def env(tmp_path):
    env = os.environ | {"TROPHE_DATA": str(tmp_path / "data"), "PYTHONUNBUFFERED": "1"}
    env.pop("DJANGO_SETTINGS_MODULE", None)
    return env


@contextlib.contextmanager
def _serving(env):
    """A running server: yields what it printed until it answered."""
    command = [sys.executable, "-c", "from trophe.cli import main; main()"]
    server = subprocess.Popen(
        [*command, "serve", "--port", "0", "--no-open", "--workers", "1"],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    lines, done = [], threading.Event()

    def read():
        for line in server.stdout:
            lines.append(line)
            if "Ctrl-C" in line:
                done.set()
        done.set()

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    try:
        assert done.wait(START_S), "the server did not start:\n" + "".join(lines)
        assert server.poll() is None, "".join(lines)
        yield "".join(lines), server
    finally:
        if server.poll() is None:
            server.send_signal(signal.SIGINT)
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, signal.SIGKILL)
        reader.join(5)
        server.stdout.close()


def _browser():
    jar = http.cookiejar.CookieJar()
    return urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))


def _open(browser, url, form=None, origin=""):
    """Status, final address, headers and text of a page."""
    request = urllib.request.Request(url, form, {"Origin": origin} if form else {})
    try:
        with browser.open(request) as answer:
            return answer.status, answer.url, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, url, error.headers, ""


def test_from_a_bare_folder_to_the_first_question_and_again(env, tmp_path):
    with _serving(env) as (said, server):
        link = re.search(r"http://\S+/enter/\S+", said).group()
        origin, browser = link.split("/enter")[0], _browser()
        page = _open(browser, link)[3]
        token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', page).group(1)
        form = urllib.parse.urlencode({"csrfmiddlewaretoken": token}).encode()
        assert _open(_browser(), link, form, origin)[0] == 403, "a token without its cookie"
        _, url, _, page = _open(browser, link, form, origin)
        assert url == f"{origin}/start/"
        sheet = re.search(r'href="(/static/[^"]+\.css)"', page).group(1)
        assert "immutable" in _open(browser, origin + sheet)[2]["Cache-Control"]
        server.send_signal(signal.SIGINT)
        assert server.wait(20) == 0
    data = tmp_path / "data"
    assert {p.stat().st_mode & 0o077 for p in (data, data / "trophe.sqlite3")} == {0}
    with contextlib.closing(sqlite3.connect(data / "trophe.sqlite3")) as database:
        assert _one(database, "PRAGMA application_id") == APPLICATION_ID
        assert _one(database, "PRAGMA journal_mode") == "wal"
        assert _one(database, "SELECT count(*) FROM people_person WHERE is_sample") == 1
    removed = subprocess.run(
        [sys.executable, "-c", REMOVE_SAMPLE], env=env, capture_output=True, text=True, check=True
    )
    assert removed.stdout.strip() == "0"
    with _serving(env) as (said, _):
        assert "/enter/" in said, "the owner still has no other way in"
    with contextlib.closing(sqlite3.connect(data / "trophe.sqlite3")) as database:
        assert _one(database, "SELECT count(*) FROM people_person") == 0, "it must not come back"


REMOVE_SAMPLE = """
from trophe.web.config.startup import setup
setup()
from trophe.web.people.models import Person
from trophe.web.people.services import remove_sample
remove_sample(person=Person.objects.get())
print(Person.objects.count())
"""


def _one(database, sql):
    return database.execute(sql).fetchone()[0]


def _run(env, *args):
    code = "from trophe.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *args],
        env=env,
        capture_output=True,
        text=True,
        timeout=START_S,
    )


PREPARE = "from trophe.web.config.startup import prepare; prepare()"


def test_link_and_health_tell_the_operator_what_is_there(env):
    early = _run(env, "link")
    assert early.returncode == 1
    assert "trophe serve" in early.stderr
    subprocess.run([sys.executable, "-c", PREPARE], env=env, check=True)
    assert re.fullmatch(r"http://localhost:8000/enter/[\w-]+/\n", _run(env, "link").stdout)
    assert _run(env, "link", "--user", "nobody").returncode == 1
    checked = _run(env, "health", "--json")
    assert checked.returncode == 0, checked.stdout
    assert {line["name"] for line in json.loads(checked.stdout)} >= {"database", "secrets"}


def test_data_of_a_newer_version_are_left_alone(env, tmp_path):
    subprocess.run([sys.executable, "-c", PREPARE], env=env, check=True)
    later = ("people", "0999_later", "2030-01-01")
    with contextlib.closing(sqlite3.connect(tmp_path / "data" / "trophe.sqlite3")) as database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES (?, ?, ?)", later
        )
        database.commit()
    refused = _run(env, "serve", "--port", "0", "--no-open")
    assert refused.returncode == 1
    assert "newer Trophe" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_port_that_is_taken_is_said_plainly(env):
    import socket

    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        refused = _run(env, "serve", "--no-open", "--port", str(other.getsockname()[1]))
    assert refused.returncode == 1
    assert "is taken" in refused.stderr


WRITER = """
import sys, threading, uuid
from trophe.web.config.startup import setup
setup()
from django.db import connection
from trophe.web.accounts.models import User
from trophe.web.diary.services import weigh_in
from trophe.web.people.models import Person

owner, person = User.objects.get(is_owner=True), Person.objects.get()
failed = []

def write(thread):
    for n in range(12):
        code = uuid.uuid5(uuid.NAMESPACE_OID, f"{thread} {n}")  # the same in every process
        try:
            weigh_in(person=person, by=owner, weight_kg=80 + n / 100, code=code, confirmed=True)
        except Exception as error:
            failed.append(repr(error))
    connection.close()

threads = [threading.Thread(target=write, args=(t,)) for t in range(3)]
[t.start() for t in threads]
[t.join() for t in threads]
print("\\n".join(failed))
"""


def test_many_writers_at_once_are_never_locked_out_and_count_once(env, tmp_path):
    subprocess.run([sys.executable, "-c", PREPARE], env=env, check=True)
    path = tmp_path / "data" / "trophe.sqlite3"
    with contextlib.closing(sqlite3.connect(path)) as database:
        before = _one(database, "SELECT count(*) FROM diary_weight")
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER], env=env, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    said = [writer.communicate(timeout=START_S)[0].strip() for writer in writers]
    assert said == ["", "", ""]
    with contextlib.closing(sqlite3.connect(path)) as database:
        after = _one(database, "SELECT count(*) FROM diary_weight")
        assert after - before == 36, "three processes sent the same weighings"
        assert _one(database, "PRAGMA integrity_check") == "ok"
