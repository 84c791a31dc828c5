"""Safety: rules with identifiers as data, and the one guard that every plan passes.

No clinician has reviewed these rules yet.
"""

from trophe.safety.eating import EATING_QUESTIONS, Question, eating_result
from trophe.safety.finding import Effect, Finding
from trophe.safety.guard import Verdict, judge
from trophe.safety.history import Doubt, Watch, doubt_weight, watch_intake, watch_trend
from trophe.safety.limits import (
    Body,
    Traits,
    at_refeeding_risk,
    floor_kcal_d,
    least_bmi_for_deficit,
    least_target_bmi,
    lowest_bmi,
    most_deficit_kcal_d,
    most_gain_kg_week,
    most_loss_kg_week,
    struggles_with_food,
    whole_kcal_up,
)
from trophe.safety.proposal import GAIN, HOLD, LOSE, REST, Course, Proposal
from trophe.safety.table import TAGS, Figure, Rule, rule, rules, rules_version

__all__ = [
    "EATING_QUESTIONS",
    "GAIN",
    "HOLD",
    "LOSE",
    "REST",
    "TAGS",
    "Body",
    "Course",
    "Doubt",
    "Effect",
    "Figure",
    "Finding",
    "Proposal",
    "Question",
    "Rule",
    "Traits",
    "Verdict",
    "Watch",
    "at_refeeding_risk",
    "doubt_weight",
    "eating_result",
    "floor_kcal_d",
    "judge",
    "least_bmi_for_deficit",
    "least_target_bmi",
    "lowest_bmi",
    "most_deficit_kcal_d",
    "most_gain_kg_week",
    "most_loss_kg_week",
    "rule",
    "rules",
    "rules_version",
    "struggles_with_food",
    "watch_intake",
    "watch_trend",
    "whole_kcal_up",
]
