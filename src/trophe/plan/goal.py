"""Goals: nine weekly rates as everybody knows them, or a weight by a day."""

import math
import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from trophe.checks import require_one
from trophe.errors import InputError, MissingDataError, UnknownNameError
from trophe.person import Person
from trophe.units import KG_PER_LB, format_weight

RATES_LB: Final = (0.5, 1.0, 1.5, 2.0)
LONGEST_DAYS: Final = 1825
SAME_WEIGHT_KG: Final = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What a person wants their weight to do.

    Fields
    ------
    name : one of the nine (`lose-2` … `maintain` … `gain-2`, pounds a week) or `target`.
    rate_lb_week : signed pounds a week; None for `target`.
    target_weight_kg : weight to reach, 20 to 400 kg. With a rate: where it ends.
    by_day : days from today, 7 to 1825; for `target` only.
    """

    name: str
    rate_lb_week: float | None = None
    target_weight_kg: float | None = None
    by_day: int | None = None

    def __post_init__(self) -> None:
        put = object.__setattr__
        if self.target_weight_kg is not None:
            weight_kg = require_one("target_weight_kg", self.target_weight_kg, 20, 400)
            put(self, "target_weight_kg", weight_kg)
        if self.name == "target":
            if self.target_weight_kg is None:
                raise MissingDataError("target_weight_kg", "Say which weight to reach.")
            if self.by_day is None:
                raise MissingDataError("by_day", "Say in how many days.")
            day = require_one("by_day", self.by_day, 7, LONGEST_DAYS, hint="Days from today.")
            put(self, "by_day", int(day))
        elif self.by_day is not None:
            raise InputError("by_day", "by_day goes with a target weight, not with a weekly rate.")

    @classmethod
    def parse(cls, text: str) -> "Goal":
        """One of the nine goals by its name, `lose-1` or `gain-0.5` or `maintain`.

        Raises UnknownNameError, with the nine, for anything else.
        """
        match = re.fullmatch(r"(lose|gain)-(\d(?:\.\d)?)", str(text).strip().lower())
        if match and float(match[2]) in RATES_LB:
            sign = -1 if match[1] == "lose" else 1
            return cls.rate(sign * float(match[2]))
        if str(text).strip().lower() == "maintain":
            return cls.rate(0.0)
        raise UnknownNameError("goal", str(text), GOALS)

    @classmethod
    def rate(cls, rate_lb_week: float, target_weight_kg: float | None = None) -> "Goal":
        """A weekly rate out of the nine, until a target weight if one is given."""
        if abs(rate_lb_week) not in (0.0, *RATES_LB):
            raise InputError("goal", f"goal: {rate_lb_week:g} lb a week is not one of the nine.")
        name = "maintain" if not rate_lb_week else f"{_verb(rate_lb_week)}-{abs(rate_lb_week):g}"
        return cls(name=name, rate_lb_week=rate_lb_week + 0.0, target_weight_kg=target_weight_kg)

    @classmethod
    def target(cls, weight_kg: float, by_day: int) -> "Goal":
        """A weight to have reached by a day, counted from today."""
        return cls(name="target", target_weight_kg=weight_kg, by_day=by_day)

    @classmethod
    def from_dict(cls, entry: dict[str, Any]) -> "Goal":
        """A goal from what `as_dict` gave."""
        if entry["name"] == "target":
            return cls.target(entry["target_weight_kg"], entry["by_day"])
        goal = cls.parse(entry["name"])
        return cls.rate(goal.rate_lb_week or 0.0, entry.get("target_weight_kg"))

    def as_dict(self) -> dict[str, Any]:
        """The goal as plain values, for JSON."""
        return {
            "name": self.name,
            "label": self.label,
            "kind": "target" if self.name == "target" else "rate",
            "rate_kg_week": self.rate_kg_week,
            "target_weight_kg": self.target_weight_kg,
            "by_day": self.by_day,
        }

    @property
    def rate_kg_week(self) -> float | None:
        """The weekly rate in kg; None for a target by a day."""
        return None if self.rate_lb_week is None else self.rate_lb_week * KG_PER_LB

    @property
    def label(self) -> str:
        """The goal in words: `Lose 1 pound a week`."""
        if self.name == "target":
            return f"{format_weight(self.target_weight_kg or math.nan)} in {self.by_day} days"
        if not self.rate_lb_week:
            return "Maintain my weight"
        amount = abs(self.rate_lb_week)
        words = {0.5: "½ pound", 1.0: "1 pound", 1.5: "1½ pounds", 2.0: "2 pounds"}[amount]
        return f"{_verb(self.rate_lb_week).capitalize()} {words} a week"

    def direction(self, person: Person) -> int:
        """-1 to lose, 0 to hold, 1 to gain, for this person today.

        Raises InputError where a rate leads away from its target weight.
        """
        if self.rate_lb_week is None:
            assert self.target_weight_kg is not None
            change = self.target_weight_kg - person.weight_kg
            return 0 if abs(change) < SAME_WEIGHT_KG else int(math.copysign(1, change))
        way = int(math.copysign(1, self.rate_lb_week)) if self.rate_lb_week else 0
        target = self.target_weight_kg
        if target is not None and way * (target - person.weight_kg) < 0:
            away = "below" if target < person.weight_kg else "above"
            raise InputError(
                "target_weight_kg",
                f"target_weight_kg = {target:g} is {away} today's {person.weight_kg:g} kg, "
                f"but the goal is {self.name}.",
            )
        return way


def _verb(rate_lb_week: float) -> str:
    return "lose" if rate_lb_week < 0 else "gain"


GOALS: Final = MappingProxyType(
    {goal.name: goal for goal in map(Goal.rate, (-2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0))}
)
"""The nine weekly goals by name, from lose-2 to gain-2."""
