"""A week in plain words: what changed beyond noise, what mattered, and one suggestion.

Pure: figures in, sentences out. Nothing is praised that may harm (W05): eating less or losing fast
is told, never cheered; what somebody did for themselves (logging, protein, weighing) may be.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from trophe.errors import InputError
from trophe.safety import rule

_SURE: Final = 1.645  # a change beyond its 90 % band is more than noise
_ENOUGH_DAYS: Final = 4
_ENOUGH_WEIGHTS: Final = 3
_NEAR_PROTEIN: Final = 0.95
_APART_KCAL: Final = 100.0
_PORTION_G: Final = 25.0
_TOO_FAST: Final = "Your weight has been falling too fast for two weeks."


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something that was different from the four weeks before, beyond chance.

    what : protein, steps, appetite, nausea, pain or fatigue. before, now : means a day. low,
    high : 90 % interval of the difference.
    """

    what: str
    before: float
    now: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """A safety sentence (P10, P11) that comes before everything else."""

    rule: str
    level: str
    text: str

    def without_weight(self) -> "Watch":
        """The same without a figure of the scale, for who does not want to see any."""
        if self.rule != "P10":
            return self
        stop = f" The plan stops. Please see your doctor within {rule('P10').within_days:g} days."
        return replace(self, text=_TOO_FAST + (stop if self.level == "stop" else ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What seven days held. None where it is not known or may not be shown.

    weights : weighings. trend_change_kg, trend_sd_kg : change of the weight trend over the week and
        its standard deviation. whole_days : days with all food logged (0 to 7). intake_kcal_d,
        protein_g_d : their means; protein_at_least where some foods did not state it.
        spent_kcal_d : learned expenditure, mean. goal_kcal_d, protein_goal_g_d : the plan's.
        sessions : finished. steps_d, step_days : mean of the days that were counted, and how
        many. changes : what was different beyond chance.
        water : whether a shift of water was found in the week. urges : whether more logging or
        weighing may be suggested (not to who keeps calories or weights out of sight).
    """

    weights: int | None
    whole_days: int
    trend_change_kg: float | None = None
    trend_sd_kg: float | None = None
    intake_kcal_d: float | None = None
    protein_g_d: float | None = None
    spent_kcal_d: float | None = None
    goal_kcal_d: float | None = None
    protein_goal_g_d: float | None = None
    protein_at_least: bool = False
    sessions: int = 0
    steps_d: float | None = None
    step_days: int = 0
    changes: tuple[Change, ...] = ()
    water: bool = False
    watch: Watch | None = None
    urges: bool = True

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
    """A week in words. `watch` is empty where nothing is urgent; `rule` is behind it. `why` says
    what the suggestion rests on."""

    watch: str
    rule: str
    changed: tuple[str, ...]
    mattered: tuple[str, ...]
    suggestion: str
    why: str


def review(week: Week, words: Words) -> Review:
    """What a week was, in a few sentences and one suggestion."""
    changed = (_weight(week, words), *(_change(one) for one in week.changes))
    mattered = (
        _logging(week),
        _energy(week, words),
        _protein(week),
        _sessions(week),
        _steps(week),
    )
    suggestion, why = _suggestion(week)
    return Review(
        watch="" if week.watch is None else week.watch.text,
        rule="" if week.watch is None else week.watch.rule,
        changed=tuple(text for text in changed if text),
        mattered=tuple(text for text in mattered if text),
        suggestion=suggestion,
        why=why,
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


def _change(one: Change) -> str:
    """What was different from the four weeks before, with the interval of the difference."""
    way = "more" if one.now > one.before else "less"
    ends = sorted((abs(one.low), abs(one.high)))
    if one.what == "steps":
        figures = (f"{v:,.0f}" for v in (one.now, one.before, *ends))
        named = f"You walked {way}"
    elif one.what == "protein":
        figures = (f"{v:.0f} g" for v in (one.now, one.before, *ends))
        named = f"You ate {way} protein"
    else:
        figures = (f"{v:.1f}" for v in (one.now, one.before, *ends))
        named = _FELT[one.what][one.now > one.before]
    now, before, low, high = figures
    return (
        f"{named}: {now} a day against {before} in the four weeks before (9 in 10: {low} to {high} "
        f"{way})."
    )


_FELT: Final = {
    "appetite": ("Appetite was poorer, of 3", "Appetite was better, of 3"),
    "nausea": ("Nausea was less, of 3", "Nausea was more, of 3"),
    "pain": ("Pain was less, of 3", "Pain was more, of 3"),
    "fatigue": ("Tiredness was less, of 3", "Tiredness was more, of 3"),
}


def _logging(week: Week) -> str:
    """How much of the week is known."""
    days = _count(week.whole_days, "day")
    if week.weights is None:
        return f"You logged all food on {days}."
    return f"You logged all food on {days}, and there are {_count(week.weights, 'weighing')}."


def _energy(week: Week, words: Words) -> str:
    """Eaten against spent, where both are known."""
    if week.intake_kcal_d is None or week.whole_days < _ENOUGH_DAYS:
        return ""
    eaten = f"On these days you ate {words.energy(week.intake_kcal_d)} a day"
    if week.spent_kcal_d is None:
        return f"{eaten}."
    return f"{eaten} and used about {words.energy(week.spent_kcal_d)}."


def _protein(week: Week) -> str:
    """Protein against its goal; said kindly where it was reached and nothing is urgent (W05)."""
    if week.protein_g_d is None or week.whole_days < _ENOUGH_DAYS:
        return ""
    least = "at least " if week.protein_at_least else ""
    said = f"Protein came to {least}{week.protein_g_d:.0f} g a day"
    if week.protein_goal_g_d is None:
        return f"{said}."
    reached = week.protein_g_d >= _NEAR_PROTEIN * week.protein_goal_g_d and week.watch is None
    goal = f"{week.protein_goal_g_d:.0f} g"
    return f"{said}, and {goal} were planned{': well done' if reached else ''}."


def _sessions(week: Week) -> str:
    return f"You finished {_count(week.sessions, 'session')} of exercise." if week.sessions else ""


def _steps(week: Week) -> str:
    if week.steps_d is None:
        return ""
    return f"You walked {week.steps_d:,.0f} steps a day on {_count(week.step_days, 'day')} counted."


def _count(n: int, noun: str) -> str:
    return f"{n} {noun if n == 1 else noun + 's'}"


def _suggestion(week: Week) -> tuple[str, str]:
    """The one thing that would help most, and why."""
    if week.watch is not None:
        return (
            "Read the note above first, and act on it before anything else.",
            "What concerns safety comes before every other advice.",
        )
    if week.urges and week.whole_days < _ENOUGH_DAYS:
        return (
            "Log all food on four days of the coming week.",
            "Four whole days are enough to learn from what you eat.",
        )
    if week.urges and week.weights is not None and week.weights < _ENOUGH_WEIGHTS:
        return (
            "Weigh in on three mornings of the coming week.",
            "One weighing moves by itself; three let a change be told from noise.",
        )
    goal, protein = week.protein_goal_g_d, week.protein_g_d
    known = week.whole_days >= _ENOUGH_DAYS
    if known and goal is not None and protein is not None and protein < _NEAR_PROTEIN * goal:
        return _more_protein(goal - protein, week.protein_at_least)
    eaten, planned = week.intake_kcal_d, week.goal_kcal_d
    if known and eaten is not None and planned is not None:
        if eaten < planned - _APART_KCAL:
            return "Eat up to your plan.", "Less than planned costs muscle."
        if eaten > planned + _APART_KCAL:
            return (
                "If you want the plan's pace, look at the one meal that is easiest to change.",
                "You ate more than the plan counts with; nothing else needs to change.",
            )
    return "Go on as you do.", "Nothing in this week asks for a change."


def _more_protein(missing_g: float, at_most: bool) -> tuple[str, str]:
    """How to eat what is missing: in one meal, or in several where it is more than a portion."""
    where = "one more portion at breakfast does it"
    if missing_g > _PORTION_G:
        where = "spread it over two or three meals"
    return (
        f"Add {'up to ' if at_most else ''}{missing_g:.0f} g of protein a day; {where}.",
        "Protein was below what the plan counts with, and muscle is built from it.",
    )
