"""What to eat in a day: energy, protein, fat, carbohydrate, fibre and water, each with a reason.

A target never hides where it comes from: value, range, unit, a sentence, the rules and sources
behind it and the constants it was made of. Where a rule gives no number, the value is None and
the sentence says who can give one.
"""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np

from trophe.evidence import constants
from trophe.nutrition.protein import (
    ProteinNeed,
    meal_dose_g,
    meals_for,
    protein_need,
)
from trophe.person import (
    Condition,
    Kidney,
    Medicine,
    Person,
    Sex,
    protein_reference_weight_kg,
)

MODES: Final = ("deficit", "maintenance", "gain")
_NO_WATER_FIGURE: Final = frozenset({Condition.HEART_FAILURE, Condition.ORGAN_FAILURE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One daily target. `low` to `high` is the range that is as good; None: no such end."""

    value: float | None
    low: float | None
    high: float | None
    unit: str
    reason: str
    rules: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    constants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """All targets by name, and over how many meals the protein is spread."""

    by_name: MappingProxyType[str, Target]
    meals: int

    def __getitem__(self, name: str) -> Target:
        return self.by_name[name]


def daily_targets(
    person: Person,
    *,
    intake_kcal_d: float | None,
    floor_kcal_d: float | None = None,
    mode: str = "maintenance",
    protein_g_kg_d: float | None = None,
) -> Targets:
    """Targets for a day on which a person eats `intake_kcal_d` (None: no energy figure is given).

    `mode` is what the plan does: "deficit", "maintenance" or "gain"; `floor_kcal_d` the lowest
    calorie goal of this person; `protein_g_kg_d` a chosen protein intake, which must have
    passed the rules.

    Institute of Medicine 2005, doi:10.17226/10490 and doi:10.17226/10925; PROT-AGE and ESPEN
    for protein. Sets ``protein_targets``, ``macronutrient_targets``, ``water_iom2005``.
    """
    need = protein_need(person, mode=mode, chosen_g_kg_d=protein_g_kg_d)
    protein = _protein(person, need)
    meals = 3 if protein.value is None else meals_for(person, protein.value)
    fat, carbohydrate = _fat_and_carbohydrate(person, intake_kcal_d, protein.value)
    table = {
        "energy": _energy(intake_kcal_d, floor_kcal_d, mode),
        "protein": protein,
        "protein_meal": _protein_meal(person, protein, meals),
        "fat": fat,
        "carbohydrate": carbohydrate,
        "fibre": _fibre(intake_kcal_d),
        "water": _water(person),
    }
    return Targets(by_name=MappingProxyType(table), meals=meals)


def _energy(intake_kcal_d: float | None, floor_kcal_d: float | None, mode: str) -> Target:
    """The calorie goal, with a tenth of room, never below the floor."""
    if intake_kcal_d is None:
        return Target(
            value=None, low=None, high=None, unit="kcal/d", reason="No calorie goal is given."
        )
    reason = {
        "deficit": "Less than you use, so that weight goes down slowly.",
        "gain": "More than you use, so that weight goes up slowly.",
        "maintenance": "About what you use, so that weight holds.",
    }[mode]
    low = max(0.9 * intake_kcal_d, floor_kcal_d or 0.0)
    return Target(
        value=intake_kcal_d,
        low=min(round(low), intake_kcal_d),
        high=round(1.1 * intake_kcal_d),
        unit="kcal/d",
        reason=reason,
        rules=("P07", "P09"),
    )


def _protein(person: Person, need: ProteinNeed) -> Target:
    """Protein in g/d from the need in g/kg."""
    weight_kg = protein_reference_weight_kg(person)
    grams = [
        None if dose is None else float(round(dose * weight_kg))
        for dose in (need.value_g_kg_d, need.low_g_kg_d, need.high_g_kg_d)
    ]
    if need.value_g_kg_d is None:
        reason = need.why
    else:
        reason = f"{need.value_g_kg_d:g} g for each kg of body weight, {need.why}."
        if weight_kg != person.weight_kg:
            reason += f" Only a part of extra weight counts, so it is taken for {weight_kg:.0f} kg."
    c = constants("protein_targets")
    sources = {c.parameters[name].source for name in need.constants}
    return Target(
        value=grams[0],
        low=grams[1],
        high=grams[2],
        unit="g/d",
        reason=reason,
        rules=("N01", need.rule),
        sources=tuple(sorted(sources)),
        constants=("protein_targets", "protein_reference_weight"),
    )


def _protein_meal(person: Person, protein: Target, meals: int) -> Target:
    """Protein at each meal: the day's share, with the dose that muscle can use as its low end."""
    if protein.value is None:
        return Target(value=None, low=None, high=None, unit="g", reason=protein.reason)
    share, dose = protein.value / meals, meal_dose_g(person)
    c = constants("protein_targets")
    older = person.age_y >= c.older_age
    per_kg = c.meal_older if older else c.meal_younger
    reason = f"The day's protein over {meals} meals. Muscle makes good use of {per_kg:g} g for each"
    return Target(
        value=float(round(share)),
        low=float(round(min(dose, share))),
        high=None,
        unit="g",
        reason=f"{reason} kg of body weight at a time{', more than in younger people' * older}.",
        rules=("N01",),
        sources=("moore2015",),
        constants=("protein_targets",),
    )


def _fat_and_carbohydrate(
    person: Person, intake_kcal_d: float | None, protein_g_d: float | None
) -> tuple[Target, Target]:
    """Fat by its share of energy, carbohydrate as the rest, within their ranges."""
    c = constants("macronutrient_targets")
    if intake_kcal_d is None or protein_g_d is None:
        return _shares_only(person, intake_kcal_d)
    low_share, high_share = _fat_range(person)
    least_g = max(
        low_share * intake_kcal_d / c.fat_kcal_g,
        c.fat_least * protein_reference_weight_kg(person) if person.is_adult else 0.0,
    )
    left_kcal = intake_kcal_d - c.protein_kcal_g * protein_g_d
    wanted_g = _carbohydrate_least_g(person)
    room_g = (left_kcal - c.carbohydrate_kcal_g * wanted_g) / c.fat_kcal_g
    usual_g = min(max(c.fat_share, low_share), high_share) * intake_kcal_d / c.fat_kcal_g
    fat_g = round(max(min(usual_g, room_g), min(least_g, usual_g)))
    carbohydrate_g = max(round((left_kcal - c.fat_kcal_g * fat_g) / c.carbohydrate_kcal_g), 0)
    if Medicine.SGLT2 in person.medicines:
        carbohydrate_g = max(carbohydrate_g, round(c.sglt2_carbohydrate))
    fat = Target(
        value=float(fat_g),
        low=float(round(min(least_g, fat_g))),
        high=float(round(high_share * intake_kcal_d / c.fat_kcal_g)),
        unit="g/d",
        reason="About a third of the energy or less, and enough for what the body cannot make.",
        sources=("iom2005",),
        constants=("macronutrient_targets",),
    )
    return fat, _carbohydrate(person, float(carbohydrate_g))


def _carbohydrate(person: Person, grams: float) -> Target:
    """Carbohydrate as what protein and fat leave, with the least that a medicine asks for."""
    c = constants("macronutrient_targets")
    sglt2 = Medicine.SGLT2 in person.medicines
    least = _carbohydrate_least_g(person)
    reason = "The rest of the energy: whole grains, beans, fruit and vegetables first."
    if sglt2:
        reason += f" Never below {c.sglt2_carbohydrate:g} g with your medicine."
    return Target(
        value=grams,
        low=float(round(min(least, grams))),
        high=None,
        unit="g/d",
        reason=reason,
        rules=("P15",) if sglt2 else (),
        sources=("iom2005", *(("mhra_sglt2",) if sglt2 else ())),
        constants=("macronutrient_targets",),
    )


def _shares_only(person: Person, intake_kcal_d: float | None) -> tuple[Target, Target]:
    """Fat and carbohydrate where energy or protein has no number."""
    reason = "Without figures for energy and protein none is given."
    none = Target(value=None, low=None, high=None, unit="g/d", reason=reason)
    if intake_kcal_d is None or not person.is_adult:
        return none, none
    c = constants("macronutrient_targets")
    fat_g = c.fat_share * intake_kcal_d / c.fat_kcal_g
    fat = Target(
        value=float(round(fat_g)),
        low=float(round(c.fat_share_low * intake_kcal_d / c.fat_kcal_g)),
        high=float(round(c.fat_share_high * intake_kcal_d / c.fat_kcal_g)),
        unit="g/d",
        reason="About a third of the energy or less.",
        sources=("iom2005",),
        constants=("macronutrient_targets",),
    )
    return fat, none


def _fat_range(person: Person) -> tuple[float, float]:
    """The acceptable share of energy from fat, by age."""
    c = constants("macronutrient_targets")
    if person.is_adult:
        return float(c.fat_share_low), float(c.fat_share_high)
    ages = np.asarray(c.child_fat_from_age)
    band = max(int(np.searchsorted(ages, person.age_y, side="right")) - 1, 0)
    return float(c.child_fat_share_low[band]), float(c.child_fat_share_high[band])


def _carbohydrate_least_g(person: Person) -> float:
    """The recommended least carbohydrate, g/d."""
    c = constants("macronutrient_targets")
    if Condition.BREASTFEEDING in person.conditions:
        return float(c.carbohydrate_lactating)
    if Condition.PREGNANT in person.conditions:
        return float(c.carbohydrate_pregnant)
    return float(c.carbohydrate_rda)


def _fibre(intake_kcal_d: float | None) -> Target:
    """Fibre in step with energy."""
    if intake_kcal_d is None:
        reason = "Without an energy figure none is given."
        return Target(value=None, low=None, high=None, unit="g/d", reason=reason)
    c = constants("macronutrient_targets")
    return Target(
        value=float(round(c.fibre_per_kcal * intake_kcal_d)),
        low=float(round(c.fibre_per_kcal * intake_kcal_d)),
        high=None,
        unit="g/d",
        reason="In step with how much you eat; for the gut and the heart.",
        sources=("iom2005",),
        constants=("macronutrient_targets",),
    )


def _water(person: Person) -> Target:
    """Total water by age, sex and state; none where a team must set the amount."""
    if _NO_WATER_FIGURE & person.conditions or person.kidney is Kidney.DIALYSIS:
        reason = "With your condition your care team sets how much to drink."
        return Target(value=None, low=None, high=None, unit="L/d", reason=reason)
    c = constants("water_iom2005")
    total = _total_water_l(person)
    drinks = total * c.drinks_share
    return Target(
        value=round(total, 1),
        low=round(drinks, 1),
        high=None,
        unit="L/d",
        reason=f"From drinks and food together; about {drinks:.1f} L of it are drinks.",
        sources=("iom2005water",),
        constants=("water_iom2005",),
    )


def _total_water_l(person: Person) -> float:
    """Adequate intake of total water, L/d."""
    c = constants("water_iom2005")
    if Condition.BREASTFEEDING in person.conditions:
        return float(c.lactating)
    if Condition.PREGNANT in person.conditions:
        return float(c.pregnant)
    band = int(np.searchsorted(np.asarray(c.from_age), person.age_y, side="right")) - 1
    female, male = float(c.female[band]), float(c.male[band])
    return {Sex.FEMALE: female, Sex.MALE: male, Sex.UNSPECIFIED: (female + male) / 2}[person.sex]
