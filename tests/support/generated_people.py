"""Generated people and goals, crowded where the rules have their thresholds.

`cases(n, seed)` is for every grid: through the library, the forms and the API.
"""

import random
from dataclasses import dataclass

from trophe.errors import InputError
from trophe.person import Agreement, Condition, Kidney, LimbLoss, Medicine, Person, Region, Sex
from trophe.plan import GOALS, Goal

AGES = (18.0, 64.9, 64.999, 65.0, 65.1, 69.9, 70.0, 70.1, 80.0)
BMIS = (16, 18.5, 20, 22, 25, 27, 30, 35)
WOMEN_ONLY = {Condition.PREGNANT, Condition.PLANNING_PREGNANCY, Condition.BREASTFEEDING}


@dataclass(frozen=True)
class Wanted:
    """A person, what they want, and the protein they chose."""

    person: Person
    goal: Goal
    protein_g_kg_d: float | None


def cases(count: int, seed: int = 0) -> list[Wanted]:
    """`count` people with a goal each, the same for a seed."""
    rng = random.Random(seed)
    made: list[Wanted] = []
    while len(made) < count:
        try:
            person = _person(rng)
            goal = _goal(rng, person)
            goal.direction(person)
        except InputError:
            continue  # a body or a goal that contradicts itself is refused elsewhere
        chosen = round(rng.uniform(0.4, 3.0), 2) if rng.random() < 0.15 else None
        made.append(Wanted(person=person, goal=goal, protein_g_kg_d=chosen))
    return made


def _person(rng: random.Random) -> Person:
    sex = rng.choice(list(Sex))
    age_y = _age(rng)
    height_m = _height(rng, age_y)
    losses = (LimbLoss(limb=rng.choice(["leg", "foot", "arm"])),) if rng.random() < 0.05 else ()
    bmi = rng.choice(BMIS) * (1 + rng.choice((-1e-4, 0.0, 1e-4, rng.uniform(-0.1, 0.1))))
    if rng.random() < 0.6:
        bmi = rng.uniform(14, 50)
    if age_y < 18:
        bmi = rng.uniform(13, 35)
    return Person(
        sex=sex,
        age_y=age_y,
        height_m=height_m,
        weight_kg=bmi * height_m**2,
        pal=rng.choice((1.2, 1.4, 1.5, 1.6, 1.7, 1.9, 2.5)),
        body_fat_pct=rng.uniform(8, 45) if rng.random() < 0.15 else None,
        ree_measured_kcal_d=rng.uniform(900, 2500) if rng.random() < 0.08 else None,
        resistance_training=rng.random() < 0.3,
        region=rng.choice(list(Region)),
        kidney=rng.choice(list(Kidney)) if rng.random() < 0.4 else Kidney.UNKNOWN,
        conditions=_some(rng, [c for c in Condition if sex is not Sex.MALE or c not in WOMEN_ONLY]),
        medicines=_some(rng, list(Medicine)),
        agreements=frozenset(a for a in Agreement if rng.random() < 0.5),
        limb_losses=losses,
        pregnancy_week=rng.choice((None, 8.0, 20.0, 34.0)),
        postpartum_weeks=rng.choice((None, 4.0, 7.99, 8.0, 30.0)),
    )


def _some(rng, names):
    """None in three of four people, else one to three."""
    if rng.random() < 0.75:
        return frozenset()
    return frozenset(rng.sample(names, rng.choice((1, 1, 2, 3))))


def _age(rng: random.Random) -> float:
    share = rng.random()
    if share < 0.08:
        return rng.uniform(0.2, 17.99)
    if share < 0.3:
        return rng.choice(AGES)
    return rng.uniform(18, 100)


def _height(rng: random.Random, age_y: float) -> float:
    if age_y >= 16:
        return rng.uniform(1.35, 2.05)
    return 0.55 + 0.07 * age_y + rng.uniform(0, 0.1)


def _goal(rng: random.Random, person: Person) -> Goal:
    share = rng.random()
    if share < 0.75:
        return rng.choice(list(GOALS.values()))
    target = person.weight_kg * rng.uniform(0.6, 1.3)
    if share < 0.92:
        return Goal.target(target, rng.choice((30, 90, 180, 250, 365)))
    rate = rng.choice((-2.0, -1.0, -0.5, 0.5, 1.0))
    return Goal.rate(rate, target)
