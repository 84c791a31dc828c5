"""What a plan tells a person that moves lean tissue: protein and resistance training.

Only the calibrated preset knows such effects. They count against what the person did before, so
that a plan which changes nothing moves nothing. The trials it was calibrated on were short and
strict; how much of protein's effect people get who live freely is drawn between none and all, and
the estimate takes half (pooled trials find about a third: Wycherley 2012,
doi:10.3945/ajcn.112.044321).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trophe.energy import Preset, Unknowns
from trophe.evidence import constants
from trophe.nutrition.protein import protein_need
from trophe.person import Person

Floats = NDArray[np.float64]

MODES = {-1: "deficit", 0: "maintenance", 1: "gain"}


@dataclass(frozen=True, slots=True, kw_only=True)
class LeanCare:
    """Protein on the plan and before it, g per kg of reference weight, and training, 0 to 1.

    `is_habit`: the training is what the person does already, so that an unknown part of its
    effect lies behind them; `training` is then the part that is taken to lie ahead.
    """

    protein_g_kg_d: float
    protein_before_g_kg_d: float
    training: float
    is_habit: bool

    @property
    def moves(self) -> bool:
        """Whether lean tissue moves at all."""
        return self.training > 0 or self.protein_g_kg_d != self.protein_before_g_kg_d


def lean_care(
    person: Person,
    direction: int,
    preset: Preset,
    *,
    protein_g_kg_d: float | None = None,
    protein_before_g_kg_d: float | None = None,
    starts_training: bool = False,
    trains: bool = True,
) -> LeanCare:
    """What a plan that loses (-1), holds (0) or gains (1) does for lean tissue.

    With `trains` False training moves nothing here, because the muscle model counts it.

    Protein before is what the person told, else the usual intake of adults (the preset's
    reference). Who already eats within the target's range goes on so; who chose an intake eats
    that; else the target. Where weight is held nobody is told to change, and the effects were
    calibrated on trials of loss and gain: only training that is begun counts there.
    """
    before = protein_before_g_kg_d
    if before is None:
        before = preset.protein_reference_g_kg_d
    protein = before
    if direction:
        protein = _eaten(person, direction, before, protein_g_kg_d)
    is_habit = person.resistance_training
    training = 1.0 if starts_training and not is_habit else 0.0
    if is_habit and direction:
        training = float(constants("plan_choices").training_ahead)
    training = training if trains else 0.0
    return LeanCare(
        protein_g_kg_d=protein,
        protein_before_g_kg_d=before,
        training=training,
        is_habit=is_habit,
    )


def _eaten(person: Person, direction: int, before: float, chosen: float | None) -> float:
    """Protein on a plan that changes weight, g/kg/d."""
    if chosen is not None:
        return chosen
    need = protein_need(person, mode=MODES[direction])
    if need.value_g_kg_d is None or need.low_g_kg_d is None:
        return before
    high = np.inf if need.high_g_kg_d is None else need.high_g_kg_d
    return before if need.low_g_kg_d <= before <= high else need.value_g_kg_d


def told(cares: Sequence[LeanCare]) -> dict[str, Any]:
    """The keywords of `simulate` for some people; none where nothing moves, which is faster."""
    if not any(care.moves for care in cares):
        return {}
    columns = (
        np.asarray([getattr(care, name) for care in cares])
        for name in ("protein_g_kg_d", "protein_before_g_kg_d", "training")
    )
    protein, before, training = columns
    return {
        "protein_g_kg_d": protein[:, None],
        "protein_before_g_kg_d": before,
        "training": training[:, None],
        "protein_factor": float(constants("plan_choices").protein_carried),
    }


def told_to_draws(care: LeanCare, unknown: Unknowns) -> dict[str, Any]:
    """The same for the draws of one person, who differ in what protein and training do."""
    if not care.moves:
        return {}
    training = np.full_like(unknown.habit, care.training)
    if care.is_habit and care.training:
        training = unknown.habit
    return {
        "protein_factor": unknown.factors["protein_factor"] * unknown.carried,
        "protein_g_kg_d": care.protein_g_kg_d,
        "protein_before_g_kg_d": care.protein_before_g_kg_d,
        "training": training[:, None],
    }
