"""The plan and protein rules a second time, written from their text and from nothing else.

Nothing here uses `trophe.safety`: figures are typed in again, so that a slip in the tables or in
the guard shows.
"""

import numpy as np

from trophe.person import Person

P12 = {
    "open_urgent",
    "open_emergency",
    "malnutrition",
    "unintended_weight_loss",
    "cancer_treatment",
    "cachexia",
    "fracture",
    "burn",
    "wound",
    "cast",
    "bed_rest",
    "major_surgery",
    "intensive_care",
    "acute_infection",
    "organ_failure",
    "heart_failure",
    "bariatric_surgery",
}
HAIR = 1e-9  # floating point: who stands on a limit is within it
SHARES = {"leg": 0.16, "foot": 0.015, "arm": 0.05}


def whole_share(person: Person) -> float:
    return 1 - sum(SHARES[loss.limb] for loss in person.limb_losses)


def bmi_of(person: Person, weight_kg):
    return weight_kg / whole_share(person) / person.height_m**2


def mifflin(person: Person, weight_kg, age_y):
    sex = {"male": 5.0, "female": -161.0, "unspecified": -78.0}[person.sex]
    return 9.99 * weight_kg + 625 * person.height_m - 4.92 * age_y + sex


def resting(person: Person, weight_kg, age_y):
    """Resting expenditure as it moves with weight and age from its value today."""
    today = mifflin(person, person.weight_kg, person.age_y)
    value = today
    if person.body_fat_pct is not None:
        value = 370 + 21.6 * person.weight_kg * (1 - person.body_fat_pct / 100)
    if person.ree_measured_kcal_d is not None:
        value = person.ree_measured_kcal_d
    return value + mifflin(person, weight_kg, age_y) - today


def extra(person: Person) -> float:
    if "pregnant" in person.conditions:
        week = person.pregnancy_week or 0
        return 452.0 if week >= 28 else 340.0 if week >= 14 else 0.0
    if "breastfeeding" in person.conditions:
        return 400.0 if (person.postpartum_weeks or 0) >= 26 else 330.0
    return 0.0


def floor(person: Person, weight_kg, age_y):
    """P07, P03, P08."""
    bmi, ree = bmi_of(person, weight_kg), resting(person, weight_kg, age_y)
    base = {"female": 1200, "male": 1500, "unspecified": 1350}[person.sex]
    share = np.where(bmi > 30 + HAIR, 0.0, 0.9)
    share = np.where((bmi < 25 - HAIR) | (age_y >= 65), 1.0, share)
    lowest = np.maximum(base, share * ree)
    if "breastfeeding" in person.conditions:
        lowest = np.maximum(lowest, 1800)
    return np.maximum(lowest, 800)


def fastest_loss(person: Person, weight_kg, age_y):
    """P06, P03."""
    slow = (bmi_of(person, weight_kg) < 25 - HAIR) | (age_y >= 65)
    rate = np.where(slow, np.minimum(0.5, 0.005 * weight_kg), np.minimum(1.0, 0.01 * weight_kg))
    return np.minimum(rate, 0.5) if "breastfeeding" in person.conditions else rate


def largest_cut(person: Person, weight_kg, age_y):
    """P09, P04."""
    need = resting(person, weight_kg, age_y) * person.pal + extra(person)
    cut = np.minimum(1000.0, 0.3 * need)
    small = (age_y >= 65) | bool({"sarcopenia", "muscle_disease", "frailty"} & person.conditions)
    return np.where(small, np.minimum(cut, 500.0), cut)


def least_bmi(person: Person, age_y):
    """P04."""
    agreed = "clinician" in person.agreements
    older = np.where(np.asarray(age_y) >= 70, 27 if agreed else 30, 25 if agreed else 30)
    return np.where(np.asarray(age_y) >= 65, older, 20)


def least_target(person: Person, age_y):
    """P05."""
    asia = person.region == "asia"
    older = np.where(np.asarray(age_y) >= 70, 20 if asia else 22, 18.5 if asia else 20)
    return np.where(np.asarray(age_y) >= 65, older, 18.5)


def refeeding(person: Person) -> bool:
    """P14 and U08: refeeding risk as far as a person's description tells."""
    bmi = bmi_of(person, person.weight_kg)
    if "refeeding_risk" in person.conditions:
        return True
    if person.age_y < 18:
        return False
    adds = {"insulin", "diuretic"} & person.medicines or "cancer_treatment" in person.conditions
    return bool(bmi < 16 - HAIR or (bmi < 18.5 - HAIR and adds))


def struggling(person: Person) -> bool:
    """P13."""
    if {"eating_disorder", "eating_screen_positive"} & person.conditions:
        return True
    thin = bmi_of(person, person.weight_kg) < 20 - HAIR
    return thin and "eating_screen_declined" in person.conditions


def refused_person(person: Person, way: int) -> set[str]:
    """Rules that bar a direction for this person, whatever the figures."""
    rules = set()
    if way and person.age_y < 18:
        rules.add("P01")
    if way and "pregnant" in person.conditions:
        rules.add("P02")
    if way and refeeding(person):
        rules.add("P14")
    if way > 0 and person.age_y >= 18 and bmi_of(person, person.weight_kg) >= 30 - HAIR:
        rules.add("P17")
    return rules | (_refused_losing(person) if way < 0 else set())


def _refused_losing(person: Person) -> set[str]:
    rules = set()
    if "planning_pregnancy" in person.conditions and "pregnant" not in person.conditions:
        rules.add("P02")
    if "breastfeeding" in person.conditions:
        weeks = person.postpartum_weeks
        if weeks is None or weeks < 8 or "midwife" not in person.agreements:
            rules.add("P03")
    if P12 & person.conditions or person.kidney == "dialysis":
        rules.add("P12")
    if struggling(person):
        rules.add("P13")
    locked = {"insulin", "sulfonylurea", "sglt2"} & person.medicines
    if locked and "prescriber" not in person.agreements:
        rules.add("P15")
    if (
        person.age_y >= 18
        and bmi_of(person, person.weight_kg) < least_bmi(person, person.age_y) - HAIR
    ):
        rules.add("P04")
    return rules


def refused_goal(person: Person, way: int, rate_kg_week: float, target_kg: float | None):
    """Rules that bar the rate or the target of an adult."""
    rules = set()
    if not way or person.age_y < 18:
        return rules
    pregnant = "pregnant" in person.conditions
    if way < 0 and -rate_kg_week > fastest_loss(person, person.weight_kg, person.age_y) + 1e-9:
        rules.add("P06")
    if way < 0 and "breastfeeding" in person.conditions and -rate_kg_week > 0.5 + 1e-9:
        rules.add("P03")
    if way > 0 and rate_kg_week > 0.01 * person.weight_kg + 1e-9:
        rules.add("P17")
    if target_kg is not None and not (pregnant and way == 0):
        bmi = bmi_of(person, target_kg)
        if way < 0 and bmi < least_target(person, person.age_y) - HAIR:
            rules.add("P05")
        if way < 0 and bmi < least_bmi(person, person.age_y) - HAIR:
            rules.add("P04")
        if way > 0 and bmi >= 30 - HAIR:
            rules.add("P17")
    return rules


def refused_protein(person: Person, chosen: float | None) -> set[str]:
    """N02 to N04."""
    if chosen is None:
        return set()
    frail = bool({"sarcopenia", "frailty"} & person.conditions)
    clinic = person.kidney in ("dialysis", "transplant") or (person.kidney == "disease" and frail)
    if clinic and "clinician" not in person.agreements:
        return {"N03"}
    risky = person.age_y >= 70 or {"diabetes", "high_blood_pressure"} & person.conditions
    least, most, low_rule, high_rule = 0.8, 2.5, "N02", "N02"
    if person.kidney == "disease":
        least, most, low_rule, high_rule = 0.6, 1.3, "N03", "N03"
    elif clinic:
        least, low_rule, high_rule = 0.6, "N03", "N03"
    elif person.kidney == "unknown" and risky and person.age_y >= 18:
        most, high_rule = 1.3, "N04"
    rules = {high_rule} if chosen > most else set()
    return rules | ({low_rule} if chosen < least else set())


def unsafe_days(person: Person, losing, gaining, intake, weight) -> list[str]:
    """What is wrong with a plan's days: (day,) flags, intake told, weight expected."""
    day = np.arange(len(intake))
    age = person.age_y + day / 365.25
    wrong = []
    if not (np.isfinite(intake).all() and np.isfinite(weight).all()):
        return ["unknown weight or intake"]
    if (intake < floor(person, weight, age) - 2e-3).any():
        wrong.append("P07 below the floor")
    if (intake < 800).any():
        wrong.append("P08 below 800 kcal")
    need = resting(person, weight, age) * person.pal + extra(person)
    if (losing & (need - intake > largest_cut(person, weight, age) + 2e-3)).any():
        wrong.append("P09 cut too large")
    bmi = bmi_of(person, weight)
    if (losing & (bmi < least_bmi(person, age) - 1e-9)).any():
        wrong.append("P04 losing at too low a weight")
    if (losing & (bmi < least_target(person, age) - 1e-9)).any():
        wrong.append("P05 losing below the lowest target")
    if (gaining & (bmi >= 30)).any():
        wrong.append("P17 gaining at 30")
    return wrong + _pace(person, losing, weight, age)


def _pace(person: Person, losing, weight, age) -> list[str]:
    """P06 over four weeks once two weeks of losing have passed, and P19."""
    wrong, run = [], 0
    limit = fastest_loss(person, weight, age)
    for day, flag in enumerate(losing):
        run = run + 1 if flag else 0
        if run > 182:
            return [*wrong, "P19 more than six months without a rest"]
        if run > 14 + 28:
            start = day - 28
            if (weight[start] - weight[day]) / 4 > limit[start] + 1e-9:
                return [*wrong, f"P06 too fast around day {day}"]
    return wrong
