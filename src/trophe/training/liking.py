"""How well a movement fits a person, and the short list that the optimisation chooses from."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

from trophe.evidence import constants
from trophe.person import Condition
from trophe.training.ask import Ask
from trophe.training.dose import SET, stimulus
from trophe.training.exercise import Exercise
from trophe.training.kinds import EVERYDAY, purpose
from trophe.training.programme import LOADING, set_counts
from trophe.training.resting import works_resting
from trophe.training.solve import BEST_LIKING
from trophe.training.trainee import GROUPS, LIMBS, Trainee
from trophe.training.vocabulary import (
    Effort,
    Joint,
    Kind,
    Load,
    Move,
    Place,
    Sides,
    Stage,
    Trait,
)

FITS: Final = BEST_LIKING
"""What fits as well as anything can; more is not worth more."""
_PER_GROUP, _PER_PURPOSE = 3, 2
LIGHT: Final = frozenset(
    {Move.MOBILITY, Move.STRETCH, Move.BREATHING, Move.BALANCE, Move.GAIT, Move.AEROBIC}
)
SMALL: Final = frozenset(
    {
        *("respiratory", "rectus_femoris", "foot_intrinsics", "psoas", "forearm_hand"),
        *("dorsiflexors", "adductors"),
    }
)
_HOLDING: Final = frozenset({Load.WEIGHT, Load.MACHINE, Load.ELASTIC})
_SELDOM: Final = frozenset({Joint.TOES, Joint.NECK, Joint.FINGERS, Joint.WRIST})
_FLOOR_AGE_Y: Final = 60
_YOUNG_Y: Final = 65
_JOINTS_OF: Final = MappingProxyType(
    {
        "quadriceps": (Joint.KNEE,),
        "rectus_femoris": (Joint.KNEE,),
        "hamstrings": (Joint.KNEE, Joint.HIP),
        "adductors": (Joint.HIP,),
        "gluteals": (Joint.HIP,),
        "psoas": (Joint.HIP,),
        "triceps_surae": (Joint.ANKLE,),
        "dorsiflexors": (Joint.ANKLE,),
        "shoulder": (Joint.SHOULDER,),
        "upper_arm": (Joint.ELBOW,),
        "forearm_hand": (Joint.WRIST, Joint.FINGERS),
    }
)
_STIFFENING: Final = MappingProxyType(
    {
        Kind.STROKE: (Joint.SHOULDER, Joint.ANKLE),
        Kind.BURNS: (Joint.SHOULDER, Joint.HIP),
        Kind.NEUROGENIC: (Joint.ANKLE,),
        Kind.SCLEROSIS: (Joint.ANKLE, Joint.HIP),
        Kind.MOTOR_NEURON: (Joint.SHOULDER, Joint.ANKLE),
        Kind.DYSTROPHY: (Joint.ANKLE, Joint.HIP, Joint.SHOULDER),
        Kind.CORD: (Joint.SHOULDER, Joint.ANKLE, Joint.HIP),
        Kind.JOINTS: (Joint.KNEE, Joint.HIP),
        Kind.FRAIL: (Joint.HIP, Joint.ANKLE),
    }
)
"""The joints that stiffen first, by kind of loss."""
_LEG_GROUPS: Final = frozenset({"quadriceps", "gluteals", "hamstrings", "triceps_surae", "psoas"})
_LOST: Final = 0.03
SUPPLE: Final = frozenset({Kind.DISUSE, Kind.WEIGHT_LOSS, Kind.FIT, Kind.STEROID, Kind.FRAIL})
"""Kinds whose joints keep their range by themselves once somebody is up."""
_SET_UP: Final = frozenset({Move.NMES, Move.CUFF})
Liked = tuple[Exercise, str | None, float]
"""A movement, its side, and how well it fits."""


def fits(ask: Ask, theme: str, exercise: Exercise, side: str | None) -> bool:
    """Whether a movement belongs in a session of this theme."""
    if (theme == "pool") != (exercise.place is Place.POOL):
        return False
    if theme != "light":
        return True
    in_bed = ask.trainee.stage <= Stage.CHAIR and not ask.manner.neurogenic
    easy = exercise.effort is Effort.GENTLE
    if works_resting(ask.trainee, exercise, side):
        return easy
    resting = exercise.move in (Move.ISOMETRIC, Move.IMAGERY) and easy
    if exercise.move is Move.BALANCE:
        return easy or (exercise.effort is Effort.MODERATE and not ask.manner.neurogenic)
    if exercise.move in (Move.GAIT, Move.AEROBIC):
        return easy or (exercise.effort is Effort.MODERATE and not ask.manner.neurogenic)
    return (exercise.move in LIGHT and easy) or (resting and in_bed)


def liking_of(ask: Ask, exercise: Exercise, side: str | None) -> float:
    """How well a movement fits this person, up to `FITS`; getting up from a chair counts more."""
    trainee, stage = ask.trainee, ask.trainee.stage
    want = int(stage) - (1 if ask.week <= 2 and trainee.is_new else 0)
    liking = 1.0 - 0.2 * abs(exercise.level - max(1, want))
    liking -= 0.4 * max(0, stage - exercise.last_stage)
    if exercise.load in _HOLDING and exercise.move is Move.STRENGTH:
        liking += 0.25
    if Trait.STAPLE in exercise.traits:
        liking += 0.4
    if exercise.family == "floor_rise" and not trainee.person.age_y >= _FLOOR_AGE_Y:
        liking -= 0.5
    if exercise.place is Place.BED and stage >= Stage.STANDING and not trainee.restrictions:
        liking -= 0.4
    if exercise.move in (Move.MOBILITY, Move.STRETCH):
        liking += _motion_liking(trainee, exercise)
    if exercise.move in _SET_UP:
        liking += 0.2 if stage <= Stage.CHAIR or trainee.restrictions else -0.3
    if exercise.move is Move.IMAGERY or Trait.CAST_ONLY in exercise.traits:
        liking += 0.3
    worst = max((trainee.pain.get(joint, 0) for joint in exercise.joints), default=0)
    if worst > constants(SET).pain_green:
        liking -= 0.4 if exercise.move in LOADING else 0.1
    if side is not None and exercise.sides is Sides.EITHER:
        liking += 0.1
    liking += _place_liking(trainee, exercise)
    liking = min(liking, FITS)
    if exercise.family == "sit_to_stand" and stage in (Stage.CHAIR, Stage.STANDING):
        liking += 0.8
    if works_resting(trainee, exercise, side):
        liking = FITS - (0.5 if exercise.move is Move.IMAGERY else 0.0)
    return liking


def _place_liking(trainee: Trainee, exercise: Exercise) -> float:
    """Legs for endurance once they carry; a gym where there is one; no lying in pregnancy."""
    liking = 0.0
    up = trainee.stage >= Stage.STANDING
    if exercise.move is Move.AEROBIC and up and not _LEG_GROUPS & set(exercise.muscles):
        liking -= 0.5
    strong = trainee.stage >= Stage.STRENGTHENING
    if exercise.family == "sit_to_stand" and strong and trainee.person.age_y < _YOUNG_Y:
        liking -= 0.8
    if exercise.place is Place.GYM and strong:
        liking += 0.3
    if Condition.PREGNANT in trainee.person.conditions and (
        exercise.place in (Place.BED, Place.FLOOR) or Trait.FLEXION in exercise.traits
    ):
        liking -= 0.7
    return liking


def short_list(trainee: Trainee, entries: Sequence[Liked], templates: int) -> list[Liked]:
    """The best few for every muscle and every purpose, in the order of the library."""
    kept: set[int] = set()
    per_group = _PER_GROUP if templates < 3 else _PER_GROUP - 1
    counts = [set_counts(e) if e.move in LOADING else {} for e, _, _ in entries]
    for group in sorted(GROUPS):
        scored = [
            (-(counts[i][group] * stimulus(e) * (0.5 + max(liking, 0))), i)
            for i, (e, _, liking) in enumerate(entries)
            if counts[i].get(group, 0) >= 0.5
        ]
        kept |= {i for _, i in sorted(scored)[: 1 if group in SMALL else per_group]}
        # One that lowers nothing: the first weeks have little room for lowering (X08).
        still = [entry for entry in sorted(scored) if not entries[entry[1]][0].lengthening]
        kept |= {i for _, i in still[:1] if group not in SMALL}
    for aim in sorted({"function"} | {purpose(e.move) for e, _, _ in entries} - {"strength"}):
        scored = [
            (-liking, i)
            for i, (e, _, liking) in enumerate(entries)
            if purpose(e.move) == aim or (aim == "function" and e.family in EVERYDAY)
        ]
        kept |= {i for _, i in sorted(scored)[:_PER_PURPOSE]}
    kept |= {
        i
        for i, (e, side, _) in enumerate(entries)
        if Trait.CAST_ONLY in e.traits or works_resting(trainee, e, side)
    }
    return [entries[i] for i in sorted(kept)]


def _motion_liking(trainee: Trainee, exercise: Exercise) -> float:
    """Joints beside a resting one and those with a reason first; toes and neck seldom."""
    beside = {
        joint
        for restriction in trainee.restrictions
        if restriction.limb is not None
        for joint in LIMBS[restriction.limb]
    }
    if beside & exercise.moves:
        return 0.4
    if trainee.stage <= Stage.CHAIR and Joint.ANKLE in exercise.moves:
        return 0.3
    reasons = reasons_to_move(trainee)
    if reasons & exercise.moves:
        return 0.4
    if reasons:
        return -1.0 if trainee.kind in SUPPLE else -0.5
    return -0.4 if exercise.moves <= _SELDOM else 0.0


def reasons_to_move(trainee: Trainee) -> frozenset[Joint]:
    """Joints whose range is worth minutes: beside lost muscle, sore, or of a kind that stiffens."""
    lost = {
        joint
        for group, share in trainee.lost.items()
        if share >= _LOST
        for joint in _JOINTS_OF.get(group, ())
    }
    sore = {joint for joint, pain in trainee.pain.items() if pain > 0}
    return frozenset({*lost, *sore, *_STIFFENING.get(trainee.kind, ())})
