"""Bodies at rest: the intake that keeps a weight once water and adaptation have settled.

At a constant intake EI everything stands still when fat and lean do, with glycogen
G0 sqrt(CI / CIb), the fluid shift and adaptation at their balance, and

    EI = K + gamma_F F + gamma_L L + delta BW + (beta_TEF + beta_AT) (EI - EI0).

Fat and lean stay on a Forbes curve, L = L* + 10.4 kC ln(F / F*), so that a weight has one body.

Under a preset that ages K falls from year to year, and no constant intake keeps a weight for good:
the intake then keeps it at the age of one day. Taken in the middle of two years, weight stays
within 0.3 kg over both (`middle_of_keeping`).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trophe.energy.body import Adults, Baseline, baseline
from trophe.energy.presets import Preset
from trophe.energy.stepping import DAYS_PER_YEAR
from trophe.evidence import constants

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tissue:
    """A body's fat and lean tissue, kg, in the convention of the preset."""

    fat_kg: Floats
    lean_kg: Floats


def start_tissue(people: Adults, preset: Preset) -> Tissue:
    """Fat and lean on day 0."""
    base = baseline(people, preset)
    return Tissue(fat_kg=base.fat_kg, lean_kg=base.lean_kg)


def middle_of_keeping(day: ArrayLike) -> Floats:
    """The day whose age counts for a weight that is kept for two years from `day` on."""
    kept: float = constants("weight_goals").shown_after
    return np.asarray(day, dtype=np.float64) + kept / 2


def aged_kcal_d(people: Adults, preset: Preset, day: ArrayLike) -> Floats:
    """Change of expenditure, kcal/d, by the age that is added until a day (0 or negative)."""
    return np.asarray(preset.ageing_kcal_d_y * people.pal * np.asarray(day) / DAYS_PER_YEAR)


def maintenance_kcal_d(
    people: Adults,
    weight_kg: ArrayLike,
    *,
    preset: Preset,
    day: ArrayLike = 0.0,
    activity_change: ArrayLike = 0.0,
    carbohydrate_share: ArrayLike | None = None,
    curve: Tissue | None = None,
) -> Floats:
    """Intake, kcal/d, that keeps a weight for good; under a preset that ages, at the age of `day`.

    `weight_kg` and `day` broadcast over people; `activity_change` is relative; `curve` is a body
    on the Forbes curve (default: that of day 0). NaN where no body of that weight exists on it.
    """
    base = baseline(people, preset)
    curve = curve or Tissue(fat_kg=base.fat_kg, lean_kg=base.lean_kg)
    weight = np.asarray(weight_kg, dtype=np.float64)
    forbes = preset.forbes_kg * preset.partition_factor
    aged = aged_kcal_d(people, preset, day)

    def intake_of(fat: Floats) -> tuple[Floats, Floats]:
        body = Tissue(fat_kg=fat, lean_kg=curve.lean_kg + forbes * np.log(fat / curve.fat_kg))
        intake = _balance(base, preset, body, weight, np.asarray(activity_change), aged)
        tissue = body.fat_kg + body.lean_kg
        return intake, tissue + _water(people, base, preset, intake, carbohydrate_share)

    shape = np.broadcast_shapes(weight.shape, base.fat_kg.shape)
    low, high = np.full(shape, 1e-3), np.broadcast_to(weight, shape).astype(np.float64)
    for _ in range(60):  # halving: 60 times is beyond the precision of a float
        middle = (low + high) / 2
        heavier = intake_of(middle)[1] > weight
        low, high = np.where(heavier, low, middle), np.where(heavier, middle, high)
    intake, found = intake_of((low + high) / 2)
    return np.where(np.abs(found - weight) < 1e-6, intake, np.nan)


def settled_weight_kg(
    people: Adults,
    body: Tissue,
    *,
    preset: Preset,
    day: ArrayLike = 0.0,
    activity_change: ArrayLike = 0.0,
    carbohydrate_share: ArrayLike | None = None,
) -> Floats:
    """The weight, kg, at which bodies of given fat and lean settle under their maintenance."""
    base = baseline(people, preset)
    tissue = np.asarray(body.fat_kg + body.lean_kg)
    weight = tissue + people.weight_kg - base.fat_kg - base.lean_kg
    aged = aged_kcal_d(people, preset, day)
    for _ in range(20):  # each round changes water by less than a tenth of the one before
        intake = _balance(base, preset, body, weight, np.asarray(activity_change), aged)
        weight = tissue + _water(people, base, preset, intake, carbohydrate_share)
    return weight


def _balance(
    base: Baseline, c: Preset, body: Tissue, weight: Floats, activity_change: Floats, aged: Floats
) -> Floats:
    """The intake at which nothing moves, for a body of given tissue and weight."""
    beta = c.beta_tef + c.beta_at
    delta = base.delta_kcal_kg_d * (1 + activity_change)
    resting = c.gamma_fat * body.fat_kg + c.gamma_lean * body.lean_kg + delta * weight
    fixed = base.offset_kcal_d + aged - beta * base.intake_kcal_d
    return np.asarray((fixed + resting) / (1 - beta))


def _water(
    people: Adults,
    base: Baseline,
    c: Preset,
    intake: Floats,
    carbohydrate_share: ArrayLike | None,
) -> Floats:
    """Weight besides fat and lean once glycogen and fluid have settled under an intake."""
    given = base.carbohydrate_share
    if carbohydrate_share is not None:
        given = np.asarray(carbohydrate_share, dtype=np.float64)
    relative = np.maximum(given * intake / base.carbohydrate_kcal_d, 0.0)
    sodium = c.sodium_with_intake_mg_d * (intake / base.intake_kcal_d - 1)
    fluid = (sodium - c.xi_carbohydrate * (1 - relative)) / c.xi_sodium
    glycogen = c.glycogen_kg * (np.sqrt(relative) - 1)
    heavy = 1 + c.fluid_factor * c.water_per_glycogen
    dry = people.weight_kg - base.fat_kg - base.lean_kg
    return np.asarray(dry + heavy * glycogen + c.fluid_factor * fluid)
