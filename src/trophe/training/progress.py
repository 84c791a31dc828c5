"""What the next session of a movement is, from what was done and how it felt.

Double progression: repetitions first, then load. Nothing rises unless the work was done, pain
stayed green during, after and the next day, and fatigue too. Amber repeats, red steps back. A gap
costs nothing; after an illness or a long pause the dose comes back by steps.

Pain bands: Silbernagel 2007, doi:10.1177/0363546506298279.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import ceil, floor
from typing import Final

from trophe.checks import require_one
from trophe.evidence import constants
from trophe.training.dose import SET
from trophe.training.exercise import Exercise
from trophe.training.programme import Dose
from trophe.training.vocabulary import Load

_GOOD_SESSIONS: Final = 3
_WEIGHED: Final = frozenset({Load.WEIGHT, Load.MACHINE})


class Light(StrEnum):
    """The traffic light; faces add an icon and a word, never colour alone."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class Step(StrEnum):
    """What happens to a movement next time."""

    REPS_UP = "reps_up"
    LOAD_UP = "load_up"
    HARDER = "harder"
    SAME = "same"
    DOWN = "down"
    EASIER = "easier"


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One movement as it was done in one session.

    `reps` of every set that was done, `load_kg` or None, `left` repetitions that were left in
    the last set (None: not told), pain 0 to 10 during, after and the next day (None: not told),
    `fatigue` 0 to 10, `weaker` for more than a day after (X06).
    """

    reps: tuple[int, ...]
    load_kg: float | None = None
    left: float | None = None
    pain: float | None = None
    pain_after: float | None = None
    pain_next_day: float | None = None
    fatigue: float | None = None
    weaker: bool = False

    def __post_init__(self) -> None:
        for name in ("pain", "pain_after", "pain_next_day", "fatigue"):
            value = getattr(self, name)
            if value is not None:
                require_one(name, value, 0, 10)
        if self.load_kg is not None:
            require_one("load_kg", self.load_kg, 0, 500)
        for count in self.reps:
            require_one("reps", count, 0, 200)


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """The next dose of a movement with its reason; `exercise_id` may be another step."""

    step: Step
    light: Light
    dose: Dose
    load_kg: float | None
    exercise_id: str
    text: str


def light_of(done: Done) -> Light:
    """Green, amber or red from pain and fatigue; what was not told counts as green.

    >>> light_of(Done(reps=(10,), pain=6)).value
    'red'
    """
    c = constants(SET)
    if done.weaker:
        return Light.RED
    pain = max(done.pain or 0, done.pain_after or 0, done.pain_next_day or 0)
    fatigue = done.fatigue or 0
    if pain > c.pain_amber or fatigue > c.fatigue_amber:
        return Light.RED
    if pain > c.pain_green or fatigue > c.fatigue_green:
        return Light.AMBER
    return Light.GREEN


def advise(
    exercise: Exercise,
    planned: Dose,
    done: Sequence[Done],
    *,
    steady: bool = False,
    paced: bool = False,
) -> Advice:
    """What to do next time, from the sessions of this movement, oldest first.

    `steady` bars every step up (X07). `paced` is for the weeks in which the plan itself rises by
    a tenth at most (X08): repetitions follow the plan, and a weight rises after three good
    sessions with it. Without a session the plan stands.
    """
    if not done:
        return _advice(Step.SAME, Light.GREEN, exercise, planned, None, "Start as planned.")
    last = done[-1]
    light = light_of(last)
    if light is Light.RED:
        return _down(exercise, planned, last, done)
    if light is Light.AMBER:
        text = "Pain or tiredness was noticeable: the same again, and stop earlier if it grows."
        return _advice(Step.SAME, light, exercise, _reached(planned, last), last.load_kg, text)
    if steady:
        text = "No steps up: stay inside the energy that you have."
        return _advice(Step.SAME, light, exercise, planned, last.load_kg, text)
    return _paced(exercise, planned, done) if paced else _up(exercise, planned, last)


def _advice(
    step: Step, light: Light, exercise: Exercise, dose: Dose, load_kg: float | None, text: str
) -> Advice:
    return Advice(
        step=step, light=light, dose=dose, load_kg=load_kg, exercise_id=exercise.id, text=text
    )


def _reached(planned: Dose, last: Done) -> Dose:
    """The planned dose at the repetitions that were reached."""
    if planned.reps is None or not last.reps:
        return planned
    high = planned.reps_high or planned.reps
    return replace(planned, reps=max(planned.reps, min(min(last.reps), high)))


def _down(exercise: Exercise, planned: Dose, last: Done, done: Sequence[Done]) -> Advice:
    """After red: a tenth less load, or a set less, or the easier step after two reds."""
    twice = len(done) > 1 and light_of(done[-2]) is Light.RED
    easier = exercise.easier
    why = "You were weaker for more than a day" if last.weaker else "It hurt or tired you too much"
    if twice and easier is not None:
        text = f"{why}, twice. Next time the easier step: {easier.name}."
        return _advice(Step.EASIER, Light.RED, easier, planned, None, text)
    if exercise.load in _WEIGHED and last.load_kg:
        load = _stepped(last.load_kg, -1)
        text = f"{why}: a tenth less weight next time. If it stays, tell your therapist or doctor."
        return _advice(Step.DOWN, Light.RED, exercise, planned, load, text)
    fewer = replace(planned, sets=max(1, planned.sets - 1))
    if fewer == planned and planned.reps:
        fewer = replace(planned, reps=max(1, int(planned.reps * 0.7)))
    if fewer == planned and planned.minutes:
        fewer = replace(planned, minutes=max(1.0, planned.minutes * 0.7))
    text = f"{why}: less next time. If it stays, tell your therapist or doctor."
    return _advice(Step.DOWN, Light.RED, exercise, fewer, last.load_kg, text)


def _stepped(load_kg: float, way: int) -> float:
    """The next weight up (1) or down (-1), in whole steps of what a rack holds."""
    c = constants(SET)
    least = c.load_least_step_kg
    if way > 0:
        wanted = ceil(load_kg * (1 + c.load_step) / least - 1e-9) * least
        most = floor(max(load_kg * (1 + c.load_back), load_kg + least) / least + 1e-9) * least
        return float(min(wanted, most))
    return float(max(floor(load_kg * (1 - c.load_back) / least + 1e-9) * least, 0.0))


def _is_small(load_kg: float) -> bool:
    """Whether the next weight up is a tenth more at most, as the first weeks allow (X08)."""
    return bool(_stepped(load_kg, 1) <= load_kg * (1 + constants(SET).load_back) + 1e-9)


def _up(exercise: Exercise, planned: Dose, last: Done) -> Advice:
    """After green: one repetition more, at the top of the range more load or the next step."""
    whole = len(last.reps) >= planned.sets
    if planned.reps is None or planned.reps_high is None or not whole:
        text = "Well borne: the same again." if whole or not last.reps else "Finish the sets first."
        return _advice(Step.SAME, Light.GREEN, exercise, planned, last.load_kg, text)
    short_of = last.left is not None and last.left < (planned.reserve or 0)
    reached = min(last.reps)
    if reached < planned.reps or short_of:
        text = "Stay here until every set is easy enough to leave some repetitions undone."
        return _advice(Step.SAME, Light.GREEN, exercise, planned, last.load_kg, text)
    if reached < planned.reps_high:
        more = replace(planned, reps=min(reached + 1, planned.reps_high))
        text = f"Well borne: {more.reps} repetitions next time."
        return _advice(Step.REPS_UP, Light.GREEN, exercise, more, last.load_kg, text)
    if exercise.load in _WEIGHED and last.load_kg:
        load = _stepped(last.load_kg, 1)
        text = "Top of the range in every set: one small step more weight, fewer repetitions."
        return _advice(Step.LOAD_UP, Light.GREEN, exercise, planned, load, text)
    text = f"Top of the range in every set. {exercise.harder_words}"
    return _advice(Step.HARDER, Light.GREEN, exercise, planned, last.load_kg, text)


def _paced(exercise: Exercise, planned: Dose, done: Sequence[Done]) -> Advice:
    """After green in the first weeks: as the plan says; a weight rises after a good week."""
    last, week = done[-1], done[-_GOOD_SESSIONS:]
    steady_week = len(week) == _GOOD_SESSIONS and all(
        one.load_kg == last.load_kg
        and light_of(one) is Light.GREEN
        and len(one.reps) >= planned.sets
        and not (one.left is not None and one.left < (planned.reserve or 0))
        for one in week
    )
    if exercise.load in _WEIGHED and last.load_kg and steady_week and _is_small(last.load_kg):
        load = _stepped(last.load_kg, 1)
        text = "Three good sessions with this weight: one small step more."
        return _advice(Step.LOAD_UP, Light.GREEN, exercise, planned, load, text)
    text = "Well borne. In these first weeks the plan rises by itself, a little each week."
    return _advice(Step.SAME, Light.GREEN, exercise, planned, last.load_kg, text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """The share of the usual dose after a break, with its reason."""

    dose_share: float
    text: str


def after_break(days_since: float, *, ill: bool = False, sessions_since: int = 0) -> Return:
    """The dose after a pause of `days_since` days, or an illness.

    Up to a week away changes nothing. `sessions_since` counts sessions since the return from an
    illness: the first week (three sessions) is at half, the second at three quarters.
    """
    c = constants(SET)
    days_since = require_one("days_since", days_since, 0, 36500)
    if ill and sessions_since < 6:
        share = c.illness_return_share if sessions_since < 3 else c.illness_second_share
        return Return(
            dose_share=float(share), text="Back after an illness: by steps, over two weeks."
        )
    weeks = (days_since - c.pause_graded_days) / 7
    if weeks <= 0:
        return Return(dose_share=1.0, text="")
    share = max(c.pause_least_share, 1 - c.pause_step_share * (int(weeks) + 1))
    return Return(
        dose_share=float(share),
        text="Good to see you. A little less to begin with; the strength comes back fast.",
    )


def week_share(lights: Sequence[Light]) -> float:
    """The share of the dose for next week from this week's lights: a third red or more, less.

    >>> week_share([Light.GREEN, Light.GREEN])
    1.0
    """
    if not lights:
        return 1.0
    red = sum(light is Light.RED for light in lights) / len(lights)
    if red >= 1 / 3:
        return 0.6
    return 0.8 if red > 0 else 1.0
