"""The one door to a plan: who and what becomes targets, phases, a forecast, or a kind refusal."""

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

import numpy as np

from trophe import __version__
from trophe.checks import require_one
from trophe.energy import (
    RATE_HORIZON_DAYS,
    static_goal_kcal_d,
    static_weight_kg,
)
from trophe.energy import (
    preset as preset_named,
)
from trophe.errors import InputError
from trophe.nutrition.targets import Target, daily_targets
from trophe.person import Condition, Person, bmi_kg_m2, weight_at_bmi_kg
from trophe.plan.alternative import horizon, safe_alternatives
from trophe.plan.bands import PARTS, Spread, spread_of
from trophe.plan.basis import basis_of
from trophe.plan.document import QUANTILES, Forecast, GoalDay, Note, Offered, Plan
from trophe.plan.draft import Case, Draft, draft_many, reasons
from trophe.plan.goal import Goal
from trophe.plan.people import person_from_dict, person_to_dict
from trophe.plan.words import phases_of
from trophe.safety import (
    Effect,
    Finding,
    Traits,
    at_refeeding_risk,
    lowest_bmi,
    rule,
    rules_version,
    struggles_with_food,
)
from trophe.units import KG_PER_LB

DEFAULT_PRESET: Final = "hall2011"
DEFAULT_DRAWS: Final = 400
JUDGED_DAYS: Final = 196
"""A plan is judged at least this far: past six months of losing and the rest after them."""
PAST_GOAL_DAYS: Final = 28

NOTE: Final = (
    "The band is for one person like you, not for a group's average: half of such people end "
    "between the inner lines, nine in ten between the outer ones. It does not know illness, "
    "medicine or a change of habits, and the plan is solved anew from your weights."
)


def make(
    person: Person,
    goal: Goal | str,
    *,
    days: int = 365,
    seed: int = 0,
    draws: int = DEFAULT_DRAWS,
    preset: str = DEFAULT_PRESET,
    protein_g_kg_d: float | None = None,
) -> Plan:
    """A plan for a person and a goal, or the reasons against it and a safe goal instead.

    Parameters
    ----------
    person : Person of any age.
    goal : Goal, or the name of one of the nine.
    days : 7 to 1825, how far the forecast looks; four weeks past a goal's day where that is
        later. seed : 0 or more.
    draws : 50 to 5000 people of the ensemble; 0 for the estimate alone, without bands. What is
        allowed never depends on it.
    preset : name of the energy model.
    protein_g_kg_d : protein that the person chose, 0.1 to 10 g per kg of reference weight.

    Returns
    -------
    Plan. An unsafe goal is no error but `refused`; InputError is for input that makes no sense.
    """
    wanted = Goal.parse(goal) if isinstance(goal, str) else goal
    days = int(require_one("days", days, 7, 1825))
    days = days if wanted.by_day is None else max(days, wanted.by_day + PAST_GOAL_DAYS)
    seed = int(require_one("seed", seed, 0, 2**32 - 1))
    draws = _draws(draws)
    if protein_g_kg_d is not None:
        protein_g_kg_d = require_one("protein_g_kg_d", protein_g_kg_d, 0.1, 10)
    case = Case(person=person, goal=wanted, protein_g_kg_d=protein_g_kg_d)
    model = preset_named(preset)
    judged = max(days, JUDGED_DAYS)
    (draft,) = draft_many([case], model, horizon([case], judged))
    inputs = {
        "person": person_to_dict(person),
        "goal": wanted.as_dict(),
        "days": days,
        "seed": seed,
        "draws": draws,
        "preset": model.name,
        "protein_g_kg_d": protein_g_kg_d,
    }
    if draft.verdict.refused:
        (found,) = safe_alternatives([case], model, judged)
        return _refused(draft, found, inputs)
    spread = None
    if draft.weight_kg is not None and not draft.verdict.withheld and draws:
        spread = spread_of(draft, model, days=days, draws=draws, seed=seed)
    return _allowed(draft, spread, inputs)


def replay(text: str) -> Plan:
    """The plan made again from the inputs of a stored one.

    With the same versions its JSON is the same to the byte; `versions` tells otherwise.
    """
    inputs = Plan.from_json(text).inputs
    try:
        return make(
            person_from_dict(inputs["person"]),
            Goal.from_dict(inputs["goal"]),
            days=inputs["days"],
            seed=inputs["seed"],
            draws=inputs["draws"],
            preset=inputs["preset"],
            protein_g_kg_d=inputs["protein_g_kg_d"],
        )
    except KeyError as error:
        raise InputError("plan", f"plan: the stored inputs lack {error}.") from None


def hidden_by(person: Person) -> tuple[str, ...]:
    """What faces must not show of this person's plan unless asked for (P01, P02, P13, P14, I12)."""
    bmi = bmi_kg_m2(person)
    hide: list[str] = []
    if Condition.OPEN_EMERGENCY in person.conditions:
        hide += ["plan", "forecast"]
    if not person.is_adult:
        hide += ["ring", "forecast", "weight"]
    if Condition.PREGNANT in person.conditions:
        hide += ["forecast"]
    if struggles_with_food(person, bmi):
        hide += ["energy", "weight", "streaks"]
    if at_refeeding_risk(person, bmi):
        hide += ["energy", "forecast"]
    return tuple(dict.fromkeys(hide))


def _draws(draws: int) -> int:
    draws = int(require_one("draws", draws, 0, 5000, hint="0 gives the estimate alone."))
    return draws if draws == 0 else int(require_one("draws", draws, 50, 5000))


def _refused(draft: Draft, found: Draft, inputs: dict[str, Any]) -> Plan:
    """The plan of a refused goal: no figures to follow, the reasons, one way on."""
    offered = Offered(
        goal=found.case.goal,
        intake_kcal_d=_first_intake(found),
        protein_g_kg_d=found.case.protein_g_kg_d,
    )
    return _plan(
        draft,
        inputs,
        refused=True,
        reasons=tuple(_note(f) for f in reasons(draft)),
        alternative=offered,
        targets={},
    )


def _allowed(draft: Draft, spread: Spread | None, inputs: dict[str, Any]) -> Plan:
    """The plan of a goal that passed."""
    days = int(inputs["days"])
    withheld = draft.verdict.withheld
    targets, meals = _targets(draft, withheld)
    static_kcal_d, static_kg = (None, None) if withheld else _static(draft, days)
    forecast = None if withheld else _forecast(draft, spread, days)
    plan = {
        "targets": targets,
        "meals": meals,
        "intake_kcal_d": _first_intake(draft),
        "protein_g_d": targets["protein"].value,
        "protein_g_meal": targets["protein_meal"].value,
        "phases": () if withheld else phases_of(draft, days),
        "forecast": forecast,
        "static_intake_kcal_d": static_kcal_d,
        "static_weight_kg": static_kg if forecast else None,
        "goal_day": None if withheld else _goal_day(draft, spread, days),
        "review_day": None if draft.course is None or withheld else RATE_HORIZON_DAYS,
    }
    return _plan(draft, inputs, **plan)


def _plan(draft: Draft, inputs: dict[str, Any], **given: Any) -> Plan:
    """A plan with what every plan has, and what is given."""
    empty: dict[str, Any] = {
        "refused": False,
        "reasons": (),
        "alternative": None,
        "intake_kcal_d": None,
        "static_intake_kcal_d": None,
        "protein_g_d": None,
        "protein_g_meal": None,
        "meals": 3,
        "phases": (),
        "forecast": None,
        "static_weight_kg": None,
        "goal_day": None,
        "review_day": None,
    }
    need = draft.need
    shown = Effect.WITHHOLD, Effect.WARN
    parts = empty | given
    return Plan(
        goal=draft.case.goal,
        ree_kcal_d=round(need.ree_kcal_d, 1),
        tee_kcal_d=None if need.tee_kcal_d is None else round(need.tee_kcal_d, 1),
        floor_kcal_d=draft.floor_kcal_d,
        warnings=tuple(_note(f) for f in draft.verdict.with_effect(*shown)),
        hide=hidden_by(draft.case.person),
        basis=basis_of(draft, parts, inputs["preset"]),
        inputs=inputs,
        versions=_versions(inputs),
        **parts,
    )


def _first_intake(draft: Draft) -> float | None:
    """Today's calorie goal; None where none is given."""
    if draft.course is None or draft.verdict.withheld:
        return None
    return float(draft.course.intake_kcal_d[0])


def _targets(draft: Draft, withheld: bool) -> tuple[dict[str, Target], int]:
    """Targets for today; without figures where they are withheld."""
    person = draft.case.person
    mode = {-1: "deficit", 0: "maintenance", 1: "gain"}[draft.proposal.direction]
    intake = _first_intake(draft) if person.is_adult else draft.need.tee_kcal_d
    targets = daily_targets(
        person,
        intake_kcal_d=intake,
        floor_kcal_d=draft.floor_kcal_d,
        mode=mode,
        protein_g_kg_d=draft.case.protein_g_kg_d,
    )
    table = dict(targets.by_name)
    if not person.is_adult:
        table["energy"] = _no_figure("kcal/d", rule("P01").say["hide"], "P01")
    if withheld:
        why = draft.verdict.with_effect(Effect.WITHHOLD)[0]
        table = {name: _no_figure(t.unit, why.text, why.rule) for name, t in table.items()}
    return table, targets.meals


def _no_figure(unit: str, reason: str, rule_id: str) -> Target:
    return Target(value=None, low=None, high=None, unit=unit, reason=reason, rules=(rule_id,))


def _static(draft: Draft, days: int) -> tuple[float | None, tuple[float, ...] | None]:
    """What the 3,500-kcal rule would print: intake, and weight by day.

    Nothing where its intake would lie below the floor (P07, P08); its line is not drawn past the
    target, nor past the lowest weight of the rules.
    """
    need, person = draft.need.tee_kcal_d, draft.case.person
    if need is None or draft.weight_kg is None:
        return None, None
    rate_lb = draft.proposal.rate_kg_week / KG_PER_LB
    intake = float(static_goal_kcal_d(need, rate_lb))
    if draft.floor_kcal_d is not None and intake < draft.floor_kcal_d:
        return None, None
    line = static_weight_kg(person.weight_kg, intake - need, np.arange(days + 1))
    if draft.proposal.direction < 0:
        least = weight_at_bmi_kg(person, float(lowest_bmi(Traits.of(person), person.age_y)))
        line = np.maximum(line, max(least, draft.proposal.target_weight_kg or least))
    elif draft.proposal.direction > 0:
        most = weight_at_bmi_kg(person, rule("P17").bmi_max)
        line = np.minimum(line, min(most, draft.proposal.target_weight_kg or most))
    return round(intake, 1), _rounded(line)


def _forecast(draft: Draft, spread: Spread | None, days: int) -> Forecast | None:
    """The bands as plain values; None without a course of weight, or without draws."""
    if draft.weight_kg is None or spread is None:
        return None
    parts = {
        name: {q: _rounded(getattr(spread.bands[name], q)) for q in QUANTILES} for name in PARTS
    }
    return Forecast(day=tuple(range(days + 1)), band_of="person", note=NOTE, **parts)


def _goal_day(draft: Draft, spread: Spread | None, days: int) -> GoalDay | None:
    """When the target is reached, over the draws."""
    target = draft.proposal.target_weight_kg
    if spread is None or spread.reached_day is None or target is None:
        return None
    reached = np.sort(np.where(np.isnan(spread.reached_day), np.inf, spread.reached_day))
    places = {"q05": 0.05, "q25": 0.25, "median": 0.5, "q75": 0.75, "q95": 0.95}
    day = {q: reached[int(np.ceil(p * reached.size)) - 1] for q, p in places.items()}
    return GoalDay(
        weight_kg=target,
        probability=round(float(np.isfinite(reached).mean()), 3),
        **{q: int(d) if np.isfinite(d) else None for q, d in day.items()},
    )


def _rounded(values: Any) -> tuple[float, ...]:
    """Numbers to the gram, never minus zero."""
    return tuple(float(v) + 0.0 for v in np.round(np.asarray(values), 3))


def _note(finding: Finding) -> Note:
    return Note(rule=finding.rule, text=finding.text, figure=finding.figure)


def _versions(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """What a plan was made with."""
    return {
        "trophe": __version__,
        "rules": rules_version(),
        "model": inputs["preset"],
        "evidence": f"sha256:{constants_hash()[:16]}",
        "seed": inputs["seed"],
    }


@cache
def constants_hash() -> str:
    """SHA-256 of all constants, so that a stored plan tells what figures it was made with."""
    folder = files("trophe.evidence") / "constants"
    paths = sorted((p for p in folder.iterdir() if p.name.endswith(".toml")), key=lambda p: p.name)
    return hashlib.sha256(b"".join(p.read_bytes() for p in paths)).hexdigest()
