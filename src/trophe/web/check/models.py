"""Checks of a person: the one being answered, and every result with how it was closed."""

import json
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from trophe.safety.triage import Urgency
from trophe.web.config.ids import uuid7
from trophe.web.people.models import Person

SERIOUS = (Urgency.EMERGENCY.value, Urgency.URGENT.value)


class CheckDraft(models.Model):
    """The answers given so far, page by page; taken up again where they stopped."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="check_draft")
    answers: Any = models.JSONField(default=dict, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"{len(self.answers)} answers of {self.person}"


class CheckResultQuerySet(models.QuerySet["CheckResult"]):
    """Reads of results."""

    def open(self) -> "CheckResultQuerySet":
        """Emergency and urgent results that nobody has closed (I13)."""
        return self.filter(urgency__in=SERIOUS, closed_at=None)


class CheckResult(models.Model):
    """One result as it was made. Time alone never closes it (I13)."""

    class Closing(models.TextChoices):
        SEEN = "seen", "Seen by somebody"
        ANSWERS = "answers", "New answers"

    code = models.UUIDField(default=uuid7, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="checks")
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    local_date = models.DateField()
    urgency = models.CharField(max_length=12, choices=[(u.value, u.label) for u in Urgency])
    act_within = models.CharField(max_length=4)
    rules = models.CharField(max_length=300, blank=True)
    pattern = models.CharField(max_length=16)
    second_pattern = models.CharField(max_length=16)
    # Text, not JSON: it is replayed to the byte (I06).
    document = models.TextField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closing = models.CharField(max_length=8, choices=Closing.choices, blank=True)
    seen_on = models.DateField(null=True, blank=True)
    seen_by = models.CharField(max_length=120, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = CheckResultQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(closing="", closed_at=None)
                | Q(closing="answers", closed_at__isnull=False)
                | Q(closing="seen", closed_at__isnull=False, seen_on__isnull=False)
                & ~Q(seen_by=""),
                name="a_check_is_closed_by_somebody_or_by_answers",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_urgency_display()}, {self.local_date}"

    @property
    def told(self) -> dict[str, Any]:
        """The document as data."""
        told: dict[str, Any] = json.loads(self.document)
        return told

    @property
    def is_open(self) -> bool:
        """Whether an emergency or urgent result still waits for somebody to see the person."""
        return self.urgency in SERIOUS and self.closed_at is None
