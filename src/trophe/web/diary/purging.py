"""Tombstones of what was removed long ago are taken away for good, a few at a time."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from trophe.web.diary.models import Weight
from trophe.web.diary.records import Entry, ExerciseEntry, Water
from trophe.web.foods.models import Food
from trophe.web.foods.photos import photo_path

# A copy elsewhere has at least this long to hear of a removal, and a person to undo it.
KEPT_D: Final = 180
AT_ONCE: Final = 200
TABLES: Final[tuple[type[Model], ...]] = (Entry, Water, ExerciseEntry, Weight)


def purge_tombstones(now: datetime | None = None) -> int:
    """Delete what was removed over 180 days ago: entries, drinks, exercises, weights, own foods.

    Each transaction is short, so that nobody who writes has to wait. How many rows went.
    """
    before = (now or timezone.now()) - timedelta(days=KEPT_D)
    gone = sum(_delete(table._default_manager.filter(deleted_at__lt=before)) for table in TABLES)
    # What was eaten keeps its name and figures without the food.
    foods = Food.objects.filter(person__isnull=False, deleted_at__lt=before)
    photos = [name for name in foods.values_list("photo", flat=True) if name]
    gone += _delete(foods)
    for name in photos:
        photo_path(name).unlink(missing_ok=True)
    return gone


def _delete(rows: "QuerySet[Model]") -> int:
    """Rows of a queryset, some at a time, the eldest first."""
    n = 0
    while ids := list(rows.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            rows.filter(pk__in=ids).delete()
        n += len(ids)
    return n
