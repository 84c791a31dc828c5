"""Telling people outside the app that something waits: only who asked, by the ways that are on."""

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from smtplib import SMTPException
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from trophe.errors import InputError
from trophe.web.accounts.models import User
from trophe.web.config.address import served_at
from trophe.web.config.outbound import OutboundError
from trophe.web.inbox import webpush
from trophe.web.inbox.kinds import SWITCHABLE
from trophe.web.inbox.models import Device, Notice, Telling, Told, Wishes
from trophe.web.inbox.services import look_again, refresh
from trophe.web.people.models import Person

MOST_DEVICES: Final = 20
# A browser that could not be told so often in a row is taken out.
_PATIENCE: Final = 10
_log = logging.getLogger("trophe.reminders")


@dataclass(slots=True)
class Report:
    """What a round of reminders did."""

    told: int = 0
    quiet: int = 0
    failed: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What is sent. Without the person's leave it says nothing but that something waits."""

    title: str
    body: str
    path: str
    urgent: bool = False

    def as_json(self) -> bytes:
        """The payload of a push message, at most 900 bytes."""
        told = {"title": self.title, "body": self.body, "url": self.path}
        text = json.dumps(told, ensure_ascii=False).encode()
        return text if len(text) <= 900 else json.dumps(told | {"body": ""}).encode()


def wishes_of(person: Person) -> Wishes:
    """Which kinds the person leaves out; none, not stored, where they never said."""
    return Wishes.objects.filter(person=person).first() or Wishes(person=person)


def telling_of(user: User, person: Person) -> Telling:
    """How a user is told about a person; not at all, not stored, where they never said."""
    found = Telling.objects.filter(user=user, person=person).first()
    return found or Telling(user=user, person=person)


def choose_kinds(*, person: Person, wanted: Sequence[str]) -> Wishes:
    """Only these kinds come into the inbox, and safety notices always."""
    row = wishes_of(person)
    row.off = sorted(str(kind) for kind in SWITCHABLE if str(kind) not in wanted)
    row.save()
    look_again(person)
    return row


def choose_ways(*, user: User, person: Person, **columns: object) -> Telling:
    """Change how a user is told: columns of Telling. Raises InputError naming the field."""
    row = telling_of(user, person)
    for name, value in columns.items():
        setattr(row, name, value)
    if row.by_mail and not row.mail_to:
        raise InputError("mail_to", "mail_to: where should letters go?")
    row.save()
    return row


@transaction.atomic
def add_device(*, user: User, target: webpush.Target, name: str = "") -> Device:
    """A browser of the user; the same browser again is renewed, whoever used it before."""
    others = Device.objects.filter(user=user).exclude(endpoint=target.endpoint)
    if others.count() >= MOST_DEVICES:
        raise InputError("endpoint", f"endpoint: {MOST_DEVICES} devices are the most; remove one.")
    row, _ = Device.objects.update_or_create(
        endpoint=target.endpoint,
        defaults={
            "user": user,
            "p256dh": target.p256dh,
            "auth": target.auth,
            "name": name.strip()[:80],
            "failures": 0,
        },
    )
    return row


def remove_device(*, user: User, code: UUID) -> None:
    """One of the user's own browsers is left alone; nothing where it is none of theirs."""
    Device.objects.filter(user=user, code=code).delete()


def is_on() -> bool:
    """Whether the operator turned on any way to remind people."""
    return bool(settings.PUSH_ON or settings.MAIL_ON)


def remind(now: datetime | None = None) -> Report:
    """One round: everybody who wants to be told of what is new, outside their quiet hours.

    What came in during quiet hours is told when they are over, if it still waits then.
    """
    report = Report()
    if not is_on():
        return report
    looked: dict[int, datetime] = {}
    wanted = Telling.objects.exclude(by_push=False, by_mail=False)
    for telling in wanted.select_related("user", "person"):
        person = telling.person
        if not Person.objects.for_user(telling.user).filter(pk=person.pk).exists():
            continue
        moment = (now or timezone.now()).astimezone(ZoneInfo(person.time_zone))
        if telling.is_quiet(moment.time()):
            report.quiet += 1
            continue
        if person.pk not in looked:
            refresh(person, moment)
            looked[person.pk] = moment
        _tell(telling, moment, report)
    return report


def _tell(telling: Telling, moment: datetime, report: Report) -> None:
    """Send what is new, once."""
    waiting = list(telling.person.notices.waiting(moment.date()))
    known = set(telling.told.values_list("notice_id", "occasion"))
    new = [notice for notice in waiting if (notice.pk, notice.occasion) not in known]
    if not new or not deliver(telling, message_of(telling, new), report):
        return
    Told.objects.bulk_create(
        (Told(telling=telling, notice=notice, occasion=notice.occasion) for notice in new),
        ignore_conflicts=True,
    )
    report.told += 1


def message_of(telling: Telling, notices: Sequence[Notice]) -> Message:
    """One message for all that is new; its words only where they may be read by anybody near."""
    path = reverse("inbox", args=[telling.person.code])
    urgent = any(notice.level == Notice.Level.URGENT for notice in notices)
    if not telling.tells_what:
        return Message(title="Trophe", body="Something waits for you.", path=path, urgent=urgent)
    if len(notices) == 1:
        (only,) = notices
        return Message(title=only.title, body=only.text, path=path, urgent=urgent)
    titles = ". ".join(notice.title for notice in notices)
    return Message(
        title=f"{len(notices)} things wait for you", body=f"{titles}.", path=path, urgent=urgent
    )


def deliver(telling: Telling, message: Message, report: Report) -> bool:
    """Send a message by every way that is chosen and on; whether it left by one."""
    left = False
    if telling.by_push and settings.PUSH_ON:
        for device in Device.objects.filter(user=telling.user):
            left |= _push(device, message, report)
    if telling.by_mail and settings.MAIL_ON and telling.mail_to:
        left |= _mail(telling, message, report)
    return left


def _push(device: Device, message: Message, report: Report) -> bool:
    """One browser. A subscription that its service no longer knows is forgotten."""
    target = webpush.Target(endpoint=device.endpoint, p256dh=device.p256dh, auth=device.auth)
    try:
        status = webpush.send(target, message.as_json(), urgent=message.urgent)
    except OutboundError as error:
        status, reason = 0, str(error)
    else:
        reason = f"the push service answered {status}"
    if 200 <= status < 300:
        Device.objects.filter(pk=device.pk).update(told_at=timezone.now(), failures=0)
        return True
    if status in webpush.GONE or device.failures + 1 >= _PATIENCE:
        device.delete()
    else:
        Device.objects.filter(pk=device.pk).update(failures=device.failures + 1)
    report.failed.append(reason)
    _log.warning("A browser could not be reminded: %s", reason)
    return False


def _mail(telling: Telling, message: Message, report: Report) -> bool:
    """One letter, in plain text."""
    lines = [
        message.body,
        "",
        f"{served_at()}{message.path}",
        "",
        "Trophe. Turn letters off there.",
    ]
    letter = EmailMessage(
        subject=message.title if telling.tells_what else "Trophe: something waits for you",
        body="\n".join(lines),
        to=[telling.mail_to],
    )
    try:
        return letter.send() > 0
    except (SMTPException, OSError) as error:
        report.failed.append(f"mail: {error}")
        _log.warning("A letter could not be sent: %s", error)
        return False
