"""What is asked of a person's health: grouped, in plain words, nothing ticked beforehand."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms

from trophe.checks import require_name
from trophe.person import Agreement, Condition, Kidney, Limb, LimbLoss, Medicine, Sex


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Some questions that belong together; `field` is the form's field they fill."""

    title: str
    field: str
    names: tuple[str, ...]


_C = Condition
GROUPS: Final = (
    Group(
        title="Pregnancy and breastfeeding",
        field="conditions",
        names=(_C.PREGNANT, _C.PLANNING_PREGNANCY, _C.BREASTFEEDING),
    ),
    Group(title="Eating", field="conditions", names=(_C.EATING_DISORDER, _C.SWALLOWING_TROUBLE)),
    Group(
        title="Diabetes, heart, kidneys and other organs",
        field="conditions",
        names=(_C.DIABETES, _C.HIGH_BLOOD_PRESSURE, _C.HEART_FAILURE, _C.ORGAN_FAILURE),
    ),
    Group(
        title="Illness or weight loss now",
        field="conditions",
        names=(
            _C.ACUTE_INFECTION,
            _C.CANCER_TREATMENT,
            _C.UNINTENDED_WEIGHT_LOSS,
            _C.REFEEDING_RISK,
            _C.MALNUTRITION,
            _C.CACHEXIA,
        ),
    ),
    Group(
        title="Healing, or lately in hospital",
        field="conditions",
        names=(
            _C.CAST,
            _C.FRACTURE,
            _C.WOUND,
            _C.BURN,
            _C.BED_REST,
            _C.MAJOR_SURGERY,
            _C.INTENSIVE_CARE,
            _C.BARIATRIC_SURGERY,
        ),
    ),
    Group(
        title="Muscles and nerves",
        field="conditions",
        names=(_C.SARCOPENIA, _C.FRAILTY, _C.MUSCLE_DISEASE),
    ),
    Group(title="Medicines", field="medicines", names=tuple(Medicine)),
    Group(
        title="A missing limb",
        field="limbs",
        names=tuple(f"{side}:{limb}" for limb in Limb for side in ("left", "right")),
    ),
    Group(title="Agreed with somebody who treats me", field="agreements", names=tuple(Agreement)),
)

# Set by the triage and by the eating questions, never ticked.
SET_ELSEWHERE: Final = frozenset(
    {
        _C.EATING_SCREEN_POSITIVE,
        _C.EATING_SCREEN_DECLINED,
        _C.OPEN_URGENT,
        _C.OPEN_EMERGENCY,
        _C.OPEN_CRISIS,
    }
)


_LIMB_LABELS: Final = {limb.value: limb.label for limb in Limb}


def _limb_words(name: str) -> str:
    side, limb = name.split(":")
    return f"{_LIMB_LABELS[limb]}, {side}"


_LIMBS: Final = [(n, _limb_words(n)) for g in GROUPS if g.field == "limbs" for n in g.names]


class HealthForm(forms.Form):
    """Conditions, medicines, missing limbs and agreements, each a box to tick."""

    conditions = forms.MultipleChoiceField(
        choices=[(c.value, c.label) for c in Condition if c not in SET_ELSEWHERE], required=False
    )
    pregnancy_week = forms.FloatField(
        label="Week of pregnancy, if you know it", min_value=1, max_value=42, required=False
    )
    postpartum_weeks = forms.FloatField(
        label="Weeks since the birth, if breastfeeding", min_value=0, max_value=260, required=False
    )
    kidney = forms.ChoiceField(
        label="How your kidneys work",
        choices=[(k.value, k.label) for k in Kidney],
        required=False,
        widget=forms.Select(attrs={"class": "input"}),
    )
    medicines = forms.MultipleChoiceField(
        choices=[(m.value, m.label) for m in Medicine], required=False
    )
    limbs = forms.MultipleChoiceField(choices=_LIMBS, required=False)
    agreements = forms.MultipleChoiceField(
        choices=[(a.value, a.label) for a in Agreement], required=False
    )

    def __init__(self, *args: Any, sex: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.told_sex = sex
        for name in ("pregnancy_week", "postpartum_weeks"):
            self.fields[name].widget = forms.TextInput(
                attrs={"class": "input", "inputmode": "decimal", "autocomplete": "off"}
            )

    def groups(self) -> list[dict[str, Any]]:
        """The groups as a template draws them: title, boxes, how many are ticked."""
        return [self._group(g) for g in GROUPS if not self._is_other_sex(g)]

    def _is_other_sex(self, group: Group) -> bool:
        return self.told_sex == Sex.MALE and Condition.PREGNANT in group.names

    def _group(self, group: Group) -> dict[str, Any]:
        held = self._held(group.field)
        labels: Mapping[str, str] = dict(self.fields[group.field].choices)  # type: ignore[attr-defined]
        names = [str(name) for name in group.names]
        boxes = [
            {"name": group.field, "value": name, "label": labels[name], "on": name in held}
            for name in names
        ]
        extra = [self[name] for name in _BESIDE.get(group.title, ())]
        ticked = len(held & set(names))
        return {"title": group.title, "boxes": boxes, "extra": extra, "ticked": ticked}

    def _held(self, field: str) -> set[str]:
        """What is ticked, as typed or as first shown."""
        value = self[field].value()
        return set(value or ())

    def has_any(self) -> bool:
        """Whether a box is ticked."""
        return any(self._held(name) for name in ("conditions", "medicines", "limbs", "agreements"))

    def facts(self) -> dict[str, Any]:
        """What the services take, from a valid form."""
        told = self.cleaned_data
        return {
            "conditions": frozenset(told["conditions"]),
            "medicines": frozenset(told["medicines"]),
            "agreements": frozenset(told["agreements"]),
            "limb_losses": tuple(_limb_loss(name) for name in told["limbs"]),
            "kidney": told["kidney"] or Kidney.UNKNOWN.value,
            "pregnancy_week": told["pregnancy_week"],
            "postpartum_weeks": told["postpartum_weeks"],
        }


_BESIDE: Final = {
    "Pregnancy and breastfeeding": ("pregnancy_week", "postpartum_weeks"),
    "Diabetes, heart, kidneys and other organs": ("kidney",),
}


def _limb_loss(name: str) -> LimbLoss:
    side, limb = name.split(":")
    return LimbLoss(limb=require_name("limb", limb, Limb), side=side)
