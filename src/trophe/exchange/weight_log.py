"""A diary of weights and food as CSV: date, weight_kg, intake_kcal, complete.

Lines may come in any order, with gaps and blanks, as spreadsheets of any country write them. A date
that stands twice takes the median of its weights and the last of its food. A line that cannot be
read gets its reason; the others go on.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Final

import numpy as np
from numpy.typing import NDArray

from trophe.errors import InputError, MissingDataError
from trophe.exchange.loose import loose_dates, loose_number, read_loose
from trophe.exchange.tables import ABSENT, Cells, Row, refuse

Floats = NDArray[np.float64]

COLUMNS: Final = ("date", "weight_kg", "intake_kcal")
MOST_DAYS: Final = 1100
# Lines whose dates lie so far from all others that they are slips: at most so many.
_STRAY: Final = 3
_YES: Final = frozenset({"1", "1.0", "1,0", "true", "yes", "y", "t", "x", "complete", "full"})
_NO: Final = frozenset({"0", "0.0", "0,0", "false", "no", "n", "f", "partial", "incomplete"})


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightLog:
    """A diary from its first to its last date, (day,) each; NaN where nothing was written.

    `bad` are the lines that could not be used, each with its reason.
    """

    first: date
    weight_kg: Floats
    intake_kcal: Floats
    complete: Floats
    bad: tuple[Row, ...]

    def date_of(self, day: int) -> date:
        """The date of a day."""
        return self.first + timedelta(days=day)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One usable line."""

    on: date
    weight_kg: float
    intake_kcal: float
    complete: bool


def read_weight_log(path: Path) -> WeightLog:
    """The diary of a file. InputError where the file or its span cannot be used.

    Columns `date` (2026-03-01, 1.3.2026, 1 Mar 2026), `weight_kg`, `intake_kcal`, and `complete` (1
    or 0; where it is blank or absent a day with food counts as whole).
    """
    table = read_loose(path, COLUMNS)
    entries: list[_Entry] = []
    dates = loose_dates([row.cells["date"] for row in table.rows])
    _refuse_strays(table.rows, dates)
    for row, on in zip(table.rows, dates, strict=True):
        if row.error:
            continue
        try:
            entries.append(_entry(row.cells, on))
        except InputError as error:
            refuse([row], error)
    if not entries:
        reason = f" Line {table.bad_rows[0].line}: {table.bad_rows[0].error}." if table.rows else ""
        raise MissingDataError("file", f"{path} has no usable line.{reason}")
    return _log(entries, tuple(table.bad_rows))


def _log(entries: list[_Entry], bad: tuple[Row, ...]) -> WeightLog:
    """One value a day from the lines."""
    first, last = min(e.on for e in entries), max(e.on for e in entries)
    days = (last - first).days + 1
    if days > MOST_DAYS:
        raise InputError(
            "date", f"The dates span {days} days, from {first} to {last}; at most {MOST_DAYS}."
        )
    weight, intake, complete = np.full(days, np.nan), np.full(days, np.nan), np.zeros(days)
    for on in sorted({e.on for e in entries}):
        same, day = [e for e in entries if e.on == on], (on - first).days
        weights = [e.weight_kg for e in same if np.isfinite(e.weight_kg)]
        food = [e for e in same if np.isfinite(e.intake_kcal)]
        if weights:
            weight[day] = median(weights)
        if food:
            intake[day], complete[day] = food[-1].intake_kcal, float(food[-1].complete)
    return WeightLog(first=first, weight_kg=weight, intake_kcal=intake, complete=complete, bad=bad)


def _refuse_strays(rows: list[Row], dates: list[date | None]) -> None:
    """Marks the few lines whose year was mistyped, where the rest spans what a diary may."""
    there = sorted(on for on in dates if on is not None)
    if not there or (there[-1] - there[0]).days < MOST_DAYS or len(there) < 10 * _STRAY:
        return
    middle = there[len(there) // 2]
    far = [on for on in there if abs((on - middle).days) >= MOST_DAYS]
    if len(far) <= _STRAY:
        for row, on in zip(rows, dates, strict=True):
            if on in far:
                refuse([row], f"date = {on} is years away from all others")


def _entry(cells: Cells, on: date | None) -> _Entry:
    """One line, checked."""
    if on is None:
        told = cells["date"].strip()
        raise InputError("date", f"date = {told!r} is not a date like 2026-03-01")
    return _Entry(
        on=on,
        weight_kg=_within(cells, "weight_kg", 1, 5000),
        intake_kcal=_within(cells, "intake_kcal", 0, 30000),
        complete=_complete(cells.get("complete", "")),
    )


def _within(cells: Cells, name: str, low: float, high: float) -> float:
    """The number in a cell, NaN where there is none."""
    value = loose_number(cells, name)
    if np.isfinite(value) and not low <= value <= high:
        raise InputError(name, f"{name} = {value:g} is outside {low:g} to {high:g}")
    return value


def _complete(text: str) -> bool:
    """Whether the day was logged whole; blank counts as whole."""
    word = text.strip().lower()
    if word in _YES or word in ABSENT:
        return True
    if word in _NO:
        return False
    raise InputError("complete", f"complete = {text!r} is neither 1 nor 0")
