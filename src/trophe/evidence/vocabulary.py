"""The closed lists of the evidence tables."""

from enum import StrEnum
from typing import Final


class Phase(StrEnum):
    """When in the story a figure was taken."""

    LOSS = "loss"
    RECOVERY = "recovery"
    TREATMENT = "treatment"
    CROSS_SECTIONAL = "cross_sectional"


class Kind(StrEnum):
    """How a figure came about: printed in the paper, derived by arithmetic, and so on."""

    PRINTED = "printed"
    DERIVED = "derived"
    MIDPOINT = "midpoint"
    POOLED = "pooled"
    NO_CHANGE = "no_change"


class Quantity(StrEnum):
    """What a measure measures."""

    SIZE = "size"
    STRENGTH = "strength"
    LEAN = "lean"
    BONE = "bone"
    LEAN_SHARE = "lean_share"
    OTHER = "other"


class Comparison(StrEnum):
    """What a change is measured against."""

    BEFORE_CAUSE = "before_cause"
    OTHER_LIMB = "other_limb"
    FIRST_SCAN = "first_scan"
    PROGRAMME_START = "programme_start"
    OTHER_PEOPLE = "other_people"
    FULL_STRENGTH = "full_strength"
    PREDICTED = "predicted"
    NOT_A_CHANGE = "not_a_change"


class Censoring(StrEnum):
    """Why a figure is no plain measurement; empty where it is one."""

    NONE = ""
    NO_SIGNIFICANT_CHANGE = "no_significant_change"
    REPORTED_AS_NONE = "reported_as_none"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class SpreadKind(StrEnum):
    """How the standard deviation between people is known; empty where it is not."""

    NONE = ""
    PRINTED = "printed"
    FROM_SE = "from_se"
    FROM_SE_ASSUMED = "from_se_assumed"
    FROM_IQR = "from_iqr"
    PLUS_MINUS = "plus_minus"


class ErrorKind(StrEnum):
    """How the standard error of the mean is known; empty where it is not."""

    NONE = ""
    PRINTED = "printed"
    FROM_SD = "from_sd"
    FROM_CI = "from_ci"
    ASSUMED_SE = "assumed_se"


class Certainty(StrEnum):
    """How sure a treatment's effect is, as its source grades it."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very_low"
    EXPERT = "expert"
    ANIMAL = "animal"
    NOT_STATED = "not_stated"


MUSCLE_GROUPS: Final = (
    *("quadriceps", "hamstrings", "adductors", "gluteals", "triceps_surae", "dorsiflexors"),
    *("foot_intrinsics", "paraspinals", "psoas", "abdominals", "shoulder", "upper_arm"),
    *("forearm_hand", "respiratory", "whole_body"),
)

CAUSES: Final = (
    *("bed_rest", "immobilisation", "unloading", "step_reduction", "sedentary", "spaceflight"),
    *("critical_illness", "hospitalisation", "surgery_acl", "surgery_hip_fracture"),
    *("surgery_hip_replacement", "surgery_knee_replacement", "surgery_other", "detraining"),
    *("nerve_injury", "spinal_cord_injury", "stroke", "guillain_barre", "als", "post_polio"),
    *("multiple_sclerosis", "diabetic_neuropathy", "dystrophy_dmd", "dystrophy_bmd"),
    *("dystrophy_fshd", "dystrophy_dm1", "dystrophy_other", "ageing", "osteoarthritis"),
    *("rheumatoid_arthritis", "corticosteroid", "burns", "starvation", "anorexia"),
    *("cancer_cachexia", "copd", "heart_failure", "weight_loss_diet", "weight_loss_glp1"),
    *("weight_loss_bariatric", "none"),
)

COUNTERMEASURES: Final = (
    *("none", "usual_care", "not_reported", "resistance", "aerobic", "vibration"),
    *("artificial_gravity", "flight_exercise", "rehabilitation", "nmes", "protein", "diet"),
    *("cross_education", "blood_flow_restriction", "hmb", "drug", "nerve_transfer"),
)

METHOD_CLASSES: Final = (
    *("mri", "ct", "pqct", "ultrasound", "dxa", "bia", "biopsy", "girth", "densitometry"),
    *("isometric", "isokinetic", "mixed_strength", "one_rm", "dynamometry", "power", "evoked"),
    *("manual_grade", "motor_unit_count", "other", "not_stated"),
)
