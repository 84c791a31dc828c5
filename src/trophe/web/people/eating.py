"""The five questions about food (P13): put once, answered or left open."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.db import transaction

from trophe.person import Condition
from trophe.safety import EATING_QUESTIONS, eating_result
from trophe.web.accounts.models import User
from trophe.web.people.models import HealthFact, Person
from trophe.web.people.services import update_person

_ANSWERS: Final = (("yes", "Yes"), ("no", "No"), ("", "Rather not say"))
_TOLD: Final[Mapping[str, bool | None]] = {"yes": True, "no": False, "": None}
_SCREENS: Final = frozenset({Condition.EATING_SCREEN_POSITIVE, Condition.EATING_SCREEN_DECLINED})


class EatingForm(forms.Form):
    """Five questions, each yes, no, or left open; nothing is chosen beforehand."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in EATING_QUESTIONS:
            self.fields[question.name] = forms.ChoiceField(
                label=question.text, choices=_ANSWERS, required=False
            )

    def answers(self) -> dict[str, bool | None]:
        """Answers by question, from a valid form; None where one was left open."""
        return {name: _TOLD[value] for name, value in self.cleaned_data.items()}


@transaction.atomic
def answer_eating_questions(
    *, person: Person, by: User, answers: Mapping[str, bool | None]
) -> Condition | None:
    """Keep what the answers mean for plans, and that they were asked for.

    What somebody recorded apart from the questions (an eating disorder) stays: one number never
    clears anybody. Returns the condition that holds now, or None.
    """
    result = eating_result(answers)
    held = person.facts.on_day(person.today()).filter(kind=HealthFact.Kind.CONDITION)
    kept = {fact.name for fact in held} - _SCREENS
    conditions = kept if result is None else kept | {result}
    changes = {"conditions": conditions, "eating_asked_on": person.today()}
    update_person(person=person, by=by, why="the five questions about food", **changes)
    return result


def asks_about_eating(person: Person, plan: Mapping[str, Any] | None) -> bool:
    """Whether the page of a plan to lose weight should offer the questions: until it was done."""
    losing = plan is not None and any(p["kind"] == "deficit" for p in plan["phases"])
    return losing and person.eating_asked_on is None
