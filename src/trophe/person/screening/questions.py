"""The five questions of SARC-F in our own words, and their score."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from trophe.errors import InputError, UnknownNameError

MOST: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question; the answer is 0, 1 or 2, said as `answers`."""

    name: str
    text: str
    answers: tuple[str, str, str]


_HOW_HARD: Final = ("Not hard at all", "Somewhat hard", "Very hard, or only with help")
SARC_F: Final = (
    Question(
        name="lifting",
        text="How hard is it to lift and carry about 5 kg, such as a full shopping bag?",
        answers=("Not hard at all", "Somewhat hard", "Very hard, or I cannot"),
    ),
    Question(
        name="walking",
        text="How hard is it to walk across a room?",
        answers=_HOW_HARD,
    ),
    Question(
        name="rising",
        text="How hard is it to get up from a chair or the bed?",
        answers=_HOW_HARD,
    ),
    Question(
        name="stairs",
        text="How hard is it to climb ten stairs?",
        answers=("Not hard at all", "Somewhat hard", "Very hard, or I cannot"),
    ),
    Question(
        name="falls",
        text="How often did you fall in the last year?",
        answers=("Not once", "One to three times", "Four times or more"),
    ),
)


def checked_answers(answers: Mapping[str, object]) -> dict[str, int]:
    """The answers given, each 0, 1 or 2. Raises InputError naming the question."""
    known = [question.name for question in SARC_F]
    made = {}
    for name, value in answers.items():
        if name not in known:
            raise UnknownNameError("answers", str(name), known)
        if isinstance(value, bool) or value not in (0, 1, 2):
            raise InputError(str(name), f"{name} = {value!r} is not 0, 1 or 2.")
        made[str(name)] = int(value)
    return {name: made[name] for name in known if name in made}


def sarc_f_score(answers: Mapping[str, int]) -> int | None:
    """The sum of the five answers, 0 to 10; None while one is missing."""
    if any(question.name not in answers for question in SARC_F):
        return None
    return sum(answers[question.name] for question in SARC_F)
