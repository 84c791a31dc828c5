"""What people ask most, each with a short answer and the place that says more."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from trophe.guide.checks import is_claim, unsupported
from trophe.guide.library import page, slugs
from trophe.guide.markup import Span, cited, raw_sentences, spans


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question, its answer as written, the page that says more and the section of it."""

    text: str
    answer: str
    page: str
    anchor: str = ""

    @property
    def spans(self) -> tuple[Span, ...]:
        """The answer in pieces."""
        return spans(self.answer)


@cache
def questions() -> tuple[Question, ...]:
    """The questions, most asked first."""
    text = (files("trophe.guide") / "questions.toml").read_text(encoding="utf-8")
    return tuple(Question(**entry) for entry in tomllib.loads(text)["question"])


def question_problems() -> tuple[str, ...]:
    """Everything wrong with the questions, in words; empty where nothing is."""
    return tuple(problem for question in questions() for problem in _problems(question))


def _problems(question: Question) -> Iterator[str]:
    if question.page not in slugs():
        yield f"{question.text} leads to {question.page}, which is no page"
        return
    anchors = [section.anchor for section in page(question.page).sections]
    if question.anchor and question.anchor not in anchors:
        yield f"{question.text} leads to #{question.anchor}, which {question.page} has not"
    for sentence in raw_sentences(question.answer):
        if is_claim(sentence) and not cited(sentence):
            yield f"no source for: {sentence}"
        for number in unsupported(sentence):
            yield f"{number} is not a figure of its sources: {sentence}"
