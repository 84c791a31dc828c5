"""A programme of exercise: the rules asked first, a week generated, the guard asked last."""

from trophe.errors import TropheError
from trophe.safety.exercise import bar, holds, limits, notes
from trophe.safety.exercise_week import judge_week
from trophe.safety.finding import Finding
from trophe.training.generate import Ask, candidates, generate
from trophe.training.programme import Note, Week
from trophe.training.trainee import Trainee


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

    `week` counts from 1; `previous_volume` is the volume done or planned the week before (X08
    limits the rise); `dose_share` (0.25 to 1) cuts the dose after illness, a pause or overwork.

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
    allowed = (
        ()
        if held
        else tuple(
            (exercise, side)
            for exercise, side in candidates(trainee)
            if bar(trainee, exercise, side, week) is None
        )
    )
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


def make_course(trainee: Trainee, weeks: int, first_week: int = 1) -> tuple[Week, ...]:
    """Several weeks in a row, each rising from the one before."""
    made: list[Week] = []
    for number in range(first_week, first_week + weeks):
        previous = made[-1].volume if made else None
        made.append(make_week(trainee, number, previous_volume=previous))
    return tuple(made)
