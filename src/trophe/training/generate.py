"""From a trainee to a week of training: what may be done, what is worth most, and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from trophe.evidence import constants
from trophe.training.ask import Allowed, Ask, best_sides, candidates
from trophe.training.claims import studies_of
from trophe.training.dose import (
    SET,
)
from trophe.training.layout import choices_of, item_of, session_on, sessions_of, templates_of
from trophe.training.phases import Phase, phase_of
from trophe.training.programme import COUNTED, LOADING, Item, Session, Week, set_counts
from trophe.training.solve import solve
from trophe.training.vocabulary import Effort, Move, Stage
from trophe.training.why import aids
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
    templates = templates_of(ask)
    choices = choices_of(ask, templates)
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
    return () if not found else sessions_of(ask, templates, choices, found)


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
        item = item_of(ask, exercise, side, 1)
        used = sum(i.seconds + c.setup_s for i in items)
        if used + item.seconds + c.setup_s <= minutes * 60:
            items.append(item)
    day = ask.trainee.weekdays[0]
    return (session_on(day, "light", tuple(items)),) if items else ()


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
        studies=studies_of(ask.trainee.kind, [item.exercise for s in sessions for item in s.items]),
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
