"""What a person uses in a day, and their body as limits and model see it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from trophe.energy import (
    MALE_SHARE,
    Adults,
    category_of,
    eer_child,
    estimated_fat_kg,
    resting_of,
)
from trophe.evidence import constants
from trophe.person import Condition, Person, missing_share
from trophe.safety import Body, Traits

Floats = NDArray[np.float64]

YOUNGEST_EER_Y: Final = 3
DAYS_PER_YEAR: Final = 365.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Energy that a person uses in a day, kcal/d, and where the figure comes from.

    `extra_kcal_d` is what pregnancy or milk takes, included in `tee_kcal_d`. None: below 3 y
    no figure is given.
    """

    ree_kcal_d: float
    tee_kcal_d: float | None
    extra_kcal_d: float
    text: str
    constants: tuple[str, ...]


def need_of(person: Person) -> Need:
    """Resting and total expenditure of a person of any age, kcal/d."""
    resting = resting_of(person)
    ree = float(resting.ree_kcal_d)
    sets = (resting.constants,) if resting.constants else ()
    how = "measured" if resting.basis == "measured" else f"by the {resting.basis} equation"
    if not person.is_adult:
        return _child_need(person, ree, sets)
    extra = extra_kcal_d(person)
    text = f"Resting energy {how}, times your activity of {person.pal:g}."
    if extra:
        text += f" {extra:g} kcal are added for {'milk' if _nursing(person) else 'pregnancy'}."
        sets = (*sets, "energy_pregnancy_iom2005")
    return Need(
        ree_kcal_d=ree,
        tee_kcal_d=ree * person.pal + extra,
        extra_kcal_d=extra,
        text=text,
        constants=sets,
    )


def _child_need(person: Person, ree: float, sets: tuple[str, ...]) -> Need:
    """A child's need with growth, from 3 y on."""
    tee, text = None, "Below 3 years no energy figure is given here."
    if person.age_y >= YOUNGEST_EER_Y:
        male = MALE_SHARE[person.sex]
        body = {"weight_kg": person.weight_kg, "height_m": person.height_m, "age_y": person.age_y}
        tee = float(eer_child(**body, male=male, category=category_of(person.pal, person.age_y)))
        text = "What children of this age, size and activity use, growth included."
        sets = ("eer_dri2023_children",)
    return Need(ree_kcal_d=ree, tee_kcal_d=tee, extra_kcal_d=0.0, text=text, constants=sets)


def extra_kcal_d(person: Person) -> float:
    """Energy on top for pregnancy or milk, kcal/d; an unknown week counts as the first.

    Institute of Medicine 2005, doi:10.17226/10490. Set ``energy_pregnancy_iom2005``.
    """
    c = constants("energy_pregnancy_iom2005")
    if Condition.PREGNANT in person.conditions:
        week = person.pregnancy_week or 0.0
        band = int(np.searchsorted(np.asarray(c.from_week), week, side="right")) - 1
        return float(c.pregnant[band])
    if _nursing(person):
        weeks = person.postpartum_weeks
        later = weeks is not None and weeks >= c.lactating_later_weeks
        return float(c.lactating_later if later else c.lactating_first)
    return 0.0


def _nursing(person: Person) -> bool:
    return Condition.BREASTFEEDING in person.conditions


def model_person(person: Person) -> Person:
    """The person as the body-mass formulas should see them.

    With a missing limb, height is taken as that of a whole body of the weight that is there, so
    that fat and limits go by the corrected body mass index; resting expenditure stays.
    """
    share = missing_share(person.limb_losses)
    if not share:
        return person
    return replace(
        person,
        height_m=person.height_m * (1.0 - share) ** 0.5,
        ree_measured_kcal_d=resting_of(person).ree_kcal_d,
        limb_losses=(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """Adults as model and limits see them: (person, 1) columns that broadcast over days."""

    adults: Adults
    traits: Traits
    height2: Floats
    age_y: Floats
    weight_kg: Floats
    ree_kcal_d: Floats
    pal: Floats
    extra_kcal_d: Floats

    @classmethod
    def of(cls, people: Sequence[Person]) -> "Crowd":
        """Adults of 18 y and over as one crowd."""
        models = [model_person(p) for p in people]
        each = [Adults.of_person(m) for m in models]
        fields = {f: np.stack([getattr(a, f) for a in each]) for f in Adults.__dataclass_fields__}
        adults = Adults(**fields)
        fat = np.where(np.isnan(adults.fat_kg), estimated_fat_kg(adults), adults.fat_kg)
        adults = adults.with_(fat_kg=fat)
        return cls(
            adults=adults,
            traits=Traits.stack(people),
            height2=_column([m.height_m**2 for m in models]),
            age_y=_column([p.age_y for p in people]),
            weight_kg=_column([p.weight_kg for p in people]),
            ree_kcal_d=_column([float(resting_of(p).ree_kcal_d) for p in people]),
            pal=_column([p.pal for p in people]),
            extra_kcal_d=_column([extra_kcal_d(p) for p in people]),
        )

    def take(self, index: NDArray[np.intp]) -> "Crowd":
        """Some of the people."""
        traits = {f: getattr(self.traits, f)[index] for f in Traits.__dataclass_fields__}
        columns = ("height2", "age_y", "weight_kg", "ree_kcal_d", "pal", "extra_kcal_d")
        return Crowd(
            adults=_take_adults(self.adults, index),
            traits=Traits(**traits),
            **{c: getattr(self, c)[index] for c in columns},
        )

    @property
    def need_kcal_d(self) -> Floats:
        """What each uses today, (person,) kcal/d."""
        return (self.ree_kcal_d * self.pal + self.extra_kcal_d)[:, 0]

    def body(self, day: NDArray[np.int64], weight_kg: Floats, fat_kg: Floats) -> Body:
        """The bodies on days of a plan, (person, day): age, weight, need as they will be.

        Resting expenditure moves from today's value by what Mifflin-St Jeor gives for the change
        of weight and age.
        """
        c = constants("ree_mifflin1990")
        years = day / DAYS_PER_YEAR
        ree = (
            self.ree_kcal_d
            + c.per_weight * (weight_kg - self.weight_kg)
            + c.per_age * years
        )  # fmt: skip
        return Body(
            age_y=self.age_y + years,
            weight_kg=weight_kg,
            bmi=weight_kg / self.height2,
            ree_kcal_d=ree,
            tee_kcal_d=ree * self.pal + self.extra_kcal_d,
            fat_kg=fat_kg,
        )


def _column(values: Sequence[float]) -> Floats:
    return np.asarray(values, dtype=np.float64)[:, None]


def _take_adults(adults: Adults, index: NDArray[np.intp]) -> Adults:
    return Adults(**{f: getattr(adults, f)[index] for f in Adults.__dataclass_fields__})
