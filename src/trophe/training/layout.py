"""Sessions before and after the solver: their room, what may be in them, in which order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from trophe.evidence import constants
from trophe.training.ask import Ask, best_sides
from trophe.training.dose import (
    SET,
    aerobic_most_min,
    dose,
    seconds_a_set,
    sets_most,
    volume_a_set,
)
from trophe.training.exercise import Exercise
from trophe.training.liking import Liked, fits, liking_of, short_list
from trophe.training.phases import spread, strength_days
from trophe.training.programme import Item, Session
from trophe.training.resting import works_resting
from trophe.training.solve import Choice, Template
from trophe.training.trainee import Trainee
from trophe.training.vocabulary import Effort, Goal, Move, Place, Trait
from trophe.training.why import why_item


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A template with its weekdays and what may be in it."""

    template: Template
    theme: str
    weekdays: tuple[int, ...]
    warm_min: float


def templates_of(ask: Ask) -> tuple[Plan, ...]:
    """Days of strength work, every other one in the pool where there is one; light days."""
    trainee, limits = ask.trainee, ask.limits
    days = _days_used(trainee.weekdays, limits.days_most)
    strong = strength_days(days, ask.manner.days, limits.gap_days)
    first, second = strong[::2], strong[1::2]
    pool = any(exercise.place is Place.POOL for exercise, _ in ask.allowed)
    # One session for all days of strength work: easier to learn, and progress is seen at once.
    plans = (
        [("strength", "strength", first), ("pool", "pool", second)]
        if pool
        else [("strength", "strength", strong)]
    )
    light = tuple(day for day in days if day not in strong)
    plans.append(("light", "light", light))
    minutes = min(trainee.minutes, limits.minutes_most)
    return tuple(_plan(name, theme, on, minutes, trainee) for name, theme, on in plans if on)


def _days_used(weekdays: tuple[int, ...], most: int) -> tuple[int, ...]:
    """At most so many of the days, spread out."""
    return weekdays if len(weekdays) <= most else spread(weekdays, most, 0)


def _plan(name: str, theme: str, on: tuple[int, ...], minutes: float, trainee: Trainee) -> Plan:
    """Room of a session: its warm-up taken off where it loads."""
    c = constants(SET)
    warm = 0.0 if theme == "light" or minutes <= 10 else c.warm_up_min
    tired = trainee.fatigue > c.fatigue_green
    most = int(min(5 if tired or theme == "light" else 8, max(2, minutes // 3)))
    room = Template(name=name, days=len(on), seconds=(minutes - warm) * 60, items_most=most)
    return Plan(template=room, theme=theme, weekdays=on, warm_min=warm)


def choices_of(ask: Ask, plans: Sequence[Plan]) -> list[Choice]:
    """The short list of each template."""
    found: list[Choice] = []
    for plan in plans:
        inside = [
            (exercise, side, liking_of(ask, exercise, side))
            for exercise, side in best_sides(ask.allowed)
            if fits(ask, plan.theme, exercise, side)
        ]
        listed = short_list(ask.trainee, _once_in_a_cast(ask.trainee, inside), len(plans))
        found += [_choice(ask, plan, *entry) for entry in listed]
    return found


def _once_in_a_cast(trainee: Trainee, entries: list[Liked]) -> list[Liked]:
    """What is meant for a cast, instead of the same tightening without one."""
    meant = {joint for e, _, _ in entries if Trait.CAST_ONLY in e.traits for joint in e.loads}
    return [
        (e, side, liking)
        for e, side, liking in entries
        if Trait.CAST_ONLY in e.traits or not (e.loads & meant and works_resting(trainee, e, side))
    ]


def _choice(ask: Ask, plan: Plan, exercise: Exercise, side: str | None, liking: float) -> Choice:
    """One column of the problem."""
    c = constants(SET)
    room = plan.template.seconds / 60
    blocks = int(min(aerobic_most_min(ask.trainee, ask.week), room) // c.block_aerobic_min)
    one = dose(exercise, 1, ask.manner, ask.limits, steady=ask.limits.steady)
    settled = not ask.trainee.is_new or ask.week > 2
    whole = ask.limits.dose_share >= 1 and not ask.limits.few_reps
    full = settled and whole and not ask.manner.neurogenic
    heavy = exercise.move is Move.STRENGTH and exercise.effort is not Effort.GENTLE
    resting = works_resting(ask.trainee, exercise, side)
    most = 1 if ask.limits.steady else sets_most(exercise, blocks)
    return Choice(
        exercise=exercise,
        side=side,
        template=plan.template.name,
        dose=one,
        seconds=seconds_a_set(exercise, side, one),
        reps=volume_a_set(exercise, one),
        liking=liking,
        least=min(2, most) if full and heavy else 1,
        most=min(2, most) if resting else most,
        resting=resting,
    )


_VARIED: Final = frozenset({Move.AEROBIC, Move.GAIT, Move.MOBILITY, Move.STRETCH})
_NEARLY: Final = 0.4
_ORDER: Final = {
    Move.BREATHING: 0,
    Move.MOBILITY: 1,
    Move.BALANCE: 2,
    Move.FUNCTION: 3,
    Move.STRENGTH: 4,
    Move.CUFF: 5,
    Move.NMES: 6,
    Move.ISOMETRIC: 7,
    Move.IMAGERY: 8,
    Move.GAIT: 9,
    Move.AEROBIC: 9,
    Move.STRETCH: 10,
}


def sessions_of(
    ask: Ask, plans: Sequence[Plan], choices: Sequence[Choice], found: Mapping[int, int]
) -> tuple[Session, ...]:
    """The solution as sessions, by weekday; easy moves first, large muscles before small ones.

    Days of strength work are alike, so that progress is seen; every other light day varies.
    """
    made: list[Session] = []
    for plan in plans:
        inside = {i: c for i, c in enumerate(choices) if c.template == plan.template.name}
        first = {i: sets for i, sets in found.items() if i in inside}
        other = _varied(ask, inside, first) if plan.theme == "light" else first
        for n, day in enumerate(plan.weekdays if first else ()):
            sets = other if n % 2 else first
            items = [item_of(ask, inside[i].exercise, inside[i].side, k) for i, k in sets.items()]
            items.sort(key=lambda item: (_ORDER[item.exercise.move], -len(item.exercise.muscles)))
            made.append(session_on(day, plan.theme, tuple(items), plan.warm_min))
    return tuple(sorted(made, key=lambda session: session.weekday))


def _varied(ask: Ask, choices: Mapping[int, Choice], found: Mapping[int, int]) -> dict[int, int]:
    """The same session with other moves of the same purpose, where some fit nearly as well."""
    kept = {Move.GAIT} if Goal.WALKING in ask.trainee.goals else set()
    families = {choices[i].exercise.family for i in found}
    varied: dict[int, int] = {}
    for i, sets in found.items():
        chosen = choices[i]
        others = [
            (-other.liking, k)
            for k, other in choices.items()
            if chosen.exercise.move in _VARIED - kept
            and not (chosen.resting or other.resting)
            and other.purpose == chosen.purpose
            and other.exercise.move in _VARIED
            and other.exercise.family not in families
            and other.liking >= chosen.liking - _NEARLY
            and other.seconds <= chosen.seconds
            and sets <= other.most
        ]
        new = min(others)[1] if others else i
        families.add(choices[new].exercise.family)
        varied[new] = sets
    return varied


def session_on(day: int, theme: str, items: tuple[Item, ...], warm_min: float = 0.0) -> Session:
    """A session with its minutes, warm-up and setting up included."""
    c = constants(SET)
    seconds = sum(item.seconds + c.setup_s for item in items)
    return Session(weekday=day, theme=theme, items=items, minutes=seconds / 60 + warm_min)


def item_of(ask: Ask, exercise: Exercise, side: str | None, sets: int) -> Item:
    """A movement with its dose and reasons."""
    given = dose(exercise, sets, ask.manner, ask.limits, steady=ask.limits.steady)
    return Item(
        exercise_id=exercise.id,
        side=side,
        dose=given,
        seconds=given.sets * seconds_a_set(exercise, side, given),
        why=why_item(ask.trainee, exercise, side),
    )
