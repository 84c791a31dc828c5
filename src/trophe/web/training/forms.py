"""The questions of a programme."""

from typing import Any, ClassVar

from django import forms

from trophe.training.programme import DAYS
from trophe.training.trainee import LIMBS
from trophe.training.vocabulary import GYM, Equipment, Fact, Goal, Joint, Kind, Stage
from trophe.web.training.models import Profile

_HOME = (
    *(Equipment.BAND, Equipment.DUMBBELL, Equipment.ANKLE_WEIGHT, Equipment.STICK),
    *(Equipment.BALL, Equipment.STEP, Equipment.PEDALS, Equipment.WALKER),
    *(Equipment.WALKING_STICK, Equipment.POLES, Equipment.WHEELCHAIR, Equipment.HELPER),
    *(Equipment.PUTTY, Equipment.GRIPPER, Equipment.POOL, Equipment.FLOAT, Equipment.BIKE),
    *(Equipment.NMES, Equipment.CUFF, Equipment.BREATH_TRAINER, Equipment.SPIROMETER),
)
_PARTS = [(name, f"The whole {name}") for name in LIMBS] + [
    (str(joint), joint.label.capitalize()) for joint in Joint
]
_ALLOWED = (
    ("unknown", "I do not know yet: the whole limb rests"),
    ("rest", "Only this joint rests; no weight on the limb"),
    ("tighten", "The same, and I may tighten the muscles"),
    ("full", "Only this joint rests; full weight is allowed"),
)
_INPUT = {"class": "input", "autocomplete": "off"}
_RATING = forms.NumberInput(attrs={"inputmode": "numeric", "min": 0, "max": 10})


class ProgrammeForm(forms.Form):
    """What a programme is made from."""

    kind = forms.ChoiceField(
        label="What the programme is for",
        choices=[(k.value, k.label) for k in Kind],
        widget=forms.Select(attrs=_INPUT),
    )
    stage = forms.TypedChoiceField(
        label="Where you are now",
        coerce=int,
        choices=[(int(s), s.label) for s in Stage],
        widget=forms.Select(attrs=_INPUT),
    )
    rest_part = forms.ChoiceField(
        label="Something that must rest",
        choices=[("", "Nothing"), *_PARTS],
        required=False,
        widget=forms.Select(attrs=_INPUT),
    )
    rest_side = forms.ChoiceField(
        label="Which side",
        choices=[("left", "Left"), ("right", "Right"), ("", "Both, or neck or back")],
        required=False,
        widget=forms.Select(attrs=_INPUT),
    )
    rest_allowed = forms.ChoiceField(
        label="What your team allows",
        choices=_ALLOWED,
        required=False,
        initial="unknown",
        widget=forms.Select(attrs=_INPUT),
    )
    minutes = forms.IntegerField(
        label="Minutes a session",
        min_value=5,
        max_value=120,
        initial=30,
        widget=forms.NumberInput(attrs={**_INPUT, "inputmode": "numeric"}),
    )
    weekdays = forms.TypedMultipleChoiceField(
        label="Days that are free",
        coerce=int,
        choices=list(enumerate(DAYS)),
        initial=[0, 2, 4],
        widget=forms.CheckboxSelectMultiple,
    )
    goals = forms.MultipleChoiceField(
        label="What you want",
        choices=[(g.value, g.label) for g in Goal],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    gym = forms.BooleanField(label="A gym", required=False)
    equipment = forms.MultipleChoiceField(
        label="What you have",
        choices=[(e.value, e.label) for e in _HOME],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    facts = forms.MultipleChoiceField(
        label="What is true of you",
        choices=[(f.value, f.label) for f in Fact],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    ORDER: ClassVar = ("kind", "stage", "minutes")

    @staticmethod
    def of(profile: Profile | None) -> dict[str, Any]:
        """What stands, as the form shows it."""
        if profile is None:
            return {}
        told = dict(profile.answers)
        rests = told.pop("restrictions", [])
        pieces = set(told.pop("equipment", []))
        told["gym"] = {str(piece) for piece in GYM} <= pieces
        told["equipment"] = sorted(pieces)
        if rests:
            first = rests[0]
            told |= {"rest_part": first["part"], "rest_side": first["side"] or ""}
            told["rest_allowed"] = _allowed_of(first)
        return told

    def answers(self) -> dict[str, Any]:
        """What was told, as the profile keeps it."""
        told = self.cleaned_data
        pieces = set(told["equipment"])
        if told["gym"]:
            pieces |= {str(piece) for piece in GYM}
        return {
            "kind": told["kind"],
            "stage": told["stage"],
            "minutes": told["minutes"],
            "weekdays": sorted(told["weekdays"]),
            "goals": sorted(told["goals"]),
            "equipment": sorted(pieces),
            "facts": sorted(told["facts"]),
            "restrictions": _restrictions(told),
        }


def _restrictions(told: dict[str, Any]) -> list[dict[str, Any]]:
    """The one restriction that the form asks for."""
    if not told["rest_part"]:
        return []
    allowed = told["rest_allowed"] or "unknown"
    return [
        {
            "part": told["rest_part"],
            "side": told["rest_side"] or None,
            "by_team": allowed != "unknown",
            "tightening": allowed == "tighten",
            "weight": "full" if allowed == "full" else "none",
        }
    ]


def _allowed_of(rest: dict[str, Any]) -> str:
    """Which choice a restriction came from."""
    if not rest.get("by_team"):
        return "unknown"
    if rest.get("weight") == "full":
        return "full"
    return "tighten" if rest.get("tightening") else "rest"


class SetForm(forms.Form):
    """One set: a tap sends it as it stands."""

    exercise = forms.CharField(max_length=40)
    number = forms.IntegerField(min_value=1, max_value=50)
    reps = forms.IntegerField(min_value=0, max_value=200, required=False)
    load_kg = forms.FloatField(min_value=0, max_value=500, required=False)
    code = forms.UUIDField(required=False)


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
