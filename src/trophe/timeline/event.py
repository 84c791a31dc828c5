"""One event of a timeline: what, where, from when to when, checked against its kind."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from trophe.checks import require_one
from trophe.errors import InputError, MissingDataError, UnknownNameError
from trophe.timeline.kinds import DRUGS, FIELDS, PARTS, SIDES, Kind, kind

DETAILS = ("level", "dose_mg_d", "drug", "steps", "sessions_week", "repaired_on", "distance_mm",
           "week", "g_kg_d")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened, or what is done, from `began_on` up to `ended_on` (None while it lasts).

    Fields
    ------
    kind : a name of `kinds()`.
    began_on, ended_on : first day, and the day it was over (the cast came off); after began_on.
    part, side : where the kind asks for them; "" for all, both.
    detail : the other fields that the kind takes, as plain values; days as ISO text.
    code : the client's identifier, "" for none.

    Raises InputError naming the field that is missing, unknown, or out of its range.
    """

    kind: str
    began_on: date
    ended_on: date | None = None
    part: str = ""
    side: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)
    code: str = ""

    def __post_init__(self) -> None:
        of = kind(self.kind)
        _check_years("began_on", self.began_on)
        _check_years("ended_on", self.ended_on)
        if of.ends == "never" and self.ended_on is not None:
            raise InputError("ended_on", f"{of.label}: one day is enough, it does not end.")
        if self.ended_on is not None and self.ended_on <= self.began_on:
            raise InputError(
                "ended_on",
                f"ended_on = {self.ended_on} is not after began_on = {self.began_on}."
                " Give the day it was over; it lasts a day at least.",
            )
        _check_place(of, self.part, self.side)
        put = object.__setattr__
        put(self, "detail", MappingProxyType(_checked_detail(of, dict(self.detail), self.began_on)))

    @property
    def of(self) -> Kind:
        """Its kind."""
        return kind(self.kind)

    @property
    def level(self) -> str:
        """Its level where the kind has levels, else ""."""
        return str(self.detail.get("level", ""))

    @property
    def place(self) -> str:
        """The part it reaches: as told, or as the kind or its level fixes it; "" for all."""
        return self.part or self.of.level_part.get(self.level, self.of.part)

    @property
    def cause(self) -> str:
        """Its name in the muscle model; "" where the model knows no course."""
        return self.of.cause_of(self.level)

    @property
    def label(self) -> str:
        """In plain words: "Cast, brace or splint, left knee"."""
        of = self.of
        name = of.levels.get(self.level, of.label) if of.level_cause else of.label
        where = " ".join(w for w in (self.side, PARTS.get(self.part, "").lower()) if w)
        return f"{name}, {where}" if where else name

    def lasts_on(self, day: date) -> bool:
        """Whether it goes on on a day; an event of one day does on that day."""
        if self.of.ends == "never":
            return day == self.began_on
        return self.began_on <= day and (self.ended_on is None or day < self.ended_on)

    def overlaps(self, other: "Event") -> bool:
        """Whether both go on on some day."""
        return self.began_on < other._over_on and other.began_on < self._over_on

    @property
    def _over_on(self) -> date:
        """The first day on which it is over; the end of time for an open one."""
        if self.of.ends == "never":
            return self.began_on + timedelta(days=1)
        return self.ended_on or date.max

    def as_dict(self) -> dict[str, Any]:
        """As JSON knows it."""
        return {
            "kind": self.kind,
            "began_on": self.began_on.isoformat(),
            "ended_on": None if self.ended_on is None else self.ended_on.isoformat(),
            "part": self.part,
            "side": self.side,
            "detail": {key: self.detail[key] for key in sorted(self.detail)},
            "code": self.code,
        }


def event_from_dict(entry: Mapping[str, Any]) -> Event:
    """The event that `as_dict` gave. Raises InputError naming what is wrong with it."""
    known = {"kind", "began_on", "ended_on", "part", "side", "detail", "code"}
    if not isinstance(entry, Mapping):
        raise InputError("events", "events: each one is an object with kind and began_on.")
    for name in sorted(set(entry) - known):
        raise UnknownNameError("event", str(name), sorted(known))
    for name in ("kind", "began_on"):
        if not entry.get(name):
            raise MissingDataError(name)
    detail = entry.get("detail") or {}
    if not isinstance(detail, Mapping):
        raise InputError("detail", "detail: an object with the fields that the kind takes.")
    return Event(
        kind=str(entry["kind"]),
        began_on=as_date("began_on", entry["began_on"]),
        ended_on=None if entry.get("ended_on") is None else as_date("ended_on", entry["ended_on"]),
        part=str(entry.get("part") or ""),
        side=str(entry.get("side") or ""),
        detail=detail,
        code=str(entry.get("code") or ""),
    )


def _check_years(name: str, day: date | None) -> None:
    """Refuse days outside a life of today."""
    if day is not None and not 1880 <= day.year <= 2200:
        raise InputError(name, f"{name} = {day} is outside the years 1880 to 2200.")


def as_date(name: str, value: Any) -> date:
    """A day from a date or ISO text. Raises InputError naming the field."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise InputError(name, f"{name} = {value!r} is not a day as 2026-03-31.") from None


def _check_place(of: Kind, part: str, side: str) -> None:
    """Refuse a part or side that the kind does not take, and miss those it needs."""
    if part and "part" not in of.takes:
        raise InputError("part", f"{of.label} takes no part of the body.")
    if part and part not in of.parts:
        raise UnknownNameError("part", part, of.parts)
    if side and "side" not in of.takes:
        raise InputError("side", f"{of.label} takes no side.")
    if side and side not in SIDES:
        raise UnknownNameError("side", side, SIDES)
    for name, value in (("part", part), ("side", side)):
        if name in of.needs and not value:
            raise MissingDataError(name, of.question)


def _checked_detail(of: Kind, detail: dict[str, Any], began_on: date) -> dict[str, Any]:
    """The detail with every value checked against its field; empty values left out."""
    given = {key: value for key, value in detail.items() if value not in (None, "", [])}
    for name in sorted(given):
        if name not in of.takes or name not in DETAILS:
            raise InputError(
                name,
                f"{of.label} takes no {name}. It takes: {', '.join(of.takes) or 'nothing more'}.",
            )
    for name in of.needs:
        if name in DETAILS and name not in given:
            raise MissingDataError(name, of.question)
    return {name: _checked_value(of, name, given[name], began_on) for name in sorted(given)}


def _checked_value(of: Kind, name: str, value: Any, began_on: date) -> Any:
    """One value of the detail."""
    if name == "level":
        if str(value) not in of.levels:
            raise UnknownNameError("level", str(value), of.levels)
        return str(value)
    if name == "drug":
        if str(value) not in DRUGS:
            raise UnknownNameError("drug", str(value), DRUGS)
        return str(value)
    if name == "repaired_on":
        day = as_date(name, value)
        if day < began_on:
            raise InputError(name, f"{name} = {day} is before the injury on {began_on}.")
        return day.isoformat()
    if name == "steps":
        return _checked_steps(value, began_on)
    about = FIELDS[name]
    assert about.low is not None
    assert about.high is not None
    return require_one(name, value, about.low, about.high, hint=about.hint)


def _checked_steps(value: Any, began_on: date) -> list[list[Any]]:
    """Dose steps as [day, mg a week] pairs in the order of their days."""
    if not isinstance(value, list | tuple) or len(value) > 60:
        raise InputError("steps", "steps: a list of [day, mg a week], 60 at most.")
    made: list[list[Any]] = []
    for one in value:
        if not isinstance(one, list | tuple) or len(one) != 2:
            raise InputError("steps", f"steps: {one!r} is not [day, mg a week].")
        day = as_date("steps", one[0])
        if day < began_on:
            raise InputError("steps", f"steps: {day} is before the first dose on {began_on}.")
        made.append([day.isoformat(), require_one("steps", one[1], 0.1, 100)])
    days = [str(step[0]) for step in made]
    if days != sorted(set(days)):
        raise InputError("steps", "steps: each day once, earlier days first.")
    return made
