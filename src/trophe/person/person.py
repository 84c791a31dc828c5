"""One person, as the models see them: frozen, checked, SI."""

from dataclasses import dataclass
from typing import Final

from trophe.checks import require_name, require_one
from trophe.errors import InputError
from trophe.person.vocabulary import Agreement, Condition, Kidney, Limb, Medicine, Region, Sex

ADULT_AGE_Y: Final = 18.0
_WOMEN_ONLY: Final = frozenset(
    {Condition.PREGNANT, Condition.PLANNING_PREGNANCY, Condition.BREASTFEEDING}
)

# A limb counts once, however its parts are named.
_PARTS: Final = {
    Limb.ARM: {Limb.FOREARM_AND_HAND, Limb.HAND},
    Limb.FOREARM_AND_HAND: {Limb.HAND},
    Limb.LEG: {Limb.LOWER_LEG_AND_FOOT, Limb.FOOT},
    Limb.LOWER_LEG_AND_FOOT: {Limb.FOOT},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LimbLoss:
    """A missing limb or part of one, on one side."""

    limb: Limb
    side: str = "left"

    def __post_init__(self) -> None:
        object.__setattr__(self, "limb", require_name("limb", self.limb, Limb))
        if self.side not in ("left", "right"):
            raise InputError("side", f"side = {self.side!r} is neither left nor right.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What is known of one person today.

    Fields
    ------
    sex : Sex
    age_y : 0 to 120 y.
    height_m : 1.0 to 2.3 m for adults, 0.4 to 2.3 m below 18 y.
    weight_kg : 20 to 400 kg for adults, 2 to 400 kg below 18 y; as weighed, a missing limb
        not added.
    pal : physical activity level, 1.2 to 2.5 (total over resting energy expenditure).
    body_fat_pct : measured body fat, 2 to 75 % of weight, or None.
    ree_measured_kcal_d : measured resting energy expenditure, 500 to 6000 kcal/d, or None.
    resistance_training : two or more strength sessions a week.
    pregnancy_week : 1 to 42 when pregnant and known.
    postpartum_weeks : 0 to 260 since birth when breastfeeding and known.

    Raises InputError (a subclass names the field and its range) for anything else.
    """

    sex: Sex
    age_y: float
    height_m: float
    weight_kg: float
    pal: float = 1.5
    body_fat_pct: float | None = None
    ree_measured_kcal_d: float | None = None
    resistance_training: bool = False
    region: Region = Region.DEFAULT
    kidney: Kidney = Kidney.UNKNOWN
    conditions: frozenset[Condition] = frozenset()
    medicines: frozenset[Medicine] = frozenset()
    agreements: frozenset[Agreement] = frozenset()
    limb_losses: tuple[LimbLoss, ...] = ()
    pregnancy_week: float | None = None
    postpartum_weeks: float | None = None

    def __post_init__(self) -> None:
        self._require_vocabularies()
        self._require_ranges()
        if len(set(self.limb_losses)) < len(self.limb_losses):
            raise InputError("limb_losses", "limb_losses names the same limb twice.")
        _refuse_overlap(self.limb_losses)
        if self.sex is Sex.MALE:
            for condition in sorted(_WOMEN_ONLY & self.conditions):
                raise InputError(
                    "conditions", f"conditions: {condition} does not go with sex = male."
                )

    def _require_vocabularies(self) -> None:
        """Names as members of their closed lists."""
        put = object.__setattr__
        put(self, "sex", require_name("sex", self.sex, Sex))
        put(self, "region", require_name("region", self.region, Region))
        put(self, "kidney", require_name("kidney", self.kidney, Kidney))
        for name, known in (
            ("conditions", Condition),
            ("medicines", Medicine),
            ("agreements", Agreement),
        ):
            members = frozenset(require_name(name, v, known) for v in getattr(self, name))
            put(self, name, members)

    def _require_ranges(self) -> None:
        """Numbers within what a body allows."""
        put = object.__setattr__
        put(self, "age_y", require_one("age_y", self.age_y, 0, 120, hint="Age is in years."))
        low_m, low_kg = (1.0, 20.0) if self.is_adult else (0.4, 2.0)
        height_m = require_one(
            "height_m", self.height_m, low_m, 2.3, hint="Height is in metres; 5ft 6in is 1.676."
        )
        weight_kg = require_one(
            "weight_kg", self.weight_kg, low_kg, 400, hint="Weight is in kilograms; kg, lb or st?"
        )
        put(self, "height_m", height_m)
        put(self, "weight_kg", weight_kg)
        put(self, "pal", require_one("pal", self.pal, 1.2, 2.5))
        for name, low, high in (
            ("body_fat_pct", 2, 75),
            ("ree_measured_kcal_d", 500, 6000),
            ("pregnancy_week", 1, 42),
            ("postpartum_weeks", 0, 260),
        ):
            value = getattr(self, name)
            if value is not None:
                put(self, name, require_one(name, value, low, high))

    @property
    def is_adult(self) -> bool:
        """18 years or older."""
        return self.age_y >= ADULT_AGE_Y


def _refuse_overlap(losses: tuple[LimbLoss, ...]) -> None:
    """A hand that is missing with its arm is one loss, not two."""
    for loss in losses:
        for other in losses:
            if loss.side == other.side and other.limb in _PARTS.get(loss.limb, set()):
                raise InputError(
                    "limb_losses",
                    f"limb_losses: the {loss.side} {loss.limb.label.lower()} includes the "
                    f"{other.limb.label.lower()}; name the larger one only.",
                )
