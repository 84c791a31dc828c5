"""What can be changed of a person later on, and how their figures are written."""

from typing import Any, Final

from django import forms

from trophe.energy import ACTIVITY_LEVELS
from trophe.errors import InputError
from trophe.person import Region, Sex
from trophe.web.people.forms_health import GROUPS, HealthForm
from trophe.web.people.models import HealthFact, Person
from trophe.web.people.units import HABITS, Habit, height_m, height_texts

APPEARANCES: Final = (("device", "As my device"), ("light", "Light"), ("dark", "Dark"))
_ASK: Final = {"class": "input", "autocomplete": "off"}
_SELECT: Final = {"class": "input"}


class UnitsForm(forms.Form):
    """How weights, heights and energies are written."""

    weight_unit = forms.ChoiceField(
        label="Weight", choices=Person.WeightUnit.choices, widget=forms.Select(attrs=_SELECT)
    )
    height_unit = forms.ChoiceField(
        label="Height", choices=Person.HeightUnit.choices, widget=forms.Select(attrs=_SELECT)
    )
    energy_unit = forms.ChoiceField(
        label="Energy", choices=Person.EnergyUnit.choices, widget=forms.Select(attrs=_SELECT)
    )

    @staticmethod
    def of(person: Person) -> dict[str, str]:
        """What holds now."""
        return {name: getattr(person, name) for name in UnitsForm.base_fields}


class HidingForm(forms.Form):
    """What somebody does not want to see, whatever the rules allow (W07)."""

    hides_energy = forms.BooleanField(label="Hide calories", required=False)
    hides_weight = forms.BooleanField(label="Hide weight", required=False)

    @staticmethod
    def of(person: Person) -> dict[str, bool]:
        """What holds now."""
        return {name: getattr(person, name) for name in HidingForm.base_fields}


def habit_of(person: Person) -> Habit:
    """The habit whose height is asked as this person reads it."""
    return HABITS["metric" if person.height_unit == "cm" else "us"]


class ProfileForm(HealthForm):
    """Name, sex, age, height, activity, strength training, region, and health."""

    name = forms.CharField(
        label="Name", max_length=80, required=False, widget=forms.TextInput(attrs=_ASK)
    )
    sex = forms.ChoiceField(
        label="Sex",
        choices=[(s.value, s.label) for s in Sex],
        widget=forms.Select(attrs=_SELECT),
    )
    age_y = forms.FloatField(
        label="Age in years",
        min_value=0,
        max_value=120,
        localize=True,
        widget=forms.TextInput(attrs={**_ASK, "inputmode": "numeric"}),
    )
    height = forms.CharField(
        label="Height", widget=forms.TextInput(attrs={**_ASK, "inputmode": "decimal"})
    )
    height_more = forms.CharField(
        label="Height, inches",
        required=False,
        widget=forms.TextInput(attrs={**_ASK, "inputmode": "numeric"}),
    )
    activity = forms.ChoiceField(
        label="An ordinary week",
        choices=[(n, f"{a.label}: {a.description}") for n, a in ACTIVITY_LEVELS.items()],
        widget=forms.Select(attrs=_SELECT),
    )
    resistance_training = forms.BooleanField(
        label="Strength training on two or more days a week", required=False
    )
    region = forms.ChoiceField(
        label="Body-mass limits",
        choices=[(r.value, r.label) for r in Region],
        widget=forms.Select(attrs=_SELECT),
    )
    why = forms.CharField(
        label="Who agreed, and when",
        max_length=300,
        required=False,
        help_text="Only where you tick an agreement. It is kept with your record.",
        widget=forms.TextInput(attrs=_ASK),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, sex=person.sex, **kwargs)
        self.person = person
        self.habit = habit_of(person)

    @staticmethod
    def of(person: Person) -> dict[str, Any]:
        """What holds now, as the fields show it."""
        today = person.today()
        main, more = height_texts(habit_of(person), person.height_m)
        held: dict[str, list[str]] = {}
        for fact in person.facts.on_day(today):
            held.setdefault(fact.kind, []).append(fact.name)
        return {
            "name": person.name,
            "sex": person.sex,
            "age_y": int(person.age_on_day(today)),
            "height": main,
            "height_more": more,
            "activity": person.activity,
            "resistance_training": person.resistance_training,
            "region": person.region,
            "kidney": person.kidney,
            "conditions": held.get(HealthFact.Kind.CONDITION, []),
            "medicines": held.get(HealthFact.Kind.MEDICINE, []),
            "agreements": held.get(HealthFact.Kind.AGREEMENT, []),
            "limbs": held.get(HealthFact.Kind.LIMB, []),
        }

    def clean(self) -> dict[str, Any]:
        """The height in metres."""
        told = super().clean() or {}
        if "height" in told:
            try:
                told["height_m"] = height_m(self.habit, told["height"], told["height_more"])
            except InputError as error:
                self.add_error("height", str(error).partition(": ")[2] or str(error))
        return told

    def facts(self) -> dict[str, Any]:
        """What `update_person` takes; an age is only told where it was changed."""
        told = self.cleaned_data
        plain = ("name", "sex", "height_m", "activity", "resistance_training", "region", "why")
        facts = super().facts() | {name: told[name] for name in plain}
        if told["age_y"] != int(self.person.age_on_day(self.person.today())):
            facts["age_y"] = told["age_y"]
        return facts | {"conditions": facts["conditions"] | self._kept_conditions()}

    def _kept_conditions(self) -> frozenset[str]:
        """What was recorded elsewhere is not ended by a form that cannot show it."""
        asked = {str(n) for g in GROUPS if g.field == "conditions" for n in g.names}
        held = self.person.facts.on_day(self.person.today()).filter(kind=HealthFact.Kind.CONDITION)
        return frozenset(fact.name for fact in held if fact.name not in asked)
