"""From a wish to what the rules say of it: the course it would take, and the guard's verdict.

One code path for one person and for thousands: cases go through the model together and through
the guard one by one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from trophe.energy import (
    Preset,
    baseline,
    intake_for_rate,
    intake_to_reach,
    maintenance_kcal_d,
)
from trophe.person import Condition, Person
from trophe.plan.course import NEVER, Courses, Wish, run_courses
from trophe.plan.goal import Goal
from trophe.plan.history import History, heard, told_need
from trophe.plan.lean import LeanCare, lean_care, told
from trophe.plan.need import Crowd, Need
from trophe.plan.steady import tissue_to_reach_kg
from trophe.safety import (
    GAIN,
    HOLD,
    LOSE,
    Body,
    Course,
    Effect,
    Finding,
    Proposal,
    Traits,
    Verdict,
    floor_kcal_d,
    judge,
    rule,
    whole_kcal_up,
)
from trophe.units import DAYS_PER_WEEK

if TYPE_CHECKING:
    from trophe.muscle import Exposure

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A person, what they want, and the protein they chose (None: ours).

    `protein_before_g_kg_d` is what they ate so far (None: as adults usually do);
    `starts_training` says that resistance training begins with the plan; `history` is what
    happened until today, which `person` (see `trophe.plan.history.seen`) already allows for.
    `exposures` are what takes or keeps muscle, on days of which `exposures_day` is today.
    """

    person: Person
    goal: Goal
    protein_g_kg_d: float | None = None
    protein_before_g_kg_d: float | None = None
    starts_training: bool = False
    history: History | None = None
    exposures: "tuple[Exposure, ...]" = ()
    exposures_day: int = 0

    @property
    def trains_by_exposure(self) -> bool:
        """Whether training is told as an exposure, which the muscle model counts alone."""
        return any(
            e.is_training and (e.end_day is None or e.end_day > self.exposures_day)
            for e in self.exposures
        )

    def lean_care(self, preset: Preset) -> LeanCare:
        """What the plan does for lean tissue."""
        return lean_care(
            self.person,
            self.goal.direction(self.person),
            preset,
            protein_g_kg_d=self.protein_g_kg_d,
            protein_before_g_kg_d=self.protein_before_g_kg_d,
            starts_training=self.starts_training,
            trains=not self.trains_by_exposure,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A case thought through: its course (None where none is drawn) and the verdict.

    `why` (day,) holds the reason of each day's phase (see `course`). `floor_kcal_d` is today's
    lowest calorie goal, None below 18 y. `keep_kcal_d` is what keeps the target weight, None
    without one. `tissue_goal_kg` is the change of tissue at which the target is reached.
    """

    case: Case
    need: Need
    proposal: Proposal
    verdict: Verdict
    course: Course | None
    why: Ints | None
    weight_kg: Floats | None
    floor_kcal_d: float | None
    tissue_goal_kg: float | None


def draft_many(cases: Sequence[Case], preset: Preset, days: int) -> list[Draft]:
    """Drafts of many cases, in their order; courses over days 0..`days`.

    Raises InputError for a goal that contradicts itself; an unsafe goal is a verdict.
    """
    directions = [case.goal.direction(case.person) for case in cases]
    drawn = [i for i, case in enumerate(cases) if _has_forecast(case.person)]
    drafts: dict[int, Draft] = {}
    if drawn:
        some = [cases[i] for i in drawn]
        ways = np.asarray([directions[i] for i in drawn], dtype=np.int64)
        courses, goals = _courses(some, ways, preset, days)
        for place, i in enumerate(drawn):
            drafts[i] = _drawn(cases[i], directions[i], courses, place, goals[place])
    for i, case in enumerate(cases):
        if i not in drafts:
            drafts[i] = _without_forecast(case, directions[i], days)
    return [drafts[i] for i in range(len(cases))]


def _has_forecast(person: Person) -> bool:
    """Whether a course is drawn: adults who are not pregnant (P01, P02)."""
    return person.is_adult and Condition.PREGNANT not in person.conditions


def _courses(
    cases: Sequence[Case], direction: Ints, preset: Preset, days: int
) -> tuple[Courses, Floats]:
    """The courses of cases with a forecast, and their tissue goals (NaN: none)."""
    crowd = Crowd.of([case.person for case in cases])
    start = _start_intakes(cases, crowd, direction, preset)
    tissue_goal = _tissue_goals(cases, crowd, preset)
    by_day = np.asarray([c.goal.by_day or NEVER for c in cases], dtype=np.int64)
    by_day = np.where(direction == 0, NEVER, by_day)
    wish = Wish(
        kind=np.select([direction < 0, direction > 0], [LOSE, GAIN], HOLD),
        intake_kcal_d=_rounded(start, direction),
        tissue_goal_kg=tissue_goal,
        by_day=by_day,
        lean=tuple(case.lean_care(preset) for case in cases),
    )
    wish = _held_at_floor(crowd, wish)
    return run_courses(crowd, preset, wish, days), tissue_goal


def _start_intakes(cases: Sequence[Case], crowd: Crowd, direction: Ints, preset: Preset) -> Floats:
    """What to eat at first, before rounding: for the rate, for the target, or the need.

    A rate is what the diet takes: lean tissue that protein and training add on the way is not
    dieted away again. A target is what the scale shows, so that it counts there.
    """
    rate = np.asarray([case.goal.rate_kg_week or 0.0 for case in cases])
    intake = crowd.need_kcal_d.copy()
    extra = crowd.extra_kcal_d[:, 0]
    paced = np.flatnonzero((direction != 0) & (rate != 0))
    if paced.size:
        adults = crowd.take(paced).adults
        found = intake_for_rate(adults, rate[paced], preset=preset)
        intake[paced] = found + extra[paced]
    timed = np.flatnonzero((direction != 0) & (rate == 0))
    if timed.size:
        adults = crowd.take(timed).adults
        weight = np.asarray([cases[int(i)].goal.target_weight_kg for i in timed], dtype=np.float64)
        by_day = np.asarray([cases[int(i)].goal.by_day for i in timed], dtype=np.int64)
        change_days = _days_of_change(by_day, direction[timed] < 0)
        cares = [cases[int(i)].lean_care(preset) for i in timed]
        found = intake_to_reach(adults, weight, change_days, preset=preset, **told(cares))
        intake[timed] = found + extra[timed]
    return intake


def _tissue_goals(cases: Sequence[Case], crowd: Crowd, preset: Preset) -> Floats:
    """Change of tissue at which each target weight is reached and stays; NaN without a target."""
    goals = np.full(len(cases), np.nan)
    wanted = np.flatnonzero([case.goal.target_weight_kg is not None for case in cases])
    if wanted.size:
        adults = crowd.take(wanted).adults
        weight = np.asarray([cases[int(i)].goal.target_weight_kg for i in wanted], dtype=np.float64)
        keep = maintenance_kcal_d(adults, weight, preset=preset)
        base = baseline(adults, preset)
        goals[wanted] = tissue_to_reach_kg(adults, base, preset, weight, keep)
    return goals


def _days_of_change(by_day: Ints, losing: NDArray[np.bool_]) -> Ints:
    """Days on which weight changes until a day: all of them, less the rests from losing (P19).

    A rest holds the tissue, so that losing over 300 days with a rest of 14 takes what losing
    over 286 days does; the course then ends within 0.1 kg of the goal.
    """
    stretch, rest = int(rule("P19").deficit_days), int(rule("P19").break_days)
    whole, left = np.divmod(by_day, stretch + rest)
    rests = whole * rest + np.maximum(left - stretch, 0)
    return np.where(losing, by_day - rests, by_day)


def _held_at_floor(crowd: Crowd, wish: Wish) -> Wish:
    """Who only holds never starts below the floor (P07), however small the need."""
    zero = np.zeros(1, dtype=np.int64)
    body = crowd.body(zero, crowd.weight_kg, crowd.adults.fat_kg[:, None])
    floor = whole_kcal_up(floor_kcal_d(crowd.traits, body))[:, 0]
    raised = np.maximum(wish.intake_kcal_d, floor)
    return _with_intake(wish, np.where(wish.kind == HOLD, raised, wish.intake_kcal_d))


def _with_intake(wish: Wish, intake_kcal_d: Floats) -> Wish:
    return replace(wish, intake_kcal_d=intake_kcal_d)


def _rounded(intake: Floats, direction: Ints) -> Floats:
    """Whole kcal, always to the side of the smaller change."""
    return np.select(
        [direction < 0, direction > 0], [np.ceil(intake), np.floor(intake)], np.round(intake)
    )


def _drawn(
    case: Case, direction: int, courses: Courses, place: int, tissue_goal_kg: float
) -> Draft:
    """The draft of a case with a course."""
    body = courses.body_of(place)
    course = Course(kind=courses.kind[place], intake_kcal_d=courses.intake_kcal_d[place], body=body)
    today = Body(**{f: getattr(body, f)[0] for f in Body.__dataclass_fields__})
    return _judged(
        case,
        direction,
        today,
        course,
        why=courses.why[place],
        weight_kg=courses.weight_kg[place],
        tissue_goal_kg=None if np.isnan(tissue_goal_kg) else float(tissue_goal_kg),
    )


def _without_forecast(case: Case, direction: int, days: int) -> Draft:
    """The draft of a child, or of a pregnant woman: what is needed, and no course of weight."""
    person = case.person
    if not person.is_adult:
        return _judged(case, direction, None, None)
    crowd = Crowd.of([person])
    day = np.zeros(1, dtype=np.int64)
    body = crowd.body(day, crowd.weight_kg, crowd.adults.fat_kg[:, None])
    today = Body(
        **{f: np.asarray(getattr(body, f)).reshape(-1)[0] for f in Body.__dataclass_fields__}
    )
    floor = float(whole_kcal_up(floor_kcal_d(Traits.of(person), today)))
    intake = max(float(np.round(crowd.need_kcal_d[0])), floor)
    whole = Body(
        **{f: np.full(days + 1, float(getattr(today, f))) for f in Body.__dataclass_fields__}
    )
    course = Course(
        kind=np.full(days + 1, HOLD), intake_kcal_d=np.full(days + 1, intake), body=whole
    )
    return _judged(case, direction, today, course)


def _judged(
    case: Case,
    direction: int,
    today: Body | None,
    course: Course | None,
    *,
    why: Ints | None = None,
    weight_kg: Floats | None = None,
    tissue_goal_kg: float | None = None,
) -> Draft:
    """The proposal of a case and the guard's word on it."""
    person, goal = case.person, case.goal
    proposal = Proposal(
        direction=direction,
        rate_kg_week=_rate_kg_week(case, direction),
        target_weight_kg=goal.target_weight_kg if direction else None,
        label=goal.label,
        body=today,
        course=course,
        protein_g_kg_d=case.protein_g_kg_d,
    )
    floor = None if today is None else float(whole_kcal_up(floor_kcal_d(Traits.of(person), today)))
    return Draft(
        case=case,
        need=told_need(person, case.history),
        proposal=proposal,
        verdict=heard(judge(person, proposal), case.history, direction),
        course=course,
        why=why,
        weight_kg=weight_kg,
        floor_kcal_d=floor,
        tissue_goal_kg=tissue_goal_kg,
    )


def _rate_kg_week(case: Case, direction: int) -> float:
    """The weekly rate asked for; for a target by a day, the average that it takes."""
    goal = case.goal
    if not direction:
        return 0.0
    if goal.rate_kg_week is not None:
        return goal.rate_kg_week
    assert goal.target_weight_kg is not None
    assert goal.by_day is not None
    return (goal.target_weight_kg - case.person.weight_kg) * DAYS_PER_WEEK / goal.by_day


def reasons(draft: Draft) -> tuple[Finding, ...]:
    """Why a draft was refused, most important first; empty when it was not."""
    return draft.verdict.with_effect(Effect.REFUSE)
