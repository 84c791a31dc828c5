"""Reminders outside the app: only who asked, once, in no quiet hour, saying nothing by default."""

import json
from datetime import UTC, datetime, time, timedelta
from importlib import import_module

import pytest
from click.testing import CliRunner
from django.core import mail

from trophe.cli import main
from trophe.errors import InputError
from trophe.web.inbox import reminding, webpush
from trophe.web.inbox.models import Device, Telling, Told
from trophe.web.inbox.reminding import add_device, choose_kinds, choose_ways, remind
from trophe.web.inbox.services import refresh
from trophe.web.inbox.webpush import Target
from trophe.web.people.models import Access

serve = import_module("trophe.cli.serve")
pytestmark = pytest.mark.django_db
KEYS = {
    "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNto"
    "IAiw4",
    "auth": "BTBZMqHH6r4Tts7J_aSIgg",
}


def target(number=1):
    return Target(endpoint=f"https://push.example/{number}", **KEYS)


def noon(person, days=0, hour=12):
    """A moment on the person's clock, which is UTC here."""
    return datetime.combine(person.today() + timedelta(days=days), time(hour), tzinfo=UTC)


@pytest.fixture
def stale(person):
    """Weighed ten days ago: one notice waits."""
    person.weights.update(local_date=person.today() - timedelta(days=10))
    return person


@pytest.fixture
def sent(monkeypatch, settings):
    """What left for push services, which answer `sent.status`."""
    settings.PUSH_ON = True

    class Sent(list):
        status = 201

    found = Sent()

    def send(to, message, *, urgent=False):
        found.append((to.endpoint, json.loads(message)))
        return found.status

    monkeypatch.setattr(webpush, "send", send)
    return found


@pytest.fixture
def reminded(stale, owner, sent):
    """The owner wants messages on one device."""
    add_device(user=owner, target=target(), name="A phone")
    choose_ways(user=owner, person=stale, by_push=True)
    return stale


def only_weighing(person):
    """Leave the review of the week out, whatever weekday it is."""
    choose_kinds(person=person, wanted=["weigh_in"])
    return person


def test_nothing_is_sent_while_the_operator_turned_nothing_on(stale, owner, settings, sent):
    settings.PUSH_ON = False
    add_device(user=owner, target=target())
    choose_ways(user=owner, person=stale, by_push=True, by_mail=True, mail_to="a@b.example")
    assert remind(noon(stale)).told == 0
    assert sent == []
    assert mail.outbox == []


def test_nothing_is_sent_to_who_did_not_ask(stale, owner, sent):
    add_device(user=owner, target=target())
    assert remind(noon(stale)).told == 0
    assert sent == []


def test_a_message_says_nothing_of_health_and_comes_once(reminded, sent):
    assert remind(noon(reminded)).told == 1
    assert remind(noon(reminded)).told == 0
    ((endpoint, message),) = sent
    assert endpoint == "https://push.example/1"
    assert message == {
        "title": "Trophe",
        "body": "Something waits for you.",
        "url": f"/p/{reminded.code}/inbox/",
    }


def test_it_says_what_it_is_about_where_that_is_wished(reminded, owner, sent):
    only_weighing(reminded)
    choose_ways(user=owner, person=reminded, tells_what=True)
    remind(noon(reminded))
    assert sent[0][1]["title"] == "Weigh in"


def test_quiet_hours_are_quiet_and_what_waited_comes_after(reminded, sent):
    report = remind(noon(reminded, hour=23))
    assert (report.told, report.quiet) == (0, 1)
    assert remind(noon(reminded, hour=7)).told == 0
    assert remind(noon(reminded, hour=8)).told == 1


@pytest.mark.parametrize(
    ("first", "last", "quiet"),
    [
        (21, 8, {21, 23, 0, 1, 4, 7}),
        (1, 5, {1, 4}),
        (8, 8, set()),
    ],
)
def test_quiet_hours_may_cross_midnight(first, last, quiet):
    telling = Telling(quiet_from=time(first), quiet_until=time(last))
    assert {hour for hour in (0, 1, 4, 7, 8, 12, 21, 23) if telling.is_quiet(time(hour))} == quiet


def test_a_notice_put_off_is_told_again_when_it_comes_back(reminded, sent):
    only_weighing(reminded)
    remind(noon(reminded))
    notice = reminded.notices.get()
    notice.snoozed_until = reminded.today() + timedelta(days=1)
    notice.save()
    assert remind(noon(reminded)).told == 0
    assert remind(noon(reminded, days=1)).told == 1


def test_who_lost_access_is_told_nothing_more(reminded, owner, helper, sent):
    Access.objects.filter(user=owner, person=reminded).update(ended_at=noon(reminded))
    assert remind(noon(reminded)).told == 0
    assert sent == []


def test_a_browser_that_is_gone_is_forgotten(reminded, sent):
    sent.status = 410
    report = remind(noon(reminded))
    assert report.told == 0
    assert report.failed
    assert not Device.objects.exists()
    assert not Told.objects.exists()


def test_a_push_service_that_fails_is_tried_again(reminded, sent):
    sent.status = 503
    assert remind(noon(reminded)).told == 0
    assert Device.objects.get().failures == 1
    sent.status = 201
    assert remind(noon(reminded)).told == 1
    assert Device.objects.get().failures == 0


def test_letters_go_to_who_wants_them(stale, owner, settings):
    settings.MAIL_ON = True
    choose_ways(user=owner, person=stale, by_mail=True, mail_to="ada@home.example")
    assert remind(noon(stale)).told == 1
    (letter,) = mail.outbox
    assert letter.to == ["ada@home.example"]
    assert letter.subject == "Trophe: something waits for you"
    assert "kg" not in letter.body
    assert f"/p/{stale.code}/inbox/" in letter.body


def test_a_letter_needs_an_address(stale, owner):
    with pytest.raises(InputError, match="mail_to"):
        choose_ways(user=owner, person=stale, by_mail=True)


def test_a_kind_that_is_off_stays_out_of_the_inbox(stale):
    choose_kinds(person=stale, wanted=[])
    refresh(stale, noon(stale))
    assert not stale.notices.exists()


def test_the_same_browser_of_another_user_belongs_to_them(owner, helper):
    add_device(user=owner, target=target())
    add_device(user=helper, target=target())
    assert Device.objects.get().user == helper


def test_a_browser_is_added_and_removed_on_the_page(person, owner, helper, client_of, settings):
    settings.PUSH_ON = True
    client, root = client_of(owner), f"/p/{person.code}/reminders/"
    told = {"endpoint": "https://push.example/9", "name": "Firefox on Linux", **KEYS}
    assert "Firefox on Linux" in client.post(f"{root}devices/", told, follow=True).content.decode()
    assert Telling.objects.get(user=owner).by_push
    device = Device.objects.get()
    client_of(helper).post(f"{root}devices/{device.code}/remove/")
    assert Device.objects.exists()  # somebody else's
    client.post(f"{root}devices/{device.code}/remove/")
    assert not Device.objects.exists()


def test_a_browser_cannot_be_added_with_an_address_of_this_network(
    person, owner, client_of, settings
):
    settings.PUSH_ON = True
    told = {"endpoint": "http://127.0.0.1/9", **KEYS}
    client_of(owner).post(f"/p/{person.code}/reminders/devices/", told)
    assert not Device.objects.exists()


def test_the_page_says_when_the_server_sends_nothing(person, owner, client_of):
    html = client_of(owner).get(f"/p/{person.code}/reminders/").content.decode()
    assert "This server sends nothing" in html


def test_the_page_saves_ways_and_kinds(person, owner, client_of, settings):
    settings.PUSH_ON = settings.MAIL_ON = True
    client, root = client_of(owner), f"/p/{person.code}/reminders/"
    ways = {"by_mail": "on", "quiet_from": "22:30", "quiet_until": "07:00"}
    assert "Where should letters go?" in client.post(f"{root}ways/", ways).content.decode()
    client.post(f"{root}ways/", ways | {"mail_to": "ada@home.example"})
    saved = Telling.objects.get()
    assert (saved.by_mail, saved.mail_to, saved.quiet_from) == (
        True,
        "ada@home.example",
        time(22, 30),
    )
    client.post(f"{root}kinds/", {"kinds": ["protein", "week"]})
    assert "weigh_in" in reminding.wishes_of(person).off
    assert "protein" not in reminding.wishes_of(person).off


def test_the_worker_is_a_script_of_one_address(owner, client_of):
    answer = client_of(owner).get("/reminders/worker.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Service-Worker-Allowed"] == "/reminders/"


def test_a_round_by_hand_says_what_it_did(reminded, sent):
    Telling.objects.update(quiet_from=time(0), quiet_until=time(0))
    first, second = (CliRunner().invoke(main, ["remind"]) for _ in range(2))
    assert first.output == "1 told, 0 left in their quiet hours.\n"
    assert second.output == "0 told, 0 left in their quiet hours.\n"


def test_a_round_by_hand_says_when_nothing_is_on(person):
    assert "No way to remind people" in CliRunner().invoke(main, ["remind"]).output


def test_a_running_server_reminds_by_itself_while_a_way_is_on(
    reminded, sent, settings, monkeypatch
):
    Telling.objects.update(quiet_from=time(0), quiet_until=time(0))
    rounds = []

    def sleep(seconds):
        rounds.append(seconds)
        settings.PUSH_ON = len(rounds) < 2

    monkeypatch.setattr(serve.time, "sleep", sleep)
    serve._keep_reminding()
    assert rounds == [600, 600]
    assert len(sent) == 1
