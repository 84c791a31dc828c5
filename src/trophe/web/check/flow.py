"""From what a page sends to findings, and where the answers of a check are kept."""

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, QueryDict

from trophe.checks import require_name, require_one
from trophe.errors import InputError
from trophe.person import Region, Sex
from trophe.safety.triage import MANY, NUMBERS, Interview, Step, answer_of, unsure

KEY: Final = "check"
UNSURE: Final = "unsure"
NONE: Final = "none"


class PageError(Exception):
    """What is wrong with a page's answer, by field ("" for the whole page)."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        self.errors = dict(errors)
        super().__init__(" ".join(errors.values()))


def read_answer(step: Step, sent: QueryDict) -> str:
    """The findings that a page's answer stands for. Raises PageError where it is none."""
    button = sent.get("answer", "")
    if step.kind == NUMBERS:
        return "" if button == UNSURE else _numbers(step, sent)
    places = [int(p) for p in sent.getlist("pick") if p.isdecimal()]
    picked = [place for place in places if place < len(step.options)]
    if button == NONE:
        return ""
    if not picked and button != UNSURE:
        words = (
            "Tick what is so, or choose “None of these”." if step.kind == MANY else "Choose one."
        )
        raise PageError({"": words})
    sure = [step.options[place].findings for place in picked]
    rest = [one.findings for place, one in enumerate(step.options) if place not in picked]
    doubts = [unsure(rest)] if button == UNSURE and step.danger else []
    return ";".join(text for text in [*sure, *doubts] if text)


def _numbers(step: Step, sent: QueryDict) -> str:
    """The numbers written on a page; those left open are left out."""
    told, errors = [], {}
    for entry in step.ask:
        value = sent.get(entry.name, "").strip()
        if value:
            try:
                answer = answer_of(entry, value)
            except InputError as error:
                errors[entry.name] = str(error)
            else:
                told.append(answer.text if answer else "")
    if errors:
        raise PageError(errors)
    return ";".join(filter(None, told))


class SessionDraft:
    """A check about nobody in particular: kept in the session, with age and sex."""

    def __init__(self, request: HttpRequest) -> None:
        self._session = request.session
        self._told: dict[str, Any] = dict(self._session.get(KEY, {}))

    @property
    def began(self) -> bool:
        """Whether age and sex are told."""
        return "sex" in self._told

    def begin(self, *, age: str, sex: str, region: str) -> None:
        """Start anew. Raises InputError for an age or sex that is none."""
        self._told = {
            "age_y": require_one("age", age.replace(",", "."), 0, 120),  # type: ignore[arg-type]
            "sex": str(require_name("sex", sex, Sex)),
            "region": str(require_name("region", region or "default", Region)),
            "answers": {},
        }
        self._session[KEY] = self._told

    @property
    def interview(self) -> Interview:
        """The questions, with what is answered."""
        return Interview(
            age_y=self._told["age_y"],
            sex=self._told["sex"],
            region=self._told["region"],
            answers=self._told["answers"],
        )

    def keep(self, step: str, answer: str) -> None:
        """Keep the answer to one page."""
        self._told["answers"] = {**self._told["answers"], step: answer}
        self._session[KEY] = self._told
