"""Long-term phases: start, build, an easy week now and then, keep; and the days of a week."""

from dataclasses import dataclass
from typing import Final

from trophe.evidence import constants
from trophe.training.dose import SET
from trophe.training.trainee import Trainee

BUILD_WEEKS: Final = 24
_STILL_LOST: Final = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """A phase with its share of the usual sets."""

    name: str
    words: str
    share: float


def phase_of(trainee: Trainee, week: int, *, steady: bool) -> Phase:
    """The phase of a week of the programme, week 1 first.

    `steady`: no steps up (X07).
    """
    c = constants(SET)
    if steady:
        return Phase(name="steady", words="Steady: no steps up; you decide day by day.", share=1.0)
    if week <= 2 and trainee.is_new:
        words = "Start: light on purpose while muscle gets used to work."
        return Phase(name="start", words=words, share=c.start_share)
    regained = max(trainee.lost.values(), default=0.0) < _STILL_LOST
    if week > BUILD_WEEKS and regained:
        words = "Keep: fewer sets hold what you have built."
        return Phase(name="keep", words=words, share=max(c.maintenance_share, 0.5))
    if week % int(c.deload_every_weeks) == 0:
        words = "Easy week: fewer sets, the same load, so that joints catch up."
        return Phase(name="easy", words=words, share=c.deload_share)
    if not trainee.is_new:
        return Phase(name="build", words="Build: a little more as it gets easy.", share=1.0)
    share = min(1.0, c.start_share * (1 + c.rise_week) ** (week - 1))
    return Phase(name="build", words="Build: at most a tenth more each week.", share=share)


def strength_days(weekdays: tuple[int, ...], most: int, gap_days: int) -> tuple[int, ...]:
    """Days of strength work out of the free ones: at most `most`, with `gap_days` between.

    The week goes round: Sunday and Monday are neighbours.
    """
    for gap in (max(gap_days, 1), gap_days):
        chosen = spread(weekdays, most, gap)
        if gap == gap_days or len(chosen) >= min(most, len(weekdays), 3):
            return chosen
    return chosen


def spread(weekdays: tuple[int, ...], most: int, gap: int) -> tuple[int, ...]:
    """The most days with the gap, spread as evenly as they allow."""
    best: tuple[int, ...] = ()
    for start in weekdays:
        chosen: list[int] = []
        for day in sorted(weekdays, key=lambda d: (d - start) % 7):
            if len(chosen) < most and all(_apart(day, other) > gap for other in chosen):
                chosen.append(day)
        if (len(chosen), _evenness(chosen)) > (len(best), _evenness(list(best))):
            best = tuple(sorted(chosen))
    return best


def _apart(one: int, other: int) -> int:
    """Days from one weekday to another, the short way round."""
    return min((one - other) % 7, (other - one) % 7)


def _evenness(days: list[int]) -> int:
    """Shortest distance between two of the days; 7 for one day."""
    return min((_apart(a, b) for i, a in enumerate(days) for b in days[i + 1 :]), default=7)
