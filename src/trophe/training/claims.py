"""What a programme claims, and the rows of the treatment table behind it."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from trophe.evidence.treatments import treatment
from trophe.training.exercise import Exercise
from trophe.training.vocabulary import Kind, Move, Trait

BY_KIND: Final[Mapping[Kind, tuple[str, ...]]] = MappingProxyType(
    {
        Kind.DISUSE: ("resistance_training-10", "rehabilitation_10_wk_after_7_wk_immobilisation-1"),
        Kind.FRAIL: ("high_intensity_resistance_training_8_wk-1", "resistance_training-7"),
        Kind.WEIGHT_LOSS: (
            "energy_deficit_during_resistance_training-1",
            "energy_deficit_threshold-1",
        ),
        Kind.NEUROGENIC: (
            "moderate_isometric_strength_training_12_wk-1",
            "non_fatiguing_strengthening_3_months-1",
            "high_intensity_cycling_4_months-1",
        ),
        Kind.MOTOR_NEURON: ("exercise_training-1",),
        Kind.SCLEROSIS: ("progressive_resistance_training-1",),
        Kind.DYSTROPHY: (
            "strength_training_v_none-1",
            "mild_moderate_isometric_leg_training_at_home_12-1",
            "moderate_cycling_50_sessions_x_30_min_12_wk-1",
        ),
        Kind.MYOSITIS: (),
        Kind.STROKE: ("strength_training-1",),
        Kind.CORD: ("nmes_resistance_training_2x_wk_3_6_months-1",),
        Kind.BURNS: ("exercise_training_12_wk_resistance_aerobic-1",),
        Kind.LUNG: ("exercise_training_4_months_nutrition_if_bmi_21-1",),
        Kind.HEART: ("resistance_training-8",),
        Kind.WASTING: ("resistance_training-9",),
        Kind.STEROID: ("resistance_exercise_during_long_term_prednisone-1",),
        Kind.JOINTS: ("high_intensity_prt_12_wk-1", "aquatic_v_land_exercise-1"),
        Kind.FIT: ("resistance_training-10",),
    }
)
BY_MOVE: Final[Mapping[Move, tuple[str, ...]]] = MappingProxyType(
    {
        Move.NMES: ("nmes_added_to_usual_care-1", "nmes_resistance_training_2x_wk_3_6_months-1"),
        Move.CUFF: ("bfr_v_high_load_training-1", "heavy_load_training_v_low_load_bfr-1"),
        Move.STRETCH: ("stretch-1", "stretch-2"),
    }
)
POOL: Final = ("aquatic_exercise-1", "aquatic_v_land_exercise-1")
ANKLE_BRACE: Final = ("ankle_foot_orthosis-1", "ankle_foot_orthosis_26_wk-1")
BRACED: Final = frozenset({Kind.STROKE, Kind.NEUROGENIC, Kind.MOTOR_NEURON, Kind.SCLEROSIS})
"""Kinds that an ankle brace is worth asking about for."""


def claims_of(exercise: Exercise) -> tuple[str, ...]:
    """Rows of the treatment table behind a movement; none where it claims nothing."""
    pool = POOL if Trait.POOL in exercise.traits else ()
    return (*BY_MOVE.get(exercise.move, ()), *pool)


def studies_of(kind: Kind, exercises: Iterable[Exercise]) -> tuple[str, ...]:
    """Rows of the treatment table behind a week: its kind, its movements, its aids; each once."""
    return tuple(dict.fromkeys(_studies(kind, exercises)))


def _studies(kind: Kind, exercises: Iterable[Exercise]) -> Iterator[str]:
    yield from BY_KIND[kind]
    for entry in exercises:
        yield from claims_of(entry)
    if kind in BRACED:
        yield from ANKLE_BRACE


def study_words(treatment_id: str) -> str:
    """One row in a sentence: who it was tried on, what came out, where it stands.

    >>> study_words("stretch-2").startswith("Stretch, in non-neurological conditions: joint mobil")
    True
    """
    row = treatment(treatment_id)
    figure = row.effect_text if row.effect is None else f"{row.effect:g}"
    found = f"{figure} {row.unit}".strip()
    what = f"{row.intervention[0].upper()}{row.intervention[1:]}"
    where = f" doi:{row.doi}" if row.doi else ""
    return f"{what}, in {row.population}: {row.outcome}, {found}. {row.citation}.{where}"
