"""The nine goals for one person: which may be taken, and why the others may not."""

from dataclasses import dataclass

from trophe.energy import DEFAULT_PRESET
from trophe.energy import preset as preset_named
from trophe.person import Person
from trophe.plan.draft import Case, draft_many, reasons
from trophe.plan.goal import GOALS, Goal
from trophe.plan.make import JUDGED_DAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One of the nine goals. Not `allowed`: the first reason, its rule and figure say why."""

    goal: Goal
    label: str
    allowed: bool
    rule: str
    reason: str
    figure: str
    intake_kcal_d: float | None


def offers(person: Person, *, preset: str = DEFAULT_PRESET) -> tuple[Offer, ...]:
    """The nine goals from lose-2 to gain-2 as the rules see them for this person today."""
    cases = [Case(person=person, goal=goal) for goal in GOALS.values()]
    drafts = draft_many(cases, preset_named(preset).held(), JUDGED_DAYS)
    found = []
    for draft in drafts:
        why = reasons(draft)
        shown = not why and not draft.verdict.withheld and draft.course is not None
        found.append(
            Offer(
                goal=draft.case.goal,
                label=draft.case.goal.label,
                allowed=not why,
                rule=why[0].rule if why else "",
                reason=why[0].text if why else "",
                figure=why[0].figure if why else "",
                intake_kcal_d=float(draft.course.intake_kcal_d[0])
                if shown and draft.course is not None
                else None,
            )
        )
    return tuple(found)
