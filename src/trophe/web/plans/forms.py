"""What is asked to make a plan."""

from typing import Any

from django import forms

from trophe.errors import InputError


class GoalForm(forms.Form):
    """One of the nine weekly goals."""

    goal = forms.CharField(max_length=20)

    def clean_goal(self) -> Any:
        """The goal as the plan knows it."""
        from trophe.plan import Goal

        try:
            return Goal.parse(self.cleaned_data["goal"])
        except InputError as error:
            raise forms.ValidationError(str(error)) from None
