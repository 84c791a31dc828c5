"""A stored plan against the person as they are now (I08)."""

from dataclasses import replace

import numpy as np

from trophe.nutrition.protein import protein_limits
from trophe.person import Medicine, Person, protein_reference_weight_kg
from trophe.plan.document import Phase, Plan
from trophe.plan.history import History, findings_of
from trophe.plan.need import Crowd, need_of
from trophe.safety import (
    GAIN,
    HOLD,
    LOSE,
    REST,
    Body,
    Course,
    Effect,
    Finding,
    Proposal,
    judge,
    rule,
)
from trophe.safety.finding import say

DIRECTION = {"deficit": -1, "gain": 1, "maintenance": 0, "break": 0}
KINDS = {"deficit": LOSE, "gain": GAIN, "maintenance": HOLD, "break": REST}
SHORT_SHARE = 0.1
PROTEIN_ROUNDING_G = 0.5


def recheck(
    plan: Plan, person_now: Person, *, day: int = 0, history: History | None = None
) -> tuple[Finding, ...]:
    """What the rules say today of a plan that was made earlier; empty: it may be shown as it is.

    `day` counts from the day on which the plan was made; `history` is what was weighed since then
    and eaten of late. Any finding with the effect `refuse` locks the plan, `withhold` hides it,
    `warn` (P10, P11) goes with it. Other warnings stand in the plan already and are left out.
    """
    phase = plan.phase_on(day)
    if plan.refused or phase is None:
        found = list(_locking(person_now, _proposal(person_now, None, plan)))
    else:
        found = list(_locking(person_now, _proposal(person_now, phase, plan)))
        found += _short(person_now, phase)
        found += _targets(person_now, plan)
    return tuple(dict.fromkeys((*found, *_watched(phase, history))))


def _watched(phase: Phase | None, history: History | None) -> list[Finding]:
    """P10 and P11 of a plan that goes on. What only makes a *new* plan give more food locks one
    that was made before: its calorie goal is too low now."""
    if history is None:
        return []
    direction = 0 if phase is None else DIRECTION[phase.kind]
    found = findings_of(history, direction)
    if direction >= 0:
        return found
    return [replace(f, effect=Effect.REFUSE) if f.rule == "P10" else f for f in found]


def _locking(person: Person, proposal: Proposal) -> tuple[Finding, ...]:
    return judge(person, proposal).with_effect(Effect.REFUSE, Effect.WITHHOLD)


def _proposal(person: Person, phase: Phase | None, plan: Plan) -> Proposal:
    """Today's phase of the plan as a proposal for the person of today."""
    direction = 0 if phase is None else DIRECTION[phase.kind]
    body = _body(person)
    course = None
    if phase is not None and body is not None:
        one = {f: np.atleast_1d(getattr(body, f)) for f in Body.__dataclass_fields__}
        course = Course(
            kind=np.asarray([KINDS[phase.kind]]),
            intake_kcal_d=np.asarray([phase.intake_kcal_d]),
            body=Body(**one),
        )
    pace = 0.0 if phase is None or not direction else phase.rate_kg_week
    if phase is not None and direction and phase.first_day == 0:
        pace = plan.goal.rate_kg_week or pace  # the first phase is what was asked for
    return Proposal(
        direction=direction,
        rate_kg_week=min(pace, 0.0) if direction < 0 else max(pace, 0.0),
        target_weight_kg=plan.goal.target_weight_kg if direction else None,
        label=plan.goal.label,
        body=body,
        course=course,
    )


def _body(person: Person) -> Body | None:
    """Today's body; None below 18 y."""
    if not person.is_adult:
        return None
    crowd = Crowd.of([person])
    day = np.zeros(1, dtype=np.int64)
    body = crowd.body(day, crowd.weight_kg, crowd.adults.fat_kg[:, None])
    values = {f: np.asarray(getattr(body, f)).reshape(-1)[0] for f in Body.__dataclass_fields__}
    return Body(**values)


def _short(person: Person, phase: Phase) -> list[Finding]:
    """Who may not lose must not be kept short by a plan that was meant to hold or gain."""
    need = need_of(person).tee_kcal_d
    if DIRECTION[phase.kind] < 0 or need is None:
        return []
    if phase.intake_kcal_d >= (1 - SHORT_SHARE) * need:
        return []
    losing = Proposal(
        direction=-1,
        rate_kg_week=0.0,
        target_weight_kg=None,
        label="",
        body=_body(person),
        course=None,
    )
    return list(judge(person, losing).with_effect(Effect.REFUSE))


def _targets(person: Person, plan: Plan) -> list[Finding]:
    """Protein and carbohydrate of the plan against kidneys and medicines of today."""
    found: list[Finding] = []
    if plan.protein_g_d is not None and person.is_adult:
        found += _protein(person, plan.protein_g_d)
    carbohydrate = plan.targets.get("carbohydrate")
    grams = None if carbohydrate is None else carbohydrate.value
    limit = rule("P15").sglt2_carbohydrate
    if Medicine.SGLT2 in person.medicines and grams is not None and grams < limit:
        what = Medicine.SGLT2.label
        found.append(say("P15", "carbohydrate", f"{limit:g} g/d", what=what, limit=limit))
    return found


def _protein(person: Person, protein_g_d: float) -> list[Finding]:
    """N02 to N04: the plan's protein against what today's kidneys allow."""
    limits = protein_limits(person)
    if limits.most_g_kg_d is None:
        key = "no_number" if person.kidney == "disease" else "clinic_only"
        return [say("N03", key, "no figure from us")]
    most_g = limits.most_g_kg_d * protein_reference_weight_kg(person) + PROTEIN_ROUNDING_G
    if protein_g_d <= most_g:
        return []
    key = "refuse" if limits.most_rule == "N04" else "refuse_high"
    dose = round(protein_g_d / protein_reference_weight_kg(person), 2)
    figure = f"at most {limits.most_g_kg_d:g} g/kg a day"
    return [say(limits.most_rule, key, figure, wanted=dose, limit=limits.most_g_kg_d)]
