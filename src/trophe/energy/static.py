"""The old rule that a pound is 3,500 kcal, shown beside the forecast because it misleads."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trophe.evidence import constants
from trophe.units import KG_PER_LB

Floats = NDArray[np.float64]


def static_goal_kcal_d(need_kcal_d: ArrayLike, rate_lb_week: ArrayLike) -> Floats:
    """Daily intake of the static goal: need plus 500 kcal for each pound a week.

    `need_kcal_d` is total expenditure now; `rate_lb_week` is negative to lose.

    >>> float(static_goal_kcal_d(2209, -1))
    1709.0
    """
    c = constants("weight_goals")
    daily = c.static_kcal_per_lb / 7 * np.asarray(rate_lb_week, dtype=np.float64)
    return np.asarray(need_kcal_d + daily)


def static_weight_kg(weight_kg: ArrayLike, change_kcal_d: ArrayLike, days: ArrayLike) -> Floats:
    """Weight after `days` by the static rule, for an intake that differs by `change_kcal_d`.

    The rule is 12 to 20 % too small in the first month, too large by 14 to 20 % at 12 weeks
    and by 65 to 80 % at one year (Thomas 2013, doi:10.1038/ijo.2013.51; see docs/energy.md).

    >>> round(float(static_weight_kg(80, -500, 7)), 4)
    79.5464
    """
    c = constants("weight_goals")
    kg_per_kcal = KG_PER_LB / c.static_kcal_per_lb
    total_kcal = np.asarray(change_kcal_d, dtype=np.float64) * np.asarray(days)
    return np.asarray(weight_kg + kg_per_kcal * total_kcal)
