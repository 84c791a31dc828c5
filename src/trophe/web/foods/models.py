"""Foods as rows: shared ones, a person's own, corrections, recipes and label photos.

Amounts are per 100 g (or 100 ml, see `basis`), by nutrient id; what is not known is absent.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from trophe.checks import require_name
from trophe.nutrition.food import Allergen, Diet, Portion, Quality, Texture
from trophe.nutrition.food import Food as CoreFood
from trophe.web.config.ids import uuid7
from trophe.web.people.models import Person

OWN = "own"
RECIPE = "recipe"


class FoodQuerySet(models.QuerySet["Food"]):
    """Reads of foods."""

    def kept(self) -> "FoodQuerySet":
        """Those that were not deleted."""
        return self.filter(deleted_at=None)

    def shared(self) -> "FoodQuerySet":
        """Those that belong to nobody and so to everybody."""
        return self.filter(person=None)

    def of(self, person: Person) -> "FoodQuerySet":
        """Those that `person` may eat from: shared ones and their own."""
        return self.filter(Q(person=None) | Q(person=person))

    def with_barcode(self, code: str) -> "FoodQuerySet":
        """Those with a code of 14 digits. Saying that there is one lets the database use its
        index."""
        return self.exclude(barcode="").filter(barcode=code)

    def own(self, person: Person) -> "FoodQuerySet":
        """The person's own foods, corrections and recipes."""
        return self.filter(person=person)


class Food(models.Model):
    """One food. `source` and `source_id` name it across imports; `person` owns it, or nobody."""

    code = models.UUIDField(default=uuid7, unique=True, editable=False)
    source = models.CharField(max_length=24)
    source_id = models.CharField(max_length=64)
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="foods"
    )
    name = models.CharField(max_length=300)
    description = models.CharField(max_length=500, blank=True)
    brand = models.CharField(max_length=200, blank=True)
    barcode = models.CharField(max_length=14, blank=True)
    group = models.CharField(max_length=100, blank=True)
    quality = models.CharField(max_length=8, choices=[(q.value, q.label) for q in Quality])
    basis = models.CharField(max_length=8, default="100 g")
    amounts = models.JSONField(default=dict, blank=True)
    # Nutrients whose amount is a lower bound, because an ingredient does not state it.
    at_least = models.JSONField(default=list, blank=True)
    portions = models.JSONField(default=list, blank=True)
    contains = models.CharField(max_length=200, blank=True)
    free_of = models.CharField(max_length=200, blank=True)
    diets = models.CharField(max_length=60, blank=True)
    texture = models.CharField(max_length=12, blank=True)
    flags = models.JSONField(default=list, blank=True)
    aliases = models.JSONField(default=list, blank=True)
    nearest_to = models.JSONField(default=list, blank=True)
    popularity = models.FloatField(default=0.0)
    refuse_pct = models.FloatField(null=True, blank=True)
    # This person's own figures instead of a shared food's.
    corrects = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="corrections"
    )
    photo = models.CharField(max_length=80, blank=True)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = FoodQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "source_id"], name="a_food_comes_once"),
            models.UniqueConstraint(
                fields=["person", "corrects"],
                condition=Q(corrects__isnull=False, deleted_at=None),
                name="one_correction_each",
            ),
            models.CheckConstraint(
                condition=Q(corrects=None) | Q(person__isnull=False),
                name="a_correction_is_somebodys",
            ),
            models.CheckConstraint(
                condition=Q(basis__in=["100 g", "100 ml"]), name="per_100_g_or_ml"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="a_food_has_a_name"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["barcode"], condition=~Q(barcode=""), name="food_by_barcode"),
            models.Index(
                fields=["person", "name"], condition=Q(person__isnull=False), name="own_foods"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.brand})" if self.brand else self.name

    @property
    def key(self) -> str:
        """The food's id across sources, as the search engine knows it."""
        return f"{self.source}:{self.source_id}"

    @property
    def unit(self) -> str:
        """What its amounts are measured in: g or ml."""
        return "ml" if self.basis == "100 ml" else "g"

    @property
    def is_recipe(self) -> bool:
        """Whether its figures follow from a recipe."""
        return self.source == RECIPE

    @property
    def badge(self) -> str:
        """Where its figures come from, in one word."""
        return self._quality.badge

    @property
    def quality_label(self) -> str:
        """Where its figures come from, in words."""
        return self._quality.label

    @property
    def _quality(self) -> Quality:
        return require_name("quality", self.quality, Quality)

    def weights(self) -> tuple[Portion, ...]:
        """Its household portions."""
        return tuple(
            Portion(amount=amount, unit=unit, grams=grams) for amount, unit, grams in self.portions
        )

    @property
    def energy_kcal(self) -> float | None:
        """Energy per 100; None when not known."""
        return self.amount("energy_kcal")

    def amount(self, nutrient_id: str, grams: float = 100.0) -> float | None:
        """What `grams` of it hold of a nutrient; None when not known."""
        per_100: float | None = self.amounts.get(nutrient_id)
        return None if per_100 is None else per_100 * grams / 100.0

    def core(self) -> CoreFood:
        """The food as the science core knows it."""
        return CoreFood(
            source=self.source,
            source_id=self.source_id,
            name=self.name,
            description=self.description,
            brand=self.brand,
            barcode=self.barcode,
            group=self.group,
            quality=self._quality,
            basis=self.basis,
            amounts=self.amounts,
            portions=self.weights(),
            contains=frozenset(map(Allergen, self.contains.split())),
            free_of=frozenset(map(Allergen, self.free_of.split())),
            diets=frozenset(map(Diet, self.diets.split())),
            texture=Texture(self.texture) if self.texture else None,
            flags=tuple(self.flags),
            aliases=tuple(self.aliases),
            nearest_to=tuple(self.nearest_to),
            popularity=self.popularity,
            refuse_pct=self.refuse_pct,
        )

    @classmethod
    def columns_of(cls, food: CoreFood) -> dict[str, Any]:
        """The columns that say what a food of the core says."""
        return {
            "source": food.source,
            "source_id": food.source_id,
            "name": food.name[:300],
            "description": food.description[:500],
            "brand": food.brand[:200],
            "barcode": food.barcode,
            "group": food.group[:100],
            "quality": str(food.quality),
            "basis": food.basis,
            "amounts": _plain(food.amounts),
            "portions": [[p.amount, p.unit, p.grams] for p in food.portions],
            "contains": _joined(food.contains),
            "free_of": _joined(food.free_of),
            "diets": _joined(food.diets),
            "texture": str(food.texture or ""),
            "flags": list(food.flags),
            "aliases": list(food.aliases),
            "nearest_to": list(food.nearest_to),
            "popularity": food.popularity,
            "refuse_pct": food.refuse_pct,
        }


def _plain(amounts: Mapping[str, float]) -> dict[str, float]:
    return {name: float(amount) for name, amount in amounts.items()}


def _joined(names: frozenset[Any]) -> str:
    return " ".join(sorted(str(name) for name in names))


class Loaded(models.Model):
    """A set of foods that was read into the table, and its digest: what need not be read again."""

    source = models.CharField(max_length=24, unique=True)
    digest = models.CharField(max_length=64)
    foods = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.foods} foods of {self.source}"


class ImportRun(models.Model):
    """One reading of a file of foods: how far it came, so that it can go on from there."""

    file_name = models.CharField(max_length=255)
    file_digest = models.CharField(max_length=64)
    kind = models.CharField(max_length=24)
    rows_read = models.PositiveIntegerField(default=0)
    foods_kept = models.PositiveIntegerField(default=0)
    rejects = models.PositiveIntegerField(default=0)
    # Where the file goes on; None at its start.
    checkpoint = models.JSONField(null=True, blank=True)
    began_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "file_digest"], name="a_file_is_read_once")
        ]

    def __str__(self) -> str:
        return f"{self.file_name}: {self.rows_read} rows"


class Recipe(models.Model):
    """How a food is made of others. Its Food row holds what 100 g of the finished pot hold.

    `ingredients` is a list of {"text", "food" (code or None), "grams" (or None)}. One without a
    food or a weight is unknown, and what the recipe holds is then "at least".
    """

    food = models.OneToOneField(Food, on_delete=models.CASCADE, related_name="recipe")
    servings = models.FloatField()
    # Weight of the finished pot; without it the ingredients' weights are added up.
    pot_g = models.FloatField(null=True, blank=True)
    ingredients = models.JSONField(default=list)
    steps = models.TextField(blank=True, max_length=20000)
    address = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(servings__gt=0), name="a_recipe_serves_somebody"),
            models.CheckConstraint(
                condition=Q(pot_g=None) | Q(pot_g__gt=0), name="a_pot_weighs_something"
            ),
        ]

    def __str__(self) -> str:
        return f"recipe of {self.food_id}"
