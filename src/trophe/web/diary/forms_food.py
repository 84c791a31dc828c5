"""What is asked to log foods, water, exercise and how a day was."""

import re
from typing import Any, Final

from django import forms

from trophe.nutrition.nutrients import nutrient
from trophe.web.diary.records import Entry, Feeling, Slot
from trophe.web.foods.models import Food

SHARES: Final = (("1", "All"), ("0.75", "¾"), ("0.5", "Half"), ("0.25", "¼"))
QUICK: Final = ("energy_kcal", "protein_g", "carbohydrate_g", "fat_g")
_FRACTIONS: Final = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
_NUMBER: Final = re.compile(r"^(\d+(?:\.\d+)?)?\s*(?:(\d+)/(\d+)|([½¼¾⅓⅔]))?$")


class AmountField(forms.Field):
    """A number as people write it: 1.5, 1,5, 1½, 1/2, 1 1/2."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "class": "input"}
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        text = str("" if value is None else value).strip().replace(",", ".")
        if not text:
            return None
        number = parse_number(text[:20])
        if number is None:
            raise forms.ValidationError("Write a number, such as 1.5 or 1½.")
        return number


def parse_number(text: str) -> float | None:
    """A number as people write it, or None.

    >>> parse_number("1½"), parse_number("1 1/2"), parse_number("3/4"), parse_number("x")
    (1.5, 1.5, 0.75, None)
    """
    whole_over = re.fullmatch(r"(\d+)/(\d+)", text)
    if whole_over:
        text = f"0 {text}"
    found = _NUMBER.match(text)
    if not found or not text:
        return None
    whole, over, under, sign = found.groups()
    if under is not None and int(under) == 0:
        return None
    part = int(over) / int(under) if over else _FRACTIONS.get(sign or "", 0.0)
    return float(whole or 0) + part


class KeyForm(forms.Form):
    """Every writing form carries an id, so that a second sending is harmless."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)


class AmountForm(KeyForm):
    """How much of a food, and of it how much was eaten."""

    amount = AmountField(label="How much")
    unit = forms.ChoiceField(label="Unit", widget=forms.Select(attrs={"class": "input"}))
    eaten_share = forms.TypedChoiceField(
        label="Eaten", choices=SHARES, coerce=float, required=False, empty_value=None
    )
    slot = forms.ChoiceField(
        label="Meal", required=False, widget=forms.Select(attrs={"class": "input"})
    )

    def clean_eaten_share(self) -> float:
        """All of it, where nothing was chosen."""
        share = self.cleaned_data["eaten_share"]
        return 1.0 if share is None else float(share)

    def __init__(
        self, *args: Any, units: list[tuple[str, str]], slots: list[Slot], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]
        self.fields["slot"].choices = [(str(s.code), s.name) for s in slots]  # type: ignore[attr-defined]


class EntryForm(AmountForm):
    """The correction of an entry as it was read."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    day = forms.DateField(
        label="Day",
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "input"}, format="%Y-%m-%d"),
    )


def units_of(food: Food | None, entry: Entry | None = None) -> list[tuple[str, str]]:
    """The units to choose from: the entry's own, the food's portions, then weights."""
    plain = "ml" if food is not None and food.unit == "ml" else "g"
    units = {}
    if entry is not None and entry.unit:
        units[entry.unit] = entry.unit
    for portion in food.weights() if food is not None else ():
        units[portion.unit] = f"{portion.unit} ({portion.grams_per_unit:.0f} {plain})"
    units[plain] = plain
    units.setdefault("oz", "oz")
    return list(units.items())


class QuickForm(KeyForm):
    """Energy, protein or more, all at once; what is left empty stays unknown."""

    name = forms.CharField(
        label="What it was",
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
    )
    energy_kcal = AmountField(label="Energy (kcal)", required=False)
    spread_kcal = AmountField(label="Give or take (± kcal)", required=False)
    protein_g = AmountField(label="Protein (g)", required=False)
    carbohydrate_g = AmountField(label="Carbohydrate (g)", required=False)
    fat_g = AmountField(label="Fat (g)", required=False)
    version = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, shows_energy: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not shows_energy:
            del self.fields["energy_kcal"], self.fields["spread_kcal"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors and all(values.get(name) is None for name in QUICK):
            first = "energy_kcal" if "energy_kcal" in self.fields else "protein_g"
            self.add_error(first, "Give an amount of something.")
        return values

    def told(self, entry: Entry | None = None) -> dict[str, Any]:
        """The amounts that were told, and the ± of the energy.

        What the form did not ask, because it is hidden, stays as `entry` says it.
        """
        values = self.cleaned_data
        nutrients = {n: values[n] for n in QUICK if values.get(n) is not None}
        spread = {"energy_kcal": values["spread_kcal"]} if values.get("spread_kcal") else {}
        if entry is not None and "energy_kcal" not in self.fields:
            nutrients |= {n: v for n, v in entry.nutrients.items() if n not in self.fields}
            spread = entry.spread
        spread = {n: v for n, v in spread.items() if n in nutrients}
        return {"name": values["name"], "nutrients": nutrients, "spread": spread}


class WaterForm(KeyForm):
    """A drink."""

    ml = forms.IntegerField(label="Millilitres", min_value=1, max_value=5000)


class FeelingForm(KeyForm):
    """How one of the four felt; sent by one tap."""

    appetite = forms.TypedChoiceField(choices=Feeling.choices, coerce=int, required=False)
    nausea = forms.TypedChoiceField(choices=Feeling.choices, coerce=int, required=False)
    pain = forms.TypedChoiceField(choices=Feeling.choices, coerce=int, required=False)
    fatigue = forms.TypedChoiceField(choices=Feeling.choices, coerce=int, required=False)

    def told(self) -> dict[str, int | None]:
        """Only what was tapped."""
        names = ("appetite", "nausea", "pain", "fatigue")
        return {n: self.cleaned_data[n] for n in names if self.cleaned_data.get(n) != ""}


class DayForm(KeyForm):
    """Whether a day is complete, and its note."""

    status = forms.CharField(required=False, max_length=8)
    note = forms.CharField(
        required=False,
        max_length=2000,
        label="Note",
        widget=forms.Textarea(attrs={"class": "input", "rows": 3}),
    )


class ExerciseForm(KeyForm):
    """What was done, and how long."""

    activity = forms.CharField(max_length=12, widget=forms.HiddenInput)
    minutes = AmountField(label="Minutes")


def label_of(name: str) -> str:
    """A nutrient's name with its unit."""
    known = nutrient(name)
    return f"{known.name} ({known.unit})"
