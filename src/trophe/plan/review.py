"""A week in plain words: what changed beyond noise, what mattered, and one suggestion.

Pure: figures in, sentences out. Nothing is praised that may harm (W05): eating less or losing fast
is told, never cheered; what somebody did for themselves (logging, protein, weighing) may be.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from trophe.errors import InputError

_SURE: Final = 1.645  # a change beyond its 90 % band is more than noise
_ENOUGH_DAYS: Final = 4
_ENOUGH_WEIGHTS: Final = 3
_NEAR_PROTEIN: Final = 0.95
_APART_KCAL: Final = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What seven days held. None where it is not known or may not be shown.

    weights : weighings. trend_change_kg, trend_sd_kg : change of the weight trend over the week and
        its standard deviation. whole_days : days with all food logged (0 to 7). intake_kcal_d,
        protein_g_d : their means. spent_kcal_d : learned expenditure, mean. goal_kcal_d,
        protein_goal_g_d : the plan's. protein_before_g_d : mean of the week before.
        water : whether a shift of water was found in the week. watch : a safety sentence (P10,
        P11) that comes before everything else.
    """

    weights: int
    whole_days: int
    trend_change_kg: float | None = None
    trend_sd_kg: float | None = None
    intake_kcal_d: float | None = None
    protein_g_d: float | None = None
    spent_kcal_d: float | None = None
    goal_kcal_d: float | None = None
    protein_goal_g_d: float | None = None
    protein_before_g_d: float | None = None
    water: bool = False
    watch: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.whole_days <= 7:
            raise InputError("whole_days", f"whole_days = {self.whole_days} is not 0 to 7.")
        if (self.trend_change_kg is None) != (self.trend_sd_kg is None):
            raise InputError("trend_sd_kg", "A change of the trend comes with its deviation.")


@dataclass(frozen=True, slots=True)
class Words:
    """How a reader wants figures said."""

    weight: Callable[[float], str]
    energy: Callable[[float], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A week in words. `watch` is empty where nothing is urgent."""

    watch: str
    changed: tuple[str, ...]
    mattered: tuple[str, ...]
    suggestion: str


def review(week: Week, words: Words) -> Review:
    """What a week was, in at most six sentences and one suggestion."""
    changed = (_weight(week, words), _protein_change(week))
    mattered = (_logging(week), _energy(week, words), _protein(week))
    return Review(
        watch=week.watch,
        changed=tuple(text for text in changed if text),
        mattered=tuple(text for text in mattered if text),
        suggestion=_suggestion(week),
    )


def _weight(week: Week, words: Words) -> str:
    """The trend, and whether it is more than noise."""
    if week.trend_change_kg is None or week.trend_sd_kg is None:
        return ""
    size = words.weight(abs(week.trend_change_kg))
    way = "down" if week.trend_change_kg < 0 else "up"
    if size.startswith("0 "):
        return "Your weight trend stayed level."
    if abs(week.trend_change_kg) <= _SURE * week.trend_sd_kg:
        return f"Your weight trend moved {way} by {size}, which is within noise."
    if week.water:
        return f"Your weight trend went {way} by {size}; part of it is probably water."
    return f"Your weight trend went {way} by {size}, more than noise."


def _protein_change(week: Week) -> str:
    """A change of protein of a tenth or more."""
    now, before = week.protein_g_d, week.protein_before_g_d
    if now is None or before is None or week.whole_days < _ENOUGH_DAYS or before <= 0:
        return ""
    if abs(now / before - 1) < 0.1:
        return ""
    way = "more" if now > before else "less"
    return f"You ate {abs(now - before):.0f} g {way} protein a day than the week before."


def _logging(week: Week) -> str:
    """How much of the week is known."""
    days = f"{week.whole_days} {'day' if week.whole_days == 1 else 'days'}"
    weights = f"{week.weights} {'weighing' if week.weights == 1 else 'weighings'}"
    return f"You logged all food on {days}, and there are {weights}."


def _energy(week: Week, words: Words) -> str:
    """Eaten against spent, where both are known."""
    if week.intake_kcal_d is None or week.whole_days < _ENOUGH_DAYS:
        return ""
    eaten = f"On these days you ate {words.energy(week.intake_kcal_d)} a day"
    if week.spent_kcal_d is None:
        return f"{eaten}."
    return f"{eaten} and used about {words.energy(week.spent_kcal_d)}."


def _protein(week: Week) -> str:
    """Protein against its goal."""
    if week.protein_g_d is None or week.whole_days < _ENOUGH_DAYS:
        return ""
    said = f"Protein came to {week.protein_g_d:.0f} g a day"
    if week.protein_goal_g_d is None:
        return f"{said}."
    reached = week.protein_g_d >= _NEAR_PROTEIN * week.protein_goal_g_d
    goal = f"{week.protein_goal_g_d:.0f} g"
    return f"{said}, and {goal} were planned{': well done' if reached else ''}."


def _suggestion(week: Week) -> str:
    """The one thing that would help most."""
    if week.watch:
        return "Read the note above first, and act on it before anything else."
    if week.whole_days < _ENOUGH_DAYS:
        return "Log all food on four days of the coming week; that is enough to learn from."
    if week.weights < _ENOUGH_WEIGHTS:
        return "Weigh in on three mornings of the coming week, so that noise can be told apart."
    goal, protein = week.protein_goal_g_d, week.protein_g_d
    if goal is not None and protein is not None and protein < _NEAR_PROTEIN * goal:
        return (
            f"Add {goal - protein:.0f} g of protein a day; one more portion at breakfast does it."
        )
    eaten, planned = week.intake_kcal_d, week.goal_kcal_d
    if eaten is not None and planned is not None and eaten < planned - _APART_KCAL:
        return "Eat up to your plan; less than planned costs muscle."
    if eaten is not None and planned is not None and eaten > planned + _APART_KCAL:
        return "If you want the plan's pace, look at the one meal that is easiest to change."
    return "Go on as you do."
