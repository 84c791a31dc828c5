"""What each figure of a plan rests on: constants, sources and rules, one click away."""

from collections.abc import Mapping
from typing import Any, Final

from trophe.energy import Preset
from trophe.energy import preset as preset_named
from trophe.evidence import constants
from trophe.nutrition.targets import Target
from trophe.plan.document import Basis
from trophe.plan.draft import Draft

FORECAST_SETS: Final = ("fat_jackson2002", "forecast_errors", "plan_choices")
FLOOR_RULES: Final = ("P03", "P07", "P08")


def basis_of(draft: Draft, parts: Mapping[str, Any], preset: str) -> tuple[Basis, ...]:
    """The basis of every figure that a plan shows."""
    need, model = draft.need, preset_named(preset).constants
    rows = [
        _row("ree_kcal_d", need.ree_kcal_d, "kcal/d", _resting_words(draft), need.constants),
        _row("tee_kcal_d", need.tee_kcal_d, "kcal/d", need.text, need.constants),
        _row(
            "floor_kcal_d",
            draft.floor_kcal_d,
            "kcal/d",
            "The lowest daily calorie goal for you.",
            (),
            FLOOR_RULES,
        ),
    ]
    if parts["intake_kcal_d"] is not None:
        rows.append(_intake(draft, parts["intake_kcal_d"], model))
    if parts["static_intake_kcal_d"] is not None:
        rows.append(
            _row(
                "static_intake_kcal_d",
                parts["static_intake_kcal_d"],
                "kcal/d",
                "The old rule: 3,500 kcal a pound, for everybody and for ever. It is off.",
                ("weight_goals",),
            )
        )
    targets: Mapping[str, Target] = parts["targets"]
    names = {"protein": "protein_g_d", "protein_meal": "protein_g_meal"}
    rows += [_target(names.get(k, k), t) for k, t in targets.items() if k != "energy"]
    if parts["forecast"] is not None:
        rows.append(_forecast(draft, preset_named(preset)))
    if parts["goal_day"] is not None:
        text = "The day on which people like you reach the goal and stay there, water settled."
        rows.append(_row("goal_day", parts["goal_day"].median, "d", text, (model, *FORECAST_SETS)))
    return tuple(row for row in rows if row.value is not None or row.rules)


def _resting_words(draft: Draft) -> str:
    return draft.need.text.split(",")[0] + "."


def _intake(draft: Draft, intake_kcal_d: float, model: str) -> Basis:
    """The calorie goal: need, the adult model, and the rules it passed."""
    if draft.weight_kg is None or not draft.proposal.direction:
        text, sets = "What you use in a day, never below the floor.", draft.need.constants
    else:
        text = "Solved with the adult model so that the goal is met, then judged by the rules."
        sets = (*draft.need.constants, model, "weight_goals")
    rules = ("P06", "P07", "P09") if draft.proposal.direction < 0 else ("P07", "P17")
    return _row("intake_kcal_d", intake_kcal_d, "kcal/d", text, sets, rules)


def _target(name: str, target: Target) -> Basis:
    return Basis(
        figure=name,
        value=target.value,
        unit=target.unit,
        text=target.reason,
        constants=target.constants,
        sources=target.sources,
        rules=target.rules,
    )


def _forecast(draft: Draft, preset: Preset) -> Basis:
    text = "The adult model, run for people like you who differ by published errors."
    care = draft.case.lean_care(preset)
    if preset.shifts_lean and care.moves:
        text += (
            f" Fat-free mass counts {care.protein_g_kg_d:g} g/kg of protein a day, after "
            f"{care.protein_before_g_kg_d:g} before"
        )
        text += ", and training." if care.training else "."
    sets = (preset.constants, *FORECAST_SETS)
    return _row("forecast", 0.0, "kg", text, sets, ("P19",))


def _row(
    figure: str,
    value: float | None,
    unit: str,
    text: str,
    sets: tuple[str, ...],
    rules: tuple[str, ...] = (),
) -> Basis:
    """A row with the sources that its constants come from."""
    used = tuple(dict.fromkeys(sets))
    return Basis(
        figure=figure,
        value=None if value is None else round(float(value), 1),
        unit=unit,
        text=text,
        constants=used,
        sources=tuple(dict.fromkeys(constants(s).source for s in used)),
        rules=rules,
    )
