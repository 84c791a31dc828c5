"""Energy: resting and total expenditure, and what intake does to weight, fat and lean tissue."""

from trophe.energy.activity import (
    ACTIVITY_LEVELS,
    LEISURE,
    WORK,
    WORK_LEISURE_PAL,
    ActivityLevel,
    pal_of,
    pal_of_work_and_leisure,
)
from trophe.energy.adult import Trajectory, simulate
from trophe.energy.body import Adults, Baseline, baseline, estimated_fat_kg
from trophe.energy.child import (
    Growth,
    reference_body_kg,
    reference_intake_kcal_d,
    richards_intake,
    simulate_child,
)
from trophe.energy.ensemble import Errors, Unknowns, ensemble
from trophe.energy.forecast import Band, WeightForecast, forecast
from trophe.energy.goal import (
    RATE_HORIZON_DAYS,
    holding,
    intake_for_rate,
    intake_for_target,
    intake_to_reach,
)
from trophe.energy.goal_case import GoalIntake
from trophe.energy.partition import (
    fat_share_of_change,
    muscle_share_of_lean_change,
    skeletal_muscle_kg,
    skeletal_muscle_of_alst_kg,
    skeletal_muscle_of_weight_kg,
    split_change,
)
from trophe.energy.presets import DEFAULT_PRESET, PRESETS, Preset, preset
from trophe.energy.requirement import PAL_CATEGORIES, category_of, eer_adult, eer_child
from trophe.energy.resting import (
    MALE_SHARE,
    REE_CONSTANTS,
    REE_EQUATIONS,
    RestingExpenditure,
    resting_of,
)
from trophe.energy.settled import (
    Tissue,
    aged_kcal_d,
    maintenance_kcal_d,
    middle_of_keeping,
    settled_weight_kg,
)
from trophe.energy.static import static_goal_kcal_d, static_weight_kg

__all__ = [
    "ACTIVITY_LEVELS",
    "DEFAULT_PRESET",
    "LEISURE",
    "MALE_SHARE",
    "PAL_CATEGORIES",
    "PRESETS",
    "RATE_HORIZON_DAYS",
    "REE_CONSTANTS",
    "REE_EQUATIONS",
    "WORK",
    "WORK_LEISURE_PAL",
    "ActivityLevel",
    "Adults",
    "Band",
    "Baseline",
    "Errors",
    "GoalIntake",
    "Growth",
    "Preset",
    "RestingExpenditure",
    "Tissue",
    "Trajectory",
    "Unknowns",
    "WeightForecast",
    "aged_kcal_d",
    "baseline",
    "category_of",
    "eer_adult",
    "eer_child",
    "ensemble",
    "estimated_fat_kg",
    "fat_share_of_change",
    "forecast",
    "holding",
    "intake_for_rate",
    "intake_for_target",
    "intake_to_reach",
    "maintenance_kcal_d",
    "middle_of_keeping",
    "muscle_share_of_lean_change",
    "pal_of",
    "pal_of_work_and_leisure",
    "preset",
    "reference_body_kg",
    "reference_intake_kcal_d",
    "resting_of",
    "richards_intake",
    "settled_weight_kg",
    "simulate",
    "simulate_child",
    "skeletal_muscle_kg",
    "skeletal_muscle_of_alst_kg",
    "skeletal_muscle_of_weight_kg",
    "split_change",
    "static_goal_kcal_d",
    "static_weight_kg",
]
