"""What is asked to write the diary."""

from datetime import date
from typing import Any, Final

from django import forms

from trophe.errors import InputError
from trophe.units import format_weight, parse_weight_kg
from trophe.web.diary.models import Weight
from trophe.web.people.models import Person

_BOX: Final = {"class": "input", "autocomplete": "off", "inputmode": "decimal"}


class WeightForm(forms.Form):
    """A weight for a day, in the person's unit; `code` makes a second sending harmless."""

    code = forms.UUIDField(widget=forms.HiddenInput)
    weight = forms.CharField(
        label="Weight",
        widget=forms.TextInput(attrs=_BOX),
        error_messages={"required": "Give the weight that the scale shows."},
    )
    local_date = forms.DateField(required=False, widget=forms.HiddenInput)
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._unit = person.weight_unit

    def clean_weight(self) -> float:
        """Kilograms."""
        try:
            return parse_weight_kg(self.cleaned_data["weight"], _unit_of_bare(self._unit))
        except InputError as error:
            raise forms.ValidationError(str(error).partition(": ")[2] or str(error)) from None

    def entry(self) -> dict[str, Any]:
        """What `weigh_in` takes, from a valid form."""
        told = self.cleaned_data
        return {
            "weight_kg": told["weight"],
            "code": told["code"],
            "local_date": told["local_date"],
            "confirmed": told["confirmed"],
        }


class EditWeightForm(WeightForm):
    """A correction of the version that was read."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    local_date = forms.DateField(
        label="Day",
        error_messages={"required": "Choose the day.", "invalid": "Write the day as 2026-11-22."},
        widget=forms.DateInput(attrs={"class": "input", "type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        del self.fields["code"], self.fields["confirmed"]

    def entry(self) -> dict[str, Any]:
        """What `edit_weight` takes, from a valid form."""
        told = self.cleaned_data
        return {
            "weight_kg": told["weight"],
            "local_date": told["local_date"],
            "version": told["version"],
        }


def weight_text(kg: float, unit: str) -> str:
    """A weight as it stands in the field: without its unit where one number says it all."""
    text = format_weight(kg, unit)
    return text if unit == "st" else text.removesuffix(f" {unit}")


def edit_initial(entry: Weight, person: Person) -> dict[str, Any]:
    """What an entry says now, as the fields show it."""
    day: date = entry.local_date
    return {
        "weight": weight_text(entry.weight_kg, person.weight_unit),
        "local_date": day,
        "version": entry.version,
    }


def _unit_of_bare(unit: str) -> str | None:
    """A bare number in stones could be pounds as well: there the unit must be written."""
    return None if unit == "st" else unit
