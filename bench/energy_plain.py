"""The plain way to the adult model: one SciPy `solve_ivp` a person, equations as printed."""

from typing import Any

import numpy as np
from scipy.integrate import solve_ivp

from trophe.energy import Adults, Preset, baseline


def weight_after(people: Adults, preset: Preset, index: int, change: float, days: int) -> float:
    """Weight of one of the people after `days` of a constant change of intake, kg."""
    one = people.take(slice(index, index + 1))
    b, c = baseline(one, preset), preset
    fat0, lean0, weight0 = (float(x[0]) for x in (b.fat_kg, b.lean_kg, one.weight_kg))
    eaten = float(b.intake_kcal_d[0]) + change
    share, rate = float(b.carbohydrate_share), float(b.glycogen_rate[0])
    delta, offset = float(b.delta_kcal_kg_d[0]), float(b.offset_kcal_d[0])
    before = float(b.carbohydrate_kcal_d[0])
    heavy = 1 + c.water_per_glycogen
    dry = weight0 - fat0 - lean0 - heavy * c.glycogen_kg

    def slopes(_: float, y: Any) -> list[float]:
        fat, lean, glycogen, fluid, adaptive = y
        flux = share * eaten - rate * glycogen**2
        p = c.partition_kg / (c.partition_kg + fat)
        weight = fat + lean + dry + heavy * glycogen + fluid
        spent = offset + c.gamma_fat * fat + c.gamma_lean * lean + delta * weight
        spent += c.beta_tef * change + adaptive
        cost = (1 - p) * c.eta_fat / c.rho_fat + p * c.eta_lean / c.rho_lean
        q = (eaten - flux - spent) / (1 + cost)
        salt = -c.xi_sodium * fluid - c.xi_carbohydrate * (1 - share * eaten / before)
        return [
            (1 - p) * q / c.rho_fat,
            p * q / c.rho_lean,
            flux / c.rho_glycogen,
            salt / c.sodium_mg_l,
            (c.beta_at * change - adaptive) / c.tau_at_d,
        ]

    start = [fat0, lean0, c.glycogen_kg, 0.0, 0.0]
    # SciPy's default solver and tolerances: what a plain implementation would use.
    run = solve_ivp(slopes, (0, days), start, t_eval=[days])
    fat, lean, glycogen, fluid, _ = run.y[:, -1]
    return float(fat + lean + dry + heavy * glycogen + fluid)


def people(count: int, seed: int = 0) -> Adults:
    """Adults of all sizes, the same for every run."""
    rng = np.random.default_rng(seed)
    return Adults.of(
        male=rng.integers(0, 2, count).astype(float),
        age_y=rng.uniform(20, 75, count),
        height_m=np.clip(rng.normal(1.70, 0.09, count), 1.45, 2.0),
        weight_kg=rng.uniform(65, 130, count),
        pal=rng.uniform(1.4, 2.0, count),
    )
