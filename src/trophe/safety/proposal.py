"""What a plan would do, in the plain figures that the rules look at."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trophe.safety.limits import Body

Floats = NDArray[np.float64]

HOLD, LOSE, REST, GAIN = 0, 1, 2, 3
"""What a day of a plan does: hold weight, lose, rest from losing (P19), gain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A plan day by day, for the person as estimated.

    `kind` (day,) of HOLD, LOSE, REST, GAIN; `intake_kcal_d` (day,); `body` with (day,) arrays:
    what the forecast expects at the start of each day. Days 0 to the last, without gaps.
    """

    kind: NDArray[np.int64]
    intake_kcal_d: Floats
    body: Body


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A goal and what it would take. The guard judges it; it decides nothing itself.

    Fields
    ------
    direction : -1 lose, 0 hold, 1 gain.
    rate_kg_week : signed weekly rate that was asked for, or that a target weight by a day needs
        on average; 0 when holding.
    target_weight_kg : weight to reach, or None.
    label : the goal in words.
    body : today's body, scalars in arrays; None below 18 y.
    course : the plan day by day; None where no plan with energy figures is made.
    protein_g_kg_d : a protein intake that the person chose, or None.
    """

    direction: int
    rate_kg_week: float
    target_weight_kg: float | None
    label: str
    body: Body | None
    course: Course | None
    protein_g_kg_d: float | None = None
