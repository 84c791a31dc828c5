"""Generated trainees: everybody who may come, the odd ones more often than they do."""

import numpy as np

from trophe.person import Condition, LimbLoss, Medicine, Person
from trophe.training.trainee import GROUPS, Restriction, Trainee
from trophe.training.vocabulary import GYM, Equipment, Fact, Goal, Joint, Kind, Stage

CONDITIONS = (
    *(Condition.PREGNANT, Condition.DIABETES, Condition.HEART_FAILURE, Condition.FRACTURE),
    *(Condition.CAST, Condition.BURN, Condition.WOUND, Condition.BED_REST, Condition.FRAILTY),
    *(Condition.ACUTE_INFECTION, Condition.SWALLOWING_TROUBLE, Condition.OPEN_URGENT),
    *(Condition.OPEN_EMERGENCY, Condition.CANCER_TREATMENT),
)


def _some(rng, members, chance):
    return frozenset(m for m in members if rng.random() < chance)


def trainee(seed):
    """One trainee, the same for the same seed."""
    rng = np.random.default_rng(seed)
    female = rng.random() < 0.5
    conditions = _some(rng, CONDITIONS, 0.04)
    if not female:
        conditions -= {Condition.PREGNANT}
    losses = (
        (LimbLoss(limb=str(rng.choice(["hand", "foot", "leg", "arm"])), side="left"),)
        if rng.random() < 0.04
        else ()
    )
    person = Person(
        sex="female" if female else "male",
        age_y=float(rng.uniform(12, 95)),
        height_m=float(rng.uniform(1.5, 1.95)),
        weight_kg=float(rng.uniform(45, 130)),
        conditions=conditions,
        medicines=_some(rng, (Medicine.INSULIN, Medicine.STEROID, Medicine.GLP1), 0.06),
        limb_losses=losses,
    )
    return Trainee(
        person=person,
        kind=rng.choice(list(Kind)),
        stage=Stage(int(rng.integers(1, 6))),
        restrictions=_restrictions(rng),
        facts=_some(rng, Fact, 0.07) | _some(rng, (Fact.CLEARED, Fact.ACTIVE_NOW), 0.4),
        equipment=_equipment(rng),
        minutes=float(rng.choice([5, 10, 15, 20, 30, 45, 60, 90])),
        weekdays=tuple(int(d) for d in rng.choice(7, size=int(rng.integers(1, 8)), replace=False)),
        goals=_some(rng, Goal, 0.2),
        pain={j: float(rng.integers(0, 11)) for j in _some(rng, Joint, 0.1)},
        fatigue=float(rng.integers(0, 11)),
        lost={g: float(rng.uniform(0, 0.4)) for g in sorted(_some(rng, sorted(GROUPS), 0.3))},
    )


def _restrictions(rng):
    found = []
    for _ in range(int(rng.choice([0, 0, 0, 1, 1, 2]))):
        part = str(rng.choice(["arm", "leg", *[str(j) for j in Joint]]))
        found.append(
            Restriction(
                part=part,
                side=None if rng.random() < 0.1 else str(rng.choice(["left", "right"])),
                by_team=bool(rng.random() < 0.7),
                tightening=bool(rng.random() < 0.5),
                weight=str(rng.choice(["none", "touch", "partial", "full"])),
                in_cast=bool(rng.random() < 0.8),
            )
        )
    return tuple(found)


def _equipment(rng):
    if rng.random() < 0.2:
        return GYM
    return _some(rng, Equipment, 0.25)
