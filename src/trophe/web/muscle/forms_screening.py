"""The five questions of SARC-F and the two of GLIM, one tap each."""

from typing import Any, Final
from uuid import uuid4

from django import forms

from trophe.person.screening import SARC_F

_YES_NO: Final = (
    ("eating_less", "Have you eaten much less than usual for over a week?"),
    ("inflammation", "Do you have an illness or injury that keeps your body inflamed?"),
)


class ScreeningForm(forms.Form):
    """Every question may stay open; what is open is never taken for a no."""

    code = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, initial={"code": uuid4()}, **kwargs)
        for question in SARC_F:
            choices = [(str(n), text) for n, text in enumerate(question.answers)]
            self.fields[question.name] = _choice(question.text, choices)
        for name, text in _YES_NO:
            self.fields[name] = _choice(text, [("yes", "Yes"), ("no", "No")])

    @property
    def sarc_f(self) -> list[forms.BoundField]:
        """The questions on what is hard."""
        return [self[question.name] for question in SARC_F]

    @property
    def glim(self) -> list[forms.BoundField]:
        """The questions on eating and illness."""
        return [self[name] for name, _ in _YES_NO]

    def answers(self) -> dict[str, Any]:
        """What was answered."""
        told = self.cleaned_data
        scored = {q.name: int(told[q.name]) for q in SARC_F if told[q.name]}
        return scored | {name: told[name] == "yes" for name, _ in _YES_NO if told[name]}


def _choice(text: str, choices: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=text, choices=choices, required=False, widget=forms.RadioSelect)
