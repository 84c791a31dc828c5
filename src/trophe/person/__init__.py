"""Who it is about: sex, age, body, conditions that the rules ask for."""

from trophe.person.anthropometry import (
    adjusted_weight_kg,
    bmi_kg_m2,
    missing_share,
    protein_reference_weight_kg,
    weight_at_bmi_kg,
    whole_weight_kg,
)
from trophe.person.person import LimbLoss, Person
from trophe.person.vocabulary import (
    Agreement,
    Condition,
    Kidney,
    Limb,
    Medicine,
    Region,
    Sex,
)

__all__ = [
    "Agreement",
    "Condition",
    "Kidney",
    "Limb",
    "LimbLoss",
    "Medicine",
    "Person",
    "Region",
    "Sex",
    "adjusted_weight_kg",
    "bmi_kg_m2",
    "missing_share",
    "protein_reference_weight_kg",
    "weight_at_bmi_kg",
    "whole_weight_kg",
]
