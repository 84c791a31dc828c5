"""From a trainee to a week of training: what may be done, what is worth most, and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from trophe.evidence import constants
from trophe.training.ask import Allowed, Ask, best_sides, candidates
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
from trophe.training.phases import Phase, phase_of, spread, strength_days
from trophe.training.programme import COUNTED, LOADING, Item, Session, Week, set_counts
from trophe.training.resting import works_resting
from trophe.training.solve import Choice, Template, solve
from trophe.training.trainee import Trainee
from trophe.training.vocabulary import Effort, Move, Place, Stage, Trait
from trophe.training.why import aids, why_item
from trophe.training.wish import wish_of
from trophe.training.words import GROUP_WORDS, has

__all__ = ["Allowed", "Ask", "candidates", "generate", "weekly_sets"]


def generate(ask: Ask) -> Week:
    """One week. Where nothing can be solved, the safe minimum with an explanation.

    Sets a week of a muscle: Schoenfeld 2017, doi:10.1080/02640414.2016.1210197; sessions and
    load: Borde 2015, doi:10.1007/s40279-015-0385-9; shares by kind: `tables/kinds.csv`.
    """
    slow = ask.trainee.stage <= Stage.STANDING
    ask = replace(ask, limits=replace(ask.limits, in_parts=slow))
    phase = phase_of(ask.trainee, ask.week, steady=ask.limits.steady)
    if ask.held or not ask.allowed:
        return _week(ask, phase, (), None, fallback=True)
    later: int | None = None
    if ask.limits.rise_week is None:
        sessions = _solved(ask, phase.share)
    elif ask.week < constants(SET).later_week:
        later, sessions = _risen(ask, phase)
    else:
        sessions = _solved(ask, phase.share)
        most = _used_to(ask, phase)
        if most is not None and _volume(sessions) > most:
            sessions = _capped(ask, phase.share, most, None, sessions)
    fallback = not sessions
    if fallback:
        sessions = _minimum(ask)
    return _week(ask, phase, sessions, later, fallback=fallback)


def _risen(ask: Ask, phase: Phase) -> tuple[int | None, tuple[Session, ...]]:
    """A week on the way up: the lowering volume of the plan it leads to, and its sessions."""
    c = constants(SET)
    whole = _solved(replace(ask, limits=replace(ask.limits, lowering_share=None)), 1.0)
    volume = _volume(whole)
    lowering = sum(i.volume for s in whole for i in s.items if i.exercise.lengthening > 0)
    most = _used_to(ask, phase)
    if most is None:
        rise = ask.limits.rise_week or 0.0
        most = volume * c.start_share * (1 + rise) ** (ask.week - 1)
    lowering_share = ask.limits.lowering_share
    lowering_most = None if lowering_share is None else lowering_share * lowering
    sessions = _capped(ask, phase.share, min(float(volume), most), lowering_most, whole)
    return (None if lowering_share is None else lowering), sessions


def _used_to(ask: Ask, phase: Phase) -> float | None:
    """The most volume after what one is used to, less in an easy week; None: not known."""
    if not ask.previous_volume:
        return None
    if phase.name == "easy":
        return float(ask.previous_volume * constants(SET).deload_share)
    return ask.previous_volume * (1 + (ask.limits.rise_week or 0.0))


def _volume(sessions: Sequence[Session]) -> int:
    """Sets times repetitions of a week."""
    return sum(item.volume for s in sessions for item in s.items)


def _capped(
    ask: Ask,
    share: float,
    volume_most: float,
    lowering_most: float | None,
    leads_to: Sequence[Session],
) -> tuple[Session, ...]:
    """A week within a volume: sets of few repetitions, raised one by one while there is room."""
    small = replace(ask, limits=replace(ask.limits, few_reps=True))
    sessions = _solved(
        small, share, lowering_most=lowering_most, volume_most=volume_most, leads_to=leads_to
    )
    return _topped_up(sessions, volume_most, lowering_most)


def _solved(
    ask: Ask,
    share: float,
    *,
    lowering_most: float | None = None,
    volume_most: float | None = None,
    leads_to: Sequence[Session] = (),
) -> tuple[Session, ...]:
    """The sessions of a week at a share of the usual dose.

    `leads_to`: the plan it grows into; what loads muscle is chosen from its movements.
    """
    c = constants(SET)
    templates = _templates(ask)
    choices = _choices(ask, templates)
    if leads_to:
        later = {(s.theme, i.exercise_id, i.side) for s in leads_to for i in s.items}
        choices = [
            c
            for c in choices
            if c.exercise.move not in COUNTED or (c.template, c.exercise.id, c.side) in later
        ]
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


def _choice(ask: Ask, plan: _Plan, exercise: Exercise, side: str | None, liking: float) -> Choice:
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
    """Repetitions raised one by one, the lowest and the latest first, while there is room.

    The range ends where this week's plan ends: the next week raises it, not the next session.
    """
    items = {(n, k): item for n, s in enumerate(sessions) for k, item in enumerate(s.items)}
    room = volume_most - _volume(sessions)
    lowering = sum(i.volume for i in items.values() if i.exercise.lengthening > 0)
    low_room = float("inf") if lowering_most is None else lowering_most - lowering
    growing = {at for at, item in items.items() if item.volume and item.dose.reps_high}
    while growing:
        at = min(growing, key=lambda key: (items[key].dose.reps or 0, -key[0], key[1]))
        given, lowers = items[at].dose, items[at].exercise.lengthening > 0
        reps, high = given.reps or 0, given.reps_high or 0
        if reps >= high or given.sets > room or (lowers and given.sets > low_room):
            growing.discard(at)
            continue
        items[at] = replace(items[at], dose=replace(given, reps=reps + 1))
        room -= given.sets
        low_room -= given.sets if lowers else 0
    return tuple(
        replace(s, items=tuple(_ended(items[n, k]) for k in range(len(s.items))))
        for n, s in enumerate(sessions)
    )


def _ended(item: Item) -> Item:
    """The range of repetitions ends at the planned ones."""
    if not item.volume or item.dose.reps is None:
        return item
    return replace(item, dose=replace(item.dose, reps_high=item.dose.reps))


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
    if ask.limits.steady:
        yield "One easy set of each, in ten minutes: less than you could, so that you can again."
    else:
        text = manner.rationale
        yield f"{ask.trainee.kind.label}. {text[0].upper()}{text[1:]}."
    themes = [session.theme for session in sessions]
    strong = themes.count("strength") + themes.count("pool")
    if strong:
        yield f"{strong} of {len(themes)} sessions load muscle; the days between are for rest."
    if ask.trainee.lost:
        worst = max(ask.trainee.lost, key=lambda g: ask.trainee.lost[g])
        if ask.trainee.lost[worst] > 0:
            yield _why_worst(worst, weekly_sets(sessions))


def _why_worst(group: str, sets: Mapping[str, float]) -> str:
    """Where the muscle that lost most stands in this week, as it is."""
    said = f"The {GROUP_WORDS[group]} {has(group)} lost most"
    if sets.get(group, 0.0) >= 0.6 * max(sets.values(), default=0.0) > 0:
        return f"{said}, so {'they get' if has(group) == 'have' else 'it gets'} extra sets."
    if sets.get(group, 0.0) > 0:
        return f"{said}: as much as your stage, your limits and what you have allow this week."
    return f"{said}. Nothing here may load {'them' if has(group) == 'have' else 'it'} yet."
