"""Events, measurements, screenings and forecasts of a person's muscles, as they were told."""

from typing import Any, ClassVar, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from trophe.person.measures import Instrument, Taken, instrument
from trophe.timeline import Event as CoreEvent
from trophe.timeline import span
from trophe.web.config.ids import uuid7
from trophe.web.people.models import Person

T = TypeVar("T", bound=models.Model)


class KeptQuerySet(models.QuerySet[T]):
    """Reads of records that may be deleted and brought back."""

    def kept(self) -> "KeptQuerySet[T]":
        """Those that were not deleted."""
        return self.filter(deleted_at=None)

    def deleted(self) -> "KeptQuerySet[T]":
        """Those that were, and can be brought back."""
        return self.exclude(deleted_at=None)


class Record(models.Model):
    """What every record has: the client's code, its version, its tombstone, who wrote it."""

    code = models.UUIDField(default=uuid7, editable=False)
    note = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    deleted_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True


class Event(Record):
    """Something on the timeline, from `began_on` up to the day it was over."""

    class Source(models.TextChoices):
        TYPED = "typed", "Typed in"
        SAMPLE = "sample", "Made for the sample"
        API = "api", "Sent by a program"
        WHAT_IF = "what_if", "Taken over from a what-if"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=40)
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    part = models.CharField(max_length=20, blank=True)
    side = models.CharField(max_length=5, blank=True)
    detail: Any = models.JSONField(default=dict, blank=True)
    source = models.CharField(max_length=8, choices=Source.choices, default=Source.TYPED)

    objects = KeptQuerySet["Event"].as_manager()

    class Meta:
        ordering: ClassVar = ["began_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "code"], name="an_event_comes_once"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gt=F("began_on")),
                name="an_event_ends_after_it_began",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "began_on"], name="events_of_a_person")]

    def __str__(self) -> str:
        return f"{self.label}, {self.days_text}"

    def as_core(self) -> CoreEvent:
        """The event as the models know it."""
        return CoreEvent(
            kind=self.kind,
            began_on=self.began_on,
            ended_on=self.ended_on,
            part=self.part,
            side=self.side,
            detail=self.detail,
            code=str(self.code),
        )

    @property
    def label(self) -> str:
        """In plain words: "Cast, brace or splint, left knee"."""
        return self.as_core().label

    @property
    def days_text(self) -> str:
        """Its days in words."""
        return span(self.as_core())

    @property
    def is_open(self) -> bool:
        """Whether no end was told of something that ends."""
        return self.ended_on is None and self.as_core().of.ends != "never"


class Measurement(Record):
    """One reading with its repeats, in the instrument's unit, under the day the person chose.

    `value` is the mean of the repeats; `corrected` what is compared: a girth less the skin
    fold's share, or the value itself.
    """

    class Source(models.TextChoices):
        TYPED = "typed", "Typed in"
        SAMPLE = "sample", "Made for the sample"
        API = "api", "Sent by a program"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="measurements")
    instrument = models.CharField(max_length=30)
    site = models.CharField(max_length=30, blank=True)
    side = models.CharField(max_length=5, blank=True)
    local_date = models.DateField()
    zone_name = models.CharField(max_length=64)
    utc_offset_s = models.IntegerField()
    values: Any = models.JSONField(default=list)
    skinfold_mm: Any = models.JSONField(default=list, blank=True)
    value = models.FloatField()
    corrected = models.FloatField()
    device = models.CharField(max_length=80, blank=True)
    oedema = models.BooleanField(default=False)
    cast = models.BooleanField(default=False)
    # The person was asked whether the reading is right, and said so.
    confirmed = models.BooleanField(default=False)
    source = models.CharField(max_length=8, choices=Source.choices, default=Source.TYPED)

    objects = KeptQuerySet["Measurement"].as_manager()

    class Meta:
        ordering: ClassVar = ["local_date", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "code"], name="a_measurement_comes_once"),
            models.CheckConstraint(
                condition=Q(value__gte=0, corrected__gt=0), name="a_reading_is_above_nothing"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "local_date"], name="measurements_of_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.value:g} {self.unit} on {self.local_date}"

    def as_core(self) -> Taken:
        """The sitting as the models know it."""
        return Taken(
            instrument=self.instrument,
            measured_on=self.local_date,
            values=tuple(self.values),
            site=self.site,
            side=self.side,
            skinfold_mm=tuple(self.skinfold_mm),
            oedema=self.oedema,
            cast=self.cast,
            code=str(self.code),
        )

    @property
    def about(self) -> Instrument:
        """The instrument: what it reads, how it is done, how far it can be trusted."""
        return instrument(self.instrument)

    @property
    def label(self) -> str:
        """ "Thigh girth, left"."""
        name = self.about.label
        return f"{name}, {self.side}" if self.side else name

    @property
    def unit(self) -> str:
        """The unit of its values."""
        return self.about.unit

    @property
    def error(self) -> float:
        """Typical error of the reading, in its unit."""
        return self.about.error_of(self.value)

    @property
    def mdc(self) -> float:
        """The smallest change from it that is beyond chance, in its unit."""
        return self.about.detectable(self.value)


class Screening(Record):
    """Answers of a questionnaire on a day, and what the whole screening said with them."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="screenings")
    taken_on = models.DateField()
    answers: Any = models.JSONField(default=dict)
    result: Any = models.JSONField(default=dict, blank=True)

    objects = KeptQuerySet["Screening"].as_manager()

    class Meta:
        ordering: ClassVar = ["taken_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "code"], name="a_screening_comes_once")
        ]

    def __str__(self) -> str:
        return f"screening on {self.taken_on}"


class Before(models.Model):
    """What a record said before it was edited, ended, deleted or brought back."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    table = models.CharField(max_length=12)
    code = models.UUIDField()
    version = models.PositiveIntegerField()
    said: Any = models.JSONField()
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "table", "code", "version"], name="a_version_was_said_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.code}, version {self.version}"


class ForecastRun(models.Model):
    """A forecast that was shown: what went in, which versions made it, and what came out.

    `key` is the hash of all that went in. The document of a run that was followed by another is
    dropped: the same inputs give it again.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="forecasts")
    key = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)
    for_date = models.DateField()
    seed = models.PositiveBigIntegerField()
    inputs: Any = models.JSONField()
    versions: Any = models.JSONField()
    headline = models.CharField(max_length=600)
    document = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "key"], name="a_forecast_is_kept_once")
        ]

    def __str__(self) -> str:
        return f"forecast for {self.for_date}: {self.headline}"
