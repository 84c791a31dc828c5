"""Plans as they were made: the document to the byte, and whether it may be shown."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from trophe.web.config.ids import uuid7
from trophe.web.people.models import Person


class StoredPlan(models.Model):
    """One plan of a person. The newest that was not replaced is the one they follow."""

    class State(models.TextChoices):
        ACTIVE = "active", "Followed"
        LOCKED = "locked", "Locked by a safety rule"
        REPLACED = "replaced", "Replaced by a later plan"

    code = models.UUIDField(default=uuid7, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="plans")
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    first_date = models.DateField()
    goal = models.CharField(max_length=20)
    goal_label = models.CharField(max_length=120)
    # Text, not JSON: it is replayed to the byte.
    document = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.ACTIVE)
    # What locked it, at the last reading, and since when.
    findings: Any = models.JSONField(default=list, blank=True)
    locked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"],
                condition=~Q(state="replaced"),
                name="one_plan_is_followed",
            )
        ]

    def __str__(self) -> str:
        return f"{self.goal_label}, made {self.made_at:%Y-%m-%d}"
