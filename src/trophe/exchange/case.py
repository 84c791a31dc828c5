"""A case: rows of a table that describe one simulation, each for its own day."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from trophe.errors import InputError
from trophe.exchange.tables import Row, printed, refuse, whole_number

Floats = NDArray[np.float64]

LONGEST_DAYS: Final = 36500
CHUNK: Final = 512  # cases run together


@dataclass(frozen=True, slots=True)
class Case:
    """The usable rows of a case with their days, and the last of these."""

    rows: list[Row]
    days: list[int]

    @property
    def last_day(self) -> int:
        return max(self.days)


def with_days(rows: list[Row]) -> Case:
    """Rows with a usable day; the others carry their error."""
    good, days = [], []
    for row in rows:
        try:
            days.append(whole_number(row.cells, "day", 0, LONGEST_DAYS))
            good.append(row)
        except InputError as error:
            refuse([row], error)
    return Case(good, days)


def padded(schedule: list[Floats], days: int) -> Floats:
    """(case, day) schedules, each held on after its own end."""
    return np.array([np.pad(s, (0, days - s.size), mode="edge") for s in schedule])


def fill(case: Case, wanted: NDArray[np.int64], states: dict[str, Floats], stop: float) -> None:
    """Writes the states of a case's days into its rows."""
    for row, day in zip(case.rows, case.days, strict=True):
        place = int(np.searchsorted(wanted, day))
        if day >= stop:
            refuse([row], f"the run stopped on day {stop:.0f}: no body lives on so little")
            continue
        row.cells.update({name: printed(float(v[place])) for name, v in states.items()})
