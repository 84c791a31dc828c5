"""Where every figure has its address: study rows, constants, sources, and how to cite them."""

from trophe.evidence.constants_table import (
    ConstantSet,
    Parameter,
    constant_names,
    constants,
)
from trophe.evidence.names import (
    ConditionName,
    MuscleName,
    condition_name,
    condition_names,
    countermeasure_parts,
    measure_names,
    muscle_name,
    muscle_names,
    quantity_of,
)
from trophe.evidence.sources import Source, cite, source, source_keys
from trophe.evidence.studies import (
    Arm,
    Effect,
    Study,
    effects,
    effects_of,
    fit_rows,
    select,
    study,
    study_ids,
)
from trophe.evidence.tables import evidence_hash
from trophe.evidence.treatments import Treatment, treatment, treatments
from trophe.evidence.vocabulary import (
    CAUSES,
    COUNTERMEASURES,
    MUSCLE_GROUPS,
    Censoring,
    Comparison,
    Kind,
    Phase,
    Quantity,
)

__all__ = [
    "CAUSES",
    "COUNTERMEASURES",
    "MUSCLE_GROUPS",
    "Arm",
    "Censoring",
    "Comparison",
    "ConditionName",
    "ConstantSet",
    "Effect",
    "Kind",
    "MuscleName",
    "Parameter",
    "Phase",
    "Quantity",
    "Source",
    "Study",
    "Treatment",
    "cite",
    "condition_name",
    "condition_names",
    "constant_names",
    "constants",
    "countermeasure_parts",
    "effects",
    "effects_of",
    "evidence_hash",
    "fit_rows",
    "measure_names",
    "muscle_name",
    "muscle_names",
    "quantity_of",
    "select",
    "source",
    "source_keys",
    "study",
    "study_ids",
    "treatment",
    "treatments",
]
