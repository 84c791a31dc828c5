"""The steps of the first questions, each a form of its own; what is typed is kept as typed."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms

from trophe.energy import ACTIVITY_LEVELS
from trophe.errors import InputError, OutOfRangeError
from trophe.person import Person as CorePerson
from trophe.person import Sex
from trophe.units import format_height, format_weight
from trophe.web.people.forms_health import HealthForm
from trophe.web.people.units import HABITS, Habit, height_m, weight_kg

_ASK: Final = {"class": "input", "autocomplete": "off"}
_NUMBER: Final = {**_ASK, "inputmode": "decimal"}
_DIGITS: Final = {**_ASK, "inputmode": "numeric"}


class GoalStep(forms.Form):
    """Which of the nine weekly goals."""

    goal = forms.CharField(max_length=20, error_messages={"required": "Choose one of the goals."})

    def clean_goal(self) -> str:
        """One of the nine names."""
        from trophe.plan import GOALS

        goal: str = self.cleaned_data["goal"]
        if goal not in GOALS:
            raise forms.ValidationError("Choose one of the goals.")
        return goal


class YouStep(forms.Form):
    """Sex, age, height and weight, in the habit of the person."""

    name = forms.CharField(
        label="Whose plan is this?",
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
    )
    sex = forms.ChoiceField(
        label="Sex",
        choices=[(s.value, s.label) for s in Sex],
        error_messages={"required": "Choose a sex: it changes how much energy a body uses."},
    )
    age_y = forms.CharField(
        label="Age",
        widget=forms.TextInput(attrs=_DIGITS),
        error_messages={"required": "Give your age in years."},
    )
    height = forms.CharField(
        label="Height",
        widget=forms.TextInput(attrs=_NUMBER),
        error_messages={"required": "Give your height."},
    )
    height_more = forms.CharField(
        label="Height, inches", required=False, widget=forms.TextInput(attrs=_DIGITS)
    )
    weight = forms.CharField(
        label="Weight",
        widget=forms.TextInput(attrs=_NUMBER),
        error_messages={"required": "Give your weight."},
    )
    weight_more = forms.CharField(
        label="Weight, pounds", required=False, widget=forms.TextInput(attrs=_DIGITS)
    )

    def __init__(self, *args: Any, habit: Habit, with_name: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.habit = habit
        self.si: dict[str, Any] = {}
        if not with_name:
            del self.fields["name"]

    def clean_age_y(self) -> float:
        """Years; the year of birth is not an age."""
        try:
            age_y = float(self.cleaned_data["age_y"].replace(",", "."))
        except ValueError:
            age_y = -1.0
        if not 0 <= age_y <= 120:
            raise forms.ValidationError("Give your age in years, such as 40.")
        return age_y

    def clean(self) -> dict[str, Any]:
        """Height and weight in SI, within what a body of that age allows."""
        told = super().clean() or {}
        self._parse("height_m", "height", height_m)
        self._parse("weight_kg", "weight", weight_kg)
        if not self.errors:
            self._check_body(told)
        return told

    def _parse(self, name: str, field: str, parse: Any) -> None:
        """One or two fields into one figure; errors stand beside the first of them."""
        told = self.cleaned_data
        if field not in told:
            return
        try:
            self.si[name] = parse(self.habit, told[field], told[f"{field}_more"])
        except InputError as error:
            self.add_error(field, str(error).partition(": ")[2] or str(error))

    def _check_body(self, told: Mapping[str, Any]) -> None:
        try:
            CorePerson(sex=told["sex"], age_y=told["age_y"], **self.si)
        except OutOfRangeError as error:
            field, words = self._limits(error)
            self.add_error(field, words)

    def _limits(self, error: OutOfRangeError) -> tuple[str, str]:
        """The range in the unit that was typed, and the likely slip."""
        habit = self.habit
        if error.name == "height_m":
            low, high = (format_height(m, habit.height_unit) for m in (error.low, error.high))
            given = format_height(error.value, habit.height_unit)
            return "height", f"{given} is outside {low} to {high}. Is the unit right?"
        low, high = (format_weight(kg, habit.weight_unit) for kg in (error.low, error.high))
        given = format_weight(error.value, habit.weight_unit)
        return "weight", f"{given} is outside {low} to {high}. Is the unit right?"

    def facts(self) -> dict[str, Any]:
        """What the services take, from a valid form."""
        told = self.cleaned_data
        return {
            "name": told.get("name", ""),
            "sex": told["sex"],
            "age_y": told["age_y"],
            "height_unit": self.habit.height_unit,
            "weight_unit": self.habit.weight_unit,
            **self.si,
        }


class ActivityStep(forms.Form):
    """How active an ordinary week is."""

    activity = forms.ChoiceField(
        choices=[(name, level.label) for name, level in ACTIVITY_LEVELS.items()],
        error_messages={"required": "Choose the line that is nearest to an ordinary week."},
    )

    def facts(self) -> dict[str, Any]:
        """What the services take, from a valid form."""
        return {"activity": self.cleaned_data["activity"]}


class HealthStep(HealthForm):
    """What changes a safe plan; "none" is an answer of its own, and must not hide a tick."""

    def clean(self) -> dict[str, Any]:
        """None of these, and a tick: which of both is meant has to be asked."""
        told = super().clean() or {}
        if self.data.get("none") and self.has_any():
            raise forms.ValidationError(
                "Something is ticked below. Untick it, or press Continue instead."
            )
        return told


UNITS: Final = [(habit.name, habit.label) for habit in HABITS.values()]
