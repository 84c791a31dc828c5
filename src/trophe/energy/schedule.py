"""What a person eats day by day: steps, straight lines, cycles and phases as arrays.

Value of day d = 0, 1, 2, … holds over [d, d + 1).
"""

import re
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from trophe.errors import InputError, UnknownNameError

Floats = NDArray[np.float64]
Pairs = Sequence[tuple[float, float]]

KINDS: Final = ("step", "linear", "cycle")
_PAIR = re.compile(r"^\s*([^:]+):([^:]+)$")


def steps(pairs: Pairs, days: int) -> Floats:
    """(day,) values that hold from each (day, value) on; 0 before the first.

    >>> steps([(0, -500), (2, 0)], 4).tolist()
    [-500.0, -500.0, 0.0, 0.0]
    """
    knots, values = _ascending(pairs)
    place = np.searchsorted(knots, np.arange(days), side="right")
    return np.concatenate(([0.0], values))[place]


def line(pairs: Pairs, days: int) -> Floats:
    """(day,) values on straight lines between (day, value) knots, flat outside.

    >>> line([(0, 0), (4, -400)], 4).tolist()
    [0.0, -100.0, -200.0, -300.0]
    """
    knots, values = _ascending(pairs)
    return np.interp(np.arange(days, dtype=np.float64), knots, values)


def cycle(pairs: Pairs, days: int) -> Floats:
    """(day,) values of (length in days, value) stretches, repeated from day 0.

    >>> cycle([(2, 0), (1, -1100)], 4).tolist()
    [0.0, 0.0, -1100.0, 0.0]
    """
    lengths = np.array([length for length, _ in pairs], dtype=np.float64)
    whole = np.isfinite(lengths) & (lengths >= 0) & (lengths == np.floor(lengths))
    if not whole.all() or not lengths.sum():
        raise InputError("schedule", "A cycle takes whole lengths in days, not all of them 0.")
    # A stretch longer than the schedule ends with it.
    counts = np.minimum(lengths, max(days, 1)).astype(np.int64)
    once = np.repeat([value for _, value in pairs], counts)
    return np.resize(once.astype(np.float64), days)


def parse(kind: str, text: str, days: int) -> Floats:
    """(day,) values of a schedule written as in the weight cases: ``0:-500;120:0``.

    `kind` is step, linear or cycle. Raises UnknownNameError for another kind and InputError
    for text that is no list of number pairs.

    >>> parse("step", "0:-500;2:0", 3).tolist()
    [-500.0, -500.0, 0.0]
    """
    makers = dict(zip(KINDS, (steps, line, cycle), strict=True))
    if kind not in makers:
        raise UnknownNameError("schedule kind", kind, KINDS)
    return makers[kind](_pairs(text), days)


def phases(parts: Pairs, days: int) -> Floats:
    """(day,) values of (days, value) parts one after the other; the last one holds on.

    >>> phases([(2, 1500), (1, 2000)], 5).tolist()
    [1500.0, 1500.0, 2000.0, 2000.0, 2000.0]
    """
    starts = np.concatenate(([0.0], np.cumsum([length for length, _ in parts])[:-1]))
    return steps([(s, v) for s, (_, v) in zip(starts, parts, strict=True)], days)


def _pairs(text: str) -> list[tuple[float, float]]:
    """The number pairs of ``a:b;c:d``."""
    pairs = []
    for part in filter(str.strip, text.split(";")):
        match = _PAIR.match(part)
        try:
            pair = (float(match[1]), float(match[2])) if match else None
        except ValueError:
            pair = None
        if pair is None or not np.isfinite(pair).all():
            raise InputError("schedule", f"schedule part {part!r} is not day:value, like 0:-500.")
        pairs.append(pair)
    if not pairs:
        raise InputError("schedule", "schedule is empty; write 0:0 for no change.")
    return pairs


def _ascending(pairs: Pairs) -> tuple[Floats, Floats]:
    """Days and values of knots, which must rise."""
    if not len(pairs):
        raise InputError("schedule", "schedule is empty; write 0:0 for no change.")
    knots, values = np.asarray(pairs, dtype=np.float64).T
    if (np.diff(knots) <= 0).any():
        raise InputError("schedule", "The days of a schedule must rise from one to the next.")
    return knots, values
