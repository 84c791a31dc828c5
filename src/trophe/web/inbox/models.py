"""Notices of a person, each once for what it is about."""

from datetime import date, datetime, time
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from trophe.web.config.ids import uuid7
from trophe.web.people.models import Person


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Reads of notices."""

    def waiting(self, day: date) -> "NoticeQuerySet":
        """Those to be shown on a day: still so, not read, not put off to a later day."""
        awake = Q(snoozed_until=None) | Q(snoozed_until__lte=day)
        return self.filter(awake, over_at=None, read_at=None)

    def put_off(self, day: date) -> "NoticeQuerySet":
        """Those that come back on a later day."""
        return self.filter(over_at=None, read_at=None, snoozed_until__gt=day)


class Notice(models.Model):
    """Something that waits. `key` says what it is about; the same thing comes once."""

    class Level(models.TextChoices):
        URGENT = "urgent", "Soon"
        ROUTINE = "routine", "To do"
        INFO = "info", "To know"
        DONE = "done", "Well done"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notices")
    code = models.UUIDField(default=uuid7, unique=True, editable=False)
    key = models.CharField(max_length=80)
    kind = models.CharField(max_length=10, default="safety")
    level = models.CharField(max_length=8, choices=Level.choices)
    title = models.CharField(max_length=120)
    text = models.CharField(max_length=300, blank=True)
    link = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    snoozed_until = models.DateField(null=True, blank=True)
    # When what it spoke of was done or passed by itself.
    over_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "key"], name="a_notice_comes_once"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def word(self) -> str:
        """The level in a word."""
        return str(self.Level(self.level).label)

    @property
    def occasion(self) -> str:
        """Names this coming-in of the notice: it is new again after it was over or put off."""
        return f"{self.made_at.isoformat(timespec='seconds')} {self.snoozed_until or ''}".strip()

    @property
    def was_dealt_with(self) -> datetime | None:
        """When it was read, or was over by itself."""
        return self.read_at or self.over_at


class Member(models.Model):
    """What stands beside a person's name, kept so that no page has to work it out."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="member")
    level = models.CharField(max_length=8, blank=True)
    reached_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.level.capitalize()} member" if self.level else ""


class Wishes(models.Model):
    """Which kinds of notices do not come into a person's inbox. Without a row all of them do."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="inbox_wishes")
    off: Any = models.JSONField(default=list, blank=True)

    def __str__(self) -> str:
        return f"inbox of {self.person_id} without {', '.join(self.off) or 'nothing'}"


class Telling(models.Model):
    """How a user is told that something waits for a person: nothing is sent unless they asked.

    `tells_what` lets the message hold the notice's own words; else it says only that one waits.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tellings"
    )
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tellings")
    by_push = models.BooleanField(default=False)
    by_mail = models.BooleanField(default=False)
    mail_to = models.EmailField(blank=True)
    tells_what = models.BooleanField(default=False)
    quiet_from = models.TimeField(default=time(21))
    quiet_until = models.TimeField(default=time(8))

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "person"], name="told_one_way"),
            models.CheckConstraint(
                condition=Q(by_mail=False) | ~Q(mail_to=""), name="a_letter_has_an_address"
            ),
        ]

    def __str__(self) -> str:
        return f"user {self.user_id} about person {self.person_id}"

    def is_quiet(self, at: time) -> bool:
        """Whether an hour of the day is one of the quiet ones; the same hour twice: none is."""
        first, last = self.quiet_from, self.quiet_until
        if first <= last:
            return first <= at < last
        return at >= first or at < last


class Device(models.Model):
    """A browser that asked to be reminded, with the keys its messages are sealed with."""

    code = models.UUIDField(default=uuid7, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="devices"
    )
    endpoint = models.URLField(max_length=1000, unique=True)
    p256dh = models.CharField(max_length=120)
    auth = models.CharField(max_length=60)
    name = models.CharField(max_length=80, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return self.name or "A browser"


class Told(models.Model):
    """That a notice was sent, so that it is sent once each time it comes in."""

    telling = models.ForeignKey(Telling, on_delete=models.CASCADE, related_name="told")
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="told")
    occasion = models.CharField(max_length=40)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["telling", "notice", "occasion"], name="a_notice_is_sent_once"
            )
        ]

    def __str__(self) -> str:
        return f"notice {self.notice_id} at {self.at:%Y-%m-%d %H:%M}"
