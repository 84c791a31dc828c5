"""What somebody told us for their programme, the weeks made from it, and what was done."""

import secrets
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from trophe.training.programme import Week, week_from_dict
from trophe.web.config.ids import uuid7
from trophe.web.people.models import Person


def feed_token() -> str:
    """The secret part of a calendar feed's address."""
    return secrets.token_urlsafe(32)


class PauseReason(models.TextChoices):
    """Why a programme rests."""

    ILL = "ill", "I am ill"
    AWAY = "away", "I am away"


class Profile(models.Model):
    """The answers a programme is made from; who gave them last and when.

    `answers` holds kind, stage, restrictions, facts, equipment, minutes, weekdays, goals, avoid;
    `lost` the share of each muscle lost when the forecast was last asked.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="training")
    answers: Any = models.JSONField(default=dict)
    lost: Any = models.JSONField(default=dict, blank=True)
    feed = models.CharField(max_length=64, unique=True, default=feed_token)
    # A pause, and the way back after an illness.
    paused_on = models.DateField(null=True, blank=True)
    pause_reason = models.CharField(max_length=4, blank=True, choices=PauseReason.choices)
    resumed_on = models.DateField(null=True, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    def __str__(self) -> str:
        return f"programme of {self.person}"


class StoredWeek(models.Model):
    """A week as it was made, under the Monday it begins on."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="training_weeks")
    monday = models.DateField()
    document: Any = models.JSONField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["monday"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "monday"], name="one_programme_a_week")
        ]

    def __str__(self) -> str:
        return f"week from {self.monday}"

    def week(self) -> Week:
        """The week as the generator gave it."""
        return week_from_dict(self.document)


class SessionQuerySet(models.QuerySet["Session"]):
    """Reads of sessions."""

    def finished(self) -> "SessionQuerySet":
        """Those that were finished."""
        return self.exclude(finished_at=None)


class Session(models.Model):
    """One session: what was planned when it began, and when it ended."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="training_sessions")
    code = models.UUIDField(default=uuid7, editable=False)
    local_date = models.DateField()
    week = models.PositiveIntegerField()
    theme = models.CharField(max_length=10)
    items: Any = models.JSONField()
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    fatigue = models.PositiveSmallIntegerField(null=True, blank=True)
    # The day after: told on the next visit.
    pain_next_day = models.PositiveSmallIntegerField(null=True, blank=True)
    weaker = models.BooleanField(null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["local_date", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "code"], name="a_session_comes_once"),
            models.CheckConstraint(
                condition=Q(fatigue=None) | Q(fatigue__lte=10), name="fatigue_up_to_ten"
            ),
            models.CheckConstraint(
                condition=Q(pain_next_day=None) | Q(pain_next_day__lte=10),
                name="next_day_pain_up_to_ten",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "local_date"], name="sessions_of_a_person")
        ]

    def __str__(self) -> str:
        return f"session on {self.local_date}"


class SetDone(models.Model):
    """One set that was done. A taken-back set stays, so that a late replay does not revive it."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="sets")
    code = models.UUIDField()
    exercise_id = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField()
    reps = models.PositiveSmallIntegerField(null=True, blank=True)
    load_kg = models.FloatField(null=True, blank=True)
    done_at = models.DateTimeField(default=timezone.now)
    taken_back = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["number", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "code"], name="a_set_comes_once"),
            models.CheckConstraint(
                condition=Q(load_kg=None) | Q(load_kg__gte=0, load_kg__lte=500),
                name="a_load_that_can_be_lifted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exercise_id}, set {self.number}"


class Felt(models.Model):
    """How a movement felt in a session, or why it was left out or swapped."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="felt")
    exercise_id = models.CharField(max_length=40)
    pain = models.PositiveSmallIntegerField(null=True, blank=True)
    fatigue = models.PositiveSmallIntegerField(null=True, blank=True)
    left = models.PositiveSmallIntegerField(null=True, blank=True)
    skipped = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["session", "exercise_id"], name="a_movement_felt_one_way"
            ),
            models.CheckConstraint(
                condition=(Q(pain=None) | Q(pain__lte=10)) & (Q(fatigue=None) | Q(fatigue__lte=10)),
                name="felt_up_to_ten",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exercise_id}: pain {self.pain}"
