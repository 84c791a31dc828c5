"""The only door to foods, behind the door to the person."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404

from trophe.web.foods.models import Food, FoodQuerySet
from trophe.web.people.models import Person


def foods_of(person: Person) -> FoodQuerySet:
    """What the person may eat from: shared foods and their own, none that was deleted."""
    return Food.objects.of(person).kept()


def own_foods_of(person: Person) -> FoodQuerySet:
    """The person's own foods, corrections and recipes, by name."""
    return Food.objects.own(person).kept().order_by("name", "pk")


def get_food_or_404(person: Person, code: UUID | str) -> Food:
    """A food the person may eat from; another person's own food is a 404."""
    return _get(foods_of(person), code)


def get_own_food_or_404(person: Person, code: UUID | str) -> Food:
    """One of the person's own foods, which may be changed."""
    return _get(own_foods_of(person), code)


def _get(rows: FoodQuerySet, code: UUID | str) -> Food:
    try:
        return rows.get(code=code)
    except (Food.DoesNotExist, ValueError, ValidationError):
        raise Http404("No such food.") from None
