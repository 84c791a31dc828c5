"""What a plan expects: forecast with bands, day of the goal, and the old rule beside it."""

from typing import Any, Final

import numpy as np

from trophe.energy import static_goal_kcal_d, static_weight_kg
from trophe.person import weight_at_bmi_kg
from trophe.plan.bands import PARTS, Spread
from trophe.plan.document import QUANTILES, Forecast, GoalDay
from trophe.plan.draft import Draft
from trophe.safety import Traits, lowest_bmi, rule
from trophe.units import KG_PER_LB

NOTE: Final = (
    "The band is for one person like you, not for a group's average: half of such people end "
    "between the inner lines, nine in ten between the outer ones. It shows what comes of this "
    "intake if nobody ever corrects it, which is why it grows so wide. That is not the plan: on "
    "the review day the calorie goal is solved again from what you weighed. The forecast does "
    "not know illness, medicine or a change of habits."
)


def static_line(draft: Draft, days: int) -> tuple[float | None, tuple[float, ...] | None]:
    """What the 3,500-kcal rule would print: intake, and weight by day.

    Nothing where its intake would lie below the floor (P07, P08); its line is not drawn past the
    target, nor past the lowest weight of the rules.
    """
    need, person = draft.need.tee_kcal_d, draft.case.person
    if need is None or draft.weight_kg is None:
        return None, None
    rate_lb = draft.proposal.rate_kg_week / KG_PER_LB
    intake = float(static_goal_kcal_d(need, rate_lb))
    if draft.floor_kcal_d is not None and intake < draft.floor_kcal_d:
        return None, None
    line = static_weight_kg(person.weight_kg, intake - need, np.arange(days + 1))
    if draft.proposal.direction < 0:
        least = weight_at_bmi_kg(person, float(lowest_bmi(Traits.of(person), person.age_y)))
        line = np.maximum(line, max(least, draft.proposal.target_weight_kg or least))
    elif draft.proposal.direction > 0:
        most = weight_at_bmi_kg(person, rule("P17").bmi_max)
        line = np.minimum(line, min(most, draft.proposal.target_weight_kg or most))
    return round(intake, 1), _rounded(line)


def forecast_of(draft: Draft, spread: Spread | None, days: int) -> Forecast | None:
    """The bands as plain values; None without a course of weight, or without draws."""
    if draft.weight_kg is None or spread is None:
        return None
    parts = {
        name: {q: _rounded(getattr(spread.bands[name], q)) for q in QUANTILES} for name in PARTS
    }
    return Forecast(day=tuple(range(days + 1)), band_of="person", note=NOTE, **parts)


def goal_day_of(draft: Draft, spread: Spread | None, days: int) -> GoalDay | None:
    """When the target is reached, over the draws."""
    target = draft.proposal.target_weight_kg
    if spread is None or spread.reached_day is None or target is None:
        return None
    reached = np.sort(np.where(np.isnan(spread.reached_day), np.inf, spread.reached_day))
    places = {"q05": 0.05, "q25": 0.25, "median": 0.5, "q75": 0.75, "q95": 0.95}
    day = {q: reached[int(np.ceil(p * reached.size)) - 1] for q, p in places.items()}
    return GoalDay(
        weight_kg=target,
        probability=round(float(np.isfinite(reached).mean()), 3),
        **{q: int(d) if np.isfinite(d) else None for q, d in day.items()},
    )


def _rounded(values: Any) -> tuple[float, ...]:
    """Numbers to the gram, never minus zero."""
    return tuple(float(v) + 0.0 for v in np.round(np.asarray(values), 3))
