"""What a person answered when a learned need was offered, and what each week held."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from trophe.web.config.ids import uuid7
from trophe.web.people.models import Person


class NeedAnswerQuerySet(models.QuerySet["NeedAnswer"]):
    """Answers to offers, the newest first."""

    def taken(self) -> "NeedAnswer | None":
        """The answer whose need plans are made by, where one was taken."""
        return self.filter(answer=NeedAnswer.Answer.TAKEN).first()


class NeedAnswer(models.Model):
    """An offer to plan by the learned need, and the answer. The newest that was taken counts."""

    class Answer(models.TextChoices):
        TAKEN = "taken", "Planned by it"
        KEPT = "kept", "Left as it was"

    code = models.UUIDField(default=uuid7, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="need_answers")
    answered_at = models.DateTimeField(default=timezone.now)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    local_date = models.DateField()
    need_kcal_d = models.FloatField()
    sd_kcal_d = models.FloatField()
    answer = models.CharField(max_length=5, choices=Answer.choices)

    objects = NeedAnswerQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(need_kcal_d__gte=500, need_kcal_d__lte=8000),
                name="need_of_a_body",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.need_kcal_d:.0f} kcal/d, {self.answer}"


class WeekStory(models.Model):
    """The figures of one week, Monday to Sunday, as they stood when it was first looked back at.

    Words are made of them on every reading, in the reader's units and without what is hidden.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="weeks")
    monday = models.DateField()
    figures: Any = models.JSONField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-monday"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "monday"], name="a_week_is_told_once")
        ]

    def __str__(self) -> str:
        return f"Week of {self.monday}"


class StepCountQuerySet(models.QuerySet["StepCount"]):
    """Reads of step counts."""

    def kept(self) -> "StepCountQuerySet":
        """Those that were not taken back, oldest first."""
        return self.filter(is_kept=True).order_by("local_date")


class StepCount(models.Model):
    """The steps of a day, under the date the person chose. No row: nobody counted."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="step_counts")
    local_date = models.DateField()
    steps = models.PositiveIntegerField()
    is_kept = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField(auto_now=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = StepCountQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["local_date"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "local_date"], name="steps_of_a_day_once"),
            models.CheckConstraint(condition=Q(steps__lte=150_000), name="steps_of_a_body"),
        ]

    def __str__(self) -> str:
        return f"{self.steps} steps on {self.local_date}"
