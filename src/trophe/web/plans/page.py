"""A plan as its page shows it: every figure the plan's own, worded and ordered."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any, Final

from trophe.report import Chart, charts, words
from trophe.units import DAYS_PER_WEEK, format_energy
from trophe.web.muscle.spans import event_spans
from trophe.web.people.models import Person
from trophe.web.plans.services import PlanReading
from trophe.web.plans.words import goal_label, in_own_unit, without_calories

PlanJson = Mapping[str, Any]
_NEAR_WEEKS: Final = 12
_WATCHED: Final = frozenset({"P10", "P11"})

_TARGETS: Final = (
    ("fat", "Fat"),
    ("carbohydrate", "Carbohydrate"),
    ("fibre", "Fibre"),
    ("water", "Water"),
)
_KINDS: Final = {
    "deficit": "Eat less than you use",
    "gain": "Eat more than you use",
    "maintenance": "Hold your weight",
    "break": "A rest from losing",
}
LEVELS: Final = {
    "I12": ("emergency", "Get help first"),
    "P10": ("urgent", "See a doctor within a week"),
    "P16": ("urgent", "Before you start"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """A stretch of the plan with one calorie goal."""

    title: str
    first: date
    last: date
    intake_kcal_d: float | None
    why: str
    is_now: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """The first numbers of a plan, on one of its days. None: withheld by a rule."""

    intake_kcal_d: float | None
    protein_g_d: float | None
    protein_g_meal: float | None
    meals: int


def numbers(plan: PlanJson, day: int = 0) -> Numbers:
    """Today's calorie goal is that of the phase today lies in, as long as there is one to show."""
    phase = next((p for p in plan["phases"] if p["first_day"] <= day <= p["last_day"]), None)
    intake = phase["intake_kcal_d"] if phase else plan["intake_kcal_d"]
    return Numbers(
        intake_kcal_d=intake,
        protein_g_d=plan["protein_g_d"],
        protein_g_meal=plan["protein_g_meal"],
        meals=plan["meals"],
    )


def phases(plan: PlanJson, first_date: date, day: int, unit: str) -> list[Phase]:
    """The stretches in order, with their dates; weights in the reader's unit."""
    return [
        Phase(
            title=_KINDS[p["kind"]],
            first=first_date + timedelta(days=p["first_day"]),
            last=first_date + timedelta(days=p["last_day"]),
            intake_kcal_d=p["intake_kcal_d"],
            why=in_own_unit(p["why"], plan["goal"], unit),
            is_now=p["first_day"] <= day <= p["last_day"],
        )
        for p in plan["phases"]
    ]


def targets(plan: PlanJson) -> list[dict[str, Any]]:
    """The other targets as rows: name, amount in words, reason, key for its sources."""
    rows = []
    for key, label in _TARGETS:
        target = plan["targets"].get(key)
        if target and (amount := _amount(target)):
            rows.append({"key": key, "label": label, "amount": amount, "why": target["reason"]})
    return rows


def _amount(target: Mapping[str, Any]) -> str:
    """`45 to 70 g`, `at least 25 g`, `2 L`: per day, which the table's head says."""
    unit = target["unit"].removesuffix("/d")
    low, high, value = target["low"], target["high"], target["value"]
    if low is not None and high is not None and low != high:
        return f"{low:g} to {high:g} {unit}"
    if low is not None and high is None:
        return f"at least {low:g} {unit}"
    return "" if value is None else f"{value:g} {unit}"


def warnings(plan: PlanJson, reading: PlanReading | None = None) -> list[dict[str, str]]:
    """Warnings with their urgency and a word for it.

    What scale and diary say (P10, P11) is today's, read with the plan; of the day on which it was
    made the rest stands.
    """
    followed = reading is not None and not reading.locked
    rows = [w for w in plan["warnings"] if not (followed and w["rule"] in _WATCHED)]
    if followed and reading is not None:
        rows += [asdict(f) for f in reading.findings if f.effect == "warn"]
    return [{**row, **_leveled(row["rule"], row["text"], "info", "Please note")} for row in rows]


def _leveled(rule: str, text: str, level: str, word: str) -> dict[str, str]:
    """The urgency of a rule and its word; of P10 only what stops a plan sends to a doctor."""
    if rule == "P10" and "doctor" not in text:
        return {"level": "urgent", "word": "Eat a little more"}
    level, word = LEVELS.get(rule, (level, word))
    return {"level": level, "word": word}


def locks(reading: PlanReading | None, *, shows_energy: bool = True) -> list[dict[str, str]]:
    """Why a plan is locked, most urgent first; nothing when it is not.

    Where energy is hidden only the first reason is told: the others speak in calories.
    """
    if reading is None or not reading.locked:
        return []
    rows = []
    found = [f for f in reading.findings if f.effect != "warn"]
    for finding in found if shows_energy else found[:1]:
        word = _leveled(finding.rule, finding.text, "urgent", "Your plan is locked")
        text = finding.text
        figure = "" if finding.figure in text else finding.figure
        if not shows_energy:
            text, figure = without_calories(text), ""
        rows.append({**word, "text": text, "figure": figure})
    return rows


def way_on(reading: PlanReading | None) -> str:
    """What stands in for a locked plan, in a sentence; why to make a withheld one anew."""
    if reading is None:
        return ""
    if not reading.locked:
        return "You eat enough again, so the figures can come back." if _is_over(reading) else ""
    if reading.fallback is None:
        return ""
    if reading.fallback.goal.name == "maintain":
        return "Until that changes, this plan to hold your weight is the one to follow."
    return "With more food the same goal is safe again. This plan is the one to follow."


def _is_over(reading: PlanReading) -> bool:
    """Whether a plan lacks its figures for very little food (P11) that is long past."""
    made = reading.made
    withheld = made.intake_kcal_d is None and any(w.rule == "P11" for w in made.warnings)
    return withheld and not any(f.rule == "P11" for f in reading.findings)


def weighed_since(person: Person, first_date: date) -> list[tuple[int, float]]:
    """(day of the plan, kg) of every weight there is; days before it are negative."""
    rows = person.weights.kept().values_list("local_date", "weight_kg")
    return [((day - first_date).days, kg) for day, kg in rows]


def pictures(
    plan: PlanJson,
    person: Person,
    first_date: date,
    measured: Sequence[tuple[int, float]],
    day: int,
) -> dict[str, Chart | None]:
    """The three charts."""
    unit = person.weight_unit
    return {
        "weight_chart": charts.weight_forecast(
            plan,
            unit=unit,
            first_date=first_date,
            measured=measured,
            today=day,
            events=event_spans(person, first_date),
        ),
        "fat_chart": charts.part_forecast(plan, "fat_kg", unit=unit, first_date=first_date),
        "lean_chart": charts.part_forecast(plan, "ffm_kg", unit=unit, first_date=first_date),
    }


def shown(
    plan: PlanJson,
    person: Person,
    first_date: date,
    day: int,
    *,
    asked: bool = False,
    reading: PlanReading | None = None,
) -> dict[str, Any]:
    """The context of a plan that may be shown; `asked`: with the figures that a rule hides."""
    unit = person.weight_unit
    is_hidden = not asked and bool({"forecast", "weight"} & set(plan["hide"]))
    context: dict[str, Any] = {
        "plan": plan,
        "goal_label": goal_label(plan["goal"], unit),
        "numbers": numbers(plan, day),
        "phases": phases(plan, first_date, day, unit),
        "targets": targets(plan),
        "warnings": warnings(plan, reading),
        "first_date": first_date,
        "aim_asked": bool(plan["goal"]["rate_kg_week"]) and plan["goal_day"] is None,
        "last_date": first_date + timedelta(days=plan["review_day"])
        if plan["review_day"]
        else None,
    }
    if is_hidden or not plan["forecast"]:
        return context
    after = words.weight_after(plan, _NEAR_WEEKS, unit, day=day)
    return context | {
        "near": after and {"weight": after[0], "range": after[1], "weeks": _NEAR_WEEKS},
        "arrival": words.arrival(plan, unit, first_date),
        "old_rule": words.old_rule(plan, unit, first_date),
        "splits": words.tissue_and_water(plan, unit),
        **pictures(plan, person, first_date, weighed_since(person, first_date), day),
    }


def difference(
    now: PlanJson | None, then: PlanJson, person: Person, *, day: int = 0
) -> list[dict[str, str]]:
    """What a change of plan changes within twelve weeks from today.

    `day` is today's day of the plan `now`; the plan `then` would begin today. Rows of what,
    with the plan, with the change; a row that neither plan fills is left out.
    """
    rows = []
    for label, read in _COMPARED:
        old = read(now, person, day) if now else None
        new = read(then, person, 0)
        if new or old:
            rows.append({"label": label, "now": old or "–", "then": new or "–"})
    return rows


def _energy(plan: PlanJson, person: Person, day: int) -> str | None:
    kcal_d = numbers(plan, day).intake_kcal_d
    return None if kcal_d is None else format_energy(kcal_d, person.energy_unit)


def _protein(plan: PlanJson, _: Person, __: int) -> str | None:
    return None if plan["protein_g_d"] is None else f"{plan['protein_g_d']:.0f} g"


def _weight(plan: PlanJson, person: Person, day: int) -> str | None:
    after = words.weight_after(plan, _NEAR_WEEKS, person.weight_unit, day=day)
    return after[1] if after else None


def _fat(plan: PlanJson, person: Person, day: int) -> str | None:
    return words.change_after(plan, "fat_kg", _NEAR_WEEKS, person.weight_unit, day=day)


def _lean(plan: PlanJson, person: Person, day: int) -> str | None:
    return words.change_after(plan, "ffm_kg", _NEAR_WEEKS, person.weight_unit, day=day)


def _muscle(plan: PlanJson, _: Person, day: int) -> str | None:
    """Change of the whole body's muscle from today, where a timeline tells what reaches it."""
    muscle = plan.get("muscle")
    if not muscle:
        return None
    size = next(m["size"]["median"] for m in muscle["muscles"] if m["group"] == "whole_body")
    here, there = day // DAYS_PER_WEEK, day // DAYS_PER_WEEK + _NEAR_WEEKS
    if there >= len(size):
        return None
    return f"{100 * (size[there] / size[here] - 1):+.1f} %".replace("-", "−")


_COMPARED: Final = (
    ("Energy a day", _energy),
    ("Protein a day", _protein),
    ("Weight in 12 weeks, half of people", _weight),
    ("Fat in 12 weeks, middle", _fat),
    ("Fat-free mass in 12 weeks, middle", _lean),
    ("Muscle in 12 weeks, middle", _muscle),
)
