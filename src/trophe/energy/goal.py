"""The inverse problem: what to eat to reach a weight, to keep it, or to lose at a wanted rate."""

from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trophe.checks import require_range
from trophe.energy.adult import simulate
from trophe.energy.body import Adults
from trophe.energy.goal_case import TOLERANCE_KG, GoalCase, GoalIntake, bracket, flattened
from trophe.energy.presets import DEFAULT_PRESET, PRESETS, Preset
from trophe.energy.settled import (
    Tissue,
    maintenance_kcal_d,
    middle_of_keeping,
    settled_weight_kg,
)
from trophe.energy.solving import solve_rising
from trophe.errors import UnknownNameError
from trophe.evidence import constants

Floats = NDArray[np.float64]

RULES: Final = ("settled", "niddk")
RATE_HORIZON_DAYS: Final = int(constants("weight_goals").rate_horizon)
"""Days over which a weekly rate is meant. Eight weeks; set ``weight_goals`` says why."""


def intake_for_rate(
    people: Adults,
    rate_kg_week: ArrayLike,
    *,
    preset: Preset = PRESETS[DEFAULT_PRESET],
    horizon_days: int = RATE_HORIZON_DAYS,
    before_kcal_d: ArrayLike | None = None,
    **conditions: Any,
) -> Floats:
    """Constant intake, kcal/d, that truly averages a weekly rate over a horizon.

    The weight that the scale shows after `horizon_days` (7 to 3650) is the start plus rate x
    weeks, water included. `rate_kg_week` -3 to 3, negative to lose, broadcasts over people.
    `before_kcal_d`: what was eaten on the days before, (…, day), when the rate is wanted from a
    later day than 0. `conditions` go to `simulate` (activity_change, carbohydrate_share, …).
    Where no intake reaches the rate, the end of the bracket (0, or three times the need) comes
    back. Hall 2011, doi:10.1016/S0140-6736(11)60812-X; set ``weight_goals``.
    """
    preset = preset.held()
    rate = require_range("rate_kg_week", rate_kg_week, -3, 3)
    require_range("horizon_days", horizon_days, 7, 3650)
    before = np.empty(0) if before_kcal_d is None else np.asarray(before_kcal_d, dtype=np.float64)
    past = before.shape[-1]
    shape = np.broadcast_shapes(people.shape, rate.shape, before.shape[:-1])
    people = flattened(people, shape)
    before = np.broadcast_to(before, (*shape, past)).reshape(int(np.prod(shape)), past)
    start = people.weight_kg
    if past:
        eaten = simulate(
            people, preset, days=[past], intake_kcal_d=before, keep=("weight_kg",), **conditions
        )
        start = eaten.weight_kg[..., 0]
    target = start + np.broadcast_to(rate, shape).ravel() * horizon_days / 7

    def weight(intake: Floats) -> Floats:
        wide = np.broadcast_to(before, (*intake.shape, past))
        run = simulate(
            people,
            preset,
            days=[past + horizon_days],
            intake_kcal_d=np.concatenate((wide, intake[..., None]), axis=-1),
            keep=("weight_kg",),
            **conditions,
        )
        return run.weight_kg[..., 0]

    low, high = bracket(people, preset)
    return solve_rising(weight, low, high, target, tolerance=TOLERANCE_KG).reshape(shape)


def holding(
    people: Adults,
    intake_kcal_d: ArrayLike,
    day: int,
    *,
    preset: Preset = PRESETS[DEFAULT_PRESET],
    activity_change: ArrayLike = 0.0,
    **conditions: Any,
) -> tuple[Floats, Floats]:
    """Intake that keeps the tissue of a later day, and the weight it settles at.

    `intake_kcal_d` is what was eaten until `day` (1 to 3650), (…, day) or a number;
    `activity_change` holds before and after. Returns kcal/d and kg, (…,) each: water and
    glycogen that come back under the new intake are in the weight.
    """
    require_range("day", day, 1, 3650)
    run = simulate(
        people,
        preset,
        days=[day],
        intake_kcal_d=intake_kcal_d,
        activity_change=activity_change,
        keep=("fat_kg", "lean_kg"),
        **conditions,
    )
    body = Tissue(fat_kg=run.fat_kg[..., 0], lean_kg=run.lean_kg[..., 0])
    share = conditions.get("carbohydrate_share")
    rest: dict[str, Any] = {
        "activity_change": activity_change,
        "carbohydrate_share": share,
        "day": middle_of_keeping(day),
    }
    weight = settled_weight_kg(people, body, preset=preset, **rest)
    return maintenance_kcal_d(people, weight, preset=preset, curve=body, **rest), weight


def intake_to_reach(
    people: Adults,
    weight_kg: ArrayLike,
    by_day: ArrayLike,
    *,
    preset: Preset = PRESETS[DEFAULT_PRESET],
    **conditions: Any,
) -> Floats:
    """Intake until the day, kcal/d (n,), of `intake_for_target` by the settled rule, and no more.

    Without floor, ceiling and what comes after, which cost half the time. Out of reach: the end
    of the bracket (0, or three times the need).
    """
    case = GoalCase.of(people, preset, weight_kg, by_day, 0.0, 0.0, conditions)
    return case.settled()[0]


def intake_for_target(
    people: Adults,
    weight_kg: ArrayLike,
    by_day: ArrayLike,
    *,
    preset: Preset = PRESETS[DEFAULT_PRESET],
    rule: str = "settled",
    floor_kcal_d: ArrayLike = 0.0,
    ceiling_kcal_d: ArrayLike = np.inf,
    activity_change: ArrayLike = 0.0,
    maintenance_activity_change: ArrayLike = 0.0,
    **conditions: Any,
) -> GoalIntake:
    """Intake to be at a weight by a day and to keep it from then on.

    Parameters
    ----------
    people : Adults, (n,) or a single one.
    weight_kg : 20 to 400 kg; by_day : 1 to 3650; both broadcast over people.
    rule : "settled" solves for the weight that stays: water, glycogen and adaptation at their
        balance under the maintenance intake. "niddk" is the planner's rule: the scale shows the
        goal on the day, and the maintenance intake is the one at which fat and lean stand still
        once adaptation has settled; water then comes back by up to about a kilogram.
    floor_kcal_d, ceiling_kcal_d : what the intake until the day must respect.
    activity_change, maintenance_activity_change : relative change of the activity constant
        until the day, and after it (-1 to 20).
    conditions : further keywords of `simulate`.

    Returns
    -------
    GoalIntake; a goal out of reach is a result (`reachable`), not an error.
    """
    if rule not in RULES:
        raise UnknownNameError("rule", rule, RULES)
    case = GoalCase.of(
        people, preset, weight_kg, by_day, activity_change, maintenance_activity_change, conditions
    )
    if rule == "niddk":
        reach = case.reach(None)
        reach, reachable = case.within(reach, floor_kcal_d, ceiling_kcal_d)
        maintain = case.planner_maintenance(reach)
    else:
        reach, maintain = case.settled()
        reach, reachable = case.within(reach, floor_kcal_d, ceiling_kcal_d)
    return case.result(reach, maintain, reachable)
