"""Who it is about: sex, age, body, conditions that the rules ask for."""

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
]
