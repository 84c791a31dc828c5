"""What is asked of a person."""

from django import forms

from trophe.energy import ACTIVITY_LEVELS
from trophe.person import Sex


class StartForm(forms.Form):
    """The least that a plan needs."""

    code = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(max_length=80, required=False)
    sex = forms.ChoiceField(choices=[(s.value, s.label) for s in Sex])
    age_y = forms.FloatField(label="Age", min_value=0, max_value=120)
    height_m = forms.FloatField(label="Height (m)", min_value=0.4, max_value=2.3)
    weight_kg = forms.FloatField(label="Weight (kg)", min_value=2, max_value=400)
    activity = forms.ChoiceField(choices=[(k, v.label) for k, v in ACTIVITY_LEVELS.items()])
