"""The forecast of a plan for one person, with bands, and the day on which the goal is reached.

Each draw looks like the person on paper and eats what the plan says, as far as people do. Who
reaches the goal earlier or later than the estimate switches to holding on their own day, as the
plan does (P19).
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from trophe.energy import (
    Adults,
    Band,
    Baseline,
    Preset,
    Trajectory,
    Unknowns,
    aged_kcal_d,
    baseline,
    ensemble,
    middle_of_keeping,
    simulate,
)
from trophe.evidence import constants
from trophe.person import weight_at_bmi_kg
from trophe.plan.course import HIGHEST, LOWEST, REACHED
from trophe.plan.draft import Draft
from trophe.plan.history import errors_of
from trophe.plan.lean import told_to_draws
from trophe.plan.need import model_person
from trophe.plan.steady import steady_intake_kcal_d
from trophe.safety import Traits, lowest_bmi, rule

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

ENDS: Final = (REACHED, LOWEST, HIGHEST)
PARTS: Final = ("weight_kg", "fat_kg", "ffm_kg", "ffm_change_kg", "tissue_kg", "water_kg")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Bands by part of the body, and each draw's day of reaching the goal (NaN: not in time).

    `reached_day` is None where there is no weight to reach. `lean_kg` (day,) is fat-free mass
    without shifts of water, in the middle, by food alone.
    """

    bands: dict[str, Band]
    reached_day: Floats | None
    lean_kg: Floats


def spread_of(
    draft: Draft,
    preset: Preset,
    *,
    days: int,
    draws: int,
    seed: int,
    added_kg: Floats | None = None,
) -> Spread:
    """Bands over days 0..`days` of a draft that has a course.

    `added_kg` (draw, day) is muscle that other things than food take or give. The lean tissue of
    the spread is without it.
    """
    assert draft.course is not None
    person = model_person(draft.case.person)
    people, unknown = ensemble(
        person, draws, seed, errors_of(draft.case.person, draft.case.history), preset
    )
    told = _told(draft, days)
    eaten = _eaten(told, draft, unknown)
    care = told_to_draws(draft.case.lean_care(preset), unknown)
    run = _simulate(people, preset, eaten, unknown, care)
    reached = _reached_day(draft, run, unknown)
    ended = np.fmin(reached, _bound_day(draft, run))
    if np.isfinite(ended).any():
        eaten = _held_from(people, preset, run, eaten, ended, draft)
        run = _simulate(people, preset, eaten, unknown, care)
    parts = {
        "weight_kg": run.weight_kg,
        "fat_kg": run.fat_kg,
        "ffm_kg": run.ffm_kg,
        "ffm_change_kg": run.ffm_kg - run.ffm_kg[:, :1],
        "tissue_kg": run.tissue_change_kg,
        "water_kg": run.water_change_kg,
    }
    own = {name: values[1:] for name, values in parts.items()}
    lean_kg = np.median(own["ffm_kg"], axis=0) - np.median(own["water_kg"], axis=0)
    if added_kg is not None:
        own |= _with_muscle(own, added_kg, preset)
    bands = {name: Band.of(values) for name, values in own.items()}
    targeted = draft.tissue_goal_kg is not None and draft.proposal.direction != 0
    return Spread(bands=bands, reached_day=reached[1:] if targeted else None, lean_kg=lean_kg)


def _with_muscle(own: dict[str, Floats], added_kg: Floats, preset: Preset) -> dict[str, Floats]:
    """The parts that muscle from elsewhere changes; the energy that it holds comes from fat."""
    from_fat_kg = added_kg * preset.rho_lean / preset.rho_fat
    return {
        "weight_kg": own["weight_kg"] + added_kg - from_fat_kg,
        "fat_kg": np.maximum(own["fat_kg"] - from_fat_kg, 0.0),
        "ffm_kg": own["ffm_kg"] + added_kg,
        "ffm_change_kg": own["ffm_change_kg"] + added_kg,
        "tissue_kg": own["tissue_kg"] + added_kg - from_fat_kg,
    }


def _told(draft: Draft, days: int) -> Floats:
    """What the plan says to eat by day, as if its end were never reached.

    The day on which the estimate reaches the goal, or a lowest or highest weight, is not
    everybody's day: who is not there yet goes on with what came before.
    """
    course = draft.course
    assert course is not None
    told = course.intake_kcal_d[: days + 1].copy()
    changing = np.flatnonzero(course.kind[: days + 1] == course.kind[0])
    if draft.proposal.direction and draft.why is not None:
        ends = np.isin(draft.why[: days + 1], ENDS)
        told[ends] = course.intake_kcal_d[changing[-1]]
    return told


def _eaten(told: Floats, draft: Draft, unknown: Unknowns) -> Floats:
    """What each draw eats, (draw, day): on average not quite what it is told."""
    need, extra = draft.need.tee_kcal_d, draft.need.extra_kcal_d
    assert need is not None
    change = told - need
    eaten = told * unknown.intake[:, None] + change * unknown.adherence[:, None] - extra
    return np.maximum(eaten, 0.0)


def _simulate(
    people: Adults, preset: Preset, eaten: Floats, unknown: Unknowns, care: dict[str, Any]
) -> Trajectory:
    return simulate(
        people,
        preset,
        days=eaten.shape[1] - 1,
        intake_kcal_d=eaten,
        **(unknown.factors | care),
    )


def _reached_day(draft: Draft, run: Trajectory, unknown: Unknowns) -> Floats:
    """(draw,) first day on which each draw's tissue has changed as far as the goal needs.

    NaN without a goal, and for who does not reach it in time. What water adds to the way
    differs between draws.
    """
    goal, target = draft.tissue_goal_kg, draft.case.goal.target_weight_kg
    if goal is None or target is None or not draft.proposal.direction:
        return np.full(run.weight_kg.shape[0], np.nan)
    water = target - draft.case.person.weight_kg - goal
    own_goal = (goal + water - water * unknown.factors["fluid_factor"])[:, None]
    change = run.tissue_change_kg
    return _first(change <= own_goal if draft.proposal.direction < 0 else change >= own_goal)


def _bound_day(draft: Draft, run: Trajectory) -> Floats:
    """(draw,) first day at the weight where every plan to lose or to gain ends; NaN: not there."""
    person, margin = draft.case.person, constants("plan_choices").stop_margin
    if draft.proposal.direction < 0:
        least = float(lowest_bmi(Traits.of(person), person.age_y)) * (1 + margin)
        return _first(run.weight_kg < weight_at_bmi_kg(person, least))
    if draft.proposal.direction > 0:
        most = rule("P17").bmi_max * (1 - margin)
        return _first(run.weight_kg >= weight_at_bmi_kg(person, most))
    return np.full(run.weight_kg.shape[0], np.nan)


def _first(there: NDArray[np.bool_]) -> Floats:
    """(draw,) first day, after today, on which a flag is set; NaN where none is."""
    later = there.copy()
    later[:, 0] = False
    return np.where(later.any(axis=1), later.argmax(axis=1), np.nan)


def _held_from(
    people: Adults,
    preset: Preset,
    run: Trajectory,
    eaten: Floats,
    ended: Floats,
    draft: Draft,
) -> Floats:
    """Intakes with each draw's own holding intake from its day on."""
    held = eaten.copy()
    base = baseline(people, preset)
    index = np.flatnonzero(np.isfinite(ended))
    day = ended[index].astype(np.int64)
    own = Baseline(**{f: _at(getattr(base, f), index) for f in Baseline.__dataclass_fields__})
    hold = steady_intake_kcal_d(
        own,
        preset,
        fat_kg=run.fat_kg[index, day],
        lean_kg=run.lean_kg[index, day],
        dry_kg=draft.case.person.weight_kg - own.fat_kg - own.lean_kg,
        aged_kcal_d=aged_kcal_d(people, preset, 1.0)[index] * middle_of_keeping(day),
    )
    after = np.arange(held.shape[1]) >= day[:, None]
    held[index] = np.where(after, hold[:, None], held[index])
    return held


def _at(values: NDArray[Any], index: NDArray[np.intp]) -> NDArray[Any]:
    return np.asarray(values[index] if np.ndim(values) else values)
