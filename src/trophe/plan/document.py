"""A plan as it is stored and shown: plain values, and JSON that comes out the same every time."""

import json
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from trophe.errors import InputError
from trophe.nutrition.targets import Target
from trophe.plan.goal import Goal

COUNTED: Final = ("energy", "fat", "carbohydrate")
QUANTILES: Final = ("median", "q05", "q25", "q75", "q95")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A rule's word for this person: identifier, sentence, the figure behind it."""

    rule: str
    text: str
    figure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A goal that passes, with what it would mean."""

    goal: Goal
    intake_kcal_d: float | None
    protein_g_kg_d: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """A stretch of the plan with one intake. `last_day` is the last day of it.

    `kind` is deficit, break, maintenance or gain; `rate_kg_week` the pace of tissue the model
    expects once water has settled; `why` the reason in words, `rules` those behind it.
    """

    first_day: int
    last_day: int
    kind: str
    intake_kcal_d: float
    rate_kg_week: float
    why: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """Weight, fat, fat-free mass, tissue and water by day with bands, for one person.

    Each part maps median, q05, q25, q75, q95 to values by `day`. `ffm_change_kg`, `tissue_kg` and
    `water_kg` are changes from day 0; that of fat-free mass is known far better than its level,
    which depends on how much fat there is today. The 50 % band is q25 to q75, the 90 % band q05
    to q95.
    """

    day: tuple[int, ...]
    weight_kg: dict[str, tuple[float, ...]]
    fat_kg: dict[str, tuple[float, ...]]
    ffm_kg: dict[str, tuple[float, ...]]
    ffm_change_kg: dict[str, tuple[float, ...]]
    tissue_kg: dict[str, tuple[float, ...]]
    water_kg: dict[str, tuple[float, ...]]
    band_of: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MuscleCourse:
    """A muscle on a side ("both": no side): size and strength over before, by `day`, with bands."""

    group: str
    side: str
    size: dict[str, tuple[float, ...]]
    strength: dict[str, tuple[float, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class MuscleForecast:
    """The muscles under the plan, once a week; 1 is what they were on `baseline_day`, the day of
    the plan (0 or before) on which nothing had taken muscle yet.

    `muscles` are those that something reaches, and `whole_body`. `from_energy`, on every day, is
    whole-body muscle over that of day 0 by food alone: the share that is in `muscles` already.
    `no_rates` names causes for which nobody has published a rate.
    """

    day: tuple[int, ...]
    baseline_day: int
    muscles: tuple[MuscleCourse, ...]
    from_energy: tuple[float, ...]
    no_rates: tuple[str, ...]
    note: str

    def of(self, group: str, side: str = "both") -> MuscleCourse | None:
        """One muscle; None where it is not among them."""
        return next((m for m in self.muscles if (m.group, m.side) == (group, side)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalDay:
    """When the target weight is reached; a quantile is None where that lies past the forecast.

    `probability` is the share of people like this one who reach it within the forecast.
    """

    weight_kg: float
    median: int | None
    q05: int | None
    q25: int | None
    q75: int | None
    q95: int | None
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What one figure rests on: constants, sources and rules."""

    figure: str
    value: float | None
    unit: str
    text: str
    constants: tuple[str, ...]
    sources: tuple[str, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A plan as made: inputs, what the rules said, targets, phases, forecast, versions.

    A refused plan has `reasons` and an `alternative` and no figures to follow. `hide` names what
    faces must not show unless asked for: energy, weight, streaks, ring, forecast, plan.
    """

    refused: bool
    reasons: tuple[Note, ...]
    alternative: Offered | None
    goal: Goal
    ree_kcal_d: float | None
    tee_kcal_d: float | None
    intake_kcal_d: float | None
    static_intake_kcal_d: float | None
    protein_g_d: float | None
    protein_g_meal: float | None
    targets: dict[str, Target]
    meals: int
    floor_kcal_d: float | None
    phases: tuple[Phase, ...]
    forecast: Forecast | None
    muscle: MuscleForecast | None
    static_weight_kg: tuple[float, ...] | None
    goal_day: GoalDay | None
    review_day: int | None
    warnings: tuple[Note, ...]
    hide: tuple[str, ...]
    basis: tuple[Basis, ...]
    inputs: dict[str, Any]
    versions: dict[str, Any]

    def as_dict(self) -> dict[str, Any]:
        """The plan as plain values, in the order of the fields."""
        plain = {f.name: _plain(getattr(self, f.name)) for f in fields(self)}
        plain["alternative"] = None if self.alternative is None else _offered(self.alternative)
        plain["goal"] = self.goal.as_dict()
        return plain

    def to_json(self) -> str:
        """The plan as JSON; the same plan always gives the same bytes."""
        return json.dumps(self.as_dict(), ensure_ascii=False, allow_nan=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> "Plan":
        """A plan from its JSON. Raises InputError for text that is no plan."""
        try:
            return _plan_from(json.loads(text))
        except (ValueError, KeyError, TypeError) as error:
            raise InputError("plan", f"plan: this is not a stored plan ({error}).") from None

    def without_hidden(self) -> "Plan":
        """The plan without the figures that `hide` names: what may be shown unasked (P13)."""
        plan = self
        if "energy" in self.hide:
            plan = _without_energy(plan)
        if "weight" in self.hide:
            plan = replace(plan, forecast=None, static_weight_kg=None, goal_day=None)
        return plan

    def phase_on(self, day: int) -> Phase | None:
        """The phase of a day; the last one holds on. None where the plan has no phases."""
        for phase in self.phases:
            if day <= phase.last_day:
                return phase
        return self.phases[-1] if self.phases else None


def _without_energy(plan: Plan) -> Plan:
    """No calorie figure, nor what calories are counted by; protein, fibre and water stay."""
    counted = [name for name in COUNTED if name in plan.targets]
    hidden = {n: replace(plan.targets[n], value=None, low=None, high=None) for n in counted}
    alternative = plan.alternative
    if alternative is not None:
        alternative = replace(alternative, intake_kcal_d=None)
    return replace(
        plan,
        ree_kcal_d=None,
        tee_kcal_d=None,
        intake_kcal_d=None,
        static_intake_kcal_d=None,
        floor_kcal_d=None,
        phases=(),
        alternative=alternative,
        targets=plan.targets | hidden,
        basis=tuple(
            b for b in plan.basis if b.figure not in COUNTED and not b.figure.endswith("kcal_d")
        ),
    )


def _counts(figure: str) -> bool:
    """Whether a figure is energy, or what energy is counted by."""
    return figure in COUNTED or figure.endswith("kcal_d")


def _offered(offered: Offered) -> dict[str, Any]:
    """An alternative as one flat table: the goal's keys, then what it would mean."""
    return offered.goal.as_dict() | {
        "intake_kcal_d": offered.intake_kcal_d,
        "protein_g_kg_d": offered.protein_g_kg_d,
    }


def _plain(value: Any) -> Any:
    """Dataclasses and tuples as what JSON knows."""
    if isinstance(value, tuple):
        # A forecast is thousands of numbers.
        is_plain = all(type(item) is float for item in value)
        return list(value) if is_plain else [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if hasattr(value, "__dataclass_fields__") and not isinstance(value, Goal | Offered):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    return value


def _plan_from(entry: dict[str, Any]) -> Plan:
    """The plan that `as_dict` gave."""
    entry = dict(entry)
    alternative = entry["alternative"]
    entry["alternative"] = None if alternative is None else _offered_from(alternative)
    entry["goal"] = Goal.from_dict(entry["goal"])
    entry["reasons"] = tuple(Note(**note) for note in entry["reasons"])
    entry["warnings"] = tuple(Note(**note) for note in entry["warnings"])
    entry["targets"] = {name: Target(**_tuples(t)) for name, t in entry["targets"].items()}
    entry["phases"] = tuple(Phase(**_tuples(phase)) for phase in entry["phases"])
    entry["forecast"] = None if entry["forecast"] is None else _forecast(entry["forecast"])
    entry["muscle"] = None if entry.get("muscle") is None else _muscle(entry["muscle"])
    entry["goal_day"] = None if entry["goal_day"] is None else GoalDay(**entry["goal_day"])
    entry["basis"] = tuple(Basis(**_tuples(basis)) for basis in entry["basis"])
    for name in ("hide", "static_weight_kg"):
        entry[name] = None if entry[name] is None else tuple(entry[name])
    return Plan(**entry)


def _offered_from(entry: dict[str, Any]) -> Offered:
    return Offered(
        goal=Goal.from_dict(entry),
        intake_kcal_d=entry["intake_kcal_d"],
        protein_g_kg_d=entry["protein_g_kg_d"],
    )


def _forecast(entry: dict[str, Any]) -> Forecast:
    parts = {k: _tuples(v) if isinstance(v, dict) else v for k, v in entry.items()}
    return Forecast(**_tuples(parts))


def _muscle(entry: dict[str, Any]) -> MuscleForecast:
    courses = [
        MuscleCourse(
            group=one["group"],
            side=one["side"],
            size=_tuples(one["size"]),
            strength=_tuples(one["strength"]),
        )
        for one in entry["muscles"]
    ]
    return MuscleForecast(**_tuples(entry | {"muscles": courses}))


def _tuples(entry: dict[str, Any]) -> dict[str, Any]:
    """Lists as the tuples that frozen dataclasses hold."""
    return {k: tuple(v) if isinstance(v, list) else v for k, v in entry.items()}
