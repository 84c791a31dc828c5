"""Everything a forecast of one person's muscles rests on, as values that JSON can hold."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np

from trophe.checks import require_one, require_range
from trophe.energy import muscle_share_of_lean_change, skeletal_muscle_kg
from trophe.errors import InputError, MissingDataError, UnknownNameError
from trophe.person import LimbLoss, Person, Sex
from trophe.person.measures import Taken, taken_from_dict
from trophe.timeline.event import Event, as_date, event_from_dict
from trophe.timeline.possible import check_event

AHEAD_D: Final = 365
MOST_AHEAD_D: Final = 730
_MALE: Final = {Sex.MALE: 1.0, Sex.FEMALE: 0.0, Sex.UNSPECIFIED: 0.5}
_KEYS: Final = ("person", "today", "events", "measurements", "days", "seed", "energy",
                "protein_g_kg_d")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Energy:
    """What an energy plan does to muscle: `muscle` (day,) is whole-body muscle over that of the
    plan's first day, `balance_kcal_d` how far the plan lies below (or above) need."""

    first_date: date
    muscle: tuple[float, ...]
    balance_kcal_d: float = 0.0

    def __post_init__(self) -> None:
        muscle = require_range("energy.muscle", self.muscle, 0.2, 3)
        if muscle.ndim != 1 or not 1 <= muscle.size <= 4000:
            raise InputError("energy.muscle", "energy.muscle: one number a day, 4000 at most.")
        require_one("energy.balance_kcal_d", self.balance_kcal_d, -5000, 5000)
        object.__setattr__(self, "muscle", tuple(float(v) for v in muscle))

    def on_days(self, first: date, days: int) -> np.ndarray[Any, np.dtype[np.float64]]:
        """The ratio over that of day 0 of a frame, for its days 0 to `days`, (days + 1,)."""
        at = np.arange(days + 1) + (first - self.first_date).days
        ratio = np.asarray(self.muscle)[np.clip(at, 0, len(self.muscle) - 1)]
        return np.asarray(ratio / ratio[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A person, their timeline and readings up to `today`, and how far to look ahead.

    `protein_g_kg_d` 0.2 to 4 or None for enough; `days` 1 to 730 ahead of today; `seed` fixes
    all chance. Raises InputError for a timeline that cannot be and for readings in the future.
    """

    person: Person
    today: date
    events: tuple[Event, ...] = ()
    measurements: tuple[Taken, ...] = ()
    days: int = AHEAD_D
    seed: int = 0
    energy: Energy | None = None
    protein_g_kg_d: float | None = None

    def __post_init__(self) -> None:
        if not 1900 <= self.today.year <= 2190:
            raise InputError("today", f"today = {self.today} is outside the years 1900 to 2190.")
        require_one("days", self.days, 1, MOST_AHEAD_D)
        require_one("seed", self.seed, 0, 2**32 - 1)
        if self.protein_g_kg_d is not None:
            require_one("protein_g_kg_d", self.protein_g_kg_d, 0.2, 4)
        for i, event in enumerate(self.events):
            check_event(
                event,
                self.events[:i],
                today=self.today,
                sex=self.person.sex,
                limb_losses=self.person.limb_losses,
            )
        for taken in self.measurements:
            if taken.measured_on > self.today:
                raise InputError(
                    "measured_on", f"measured_on = {taken.measured_on} is after {self.today}."
                )

    def as_dict(self) -> dict[str, Any]:
        """As JSON knows it; `case_from_dict` reads it again."""
        return {
            "person": person_to_dict(self.person),
            "today": self.today.isoformat(),
            "events": [event.as_dict() for event in self.events],
            "measurements": [taken.as_dict() for taken in self.measurements],
            "days": self.days,
            "seed": self.seed,
            "energy": None
            if self.energy is None
            else {
                "first_date": self.energy.first_date.isoformat(),
                "muscle": list(self.energy.muscle),
                "balance_kcal_d": self.energy.balance_kcal_d,
            },
            "protein_g_kg_d": self.protein_g_kg_d,
        }


def case_from_dict(entry: Mapping[str, Any]) -> Case:
    """The case that `as_dict` gave. Raises InputError naming what is wrong with it."""
    if not isinstance(entry, Mapping):
        raise InputError("case", "case: an object with person, today, events, measurements.")
    for name in sorted(set(entry) - set(_KEYS)):
        raise UnknownNameError("case", str(name), _KEYS)
    for name in ("person", "today"):
        if not entry.get(name):
            raise MissingDataError(name)
    energy, protein = entry.get("energy"), entry.get("protein_g_kg_d")
    return Case(
        person=person_from_dict(entry["person"]),
        today=as_date("today", entry["today"]),
        events=tuple(event_from_dict(one) for one in _listed("events", entry)),
        measurements=tuple(taken_from_dict(one) for one in _listed("measurements", entry)),
        days=int(require_one("days", entry.get("days", AHEAD_D), 1, MOST_AHEAD_D)),
        seed=int(require_one("seed", entry.get("seed", 0), 0, 2**32 - 1)),
        energy=None if energy is None else _energy_from_dict(energy),
        protein_g_kg_d=protein,
    )


def _listed(name: str, entry: Mapping[str, Any]) -> Sequence[Any]:
    rows = entry.get(name) or ()
    if not isinstance(rows, list | tuple) or len(rows) > 5000:
        raise InputError(name, f"{name}: a list, 5000 at most.")
    return rows


def _energy_from_dict(entry: Any) -> Energy:
    try:
        first, muscle = entry["first_date"], tuple(entry["muscle"])
        balance = float(entry.get("balance_kcal_d", 0.0))
    except (KeyError, TypeError, ValueError):
        raise InputError("energy", "energy: first_date, muscle (a list), balance_kcal_d.") from None
    return Energy(first_date=as_date("first_date", first), muscle=muscle, balance_kcal_d=balance)


def person_to_dict(person: Person) -> dict[str, Any]:
    """Of a person what a forecast of muscle and a screening rest on."""
    return {
        "sex": str(person.sex),
        "age_y": person.age_y,
        "height_m": person.height_m,
        "weight_kg": person.weight_kg,
        "body_fat_pct": person.body_fat_pct,
        "region": str(person.region),
        "limb_losses": [{"limb": str(one.limb), "side": one.side} for one in person.limb_losses],
    }


def person_from_dict(entry: Any) -> Person:
    """The person again; further keys of a person are taken too. InputError for unknown ones."""
    if not isinstance(entry, Mapping):
        raise InputError("person", "person: an object with sex, age_y, height_m, weight_kg.")
    for name in ("sex", "age_y", "height_m", "weight_kg"):
        if entry.get(name) is None:
            raise MissingDataError(f"person.{name}")
    try:
        values: dict[str, Any] = dict(entry)
        losses = tuple(LimbLoss(**loss) for loss in values.pop("limb_losses", ()))
        for name in ("conditions", "medicines", "agreements"):
            values[name] = frozenset(values.get(name, ()))
        return Person(**values, limb_losses=losses)
    except TypeError as error:
        raise InputError("person", f"person: {error}.") from None


def energy_of_plan(person: Person, plan: Mapping[str, Any], first_date: date) -> Energy | None:
    """What a plan (its JSON) does to muscle, for the person of its first day.

    Muscle takes its share of the plan's change of lean tissue (fat-free mass without shifts of
    water). None where the plan has no forecast.

    References
    ----------
    Evidence set ``muscle_shares``.
    """
    forecast = plan.get("forecast")
    if not forecast or not person.is_adult:
        return None
    need, intake = plan.get("tee_kcal_d"), plan.get("intake_kcal_d")
    balance = 0.0 if need is None or intake is None else round(float(intake) - float(need), 1)
    if plan.get("muscle"):  # the plan tells what food alone does: causes must not count twice
        ratio = tuple(plan["muscle"]["from_energy"])
        return Energy(first_date=first_date, muscle=ratio, balance_kcal_d=balance)
    lean_kg = np.asarray(forecast["ffm_kg"]["median"]) - np.asarray(forecast["water_kg"]["median"])
    fat_kg = float(forecast["fat_kg"]["median"][0])
    start_kg = float(skeletal_muscle_kg(person.weight_kg, fat_kg, _MALE[person.sex]))
    change_kg = float(muscle_share_of_lean_change()) * (lean_kg - lean_kg[0])
    ratio = np.clip(1 + change_kg / start_kg, 0.2, 3)
    return Energy(
        first_date=first_date,
        muscle=tuple(round(float(v), 6) for v in ratio),
        balance_kcal_d=balance,
    )


def key_of(case: Case, versions: Mapping[str, Any]) -> str:
    """A hash of all that goes into a forecast, versions included."""
    text = json.dumps([case.as_dict(), dict(versions)], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
