"""The course of a plan: which phase, what intake, what body on every day, for many people at once.

A course starts with one intake and is then run through the adult model. On the first day on
which a rule or the goal says so, the phase changes, and the course is run on from there: a
rest after six months (P19), a slower pace once body mass index falls below 25 or on the 65th
birthday (P06), more food where the floor rises or the largest cut shrinks (P07, P09),
holding at the goal, at the lowest weight (P04, P05) or below BMI 30 (P17), and a little less
food where a weight has been held for two years and age takes less.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from trophe.energy import (
    Baseline,
    Preset,
    aged_kcal_d,
    baseline,
    middle_of_keeping,
    simulate,
)
from trophe.evidence import constants
from trophe.plan.lean import LeanCare, told
from trophe.plan.need import Crowd
from trophe.plan.steady import steady_intake_kcal_d
from trophe.safety import (
    GAIN,
    HOLD,
    LOSE,
    REST,
    Body,
    Traits,
    floor_kcal_d,
    lowest_bmi,
    most_deficit_kcal_d,
    most_loss_kg_week,
    rule,
    whole_kcal_up,
)
from trophe.safety.limits import KCAL_HAIR
from trophe.units import DAYS_PER_WEEK

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

START, REACHED, LOWEST, RESTING, RESUMED, SLOWER, FLOOR, CUT, TOO_SMALL, HIGHEST, AGED = range(11)
"""Why a phase began."""

NEVER: Final = np.iinfo(np.int64).max
MOST_PHASES: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What each person's course sets out to do; (person,) each.

    kind : HOLD, LOSE or GAIN. intake_kcal_d : intake to start with, what is told to the person.
    tissue_goal_kg : change of fat and lean tissue at which the goal is reached, NaN without one.
    by_day : day on which the goal is due; NEVER for a weekly rate. Such a course is not slowed
    down on the way: the guard judges it as it is.
    lean : what the plan does for lean tissue.
    """

    kind: Ints
    intake_kcal_d: Floats
    tissue_goal_kg: Floats
    by_day: Ints
    lean: tuple[LeanCare, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Courses:
    """Courses of many people, (person, day) over days 0 to the last."""

    kind: Ints
    intake_kcal_d: Floats
    why: Ints
    weight_kg: Floats
    fat_kg: Floats
    tissue_kg: Floats
    body: Body

    def body_of(self, person: int) -> Body:
        """One person's body, (day,)."""
        return Body(**{f: getattr(self.body, f)[person] for f in Body.__dataclass_fields__})


def run_courses(crowd: Crowd, preset: Preset, wish: Wish, days: int) -> Courses:
    """Every person's course over days 0..`days`."""
    walk = _Walk.start(crowd, preset, wish, days)
    walk.simulate(np.arange(wish.kind.size))
    for _ in range(MOST_PHASES):
        moved = walk.next_phases()
        if not moved.size:
            break
        walk.simulate(moved)
    return walk.courses()


@dataclass(slots=True)
class _Walk:
    """The courses as far as they are drawn."""

    crowd: Crowd
    preset: Preset
    base: Baseline
    wish: Wish
    day: Ints
    kind: Ints
    intake: Floats
    why: Ints
    weight: Floats
    fat: Floats
    lean: Floats
    begun: Ints  # first day of the last phase
    losing_since: Ints  # first day of the last stretch of losing
    losing_intake: Floats

    @property
    def ages(self) -> bool:
        """Whether the preset lets expenditure fall with age."""
        return bool(self.preset.ageing_kcal_d_y)

    @classmethod
    def start(cls, crowd: Crowd, preset: Preset, wish: Wish, days: int) -> "_Walk":
        people = wish.kind.size
        full = (people, days + 1)
        return cls(
            crowd=crowd,
            preset=preset,
            base=_spread(baseline(crowd.adults, preset), people),
            wish=wish,
            day=np.arange(days + 1),
            kind=np.broadcast_to(wish.kind[:, None], full).copy(),
            intake=np.broadcast_to(wish.intake_kcal_d[:, None], full).copy(),
            why=np.full(full, START),
            weight=np.empty(full),
            fat=np.empty(full),
            lean=np.empty(full),
            begun=np.zeros(people, dtype=np.int64),
            losing_since=np.zeros(people, dtype=np.int64),
            losing_intake=wish.intake_kcal_d.copy(),
        )

    def simulate(self, index: NDArray[np.intp]) -> None:
        """Run some of the people through the model with their intakes as they stand."""
        some = self.crowd.take(index)
        eaten = np.maximum(self.intake[index] - some.extra_kcal_d, 0.0)
        run = simulate(
            some.adults,
            self.preset,
            days=int(self.day[-1]),
            intake_kcal_d=eaten,
            keep=("weight_kg", "fat_kg", "lean_kg"),
            **told([self.wish.lean[i] for i in index]),
        )
        self.weight[index], self.fat[index] = run.weight_kg, run.fat_kg
        self.lean[index] = run.lean_kg

    def courses(self) -> Courses:
        """What was drawn."""
        tissue = self.fat + self.lean
        return Courses(
            kind=self.kind,
            intake_kcal_d=self.intake,
            why=self.why,
            weight_kg=self.weight,
            fat_kg=self.fat,
            tissue_kg=tissue - tissue[:, :1],
            body=self.crowd.body(self.day, self.weight, self.fat),
        )

    def next_phases(self) -> NDArray[np.intp]:
        """Begin the next phase of everybody whose course asks for one; who they are."""
        body = self.crowd.body(self.day, self.weight, self.fat)
        first, why = self._first_event(body)
        index = np.flatnonzero(first <= self.day[-1])
        for person in index:
            self._begin(int(person), int(first[person]), int(why[person]), body)
        return index

    def _first_event(self, body: Body) -> tuple[Ints, Ints]:
        """The first day on which each person's last phase ends, and why; NEVER: it does not."""
        events = self._events(body)
        days = np.stack([_first_day(flags) for _, flags in events])
        which = days.argmin(axis=0)
        codes = np.asarray([code for code, _ in events])
        return days[which, np.arange(days.shape[1])], codes[which]

    def _events(self, body: Body) -> list[tuple[int, NDArray[np.bool_]]]:
        """What may end the last phase, by day; what comes first in the list goes first."""
        last = self.kind[:, -1:]
        since = self.day - self.begun[:, None]
        later, steered = since > 0, self.wish.by_day[:, None] == NEVER
        losing, gaining = last == LOSE, last == GAIN
        c, p19 = constants("plan_choices"), rule("P19")
        least = lowest_bmi(self.crowd.traits, body.age_y) * (1 + c.stop_margin)
        low = losing & (body.bmi < least) & (self.day > 0)
        high = gaining & later & (body.bmi >= rule("P17").bmi_max * (1 - c.stop_margin))
        tired = losing & (self.day - self.losing_since[:, None] >= p19.deficit_days)
        rested = (last == REST) & (since >= p19.break_days)
        floor = floor_kcal_d(self.crowd.traits, body)
        under = later & (self.intake < floor - KCAL_HAIR) & (steered | (last == HOLD))
        cut = body.tee_kcal_d - self.intake
        over = cut > most_deficit_kcal_d(self.crowd.traits, body) + KCAL_HAIR
        fast = self._tissue_loss_kg_week() > most_loss_kg_week(self.crowd.traits, body)
        settled = since >= c.settle_days
        return [
            (REACHED, self._reached(losing, gaining)),
            (LOWEST, low),
            (HIGHEST, high),
            (RESTING, tired),
            (RESUMED, rested),
            (FLOOR, under),
            (CUT, losing & later & steered & over),
            (SLOWER, losing & settled & steered & fast),
            (AGED, (last == HOLD) & (since >= constants("weight_goals").shown_after) & self.ages),
        ]

    def _reached(self, losing: NDArray[np.bool_], gaining: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Days on which the goal is reached: its tissue is gone (or there), or its day has come."""
        start = self.fat[:, :1] + self.lean[:, :1]
        gone = self.fat + self.lean - start
        goal, by_day = self.wish.tissue_goal_kg[:, None], self.wish.by_day[:, None]
        free = by_day == NEVER
        there = free & ((losing & (gone <= goal)) | (gaining & (gone >= goal)))
        due = (self.kind[:, -1:] != HOLD) & (self.day >= by_day)
        return np.asarray((there | due) & (self.day > 0))

    def _tissue_loss_kg_week(self) -> Floats:
        """Weekly loss of tissue from each day to the next; the last day repeats."""
        tissue = self.fat + self.lean
        loss = tissue[:, :-1] - tissue[:, 1:]
        return np.asarray(DAYS_PER_WEEK * np.concatenate([loss, loss[:, -1:]], axis=1))

    def _begin(self, person: int, day: int, why: int, body: Body) -> None:
        """Begin one person's next phase."""
        # A course that left the model's ground has no figures any more: it is refused for what it
        # asks on its first day, and only has to end.
        floor = float(np.nan_to_num(self._floor(person, day, body)))
        hold = float(np.fmax(np.round(self._kept(person, day)), floor))
        kind, intake = HOLD, hold
        if why == RESTING:
            kind = REST
        elif why == RESUMED:
            kind, intake = LOSE, self._allowed(person, day, body, self.losing_intake[person])
        elif why in (SLOWER, CUT) or (why == FLOOR and self.kind[person, -1] == LOSE):
            kind, intake = LOSE, self._slower(person, day, body, why)
        elif why == FLOOR:
            intake = floor
        least_cut = constants("plan_choices").least_cut
        if kind == LOSE and hold - intake < least_cut:
            kind, intake, why = HOLD, hold, TOO_SMALL
        self._write(person, day, kind, intake, why)

    def _write(self, person: int, day: int, kind: int, intake: float, why: int) -> None:
        if kind == LOSE:
            self.losing_intake[person] = intake
            if self.kind[person, day - 1] != LOSE:
                self.losing_since[person] = day
        self.kind[person, day:], self.intake[person, day:] = kind, intake
        self.why[person, day:], self.begun[person] = why, day

    def _slower(self, person: int, day: int, body: Body, why: int) -> float:
        """An intake for a slower pace: at the limit of the rule that asks for it."""
        intake = self.intake[person, -1]
        if why == SLOWER:
            c = constants("plan_choices")
            most = most_loss_kg_week(*self._limits(person, day, body))
            pace = -c.rate_margin * float(most)
            intake = max(intake, float(np.ceil(self._steady(person, day, pace))))
        return self._allowed(person, day, body, intake)

    def _allowed(self, person: int, day: int, body: Body, intake: float) -> float:
        """An intake raised to the floor and to the largest cut, where it lies below them."""
        limits = self._limits(person, day, body)
        most = float(most_deficit_kcal_d(*limits))
        need = float(body.tee_kcal_d[person, day])
        if need - intake > most:
            intake = float(np.ceil(need - constants("plan_choices").cut_margin * most))
        return max(intake, self._floor(person, day, body))

    def _floor(self, person: int, day: int, body: Body) -> float:
        return float(whole_kcal_up(floor_kcal_d(*self._limits(person, day, body))))

    def _limits(self, person: int, day: int, body: Body) -> tuple[Traits, Body]:
        """Traits and body of one person on one day."""
        traits = self.crowd.traits
        one = {f: getattr(traits, f)[person, 0] for f in Traits.__dataclass_fields__}
        then = {f: getattr(body, f)[person, day] for f in Body.__dataclass_fields__}
        return Traits(**one), Body(**then)

    def _kept(self, person: int, day: int) -> float:
        """What one person must be told to eat to keep their tissue from a day on."""
        return self._steady(person, day, age_on=float(middle_of_keeping(day)))

    def _steady(
        self, person: int, day: int, rate_kg_week: float = 0.0, *, age_on: float | None = None
    ) -> float:
        """What one person must be told to eat to change by a pace from a day on.

        Expenditure is that of their age on the day, or on another one.
        """
        own = slice(person, person + 1)
        base = Baseline(**{f: getattr(self.base, f)[own] for f in Baseline.__dataclass_fields__})
        intake = steady_intake_kcal_d(
            base,
            self.preset,
            fat_kg=self.fat[own, day],
            lean_kg=self.lean[own, day],
            dry_kg=self.crowd.weight_kg[own, 0] - base.fat_kg - base.lean_kg,
            rate_kg_week=rate_kg_week,
            aged_kcal_d=aged_kcal_d(
                self.crowd.take(np.arange(person, person + 1)).adults,
                self.preset,
                day if age_on is None else age_on,
            ),
        )
        return float(intake[0] + self.crowd.extra_kcal_d[person, 0])


def _first_day(flags: NDArray[np.bool_]) -> Ints:
    """(person,) first day on which a flag is set; NEVER where none is."""
    return np.where(flags.any(axis=1), flags.argmax(axis=1), NEVER)


def _spread(base: Baseline, people: int) -> Baseline:
    """The start values with one entry per person in every field."""
    fields = {f: np.broadcast_to(getattr(base, f), people) for f in Baseline.__dataclass_fields__}
    return Baseline(**fields)
