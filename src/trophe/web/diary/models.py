"""What was weighed, under the day the person chose for it."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from trophe.web.config.ids import uuid7
from trophe.web.people.models import Person


class WeightQuerySet(models.QuerySet["Weight"]):
    """Reads of weights."""

    def kept(self) -> "WeightQuerySet":
        """Those not deleted, oldest day first, within a day in the order of writing."""
        return self.filter(deleted_at=None).order_by("local_date", "pk")

    def up_to(self, day: date) -> "WeightQuerySet":
        """Those under a day up to and with `day`."""
        return self.filter(local_date__lte=day)


class Weight(models.Model):
    """One weighing.

    `local_date` is the label the person chose and never moves; the instant, the zone and its
    offset say when it was truly entered. `code` is made by the client: the same one sent
    again is the same weighing.
    """

    class Source(models.TextChoices):
        TYPED = "typed", "Typed in"
        SAMPLE = "sample", "Made for the sample"
        API = "api", "Sent by a program"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="weights")
    code = models.UUIDField(default=uuid7, editable=False)
    local_date = models.DateField()
    instant_utc = models.DateTimeField(default=timezone.now)
    zone_name = models.CharField(max_length=64)
    utc_offset_s = models.IntegerField()
    weight_kg = models.FloatField()
    source = models.CharField(max_length=8, choices=Source.choices, default=Source.TYPED)
    version = models.PositiveIntegerField(default=1)
    deleted_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = WeightQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["local_date", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "code"], name="a_weighing_counts_once"),
            models.CheckConstraint(
                condition=Q(weight_kg__gte=2, weight_kg__lte=400), name="weight_of_a_body"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "local_date"])]

    def __str__(self) -> str:
        return f"{self.weight_kg:g} kg on {self.local_date}"


class WeightBefore(models.Model):
    """What a weighing said before it was edited, deleted or brought back."""

    weight = models.ForeignKey(Weight, on_delete=models.CASCADE, related_name="before")
    version = models.PositiveIntegerField()
    local_date = models.DateField()
    weight_kg = models.FloatField()
    deleted_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["weight", "version"], name="a_version_stands_once")
        ]

    def __str__(self) -> str:
        return f"version {self.version}: {self.weight_kg:g} kg"


# What is eaten, drunk, done and felt has a module of its own.
from trophe.web.diary.records import (  # noqa: E402
    Change,
    Day,
    DiarySettings,
    Entry,
    ExerciseEntry,
    Slot,
    Water,
)

__all__ = [
    "Change",
    "Day",
    "DiarySettings",
    "Entry",
    "ExerciseEntry",
    "Slot",
    "Water",
    "Weight",
    "WeightBefore",
]
