"""A food as every part of Trophe sees it, whatever table or label it came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from trophe.checks import require_name
from trophe.errors import InputError
from trophe.nutrition.nutrients import nutrients


class Quality(StrEnum):
    """Where a food's figures come from, best first. `label` and `badge` are how pages say it."""

    badge: str
    label: str

    def __new__(cls, value: str, badge: str, label: str) -> "Quality":
        member = str.__new__(cls, value)
        member._value_ = value
        member.badge, member.label = badge, label
        return member

    LAB = "lab", "Lab", "Measured in a laboratory"
    TABLE = "table", "Table", "National food table, partly calculated"
    LABEL = "label", "Label", "From the maker's label"
    OWN = "own", "Own", "Entered by you"
    CROWD = "crowd", "Crowd", "Entered by volunteers, not verified"


class Allergen(StrEnum):
    """The fourteen allergens that European law names (Regulation (EU) 1169/2011, annex II)."""

    GLUTEN = "gluten"
    CRUSTACEANS = "crustaceans"
    EGG = "egg"
    FISH = "fish"
    PEANUT = "peanut"
    SOY = "soy"
    MILK = "milk"
    NUTS = "nuts"
    CELERY = "celery"
    MUSTARD = "mustard"
    SESAME = "sesame"
    SULPHITES = "sulphites"
    LUPIN = "lupin"
    MOLLUSCS = "molluscs"


class Diet(StrEnum):
    """What an eater leaves out."""

    VEGAN = "vegan"
    VEGETARIAN = "vegetarian"
    PESCETARIAN = "pescetarian"


class Texture(StrEnum):
    """How a food feels in the mouth, in everyday words; it is no IDDSI level."""

    LIQUID = "liquid"
    SMOOTH = "smooth"
    SOFT = "soft"


ALLERGENS: Final = tuple(Allergen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """A household portion: `amount` `unit` weigh `grams` (ml where the food is per 100 ml)."""

    unit: str
    grams: float
    amount: float = 1.0

    @property
    def grams_per_unit(self) -> float:
        """What one unit weighs, g."""
        return self.grams / self.amount

    @property
    def label(self) -> str:
        """The portion in words: "1 large", "½ cup, sliced"."""
        return f"{in_words(self.amount)} {self.unit}"


_FRACTIONS: Final = {0.25: "¼", 0.5: "½", 0.75: "¾", 0.33: "⅓", 0.67: "⅔", 0.333: "⅓", 0.667: "⅔"}


def in_words(amount: float) -> str:
    """A number as people write it on a portion.

    >>> in_words(0.5), in_words(2.0), in_words(1.5)
    ('½', '2', '1½')
    """
    whole, rest = divmod(round(amount, 3), 1)
    part = _FRACTIONS.get(round(rest, 3))
    if part:
        return f"{int(whole) or ''}{part}"
    return f"{amount:g}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Food:
    """One food, its amounts per 100 g (or 100 ml where `basis` says so).

    Fields
    ------
    source, source_id : where it came from and its stable id there; together they are unique.
    name : natural name. `description` is the source's own, kept as it was.
    amounts : nutrient id -> amount in the nutrient's unit. What is not known is absent.
    contains, free_of : allergens known to be in it, and known not to be. All others are
        unknown, and unknown counts as containing (safety rule N06).
    diets : diets it is known to suit. `texture` is None when not known.
    flags : what a plausibility check found, in words that `exchange.foods.checks` explains.
    aliases : other names people use and mean this food by; `also_called` are names that mean
        another food first; `nearest_to` are foods that the table does not have and for which
        this one is the nearest.
    popularity : 0 to 1, how likely somebody means this one before they say more.
    """

    source: str
    source_id: str
    name: str
    description: str = ""
    brand: str = ""
    barcode: str = ""
    group: str = ""
    quality: Quality = Quality.CROWD
    basis: str = "100 g"
    amounts: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    portions: tuple[Portion, ...] = ()
    contains: frozenset[Allergen] = frozenset()
    free_of: frozenset[Allergen] = frozenset()
    diets: frozenset[Diet] = frozenset()
    texture: Texture | None = None
    flags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    also_called: tuple[str, ...] = ()
    nearest_to: tuple[str, ...] = ()
    popularity: float = 0.0
    refuse_pct: float | None = None

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise InputError("name", "name is empty: a food needs a name.")
        if self.basis not in ("100 g", "100 ml"):
            raise InputError("basis", f"basis = {self.basis!r} is neither '100 g' nor '100 ml'.")
        object.__setattr__(self, "quality", require_name("quality", self.quality, Quality))
        for name, amount in self.amounts.items():
            if name not in nutrients():
                raise InputError("amounts", f"amounts: {name!r} is no nutrient.")
            if not amount >= 0:
                raise InputError(name, f"{name} = {amount!r} is below zero or no number.")

    @property
    def key(self) -> str:
        """The food's id across sources: "usda_sr28:01123"."""
        return f"{self.source}:{self.source_id}"

    def amount(self, nutrient_id: str, grams: float = 100.0) -> float | None:
        """How much of a nutrient `grams` of this food hold; None when the source does not say."""
        per_100 = self.amounts.get(nutrient_id)
        return None if per_100 is None else per_100 * grams / 100.0

    def may_contain(self, allergen: Allergen) -> bool:
        """Whether the food contains the allergen or nobody said that it does not."""
        return allergen not in self.free_of
