"""What a screening goes by: answers, readings and weights of one person."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from trophe.errors import InputError, UnknownNameError
from trophe.person.measures import Taken, taken_from_dict
from trophe.person.person import Person
from trophe.person.screening.questions import checked_answers

_YES_NO: Final = ("eating_less", "inflammation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a screening goes by: answers (SARC-F 0, 1 or 2), two yes-no questions of GLIM (None
    for not asked), readings, and weights as (day, kg)."""

    person: Person
    today: date
    answers: Mapping[str, int] = field(default_factory=dict)
    answered_on: date | None = None
    eating_less: bool | None = None
    inflammation: bool | None = None
    readings: tuple[Taken, ...] = ()
    weights: tuple[tuple[date, float], ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "answers", checked_answers(self.answers))
        for name in _YES_NO:
            if getattr(self, name) not in (True, False, None):
                raise InputError(name, f"{name} is neither true nor false.")

    def latest(self, name: str) -> Taken | None:
        """The last reading with an instrument; swollen and over a cast aside."""
        rows = [t for t in self.readings if t.instrument == name and not t.oedema and not t.cast]
        return max(rows, key=lambda t: t.measured_on, default=None)


def best_grip_kg(seen: Seen) -> float | None:
    """Best try of the better hand, each hand's last sitting."""
    best = []
    for side in ("left", "right"):
        rows = [t for t in seen.readings if t.instrument == "grip" and t.side == side]
        usable = [t for t in rows if not t.oedema and not t.cast]
        if usable:
            best.append(max(max(usable, key=lambda t: t.measured_on).values))
    return max(best, default=None)


def seen_from_dict(person: Person, entry: Mapping[str, Any]) -> Seen:
    """What a screening goes by, from JSON: today, answers, eating_less, inflammation,
    measurements, weights ([day, kg] pairs). Raises InputError naming what is wrong."""
    known = ("today", "answers", "answered_on", "eating_less", "inflammation", "measurements",
             "weights")  # fmt: skip
    for name in sorted(set(entry) - set(known)):
        raise UnknownNameError("screening", str(name), known)
    today = _day("today", entry.get("today"))
    answers = entry.get("answers") or {}
    if not isinstance(answers, Mapping):
        raise InputError("answers", "answers: an object with 0, 1 or 2 for each question.")
    rows, weights = entry.get("measurements") or [], entry.get("weights") or []
    if not isinstance(rows, list) or not isinstance(weights, list):
        raise InputError("measurements", "measurements and weights are lists.")
    answered = entry.get("answered_on")
    return Seen(
        person=person,
        today=today,
        answers=answers,
        answered_on=_day("answered_on", answered) if answered else (today if answers else None),
        eating_less=entry.get("eating_less"),
        inflammation=entry.get("inflammation"),
        readings=tuple(taken_from_dict(row) for row in rows),
        weights=tuple(_weight(one) for one in weights),
    )


def _day(name: str, value: Any) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise InputError(name, f"{name} = {value!r} is not a day as 2026-03-31.") from None


def _weight(one: Any) -> tuple[date, float]:
    try:
        day, kg = one
        return _day("weights", day), float(kg)
    except (TypeError, ValueError):
        raise InputError("weights", f"weights: {one!r} is not [day, kg].") from None
