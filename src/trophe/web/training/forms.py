"""The questions of a programme."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms

from trophe.training.programme import DAYS
from trophe.training.trainee import LIMBS
from trophe.training.vocabulary import (
    GYM,
    Effort,
    Equipment,
    Fact,
    Goal,
    Joint,
    Kind,
    Stage,
)
from trophe.web.training.models import Profile

_HOME: Final = (
    *(Equipment.BAND, Equipment.DUMBBELL, Equipment.ANKLE_WEIGHT, Equipment.STICK),
    *(Equipment.BALL, Equipment.STEP, Equipment.PEDALS, Equipment.WALKER),
    *(Equipment.WALKING_STICK, Equipment.POLES, Equipment.WHEELCHAIR, Equipment.HELPER),
    *(Equipment.PUTTY, Equipment.GRIPPER, Equipment.POOL, Equipment.FLOAT, Equipment.BIKE),
    *(Equipment.NMES, Equipment.CUFF, Equipment.BREATH_TRAINER, Equipment.SPIROMETER),
)
_PARTS: Final = [(name, f"The whole {name}") for name in LIMBS] + [
    (str(joint), joint.label.capitalize()) for joint in Joint
]
_ALLOWED: Final[Mapping[str, tuple[str, dict[str, Any]]]] = {
    "unknown": ("I do not know yet: the whole limb rests", {}),
    "rest": ("Only this joint rests; no weight on the limb", {"by_team": True}),
    "tighten": ("The same, and I may tighten the muscles", {"by_team": True, "tightening": True}),
    "full": ("Only this joint rests; full weight is allowed", {"by_team": True, "weight": "full"}),
    "both": (
        "Only this joint rests; I may tighten the muscles, and full weight is allowed",
        {"by_team": True, "tightening": True, "weight": "full"},
    ),
}
_RESTS: Final = ("rest", "rest2")
_INPUT: Final = {"class": "input", "autocomplete": "off"}
_ACTIVE: Final = {
    "no": ("No, or hardly", ()),
    "some": ("Yes, on three days a week or more", (Fact.ACTIVE_NOW,)),
    "trained": (
        "Yes, and strength training for two months or longer",
        (Fact.ACTIVE_NOW, Fact.TRAINED),
    ),
}
_DISEASES: Final = (Fact.HEART_DISEASE, Fact.METABOLIC_DISEASE, Fact.KIDNEY_DISEASE)
_SIGNS: Final = (("no", "No"), ("yes", "Yes"), ("unsure", "Not sure"))
_EFFORTS: Final = (
    (Effort.GENTLE, "Gently"),
    (Effort.MODERATE, "So that I feel it"),
    (Effort.VIGOROUS, "As hard as is right for me"),
)
GROUPS: Final[Mapping[str, tuple[Fact, ...]]] = {
    "Today": (
        *(Fact.FEVER, Fact.LEG_CLOT_SIGNS, Fact.CHEST_ALARM, Fact.MYOSITIS_FLARE),
        *(Fact.WEAKER_AFTER, Fact.TWITCHING_AFTER, Fact.GLUCOSE_UNKNOWN),
    ),
    "Standing, bones and joints": (
        *(Fact.FALLS_RISK, Fact.RISES_FROM_FLOOR, Fact.LEGS_STILL, Fact.NUMB_FEET),
        *(Fact.OSTEOPOROSIS, Fact.BONE_CLEARED, Fact.HIP_PRECAUTIONS, Fact.JOINTS_STIFF),
    ),
    "Illness": (
        *(Fact.MALAISE, Fact.BREATHING_TROUBLE, Fact.RHABDOMYOLYSIS, Fact.CLOT),
        *(Fact.HIGH_PRESSURE, Fact.ARTERIAL_DISEASE, Fact.EPILEPSY, Fact.SICKLE_CELL),
        *(Fact.CANCER_SITE, Fact.PACEMAKER, Fact.OPEN_WOUND, Fact.BROKEN_SKIN),
    ),
    "For the pool": (Fact.POOL_COMPANION, Fact.POOL_CLEARED),
}
"""The facts that the safety rules ask for, beside the four questions of X01."""


def _select(label: str, choices: Any, **more: Any) -> forms.ChoiceField:
    """One choice out of a list that folds."""
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.Select(attrs=_INPUT), **more
    )


def _radio(label: str, choices: Any, error: str, **more: Any) -> forms.ChoiceField:
    """One choice out of a few that are all seen."""
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": error},
        **more,
    )


def _several(label: str, choices: Any) -> forms.MultipleChoiceField:
    """Any of a few."""
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
    )


def _side() -> forms.ChoiceField:
    sides = [("left", "Left"), ("right", "Right"), ("", "Both, or neck or back")]
    return _select("Which side", sides, required=False)


def _allowed() -> forms.ChoiceField:
    choices = [(key, words) for key, (words, _) in _ALLOWED.items()]
    return _select("What your team allows", choices, required=False, initial="unknown")


class ProgrammeForm(forms.Form):
    """What a programme is made from; X01's four questions have to be answered."""

    kind = _select("What the programme is for", [(k.value, k.label) for k in Kind])
    stage = forms.TypedChoiceField(
        label="Where you are now",
        coerce=int,
        choices=[(int(s), s.label) for s in Stage],
        widget=forms.Select(attrs=_INPUT),
    )
    active = _radio(
        "Do you exercise now?",
        [(key, words) for key, (words, _) in _ACTIVE.items()],
        "Tell us whether you exercise now.",
    )
    disease = _several("Do you have one of these?", [(f.value, f.label) for f in _DISEASES])
    signs = _radio(
        "On effort: chest pain, faintness, or short of breath in a way that is not usual?",
        _SIGNS,
        "Tell us about signs on effort; not sure is an answer.",
    )
    cleared = forms.BooleanField(
        label="A doctor or therapist has said yes to exercise", required=False
    )
    effort = _radio(
        "How hard do you want to work?",
        _EFFORTS,
        "Tell us how hard you want to work.",
        initial=Effort.MODERATE,
    )
    rest_part = _select("Something that must rest", [("", "Nothing"), *_PARTS], required=False)
    rest_side = _side()
    rest_allowed = _allowed()
    rest2_part = _select("Something else", [("", "Nothing"), *_PARTS], required=False)
    rest2_side = _side()
    rest2_allowed = _allowed()
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
    goals = _several("What you want", [(g.value, g.label) for g in Goal])
    gym = forms.BooleanField(label="A gym", required=False)
    equipment = _several("What you have", [(e.value, e.label) for e in _HOME])
    facts = _several(
        "What is true of you", [(f.value, f.label) for group in GROUPS.values() for f in group]
    )

    def __init__(
        self, *args: Any, profile: Profile | None = None, kind: str = "", **kwargs: Any
    ) -> None:
        self._told = {} if profile is None else dict(profile.answers)
        kwargs["initial"] = _shown(self._told) or ({"kind": kind} if kind else {})
        super().__init__(*args, **kwargs)

    def fact_groups(self) -> list[dict[str, Any]]:
        """The facts by subject, as boxes."""
        boxes = {box.data["value"]: box for box in self["facts"]}
        return [
            {"title": title, "boxes": [boxes[fact.value] for fact in group]}
            for title, group in GROUPS.items()
        ]

    def answers(self) -> dict[str, Any]:
        """What was told, as the profile keeps it; what the form does not ask stays as it was."""
        told = self.cleaned_data
        pieces = set(told["equipment"])
        if told["gym"]:
            pieces |= {str(piece) for piece in GYM}
        unasked = set(self._told.get("equipment", ())) - {str(e) for e in (*_HOME, *GYM)}
        return {
            "kind": told["kind"],
            "stage": told["stage"],
            "minutes": told["minutes"],
            "weekdays": sorted(told["weekdays"]),
            "goals": sorted(told["goals"]),
            "equipment": sorted(pieces | unasked),
            "facts": sorted({*told["facts"], *_asked_facts(told)}),
            "effort_most": told["effort"],
            "restrictions": _restrictions(told, self._told.get("restrictions", [])),
            "avoid": self._told.get("avoid", []),
        }


def _shown(told: Mapping[str, Any]) -> dict[str, Any]:
    """What stands, as the form shows it."""
    if not told:
        return {}
    facts = set(told.get("facts", ()))
    pieces = set(told.get("equipment", ()))
    active = "some" if Fact.ACTIVE_NOW in facts else "no"
    shown = {key: told[key] for key in ("kind", "stage", "minutes", "weekdays") if key in told}
    shown |= {
        "goals": told.get("goals", []),
        "gym": {str(piece) for piece in GYM} <= pieces,
        "equipment": sorted(pieces),
        "facts": sorted(facts),
        "disease": [f for f in _DISEASES if f in facts],
        "signs": "yes" if Fact.EFFORT_SYMPTOMS in facts else "no",
        "cleared": Fact.CLEARED in facts,
        "active": "trained" if Fact.TRAINED in facts else active,
        "effort": told.get("effort_most", Effort.VIGOROUS),
    }
    for name, rest in zip(_RESTS, told.get("restrictions", ()), strict=False):
        shown |= {f"{name}_{key}": value for key, value in _rest_shown(rest).items()}
    return shown


def _asked_facts(told: Mapping[str, Any]) -> set[str]:
    """Facts from X01's questions; not sure about signs counts as signs."""
    found = {*_ACTIVE[told["active"]][1], *told["disease"]}
    if told["signs"] != "no":
        found.add(Fact.EFFORT_SYMPTOMS)
    if told["cleared"]:
        found.add(Fact.CLEARED)
    return {str(fact) for fact in found}


def _restrictions(told: Mapping[str, Any], before: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What must rest. One that was not touched stays as it was told, finer limits included."""
    found = []
    for n, name in enumerate(_RESTS):
        asked = {key: told[f"{name}_{key}"] for key in ("part", "side", "allowed")}
        asked["allowed"] = asked["allowed"] or "unknown"
        if not asked["part"]:
            continue
        if n < len(before) and _rest_shown(before[n]) == asked:
            found.append(before[n])
            continue
        allowed: dict[str, Any] = {"by_team": False, "tightening": False, "weight": "none"}
        allowed |= _ALLOWED[asked["allowed"]][1]
        found.append({"part": asked["part"], "side": asked["side"] or None, **allowed})
    return found + before[len(_RESTS) :]


def _rest_shown(rest: Mapping[str, Any]) -> dict[str, Any]:
    """A restriction as the form's three fields."""
    full, tight = rest.get("weight") == "full", bool(rest.get("tightening"))
    names = {(False, False): "rest", (False, True): "tighten", (True, False): "full"}
    allowed = names.get((full, tight), "both") if rest.get("by_team") else "unknown"
    return {"part": rest["part"], "side": rest.get("side") or "", "allowed": allowed}
