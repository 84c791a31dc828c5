"""What is asked of a food: what stands on a label, per 100 or per portion."""

from typing import Any, Final

from django import forms

from trophe.nutrition.food import Allergen
from trophe.nutrition.nutrients import nutrient
from trophe.nutrition.nutrients import nutrients as known_nutrients
from trophe.web.diary.forms_food import AmountField, KeyForm
from trophe.web.foods.models import Food

# As labels print them, then what a label may also say.
LABEL: Final = (
    "energy_kcal", "fat_g", "saturated_fat_g", "carbohydrate_g", "sugars_g", "fibre_g", "protein_g",
)  # fmt: skip
MORE: Final = (
    "calcium_mg", "iron_mg", "potassium_mg", "magnesium_mg", "vitamin_d_ug", "vitamin_b12_ug",
    "vitamin_c_mg", "caffeine_mg", "alcohol_g",
)  # fmt: skip
# Salt on a label is sodium times 2.5 (Regulation (EU) 1169/2011, annex I).
SODIUM_MG_PER_G_OF_SALT: Final = 400.0


def _text(**attrs: Any) -> forms.TextInput:
    return forms.TextInput(attrs={"class": "input", "autocomplete": "off", **attrs})


def _allergens(label: str) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        choices=[(a.value, a.value.capitalize()) for a in Allergen],
        widget=forms.CheckboxSelectMultiple,
    )


class FoodForm(KeyForm):
    """One of the person's own foods, from its label. What is left empty is unknown."""

    name = forms.CharField(label="Name", max_length=300, widget=_text())
    brand = forms.CharField(label="Brand", max_length=200, required=False, widget=_text())
    barcode = forms.CharField(
        label="Barcode", max_length=20, required=False, widget=_text(inputmode="numeric")
    )
    per = forms.ChoiceField(
        label="The figures are for",
        choices=[("100 g", "100 g"), ("100 ml", "100 ml"), ("portion", "one portion")],
    )
    portion = forms.CharField(
        label="A portion is called",
        max_length=80,
        required=False,
        widget=_text(placeholder="slice, cup, bar"),
    )
    portion_g = AmountField(label="and weighs (g or ml)", required=False)
    salt_g = AmountField(label="Salt (g)", required=False)
    # Labels in Europe leave fibre out of carbohydrate, those of the US and Canada have it in.
    fibre_in = forms.ChoiceField(
        label="Carbohydrate on this label",
        required=False,
        choices=[("no", "Without fibre (Europe)"), ("yes", "With fibre (US, Canada)")],
    )
    contains = _allergens("It contains")
    free_of = _allergens("It is free of")
    photo = forms.FileField(
        label="Photo of the label",
        required=False,
        widget=forms.FileInput(
            attrs={"class": "input", "accept": "image/*", "capture": "environment"}
        ),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, food: Food | None = None, shows_energy: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.food = food
        for name in (*LABEL, *MORE):
            if shows_energy or name != "energy_kcal":
                self.fields[name] = AmountField(label=_label(name), required=False)

    @property
    def label_fields(self) -> list[forms.BoundField]:
        """What nearly every label says."""
        return [*(self[name] for name in LABEL if name in self.fields), self["salt_g"]]

    @property
    def allergen_fields(self) -> list[forms.BoundField]:
        """What the label says of allergens, both ways."""
        return [self["contains"], self["free_of"]]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        """What some labels say."""
        return [self[name] for name in MORE]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        per_portion = values.get("per") == "portion"
        if per_portion and "portion_g" not in self.errors and not values.get("portion_g"):
            self.add_error("portion_g", "How much does one portion weigh?")
        both = set(values.get("contains", ())) & set(values.get("free_of", ()))
        if both:
            self.add_error("free_of", f"{min(both).capitalize()} is ticked in both.")
        return values

    def told(self) -> dict[str, Any]:
        """What the service takes: amounts per 100, portions, names."""
        values = self.cleaned_data
        weight = values.get("portion_g")
        factor = 100.0 / weight if values["per"] == "portion" and weight else 1.0
        given = {n: values[n] for n in (*LABEL, *MORE) if values.get(n) is not None}
        given |= carbohydrates(given, fibre_in=values.get("fibre_in") == "yes")
        if values.get("salt_g") is not None:
            given["sodium_mg"] = values["salt_g"] * SODIUM_MG_PER_G_OF_SALT
        amounts = self._unasked() | {n: round(v * factor, 6) for n, v in given.items()}
        return {
            "name": values["name"],
            "brand": values["brand"],
            "barcode": values["barcode"],
            "basis": "100 ml" if values["per"] == "100 ml" else "100 g",
            "amounts": amounts,
            "portions": [(1.0, values["portion"] or "portion", weight)] if weight else [],
            "contains": values["contains"],
            "free_of": values["free_of"],
            "version": values["version"],
        }

    def _unasked(self) -> dict[str, float]:
        """What the food says of nutrients that the form does not ask, per 100."""
        if self.food is None:
            return {}
        asked = {*self.fields, "sodium_mg", "available_carbohydrate_g"}
        return {name: v for name, v in self.food.amounts.items() if name not in asked}

    @classmethod
    def shown(cls, food: Food) -> dict[str, Any]:
        """What a food says, as the form shows it: per 100."""
        first = food.portions[0] if food.portions else (1.0, "", None)
        values: dict[str, Any] = {n: _plain(food.amounts.get(n)) for n in (*LABEL, *MORE)}
        sodium = food.amounts.get("sodium_mg")
        if "carbohydrate_g" not in food.amounts:
            values["carbohydrate_g"] = _plain(food.amounts.get("available_carbohydrate_g"))
        return values | {
            "name": food.name,
            "brand": food.brand,
            "barcode": food.barcode.lstrip("0"),
            "per": food.basis,
            "fibre_in": "yes" if "carbohydrate_g" in food.amounts else "no",
            "portion": first[1],
            "portion_g": _plain(first[2]),
            "salt_g": None if sodium is None else _plain(sodium / SODIUM_MG_PER_G_OF_SALT),
            "contains": food.contains.split(),
            "free_of": food.free_of.split(),
            "version": food.version,
        }


def carbohydrates(given: dict[str, float], *, fibre_in: bool) -> dict[str, float]:
    """Carbohydrate with fibre and without, as far as the label lets both be known."""
    stated, fibre = given.pop("carbohydrate_g", None), given.get("fibre_g")
    if stated is None:
        return {}
    if fibre_in:
        without = {} if fibre is None else {"available_carbohydrate_g": max(0.0, stated - fibre)}
        return {"carbohydrate_g": stated} | without
    whole = {} if fibre is None else {"carbohydrate_g": stated + fibre}
    return {"available_carbohydrate_g": stated} | whole


class CorrectForm(KeyForm):
    """This person's figures instead of a shared food's; entries keep theirs unless asked."""

    apply_since = forms.DateField(
        label="Work out entries again from this day on",
        help_text="Leave it empty to keep what was logged as it was.",
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "input"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, shows_energy: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in (*LABEL, "sodium_mg", *MORE):
            if shows_energy or name != "energy_kcal":
                self.fields[name] = AmountField(label=_label(name), required=False)

    @property
    def amount_fields(self) -> list[forms.BoundField]:
        """The figures that may be corrected."""
        return [self[name] for name in self.fields if name not in ("key", "apply_since")]

    def amounts(self, food: Food) -> dict[str, float]:
        """All figures of the food, those of the form in place of its own."""
        shown = self.fields
        kept = {name: value for name, value in food.amounts.items() if name not in shown}
        told = {n: self.cleaned_data[n] for n in shown if self.cleaned_data.get(n) is not None}
        return kept | told

    @classmethod
    def shown(cls, food: Food) -> dict[str, Any]:
        """What the food says, as the form shows it."""
        return {n: _plain(food.amounts.get(n)) for n in (*LABEL, "sodium_mg", *MORE)}


class PhotoForm(forms.Form):
    """A photo of a label."""

    photo = forms.FileField(
        label="Photo of the label",
        widget=forms.FileInput(
            attrs={"class": "input", "accept": "image/*", "capture": "environment"}
        ),
    )


class BarcodeForm(forms.Form):
    """The digits of a barcode, or a photo of it."""

    digits = forms.CharField(
        label="Digits under the bars",
        required=False,
        max_length=20,
        widget=_text(inputmode="numeric", pattern="[0-9 ]*"),
    )
    photo = forms.FileField(
        label="Or a photo of the barcode",
        required=False,
        widget=forms.FileInput(
            attrs={"class": "input", "accept": "image/*", "capture": "environment"}
        ),
    )


def _label(name: str) -> str:
    known = nutrient(name)
    name = "Carbohydrate" if name == "carbohydrate_g" else known.name
    return f"{name} ({known.unit})"


def _plain(value: float | None) -> str | None:
    return None if value is None else f"{value:g}"


def rows_of(food: Food) -> list[dict[str, Any]]:
    """Every nutrient of a food with its name and unit, by group; unknown ones too."""
    return [
        {"nutrient": known, "amount": food.amounts.get(name), "at_least": name in food.at_least}
        for name, known in known_nutrients().items()
    ]
