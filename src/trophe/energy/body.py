"""Where a simulation starts: the people, and what follows from their start values.

Arrays have any shape that broadcasts, usually `(person,)` or `(draw, person)`.
"""

from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trophe.checks import require_range
from trophe.energy.presets import Preset
from trophe.energy.resting import MALE_SHARE, mifflin_st_jeor, resting_of
from trophe.errors import InputError, OutOfRangeError
from trophe.evidence import constants
from trophe.person import Person

Floats = NDArray[np.float64]
Record = TypeVar("Record", "Adults", "Baseline")


@dataclass(frozen=True, slots=True, kw_only=True)
class Adults:
    """Adults on day 0. Absent values are NaN and take the model's default.

    Fields
    ------
    male : share of the male equations, 0 to 1 (0.5: sex unspecified).
    age_y : 18 to 120 y; height_m : 1.0 to 2.6 m; weight_kg : 20 to 400 kg.
    pal : total over resting expenditure, 1.112 to 3; below that the model's activity constant
        would be negative.
    ree_kcal_d : resting expenditure, 300 to 8000 kcal/d; NaN: Mifflin-St Jeor.
    fat_kg : body fat, 0 to 300 kg and less than the weight; NaN: Jackson 2002.
    intake_kcal_d : intake before day 0, 200 to 15000 kcal/d; NaN: REE x PAL, in balance.
    carbohydrate_share : share of energy from carbohydrate before day 0, 0.01 to 1; NaN: 0.5.

    Raises OutOfRangeError (names field, value, range) or InputError.
    """

    male: Floats
    age_y: Floats
    height_m: Floats
    weight_kg: Floats
    pal: Floats
    ree_kcal_d: Floats
    fat_kg: Floats
    intake_kcal_d: Floats
    carbohydrate_share: Floats

    @classmethod
    def of(
        cls,
        *,
        male: ArrayLike,
        age_y: ArrayLike,
        height_m: ArrayLike,
        weight_kg: ArrayLike,
        pal: ArrayLike,
        ree_kcal_d: ArrayLike = np.nan,
        fat_kg: ArrayLike = np.nan,
        intake_kcal_d: ArrayLike = np.nan,
        carbohydrate_share: ArrayLike = np.nan,
    ) -> "Adults":
        """Adults with every value checked; arguments broadcast when they are used."""
        low_pal = float(np.ceil(1000 / 0.9) / 1000)
        people = cls(
            male=require_range("male", male, 0, 1),
            age_y=require_range("age_y", age_y, 18, 120, hint="The adult model starts at 18."),
            height_m=require_range("height_m", height_m, 1.0, 2.6, hint="Height is in metres."),
            weight_kg=require_range("weight_kg", weight_kg, 20, 400, hint="Weight is in kg."),
            pal=require_range("pal", pal, low_pal, 3, hint="Total over resting expenditure."),
            ree_kcal_d=_optional("ree_kcal_d", ree_kcal_d, 300, 8000),
            fat_kg=_optional("fat_kg", fat_kg, 0, 300),
            intake_kcal_d=_optional("intake_kcal_d", intake_kcal_d, 200, 15000),
            carbohydrate_share=_optional("carbohydrate_share", carbohydrate_share, 0.01, 1),
        )
        if (people.fat_kg >= people.weight_kg).any():
            raise InputError("fat_kg", "fat_kg is not below weight_kg.")
        return people

    @classmethod
    def of_person(cls, person: Person) -> "Adults":
        """One adult from a Person: measured resting expenditure and body fat are used as given.

        Raises OutOfRangeError below 18 y.
        """
        fat = np.nan if person.body_fat_pct is None else person.body_fat_pct / 100
        return cls.of(
            male=MALE_SHARE[person.sex],
            age_y=person.age_y,
            height_m=person.height_m,
            weight_kg=person.weight_kg,
            pal=person.pal,
            ree_kcal_d=resting_of(person).ree_kcal_d,
            fat_kg=fat * person.weight_kg,
        )

    def with_(self, **values: ArrayLike) -> "Adults":
        """The same people with some values replaced (not checked again)."""
        arrays = {name: np.asarray(value, dtype=np.float64) for name, value in values.items()}
        return replace(self, **arrays)

    def take(self, block: slice) -> "Adults":
        """Some of the people (last axis), for work in blocks."""
        return _take(self, block)

    @property
    def shape(self) -> tuple[int, ...]:
        """The common shape of all values."""
        return np.broadcast_shapes(*(getattr(self, f).shape for f in self.__dataclass_fields__))


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What a preset makes of the people on day 0 (energy_model 1.4).

    `ree_kcal_d`, `intake_kcal_d` (EI0), `fat_kg` (F0), `ecf_kg`, `lean_kg` (L0, in the
    convention of the preset), `delta_kcal_kg_d`, `offset_kcal_d` (K), `carbohydrate_kcal_d`
    (CIb), `glycogen_rate` (kG), and `fat_clamped` where the estimate of fat left its range.
    """

    ree_kcal_d: Floats
    intake_kcal_d: Floats
    fat_kg: Floats
    ecf_kg: Floats
    lean_kg: Floats
    delta_kcal_kg_d: Floats
    offset_kcal_d: Floats
    carbohydrate_kcal_d: Floats
    carbohydrate_share: Floats
    glycogen_rate: Floats
    fat_clamped: NDArray[np.bool_]

    def take(self, block: slice) -> "Baseline":
        """Some of the people (last axis), for work in blocks."""
        return _take(self, block)


def baseline(people: Adults, preset: Preset) -> Baseline:
    """Start values of the adult model for these people under a preset.

    Hall 2011, doi:10.1016/S0140-6736(11)60812-X, web appendix; sets ``energy_*``,
    ``fat_jackson2002``, ``ecf_silva2007``. Raises OutOfRangeError where the start values leave
    no lean tissue.
    """
    p, c = people, preset
    estimate = estimated_fat_kg(p, c.fat_clamp)
    fat_kg = np.where(np.isnan(p.fat_kg), estimate, p.fat_kg)
    clamped = np.isnan(p.fat_kg) & (estimate != estimated_fat_kg(p, "none"))
    ecf_kg = extracellular_fluid_kg(p)
    water_kg = ecf_kg + (1 + c.water_per_glycogen) * c.glycogen_kg if c.lean_without_water else 0.0
    lean_kg = p.weight_kg - fat_kg - water_kg
    if (lean_kg <= 0).any():
        raise OutOfRangeError(
            "fat_kg",
            float(fat_kg[lean_kg <= 0].flat[0]),
            0,
            float(np.broadcast_to(p.weight_kg - water_kg, lean_kg.shape)[lean_kg <= 0].flat[0]),
            "It leaves no lean tissue.",
        )
    ree = _or(p.ree_kcal_d, _mifflin(p))
    delta = ((1 - c.beta_tef) * p.pal - 1) * ree / p.weight_kg
    need = ree * p.pal
    intake = _or(p.intake_kcal_d, need)
    share = _or(p.carbohydrate_share, np.asarray(c.carbohydrate_share))
    return Baseline(
        ree_kcal_d=ree,
        intake_kcal_d=intake,
        fat_kg=fat_kg,
        ecf_kg=ecf_kg,
        lean_kg=lean_kg,
        delta_kcal_kg_d=delta,
        offset_kcal_d=need - c.gamma_lean * lean_kg - c.gamma_fat * fat_kg - delta * p.weight_kg,
        carbohydrate_kcal_d=share * intake,
        carbohydrate_share=share,
        glycogen_rate=share * intake / c.glycogen_kg**2,
        fat_clamped=clamped,
    )


def estimated_fat_kg(people: Adults, clamp: str = "trophe") -> Floats:
    """Body fat, kg, from BMI, age and sex (Jackson 2002), clamped as a preset wants.

    Standard error about 5 % of weight. `clamp`: "trophe" (3 % men, 10 % women, to 60 %),
    "niddk" (0 to 60 %), "none". doi of the set ``fat_jackson2002``: see its source.
    """
    c = constants("fat_jackson2002")
    ln_bmi = np.log(people.weight_kg / people.height_m**2)
    men = c.male_per_ln_bmi * ln_bmi + c.male_const
    women = c.female_per_ln_bmi * ln_bmi + c.female_const
    share = (c.per_age * people.age_y + women + (men - women) * people.male) / 100
    if clamp == "trophe":
        low = c.low_female + (c.low_male - c.low_female) * people.male
        share = np.clip(share, low, c.high)
    elif clamp == "niddk":
        planner = constants("energy_niddk")
        share = np.clip(share, planner.low_fat, planner.high_fat)
    return np.asarray(share * people.weight_kg)


def extracellular_fluid_kg(people: Adults) -> Floats:
    """Extracellular fluid, kg, from weight, height, age and sex. Set ``ecf_silva2007``."""
    c = constants("ecf_silva2007")
    men, women = (
        getattr(c, f"{sex}_const")
        + getattr(c, f"{sex}_per_age") * people.age_y
        + getattr(c, f"{sex}_per_height") * people.height_m
        + getattr(c, f"{sex}_per_weight") * people.weight_kg
        for sex in ("male", "female")
    )
    return np.asarray(women + (men - women) * people.male)


def _take(values: Record, block: slice) -> Record:
    """The record with the block of every value that has one for each person."""
    arrays = {name: getattr(values, name) for name in values.__dataclass_fields__}
    one_for_all = {k for k, v in arrays.items() if v.ndim == 0 or v.shape[-1] == 1}
    return replace(
        values, **{k: v if k in one_for_all else v[..., block] for k, v in arrays.items()}
    )


def _mifflin(p: Adults) -> Floats:
    return mifflin_st_jeor(weight_kg=p.weight_kg, height_m=p.height_m, age_y=p.age_y, male=p.male)


def _or(value: Floats, default: Floats) -> Floats:
    """`value`, or the default where it is absent (NaN)."""
    return np.where(np.isnan(value), default, value)


def _optional(name: str, value: ArrayLike, low: float, high: float) -> Floats:
    """`value` within range where it is given; NaN says absent."""
    array = np.asarray(value, dtype=np.float64)
    given = array[~np.isnan(array)]
    require_range(name, given, low, high)
    return array
