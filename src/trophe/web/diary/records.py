"""What was eaten, drunk, done and felt: rows of the diary beside the weights.

An entry keeps the nutrients of its day, so that a later change of the food does not change the
past. `local_date` is the day the person means; it is never moved by a clock or a zone.
"""

from datetime import date
from typing import ClassVar, TypeVar

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from trophe.web.config.ids import uuid7
from trophe.web.foods.models import Food
from trophe.web.people.models import Person


class Slot(models.Model):
    """A meal of the person's day, by their own name, in their own order, at their own time."""

    code = models.UUIDField(default=uuid7, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="slots")
    name = models.CharField(max_length=40)
    order = models.PositiveSmallIntegerField()
    at = models.TimeField()
    version = models.PositiveIntegerField(default=1)
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["order", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "name"],
                condition=Q(deleted_at=None),
                name="a_meal_is_named_once",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="a_meal_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Feeling(models.IntegerChoices):
    """How much of it: one tap each."""

    NONE = 0, "None"
    LITTLE = 1, "A little"
    MUCH = 2, "A lot"
    WORST = 3, "Very much"


class Day(models.Model):
    """What the person says of a whole day."""

    class Status(models.TextChoices):
        OPEN = "", "Not said"
        COMPLETE = "complete", "Complete"
        PARTIAL = "partial", "Partial"
        FASTING = "fasting", "Fasting"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="days")
    local_date = models.DateField()
    status = models.CharField(max_length=8, choices=Status.choices, default="", blank=True)
    note = models.TextField(max_length=2000, blank=True)
    appetite = models.PositiveSmallIntegerField(
        null=True, blank=True, choices=Feeling.choices, validators=[MaxValueValidator(3)]
    )
    nausea = models.PositiveSmallIntegerField(
        null=True, blank=True, choices=Feeling.choices, validators=[MaxValueValidator(3)]
    )
    pain = models.PositiveSmallIntegerField(
        null=True, blank=True, choices=Feeling.choices, validators=[MaxValueValidator(3)]
    )
    fatigue = models.PositiveSmallIntegerField(
        null=True, blank=True, choices=Feeling.choices, validators=[MaxValueValidator(3)]
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "local_date"], name="one_row_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.local_date} {self.status}"


T = TypeVar("T", bound=models.Model)


class RecordQuerySet(models.QuerySet[T]):
    """Reads of records."""

    def kept(self) -> "RecordQuerySet[T]":
        """Those that were not deleted."""
        return self.filter(deleted_at=None)

    def on_day(self, day: date) -> "RecordQuerySet[T]":
        """Those of one day, by the label the person chose, as they were added."""
        return self.kept().filter(local_date=day)


class Record(models.Model):
    """Something of a day: label, instant and zone; who made it; its version; its tombstone."""

    code = models.UUIDField(default=uuid7, editable=False)
    local_date = models.DateField()
    instant_utc = models.DateTimeField()
    zone_name = models.CharField(max_length=64)
    utc_offset_s = models.IntegerField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class Entry(Record):
    """Something eaten: a food, a recipe, or energy written down at once.

    `nutrients` is what was eaten, after `eaten_share`; what is not known is absent, and those
    named in `at_least` are lower bounds. `spread` holds the ± of nutrients that were guessed.
    """

    class Kind(models.TextChoices):
        FOOD = "food", "Food"
        QUICK = "quick", "Quick add"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="entries")
    # Restricted, not protected: who is erased takes meals and entries along together.
    slot = models.ForeignKey(Slot, on_delete=models.RESTRICT, related_name="entries")
    kind = models.CharField(max_length=6, choices=Kind.choices, default=Kind.FOOD)
    food = models.ForeignKey(
        Food, null=True, blank=True, on_delete=models.SET_NULL, related_name="entries"
    )
    name = models.CharField(max_length=300)
    brand = models.CharField(max_length=200, blank=True)
    amount = models.FloatField(null=True, blank=True)
    unit = models.CharField(max_length=120, blank=True)
    grams = models.FloatField(null=True, blank=True)
    eaten_share = models.FloatField(default=1.0)
    nutrients = models.JSONField(default=dict, blank=True)
    at_least = models.JSONField(default=list, blank=True)
    spread = models.JSONField(default=dict, blank=True)

    objects = RecordQuerySet["Entry"].as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "code"], name="an_entry_comes_once"),
            models.CheckConstraint(
                condition=Q(eaten_share__gt=0, eaten_share__lte=1), name="some_of_it_was_eaten"
            ),
            models.CheckConstraint(
                condition=Q(grams=None) | Q(grams__gt=0, grams__lte=20000),
                name="an_entry_weighs_something",
            ),
            models.CheckConstraint(
                condition=Q(kind="quick") | Q(grams__isnull=False), name="a_food_has_a_weight"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "local_date"], name="entries_of_a_day"),
            models.Index(fields=["person", "food"], name="entries_of_a_food"),
        ]

    def __str__(self) -> str:
        return f"{self.name} on {self.local_date}"

    @property
    def energy_kcal(self) -> float | None:
        """Energy eaten; None when not known."""
        value: float | None = self.nutrients.get("energy_kcal")
        return value

    @property
    def protein_g(self) -> float | None:
        """Protein eaten; None when not known."""
        value: float | None = self.nutrients.get("protein_g")
        return value


class Water(Record):
    """Something drunk that counts as water, in millilitres."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="waters")
    ml = models.PositiveIntegerField()

    objects = RecordQuerySet["Water"].as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "code"], name="a_drink_comes_once"),
            models.CheckConstraint(condition=Q(ml__gt=0, ml__lte=5000), name="a_drink_of_a_body"),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "local_date"], name="water_of_a_day")]

    def __str__(self) -> str:
        return f"{self.ml} ml on {self.local_date}"


class ExerciseEntry(Record):
    """Something done: its MET, how long, and the energy by the weight of that day.

    Gross energy holds the rest that would have been spent anyway; net energy does not.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="exercises")
    activity = models.CharField(max_length=12, blank=True)
    name = models.CharField(max_length=200)
    met = models.FloatField()
    minutes = models.FloatField()
    weight_kg = models.FloatField()
    gross_kcal = models.FloatField()
    net_kcal = models.FloatField()

    objects = RecordQuerySet["ExerciseEntry"].as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "code"], name="an_exercise_comes_once"),
            models.CheckConstraint(condition=Q(met__gte=0.5, met__lte=25), name="met_of_a_body"),
            models.CheckConstraint(
                condition=Q(minutes__gt=0, minutes__lte=1440), name="minutes_of_a_day"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "local_date"], name="exercise_of_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.name} on {self.local_date}"


class Change(models.Model):
    """One thing somebody did to the diary, and what the rows were before it: the way back.

    `key` is made by the client: the same key again is the same change. `before` holds, for each
    row, its table, id, version after the change, and its columns before (None: it was made here).
    """

    code = models.UUIDField(default=uuid7, unique=True, editable=False)
    key = models.UUIDField(default=uuid7)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="changes")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    what = models.CharField(max_length=24)
    said = models.CharField(max_length=300)
    before = models.JSONField(default=list)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "key"], name="a_change_is_made_once")
        ]
        indexes: ClassVar = [models.Index(fields=["person", "at"], name="changes_in_order")]

    def __str__(self) -> str:
        return self.said


class DiarySettings(models.Model):
    """How the person wants their diary to work. Without a row, the defaults here hold."""

    class ExerciseCounts(models.TextChoices):
        NO = "no", "No: my calorie goal already holds my usual activity"
        NET = "net", "Yes: add what exercise burns above rest"

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="diary_settings")
    # Minutes after midnight at which a new day begins.
    day_start_min = models.PositiveSmallIntegerField(
        default=0, validators=[MaxValueValidator(1439)]
    )
    exercise_counts = models.CharField(
        max_length=4, choices=ExerciseCounts.choices, default=ExerciseCounts.NO
    )
    glass_ml = models.PositiveSmallIntegerField(default=250)
    diet = models.CharField(max_length=12, blank=True)
    avoid_allergens = models.CharField(max_length=200, blank=True)
    texture = models.CharField(max_length=12, blank=True)
    dislikes = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"diary settings of {self.person_id}"
