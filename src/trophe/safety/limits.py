"""The thresholds of the plan rules as functions of a body that changes over a plan.

Everything broadcasts over leading axes, so that a limit can be asked for every day of a plan.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from trophe.person import Agreement, Condition, Kidney, Medicine, Person, Region, Sex
from trophe.safety.table import rule

Floats = NDArray[np.float64]
KCAL_HAIR: Final = 1e-3
HAIR: Final = 1e-9
"""Floating point: who stands on a limit is within it."""

HEALING = frozenset(
    {
        Condition.OPEN_URGENT,
        Condition.OPEN_EMERGENCY,
        Condition.MALNUTRITION,
        Condition.UNINTENDED_WEIGHT_LOSS,
        Condition.CANCER_TREATMENT,
        Condition.CACHEXIA,
        Condition.FRACTURE,
        Condition.BURN,
        Condition.WOUND,
        Condition.CAST,
        Condition.BED_REST,
        Condition.MAJOR_SURGERY,
        Condition.INTENSIVE_CARE,
        Condition.ACUTE_INFECTION,
        Condition.ORGAN_FAILURE,
        Condition.HEART_FAILURE,
        Condition.BARIATRIC_SURGERY,
    }
)
"""Conditions under which P12 allows no deficit; heart failure is an organ failure."""

MUSCLE_ILLNESS = frozenset({Condition.SARCOPENIA, Condition.MUSCLE_DISEASE, Condition.FRAILTY})
"""Conditions that take muscle: the deficit is held small (P09) and protein raised (N02)."""

GLUCOSE_LOWERING = (Medicine.INSULIN, Medicine.SULFONYLUREA, Medicine.SGLT2)
"""P15: no deficit until the prescriber's agreement is recorded."""

TELL_PRESCRIBER = (
    Medicine.DIURETIC,
    Medicine.BLOOD_PRESSURE_DRUG,
    Medicine.LITHIUM,
    Medicine.WARFARIN,
    Medicine.LEVOTHYROXINE,
    Medicine.ANTI_EPILEPTIC,
)
"""P16: tell the prescriber before the start."""

REFEEDING_ADDS = frozenset({Medicine.INSULIN, Medicine.DIURETIC})


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What limits need to know of people besides their bodies: one person, or many as arrays."""

    base_floor_kcal_d: Floats
    nursing: NDArray[np.bool_]
    muscle_illness: NDArray[np.bool_]
    agreed: NDArray[np.bool_]
    asia: NDArray[np.bool_]

    @classmethod
    def of(cls, person: Person) -> "Traits":
        """The traits of one person, scalars in arrays."""
        p07 = rule("P07")
        base = {
            Sex.FEMALE: p07.female_kcal_d,
            Sex.MALE: p07.male_kcal_d,
            Sex.UNSPECIFIED: p07.unspecified_kcal_d,
        }[person.sex]
        return cls(
            base_floor_kcal_d=np.asarray(base),
            nursing=np.asarray(Condition.BREASTFEEDING in person.conditions),
            muscle_illness=np.asarray(bool(MUSCLE_ILLNESS & person.conditions)),
            agreed=np.asarray(Agreement.CLINICIAN in person.agreements),
            asia=np.asarray(person.region is Region.ASIA),
        )

    @classmethod
    def stack(cls, people: Sequence[Person]) -> "Traits":
        """The traits of many people as columns (person, 1), to broadcast over days."""
        each = [cls.of(person) for person in people]
        fields = cls.__dataclass_fields__
        return cls(**{f: np.stack([getattr(t, f) for t in each])[:, None] for f in fields})


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body on one day or many: the figures that limits depend on. Arrays broadcast."""

    age_y: Floats
    weight_kg: Floats
    bmi: Floats
    ree_kcal_d: Floats
    tee_kcal_d: Floats
    fat_kg: Floats


def floor_kcal_d(traits: Traits, body: Body) -> Floats:
    """Lowest daily calorie goal (P07, P03, P08), kcal/d, for each day of `body`."""
    p07 = rule("P07")
    share = np.where(body.bmi <= p07.high_bmi + HAIR, p07.middle_ree_share, 0.0)
    slim = (body.bmi < p07.middle_bmi - HAIR) | (body.age_y >= p07.older_age_y)
    share = np.where(slim, p07.slim_ree_share, share)
    floor = np.maximum(traits.base_floor_kcal_d, share * body.ree_kcal_d)
    nursing = np.where(traits.nursing, rule("P03").floor_kcal_d, 0.0)
    return np.asarray(np.maximum(np.maximum(floor, nursing), rule("P08").never_kcal_d))


def whole_kcal_up(limit_kcal_d: Floats) -> Floats:
    """A floor as the whole kcal that keeps to it; what floating point adds is not a kcal."""
    return np.asarray(np.ceil(limit_kcal_d - KCAL_HAIR))


def most_loss_kg_week(traits: Traits, body: Body) -> Floats:
    """Fastest weekly loss (P06, P03), kg/week, for each day of `body`."""
    p06 = rule("P06")
    slow = (body.bmi < p06.slim_bmi - HAIR) | (body.age_y >= p06.older_age_y)
    rate = np.where(
        slow,
        np.minimum(p06.slow_rate_kg_week, p06.slow_rate_share_week * body.weight_kg),
        np.minimum(p06.rate_kg_week, p06.rate_share_week * body.weight_kg),
    )
    nursing = np.where(traits.nursing, rule("P03").rate_kg_week, np.inf)
    return np.asarray(np.minimum(rate, nursing))


def most_gain_kg_week(body: Body) -> Floats:
    """Fastest weekly gain (P17), kg/week."""
    return np.asarray(rule("P17").most_share_week * body.weight_kg)


def most_deficit_kcal_d(traits: Traits, body: Body) -> Floats:
    """Largest daily deficit (P09, P04), kcal/d, for each day of `body`."""
    p04, p09 = rule("P04"), rule("P09")
    most = np.minimum(p09.deficit_kcal_d, p09.deficit_share * body.tee_kcal_d)
    most = np.minimum(most, p09.per_fat_kcal_kg_d * body.fat_kg)
    older = np.where(body.age_y >= p04.older_age_y, p04.older_deficit_kcal_d, np.inf)
    ill = np.where(traits.muscle_illness, p09.muscle_illness_deficit_kcal_d, np.inf)
    return np.asarray(np.minimum(most, np.minimum(older, ill)))


def least_bmi_for_deficit(traits: Traits, age_y: Floats | float) -> Floats:
    """Body mass index below which no deficit is planned (P04)."""
    p04 = rule("P04")
    older = np.where(traits.agreed, p04.agreed_bmi_min, p04.older_bmi_min)
    oldest = np.where(traits.agreed, p04.agreed_oldest_bmi_min, p04.older_bmi_min)
    return _by_age(age_y, p04.bmi_min, older, oldest)


def least_target_bmi(traits: Traits, age_y: Floats | float) -> Floats:
    """Lowest body mass index to aim for (P05)."""
    p05 = rule("P05")
    older = np.where(traits.asia, p05.asia_older_bmi, p05.older_bmi)
    oldest = np.where(traits.asia, p05.asia_oldest_bmi, p05.oldest_bmi)
    return _by_age(age_y, p05.bmi, older, oldest)


def lowest_bmi(traits: Traits, age_y: Floats | float) -> Floats:
    """Where every plan to lose ends: the stricter of P04 and P05."""
    return np.maximum(least_bmi_for_deficit(traits, age_y), least_target_bmi(traits, age_y))


def at_refeeding_risk(person: Person, bmi: float) -> bool:
    """Whether more food at once may be dangerous (P14, after NICE CG32)."""
    p14 = rule("P14")
    if Condition.REFEEDING_RISK in person.conditions or bmi < p14.bmi_alone - HAIR:
        return person.is_adult or Condition.REFEEDING_RISK in person.conditions
    adds = REFEEDING_ADDS & person.medicines or Condition.CANCER_TREATMENT in person.conditions
    return person.is_adult and bmi < p14.bmi_with_another - HAIR and bool(adds)


def struggles_with_food(person: Person, bmi: float) -> bool:
    """Whether P13 holds: an eating disorder, a positive screen, or a declined one when thin."""
    if {Condition.EATING_DISORDER, Condition.EATING_SCREEN_POSITIVE} & person.conditions:
        return True
    declined = Condition.EATING_SCREEN_DECLINED in person.conditions
    return declined and bmi < rule("P13").declined_bmi - HAIR


def kidney_failure(person: Person) -> bool:
    """Dialysis counts as an organ failure (P12)."""
    return person.kidney is Kidney.DIALYSIS


def _by_age(age_y: Floats | float, adult: float, older: Floats, oldest: Floats) -> Floats:
    """A value for 18 to 64, 65 to 69, and 70 and over."""
    p04, age = rule("P04"), np.asarray(age_y)
    later = np.where(age >= p04.oldest_age_y, oldest, older)
    return np.where(age >= p04.older_age_y, later, adult)
