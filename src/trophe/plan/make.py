"""The one door to a plan: who and what becomes targets, phases, a forecast, or a kind refusal."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from trophe.checks import require_one
from trophe.energy import (
    DEFAULT_PRESET,
    RATE_HORIZON_DAYS,
)
from trophe.energy import (
    preset as preset_named,
)
from trophe.errors import InputError
from trophe.nutrition.targets import Target, daily_targets
from trophe.person import Condition, Person, bmi_kg_m2
from trophe.plan.alternative import horizon, safe_alternatives
from trophe.plan.bands import Spread, spread_of
from trophe.plan.basis import basis_of
from trophe.plan.document import MuscleForecast, Note, Offered, Plan
from trophe.plan.draft import Case, Draft, draft_many, reasons
from trophe.plan.goal import Goal
from trophe.plan.history import History, seen
from trophe.plan.lean import MODES
from trophe.plan.outlook import forecast_of, goal_day_of, static_line
from trophe.plan.people import person_from_dict, person_to_dict
from trophe.plan.versions import versions_of
from trophe.plan.words import phases_of
from trophe.safety import (
    Effect,
    Finding,
    at_refeeding_risk,
    rule,
    struggles_with_food,
)

if TYPE_CHECKING:
    from trophe.muscle import Exposure

DEFAULT_DRAWS: Final = 400
JUDGED_DAYS: Final = 196
"""A plan is judged at least this far: past six months of losing and the rest after them."""
PAST_GOAL_DAYS: Final = 28


def make(
    person: Person,
    goal: Goal | str,
    exposures: "Sequence[Exposure]" = (),
    *,
    exposures_day: int = 0,
    days: int = 365,
    seed: int = 0,
    draws: int = DEFAULT_DRAWS,
    preset: str = DEFAULT_PRESET,
    protein_g_kg_d: float | None = None,
    protein_before_g_kg_d: float | None = None,
    starts_training: bool = False,
    history: History | None = None,
) -> Plan:
    """A plan for a person and a goal, or the reasons against it and a safe goal instead.

    Parameters
    ----------
    person : Person of any age.
    goal : Goal, or the name of one of the nine.
    exposures : what takes muscle and what is done about it (`trophe.muscle.Exposure`), on days
        of which `exposures_day` (0 to 36525) is today. The plan then has a forecast of muscles,
        and fat-free mass and weight hold what they lose and gain.
    days : 7 to 1825, how far the forecast looks; four weeks past a goal's day where that is
        later. seed : 0 or more.
    draws : 50 to 5000 people of the ensemble; 0 for the estimate alone, without bands. What is
        allowed never depends on it.
    preset : name of the energy model.
    protein_g_kg_d : protein that the person chose, 0.1 to 10 g per kg of reference weight.
    protein_before_g_kg_d : what they ate until now, 0.1 to 10; None: what adults usually eat.
    starts_training : resistance training, twice a week or more, begins with the plan.
    history : what was weighed, eaten and learned until today: a learned expenditure takes the
        place of the estimate, too fast a loss stops a plan to lose (P10), hardly any food
        withholds the figures (P11).

    Returns
    -------
    Plan. An unsafe goal is no error but `refused`; InputError is for input that makes no sense.
    """
    wanted = Goal.parse(goal) if isinstance(goal, str) else goal
    days = int(require_one("days", days, 7, 1825))
    days = days if wanted.by_day is None else max(days, wanted.by_day + PAST_GOAL_DAYS)
    seed = int(require_one("seed", seed, 0, 2**32 - 1))
    draws = _draws(draws)
    case = Case(
        person=seen(person, history),
        goal=wanted,
        protein_g_kg_d=_dose("protein_g_kg_d", protein_g_kg_d),
        protein_before_g_kg_d=_dose("protein_before_g_kg_d", protein_before_g_kg_d),
        starts_training=bool(starts_training),
        history=history,
        exposures=tuple(exposures),
        exposures_day=int(require_one("exposures_day", exposures_day, 0, 36525)),
    )
    model = preset_named(preset).held()
    judged = max(days, JUDGED_DAYS)
    (draft,) = draft_many([case], model, horizon([case], judged))
    inputs = {
        "person": person_to_dict(person),
        "goal": wanted.as_dict(),
        "days": days,
        "seed": seed,
        "draws": draws,
        "preset": model.name,
        "protein_g_kg_d": case.protein_g_kg_d,
        "protein_before_g_kg_d": case.protein_before_g_kg_d,
        "starts_training": case.starts_training,
        "history": None if history is None else history.as_dict(),
        "exposures": [asdict(exposure) for exposure in case.exposures],
        "exposures_day": case.exposures_day,
    }
    if draft.verdict.refused:
        (found,) = safe_alternatives([case], model, judged)
        return _refused(draft, found, inputs)
    if draft.weight_kg is None or draft.verdict.withheld or not draws:
        return _allowed(draft, None, inputs)
    if not case.exposures:
        spread = spread_of(draft, model, days=days, draws=draws, seed=seed)
        return _allowed(draft, spread, inputs)
    from trophe.plan.muscle import Around, lean_of_exposures, muscle_of

    protein_g_d = _targets(draft, withheld=False)[0]["protein"].value
    around = Around.of(draft, protein_g_d, days=days, draws=draws, seed=seed)
    added_kg = lean_of_exposures(around)
    spread = spread_of(draft, model, days=days, draws=draws, seed=seed, added_kg=added_kg)
    return _allowed(draft, spread, inputs, muscle_of(around, spread))


def replay(text: str) -> Plan:
    """The plan made again from the inputs of a stored one.

    With the same versions its JSON is the same to the byte; `versions` tells otherwise.
    """
    inputs = Plan.from_json(text).inputs
    try:
        return make(
            person_from_dict(inputs["person"]),
            Goal.from_dict(inputs["goal"]),
            _exposures(inputs.get("exposures", ())),
            exposures_day=inputs.get("exposures_day", 0),
            days=inputs["days"],
            seed=inputs["seed"],
            draws=inputs["draws"],
            preset=inputs["preset"],
            protein_g_kg_d=inputs["protein_g_kg_d"],
            protein_before_g_kg_d=inputs.get("protein_before_g_kg_d"),
            starts_training=inputs.get("starts_training", False),
            history=History(**told) if (told := inputs.get("history")) else None,
        )
    except KeyError as error:
        raise InputError("plan", f"plan: the stored inputs lack {error}.") from None


def _exposures(entries: Sequence[Mapping[str, Any]]) -> "tuple[Exposure, ...]":
    """The exposures of stored inputs; most plans have none, and need no muscle model."""
    if not entries:
        return ()
    from trophe.plan.muscle import exposures_from

    return exposures_from(entries)


def hidden_by(person: Person) -> tuple[str, ...]:
    """What faces must not show of this person's plan unless asked for.

    Rules P01, P02, P13, P14, I12, and E19, which hides every number.
    """
    bmi = bmi_kg_m2(person)
    hide: list[str] = []
    if Condition.OPEN_EMERGENCY in person.conditions:
        hide += ["plan", "forecast"]
    if Condition.OPEN_CRISIS in person.conditions:  # E19: no number of the app now
        hide += ["plan", "forecast", "energy", "weight", "streaks"]
    if not person.is_adult:
        hide += ["ring", "forecast", "weight"]
    if Condition.PREGNANT in person.conditions:
        hide += ["forecast"]
    if struggles_with_food(person, bmi):
        hide += ["energy", "weight", "streaks"]
    if at_refeeding_risk(person, bmi):
        hide += ["energy", "forecast"]
    return tuple(dict.fromkeys(hide))


def _dose(name: str, value: float | None) -> float | None:
    return None if value is None else require_one(name, value, 0.1, 10)


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


def _allowed(
    draft: Draft,
    spread: Spread | None,
    inputs: dict[str, Any],
    muscle: MuscleForecast | None = None,
) -> Plan:
    """The plan of a goal that passed."""
    days = int(inputs["days"])
    withheld = draft.verdict.withheld
    targets, meals = _targets(draft, withheld)
    static_kcal_d, static_kg = (None, None) if withheld else static_line(draft, days)
    forecast = None if withheld else forecast_of(draft, spread, days)
    plan = {
        "targets": targets,
        "meals": meals,
        "intake_kcal_d": _first_intake(draft),
        "protein_g_d": targets["protein"].value,
        "protein_g_meal": targets["protein_meal"].value,
        "phases": () if withheld else phases_of(draft, days),
        "forecast": forecast,
        "muscle": muscle,
        "static_intake_kcal_d": static_kcal_d,
        "static_weight_kg": static_kg if forecast else None,
        "goal_day": None if withheld else goal_day_of(draft, spread, days),
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
        "muscle": None,
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
        versions=versions_of(inputs),
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
    mode = MODES[draft.proposal.direction]
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


def _note(finding: Finding) -> Note:
    return Note(rule=finding.rule, text=finding.text, figure=finding.figure)
