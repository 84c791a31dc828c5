"""What happened until today, as far as it changes a plan: what was weighed, eaten, and learned.

The trend of the scale (P10) and very little food (P11) are heard with every plan; an expenditure
learned from weights and diary takes the place of the estimate by equations.
"""

from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from trophe.checks import require_one
from trophe.energy import Errors
from trophe.errors import InputError
from trophe.evidence import constants
from trophe.person import Person
from trophe.plan.need import Need, extra_kcal_d, need_of
from trophe.safety import Effect, Finding, Verdict, Watch, rule, watch_intake, watch_trend
from trophe.units import DAYS_PER_WEEK, KG_PER_LB

LOWEST_PAL: Final = 1.2
HIGHEST_PAL: Final = 2.5
LEARNED: Final = "What you use in a day, learned from your weights and your diary."
RAISED: Final = " More is added, because the scale fell faster than is safe."


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What is known of the time until today.

    day, weight_kg : weighings of the plan that is followed; its first day is 0. They may have
        gaps. 20 to 400 kg.
    intake_kcal : what was eaten on days that were logged completely, oldest first.
    expenditure_kcal_d, expenditure_sd_kcal_d : what the person uses in a day now, learned, with
        its standard deviation; 500 to 8,000 kcal/d. None: not known yet.
    """

    day: tuple[float, ...] = ()
    weight_kg: tuple[float, ...] = ()
    intake_kcal: tuple[float, ...] = ()
    expenditure_kcal_d: float | None = None
    expenditure_sd_kcal_d: float | None = None

    def __post_init__(self) -> None:
        for name in ("day", "weight_kg", "intake_kcal"):
            object.__setattr__(self, name, tuple(float(v) for v in getattr(self, name)))
        if len(self.day) != len(self.weight_kg):
            raise InputError("weight_kg", "weight_kg and day of the history differ in length.")
        for weight_kg in self.weight_kg:
            require_one("weight_kg", weight_kg, 20, 400)
        if (self.expenditure_kcal_d is None) != (self.expenditure_sd_kcal_d is None):
            text = "An expenditure comes with its standard deviation, or both are left out."
            raise InputError("expenditure_sd_kcal_d", f"expenditure_sd_kcal_d: {text}")
        if self.expenditure_kcal_d is not None and self.expenditure_sd_kcal_d is not None:
            require_one("expenditure_kcal_d", self.expenditure_kcal_d, 500, 8000)
            require_one("expenditure_sd_kcal_d", self.expenditure_sd_kcal_d, 1, 2000)

    def as_dict(self) -> dict[str, Any]:
        """Plain values, so that a stored plan can be made again."""
        return {
            "day": list(self.day),
            "weight_kg": list(self.weight_kg),
            "intake_kcal": list(self.intake_kcal),
            "expenditure_kcal_d": self.expenditure_kcal_d,
            "expenditure_sd_kcal_d": self.expenditure_sd_kcal_d,
        }

    @property
    def trend(self) -> Watch | None:
        """What the weights say (P10)."""
        return watch_trend(self.day, self.weight_kg)

    @property
    def eating(self) -> Watch | None:
        """What the logged days say (P11)."""
        return watch_intake(self.intake_kcal)


def seen(person: Person, history: History | None) -> Person:
    """The person with the activity level that fits what was learned of them.

    Resting expenditure stays, because the lowest calorie goals (P07) are counted from it; what
    is left over is activity, within 1.2 to 2.5 times rest.
    """
    if history is None or not person.is_adult:
        return person
    need = need_of(person)
    known = _expenditure(need, history)
    if known is None:
        return person
    pal = float(np.clip((known - extra_kcal_d(person)) / need.ree_kcal_d, LOWEST_PAL, HIGHEST_PAL))
    return replace(person, pal=pal)


def _expenditure(need: Need, history: History) -> float | None:
    """The learned expenditure; else the estimate and what too fast a loss adds to it (P10)."""
    if history.expenditure_kcal_d is not None:
        return history.expenditure_kcal_d
    more = _raise_kcal_d(history)
    return None if not more or need.tee_kcal_d is None else need.tee_kcal_d + more


def _raise_kcal_d(history: History) -> float:
    """How much more energy would bring the trend of the scale back to the limit of P10.

    The loss beyond the limit times the energy of a pound of weight (set ``weight_goals``).
    """
    if history.trend is None:
        return 0.0
    p10 = rule("P10")
    day, weight = np.asarray(history.day), np.asarray(history.weight_kg)
    recent = day > day.max() - p10.window_days
    slope = np.polyfit(day[recent] - day.max(), weight[recent], 1)[0]
    limit = min(p10.raise_kg_week, p10.raise_share_week * float(weight[recent].mean()))
    beyond_kg_d = max(-float(slope) - limit / DAYS_PER_WEEK, 0.0)
    return beyond_kg_d * float(constants("weight_goals").static_kcal_per_lb) / KG_PER_LB


def told_need(person: Person, history: History | None) -> Need:
    """The need of a person as `seen`, in the words of where it comes from."""
    need = need_of(person)
    if history is None or not person.is_adult:
        return need
    if history.expenditure_kcal_d is not None:
        return replace(need, text=LEARNED)
    return replace(need, text=need.text + RAISED) if _raise_kcal_d(history) else need


def errors_of(person: Person, history: History | None) -> Errors:
    """What a forecast does not know of a person; less where the expenditure was learned."""
    errors = Errors.of_person(person)
    if history is None or history.expenditure_kcal_d is None:
        return errors
    assert history.expenditure_sd_kcal_d is not None
    share = history.expenditure_sd_kcal_d / history.expenditure_kcal_d
    return replace(errors, ree_sd=0.0, pal_sd=min(share, 0.5))


def heard(verdict: Verdict, history: History | None, direction: int) -> Verdict:
    """The verdict with what scale and diary say: a plan to lose stops where it must (P10, P11)."""
    if history is None:
        return verdict
    return Verdict(findings=(*findings_of(history, direction), *verdict.findings))


def findings_of(history: History, direction: int) -> list[Finding]:
    """What scale (P10) and diary (P11) say of a plan that loses (-1), holds (0) or gains (1)."""
    watches = (history.trend, history.eating)
    return [_finding(watch, direction) for watch in watches if watch is not None]


def _finding(watch: Watch, direction: int) -> Finding:
    effect = Effect.REFUSE if watch.level == "stop" and direction < 0 else Effect.WARN
    if watch.level == "refeeding":
        effect = Effect.WITHHOLD
    return Finding(rule=watch.rule, text=watch.text, figure=watch.figure, effect=effect)
