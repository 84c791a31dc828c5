"""Is it working? Yes, no, or too early, from readings, their errors and what is expected."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import exp, log, sqrt
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from trophe.evidence import constants
from trophe.muscle import Measurement
from trophe.muscle.instruments import INSTRUMENTS
from trophe.muscle.learning import expected_log_muscle
from trophe.person.measures import Taken, instrument
from trophe.timeline.case import Case
from trophe.timeline.outlook import Outlook, outlook
from trophe.timeline.words import Focus, focus_of

PARTICLES: Final = 500
AHEAD_D: Final = 120
KEPT_D: Final = 28
SOONEST_D: Final = 7
LATEST_D: Final = 84
_BEST: Final = {
    "thigh": "tape_thigh",
    "calf": "tape_calf",
    "upper_arm": "tape_upper_arm",
    "forearm": "grip",
}
_WORDS: Final = {"yes": "Yes", "no": "No", "too_early": "Too early to say"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """`answer` is yes, no, too_early or nothing_to_judge; `sentence` says it with its figures.

    `measure_on` is the day on which a change should show beyond chance, `instrument` and `side`
    with what to measure then. `change` and `detectable` are in the instrument's unit.
    """

    answer: str
    sentence: str
    why: tuple[str, ...] = ()
    measure_on: date | None = None
    instrument: str = ""
    side: str = ""
    change: float | None = None
    detectable: float | None = None

    def as_dict(self) -> dict[str, Any]:
        """As JSON knows it."""
        on = None if self.measure_on is None else self.measure_on.isoformat()
        names = ("answer", "sentence", "instrument", "side", "change", "detectable")
        return {name: getattr(self, name) for name in names} | {
            "why": list(self.why),
            "measure_on": on,
        }


def verdict(case: Case) -> Verdict:
    """Whether what is done shows in the readings of one place of the body.

    While something takes muscle: whether less was lost than without what is done. Once it is
    over: whether muscle comes back. Otherwise: whether it is kept. A change counts when it is
    beyond the smallest real change of the instrument (95 %). Too early comes with a day on which
    to measure again: the first on which the expected change is as large as that.
    """
    case = replace(case, days=AHEAD_D)
    # What people like this would see: the readings must not judge themselves.
    blind = outlook(replace(case, measurements=()), particles=PARTICLES)
    focus = focus_of(blind)
    if focus is None and not any(not e.is_cause for e in blind.frame.exposures):
        return Verdict(
            answer="nothing_to_judge",
            sentence="There is nothing to judge yet: nothing on your timeline takes muscle,"
            " and nothing is done about it.",
        )
    phase = _phase(focus)
    if phase == "losing":
        blind = outlook(_without_help(case), particles=PARTICLES)
    series = _series(case, focus)
    since = _since(case, focus, phase)
    readings = [t for t in series if t.measured_on >= since]
    if len(readings) < 2 or (readings[-1].measured_on - readings[0].measured_on).days < SOONEST_D:
        return _first_steps(case, blind, focus, readings, phase)
    return _judged(case, blind, readings, phase)


def _without_help(case: Case) -> Case:
    """The same without readings and without anything that is done."""
    events = tuple(e for e in case.events if not e.of.helps)
    return replace(case, events=events, measurements=(), protein_g_kg_d=None)


def _phase(focus: Focus | None) -> str:
    if focus is None or focus.state in ("slow", "plan"):
        return "keeping"
    return "regaining" if focus.state == "over" else "losing"


def _since(case: Case, focus: Focus | None, phase: str) -> date:
    """The first day whose readings count: a week before the end of the cause, or its start."""
    if focus is None or focus.event is None or phase == "keeping":
        return case.today - timedelta(days=365)
    if phase == "regaining" and focus.event.ended_on is not None:
        return focus.event.ended_on - timedelta(days=7)
    return focus.event.began_on - timedelta(days=28)


def _series(case: Case, focus: Focus | None) -> list[Taken]:
    """The readings of the place with most of them, by day; those of the focus if there are any."""
    found: dict[tuple[Any, ...], list[Taken]] = {}
    for taken in case.measurements:
        if taken.counts:
            found.setdefault(taken.place, []).append(taken)
    here = {key: rows for key, rows in found.items() if _is_of(rows[0], focus)}
    rows = max((here or found).values(), key=len, default=[])
    return sorted(rows, key=lambda t: t.measured_on)


def _is_of(taken: Taken, focus: Focus | None) -> bool:
    """Whether a reading is of the place that the forecast is about."""
    site = taken.of.site(taken.site)
    if focus is None or site is None:
        return False
    sides = not taken.side or focus.side in ("both", taken.side)
    return site.muscle in focus.region.members and sides


def _judged(case: Case, blind: Outlook, readings: Sequence[Taken], phase: str) -> Verdict:
    """The answer from the first and the last reading."""
    first, last = readings[0], readings[-1]
    change = log(last.corrected / first.corrected)
    beyond = _detectable_log(first)
    expected = _expected_change(blind, first, last.measured_on)
    answer = _answer(phase, change, beyond, expected, (last.measured_on - first.measured_on).days)
    sentence = f"{_WORDS[answer]}: {_said(first, last, phase, answer)}"
    on = None if answer != "too_early" else _measure_on(case, blind, first, beyond, last, phase)
    if on is not None:
        sentence += f" Measure again on {on.day} {on:%B %Y}."
    return Verdict(
        answer=answer,
        sentence=sentence,
        why=_why(first, beyond, expected[1], phase),
        measure_on=on,
        instrument=first.instrument,
        side=first.side,
        change=round(last.corrected - first.corrected, 3),
        detectable=round(first.of.detectable(first.corrected), 3),
    )


def _answer(
    phase: str, change: float, beyond: float, expected: tuple[float, float, float], days: int
) -> str:
    """The rule, on logs of the reading. `expected` are 25, 50 and 75 % of people like this
    (without help while losing)."""
    q25, middle, q75 = expected
    if phase == "losing":
        if change >= max(middle + beyond, q75):
            return "yes"
        return "no" if change <= min(middle - beyond, q25) else "too_early"
    if change <= -beyond:
        return "no"
    if phase == "keeping":
        return "yes" if change >= beyond or days >= KEPT_D else "too_early"
    if change >= beyond:
        return "yes"
    return "no" if change <= min(middle - beyond, q25) else "too_early"


def _said(first: Taken, last: Taken, phase: str, answer: str) -> str:
    unit, by = first.of.unit, last.corrected - first.corrected
    days = (last.measured_on - first.measured_on).days
    name = first.of.label.lower() + (f", {first.side}," if first.side else "")
    moved = f"{name} {'+' if by >= 0 else '−'}{abs(by):.1f} {unit} in {days} days"
    chance = f"chance alone makes {first.of.detectable(first.corrected):.1f} {unit}"
    tail = {
        ("losing", "yes"): "less lost than most people lose without doing anything",
        ("losing", "no"): "more lost than most people lose without doing anything",
        ("losing", "too_early"): f"not yet told apart from doing nothing; {chance}",
        ("regaining", "yes"): f"that is real growth; {chance}",
        ("regaining", "no"): "less than most people like you gain back in that time",
        ("regaining", "too_early"): f"not beyond chance yet; {chance}",
        ("keeping", "yes"): f"no loss that this could miss; {chance}",
        ("keeping", "no"): f"a real loss; {chance}",
        ("keeping", "too_early"): f"too few days to judge; {chance}",
    }[(phase, answer)]
    return f"{moved}: {tail}."


def _why(first: Taken, beyond: float, expected: float, phase: str) -> tuple[str, ...]:
    whose = "without what is done" if phase == "losing" else "for people like you"
    return (
        f"{first.of.label} reads: {first.of.what}",
        f"Smallest real change: {exp(beyond) - 1:.1%} of the reading (95 %).",
        f"Expected {whose} in the same time: {exp(expected) - 1:+.1%} of the reading.",
    )


def _first_steps(
    case: Case, blind: Outlook, focus: Focus | None, readings: Sequence[Taken], phase: str
) -> Verdict:
    """Too few readings: what to measure, and when again."""
    name = readings[-1].instrument if readings else _BEST.get(_region(focus), "chair_stand_30s")
    of = instrument(name)
    side = readings[-1].side if readings else (focus.side if focus and of.sided else "")
    if not readings:
        return Verdict(
            answer="too_early",
            sentence=f"Too early to say: nothing is measured there yet. Measure the"
            f" {of.label.lower()} today, and again in some weeks.",
            measure_on=case.today,
            instrument=name,
            side=side if side in ("left", "right") else "",
        )
    first = readings[0]
    on = _measure_on(case, blind, first, _detectable_log(first), readings[-1], phase)
    return Verdict(
        answer="too_early",
        sentence=f"Too early to say: one reading tells no change. Measure again on {on.day}"
        f" {on:%B %Y}.",
        why=(f"By then the expected change is as large as {of.label.lower()} can tell.",),
        measure_on=on,
        instrument=name,
        side=first.side,
        detectable=round(of.detectable(first.corrected), 3),
    )


def _region(focus: Focus | None) -> str:
    return "thigh" if focus is None else focus.region.name


def _detectable_log(taken: Taken) -> float:
    """Smallest real change of a reading on the log scale."""
    share = taken.of.error_of(taken.corrected) / taken.corrected
    return float(constants("measure_errors").change_z) * sqrt(2) * share


def _expected_log(blind: Outlook, taken: Taken, on: date) -> float:
    """Median log reading that people like this have on a day, over that before any loss."""
    return float(np.median(_draws_log(blind, taken, on)))


def _expected_change(blind: Outlook, first: Taken, on: date) -> tuple[float, float, float]:
    """25, 50 and 75 % of the change of log reading that people like this have since a reading."""
    moved = _draws_log(blind, first, on) - _draws_log(blind, first, first.measured_on)
    q25, middle, q75 = (float(q) for q in np.quantile(moved, (0.25, 0.5, 0.75)))
    return q25, middle, q75


def _draws_log(blind: Outlook, taken: Taken, on: date) -> NDArray[np.float64]:
    """Log reading on a day of each possible course, over that before any loss."""
    day = min(max(blind.frame.day(on), 0), blind.frame.days)
    name = taken.of.reads + ("_fat_corrected" if taken.skinfold_mm else "")
    site = taken.of.site(taken.site)
    m = Measurement(
        instrument=name,
        day=float(day),
        value=taken.corrected,
        muscle=None if site is None else site.muscle,
        side=taken.side or None,
    )
    courses = blind.of(INSTRUMENTS[name]).courses
    return m.shows * expected_log_muscle(courses, m)


def _measure_on(
    case: Case, blind: Outlook, first: Taken, beyond: float, last: Taken, phase: str
) -> date:
    """The first day on which the expected change since the first reading is beyond chance."""
    soonest = max(last.measured_on, case.today) + timedelta(days=SOONEST_D)
    if phase == "keeping":
        return max(soonest, first.measured_on + timedelta(days=KEPT_D))
    start = _expected_log(blind, first, first.measured_on)
    for ahead in range(0, LATEST_D - SOONEST_D + 1, 7):
        on = soonest + timedelta(days=ahead)
        if abs(_expected_log(blind, first, on) - start) >= beyond:
            return on
    return soonest + timedelta(days=LATEST_D - SOONEST_D)
