"""The goals of several people, solved together: the work behind `trophe.energy.goal`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trophe.checks import require_range
from trophe.energy.adult import Trajectory, simulate
from trophe.energy.body import Adults, baseline
from trophe.energy.presets import Preset
from trophe.energy.settled import (
    Tissue,
    maintenance_kcal_d,
    middle_of_keeping,
    settled_weight_kg,
    start_tissue,
)
from trophe.energy.solving import solve_rising
from trophe.evidence import constants

Floats = NDArray[np.float64]

TOLERANCE_KG: Final = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalIntake:
    """Intake to reach a weight by a day and then to keep it, and what comes of it. All (n,).

    `reach_kcal_d` until the day, `maintain_kcal_d` after it. `weight_at_goal_kg`,
    `fat_at_goal_kg`, `lean_at_goal_kg` (lean tissue in the preset's convention) are on the day;
    `weight_60d_after_kg` and `weight_730d_after_kg` later; `water_rebound_kg` is what comes
    back (or goes) within the 60 days. `reachable` is whether an intake within the given floor
    and ceiling leads to the goal; where none does, `reach_kcal_d` is at the floor (or ceiling),
    `nearest_weight_kg` is what that leads to by the day once settled, and `earliest_day` when
    the goal would be reached with it (NaN: not within five years). Where the way leaves the
    model's ground (lean tissue below half, BMI below 12) no weight is nearest: NaN.
    """

    reach_kcal_d: Floats
    maintain_kcal_d: Floats
    weight_at_goal_kg: Floats
    fat_at_goal_kg: Floats
    lean_at_goal_kg: Floats
    weight_60d_after_kg: Floats
    weight_730d_after_kg: Floats
    water_rebound_kg: Floats
    reachable: NDArray[np.bool_]
    nearest_weight_kg: Floats
    earliest_day: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalCase:
    """The goals of (n,) people, with everything broadcast."""

    people: Adults
    preset: Preset
    weight_kg: Floats
    by_day: NDArray[np.int64]
    activity: Floats
    later_activity: Floats
    conditions: Mapping[str, Any]

    @classmethod
    def of(
        cls,
        people: Adults,
        preset: Preset,
        weight_kg: ArrayLike,
        by_day: ArrayLike,
        activity: ArrayLike,
        later_activity: ArrayLike,
        conditions: Mapping[str, Any],
    ) -> "GoalCase":
        weight = require_range("weight_kg", weight_kg, 20, 400, hint="Weight is in kg.")
        day = require_range("by_day", by_day, 1, 3650)
        now = require_range("activity_change", activity, -1, 20)
        later = require_range("maintenance_activity_change", later_activity, -1, 20)
        shape = np.broadcast_shapes(people.shape, weight.shape, day.shape, now.shape, later.shape)
        flat = [np.broadcast_to(a, shape).ravel() for a in (weight, day, now, later)]
        return cls(
            people=flattened(people, shape),
            preset=preset.held(),
            weight_kg=flat[0],
            by_day=flat[1].astype(np.int64),
            activity=flat[2],
            later_activity=flat[3],
            conditions=conditions,
        )

    def reach(self, maintain: Floats | None) -> Floats:
        """Intake until the day: to the goal on it, or to the settled goal 60 days later."""
        return _reach(
            self.people,
            self.preset,
            self.weight_kg,
            self.by_day,
            maintain,
            (self.activity, self.later_activity),
            self.conditions,
        )

    def settled(self) -> tuple[Floats, Floats]:
        """Both intakes of the settled rule.

        On one Forbes curve the maintenance intake follows from the goal weight alone. Where
        protein or training move people off that curve it is solved again from where they land
        once that is done.
        """
        maintain = self.maintenance(self.weight_kg, start_tissue(self.people, self.preset))
        reach = self._leading_to(maintain)
        if _on_one_curve(self.preset, self.conditions):
            return reach, maintain
        landed = self.by_day + int(constants("weight_goals").settle)
        end = self.run(reach, maintain, landed)
        tissue = Tissue(fat_kg=_pick(end.fat_kg), lean_kg=_pick(end.lean_kg))
        again = self.maintenance(self.weight_kg, tissue)
        maintain = np.where(np.isfinite(again), again, maintain)
        return self._leading_to(maintain), maintain  # once more changes a thousandth of a kcal

    def _leading_to(self, maintain: Floats) -> Floats:
        """Intake until the day, for what comes after; 0 where no body of the goal's weight is."""
        exists = np.isfinite(maintain)
        found = self.reach(np.where(exists, maintain, 0.0))
        return np.where(exists, found, 0.0)

    def within(
        self, intake: Floats, floor: ArrayLike, ceiling: ArrayLike
    ) -> tuple[Floats, NDArray[np.bool_]]:
        """The intake held within its bounds, and whether it leads to the goal as it is.

        An answer at an end of the solver's bracket met no goal.
        """
        low, high = bracket(self.people, self.preset)
        held = np.clip(intake, floor, ceiling)
        inside = (intake > low + 1e-6) & (intake < high - 1e-6)
        return held, inside & (np.abs(held - intake) < 1e-6)

    def planner_maintenance(self, reach: Floats) -> Floats:
        """The planner's maintenance intake for the body on the day."""
        end = self.run(reach, reach, self.by_day)
        base, c = baseline(self.people, self.preset), self.preset
        beta = c.beta_tef + c.beta_at
        delta = base.delta_kcal_kg_d * (1 + self.later_activity)
        resting = c.gamma_lean * _pick(end.lean_kg) + c.gamma_fat * _pick(end.fat_kg)
        fixed = base.offset_kcal_d - beta * base.intake_kcal_d
        return np.asarray((fixed + resting + delta * _pick(end.weight_kg)) / (1 - beta))

    def run(self, reach: Floats, maintain: Floats, days: NDArray[np.int64]) -> Trajectory:
        """States on each person's own days, (n,) or (n, k); shape (n, k).

        Where nothing keeps the weight (NaN) nothing is eaten: the run then stops on its day.
        """
        maintain = np.where(np.isfinite(maintain), maintain, 0.0)
        return _simulate_two_stretches(
            self.people,
            self.preset,
            reach,
            maintain,
            self.by_day,
            (self.activity, self.later_activity),
            days,
            self.conditions,
        )

    def result(self, reach: Floats, maintain: Floats, reachable: NDArray[np.bool_]) -> GoalIntake:
        """The solution with what comes of it."""
        nearest, earliest = self.weight_kg, self.by_day.astype(np.float64)
        if not reachable.all():
            end = self.run(reach, reach, self.by_day)
            body = Tissue(fat_kg=_pick(end.fat_kg), lean_kg=_pick(end.lean_kg))
            nearest = np.where(reachable, nearest, self.settled_weight(body))
            earliest = np.where(reachable, earliest, self.earliest_day(reach))
            maintain = np.where(reachable, maintain, self.maintenance(nearest, body))
        goals = constants("weight_goals")
        later = np.array([0, int(goals.settle), int(goals.shown_after)])
        run = self.run(reach, maintain, self.by_day[:, None] + later)
        grounded = np.isfinite(run.weight_kg).all(axis=-1)
        return GoalIntake(
            reach_kcal_d=reach,
            maintain_kcal_d=maintain,
            weight_at_goal_kg=run.weight_kg[..., 0],
            fat_at_goal_kg=run.fat_kg[..., 0],
            lean_at_goal_kg=run.lean_kg[..., 0],
            weight_60d_after_kg=run.weight_kg[..., 1],
            weight_730d_after_kg=run.weight_kg[..., 2],
            water_rebound_kg=run.weight_kg[..., 1] - run.weight_kg[..., 0],
            reachable=reachable & grounded,
            nearest_weight_kg=np.where(grounded, nearest, np.nan),
            earliest_day=np.where(grounded, earliest, np.nan),
        )

    def maintenance(self, weight_kg: Floats, body: Tissue) -> Floats:
        """The intake that keeps a weight, on the Forbes curve through a body."""
        return maintenance_kcal_d(
            self.people,
            weight_kg,
            preset=self.preset,
            day=middle_of_keeping(self.by_day),
            activity_change=self.later_activity,
            carbohydrate_share=self.conditions.get("carbohydrate_share"),
            curve=body,
        )

    def settled_weight(self, body: Tissue) -> Floats:
        """The weight at which bodies of this fat and lean settle."""
        return settled_weight_kg(
            self.people,
            body,
            preset=self.preset,
            day=middle_of_keeping(self.by_day),
            activity_change=self.later_activity,
            carbohydrate_share=self.conditions.get("carbohydrate_share"),
        )

    def earliest_day(self, intake: Floats) -> Floats:
        """First day on which the settled weight reaches the goal under an intake; NaN: never."""
        days = np.arange(0, int(constants("weight_goals").search) + 1, 7)
        run = simulate(
            self.people,
            self.preset,
            days=days,
            intake_kcal_d=intake[:, None],
            activity_change=self.activity[:, None],
            keep=("fat_kg", "lean_kg"),
            **self.conditions,
        )
        settled = self.settled_weight(Tissue(fat_kg=run.fat_kg.T, lean_kg=run.lean_kg.T))
        losing = self.weight_kg < self.people.weight_kg
        there = np.where(losing, settled <= self.weight_kg, settled >= self.weight_kg)
        return np.where(there.any(axis=0), days[there.argmax(axis=0)], np.nan)


def _reach(
    people: Adults,
    preset: Preset,
    target_kg: Floats,
    by_day: NDArray[np.int64],
    maintain: Floats | None,
    activity: tuple[Floats, Floats],
    conditions: Mapping[str, Any],
) -> Floats:
    """Intake until the day for a weight on it, or 60 days on when `maintain` follows it."""
    settle = int(constants("weight_goals").settle)
    days = by_day if maintain is None else by_day + settle

    def weight(intake: Floats) -> Floats:
        later = intake if maintain is None else np.broadcast_to(maintain, intake.shape)
        run = _simulate_two_stretches(
            people, preset, intake, later, by_day, activity, days, conditions
        )
        return run.weight_kg[..., 0]

    low, high = bracket(people, preset)
    return solve_rising(weight, low, high, target_kg, tolerance=TOLERANCE_KG)


def bracket(people: Adults, preset: Preset) -> tuple[Floats, Floats]:
    """The intakes between which answers are looked for."""
    need = people.pal * baseline(people, preset).ree_kcal_d
    high = np.minimum(constants("weight_goals").high_intake_factor * need, 20000.0)
    return np.zeros_like(high), high


def _simulate_two_stretches(
    people: Adults,
    preset: Preset,
    first: Floats,
    second: Floats,
    switch: NDArray[np.int64],
    activity: tuple[Floats, Floats],
    days: NDArray[np.int64],
    conditions: Mapping[str, Any],
) -> Trajectory:
    """One intake until a day, another from then on; each person's own days are kept, (…, n, k)."""
    wanted, place = np.unique(days, return_inverse=True)
    place = place.reshape(len(days), -1)
    is_later = np.arange(int(wanted[-1]) + 1) >= switch[:, None]
    if (first is second or (first == second).all()) and (activity[0] == activity[1]).all():
        is_later = is_later[:, :1]  # one value for all days
    run = simulate(
        people,
        preset,
        days=wanted,
        intake_kcal_d=np.where(is_later, second[..., None], first[..., None]),
        activity_change=np.where(is_later, activity[1][:, None], activity[0][:, None]),
        keep=("weight_kg", "fat_kg", "lean_kg"),
        **conditions,
    )
    return _own_days(run, place)


def _own_days(run: Trajectory, place: NDArray[np.intp]) -> Trajectory:
    """The days that belong to each person, out of all kept days."""

    def own(states: Floats) -> Floats:
        index = np.broadcast_to(place, (*states.shape[:-1], place.shape[-1]))
        return np.take_along_axis(states, index, axis=-1)

    return Trajectory(
        day=run.day,
        baseline=run.baseline,
        preset=run.preset,
        weight_kg=own(run.weight_kg),
        fat_kg=own(run.fat_kg),
        lean_kg=own(run.lean_kg),
        glycogen_kg=run.glycogen_kg,
        fluid_kg=run.fluid_kg,
        adaptive_kcal_d=run.adaptive_kcal_d,
        fluid_factor=run.fluid_factor,
        stopped_day=run.stopped_day,
    )


def _pick(states: Floats) -> Floats:
    """(n, 1) to (n,)."""
    return states[..., 0]


def flattened(people: Adults, shape: tuple[int, ...]) -> Adults:
    """The people as (n,) arrays."""
    names = people.__dataclass_fields__
    wide = {n: np.broadcast_to(getattr(people, n), shape).ravel() for n in names}
    return people.with_(**wide)


def _on_one_curve(preset: Preset, conditions: Mapping[str, Any]) -> bool:
    """Whether fat and lean stay on one Forbes curve: nothing is told that moves lean tissue."""
    told = conditions.get("protein_g_kg_d"), conditions.get("training")
    return not preset.shifts_lean or (told[0] is None and not np.any(told[1] or 0))
