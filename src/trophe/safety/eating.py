"""The five questions about food (P13), in our own words, and what the answers come to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from trophe.errors import UnknownNameError
from trophe.person import Condition
from trophe.safety.finding import weight_words
from trophe.safety.table import rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question; answered yes, no, or left open."""

    name: str
    text: str


EATING_QUESTIONS: Final = (
    Question(name="vomit", text="Do you ever make yourself vomit because you feel too full?"),
    Question(name="control", text="Do you worry that you can no longer stop when you eat?"),
    Question(
        name="fast_loss",
        text=f"Have you lost more than {weight_words(rule('P13').fast_loss_kg)} in three months?",
    ),
    Question(name="feel_fat", text="Do you feel fat when others say that you are thin?"),
    Question(name="ruled", text="Would you say that food rules your life?"),
)


def eating_result(answers: Mapping[str, bool | None]) -> Condition | None:
    """What the answers (by question name; None or absent: left open) mean for a plan.

    EATING_SCREEN_POSITIVE from two yes on; EATING_SCREEN_DECLINED where so many were left open
    that two yes are still possible; None where all that matters was answered no. One number
    never clears anybody: the condition an operator or clinician recorded stays.

    Morgan 1999, doi:10.1136/bmj.319.7223.1467.
    """
    known = {question.name for question in EATING_QUESTIONS}
    for name in answers:
        if name not in known:
            raise UnknownNameError("question", name, sorted(known))
    yes = sum(answers.get(name) is True for name in known)
    open_ = sum(answers.get(name) is None for name in known)
    needed = rule("P13").yes_answers
    if yes >= needed:
        return Condition.EATING_SCREEN_POSITIVE
    return Condition.EATING_SCREEN_DECLINED if yes + open_ >= needed else None
