"""Closed lists of what may be said about a person. `label` is how every face says it."""

from enum import StrEnum


class Labelled(StrEnum):
    """A member has a stable value (stored, in JSON, on the command line) and plain words."""

    label: str

    def __new__(cls, value: str, label: str) -> "Labelled":
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class Sex(Labelled):
    """Sex as the equations know it; unspecified takes the mean of both."""

    FEMALE = "female", "Female"
    MALE = "male", "Male"
    UNSPECIFIED = "unspecified", "Prefer not to say"


class Region(Labelled):
    """Which population's cut-offs apply."""

    DEFAULT = "default", "General"
    ASIA = "asia", "Asian cut-offs"


class Kidney(Labelled):
    """What is known of kidney function; unknown is not normal."""

    UNKNOWN = "unknown", "Not known"
    NORMAL = "normal", "Tested and normal"
    DISEASE = "disease", "Kidney disease (stage 3 to 5), no dialysis"
    DIALYSIS = "dialysis", "On dialysis"
    TRANSPLANT = "transplant", "Kidney transplant"


class Condition(Labelled):
    """Conditions that change what a safe plan is."""

    PREGNANT = "pregnant", "Pregnant"
    PLANNING_PREGNANCY = "planning_pregnancy", "Planning to become pregnant"
    BREASTFEEDING = "breastfeeding", "Breastfeeding"
    EATING_DISORDER = "eating_disorder", "An eating disorder, now or in the past"
    EATING_SCREEN_POSITIVE = "eating_screen_positive", "Eating questions: two or more yes"
    EATING_SCREEN_DECLINED = "eating_screen_declined", "Eating questions: not answered"
    DIABETES = "diabetes", "Diabetes"
    HIGH_BLOOD_PRESSURE = "high_blood_pressure", "High blood pressure"
    HEART_FAILURE = "heart_failure", "Heart failure"
    ORGAN_FAILURE = "organ_failure", "Liver, lung or other organ failure"
    CANCER_TREATMENT = "cancer_treatment", "Cancer under treatment"
    CACHEXIA = "cachexia", "Wasting from a long illness (cachexia)"
    MALNUTRITION = "malnutrition", "Malnutrition found by a clinician"
    UNINTENDED_WEIGHT_LOSS = (
        "unintended_weight_loss",
        "Lost 5 % or more in six months without trying",
    )
    FRACTURE = "fracture", "A healing fracture"
    BURN = "burn", "A healing burn"
    WOUND = "wound", "A healing wound or pressure sore"
    CAST = "cast", "A limb in a cast or brace"
    BED_REST = "bed_rest", "On bed rest"
    MAJOR_SURGERY = "major_surgery", "Major surgery in the last six weeks"
    INTENSIVE_CARE = "intensive_care", "Intensive care in the last six weeks"
    ACUTE_INFECTION = "acute_infection", "An acute infection or fever"
    BARIATRIC_SURGERY = "bariatric_surgery", "Weight-loss surgery in the last 18 months"
    REFEEDING_RISK = "refeeding_risk", "Hardly any food for five days or more"
    SARCOPENIA = "sarcopenia", "Sarcopenia (low muscle, found by a clinician)"
    MUSCLE_DISEASE = "muscle_disease", "Another muscle or nerve disease with muscle loss"
    FRAILTY = "frailty", "Frailty (found by a clinician)"
    SWALLOWING_TROUBLE = "swallowing_trouble", "Trouble swallowing"
    OPEN_URGENT = "open_urgent", "An urgent finding that no clinician has seen yet"
    OPEN_EMERGENCY = "open_emergency", "An emergency finding that is still open"
    OPEN_CRISIS = "open_crisis", "Thoughts of self-harm that nobody has heard of yet"


class Medicine(Labelled):
    """Medicines that change what a safe plan is."""

    INSULIN = "insulin", "Insulin"
    SULFONYLUREA = "sulfonylurea", "Sulfonylurea or glinide (such as gliclazide, repaglinide)"
    SGLT2 = "sglt2", "SGLT2 inhibitor (such as dapagliflozin, empagliflozin)"
    GLP1 = "glp1", "GLP-1 type (such as semaglutide, tirzepatide)"
    DIURETIC = "diuretic", "Water tablet (diuretic)"
    BLOOD_PRESSURE_DRUG = "blood_pressure_drug", "Blood-pressure tablet"
    LITHIUM = "lithium", "Lithium"
    WARFARIN = "warfarin", "Warfarin"
    LEVOTHYROXINE = "levothyroxine", "Levothyroxine"
    ANTI_EPILEPTIC = "anti_epileptic", "Epilepsy medicine"
    STEROID = "steroid", "Steroid tablets (such as prednisolone)"


class Agreement(Labelled):
    """Who has agreed to a plan that needs it. Recorded with who, when and why by the faces."""

    PRESCRIBER = "prescriber", "Agreed with the prescriber of my medicine"
    CLINICIAN = "clinician", "Agreed with my doctor or dietitian"
    MIDWIFE = "midwife", "Agreed with my midwife or doctor"


class Limb(Labelled):
    """A limb, or part of one, that is missing."""

    HAND = "hand", "Hand"
    FOREARM_AND_HAND = "forearm_and_hand", "Forearm and hand"
    ARM = "arm", "Whole arm"
    FOOT = "foot", "Foot"
    LOWER_LEG_AND_FOOT = "lower_leg_and_foot", "Lower leg and foot"
    LEG = "leg", "Whole leg"
