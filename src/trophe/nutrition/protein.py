"""How much protein a person needs in a day and at a meal, and what their kidneys allow."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from trophe.evidence import constants
from trophe.person import (
    Agreement,
    Condition,
    Kidney,
    Person,
    protein_reference_weight_kg,
)

SET: Final = "protein_targets"

ILL: Final = frozenset(
    {
        Condition.CANCER_TREATMENT,
        Condition.CACHEXIA,
        Condition.MALNUTRITION,
        Condition.UNINTENDED_WEIGHT_LOSS,
        Condition.FRACTURE,
        Condition.BURN,
        Condition.WOUND,
        Condition.CAST,
        Condition.BED_REST,
        Condition.MAJOR_SURGERY,
        Condition.INTENSIVE_CARE,
        Condition.ACUTE_INFECTION,
        Condition.BARIATRIC_SURGERY,
        Condition.SARCOPENIA,
        Condition.MUSCLE_DISEASE,
        Condition.FRAILTY,
        Condition.ORGAN_FAILURE,
        Condition.HEART_FAILURE,
    }
)
"""Illness, healing and muscle loss, which raise protein to 1.2 to 1.5 g/kg/d."""

_FRAGILE: Final = frozenset({Condition.SARCOPENIA, Condition.FRAILTY})
_KIDNEY_RISK: Final = frozenset({Condition.DIABETES, Condition.HIGH_BLOOD_PRESSURE})


@dataclass(frozen=True, slots=True, kw_only=True)
class ProteinNeed:
    """Protein in g per kg of reference weight and day; None where the rules give no number.

    `rule` is the rule that set it, `why` the reason in plain words, `constants` the names in the
    set ``protein_targets`` that it rests on.
    """

    value_g_kg_d: float | None
    low_g_kg_d: float | None
    high_g_kg_d: float | None
    rule: str
    why: str
    constants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProteinLimits:
    """What a chosen protein intake must keep to, g/kg/d, and the rule behind each end.

    `most` is None where no number may be planned at all; `advised` is a ceiling worth a word.
    """

    least_g_kg_d: float
    most_g_kg_d: float | None
    least_rule: str
    most_rule: str
    advised_g_kg_d: float


def clinic_only(person: Person) -> bool:
    """Whether only a kidney team may set protein (N03): dialysis, transplant, or frail kidneys."""
    if person.kidney in (Kidney.DIALYSIS, Kidney.TRANSPLANT):
        return True
    return person.kidney is Kidney.DISEASE and bool(_FRAGILE & person.conditions)


def kidneys_to_ask(person: Person) -> bool:
    """Whether protein is capped until kidney function is known (N04)."""
    old = person.age_y >= constants(SET).unknown_kidney_age
    at_risk = old or bool(_KIDNEY_RISK & person.conditions)
    return person.is_adult and person.kidney is Kidney.UNKNOWN and at_risk


def protein_limits(person: Person) -> ProteinLimits:
    """The ends that a chosen protein intake must keep to (N02 to N04)."""
    c = constants(SET)
    least, most, least_rule, most_rule = c.adult_min, c.refuse_above, "N02", "N02"
    if person.kidney is Kidney.DISEASE:
        least, most, least_rule, most_rule = c.kidney_least, c.kidney_most, "N03", "N03"
    elif kidneys_to_ask(person):
        most, most_rule = c.unknown_kidney_most, "N04"
    if clinic_only(person):
        least, least_rule, most_rule = c.kidney_least, "N03", "N03"
        if Agreement.CLINICIAN not in person.agreements:
            most = None
    return ProteinLimits(
        least_g_kg_d=least,
        most_g_kg_d=most,
        least_rule=least_rule,
        most_rule=most_rule,
        advised_g_kg_d=c.ceiling if most is None else min(c.ceiling, most),
    )


def protein_need(
    person: Person, *, mode: str = "maintenance", chosen_g_kg_d: float | None = None
) -> ProteinNeed:
    """Protein for a person whose plan loses ("deficit"), holds or gains ("gain") weight.

    By age, illness and state, held within what the kidneys allow (rules N02 to N04). A chosen
    intake is taken as it is: `protein_limits` says whether it may be.
    """
    if chosen_g_kg_d is not None:
        rule = "N03" if person.kidney is not Kidney.UNKNOWN and clinic_only(person) else "N02"
        return _need((chosen_g_kg_d,) * 3, rule, "as you chose")
    if clinic_only(person):
        return ProteinNeed(
            value_g_kg_d=None,
            low_g_kg_d=None,
            high_g_kg_d=None,
            rule="N03",
            why="Only your kidney team can set the protein figure.",
        )
    if person.kidney is Kidney.DISEASE:
        return _named(("kidney_plan",) * 3, "N03", "as your kidneys need it moderate")
    need = _by_state(person, mode)
    return _capped(need, constants(SET).unknown_kidney_most) if kidneys_to_ask(person) else need


def _by_state(person: Person, mode: str) -> ProteinNeed:
    """Protein by age, illness, pregnancy and the direction of the plan."""
    older = person.age_y >= constants(SET).older_age
    if not person.is_adult:
        return _child(person)
    if Condition.PREGNANT in person.conditions:
        return _named(("pregnant", "pregnant", "adult_high"), "N02", "as in pregnancy")
    if Condition.BREASTFEEDING in person.conditions:
        return _named(("lactating", "lactating", "ill_high"), "N02", "as milk takes protein")
    if ILL & person.conditions:
        return _named(
            ("ill_usual", "ill_low", "ill_high"), "N02", "as healing and illness take more"
        )
    if older and mode != "maintenance":
        return _named(
            ("ill_usual", "ill_low", "ill_high"), "N02", "as muscle needs more from 65 on"
        )
    if older:
        return _named(
            ("older_high", "older_low", "older_high"), "N02", "as muscle needs more from 65 on"
        )
    if mode == "maintenance" and not person.resistance_training:
        return _named(("adult_usual", "adult_min", "adult_high"), "N02", "as for healthy adults")
    why = {
        "deficit": "to keep muscle while you lose weight",
        "gain": "to build muscle while you gain weight",
        "maintenance": "to build muscle, as you train",
    }[mode]
    usual = "deficit_high" if person.resistance_training else "deficit_usual"
    return _named((usual, "deficit_low", "deficit_high"), "N02", why)


def _child(person: Person) -> ProteinNeed:
    """The recommended allowance for a child's age."""
    c = constants(SET)
    band = int(np.searchsorted(np.asarray(c.child_from_age), person.age_y, side="right")) - 1
    dose = float(c.child[band])
    need = _need((dose, dose, dose), "P01", "as for this age")
    return ProteinNeed(
        value_g_kg_d=dose,
        low_g_kg_d=dose,
        high_g_kg_d=None,
        rule=need.rule,
        why=need.why,
        constants=("child",),
    )


def _named(names: tuple[str, str, str], rule: str, why: str) -> ProteinNeed:
    """A need made of constants: value, low, high."""
    c = constants(SET)
    value, low, high = (float(getattr(c, name)) for name in names)
    return ProteinNeed(
        value_g_kg_d=value,
        low_g_kg_d=low,
        high_g_kg_d=high,
        rule=rule,
        why=why,
        constants=tuple(dict.fromkeys(names)),
    )


def _need(doses: tuple[float, float, float], rule: str, why: str) -> ProteinNeed:
    value, low, high = doses
    return ProteinNeed(value_g_kg_d=value, low_g_kg_d=low, high_g_kg_d=high, rule=rule, why=why)


def _capped(need: ProteinNeed, cap: float) -> ProteinNeed:
    """The need held below a cap, with the rule that holds it."""
    if need.high_g_kg_d is None or need.high_g_kg_d <= cap or need.value_g_kg_d is None:
        return need
    over = need.value_g_kg_d > cap
    return ProteinNeed(
        value_g_kg_d=min(need.value_g_kg_d, cap),
        low_g_kg_d=min(need.low_g_kg_d or cap, cap),
        high_g_kg_d=cap,
        rule="N04" if over else need.rule,
        why="held moderate until your kidneys are known" if over else need.why,
        constants=(*need.constants, "unknown_kidney_most"),
    )


def meal_dose_g(person: Person) -> float:
    """Protein at one meal that muscle can use fully, g: 0.4 g/kg from 65 y, 0.3 below.

    Moore 2015, doi:10.1093/gerona/glu103. Set ``protein_targets``.
    """
    c = constants(SET)
    per_kg = c.meal_older if person.age_y >= c.older_age else c.meal_younger
    return float(per_kg) * protein_reference_weight_kg(person)


def meals_for(person: Person, protein_g_d: float) -> int:
    """Over how many meals to spread a day's protein: four if each still reaches the dose."""
    few, many = (int(n) for n in constants(SET).meals)
    return many if protein_g_d / many >= meal_dose_g(person) else few
