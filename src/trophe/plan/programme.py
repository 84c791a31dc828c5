"""A programme of exercise: the rules asked first, a week generated, the guard asked last."""

from collections.abc import Iterable, Sequence
from typing import Final

from trophe.errors import TropheError
from trophe.safety.exercise import bar, holds, limits, notes
from trophe.safety.exercise_week import judge_week
from trophe.safety.finding import Finding
from trophe.training.exercise import Exercise
from trophe.training.generate import Allowed, Ask, candidates, generate
from trophe.training.programme import Note, Week
from trophe.training.trainee import Trainee
from trophe.training.vocabulary import Trait

USED_TO_WEEKS: Final = 4
_OTHERS: Final = 2


class UnsafeWeekError(TropheError):
    """A generated week broke a rule: a fault of ours, never shown to anybody."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        super().__init__("; ".join(f"{f.rule}: {f.figure}" for f in findings))


def make_week(
    trainee: Trainee,
    week: int = 1,
    *,
    previous_volume: int | None = None,
    dose_share: float = 1.0,
) -> Week:
    """One week of a programme, safe and explained.

    `week` counts from 1; `previous_volume` is the volume one is used to (`accustomed`; X08 limits
    the rise over it); `dose_share` (0.25 to 1) cuts the dose after illness, a pause or overwork.

    Raises nothing for a person whom the rules hold back: the week is then empty and its notes
    say why. InputError only for input that makes no sense.
    """
    from trophe.checks import require_one

    week = int(require_one("week", week, 1, 520))
    dose_share = require_one("dose_share", dose_share, 0.25, 1)
    ask = _ask(trainee, week, previous_volume, dose_share)
    made = generate(ask)
    verdict = judge_week(trainee, made, previous_volume)
    if verdict.findings:
        raise UnsafeWeekError(verdict.findings)
    return made


def _ask(trainee: Trainee, week: int, previous_volume: int | None, dose_share: float) -> Ask:
    """The question to the generator: what the rules leave."""
    from dataclasses import replace

    held = holds(trainee)
    allowed = allowed_now(trainee, week)
    leave = limits(trainee, week)
    said = held or notes(trainee, week)
    return Ask(
        trainee=trainee,
        week=week,
        allowed=allowed,
        limits=replace(leave, dose_share=leave.dose_share * dose_share),
        notes=tuple(Note(rule=f.rule, text=f.text, held=bool(held)) for f in said),
        previous_volume=previous_volume,
        held=bool(held),
    )


def allowed_now(trainee: Trainee, week: int = 1) -> tuple[Allowed, ...]:
    """What this person can do and the rules let them do; nothing while something holds it back."""
    if holds(trainee):
        return ()
    return tuple(
        (exercise, side)
        for exercise, side in candidates(trainee)
        if bar(trainee, exercise, side, week) is None
    )


def swaps(
    exercise: Exercise, side: str | None, allowed: Sequence[Allowed], taken: Iterable[str] = ()
) -> tuple[Exercise, ...]:
    """What may stand in for a movement on its side, out of what is allowed.

    The easier and the harder step of its ladder first, then up to two others for the same
    muscle (or the same joints) that are about as hard. `taken`: what is in the session already.
    """
    free = {e.id: e for e, one in allowed if one == side and e.id not in {exercise.id, *taken}}
    ladder = [step for step in (exercise.easier, exercise.harder) if step and step.id in free]
    others = [
        other
        for other in free.values()
        if other.family != exercise.family
        and other.move is exercise.move
        and _main(other) == _main(exercise)
        and abs(other.level - exercise.level) <= 1
    ]
    others.sort(key=lambda e: (Trait.STAPLE not in e.traits, e.place is not exercise.place, e.id))
    return (*ladder, *others[:_OTHERS])


def _main(exercise: Exercise) -> str:
    """The muscle that works most."""
    return max(exercise.muscles, key=lambda group: exercise.muscles[group])


def make_course(
    trainee: Trainee, weeks: int, first_week: int = 1, *, dose_share: float = 1.0
) -> tuple[Week, ...]:
    """Several weeks in a row, each rising from those before; `dose_share` is for the first."""
    made: list[Week] = []
    for number in range(first_week, first_week + weeks):
        used_to = accustomed([week.volume for week in made])
        share = 1.0 if made else dose_share
        made.append(make_week(trainee, number, previous_volume=used_to, dose_share=share))
    return tuple(made)


def accustomed(volumes: Sequence[int]) -> int | None:
    """The volume one is used to: the most of the last four weeks, None before any.

    An easy week, or one with a gap, takes nothing away: the next may follow on from before it.

    >>> accustomed([90, 100, 60])
    100
    """
    return max(volumes[-USED_TO_WEEKS:], default=0) or None
