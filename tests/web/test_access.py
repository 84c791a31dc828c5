"""Every address, tried by everybody: owner, helper who writes, helper who reads, stranger, nobody.

A new address of a person's record must be entered in RIGHTS; a test fails until it is.
"""

import ast
import re
from pathlib import Path

import diary_pages
import muscle_pages
import pytest
from django.core import serializers
from django.test import Client
from django.urls import get_resolver, reverse

from trophe.plan import Goal
from trophe.web.accounts.models import ApiToken, OneTimeLink, User
from trophe.web.accounts.services import make_account
from trophe.web.check.models import CheckDraft, CheckResult
from trophe.web.check.services import check_and_keep
from trophe.web.diary.models import Weight
from trophe.web.people.models import Access, HealthFact, Invitation, Person, Role
from trophe.web.people.sharing import grant_access
from trophe.web.plans.models import StoredPlan
from trophe.web.plans.services import make_plan
from trophe.web.training.programme_services import save_profile
from trophe.web.training.services import start_session
from trophe.web.training.weeks import read_week

WEB = Path(__file__).resolve().parents[2] / "src" / "trophe" / "web"

# Address name -> method and the least role it asks for.
RIGHTS = {
    "inbox": ("GET", Role.READ),
    "notices-read": ("POST", Role.WRITE),
    "notice-read": ("POST", Role.WRITE),
    "notice-snooze": ("POST", Role.WRITE),
    "notice-back": ("POST", Role.WRITE),
    "milestones": ("GET", Role.READ),
    "reminders": ("GET", Role.READ),
    "reminders-kinds": ("POST", Role.WRITE),
    "reminders-ways": ("POST", Role.READ),
    "reminders-try": ("POST", Role.READ),
    "device-add": ("POST", Role.READ),
    "device-remove": ("POST", Role.READ),
    "today": ("GET", Role.READ),
    "weights": ("GET", Role.READ),
    "plan": ("GET", Role.READ),
    "plan-preview": ("GET", Role.READ),
    "plan-basis": ("GET", Role.READ),
    "plan-goal": ("GET", Role.WRITE),
    "more": ("GET", Role.READ),
    "about": ("GET", Role.READ),
    "appearance": ("POST", Role.READ),
    "person-settings": ("GET", Role.WRITE),
    "person-change": ("POST", Role.WRITE),
    "person-units": ("POST", Role.WRITE),
    "person-hiding": ("POST", Role.WRITE),
    "eating-questions": ("GET", Role.WRITE),
    "weight": ("GET", Role.WRITE),
    "weigh-in": ("POST", Role.WRITE),
    "weight-edit": ("POST", Role.WRITE),
    "weight-delete": ("POST", Role.WRITE),
    "weight-restore": ("POST", Role.WRITE),
    "plan-make": ("POST", Role.WRITE),
    "sharing": ("GET", Role.OWNER),
    "invite": ("POST", Role.OWNER),
    "access-end": ("POST", Role.OWNER),
    "sample-remove": ("POST", Role.OWNER),
    "trends": ("GET", Role.READ),
    "review": ("GET", Role.READ),
    "trend-file": ("GET", Role.READ),
    "trend": ("GET", Role.READ),
    "trend-pick": ("GET", Role.READ),
    "trend-compare": ("GET", Role.READ),
    "steps-note": ("POST", Role.WRITE),
    "need-answer": ("POST", Role.WRITE),
    "need-offer": ("GET", Role.READ),
    "report-choose": ("GET", Role.READ),
    "report-doctor": ("GET", Role.READ),
    "programme": ("GET", Role.READ),
    "programme-setup": ("GET", Role.WRITE),
    "programme-pdf": ("GET", Role.READ),
    "programme-feed-renew": ("POST", Role.WRITE),
    "programme-pause": ("POST", Role.WRITE),
    "programme-resume": ("POST", Role.WRITE),
    "movement": ("GET", Role.READ),
    "movement-avoid": ("POST", Role.WRITE),
    "session": ("GET", Role.READ),
    "session-start": ("POST", Role.WRITE),
    "session-set": ("POST", Role.WRITE),
    "session-feeling": ("POST", Role.WRITE),
    "session-swap": ("POST", Role.WRITE),
    "session-finish": ("POST", Role.WRITE),
    "session-next-day": ("POST", Role.WRITE),
    "person-check": ("GET", Role.READ),
    "person-check-step": ("GET", Role.WRITE),
    "person-check-result": ("GET", Role.READ),
    "person-check-seen": ("POST", Role.WRITE),
}
# Addresses that open without anybody signed in.
PUBLIC = {"alarm", "check", "check-result", "check-step"}
PUBLIC |= {"enter", "invitation", "healthz", "account_login", "account_inactive", "account_logout"}
ORDER = [Role.READ, Role.WRITE, Role.OWNER]
TABLES = (
    Person,
    Access,
    HealthFact,
    Invitation,
    Weight,
    StoredPlan,
    CheckDraft,
    CheckResult,
    OneTimeLink,
    ApiToken,
    User,
)


def _patterns(patterns=None, prefix=""):
    """Every address of the pages: name, whole route."""
    for pattern in patterns or get_resolver().url_patterns:
        route = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from _patterns(pattern.url_patterns, route)
        elif not route.startswith("api/"):
            yield pattern.name, route


PAGES = dict(_patterns())
OF_A_PERSON = sorted(name for name, route in PAGES.items() if route.startswith("p/<"))


@pytest.fixture
def person(person, owner):
    """The record with a short plan, so that the pages of a plan have something to show."""
    make_plan(person=person, goal=Goal.parse("lose-1"), by=owner, days=28)
    save_profile(person=person, by=owner, answers={"kind": "fit", "weekdays": list(range(7))})
    start_session(person=person, by=owner, weekday=read_week(person).week.sessions[0].weekday)
    check_and_keep(person=person, by=owner, findings="twitch_local;onset=weeks", country="")
    return person


@pytest.fixture
def everybody(db, owner, person, helper, stranger):
    """Who tries, with the role each has on the record."""
    other = make_account(username="other", password="nine green newts nap")
    grant_access(person=person, user=helper, role=Role.WRITE, by=owner)
    grant_access(person=person, user=other, role=Role.READ, by=owner)
    return {
        "owner": (owner, Role.OWNER),
        "writer": (helper, Role.WRITE),
        "reader": (other, Role.READ),
        "stranger": (stranger, None),
        "nobody": (None, None),
    }


def _address(name, person):
    route, kwargs = PAGES[name], {"code": person.code}
    if "<uuid:entry>" in route:
        kwargs["entry"] = person.weights.get().code
    if "<slug:step>" in route:
        kwargs["step"] = "sudden"
    if "<uuid:result>" in route:
        kwargs["result"] = person.checks.get().code
    if "<uuid:notice>" in route:
        kwargs["notice"] = person.notices.get_or_create(key="n", level="info", title="N")[0].code
    if "<uuid:device>" in route:
        kwargs["device"] = person.code  # no device has it
    if "<slug:figure>" in route:
        kwargs["figure"] = "intake_kcal_d"
    if "<slug:key>" in route:
        kwargs["key"] = "weight"
    if "<slug:kind>" in route:
        kwargs["kind"] = "csv"
    if "<uuid:grant>" in route:
        kwargs["grant"] = person.grants.live().last().code
    if "<uuid:session>" in route:
        kwargs["session"] = person.training_sessions.get().code
    if "<slug:name>" in route:
        kwargs["name"] = "squat"
    return reverse(name, kwargs=kwargs)


def _try(client, name, person):
    path = _address(name, person)
    return client.get(path) if RIGHTS[name][0] == "GET" else client.post(path, {})


def test_every_address_of_a_person_is_in_the_table():
    # Those of the diary, of foods and of muscles are tried by everybody beside their own tests.
    elsewhere = {page[0] for page in (*diary_pages.PAGES, *muscle_pages.PAGES)} - set(RIGHTS)
    assert set(OF_A_PERSON) == set(RIGHTS) | elsewhere, (
        "enter new addresses in RIGHTS, take old ones out"
    )


@pytest.mark.parametrize("who", ["owner", "writer", "reader", "stranger", "nobody"])
@pytest.mark.parametrize("name", sorted(RIGHTS))
def test_an_address_opens_to_whom_the_table_says_cold_and_warm(name, who, everybody, person):
    user, role = everybody[who]
    needed = RIGHTS[name][1]
    may = role is not None and ORDER.index(role) >= ORDER.index(needed)
    clients = [Client(), Client()]
    for client in clients:
        if user is not None:
            client.force_login(user)
    owner_client = Client()
    owner_client.force_login(everybody["owner"][0])
    for client in clients:
        if name != "sample-remove":
            before = _rows()
        answer = _try(client, name, person)
        if who == "nobody":
            assert answer.status_code == 302
            assert answer.headers["Location"].startswith("/account/login/")
        elif may:
            assert answer.status_code in (200, 302), answer.status_code
        else:
            assert answer.status_code == 404
        if not may and name != "sample-remove":
            assert _rows() == before, "somebody without the right changed something"
        if RIGHTS[name][0] == "GET":
            _try(owner_client, name, person)  # warm whatever might be kept


def test_a_grant_that_ended_opens_nothing(owner, helper, person, client_of):
    grant = grant_access(person=person, user=helper, role=Role.WRITE, by=owner)
    client = client_of(helper)
    assert client.get(f"/p/{person.code}/").status_code == 200
    Access.objects.filter(pk=grant.pk).update(ends_at=grant.began_at)
    assert client.get(f"/p/{person.code}/").status_code == 404


def test_a_user_switched_off_opens_nothing(writer, person, client_of):
    client = client_of(writer)
    User.objects.filter(pk=writer.pk).update(is_active=False)
    assert client.get(f"/p/{person.code}/").status_code == 302


def test_every_other_address_asks_for_somebody_signed_in(db):
    for name, route in PAGES.items():
        if name in PUBLIC or "<" in route or name.startswith("mfa_login"):
            continue
        answer = Client().get("/" + route)
        assert answer.status_code in (302, 405), (name, answer.status_code)
        if answer.status_code == 302:
            assert answer.headers["Location"].startswith("/account/login/"), name


@pytest.mark.parametrize("name", [n for n, (method, _) in RIGHTS.items() if method == "POST"])
def test_a_change_refuses_get_and_needs_its_token(name, owner, person, client_of):
    path, before = _address(name, person), _rows()
    for client in (client_of(owner), client_of(owner, enforce_csrf_checks=True)):
        assert client.get(path).status_code == 405
    assert client_of(owner, enforce_csrf_checks=True).post(path, {}).status_code == 403
    assert _rows() == before


def test_looking_changes_nothing(owner, person, client_of):
    client = client_of(owner)
    client.get("/")
    before = _rows()
    for name, (method, _) in RIGHTS.items():
        if method == "GET":
            assert client.get(_address(name, person)).status_code == 200, name
    assert client.get("/start/").status_code == 200
    assert _rows() == before


def test_no_view_goes_round_the_door():
    for path in [*WEB.rglob("views*.py"), *(WEB / "api").glob("*.py"), *WEB.rglob("forms*.py")]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager"):
                reached = f"{path.name}: {ast.unparse(node.value)}"
                assert reached == "forms_sharing.py: User", f"{reached} goes round access.py"


def _rows():
    """Everything stored of persons and of ways in, as text; when somebody signed in aside."""
    rows = {}
    for table in TABLES:
        text = serializers.serialize("jsonl", table._base_manager.order_by("pk"))
        rows[table.__name__] = re.sub(r'"last_login": (null|"[^"]*")', "", text)
    return rows
