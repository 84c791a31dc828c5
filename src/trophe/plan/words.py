"""The sentences of a plan's phases, and which rules stand behind them."""

from dataclasses import dataclass

import numpy as np

from trophe.energy import RATE_HORIZON_DAYS
from trophe.plan import course as c
from trophe.plan.document import Phase
from trophe.plan.draft import Draft
from trophe.safety import GAIN, HOLD, LOSE, REST, Traits, least_bmi_for_deficit, lowest_bmi, rule
from trophe.units import DAYS_PER_WEEK, format_weight

KINDS = {HOLD: "maintenance", LOSE: "deficit", REST: "break", GAIN: "gain"}


@dataclass(frozen=True, slots=True)
class _Why:
    """A sentence and its rules."""

    text: str
    rules: tuple[str, ...]


def phases_of(draft: Draft, days: int) -> tuple[Phase, ...]:
    """The stretches of a draft's course over days 0 to `days`, each with its reason."""
    course = draft.course
    if course is None:
        return ()
    why = draft.why if draft.why is not None else np.zeros_like(course.kind)
    marks = np.stack([course.kind, course.intake_kcal_d, why])[:, : days + 1]
    changed = (np.diff(marks, axis=1) != 0).any(axis=0)
    first = np.concatenate([[0], np.flatnonzero(changed) + 1])
    last = np.concatenate([first[1:] - 1, [marks.shape[1] - 1]])
    return tuple(_phase(draft, int(a), int(b)) for a, b in zip(first, last, strict=True))


def _phase(draft: Draft, first: int, last: int) -> Phase:
    """One stretch."""
    course = draft.course
    assert course is not None
    why = _why(draft, first)
    return Phase(
        first_day=first,
        last_day=last,
        kind=KINDS[int(course.kind[first])],
        intake_kcal_d=float(course.intake_kcal_d[first]),
        rate_kg_week=_pace(draft, first, last),
        why=why.text,
        rules=why.rules,
    )


def _pace(draft: Draft, first: int, last: int) -> float:
    """The forecast's mean weekly change over a stretch, its first two weeks left out if it can."""
    if draft.weight_kg is None or last == first:
        return 0.0
    settled = first + int(rule("P10").left_out_days)
    start = settled if settled < last else first
    change = float(draft.weight_kg[last] - draft.weight_kg[start])
    return round(DAYS_PER_WEEK * change / (last - start), 3) + 0.0


def _why(draft: Draft, day: int) -> _Why:
    """Why the phase that begins on a day is as it is."""
    assert draft.course is not None
    code = c.START if draft.why is None else int(draft.why[day])
    p19 = rule("P19").say
    if code == c.START:
        return _start(draft)
    if code == c.REACHED:
        return _Why(p19["reached"], ("P19",))
    if code == c.RESTING:
        return _Why(p19["break"], ("P19",))
    if code == c.AGED:
        return _Why(p19["aged"], ("P19",))
    if code == c.RESUMED:
        return _Why(p19["resume"], ("P19",))
    if code == c.HIGHEST:
        return _Why(rule("P17").say["stops"].format(limit=rule("P17").bmi_max), ("P17",))
    if code == c.LOWEST:
        return _lowest(draft, day)
    if code == c.SLOWER:
        return _Why(_slower(draft, day), ("P06",))
    if code == c.FLOOR:
        return _Why(rule("P07").say["later"], ("P07",))
    if code == c.CUT:
        return _Why(rule("P09").say["later"], ("P09", "P04"))
    return _Why(rule("P09").say["too_small"], ("P06", "P07", "P09"))


def _start(draft: Draft) -> _Why:
    """Why the plan begins as it does."""
    goal, direction = draft.case.goal, draft.proposal.direction
    p19 = rule("P19").say
    if not direction:
        return _Why(p19["hold"], ("P07",))
    rules = ("P06", "P07", "P09") if direction < 0 else ("P17",)
    if goal.name == "target":
        what = format_weight(goal.target_weight_kg or 0.0)
        return _Why(p19["target"].format(what=what), rules)
    what = goal.label[0].lower() + goal.label[1:]
    return _Why(p19["change"].format(what=what, days=RATE_HORIZON_DAYS), rules)


def _lowest(draft: Draft, day: int) -> _Why:
    """At which lowest weight the plan stops, and by which rule."""
    assert draft.course is not None
    traits = Traits.of(draft.case.person)
    age = float(draft.course.body.age_y[day])
    older = rule("P04").older_age_y
    if draft.case.person.age_y < older <= age and draft.course.body.bmi[day] > lowest_bmi(
        traits, draft.case.person.age_y
    ):
        return _Why(rule("P04").say["birthday"], ("P04",))
    needed, least = float(least_bmi_for_deficit(traits, age)), float(lowest_bmi(traits, age))
    name = "P04" if needed >= least else "P05"
    return _Why(rule(name).say["stops"].format(limit=least), ("P04", "P05"))


def _slower(draft: Draft, day: int) -> str:
    """Why the pace changes: slimmer, older, or only lighter."""
    assert draft.course is not None
    p06, body = rule("P06"), draft.course.body
    if draft.case.person.age_y < p06.older_age_y <= body.age_y[day]:
        return p06.say["older"]
    return p06.say["slower" if body.bmi[day] < p06.slim_bmi else "lighter"]
