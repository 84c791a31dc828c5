"""One sitting with an instrument: repeats averaged, girth corrected for fat, doubts told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import log, pi, sqrt
from typing import Any, Final

from trophe.checks import require_one
from trophe.errors import InputError, MissingDataError, UnknownNameError
from trophe.evidence import constants
from trophe.person.measures.instruments import Instrument, instrument

MOST_REPEATS: Final = 10
# Other units that a reading may have been meant in: factor to ours, and its name.
_OTHER_UNITS: Final = {"cm": (2.54, "inches"), "kg": (0.45359237, "pounds"), "mm": (10.0, "cm")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A sitting: instrument, day, one to ten repeats in its unit, where, and what was special.

    `skinfold_mm` (0.5 to 120 mm, repeats averaged) is taken at a girth's place. Readings of a
    swollen limb (`oedema`) or over a cast (`cast`) are kept and shown, but nothing is learnt from
    them. Raises InputError naming the field.
    """

    instrument: str
    measured_on: date
    values: tuple[float, ...]
    site: str = ""
    side: str = ""
    skinfold_mm: tuple[float, ...] = ()
    oedema: bool = False
    cast: bool = False
    code: str = ""

    def __post_init__(self) -> None:
        of = instrument(self.instrument)
        if not 1880 <= self.measured_on.year <= 2200:
            text = f"measured_on = {self.measured_on} is outside the years 1880 to 2200."
            raise InputError("measured_on", text)
        put = object.__setattr__
        put(self, "values", _checked("values", self.values, of.low, of.high, of.unit))
        if not self.values:
            raise MissingDataError("values", f"{of.label}: one reading at least, in {of.unit}.")
        place = of.site(self.site)
        put(self, "site", "" if place is None else place.name)
        if self.side and not of.sided:
            raise InputError("side", f"{of.label} takes no side.")
        if self.side not in ("", "left", "right"):
            raise UnknownNameError("side", self.side, ("left", "right"))
        if of.sided and not self.side:
            raise MissingDataError("side", "left or right?")
        if self.skinfold_mm and not of.skinfold:
            raise InputError("skinfold_mm", f"{of.label} takes no skin fold.")
        put(self, "skinfold_mm", _checked("skinfold_mm", self.skinfold_mm, 0.5, 120, "mm"))
        if self.corrected <= 0:
            raise InputError("values", f"{of.label}: a reading of 0 tells nothing to compare with.")

    @property
    def of(self) -> Instrument:
        """Its instrument."""
        return instrument(self.instrument)

    @property
    def value(self) -> float:
        """Mean of the repeats, in the instrument's unit."""
        return sum(self.values) / len(self.values)

    @property
    def corrected(self) -> float:
        """What is compared: a girth less pi times its skin fold; else the mean. A count of 0
        chair stands is taken as half a stand, so that it can be compared."""
        if self.instrument == "chair_stand_30s":
            return max(self.value, 0.5)
        if not self.skinfold_mm:
            return self.value
        return corrected_girth_cm(self.value, sum(self.skinfold_mm) / len(self.skinfold_mm))

    @property
    def counts(self) -> bool:
        """Whether the forecast may learn from it."""
        return bool(self.of.reads) and not self.oedema and not self.cast

    @property
    def place(self) -> tuple[str, str, str, bool]:
        """What readings must share to be compared: instrument, site, side, corrected or not."""
        return (self.instrument, self.site, self.side, bool(self.skinfold_mm))

    def as_dict(self) -> dict[str, Any]:
        """As JSON knows it."""
        return {
            "instrument": self.instrument,
            "measured_on": self.measured_on.isoformat(),
            "values": list(self.values),
            "site": self.site,
            "side": self.side,
            "skinfold_mm": list(self.skinfold_mm),
            "oedema": self.oedema,
            "cast": self.cast,
            "code": self.code,
        }


def corrected_girth_cm(girth_cm: float, skinfold_mm: float) -> float:
    """Girth of what lies under the fat, cm: girth less pi times the skin fold.

    A skin fold is twice the fat's thickness; taking it off all around takes pi times the fold
    off the girth. InputError where nothing would be left.

    >>> round(corrected_girth_cm(54.0, 20.0), 2)
    47.72
    """
    left_cm = girth_cm - pi * skinfold_mm / 10
    if left_cm <= 0:
        raise InputError(
            "skinfold_mm",
            f"skinfold_mm = {skinfold_mm:g} leaves nothing of a girth of {girth_cm:g} cm.",
        )
    return left_cm


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A question to ask before a reading is stored; `as_meant` is what it may have been."""

    question: str
    as_meant: float | None = None


def doubt_reading(new: Taken, earlier: Sequence[Taken]) -> Doubt | None:
    """The question to ask about a reading that moved faster than muscle does; None for none.

    It is compared with the last one before it of the same instrument at the same place. Nothing
    is ever dropped: who answers yes has it stored.
    """
    before = [t for t in earlier if t.place == new.place and t.measured_on <= new.measured_on]
    if not before:
        return _doubt_repeats(new)
    last = max(before, key=lambda t: t.measured_on)
    moved = log(new.corrected / last.corrected)
    if abs(moved) <= _most_moved(new.of, last, (new.measured_on - last.measured_on).days):
        return _doubt_repeats(new)
    unit = new.of.unit
    meant = _as_meant(new, last)
    text = (
        f"{new.value:g} {unit} after {last.value:g} {unit} on {last.measured_on.day}"
        f" {last.measured_on:%B %Y}: that is {abs(new.corrected / last.corrected - 1):.0%}"
        f" {'more' if moved > 0 else 'less'}, faster than muscle changes. Is it right?"
    )
    return Doubt(question=text, as_meant=meant)


def _most_moved(of: Instrument, last: Taken, days: int) -> float:
    """Largest change of the log that needs no question, after some days."""
    c = constants("measure_errors")
    share = of.error_of(last.value) / last.value
    chance = 2 * float(c.change_z) * sqrt(2) * share
    return float(min(chance + c.wild_d * days, max(float(c.wild_most), chance)))


def _as_meant(new: Taken, last: Taken) -> float | None:
    """The reading in our unit if it was meant in another one and then fits the last."""
    factor, _ = _OTHER_UNITS.get(new.of.unit, (0.0, ""))
    meant = new.value * factor
    if factor and abs(log(meant / last.value)) < 0.1:
        return round(meant, 1)
    return None


def _doubt_repeats(new: Taken) -> Doubt | None:
    """Repeats of one sitting that lie further apart than the instrument's error allows."""
    if len(new.values) < 2 or min(new.values) <= 0:
        return None
    apart = max(new.values) - min(new.values)
    if apart <= 2 * new.of.detectable(new.value):
        return None
    return Doubt(
        question=f"Your readings lie {apart:g} {new.of.unit} apart:"
        f" {', '.join(f'{v:g}' for v in new.values)}. Is one of them mistyped?"
    )


def _checked(
    name: str, values: Sequence[float], low: float, high: float, unit: str
) -> tuple[float, ...]:
    if isinstance(values, str | bytes) or not isinstance(values, Sequence):
        raise InputError(name, f"{name}: a list of readings in {unit}.")
    if len(values) > MOST_REPEATS:
        raise InputError(name, f"{name}: {MOST_REPEATS} repeats at most.")
    return tuple(require_one(name, v, low, high, hint=f"In {unit}.") for v in values)


def taken_from_dict(entry: Mapping[str, Any]) -> Taken:
    """The sitting that `as_dict` gave. Raises InputError naming what is wrong with it."""
    if not isinstance(entry, Mapping):
        raise InputError("measurements", "measurements: each one is an object with instrument.")
    known = ("instrument", "measured_on", "values", "site", "side", "skinfold_mm", "oedema",
             "cast", "code")  # fmt: skip
    for name in sorted(set(entry) - set(known)):
        raise UnknownNameError("measurement", str(name), known)
    for name in ("instrument", "measured_on", "values"):
        if entry.get(name) in (None, ""):
            raise MissingDataError(name)
    try:
        day = date.fromisoformat(str(entry["measured_on"]))
    except ValueError:
        text = f"measured_on = {entry['measured_on']!r} is not a day as 2026-03-31."
        raise InputError("measured_on", text) from None
    return Taken(
        instrument=str(entry["instrument"]),
        measured_on=day,
        values=entry["values"],
        site=str(entry.get("site") or ""),
        side=str(entry.get("side") or ""),
        skinfold_mm=entry.get("skinfold_mm") or (),
        oedema=bool(entry.get("oedema")),
        cast=bool(entry.get("cast")),
        code=str(entry.get("code") or ""),
    )
