"""Notices of a person, each once for what it is about."""

from datetime import date, datetime
from typing import ClassVar

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
