"""Making plans and reading them: one door to `trophe.plan`, and a check on every reading."""

from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone

from trophe.errors import InputError
from trophe.web.accounts.models import User
from trophe.web.muscle.told import exposures_for
from trophe.web.people.core import as_core_person
from trophe.web.people.hiding import wished
from trophe.web.people.models import Person
from trophe.web.people.once import once
from trophe.web.plans.models import StoredPlan
from trophe.web.plans.watched import watched
from trophe.web.plans.words import without_calories

if TYPE_CHECKING:
    from trophe.muscle import Exposure
    from trophe.person import Person as CorePerson
    from trophe.plan import Goal, History, Offer, Plan
    from trophe.safety import Finding

# Fewer futures while a slider is being moved; the plan that is kept has them all.
PREVIEW_DRAWS: Final = 100
# A target that is asked for again is given at least this time.
_LEAST_LEFT_DAYS: Final = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A plan, and where it is stored; a refused one is not stored."""

    plan: "Plan"
    stored: StoredPlan | None


@dataclass(frozen=True, kw_only=True)
class PlanReading:
    """The plan that is followed, as made, and what the safety rules say of it today.

    `made` is the stored plan; what its `hide` names, of the day it was made and of today, is
    shown only to who asks for it. `plan` is what may be shown unasked, as plain values. When
    `locked`, show `findings` and `fallback` (made for today: the same goal with more food, or to
    hold the weight; None when even that may not be made), never the plan. `day` counts from the
    plan's first day. Findings with the effect `warn` are said of a plan that may be shown.
    """

    stored: StoredPlan
    made: "Plan"
    findings: tuple["Finding", ...]
    locked: bool
    day: int
    core: "CorePerson | None"

    @cached_property
    def fallback(self) -> "Plan | None":
        """What stands in for a locked plan; made when it is first asked for."""
        if not self.locked or self.core is None:
            return None
        return _fallback(self.core, self)

    @property
    def plan(self) -> dict[str, Any]:
        """What may be shown unasked (P13), with the keys of `Plan.to_json`."""
        return self.made.without_hidden().as_dict()

    @property
    def numbers(self) -> dict[str, Any]:
        """Everything, for who asked to see the figures."""
        return self.made.as_dict()


def offers(person: Person) -> tuple["Offer", ...]:
    """The nine weekly goals, each with whether it is safe for this person now."""
    return offers_of(as_core_person(person), wished(person))


def offers_of(core: "CorePerson", hide: frozenset[str] = frozenset()) -> tuple["Offer", ...]:
    """The same for somebody who is not stored yet; without energy where a rule (P13) or `hide`
    hides it."""
    from trophe import plan
    from trophe.plan.make import hidden_by

    offers = plan.offers(core)
    if "energy" not in {*hidden_by(core), *hide}:
        return offers
    return tuple(
        replace(offer, intake_kcal_d=None, figure="", reason=without_calories(offer.reason))
        for offer in offers
    )


def preview(
    *,
    person: Person,
    goal: "Goal",
    protein_g_kg_d: float | None = None,
    days: int = 365,
    draws: int = PREVIEW_DRAWS,
) -> "Plan":
    """What a plan would be; nothing is stored."""
    from trophe import plan

    exposures, exposures_day = _exposures(person, person.today(), goal, days)
    made = plan.make(
        as_core_person(person),
        goal,
        exposures,
        exposures_day=exposures_day,
        days=days,
        draws=draws,
        protein_g_kg_d=protein_g_kg_d,
        history=history_of(person),
    )
    return _with_wishes(made, person)


def make_plan(
    *,
    person: Person,
    goal: "Goal",
    by: User | None,
    protein_g_kg_d: float | None = None,
    days: int = 365,
    on_date: date | None = None,
) -> Made:
    """Make a plan for today (or as of `on_date`) and follow it from now on.

    A refused goal comes back with its reasons and a way out; the plan followed before stays.
    """
    from trophe import plan

    day = on_date or person.today()
    history = history_of(person) if day == person.today() else None
    exposures, exposures_day = _exposures(person, day, goal, days)
    made = plan.make(
        as_core_person(person, day),
        goal,
        exposures,
        exposures_day=exposures_day,
        days=days,
        protein_g_kg_d=protein_g_kg_d,
        history=history,
    )
    stored = None if made.refused else _store(person, made, goal, by, day)
    return Made(plan=_with_wishes(made, person), stored=stored)


def _exposures(
    person: Person, day: date, goal: "Goal", days: int
) -> "tuple[tuple[Exposure, ...], int]":
    """What the timeline tells a plan of muscle, as far as the plan looks."""
    return exposures_for(person, day, max(days, goal.by_day or 0))


def history_of(person: Person) -> "History":
    """What scale, diary and the need that was taken say, for every plan made today (P10, P11)."""
    followed = person.plans.exclude(state=StoredPlan.State.REPLACED).first()
    today = person.today()
    return _heard(person, followed.first_date if followed else today, today)


def _heard(person: Person, first_date: date, day: date) -> "History":
    need = person.need_answers.taken()
    told = (need.need_kcal_d, need.sd_kcal_d) if need else None
    return watched(person, first_date, day, told)


def _with_wishes(made: "Plan", person: Person) -> "Plan":
    """A plan that also hides what the person does not want to see (W07); stored without."""
    return replace(made, hide=tuple(dict.fromkeys((*made.hide, *sorted(wished(person))))))


@transaction.atomic
def _store(person: Person, made: "Plan", goal: "Goal", by: User | None, day: date) -> StoredPlan:
    person.plans.exclude(state=StoredPlan.State.REPLACED).update(state=StoredPlan.State.REPLACED)
    stored = StoredPlan(
        person=person,
        made_by=by,
        first_date=day,
        goal=goal.name,
        goal_label=goal.label,
        document=made.to_json(),
    )
    stored.full_clean()
    stored.save()
    return stored


@once
def read_plan(person: Person, on_date: date | None = None) -> PlanReading | None:
    """The plan that is followed, checked against the person as they are today (rule I08).

    None when there is none yet. The check is made on every reading, so a weight, a birthday,
    a pregnancy or a diagnosis told a moment ago locks it at once.
    """
    stored = person.plans.exclude(state=StoredPlan.State.REPLACED).first()
    if stored is None:
        return None
    return check(stored, on_date or person.today())


def check(stored: StoredPlan, day: date) -> PlanReading:
    """A stored plan with what the rules say of it on `day`; remembers when it locks."""
    from trophe import plan

    made = plan.Plan.from_json(stored.document)
    days = max((day - stored.first_date).days, 0)
    history = watched(stored.person, stored.first_date, day)
    core, findings = _ask_rules(stored.person, made, day, days, history)
    locks = tuple(finding for finding in findings if _locks(finding, made))
    if stored.state != StoredPlan.State.REPLACED:
        _remember(stored, locks)
    return PlanReading(
        stored=stored,
        made=_with_wishes(
            made if core is None else replace(made, hide=_hidden(made, core)), stored.person
        ),
        findings=findings,
        locked=bool(locks),
        day=days,
        core=core,
    )


def _ask_rules(
    person: Person, made: "Plan", day: date, days: int, history: "History"
) -> tuple["CorePerson | None", tuple["Finding", ...]]:
    """The person of that day and what the rules find; a person we cannot read locks the plan."""
    from trophe import plan
    from trophe.safety import Effect, Finding

    try:
        core = as_core_person(person, day)
    except InputError as error:
        lock = Finding(rule="I08", text=str(error), figure=error.name, effect=Effect.REFUSE)
        return None, (lock,)
    return core, tuple(plan.recheck(made, core, day=days, history=history))


def _locks(finding: "Finding", made: "Plan") -> bool:
    """Whether a finding forbids to show the plan; one made without figures withholds none."""
    has_figures = made.intake_kcal_d is not None
    return finding.effect == "refuse" or (finding.effect == "withhold" and has_figures)


def _hidden(made: "Plan", core: "CorePerson") -> tuple[str, ...]:
    """What is to be hidden by the day the plan was made, and by today."""
    from trophe.plan.make import hidden_by

    return tuple(dict.fromkeys((*made.hide, *hidden_by(core))))


def _fallback(core: "CorePerson", reading: PlanReading) -> "Plan | None":
    """What stands in for a locked plan, without the wait for a forecast's bands: the same goal
    with more food where the scale alone fell too fast (P10), else a plan to hold the weight."""
    from trophe import plan

    stored = reading.stored
    day = stored.first_date + timedelta(days=reading.day)
    history = _heard(stored.person, stored.first_date, day)
    goals: list[Goal | str] = ["maintain"]
    locks = [finding for finding in reading.findings if finding.effect != "warn"]
    if all(lock.rule == "P10" for lock in locks):
        goals.insert(0, same_goal(reading.made, reading.day))
    for goal in goals:
        found = plan.make(core, goal, draws=0, history=history)
        if not found.refused:
            return _with_wishes(found, stored.person)
    return None


def same_goal(made: "Plan", day: int) -> "Goal":
    """The goal of a plan as one asks for it again on its day `day`."""
    from trophe.plan import Goal

    goal = made.goal
    if goal.by_day is None or goal.target_weight_kg is None:
        return goal
    return Goal.target(goal.target_weight_kg, max(goal.by_day - day, _LEAST_LEFT_DAYS))


def _remember(stored: StoredPlan, locks: tuple["Finding", ...]) -> None:
    """Write the row only when its state changes; one replaced meanwhile stays so."""
    findings = [asdict(finding) for finding in locks]
    if findings == stored.findings:
        return
    stored.findings = findings
    stored.state = StoredPlan.State.LOCKED if locks else StoredPlan.State.ACTIVE
    stored.locked_at = (stored.locked_at or timezone.now()) if locks else None
    StoredPlan.objects.filter(pk=stored.pk).exclude(state=StoredPlan.State.REPLACED).update(
        findings=findings, state=stored.state, locked_at=stored.locked_at
    )
