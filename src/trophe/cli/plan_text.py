"""A plan on the terminal: warnings first, then what to eat, then what to expect."""

from collections.abc import Sequence
from typing import Final

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from trophe.nutrition.targets import Target
from trophe.plan import Note, Plan
from trophe.plan.document import MuscleCourse, MuscleForecast
from trophe.units import format_energy, format_weight

WEEKS: Final = (4, 12, 26, 52)
MUSCLES: Final = 5
NAMES: Final = {
    "protein": "Protein",
    "protein_meal": "Protein at each meal",
    "fat": "Fat",
    "carbohydrate": "Carbohydrate",
    "fibre": "Fibre",
    "water": "Water",
}
FOOTER: Final = (
    "Trophe informs and plans. It is not a medical device, and no clinician has reviewed its "
    "rules yet."
)


def print_plan(plan: Plan, unit: str = "kg") -> None:
    """Print a plan for people; weights in `unit`."""
    console = Console(highlight=False, soft_wrap=False)
    console.print()
    for part in _refusal(plan) if plan.refused else _parts(plan, unit):
        console.print(Padding(part, (0, 0, 1, 2)))
    console.print(Padding(Text(FOOTER, style="dim"), (0, 0, 1, 2)))


def _refusal(plan: Plan) -> list[RenderableType]:
    """Why not, and what instead."""
    parts: list[RenderableType] = [
        Text(f"{plan.goal.label}: not this goal.", style="bold"),
        _notes(plan.reasons, "yellow"),
    ]
    if plan.warnings:
        parts.append(_notes(plan.warnings, "yellow"))
    if plan.alternative is not None:
        goal = plan.alternative.goal
        words = goal.label
        if goal.target_weight_kg is not None and goal.name != "target":
            words += f" until {format_weight(goal.target_weight_kg)}"
        text = Text.assemble("A safe goal instead: ", (words, "bold green"))
        if plan.alternative.intake_kcal_d is not None:
            text.append(f", {format_energy(plan.alternative.intake_kcal_d)} a day")
        if plan.alternative.protein_g_kg_d is not None:
            text.append(f", {plan.alternative.protein_g_kg_d:g} g protein per kg")
        text.append(f"\n--goal {goal.name}" if goal.name != "target" else _again(plan), style="dim")
        parts.append(text)
    return parts


def _again(plan: Plan) -> str:
    """The options that ask for the alternative."""
    assert plan.alternative is not None
    goal = plan.alternative.goal
    return f"\n--target-weight {goal.target_weight_kg:g}kg --by-day {goal.by_day}"


def _parts(plan: Plan, unit: str) -> list[RenderableType]:
    """The parts of a plan that was made."""
    parts: list[RenderableType] = []
    if plan.warnings:
        parts.append(_notes(plan.warnings, "yellow"))
    parts.append(_headline(plan))
    if any(target.value is not None for name, target in plan.targets.items() if name in NAMES):
        parts.append(_targets(plan))
    if len(plan.phases) > 1:
        parts.append(_phases(plan))
    if plan.forecast is not None:
        parts.append(_forecast(plan, unit))
    if plan.muscle is not None:
        parts.append(_muscles(plan.muscle))
    if plan.goal_day is not None:
        parts.append(_goal_day(plan, unit))
    if plan.review_day is not None:
        parts.append(Text(f"Solve again from your weights in {plan.review_day // 7} weeks."))
    return parts


def _notes(notes: Sequence[Note], colour: str) -> Panel:
    """Rule by rule: the sentence, then rule and figure."""
    lines = [
        Text.assemble("! ", note.text, (f"  [{note.rule}: {note.figure}]", "dim")) for note in notes
    ]
    return Panel(Group(*lines), border_style=colour, expand=False)


def _headline(plan: Plan) -> Group:
    """The goal and the one number."""
    lines = [Text(plan.goal.label, style="bold")]
    if plan.intake_kcal_d is not None:
        lines.append(
            Text.assemble((format_energy(plan.intake_kcal_d), "bold green"), " a day to eat")
        )
    if plan.tee_kcal_d is not None:
        use = f"You use about {format_energy(plan.tee_kcal_d)} a day"
        rest = f", {format_energy(plan.ree_kcal_d)} of it at rest." if plan.ree_kcal_d else "."
        lines.append(Text(use + rest, style="dim"))
    if plan.static_intake_kcal_d is not None and plan.goal.rate_lb_week:
        old = format_energy(plan.static_intake_kcal_d)
        lines.append(Text(f"The old 3,500-kcal rule would print {old}.", style="dim"))
    return Group(*lines)


def _targets(plan: Plan) -> Table:
    """What to eat besides energy, each with its reason."""
    table = Table(show_header=True, header_style="dim", box=None, pad_edge=False)
    table.add_column("each day")
    table.add_column("", justify="right", style="bold")
    table.add_column("good range", justify="right")
    table.add_column("why", overflow="fold")
    for name, label in NAMES.items():
        target = plan.targets[name]
        if name == "protein_meal" and target.value is not None:
            label = f"  at each of {plan.meals} meals"
        table.add_row(label, _amount(target), _range(target), target.reason)
    return table


def _amount(target: Target) -> str:
    if target.value is None:
        return "–"
    return f"{target.value:g} {target.unit.removesuffix('/d')}"


def _range(target: Target) -> str:
    if target.value is None or target.low is None:
        return ""
    if target.high is None:
        return f"from {target.low:g}"
    return f"{target.low:g} to {target.high:g}"


def _phases(plan: Plan) -> Table:
    """The stretches of the plan."""
    table = Table(title="How it goes on", title_justify="left", title_style="dim", box=None)
    for name in ("from day", "kcal a day"):
        table.add_column(name, justify="right", header_style="dim")
    table.add_column("", overflow="fold")
    for phase in plan.phases:
        table.add_row(str(phase.first_day), f"{phase.intake_kcal_d:,.0f}", phase.why)
    return table


def _forecast(plan: Plan, unit: str) -> Table:
    """Weight, fat and fat-free mass at some weeks, with the bands, beside the old rule."""
    forecast = plan.forecast
    assert forecast is not None
    table = Table(box=None, caption=forecast.note, caption_justify="left", pad_edge=False)
    heads = ("after", f"weight, {unit}", "half", "9 in 10", "fat", "fat-free", "old rule")
    for name in heads:
        table.add_column(name, justify="right", header_style="dim", no_wrap=True)
    for day in _days(forecast.day[-1]):
        weight = {q: _bare(values[day], unit) for q, values in forecast.weight_kg.items()}
        old = plan.static_weight_kg[day] if plan.static_weight_kg else None
        table.add_row(
            f"{day // 7} weeks" if day % 7 == 0 else f"{day} days",
            Text(weight["median"], style="bold"),
            f"{weight['q25']}–{weight['q75']}",
            f"{weight['q05']}–{weight['q95']}",
            _bare(forecast.fat_kg["median"][day], unit),
            _bare(forecast.ffm_kg["median"][day], unit),
            Text("–" if old is None else _bare(old, unit), style="dim"),
        )
    return table


def _muscles(muscle: MuscleForecast) -> Table:
    """The muscles that something reaches, most moved first, over what they were before."""
    weeks = [week for week in WEEKS if 7 * week <= muscle.day[-1]] or [muscle.day[-1] // 7]
    table = Table(box=None, caption_justify="left", pad_edge=False)
    table.add_column("muscle size over before", header_style="dim")
    for week in weeks:
        table.add_column(f"{week} weeks", justify="right", header_style="dim", no_wrap=True)
    for one in sorted(muscle.muscles, key=_moved, reverse=True)[:MUSCLES]:
        name = one.group.replace("_", " ") + ("" if one.side == "both" else f", {one.side}")
        cells = [{q: 100 * v[week] for q, v in one.size.items()} for week in weeks]
        shown = [f"{c['median']:.0f} % ({c['q05']:.0f}–{c['q95']:.0f})" for c in cells]
        table.add_row(name, *shown)
    return table


def _moved(one: MuscleCourse) -> float:
    return max(abs(value - 1) for value in one.size["median"])


def _days(last: int) -> list[int]:
    """The days to print: 4, 12, 26, 52 weeks, and the end where it lies elsewhere."""
    days = [7 * week for week in WEEKS if 7 * week <= last]
    return days if days and last - days[-1] < 7 else [*days, last]


def _bare(weight_kg: float, unit: str) -> str:
    """A weight without its unit; stones keep theirs."""
    text = format_weight(weight_kg, unit)
    return text.replace(" st ", "st").replace(" lb", "") if unit == "st" else text.split()[0]


def _goal_day(plan: Plan, unit: str) -> Text:
    """When the target is reached, as an honest spread."""
    goal = plan.goal_day
    assert goal is not None
    weight = format_weight(goal.weight_kg, unit)
    share = f"{100 * goal.probability:.0f} in 100 people like you"
    if goal.median is None:
        return Text(f"{weight}: {share} get there within this forecast.")
    late = f"day {goal.q75}" if goal.q75 is not None else "after this forecast"
    middle = f"day {goal.q25} to {late}" if goal.q25 is not None else late
    return Text(f"{weight} around day {goal.median} (half of people: {middle}; {share} get there).")
