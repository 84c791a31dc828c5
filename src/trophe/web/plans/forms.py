"""What is asked to make a plan."""

from typing import Any, Final

from django import forms

from trophe.checks import require_one
from trophe.errors import InputError, OutOfRangeError
from trophe.units import DAYS_PER_WEEK, format_weight, parse_weight_kg
from trophe.web.people.models import Person

LEAST_KG, MOST_KG = 20.0, 400.0
_BOX: Final = {"class": "input", "autocomplete": "off", "inputmode": "decimal"}
PROTEIN_G_KG_D: Final = ("0.8", "1.0", "1.2", "1.4", "1.6", "1.8", "2.0")


class GoalForm(forms.Form):
    """One of the nine weekly goals, perhaps with a weight to reach or an amount of protein."""

    goal = forms.CharField(max_length=20)
    protein = forms.FloatField(required=False)
    aim = forms.CharField(label="Weight to reach", required=False, widget=forms.TextInput(_BOX))

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._unit = person.weight_unit

    def clean_goal(self) -> Any:
        """The goal as the plan knows it."""
        from trophe.plan import Goal

        try:
            return Goal.parse(self.cleaned_data["goal"])
        except InputError as error:
            raise forms.ValidationError(str(error)) from None

    def clean_aim(self) -> float | None:
        """Kilograms, or nothing."""
        typed = self.cleaned_data["aim"]
        return _weight_kg(typed, self._unit) if typed else None

    def wanted(self) -> dict[str, Any]:
        """What the services take, from a valid form."""
        from trophe.plan import Goal

        told = self.cleaned_data
        goal = Goal.rate(told["goal"].rate_lb_week, told["aim"])
        return {"goal": goal, "protein_g_kg_d": told["protein"]}


class TargetForm(forms.Form):
    """A weight to reach, and by when."""

    weight = forms.CharField(
        label="Weight to reach",
        widget=forms.TextInput(attrs=_BOX),
        error_messages={"required": "Give the weight you would like to reach."},
    )
    weeks = forms.IntegerField(
        label="In how many weeks",
        min_value=1,
        max_value=156,
        widget=forms.TextInput(attrs={**_BOX, "inputmode": "numeric"}),
        error_messages={
            "required": "Give the number of weeks.",
            "invalid": "Give the number of weeks, such as 26.",
            "min_value": "Give at least one week.",
            "max_value": "Give at most 156 weeks, three years.",
        },
    )
    protein = forms.FloatField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._unit = person.weight_unit
        self.fields["weight"].help_text = {
            "kg": "In kilograms, such as 68,5.",
            "lb": "In pounds, such as 150.",
            "st": "In stones and pounds, such as 10st 10.",
        }[self._unit]

    def clean_weight(self) -> float:
        """Kilograms."""
        return _weight_kg(self.cleaned_data["weight"], self._unit)

    def wanted(self) -> dict[str, Any]:
        """What the services take, from a valid form."""
        from trophe.plan import Goal

        told = self.cleaned_data
        goal = Goal.target(weight_kg=told["weight"], by_day=told["weeks"] * DAYS_PER_WEEK)
        return {"goal": goal, "protein_g_kg_d": told["protein"]}


def _weight_kg(typed: str, unit: str) -> float:
    """Kilograms of what was typed; a bare number in stones could mean pounds, so it is asked."""
    try:
        kg = parse_weight_kg(typed, None if unit == "st" else unit)
        return require_one("weight", kg, LEAST_KG, MOST_KG)
    except OutOfRangeError as error:
        said = [format_weight(v, unit) for v in (error.value, error.low, error.high)]
        text = "{} is outside {} to {}. Is the unit right?".format(*said)
        raise forms.ValidationError(text) from None
    except InputError as error:
        raise forms.ValidationError(str(error).partition(": ")[2] or str(error)) from None
