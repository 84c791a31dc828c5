"""The guided form of the timeline: it asks what its kind of event takes, in plain words."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from trophe.timeline import FIELDS, Field, Kind
from trophe.units import DAYS_PER_WEEK
from trophe.web.muscle.models import Event
from trophe.web.people.models import Person

_TEXT: Final = {"class": "input", "autocomplete": "off"}
_WEEKS: Final = (1, 2, 4, 6, 8, 12)
OPEN, A_DAY = "open", "day"
STEP_ROWS: Final = 6
_UNITS: Final = {
    "mg/d": "mg a day",
    "1/week": "a week",
    "w": "",
    "g/kg/d": "g a day for each kg",
}
_EITHER: Final = {"side": "Both", "part": "Not one part alone", "level": "Not known"}


class DayField(forms.DateField):
    """A day, chosen in the browser's own calendar."""

    widget = forms.DateInput(attrs={**_TEXT, "type": "date"}, format="%Y-%m-%d")


class AmountField(forms.FloatField):
    """A number with its unit in words, written with a point or a comma."""

    def __init__(self, *, unit: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.unit = unit

    def to_python(self, value: Any) -> Any:
        """The number that was typed."""
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class EventForm(forms.Form):
    """One event of a kind: where, how much, when it began, how long it lasts."""

    code = forms.UUIDField(widget=forms.HiddenInput)
    began_on = DayField(label="First day")
    lasts = forms.ChoiceField(label="How long", widget=forms.RadioSelect, required=False)
    ended_on = DayField(label="The day it is over", required=False)
    note = forms.CharField(
        label="Note", required=False, max_length=300, widget=forms.TextInput(attrs=_TEXT)
    )

    def __init__(self, data: Any = None, *, kind: Kind, person: Person, **kwargs: Any) -> None:
        self.kind = kind
        first = {"code": uuid4(), "began_on": person.today(), "lasts": OPEN}
        kwargs["initial"] = first | (kwargs.get("initial") or {})
        super().__init__(data, **kwargs)
        for name in kind.takes:
            if name != "steps":
                self.fields[name] = _field(FIELDS[name], kind)
        if kind.ends == "never":
            del self.fields["lasts"], self.fields["ended_on"]
        else:
            self.fields["lasts"].choices = _lasts(kind)  # type: ignore[attr-defined]

    @property
    def asked(self) -> list[forms.BoundField]:
        """The fields of this kind alone, in the order in which they are asked."""
        return [self[name] for name in self.kind.takes if name != "steps"]

    @property
    def steps(self) -> list[tuple[str, str]]:
        """The rows of dose steps as they are shown: day and dose; some rows spare."""
        if self.is_bound:
            rows = self._typed_steps()
        else:
            rows = [(str(on), f"{mg:g}") for on, mg in self.initial.get("steps") or []]
        return [*rows, *[("", "")] * (STEP_ROWS - len(rows))][:STEP_ROWS]

    def clean(self) -> dict[str, Any]:
        """The day it is over from the weeks it lasts; a chosen day must be given."""
        told = super().clean() or {}
        if self.kind.ends == "never" or "began_on" not in told:
            return told
        lasts = told.get("lasts") or (A_DAY if told.get("ended_on") else OPEN)
        if lasts == A_DAY and not told.get("ended_on"):
            raise ValidationError({"ended_on": "Give the day on which it is over."})
        if lasts == OPEN:
            told["ended_on"] = None
        elif lasts != A_DAY:
            told["ended_on"] = told["began_on"] + timedelta(days=DAYS_PER_WEEK * int(lasts))
        return told

    def told(self) -> dict[str, Any]:
        """What the service takes."""
        values = self.cleaned_data
        detail = {
            name: _plain(values[name])
            for name in self.kind.takes
            if name not in ("part", "side", "steps") and values.get(name) not in (None, "")
        }
        if "steps" in self.kind.takes and (steps := self._typed_steps()):
            detail["steps"] = [[on, _number(mg)] for on, mg in steps]
        return {
            "kind": self.kind.name,
            "began_on": values["began_on"],
            "ended_on": values.get("ended_on"),
            "part": values.get("part") or "",
            "side": values.get("side") or "",
            "detail": detail,
            "note": values["note"],
        }

    def _typed_steps(self) -> list[tuple[str, str]]:
        typed: Any = self.data  # a QueryDict: one name may stand in it several times
        days, doses = (typed.getlist(name) for name in ("step_on", "step_mg"))
        return [(on, mg) for on, mg in zip(days, doses, strict=False) if on.strip() or mg.strip()]


def event_initial(event: Event) -> dict[str, Any]:
    """What stands, for the form."""
    told: Mapping[str, Any] = event.detail
    return {
        **told,
        "code": event.code,
        "began_on": event.began_on,
        "ended_on": event.ended_on,
        "lasts": A_DAY if event.ended_on else OPEN,
        "part": event.part,
        "side": event.side,
        "note": event.note,
    }


def _lasts(kind: Kind) -> list[tuple[str, str]]:
    """How long: still going on, so many weeks, until a day."""
    weeks = [(str(n), "1 week" if n == 1 else f"{n} weeks") for n in _WEEKS]
    ahead = [] if kind.ends == "must" else [(OPEN, "No end yet")]
    return [*ahead, *weeks, (A_DAY, "Until a day")]


def _field(about: Field, kind: Kind) -> forms.Field:
    """The form's field of one thing that a kind asks for."""
    is_needed = about.name in kind.needs
    shared: dict[str, Any] = {"required": is_needed, "help_text": about.hint}
    choices = _choices(about, kind)
    if choices:
        label = kind.question if about.name == "level" else about.label
        spare = [] if is_needed else [("", _EITHER.get(about.name, "Not known"))]
        return forms.ChoiceField(
            label=label, choices=[*spare, *choices], widget=forms.RadioSelect, **shared
        )
    if about.low is None:
        return DayField(label=about.label, **shared)
    return AmountField(
        label=about.label,
        min_value=about.low,
        max_value=about.high,
        widget=forms.TextInput(attrs={**_TEXT, "inputmode": "decimal"}),
        unit=_UNITS.get(about.unit, about.unit),
        **shared,
    )


def _choices(about: Field, kind: Kind) -> list[tuple[str, str]]:
    """The choices of a field: parts and levels are the kind's own."""
    if about.name == "level":
        return list(kind.levels.items())
    if about.name == "part":
        return [(value, text) for value, text in about.choices if value in kind.parts]
    return list(about.choices)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _number(text: str) -> float | str:
    """A dose as a number; what is none goes on as typed, and the service says so."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return text
