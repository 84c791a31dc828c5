"""One sitting with an instrument: site, side, repeats, skin fold, swelling, cast."""

from typing import Any, Final
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from trophe.person.measures import Instrument
from trophe.web.muscle.forms_events import AmountField, DayField
from trophe.web.muscle.models import Measurement
from trophe.web.people.models import Person

_NUMBER: Final = {"class": "input", "inputmode": "decimal", "autocomplete": "off"}
_TEXT: Final = {"class": "input", "autocomplete": "off"}
_REPEATS: Final = 3


class MeasureForm(forms.Form):
    """A sitting: up to three readings in the instrument's unit; one is enough."""

    code = forms.UUIDField(widget=forms.HiddenInput)
    site = forms.ChoiceField(label="Where", widget=forms.RadioSelect)
    side = forms.ChoiceField(
        label="Which side",
        choices=[("left", "Left"), ("right", "Right")],
        widget=forms.RadioSelect,
    )
    measured_on = DayField(label="Day")
    device = forms.CharField(
        label="Device or tape", max_length=80, required=False, widget=forms.TextInput(attrs=_TEXT)
    )
    skinfold = AmountField(
        label="Skin fold at the same place",
        help_text="Pinch skin and fat with a calliper: takes the fat out of the girth.",
        min_value=0.5,
        max_value=120,
        required=False,
        widget=forms.TextInput(attrs=_NUMBER),
    )
    oedema = forms.BooleanField(label="The limb is swollen (oedema)", required=False)
    cast = forms.BooleanField(label="Measured over a cast or bandage", required=False)
    note = forms.CharField(
        label="Note", max_length=300, required=False, widget=forms.TextInput(attrs=_TEXT)
    )
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, instrument: Instrument, person: Person, **kwargs: Any
    ) -> None:
        self.instrument = instrument
        kwargs["initial"] = {"code": uuid4(), "measured_on": person.today()} | (
            kwargs.get("initial") or {}
        )
        super().__init__(data, **kwargs)
        self._shape(instrument)

    def _shape(self, instrument: Instrument) -> None:
        """Only what this instrument asks for."""
        sites = [(s.name, s.label) for s in instrument.sites.values()]
        if len(sites) > 1:
            self.fields["site"].choices = sites  # type: ignore[attr-defined]
        else:
            del self.fields["site"]
        if not instrument.sided:
            del self.fields["side"]
        if not instrument.skinfold:
            del self.fields["skinfold"], self.fields["oedema"], self.fields["cast"]
        for n in range(self.readings):
            self.fields[f"value_{n + 1}"] = AmountField(
                label="Reading" if self.readings == 1 else f"Reading {n + 1}",
                required=not n,
                min_value=instrument.low,
                max_value=instrument.high,
                widget=forms.TextInput(attrs=_NUMBER),
            )

    @property
    def readings(self) -> int:
        """How many readings there is room for."""
        return min(self.instrument.repeats, _REPEATS)

    @property
    def value_fields(self) -> list[forms.BoundField]:
        """The readings."""
        return [self[f"value_{n + 1}"] for n in range(self.readings)]

    def clean(self) -> dict[str, Any]:
        """At least one reading."""
        told = super().clean() or {}
        if not self.errors and not self._values(told):
            raise ValidationError({"value_1": "Give one reading at least."})
        return told

    def told(self) -> dict[str, Any]:
        """What the service takes."""
        told = self.cleaned_data
        fold = told.get("skinfold")
        return {
            "instrument": self.instrument.name,
            "values": self._values(told),
            "measured_on": told["measured_on"],
            "side": told.get("side") or "",
            "site": told.get("site") or "",
            "skinfold_mm": [] if fold is None else [fold],
            "device": told["device"],
            "oedema": told.get("oedema") or False,
            "cast": told.get("cast") or False,
            "note": told["note"],
        }

    def _values(self, told: dict[str, Any]) -> list[float]:
        values = (told.get(f"value_{n + 1}") for n in range(self.readings))
        return [value for value in values if value is not None]


def measure_initial(row: Measurement) -> dict[str, Any]:
    """What stands, for the form."""
    names = ("code", "site", "side", "device", "oedema", "cast", "note")
    values = {f"value_{n}": f"{v:g}" for n, v in enumerate(row.values, start=1)}
    fold = {"skinfold": row.skinfold_mm[0]} if row.skinfold_mm else {}
    held = {name: getattr(row, name) for name in names}
    return {**held, **values, **fold, "measured_on": row.local_date}
