"""One question to the generator, and what a person is able to do at all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from trophe.evidence import constants
from trophe.training.dose import SET
from trophe.training.exercise import Exercise, exercises
from trophe.training.kinds import Manner, manners
from trophe.training.programme import Limits, Note
from trophe.training.resting import ways
from trophe.training.trainee import Trainee
from trophe.training.vocabulary import (
    LEG_JOINTS,
    Effort,
    Equipment,
    Fact,
    Joint,
    Kind,
    Move,
    Stage,
    Trait,
    Weight,
)

Allowed = tuple[Exercise, str | None]
_HARDNESS: Final = {effort: n for n, effort in enumerate(Effort)}


def candidates(trainee: Trainee) -> tuple[Allowed, ...]:
    """Movements this person can do at this stage with what they have, each on its sides.

    The safety rules are not asked here; they take away from this (`trophe.safety.exercise`).
    """
    found: list[Allowed] = []
    for entry in exercises().values():
        if able(trainee, entry):
            found += [(entry, side) for side in ways(trainee, entry)]
    return tuple(found)


def legs_still(trainee: Trainee) -> bool:
    """Whether the legs are moved by others, by hand or by current only."""
    in_chair = trainee.kind is Kind.CORD and trainee.stage <= Stage.CHAIR
    return in_chair or Fact.LEGS_STILL in trainee.facts


def _asks_legs(exercise: Exercise) -> bool:
    """Whether the legs must move or carry by themselves."""
    if exercise.move in (Move.NMES, Move.STRETCH) and exercise.weight is Weight.NONE:
        return False
    if Trait.PASSIVE in exercise.traits:
        return False
    below_hip = frozenset(LEG_JOINTS) - {Joint.HIP}
    carried = exercise.weight in (Weight.LEGS, Weight.ALL)
    return bool(exercise.moves & frozenset(LEG_JOINTS) or exercise.loads & below_hip) or carried


def able(trainee: Trainee, exercise: Exercise) -> bool:
    """Whether stage, equipment, pain and wishes leave a movement."""
    c = constants(SET)
    hurting = bool(trainee.pain) and any(
        trainee.pain.get(joint, 0) > c.pain_amber for joint in exercise.joints
    )
    shoulder = trainee.pain.get(Joint.SHOULDER, 0) > c.pain_green
    deep = Trait.HIP_DEEP in exercise.traits and Fact.HIP_PRECAUTIONS in trainee.facts
    too_hard = _HARDNESS[exercise.effort] > _HARDNESS[trainee.effort_most]
    return not (
        exercise.id in trainee.avoid
        or exercise.first_stage > trainee.stage
        or trainee.stage - exercise.last_stage >= (1 if exercise.move is Move.FUNCTION else 2)
        or not exercise.equipment <= trainee.at_hand
        or hurting
        or deep
        or (legs_still(trainee) and _asks_legs(exercise))
        or too_hard
        or (Trait.OVERHEAD in exercise.traits and shoulder)
        or (exercise.effort is Effort.VIGOROUS and not manners()[trainee.kind].vigorous)
        or (Trait.PASSIVE in exercise.traits and Equipment.HELPER not in trainee.equipment)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One question to the generator: who, which week, what the rules left, what came before."""

    trainee: Trainee
    week: int
    allowed: tuple[Allowed, ...]
    limits: Limits
    notes: tuple[Note, ...] = ()
    previous_volume: int | None = None
    held: bool = False

    @property
    def manner(self) -> Manner:
        """The dose of the trainee's kind."""
        return manners()[self.trainee.kind]


def best_sides(allowed: Sequence[Allowed]) -> Iterator[Allowed]:
    """Both sides where both may work, else each side that may."""
    both = {exercise.id for exercise, side in allowed if side is None}
    for exercise, side in allowed:
        if side is None or exercise.id not in both:
            yield exercise, side
