"""Goals in the words and the unit of who reads them."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from trophe.units import DAYS_PER_WEEK, format_energy, format_weight

if TYPE_CHECKING:
    from trophe.plan import Goal, Offer


def goal_label(goal: "Goal | Mapping[str, Any]", weight_unit: str) -> str:
    """`Lose 1 pound a week`, or in kilograms; with `to 150 lb` where a weight is to be reached.

    `goal` is a `trophe.plan.Goal`, or a goal as a plan's JSON has it.
    """
    told = goal if isinstance(goal, Mapping) else goal.as_dict()
    aim_kg, rate_kg_week = told["target_weight_kg"], told["rate_kg_week"]
    aim = "" if aim_kg is None else format_weight(aim_kg, weight_unit)
    if rate_kg_week is None:
        return f"Reach {aim} in {told['by_day'] / DAYS_PER_WEEK:.0f} weeks"
    return f"{_rate_label(told, weight_unit)}{f', to {aim}' if aim else ''}"


def _rate_label(told: Mapping[str, Any], weight_unit: str) -> str:
    """The rate as the nine goals say it; kilograms to the hundredth for who weighs in them."""
    rate_kg_week = told["rate_kg_week"]
    if weight_unit != "kg" or not rate_kg_week:
        return str(told["label"])
    verb = "Lose" if rate_kg_week < 0 else "Gain"
    return f"{verb} {abs(rate_kg_week):.2f} kg a week"


def without_calories(reason: str) -> str:
    """A reason for whom calories are hidden: its own words unless they count them (P13, W07)."""
    return "It asks for more than is safe for you now." if "kcal" in reason else reason


def in_own_unit(text: str, goal: Mapping[str, Any], weight_unit: str) -> str:
    """A sentence of the plan with its goal said in the reader's unit.

    A plan is stored in one wording whoever reads it; a goal in pounds means nothing to somebody
    who weighs in kilograms.
    """
    rate = str(goal["label"])
    said = {_begun(rate): _begun(_rate_label(goal, weight_unit))} if goal["rate_kg_week"] else {}
    if goal["target_weight_kg"] is not None:
        aim_kg = goal["target_weight_kg"]
        said[format_weight(aim_kg)] = format_weight(aim_kg, weight_unit)
    for stored, own in said.items():
        text = text.replace(stored, own)
    return text


def _begun(label: str) -> str:
    """A label inside a sentence."""
    return label[0].lower() + label[1:]


def goal_choices(
    weight_unit: str, offers: Sequence["Offer"] = (), energy_unit: str = "kcal"
) -> list[dict[str, Any]]:
    """The nine goals in three groups, with what is known of each for this person.

    Without offers nothing is known yet, and every goal can be chosen.
    """
    from trophe.plan import GOALS, Goal

    known = {offer.goal.name: offer for offer in offers}
    choices = [_choice(Goal.parse(n), known.get(n), weight_unit, energy_unit) for n in GOALS]
    return [
        _group(title, [c for c in choices if c["name"].startswith(kind)])
        for kind, title in (
            ("lose", "Lose weight"),
            ("maintain", "Stay as I am"),
            ("gain", "Gain weight"),
        )
    ]


def _group(title: str, choices: list[dict[str, Any]]) -> dict[str, Any]:
    """A group of goals; a reason that speaks against all of them is said once."""
    reasons = {choice["reason"] for choice in choices}
    shared = reasons.pop() if len(reasons) == 1 and len(choices) > 1 else ""
    if shared:
        choices = [choice | {"reason": ""} for choice in choices]
    return {"title": title, "reason": shared, "choices": choices}


def _choice(
    goal: "Goal", offer: "Offer | None", weight_unit: str, energy_unit: str
) -> dict[str, Any]:
    intake_kcal_d = None if offer is None else offer.intake_kcal_d
    return {
        "name": goal.name,
        "label": goal_label(goal, weight_unit),
        "allowed": offer is None or offer.allowed,
        "reason": "" if offer is None or offer.allowed else offer.reason,
        "figure": "" if offer is None else offer.figure,
        "intake": "" if intake_kcal_d is None else format_energy(intake_kcal_d, energy_unit),
    }
