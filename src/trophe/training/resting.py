"""What of a body must rest, by joint, limb and side, and where that leaves a movement."""

from collections.abc import Iterator
from typing import Final

from trophe.person import Limb
from trophe.training.exercise import Exercise
from trophe.training.trainee import LIMBS, SIDES, Restriction, Trainee
from trophe.training.vocabulary import Joint, Load, Sides, Trait, Weight

_MISSING: Final = {
    Limb.HAND: ("arm", (Joint.WRIST, Joint.FINGERS)),
    Limb.FOREARM_AND_HAND: ("arm", (Joint.ELBOW, Joint.WRIST, Joint.FINGERS)),
    Limb.ARM: ("arm", LIMBS["arm"]),
    Limb.FOOT: ("leg", (Joint.ANKLE, Joint.TOES)),
    Limb.LOWER_LEG_AND_FOOT: ("leg", (Joint.KNEE, Joint.ANKLE, Joint.TOES)),
    Limb.LEG: ("leg", LIMBS["leg"]),
}


def resting_joints(trainee: Trainee) -> frozenset[tuple[Joint, str]]:
    """Every joint, with its side, that must not move or bear a load; a missing one too."""
    held = {(j, s) for r in trainee.restrictions for j in r.joints for s in r.sides}
    for loss in trainee.person.limb_losses:
        held |= {(joint, loss.side) for joint in _MISSING[loss.limb][1]}
    return frozenset(held)


def tight_joints(trainee: Trainee) -> frozenset[tuple[Joint, str]]:
    """Joints that rest, but whose muscles the team allows to tighten."""
    allowed = {
        (j, s)
        for r in trainee.restrictions
        if r.by_team and r.tightening
        for j in r.joints
        for s in r.sides
    }
    barred = {
        (j, s)
        for r in trainee.restrictions
        if not (r.by_team and r.tightening)
        for j in r.joints
        for s in r.sides
    }
    missing = {(j, x.side) for x in trainee.person.limb_losses for j in _MISSING[x.limb][1]}
    return frozenset(allowed - barred - missing)


def limbs_without_weight(trainee: Trainee) -> frozenset[tuple[str, str]]:
    """Limbs (`arm` or `leg`, side) that may not carry the body."""
    held = {
        (r.limb, s)
        for r in trainee.restrictions
        if r.limb is not None and not (r.by_team and r.weight == "full")
        for s in r.sides
    }
    held |= {(_MISSING[loss.limb][0], loss.side) for loss in trainee.person.limb_losses}
    return frozenset(held)


def casts(trainee: Trainee) -> tuple[Restriction, ...]:
    """The restrictions that are casts, braces or slings of a limb."""
    return tuple(r for r in trainee.restrictions if r.in_cast and r.limb is not None)


def working_sides(exercise: Exercise, side: str | None) -> tuple[str, ...]:
    """The sides whose joints take part when a movement is done on `side` (None: both)."""
    if side is None or exercise.sides in (Sides.TOGETHER, Sides.AXIAL):
        return SIDES
    return (side,)


def rests(trainee: Trainee, exercise: Exercise, side: str | None) -> Joint | None:
    """The resting joint that a movement on a side would move or load, or None."""
    held, tight = resting_joints(trainee), tight_joints(trainee)
    for joint in sorted(exercise.joints):
        for one in working_sides(exercise, side):
            key = (joint, one)
            only_tightens = (
                Trait.CAST in exercise.traits
                and exercise.load is Load.ISOMETRIC
                and joint not in exercise.moves
                and key in tight
            )
            if key in held and not only_tightens:
                return joint
    return None


def carries(trainee: Trainee, exercise: Exercise) -> tuple[str, str] | None:
    """The limb that may not carry the body although the movement asks it to, or None."""
    asks = {
        Weight.NONE: (),
        Weight.LEGS: ("leg",),
        Weight.ARMS: ("arm",),
        Weight.ALL: ("arm", "leg"),
    }[exercise.weight]
    return next((x for x in sorted(limbs_without_weight(trainee)) if x[0] in asks), None)


def works_resting(trainee: Trainee, exercise: Exercise, side: str | None) -> bool:
    """Whether it keeps the muscles of a resting limb in use: tightening, current, imagination."""
    if Trait.CAST_ONLY in exercise.traits:
        return exercise.load is Load.ISOMETRIC or not exercise.moves
    if exercise.load not in (Load.ISOMETRIC, Load.ELECTRIC) or not exercise.loads:
        return False
    held = resting_joints(trainee)
    return any(
        (joint, one) in held for joint in exercise.loads for one in working_sides(exercise, side)
    )


def ways(trainee: Trainee, exercise: Exercise) -> Iterator[str | None]:
    """The sides on which a movement might be done: both (None) first, then one alone.

    What is meant for casts is done on the side of the cast only.
    """
    if Trait.CAST_ONLY in exercise.traits:
        limb = "leg" if exercise.place == "bed" else "arm"
        held = resting_joints(trainee)
        for side in dict.fromkeys(s for r in casts(trainee) if r.limb == limb for s in r.sides):
            # Pressing against a cast needs a joint inside it.
            if not exercise.loads or any((joint, side) in held for joint in exercise.loads):
                yield side
        return
    yield None
    if exercise.sides in (Sides.EACH, Sides.EITHER):
        yield from SIDES
