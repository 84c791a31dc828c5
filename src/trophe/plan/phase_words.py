"""A comparison of two stretches in plain words, and what it cannot tell."""

from collections.abc import Callable
from typing import Final

from trophe.plan.phases import About, Comparison

WARNINGS: Final[tuple[str, ...]] = (
    "It compares days, not causes: whatever else was different between the two stretches (season, "
    "illness, sleep, how carefully you logged) is in the difference as well.",
    "It is about you in these days only. We cannot tell what the next stretch will bring.",
)
BEFORE_AFTER: Final = (
    "The second stretch came after the first, so a change that was under way already looks like a "
    "difference. Two turns of each, in mixed order, would tell more."
)
DIFFERENT_LENGTH: Final = (
    "One stretch has more than three times the days of the other; the shorter one decides how "
    "sure this can be."
)
STEPS: Final = (
    "The answers are four steps from none to very much; the arithmetic treats the steps as equally "
    "large, which they need not be."
)
_SURE: Final = 0.95
_LIKELY: Final = 0.8
_UNEVEN: Final = 3


def sentence(found: Comparison, name: str, say: Callable[[float], str]) -> str:
    """`Weight: 1.2 kg lower in the second stretch than in the first (90 % interval: …).`

    name: the quantity in words. say: a value in words with its unit.
    """
    size = say(abs(found.difference))
    up = found.difference > 0
    if size == say(0.0):
        said = "about the same in both stretches"
    elif found.about is About.PACE:
        way = "more" if up else "less"
        said = f"the change was {size} a week {way} in the second stretch than in the first"
    else:
        way = "higher" if up else "lower"
        said = f"{size} {way} in the second stretch than in the first"
    return f"{name}: {said} (90 % interval: {interval(found, say)}). {verdict(found)}"


def interval(found: Comparison, say: Callable[[float], str]) -> str:
    """`0.4 kg lower to 2.0 kg lower`, each end with its direction."""
    return f"{_end(found, found.low, say)} to {_end(found, found.high, say)}"


def _end(found: Comparison, value: float, say: Callable[[float], str]) -> str:
    if say(abs(value)) == say(0.0):
        return "no difference"
    more, less = ("more", "less") if found.about is About.PACE else ("higher", "lower")
    return f"{say(abs(value))} {more if value > 0 else less}"


def verdict(found: Comparison) -> str:
    """What chance alone would make of it."""
    up = found.probability_up
    if found.is_beyond_chance:
        return "That is more than chance makes of days like these."
    likely = max(up, 1 - up)
    way = "up" if up >= 0.5 else "down"
    if likely >= _LIKELY:
        return (
            f"It points {way} (about {round(100 * min(likely, _SURE))} in 100), and chance alone "
            "can make as much."
        )
    return "That is no more than chance makes of days like these: we cannot tell a difference."


def cautions(found: Comparison, *, steps: bool = False) -> tuple[str, ...]:
    """What this comparison cannot tell, in sentences."""
    counts = sorted((found.n_first, found.n_second))
    uneven = counts[1] > _UNEVEN * counts[0]
    return (
        WARNINGS[0],
        BEFORE_AFTER,
        *((DIFFERENT_LENGTH,) if uneven else ()),
        *((STEPS,) if steps else ()),
        WARNINGS[1],
    )


def worth(found: Comparison) -> str:
    """How much the days say, counted as days that know nothing of each other."""
    n = found.n_first + found.n_second
    days = round(found.worth_days)
    if days >= 0.8 * n:
        return f"{n} days with a reading; one day tells little of the next, so nearly all count."
    return (
        f"{n} days with a reading; since a day resembles the day before, they say as much as about "
        f"{days} days that do not."
    )
