"""Who trains: the person, the kind and stage of loss, what must rest, and what they have."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Final

from trophe.checks import require_name, require_one
from trophe.errors import InputError, UnknownNameError
from trophe.evidence import MUSCLE_GROUPS
from trophe.person import Condition, Person
from trophe.training.vocabulary import (
    ALWAYS_AT_HAND,
    ARM_JOINTS,
    LEG_JOINTS,
    Effort,
    Equipment,
    Fact,
    Goal,
    Joint,
    Kind,
    Stage,
)

SIDES: Final = ("left", "right")
LIMBS: Final = MappingProxyType({"arm": ARM_JOINTS, "leg": LEG_JOINTS})
GROUPS: Final = frozenset({*MUSCLE_GROUPS, "rectus_femoris"} - {"whole_body"})
WEIGHT_BEARING: Final = ("none", "touch", "partial", "full")
RESTING: Final = frozenset({Condition.CAST, Condition.FRACTURE})
"""Conditions that mean some limb must rest, whether we know which one or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restriction:
    """What must not move or bear a load.

    Fields
    ------
    part : a joint, or "arm" or "leg" for the whole limb.
    side : "left" or "right"; None for neck and back, or for both sides.
    by_team : whether the treating team's limits are what is entered here. Until then the whole
        limb rests (X03).
    tightening : the team allows tightening the muscles without moving the joint.
    weight : how much body weight the limb may take: none, touch, partial, full.
    in_cast : the part is in a cast, so that what is meant for casts is shown.
    """

    part: str
    side: str | None = None
    by_team: bool = False
    tightening: bool = False
    weight: str = "none"
    in_cast: bool = True

    def __post_init__(self) -> None:
        known = (*LIMBS, *(str(joint) for joint in Joint))
        if self.part not in known:
            raise UnknownNameError("part", self.part, known)
        if self.side not in (None, *SIDES):
            raise InputError("side", f"side = {self.side!r} is neither left nor right.")
        if self.weight not in WEIGHT_BEARING:
            raise UnknownNameError("weight", self.weight, WEIGHT_BEARING)

    @property
    def limb(self) -> str | None:
        """`arm`, `leg`, or None for neck and back."""
        if self.part in LIMBS:
            return self.part
        return next((name for name, joints in LIMBS.items() if self.part in joints), None)

    @property
    def joints(self) -> frozenset[Joint]:
        """The joints that rest: the whole limb until the team's limits are entered."""
        if self.limb is not None and (self.part in LIMBS or not self.by_team):
            return frozenset(LIMBS[self.limb])
        return frozenset({require_name("part", self.part, Joint)})

    @property
    def sides(self) -> tuple[str, ...]:
        """The sides it holds for."""
        return SIDES if self.side is None else (self.side,)

    @property
    def words(self) -> str:
        """`left knee`, `right leg`, `back`."""
        name = self.part if self.part in LIMBS else require_name("part", self.part, Joint).label
        return name if self.side is None else f"{self.side} {name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trainee:
    """Everything that a programme is made from.

    Fields
    ------
    person : sex, age, conditions, medicines (the safety rules look at them).
    kind, stage : which manner of loss, and how far up they are.
    restrictions : joints and limbs out of use.
    facts : what else bears on exercise (`Fact`).
    equipment : what there is; a worktop, a towel, a bed and a chair always are.
    minutes : minutes a session, 5 to 120.
    weekdays : days of the week that are free, 0 (Monday) to 6, at least one.
    goals : what they train for.
    pain : joint to pain of the last days, 0 to 10.
    fatigue : 0 to 10 of the last days.
    lost : muscle group to share of its size lost, 0 to 1, from the muscle forecast.
    avoid : identifiers of movements they do not want.
    effort_most : the hardest effort they want.
    """

    person: Person
    kind: Kind = Kind.DISUSE
    stage: Stage = Stage.STANDING
    restrictions: tuple[Restriction, ...] = ()
    facts: frozenset[Fact] = frozenset()
    equipment: frozenset[Equipment] = frozenset()
    minutes: float = 30
    weekdays: tuple[int, ...] = (0, 2, 4)
    goals: frozenset[Goal] = frozenset()
    pain: Mapping[Joint, float] = field(default_factory=lambda: MappingProxyType({}))
    fatigue: float = 0
    lost: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    avoid: frozenset[str] = frozenset()
    effort_most: Effort = Effort.VIGOROUS

    def __post_init__(self) -> None:
        put = object.__setattr__
        put(self, "kind", require_name("kind", self.kind, Kind))
        put(self, "stage", _stage(self.stage))
        put(self, "effort_most", require_name("effort_most", self.effort_most, Effort))
        for name, known in (("facts", Fact), ("equipment", Equipment), ("goals", Goal)):
            members = frozenset(require_name(name, v, known) for v in getattr(self, name))
            put(self, name, members)
        put(self, "minutes", require_one("minutes", self.minutes, 5, 120))
        put(self, "fatigue", require_one("fatigue", self.fatigue, 0, 10))
        put(self, "weekdays", _weekdays(self.weekdays))
        put(self, "pain", _numbers("pain", self.pain, Joint, 10))
        put(self, "lost", _losses(self.lost))

    @property
    def at_hand(self) -> frozenset[Equipment]:
        """The equipment with what every home has."""
        return self.equipment | ALWAYS_AT_HAND

    @property
    def is_new(self) -> bool:
        """Whether the first weeks are the first weeks of training (X08)."""
        return Fact.TRAINED not in self.facts

    @property
    def limb_unknown(self) -> bool:
        """A cast or fracture is known, but not of which limb (X03)."""
        return bool(RESTING & self.person.conditions) and not self.restrictions

    def with_(self, **changes: Any) -> "Trainee":
        """The same with changes."""
        return replace(self, **changes)


def _stage(value: Any) -> Stage:
    """A stage from its number."""
    try:
        return Stage(int(value))
    except (TypeError, ValueError):
        raise InputError("stage", f"stage = {value!r} is not a whole number from 1 to 5.") from None


def _weekdays(days: tuple[int, ...]) -> tuple[int, ...]:
    """Sorted days without doubles."""
    if not days or any(day not in range(7) for day in days):
        raise InputError(
            "weekdays", f"weekdays = {days!r}: give one to seven days, 0 (Monday) to 6."
        )
    return tuple(sorted(set(days)))


def _numbers(name: str, given: Mapping[Any, float], known: Any, high: float) -> Any:
    """Numbers by a name out of a closed list."""
    return MappingProxyType(
        {require_name(name, k, known): require_one(name, v, 0, high) for k, v in given.items()}
    )


def _losses(given: Mapping[str, float]) -> Mapping[str, float]:
    """Losses by muscle group."""
    for group in given:
        if group not in GROUPS:
            raise UnknownNameError("lost", group, sorted(GROUPS))
    return MappingProxyType({k: require_one("lost", v, 0, 1) for k, v in given.items()})
