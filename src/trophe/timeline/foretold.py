"""What a forecast says an instrument will read: its band in the instrument's own unit.

A forecast of muscle speaks of shares of before; a tape says centimetres. Each possible course is
tied to what the instrument read until then, and carries the error of one reading more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import numpy as np

from trophe.muscle.instruments import INSTRUMENTS
from trophe.muscle.learning import expected_log_muscle
from trophe.timeline.case import Case
from trophe.timeline.outlook import PARTICLES, outlook

_NAMES: Final = ("q05", "q25", "median", "q75", "q95")
_SHARES: Final = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True, slots=True, kw_only=True)
class Foretold:
    """Bands of one more reading by date, in the instrument's unit; n_before readings tie it."""

    on: tuple[date, ...]
    bands: Mapping[str, tuple[float, ...]]
    n_before: int


def foretold(
    case: Case,
    *,
    instrument: str,
    site: str,
    side: str,
    on: Sequence[date],
    particles: int = PARTICLES,
) -> Foretold | None:
    """What the instrument will read there on some dates, by what `case` knew.

    case : as it stood then; its own readings of the same instrument, site and side tie the level.
    on : dates between the first day of its timeline and the end of its forecast; others are left
    out. None where it holds no such reading, or no forecast learns from the instrument.
    """
    same = [
        taken
        for taken in case.measurements
        if taken.counts and (taken.instrument, taken.site, taken.side) == (instrument, site, side)
    ]
    if not same or not same[0].of.reads:
        return None
    made = outlook(case, particles=particles)
    frame = made.frame
    before = [m for t, m in made.readings if t in same]
    kept = [day for day in on if 0 <= frame.day(day) <= frame.days]
    if not before or not kept:
        return None
    courses = made.of(INSTRUMENTS[before[0].instrument]).courses
    level = np.mean(
        [np.log(m.value) - m.shows * expected_log_muscle(courses, m) for m in before], axis=0
    )
    spread = before[0].error * np.sqrt(1 + 1 / len(before))
    noise = np.random.default_rng(case.seed).normal(0.0, spread, level.size)
    columns = []
    for day in kept:
        later = replace(before[0], day=float(frame.day(day)))
        logs = level + later.shows * expected_log_muscle(courses, later) + noise
        columns.append(np.exp(np.quantile(logs, _SHARES)))
    table = np.array(columns).T
    bands = {n: tuple(row.tolist()) for n, row in zip(_NAMES, table, strict=True)}
    return Foretold(on=tuple(kept), bands=bands, n_before=len(before))
