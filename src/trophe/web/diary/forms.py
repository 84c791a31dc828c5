"""What is asked to write the diary."""

from django import forms


class WeightForm(forms.Form):
    """A weight for a day; `code` makes a second sending harmless."""

    code = forms.UUIDField(widget=forms.HiddenInput)
    weight_kg = forms.FloatField(label="Weight (kg)", min_value=2, max_value=400)
    local_date = forms.DateField(required=False, label="Day")
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)


class EditWeightForm(forms.Form):
    """A correction of the version that was read."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    weight_kg = forms.FloatField(label="Weight (kg)", min_value=2, max_value=400)
    local_date = forms.DateField(required=False, label="Day")
