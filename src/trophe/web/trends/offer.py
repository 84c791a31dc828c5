"""Once a week: plan by what was learned, or leave the plan as it is.

A taken need goes into every later plan through `plan.make`, with the weights and the food since the
plan began, so that the safety rules hear them (P07, P10, P11).
"""

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from django.core.cache import cache
from django.db import transaction

from trophe import __version__
from trophe.web.accounts.models import User
from trophe.web.people.hiding import shows_energy
from trophe.web.people.models import Person
from trophe.web.trends.learned import LearnedReading, learned_if_known, learned_of, may_learn
from trophe.web.trends.logbook import Logbook, logbook
from trophe.web.trends.models import NeedAnswer

if TYPE_CHECKING:
    from trophe.person import Person as CorePerson
    from trophe.plan import Goal, History, Plan
    from trophe.web.plans.services import PlanReading

WAIT_DAYS: Final = 7
LEAST_KCAL: Final = 40.0
MOST_SHARE: Final = 0.10
_LEAST_LEFT_DAYS: Final = 28
_KEPT_S: Final = 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What the plan would be by the learned need. `would_be` may be refused: then it says why.

    `need_kcal_d` is what would be planned by: the learned need, at most a tenth from the plan's.
    """

    need_kcal_d: float
    sd_kcal_d: float
    learned_kcal_d: float
    planned_kcal_d: float
    now_kcal_d: float | None
    would_be: "Plan"


def history(
    person: Person,
    book: Logbook | None,
    since: date | None,
    need: tuple[float, float] | None,
) -> "History":
    """What happened since the plan began, for `plan.make`: weights, told whole days, the need."""
    from trophe.plan import History

    weights: list[tuple[float, float]] = []
    food: list[float] = []
    if book is not None:
        start = (since - book.first).days if since is not None else book.days
        for day in range(book.days):
            if day >= start and book.weight_kg[day] == book.weight_kg[day]:
                weights.append((float(day - start), float(book.weight_kg[day])))
            if book.told[day]:
                food.append(float(book.intake_kcal[day]))
    return History(
        day=tuple(day for day, _ in weights),
        weight_kg=tuple(kg for _, kg in weights),
        intake_kcal=tuple(food[-7:]),
        expenditure_kcal_d=need[0] if need else None,
        expenditure_sd_kcal_d=need[1] if need else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """The offer of the week, or None; `waits` where the learning was not done to know."""

    offer: Offer | None
    waits: bool = False


def offer_to(person: Person, *, learns: bool = True) -> Offered:
    """The offer of the week; none where energy is hidden.

    `learns` False takes what was learned before and does no work of its own, for pages that are
    about something else.
    """
    if not shows_energy(person) or not may_learn(person) or _answered_lately(person):
        return Offered(offer=None)
    book = logbook(person)
    learned = (learned_of if learns else learned_if_known)(person, book)
    waits = learned is None and book is not None and book.days > WAIT_DAYS and not learns
    return Offered(offer=offer(person, book, learned), waits=waits)


def offer(person: Person, book: Logbook | None, learned: LearnedReading | None) -> Offer | None:
    """The offer of the week; None while there is nothing new, or the estimate is not moving."""
    from trophe.web.people.core import as_core_person
    from trophe.web.plans.services import read_plan

    if book is None or learned is None or learned.status != "updating":
        return None
    reading = read_plan(person)
    if reading is None or reading.locked or reading.made.intake_kcal_d is None:
        return None
    if _answered_lately(person) or reading.day < WAIT_DAYS:
        return None
    planned = reading.made.tee_kcal_d
    if planned is None or abs(learned.need_now_kcal_d - planned) < LEAST_KCAL:
        return None
    low, high = planned * (1 - MOST_SHARE), planned * (1 + MOST_SHARE)
    need = min(max(learned.need_now_kcal_d, low), high)
    sd = max(learned.need_sd_kcal_d, 1.0)
    told = history(person, book, reading.stored.first_date, (need, sd))
    made = _made(person, as_core_person(person), _goal(reading), told)
    return Offer(
        need_kcal_d=need,
        sd_kcal_d=sd,
        learned_kcal_d=learned.need_now_kcal_d,
        planned_kcal_d=planned,
        now_kcal_d=reading.made.intake_kcal_d,
        would_be=made,
    )


def _made(person: Person, core: "CorePerson", goal: "Goal", told: "History") -> "Plan":
    """The plan it would be, worked out once for each content of this person."""
    from trophe import plan

    content = repr((__version__, person.code, core, goal, told)).encode()
    key = f"offer:{hashlib.sha256(content).hexdigest()}"
    made: Plan | None = cache.get(key)
    if made is None:
        made = plan.make(core, goal, draws=0, history=told)
        cache.set(key, made, _KEPT_S)
    return made


def _answered_lately(person: Person) -> bool:
    last = person.need_answers.first()
    return last is not None and person.today() - last.local_date < timedelta(days=WAIT_DAYS)


@transaction.atomic
def answer(*, person: Person, by: User | None, offered: Offer, take: bool) -> NeedAnswer:
    """Keeps the answer; a taken need makes the plan anew, with the goal it had."""
    from trophe.web.plans.services import make_plan, read_plan

    row = NeedAnswer(
        person=person,
        answered_by=by,
        local_date=person.today(),
        need_kcal_d=offered.need_kcal_d,
        sd_kcal_d=offered.sd_kcal_d,
        answer=NeedAnswer.Answer.TAKEN if take else NeedAnswer.Answer.KEPT,
    )
    row.full_clean()
    row.save()
    reading = read_plan(person)
    if take and reading is not None:
        make_plan(person=person, goal=_goal(reading), by=by)
    return row


def _goal(reading: "PlanReading") -> "Goal":
    """The goal that is followed, a target's day counted from today."""
    from trophe import plan

    goal = plan.Goal.from_dict(dict(reading.numbers["goal"]))
    if goal.by_day is None or goal.target_weight_kg is None:
        return goal
    left = max(goal.by_day - reading.day, _LEAST_LEFT_DAYS)
    return plan.Goal.target(weight_kg=goal.target_weight_kg, by_day=left)
