"""What was eaten, summed: each nutrient over entries and over days, unknown kept apart."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from django.db.models import QuerySet

from trophe.nutrition.totals import Sum, total
from trophe.web.diary.records import Entry
from trophe.web.people.models import Person

MACROS: Final = ("energy_kcal", "protein_g", "carbohydrate_g", "fat_g", "fibre_g")


def sums_of(entries: Sequence[Entry], names: Iterable[str]) -> dict[str, Sum]:
    """Each nutrient summed over entries; one that an entry does not state makes it "at least"."""
    return {name: _sum_of(entries, name) for name in names}


def _sum_of(entries: Sequence[Entry], name: str) -> Sum:
    """One nutrient; an entry that states a lower bound counts as one that does not say all."""
    found = total(entry.nutrients.get(name) for entry in entries)
    bounds = sum(name in entry.at_least and name in entry.nutrients for entry in entries)
    if not bounds:
        return found
    return Sum(value=found.value, n_known=found.n_known - bounds, n_total=found.n_total)


def known(sum_: Sum) -> float:
    """What is known of a sum; 0 when nothing is."""
    return sum_.value or 0.0


def day_sums(
    person: Person, first: date, last: date, names: Iterable[str] = MACROS
) -> dict[date, dict[str, Sum]]:
    """The sums of every day with entries from `first` to `last`, for trends and expenditure."""
    found = person.entries.kept().filter(local_date__range=(first, last))
    return _sums_by_day(found, names)


def day_sums_of(
    person: Person, dates: Iterable[date], names: Iterable[str]
) -> dict[date, dict[str, Sum]]:
    """The same for some days only."""
    return _sums_by_day(person.entries.kept().filter(local_date__in=list(dates)), names)


def _sums_by_day(found: QuerySet[Entry], names: Iterable[str]) -> dict[date, dict[str, Sum]]:
    by_day: dict[date, list[Entry]] = defaultdict(list)
    for entry in found.only("local_date", "nutrients", "at_least", "person_id"):
        by_day[entry.local_date].append(entry)
    names = tuple(names)
    return {day: sums_of(entries, names) for day, entries in sorted(by_day.items())}


def statuses(person: Person, first: date, last: date) -> dict[date, str]:
    """What the person said of each day: complete, partial or fasting; nothing of the others."""
    said = person.days.filter(local_date__range=(first, last)).exclude(status="")
    return dict(said.values_list("local_date", "status"))
