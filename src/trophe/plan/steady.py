"""Intakes at which a body in the middle of a plan stands still, or changes at a given pace.

All from the adult model (Hall 2011, web appendix) with water, glycogen and adaptation at their
balance for that intake.
"""

import numpy as np
from numpy.typing import NDArray

from trophe.energy import Adults, Baseline, Preset
from trophe.units import DAYS_PER_WEEK

Floats = NDArray[np.float64]


def steady_intake_kcal_d(
    base: Baseline,
    preset: Preset,
    *,
    fat_kg: Floats,
    lean_kg: Floats,
    dry_kg: Floats,
    rate_kg_week: Floats | float = 0.0,
    aged_kcal_d: Floats | float = 0.0,
) -> Floats:
    """Intake, kcal/d, at which fat and lean tissue together change by a weekly rate.

    `fat_kg`, `lean_kg` are tissue in the preset's convention, `dry_kg` what else weighs on day
    0; `rate_kg_week` is signed, 0 to hold; `aged_kcal_d` is the change of expenditure by age.
    Everything broadcasts.
    """
    c = preset
    p = c.partition_kg / (c.partition_kg + fat_kg)
    e_fat, e_lean = c.eta_fat / c.rho_fat, c.eta_lean / c.rho_lean
    flow = rate_kg_week / DAYS_PER_WEEK / ((1 - p) / c.rho_fat + p / c.rho_lean)
    surplus = flow * (1 + e_fat + p * (e_lean - e_fat))
    beta = c.beta_tef + c.beta_at
    delta = base.delta_kcal_kg_d
    intake = base.intake_kcal_d
    for _ in range(4):  # water follows intake by grams for each kcal: this settles at once
        weight = fat_kg + lean_kg + dry_kg + settled_water_kg(base, preset, intake)
        resting = c.gamma_fat * fat_kg + c.gamma_lean * lean_kg + delta * weight
        fixed = base.offset_kcal_d + aged_kcal_d - beta * base.intake_kcal_d
        intake = (fixed + resting + surplus) / (1 - beta)
    return np.asarray(intake)


def settled_water_kg(base: Baseline, preset: Preset, intake_kcal_d: Floats) -> Floats:
    """Change of fluid, glycogen and its water since day 0, once settled under an intake, kg."""
    c = preset
    share = np.maximum(intake_kcal_d / base.intake_kcal_d, 0.0)
    sodium = c.sodium_with_intake_mg_d * (share - 1)
    fluid = (sodium - c.xi_carbohydrate * (1 - share)) / c.xi_sodium
    glycogen = c.glycogen_kg * (np.sqrt(share) - 1)
    heavy = 1 + c.fluid_factor * c.water_per_glycogen
    return np.asarray(heavy * glycogen + c.fluid_factor * fluid)


def tissue_to_reach_kg(
    adults: Adults, base: Baseline, preset: Preset, weight_kg: Floats, keep_kcal_d: Floats
) -> Floats:
    """Change of fat and lean tissue at which a weight is reached and stays, water settled."""
    water_kg = settled_water_kg(base, preset, keep_kcal_d)
    return np.asarray(weight_kg - adults.weight_kg - water_kg)
