"""Persons, what is known of their health, and who may see or change which of them."""

from collections.abc import Callable
from datetime import date, datetime
from typing import ClassVar, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from trophe.checks import require_name
from trophe.person import Agreement, Condition, Kidney, Limb, Medicine, Region, Sex
from trophe.web.config.ids import uuid7


class Role(models.TextChoices):
    """What somebody may do with a person's record; each includes the ones below it."""

    OWNER = "owner", "Everything, sharing included"
    WRITE = "write", "See and change"
    READ = "read", "See"


class PersonQuerySet(models.QuerySet["Person"]):
    """Reads of persons."""

    def for_user(self, user: object, *roles: str) -> "PersonQuerySet":
        """The persons that `user` may reach today in one of `roles` (any when none is named).

        Somebody who is not signed in reaches nobody.
        """
        pk = getattr(user, "pk", None)
        if pk is None or not getattr(user, "is_active", False):
            return self.none()
        grants = Access.objects.live().filter(user_id=pk)
        if roles:
            grants = grants.filter(role__in=roles)
        return self.filter(pk__in=grants.values("person_id"))


class Person(models.Model):
    """One person as they are now. Weights, health facts and plans hang on it."""

    class HeightUnit(models.TextChoices):
        CM = "cm", "Centimetres"
        FT = "ft", "Feet and inches"

    class WeightUnit(models.TextChoices):
        KG = "kg", "Kilograms"
        LB = "lb", "Pounds"
        ST = "st", "Stones and pounds"

    class EnergyUnit(models.TextChoices):
        KCAL = "kcal", "Kilocalories"
        KJ = "kJ", "Kilojoules"

    code = models.UUIDField(default=uuid7, unique=True, editable=False)
    name = models.CharField(max_length=80, blank=True)
    sex = models.CharField(max_length=12, choices=[(s.value, s.label) for s in Sex])
    birth_date = models.DateField(null=True, blank=True)
    # Where the birthday is not told: an age, and the day it was told.
    age_y = models.FloatField(null=True, blank=True)
    age_on = models.DateField(null=True, blank=True)
    height_m = models.FloatField()
    activity = models.CharField(max_length=20, blank=True)
    pal = models.FloatField()
    body_fat_pct = models.FloatField(null=True, blank=True)
    ree_measured_kcal_d = models.FloatField(null=True, blank=True)
    resistance_training = models.BooleanField(default=False)
    region = models.CharField(
        max_length=12, choices=[(r.value, r.label) for r in Region], default=Region.DEFAULT.value
    )
    kidney = models.CharField(
        max_length=12, choices=[(k.value, k.label) for k in Kidney], default=Kidney.UNKNOWN.value
    )
    height_unit = models.CharField(max_length=4, choices=HeightUnit.choices, default="cm")
    weight_unit = models.CharField(max_length=4, choices=WeightUnit.choices, default="kg")
    energy_unit = models.CharField(max_length=4, choices=EnergyUnit.choices, default="kcal")
    # Wished by the person, beside what safety rules hide (W07).
    hides_energy = models.BooleanField(default=False)
    hides_weight = models.BooleanField(default=False)
    time_zone = models.CharField(max_length=64, default="UTC")
    # When the five questions about food were put; null: not yet. The answers are not kept.
    eating_asked_on = models.DateField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["is_sample", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(birth_date__isnull=False, age_y=None, age_on=None)
                | Q(birth_date=None, age_y__isnull=False, age_on__isnull=False),
                name="one_way_to_know_the_age",
            ),
            models.CheckConstraint(
                condition=Q(height_m__gte=0.4, height_m__lte=2.3), name="height_of_a_body"
            ),
            models.CheckConstraint(condition=Q(pal__gte=1.2, pal__lte=2.5), name="pal_of_a_body"),
        ]

    def __str__(self) -> str:
        return self.name or "Me"

    def age_on_day(self, day: date) -> float:
        """Age in years on `day`, to the day."""
        if self.birth_date is not None:
            return _years_between(self.birth_date, day)
        assert self.age_y is not None
        assert self.age_on is not None
        return self.age_y + (day - self.age_on).days / 365.25

    def now(self) -> datetime:
        """This moment on the person's own clock."""
        return timezone.now().astimezone(ZoneInfo(self.time_zone))

    def today(self) -> date:
        """Today where the person lives."""
        return self.now().date()


def _years_between(birth: date, day: date) -> float:
    """Whole birthdays had, and the share of the year since the last one."""
    years = day.year - birth.year
    last = _birthday(birth, day.year)
    if last > day:
        years, last = years - 1, _birthday(birth, day.year - 1)
    return years + (day - last).days / (_birthday(birth, last.year + 1) - last).days


def _birthday(birth: date, year: int) -> date:
    """The birthday in `year`; one born on 29 February has it on 1 March in other years."""
    try:
        return birth.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


class HealthFactQuerySet(models.QuerySet["HealthFact"]):
    """Reads of health facts."""

    def on_day(self, day: date) -> "HealthFactQuerySet":
        """Those that hold on `day`."""
        return self.filter(since__lte=day).filter(Q(ended_on=None) | Q(ended_on__gt=day))


class HealthFact(models.Model):
    """A condition, medicine, agreement or missing limb: from when, who said so, and why."""

    class Kind(models.TextChoices):
        CONDITION = "condition", "Condition"
        MEDICINE = "medicine", "Medicine"
        AGREEMENT = "agreement", "Agreement"
        LIMB = "limb", "Missing limb"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="facts")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(max_length=40)
    since = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    # Week of pregnancy, or weeks since birth, on the day `since`.
    week = models.FloatField(null=True, blank=True)
    why = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = HealthFactQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "kind", "name"],
                condition=Q(ended_on=None),
                name="a_fact_holds_once",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("since")),
                name="a_fact_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} since {self.since}"

    @property
    def label(self) -> str:
        """The fact in plain words."""
        if self.kind == self.Kind.LIMB:
            side, limb = self.name.split(":")
            return f"{side.capitalize()} {require_name('limb', limb, Limb).label.lower()}"
        return _KNOWN[self.kind](self.name)


_KNOWN: Final[dict[str, Callable[[str], str]]] = {
    "condition": lambda name: require_name("condition", name, Condition).label,
    "medicine": lambda name: require_name("medicine", name, Medicine).label,
    "agreement": lambda name: require_name("agreement", name, Agreement).label,
}


class AccessQuerySet(models.QuerySet["Access"]):
    """Reads of grants."""

    def live(self) -> "AccessQuerySet":
        """Those that hold now."""
        now = timezone.now()
        return self.filter(ended_at=None, began_at__lte=now).filter(
            Q(ends_at=None) | Q(ends_at__gt=now)
        )


class Access(models.Model):
    """One user may see, change or share one person's record, perhaps until a date."""

    code = models.UUIDField(default=uuid7, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="grants"
    )
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=8, choices=Role.choices)
    began_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = AccessQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "person"], condition=Q(ended_at=None), name="one_grant_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.role} for {self.user_id} on {self.person_id}"


class Invitation(models.Model):
    """A link that gives whoever opens it, once, a role on a person."""

    code = models.UUIDField(default=uuid7, unique=True, editable=False)
    token_hash = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=8, choices=Role.choices)
    note = models.CharField(max_length=80, blank=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    access_ends_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"invitation to {self.person_id} as {self.role}"
