"""A person's weights and food as series, one value a day."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from trophe.web.diary.sums import day_sums, statuses
from trophe.web.people.models import Person

Floats = NDArray[np.float64]

MOST_DAYS: Final = 400
_WHOLE: Final = frozenset({"complete", "fasting"})
# Below this share of the middle of a person's days, a day nobody spoke of looks partly logged.
_LEAST_SHARE: Final = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Logbook:
    """Series from `first` on, (day,) each, NaN where nothing was written; the last day is today.

    `complete` 1 where all food of the day was logged: said so, or not said and not plainly partial.
    `protein_known` marks the days whose foods all state their protein: no lower bound.
    `told` marks the days of which somebody said that they are complete.
    """

    first: date
    weight_kg: Floats
    intake_kcal: Floats
    protein_g: Floats
    protein_known: NDArray[np.bool_]
    complete: Floats
    told: NDArray[np.bool_]

    @property
    def days(self) -> int:
        """How many days it spans."""
        return int(self.weight_kg.size)

    def date_of(self, day: int) -> date:
        """The date of a day."""
        return self.first + timedelta(days=day)


def logbook(person: Person, *, days: int = MOST_DAYS) -> Logbook | None:
    """The last `days` days until today, from the first with an entry; None without any."""
    today = person.today()
    earliest = today - timedelta(days=days - 1)
    weights = dict(
        person.weights.kept()
        .filter(local_date__gte=earliest, local_date__lte=today)
        .values_list("local_date", "weight_kg")
    )
    sums = day_sums(person, earliest, today, ("energy_kcal", "protein_g"))
    if not weights and not sums:
        return None
    first = min([*weights, *sums])
    count = (today - first).days + 1
    weight, intake, protein = (np.full(count, np.nan) for _ in range(3))
    whole, told, stated = np.zeros(count), np.zeros(count, dtype=bool), np.zeros(count, dtype=bool)
    said = statuses(person, first, today)
    for day, kg in weights.items():
        weight[(day - first).days] = kg
    for day, sum_ in sums.items():
        place = (day - first).days
        energy = sum_["energy_kcal"]
        if energy.value is not None:
            intake[place] = energy.value
            whole[place] = float(day < today and energy.n_known == energy.n_total)
        if sum_["protein_g"].value is not None:
            protein[place] = sum_["protein_g"].value
            stated[place] = not sum_["protein_g"].at_least
    middle = float(np.median(intake[whole > 0])) if whole.any() else 0.0
    for place in range(count):
        word = said.get(first + timedelta(days=place), "")
        if word in _WHOLE:
            intake[place] = np.nan_to_num(intake[place])
            whole[place], told[place] = 1.0, True
        elif word or intake[place] < _LEAST_SHARE * middle:
            whole[place] = 0.0
    return Logbook(
        first=first,
        weight_kg=weight,
        intake_kcal=intake,
        protein_g=protein,
        protein_known=stated,
        complete=whole,
        told=told,
    )
