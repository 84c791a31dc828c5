"""What goes into the report for a doctor."""

from typing import Final

from django import forms

from trophe.web.guide.doctor import MONTHS, Wanted, usual
from trophe.web.guide.doctor_parts import PARTS
from trophe.web.people.models import Person

_AREA: Final = {"class": "input", "rows": 4}


class ReportForm(forms.Form):
    """Parts, how far back, and the person's own words."""

    reason = forms.CharField(
        label="Why I come",
        help_text="In your own words: what, where, since when. It is not kept.",
        max_length=900,
        required=False,
        widget=forms.Textarea(attrs=_AREA | {"aria-describedby": "id_reason_helptext"}),
    )
    parts = forms.MultipleChoiceField(
        label="What goes in",
        choices=list(PARTS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    months = forms.TypedChoiceField(
        label="How far back",
        coerce=int,
        choices=[(n, f"{n} months" if n < 24 else f"{n // 12} years") for n in MONTHS],
        widget=forms.Select(attrs={"class": "input"}),
    )
    questions = forms.CharField(
        label="What I want to ask",
        help_text="A line for each question.",
        max_length=1200,
        required=False,
        widget=forms.Textarea(
            attrs=_AREA | {"rows": 7, "aria-describedby": "id_questions_helptext"}
        ),
    )
    with_name = forms.BooleanField(label="Print the name", required=False)

    @classmethod
    def for_person(cls, person: Person) -> "ReportForm":
        """The form as it stands before anybody changes it."""
        start = usual(person)
        return cls(
            initial={
                "parts": list(start.parts),
                "months": start.months,
                "questions": start.questions,
                "with_name": start.with_name,
            }
        )

    def wanted(self) -> Wanted:
        """What was chosen."""
        told = self.cleaned_data
        return Wanted(
            parts=tuple(told["parts"]),
            months=told["months"],
            reason=told["reason"],
            questions=told["questions"],
            with_name=told["with_name"],
        )
