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
from trophe.energy.forecast import Band, Errors, WeightForecast, forecast
from trophe.energy.goal import (
    RATE_HORIZON_DAYS,
    GoalIntake,
    intake_for_rate,
    intake_for_target,
)
from trophe.energy.presets import PRESETS, Preset, preset
from trophe.energy.requirement import PAL_CATEGORIES, category_of, eer_adult, eer_child
from trophe.energy.resting import (
    MALE_SHARE,
    REE_CONSTANTS,
    REE_EQUATIONS,
    RestingExpenditure,
    resting_of,
)
from trophe.energy.settled import maintenance_kcal_d
from trophe.energy.static import static_goal_kcal_d, static_weight_kg

__all__ = [
    "ACTIVITY_LEVELS",
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
    "Preset",
    "RestingExpenditure",
    "Trajectory",
    "WeightForecast",
    "baseline",
    "category_of",
    "eer_adult",
    "eer_child",
    "estimated_fat_kg",
    "forecast",
    "intake_for_rate",
    "intake_for_target",
    "maintenance_kcal_d",
    "pal_of",
    "pal_of_work_and_leisure",
    "preset",
    "resting_of",
    "simulate",
    "static_goal_kcal_d",
    "static_weight_kg",
]
