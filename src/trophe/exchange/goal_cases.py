"""Batches of weight goals: a CSV of people and goals in, intakes to reach and keep them out."""

from pathlib import Path
from typing import Final

import numpy as np

from trophe.energy import (
    PRESETS,
    Adults,
    GoalIntake,
    baseline,
    intake_for_target,
)
from trophe.energy.goal import RULES
from trophe.errors import InputError, UnknownNameError
from trophe.exchange.tables import (
    Row,
    Table,
    clear,
    number,
    printed,
    read_table,
    refuse,
    sex_share,
    whole_number,
    write_table,
)

REQUIRED: Final = (
    "sex",
    "age_y",
    "height_m",
    "weight0_kg",
    "pal",
    "goal_weight_kg",
    "goal_days",
)
OUTPUTS: Final = (
    "baseline_maintenance_kcal_d",
    "intake_to_reach_goal_kcal_d",
    "intake_to_maintain_goal_kcal_d",
    "weight_at_goal_kg",
    "fat_at_goal_kg",
    "ffm_without_water_shifts_at_goal_kg",
)
SETTLED_OUTPUTS: Final = ("weight_60d_after_kg", "weight_730d_after_kg", "water_rebound_kg")
CHUNK: Final = 256  # goals solved together
MISSED_KG: Final = 0.01

# The planner's equations serve both rules, so that the two answers can be compared.
MODEL: Final = PRESETS["niddk"]

Numbers = dict[str, float]


def solve_goal_cases(source: Path, target: Path, rule: str) -> Table:
    """Reads goals, solves them by a rule, writes them with their intakes.

    `rule` is "niddk" (the planner's) or "settled" (the weight that stays); see
    `trophe.energy.intake_for_target`. Returns the table as written; `bad_rows` are those with
    an error. Raises InputError when the file cannot be used or written.
    """
    if rule not in RULES:
        raise UnknownNameError("preset", rule, RULES)
    outputs = OUTPUTS + (SETTLED_OUTPUTS if rule == "settled" else ())
    table = read_table(source, REQUIRED)
    clear(table, outputs)
    ready: list[tuple[Row, Numbers]] = []
    for row in table.rows:
        if row.error:
            continue
        try:
            ready.append((row, _goal(row)))
        except InputError as error:
            refuse([row], error)
    for start in range(0, len(ready), CHUNK):
        _solve(ready[start : start + CHUNK], rule, outputs)
    write_table(target, table, outputs)
    return table


def _goal(row: Row) -> Numbers:
    """The numbers of a goal, each checked as the solver wants them."""
    cells = row.cells
    goal = {
        "male": sex_share(cells),
        "age_y": number(cells, "age_y"),
        "height_m": number(cells, "height_m"),
        "weight_kg": number(cells, "weight0_kg"),
        "pal": number(cells, "pal"),
        "carbohydrate_share": number(cells, "carb_frac", MODEL.carbohydrate_share),
        "goal_weight_kg": number(cells, "goal_weight_kg"),
        "goal_days": float(whole_number(cells, "goal_days", 1, 3650)),
        "activity": number(cells, "activity_change_pct", 0.0) / 100,
        "later_activity": number(cells, "maintenance_activity_change_pct", 0.0) / 100,
    }
    if not 20 <= goal["goal_weight_kg"] <= 400:
        raise InputError(
            "goal_weight_kg", f"goal_weight_kg = {goal['goal_weight_kg']:g} is outside 20 to 400"
        )
    for name in ("activity", "later_activity"):
        if not -1 <= goal[name] <= 20:
            raise InputError(name, f"{name} change of {goal[name]:.0%} is outside -100 to 2000 %")
    baseline(_people([goal]), MODEL)
    return goal


def _people(goals: list[Numbers]) -> Adults:
    """The people behind goals, (n,)."""
    names = ("male", "age_y", "height_m", "weight_kg", "pal", "carbohydrate_share")
    return Adults.of(**{name: np.array([g[name] for g in goals]) for name in names})


def _solve(ready: list[tuple[Row, Numbers]], rule: str, outputs: tuple[str, ...]) -> None:
    """Solves goals together and fills their rows."""
    goals = [goal for _, goal in ready]
    column = {name: np.array([g[name] for g in goals]) for name in goals[0]}
    people = _people(goals)
    found = intake_for_target(
        people,
        column["goal_weight_kg"],
        column["goal_days"],
        preset=MODEL,
        rule=rule,
        activity_change=column["activity"],
        maintenance_activity_change=column["later_activity"],
    )
    need = baseline(people, MODEL).intake_kcal_d
    for i, (row, goal) in enumerate(ready):
        met = found.weight_60d_after_kg[i] if rule == "settled" else found.weight_at_goal_kg[i]
        if not abs(met - goal["goal_weight_kg"]) <= MISSED_KG:
            refuse([row], "no intake leads to this weight by that day")
            continue
        row.cells.update(
            {k: printed(v) for k, v in zip(outputs, _figures(found, need, i), strict=False)}
        )


def _figures(found: GoalIntake, need: np.ndarray, i: int) -> tuple[float, ...]:
    """The figures of one goal, in the order of the outputs."""
    return (
        float(need[i]),
        float(found.reach_kcal_d[i]),
        float(found.maintain_kcal_d[i]),
        float(found.weight_at_goal_kg[i]),
        float(found.fat_at_goal_kg[i]),
        float(found.lean_at_goal_kg[i]),
        float(found.weight_60d_after_kg[i]),
        float(found.weight_730d_after_kg[i]),
        float(found.water_rebound_kg[i]),
    )
