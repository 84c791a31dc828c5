"""What if: sliders as choices, switches as ticks. Without script it is a plain form."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms

from trophe.timeline.what_if import CHANGES, Change

_UNITS: Final = {"g/kg/d": "g a day for each kg", "1/week": "a week", "d": "days"}


class WhatIfForm(forms.Form):
    """Every change that can be tried; what is left as it is does not count as one.

    done: where the sliders and switches stand today (`what_is_done`); only those are shown.
    """

    def __init__(self, data: Any = None, *, done: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self._shown = [change for change in CHANGES.values() if change.key in done]
        for change in CHANGES.values():
            self.fields[change.key] = _field(change, done.get(change.key))

    @property
    def sliders(self) -> list[forms.BoundField]:
        """The fields that have a slider."""
        return [self[c.key] for c in self._shown if c.control == "slider"]

    @property
    def switches(self) -> list[forms.BoundField]:
        """The fields that are on or off."""
        return [self[c.key] for c in self._shown if c.control == "switch"]

    def changes(self) -> dict[str, Any]:
        """What was changed, as the services take it."""
        told = self.cleaned_data
        return {
            c.key: True if c.control == "switch" else float(told[c.key])
            for c in CHANGES.values()
            if told.get(c.key)
        }


def _field(change: Change, now: Any) -> forms.Field:
    if change.control == "switch":
        return forms.BooleanField(label=change.label, required=False)
    unit = _UNITS.get(change.unit, change.unit)
    same = "as now" if now is None else f"as now, {now:g} {unit}"
    return forms.ChoiceField(
        label=change.label,
        choices=[("", same), *_steps(change, unit)],
        required=False,
        widget=forms.Select(attrs={"class": "input"}),
    )


def _steps(change: Change, unit: str) -> list[tuple[str, str]]:
    """From low to high in steps, as (value, text)."""
    count = round((change.high - change.low) / change.step)
    values = (round(change.low + i * change.step, 6) for i in range(count + 1))
    return [(f"{value:g}", f"{value:g} {unit}") for value in values]
