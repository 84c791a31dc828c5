"""The real pages in headless Chromium: a server, a browser, somebody signed in."""

import os
from dataclasses import dataclass, field

import pytest
from django.test import Client
from playwright.sync_api import sync_playwright

from trophe.plan import Goal
from trophe.web.accounts.models import User
from trophe.web.accounts.services import ensure_owner
from trophe.web.people.models import Person
from trophe.web.people.services import create_person
from trophe.web.plans.services import make_plan

# The browser's driver keeps an event loop in this thread; the tests' own reads are short.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
COUNT_TAPS = """
addEventListener("pointerdown", () => {
  sessionStorage.taps = Number(sessionStorage.taps || 0) + 1;
}, true);
"""
WATCH_SHIFT = """
window.shift = 0;
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.shift += one.value;
}).observe({type: "layout-shift", buffered: true});
"""


def pytest_collection_modifyitems(items):
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium():
    if not os.path.exists(CHROMIUM):
        pytest.skip(f"needs Chromium at {CHROMIUM}")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Visit:
    """One person's browser window, and what it complained about."""

    page: object
    base: str
    complaints: list = field(default_factory=list)
    responses: list = field(default_factory=list)

    def go(self, path):
        answer = self.page.goto(self.base + path)
        self.page.wait_for_load_state("networkidle")
        return answer

    def taps(self):
        return int(self.page.evaluate("sessionStorage.taps || 0"))

    def width(self):
        return self.page.evaluate("document.documentElement.scrollWidth")

    def path(self):
        return self.page.url.removeprefix(self.base)


@pytest.fixture
def owner(transactional_db) -> User:
    return ensure_owner()


@pytest.fixture
def person(owner) -> Person:
    """Ada, who loses a pound a week and weighed herself for a month."""
    ada = create_person(
        by=owner,
        name="Ada",
        sex="female",
        age_y=40.0,
        height_m=1.676,
        weight_kg=75.0,
        activity="light",
        kidney="normal",
        height_unit="ft",
        weight_unit="lb",
    )
    weigh_daily(ada, owner, days=20)
    make_plan(person=ada, goal=Goal.rate(-1.0, 68.0), by=owner)
    return ada


def weigh_daily(person, owner, *, days):
    from datetime import timedelta

    from trophe.web.diary.services import weigh_in

    for back in range(days, 0, -1):
        weigh_in(
            person=person,
            by=owner,
            weight_kg=75.0 + 0.03 * back + 0.3 * (-1) ** back,
            local_date=person.today() - timedelta(days=back),
            confirmed=True,
        )


@pytest.fixture
def visit(live_server, chromium, owner):
    """Opens a window: visit(width=390, scheme="light", script=True)."""
    contexts = []

    def open_window(*, width=390, height=844, scheme="light", script=True, touch=None):
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            java_script_enabled=script,
            has_touch=width < 600 if touch is None else touch,
            reduced_motion="reduce",
            locale="en-US",
            timezone_id="Europe/Vienna",
        )
        contexts.append(context)
        context.add_cookies([_session(live_server.url, owner)])
        context.add_init_script(COUNT_TAPS + WATCH_SHIFT)
        page = context.new_page()
        page.set_default_timeout(15000)
        window = Visit(page=page, base=live_server.url)
        page.on("console", lambda m: window.complaints.append(f"{m.type}: {m.text}"))
        page.on("pageerror", lambda e: window.complaints.append(str(e)))
        page.on("response", lambda r: window.responses.append(r))
        return window

    yield open_window
    for context in contexts:
        context.close()


def _session(url, user):
    client = Client()
    client.force_login(user)
    cookie = client.cookies["sessionid"]
    return {"name": "sessionid", "value": cookie.value, "url": url}
