"""The guard that every generated week passes (X01 to X12), whoever made it and however."""

from collections.abc import Iterator

from trophe.evidence import constants
from trophe.safety.exercise import bar, holds, limits
from trophe.safety.finding import Effect, Finding
from trophe.safety.guard import Verdict
from trophe.safety.table import rule
from trophe.training.generate import weekly_sets
from trophe.training.kinds import manners
from trophe.training.programme import COUNTED, Item, Week
from trophe.training.trainee import Trainee
from trophe.training.vocabulary import Effort

HAIR = 1e-6


def judge_week(trainee: Trainee, week: Week, previous_volume: int | None = None) -> Verdict:
    """Every rule's word on one week for one person; any finding means that it is not shown.

    `previous_volume` is the volume of the week before; given, the rise is checked too (X08).
    """
    found = (
        *_held(trainee, week),
        *_items(trainee, week),
        *_room(trainee, week),
        *_spacing(trainee, week),
        *_first_weeks(trainee, week, previous_volume),
    )
    return Verdict(findings=found)


def _broken(rule_id: str, figure: str) -> Finding:
    """A finding in the rule's own words."""
    return Finding(rule=rule_id, text=rule(rule_id).text, figure=figure, effect=Effect.REFUSE)


def _held(trainee: Trainee, week: Week) -> Iterator[Finding]:
    """Nothing at all while something holds it back."""
    if week.sessions:
        for finding in holds(trainee):
            yield _broken(finding.rule, finding.figure)


def _items(trainee: Trainee, week: Week) -> Iterator[Finding]:
    """No movement that a rule bars, none beyond reserve or load."""
    leave = limits(trainee, week.number)
    for session in week.sessions:
        for item in session.items:
            finding = bar(trainee, item.exercise, item.side, week.number)
            if finding is not None:
                yield finding
            if not item.why:
                yield _broken("I09", f"{item.exercise_id} without a reason")
            yield from _effort(item, leave.reserve_least, leave.load_most)


def _effort(item: Item, reserve_least: float, load_most: float) -> Iterator[Finding]:
    """Reserve and load of one item."""
    given = item.dose
    if given.reserve is not None and given.reserve < reserve_least:
        yield _broken("X06", f"{given.reserve} left, at least {reserve_least:g}")
    if given.load_high is not None and given.load_high > load_most + HAIR:
        yield _broken("X06", f"load {given.load_high:.0%}, at most {load_most:.0%}")


def _room(trainee: Trainee, week: Week) -> Iterator[Finding]:
    """Minutes a session and sets a week of a muscle."""
    leave = limits(trainee, week.number)
    most = min(trainee.minutes, leave.minutes_most)
    for session in week.sessions:
        if session.minutes > most + HAIR:
            yield _broken("X07", f"{session.minutes:.1f} min, at most {most:g}")
        if session.weekday not in trainee.weekdays:
            yield _broken("X07", f"{session.day} is not free")
    c = constants("training_dose")
    ceiling = c.sets_week_most * manners()[trainee.kind].sets_most_share * leave.dose_share
    for group, sets in weekly_sets(week.sessions).items():
        if sets > ceiling + HAIR:
            yield _broken("X06", f"{group}: {sets:.1f} sets, at most {ceiling:.1f}")


def _spacing(trainee: Trainee, week: Week) -> Iterator[Finding]:
    """Rest days between days of strength work where X06 asks for them."""
    leave = limits(trainee, week.number)
    if not leave.gap_days:
        return
    days = [s.weekday for s in week.sessions if any(i.exercise.move in COUNTED for i in s.items)]
    for i, one in enumerate(days):
        for other in days[i + 1 :]:
            apart = min((one - other) % 7, (other - one) % 7)
            if apart <= leave.gap_days:
                yield _broken("X06", f"days {one} and {other}")
    if len({s.weekday for s in week.sessions}) > leave.days_most:
        yield _broken("X06", f"{len(week.sessions)} days, at most {leave.days_most}")


def _first_weeks(trainee: Trainee, week: Week, previous_volume: int | None) -> Iterator[Finding]:
    """X08: no hard sets, lowering within its share, no faster rise."""
    leave = limits(trainee, week.number)
    if leave.lowering_share is not None and not week.fallback:
        most = leave.lowering_share * (week.later_lowering or 0)
        if week.lowering > most + HAIR:
            yield _broken("X08", f"lowering {week.lowering}, at most {most:.0f}")
        for session in week.sessions:
            for item in session.items:
                if item.exercise.effort is Effort.VIGOROUS:
                    yield _broken("X08", f"{item.exercise_id} is vigorous")
    if leave.rise_week is not None and previous_volume:
        most = previous_volume * (1 + leave.rise_week)
        if week.volume > most + HAIR:
            yield _broken("X08", f"volume {week.volume}, at most {most:.0f}")
