"""What a search for foods leaves out: what was ticked on the page, else the person's allergies."""

from dataclasses import dataclass
from typing import Final, TypeVar

from django.http import QueryDict

from trophe.nutrition.food import Allergen, Diet, Texture
from trophe.nutrition.search.engine import Filters
from trophe.web.diary.records import DiarySettings

ALLERGENS: Final = tuple((a.value, a.value.capitalize()) for a in Allergen)
DIETS: Final = tuple((d.value, d.value.capitalize()) for d in Diet)
TEXTURES: Final = tuple((t.value, t.value.capitalize()) for t in Texture)
Name = TypeVar("Name", Allergen, Diet, Texture)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The filters of a search, and whether they were chosen on the page."""

    filters: Filters
    asked: bool = False

    @property
    def without(self) -> list[str]:
        """The allergens left out, as the page's boxes name them."""
        return [str(allergen) for allergen in self.filters.without]

    @property
    def said(self) -> str:
        """The filters in words: `no milk, no egg, vegan, soft, Oatly`; empty without any."""
        filters = self.filters
        words = [f"no {allergen}" for allergen in Allergen if allergen in filters.without]
        words += [str(one) for one in (filters.diet, filters.texture) if one]
        return ", ".join([*words, filters.brand] if filters.brand else words)


def filters_of(told: QueryDict, settings: DiarySettings) -> Chosen:
    """The filters of a page's address. Until they are touched there, those of rule N06:
    the allergies and intolerances of the person's settings.
    """
    if "filters" not in told:
        return Chosen(filters=by_allergies(settings))
    filters = Filters(
        without=frozenset(_known(told.getlist("without"), Allergen)),
        diet=next(iter(_known(told.getlist("diet"), Diet)), None),
        texture=next(iter(_known(told.getlist("texture"), Texture)), None),
        brand=told.get("brand", "").strip()[:60],
    )
    return Chosen(filters=filters, asked=True)


def by_allergies(settings: DiarySettings) -> Filters:
    """Nothing that may hold what the person does not bear; what is not known counts (N06)."""
    return Filters(without=frozenset(_known(settings.avoid_allergens.split(), Allergen)))


def _known(names: list[str], kind: type[Name]) -> list[Name]:
    """The names that mean something; an address may hold anything."""
    return [kind(name) for name in names if name in set(kind)]
