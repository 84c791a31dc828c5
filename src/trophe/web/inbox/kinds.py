"""The kinds of notices, and which of them a person may leave out."""

from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What a notice is about."""

    SAFETY = "safety"
    PLAN = "plan"
    SESSION = "session"
    WEIGH_IN = "weigh_in"
    MEASURE = "measure"
    SCREENING = "screening"
    PROTEIN = "protein"
    WEEK = "week"
    LEVEL = "level"


WORDS: Final[dict[Kind, str]] = {
    Kind.PLAN: "When the plan asks to be looked at again",
    Kind.SESSION: "On the morning of a session",
    Kind.WEIGH_IN: "After a week without a weight",
    Kind.MEASURE: "Four weeks after the last measuring",
    Kind.SCREENING: "When the five questions are due again",
    Kind.PROTEIN: "In the evening, when protein is far from its goal",
    Kind.WEEK: "When a week can be looked back at",
    Kind.LEVEL: "When a new level is reached",
}
SWITCHABLE: Final = frozenset(WORDS)
