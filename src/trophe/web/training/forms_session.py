"""What a session's page sends: sets, feelings, the end, the day after."""

from django import forms

from trophe.units import KG_PER_LB

_RATING = forms.NumberInput(attrs={"inputmode": "numeric", "min": 0, "max": 10})


class SetForm(forms.Form):
    """One set: a tap sends it as it stands."""

    exercise = forms.CharField(max_length=40)
    number = forms.IntegerField(min_value=1, max_value=50)
    reps = forms.IntegerField(min_value=0, max_value=200, required=False)
    load_kg = forms.FloatField(min_value=0, max_value=500, required=False)
    load_lb = forms.FloatField(min_value=0, max_value=1102, required=False)
    code = forms.UUIDField(required=False)

    def load_kg_told(self) -> float | None:
        """The weight, kg, whichever unit it was told in; None where none was."""
        told = self.cleaned_data
        if told["load_lb"] is not None:
            return min(round(float(told["load_lb"]) * KG_PER_LB, 2), 500.0)
        return None if told["load_kg"] is None else float(told["load_kg"])


class FeelingForm(forms.Form):
    """How a movement felt, or why it was left out."""

    exercise = forms.CharField(max_length=40)
    pain = forms.IntegerField(min_value=0, max_value=10, required=False)
    fatigue = forms.IntegerField(min_value=0, max_value=10, required=False)
    left = forms.IntegerField(min_value=0, max_value=20, required=False)
    skipped = forms.CharField(max_length=20, required=False)


class FinishForm(forms.Form):
    """The end of a session."""

    fatigue = forms.IntegerField(min_value=0, max_value=10, required=False, widget=_RATING)


class NextDayForm(forms.Form):
    """The day after."""

    pain_next_day = forms.IntegerField(min_value=0, max_value=10, widget=_RATING)
    weaker = forms.ChoiceField(choices=[("no", "No"), ("yes", "Yes")], required=False)

    def clean_weaker(self) -> bool:
        """Yes or no."""
        return bool(self.cleaned_data["weaker"] == "yes")
