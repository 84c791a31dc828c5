"""From a trainee to a week of training: what may be done, what is worth most, and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from trophe.evidence import constants
from trophe.training.ask import Allowed, Ask, best_sides, candidates
from trophe.training.dose import SET, dose, seconds_a_set, sets_most, volume_a_set
from trophe.training.exercise import Exercise
from trophe.training.liking import fits, liking_of, short_list
from trophe.training.phases import Phase, phase_of, spread, strength_days
from trophe.training.programme import LOADING, Item, Limits, Session, Week, set_counts
from trophe.training.solve import Choice, Template, solve
from trophe.training.trainee import Trainee
from trophe.training.vocabulary import Effort, Move, Place
from trophe.training.why import aids, why_item
from trophe.training.wish import wish_of
from trophe.training.words import GROUP_WORDS

__all__ = ["Allowed", "Ask", "candidates", "generate", "weekly_sets"]


def generate(ask: Ask) -> Week:
    """One week. Where nothing can be solved, the safe minimum with an explanation.

    Sets a week of a muscle: Schoenfeld 2017, doi:10.1080/02640414.2016.1210197; sessions and
    load: Borde 2015, doi:10.1007/s40279-015-0385-9; shares by kind: `tables/kinds.csv`.
    """
    phase = phase_of(ask.trainee, ask.week, steady=ask.limits.steady)
    if ask.held or not ask.allowed:
        return _week(ask, phase, (), None, fallback=True)
    later, volume_cap = _later(ask)
    cap = None if later is None else _lowering_most(ask.limits, later)
    sessions = _solved(ask, phase.share, lowering_most=cap, volume_most=volume_cap)
    fallback = not sessions
    if fallback:
        sessions = _minimum(ask)
    elif volume_cap is not None:
        sessions = _topped_up(sessions, volume_cap, cap)
    return _week(ask, phase, sessions, later, fallback=fallback)


def _later(ask: Ask) -> tuple[int | None, float | None]:
    """Lowering volume of the later plan, and the most volume of this week; None: free."""
    c = constants(SET)
    rise = ask.limits.rise_week
    if rise is None or ask.week >= c.later_week:
        return None, None
    later = _solved(replace(ask, limits=replace(ask.limits, lowering_share=None)), 1.0)
    volume = sum(item.volume for s in later for item in s.items)
    lowering = sum(i.volume for s in later for i in s.items if i.exercise.lengthening > 0)
    curve = volume * min(1.0, c.start_share * (1 + rise) ** (ask.week - 1))
    if ask.previous_volume:
        curve = min(volume, ask.previous_volume * (1 + rise))
    return (lowering if ask.limits.lowering_share is not None else None), curve


def _lowering_most(limits: Limits, later: int) -> float | None:
    """Most lowering volume of this week."""
    return None if limits.lowering_share is None else limits.lowering_share * later


def _solved(
    ask: Ask,
    share: float,
    *,
    lowering_most: float | None = None,
    volume_most: float | None = None,
) -> tuple[Session, ...]:
    """The sessions of a week at a share of the usual dose."""
    c = constants(SET)
    templates = _templates(ask)
    choices = _choices(ask, templates)
    wish = replace(
        wish_of(ask, share, [t.template for t in templates]),
        lowering_most=lowering_most,
        volume_most=volume_most,
    )
    found = solve(choices, [t.template for t in templates], wish, c.setup_s)
    return () if not found else _sessions(ask, templates, choices, found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """A template with its weekdays and what may be in it."""

    template: Template
    theme: str
    weekdays: tuple[int, ...]
    warm_min: float


def _templates(ask: Ask) -> tuple[_Plan, ...]:
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


def _plan(name: str, theme: str, on: tuple[int, ...], minutes: float, trainee: Trainee) -> _Plan:
    """Room of a session: its warm-up taken off where it loads."""
    c = constants(SET)
    warm = 0.0 if theme == "light" or minutes <= 10 else c.warm_up_min
    tired = trainee.fatigue > c.fatigue_green
    most = int(min(5 if tired or theme == "light" else 8, max(2, minutes // 3)))
    room = Template(name=name, days=len(on), seconds=(minutes - warm) * 60, items_most=most)
    return _Plan(template=room, theme=theme, weekdays=on, warm_min=warm)


def _choices(ask: Ask, plans: Sequence[_Plan]) -> list[Choice]:
    """The short list of each template."""
    found: list[Choice] = []
    for plan in plans:
        inside = [
            (exercise, side, liking_of(ask, exercise, side))
            for exercise, side in best_sides(ask.allowed)
            if fits(ask, plan.theme, exercise)
        ]
        found += [_choice(ask, plan, *entry) for entry in short_list(inside, len(plans))]
    return found


def _choice(ask: Ask, plan: _Plan, exercise: Exercise, side: str | None, liking: float) -> Choice:
    """One column of the problem."""
    c = constants(SET)
    blocks = int(min(6, plan.template.seconds // (60 * c.block_aerobic_min)))
    one = dose(exercise, 1, ask.manner, ask.limits, steady=ask.limits.steady)
    settled = not ask.trainee.is_new or ask.week > 2
    full = settled and ask.limits.dose_share >= 1 and not ask.manner.neurogenic
    heavy = exercise.move is Move.STRENGTH and exercise.effort is not Effort.GENTLE
    most = sets_most(exercise, blocks)
    return Choice(
        exercise=exercise,
        side=side,
        template=plan.template.name,
        dose=one,
        seconds=seconds_a_set(exercise, side, one),
        reps=volume_a_set(exercise, one),
        liking=liking,
        least=min(2, most) if full and heavy else 1,
        most=most,
    )


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


def _sessions(
    ask: Ask, plans: Sequence[_Plan], choices: Sequence[Choice], found: Mapping[int, int]
) -> tuple[Session, ...]:
    """The solution as sessions, by weekday; easy moves first, large muscles before small ones."""
    made: list[Session] = []
    for plan in plans:
        items = [
            _item(ask, choices[i].exercise, choices[i].side, sets)
            for i, sets in found.items()
            if choices[i].template == plan.template.name
        ]
        items.sort(key=lambda item: (_ORDER[item.exercise.move], -len(item.exercise.muscles)))
        made += [
            _session(day, plan.theme, tuple(items), plan.warm_min) for day in plan.weekdays if items
        ]
    return tuple(sorted(made, key=lambda session: session.weekday))


def _session(day: int, theme: str, items: tuple[Item, ...], warm_min: float = 0.0) -> Session:
    """A session with its minutes, warm-up and setting up included."""
    c = constants(SET)
    seconds = sum(item.seconds + c.setup_s for item in items)
    return Session(weekday=day, theme=theme, items=items, minutes=seconds / 60 + warm_min)


def _item(ask: Ask, exercise: Exercise, side: str | None, sets: int) -> Item:
    """A movement with its dose and reasons."""
    given = dose(exercise, sets, ask.manner, ask.limits, steady=ask.limits.steady)
    return Item(
        exercise_id=exercise.id,
        side=side,
        dose=given,
        seconds=given.sets * seconds_a_set(exercise, side, given),
        why=why_item(ask.trainee, exercise, side),
    )


def _topped_up(
    sessions: tuple[Session, ...], volume_most: float, lowering_most: float | None
) -> tuple[Session, ...]:
    """Repetitions raised evenly while the volume of the week leaves room."""
    current = list(sessions)
    for _ in range(8):
        raised = [replace(s, items=tuple(_one_more(i) for i in s.items)) for s in current]
        volume = sum(i.volume for s in raised for i in s.items)
        lowering = sum(i.volume for s in raised for i in s.items if i.exercise.lengthening > 0)
        if raised == current or volume > volume_most + 1e-9:
            break
        if lowering_most is not None and lowering > lowering_most + 1e-9:
            break
        current = raised
    return tuple(current)


def _one_more(item: Item) -> Item:
    """One repetition more, up to the top of the range."""
    reps, high = item.dose.reps, item.dose.reps_high
    if reps is None or high is None or reps >= high or not item.volume:
        return item
    return replace(item, dose=replace(item.dose, reps=reps + 1))


def _minimum(ask: Ask) -> tuple[Session, ...]:
    """The safe minimum: one or two gentle movements that the rules leave, on the first day."""
    minutes = min(ask.trainee.minutes, ask.limits.minutes_most)
    gentle = [
        (exercise, side)
        for exercise, side in best_sides(ask.allowed)
        if exercise.effort is Effort.GENTLE and exercise.move in (Move.BREATHING, Move.MOBILITY)
    ]
    gentle.sort(key=lambda entry: (entry[0].move is not Move.BREATHING, entry[0].level))
    c = constants(SET)
    items: list[Item] = []
    for exercise, side in gentle[:3]:
        item = _item(ask, exercise, side, 1)
        used = sum(i.seconds + c.setup_s for i in items)
        if used + item.seconds + c.setup_s <= minutes * 60:
            items.append(item)
    day = ask.trainee.weekdays[0]
    return (_session(day, "light", tuple(items)),) if items else ()


def _week(
    ask: Ask,
    phase: Phase,
    sessions: tuple[Session, ...],
    later: int | None,
    *,
    fallback: bool,
) -> Week:
    """The week with its sums and reasons."""
    c = constants(SET)
    manner = ask.manner
    return Week(
        number=ask.week,
        phase=phase.name,
        phase_words=phase.words,
        sessions=sessions,
        sets=MappingProxyType(weekly_sets(sessions)),
        sets_most=c.sets_week_most * manner.sets_most_share * ask.limits.dose_share,
        later_lowering=later,
        notes=ask.notes,
        why=tuple(_why_week(ask, sessions, fallback=fallback)),
        aids=aids(ask.trainee),
        sources=tuple(dict.fromkeys((*manner.sources, "schoenfeld2017_volume", "borde2015"))),
        fallback=fallback,
        held=ask.held,
    )


def weekly_sets(sessions: Sequence[Session]) -> dict[str, float]:
    """Weekly sets by muscle group: whole for the one that works most, in part for helpers."""
    sums: dict[str, float] = {}
    for session in sessions:
        for item in session.items:
            if item.exercise.move in LOADING:
                blocks = item.dose.sets if item.dose.minutes is None else item.dose.minutes / 5
                for group, count in set_counts(item.exercise).items():
                    sums[group] = sums.get(group, 0.0) + blocks * count
    return sums


def _why_week(ask: Ask, sessions: Sequence[Session], *, fallback: bool) -> Iterator[str]:
    """Reasons for the week as a whole."""
    manner = ask.manner
    if ask.held:
        yield "Nothing is planned until what stands above has been settled."
        return
    if fallback:
        yield "What you told us leaves little room, so here is the safe minimum."
        yield "Tell us more (limits, equipment, minutes, stage) and the plan will grow."
    text = manner.rationale
    yield f"{ask.trainee.kind.label}: {text}."
    themes = [session.theme for session in sessions]
    strong = themes.count("strength") + themes.count("pool")
    if strong:
        yield f"{strong} of {len(themes)} sessions load muscle; the days between are for rest."
    if ask.trainee.lost:
        worst = max(ask.trainee.lost, key=lambda g: ask.trainee.lost[g])
        if ask.trainee.lost[worst] > 0:
            yield f"Most goes to the {GROUP_WORDS[worst]}, which has lost most."
