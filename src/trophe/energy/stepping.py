"""One day of the adult model, in three schemes that agree where they should.

- `exact`: glycogen, fluid and adaptation have closed forms while a day's inputs hold; their
  means over the day drive fat and lean by one midpoint step. Converged to about 1e-5 kg.
- `rk4`: one coupled Runge-Kutta step a day with the day's inputs (the planner).
- `bw`: adaptation, fluid and glycogen first, each by its own Runge-Kutta step; then lean, whose
  middle stages see the mean of both ends and whose last stage sees the next day's inputs; fat
  from lean; the glycogen term enters the balance in kg (that package's habits).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from trophe.energy.body import Adults, Baseline
from trophe.energy.presets import Preset
from trophe.evidence import constants

Floats = NDArray[np.float64]
Value = Floats | float

DAYS_PER_YEAR: Final = 365.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The inputs that hold over one day, kcal/d, mg/d and kg."""

    intake: Floats
    change: Floats
    carbohydrate: Floats
    sodium: Floats
    delta: Floats
    partition: Value
    lean_gain: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A preset and the start values of the people, ready for the loop."""

    preset: Preset
    base: Baseline
    shape: tuple[int, ...]
    dry_kg: Floats  # weight on day 0 that is neither lean nor fat in this convention
    low_lean: Floats
    low_weight: Floats
    ageing: Floats  # kcal/d per day
    e_fat: float
    e_lean: float

    @classmethod
    def of(cls, people: Adults, base: Baseline, preset: Preset, shape: tuple[int, ...]) -> "Model":
        guard = constants("energy_guard")
        return cls(
            preset=preset,
            base=base,
            shape=shape,
            dry_kg=people.weight_kg - base.fat_kg - base.lean_kg,
            low_lean=guard.low_lean_share * base.lean_kg,
            low_weight=guard.low_bmi * people.height_m**2,
            ageing=preset.ageing_kcal_d_y * people.pal / DAYS_PER_YEAR,
            e_fat=preset.eta_fat / preset.rho_fat,
            e_lean=preset.eta_lean / preset.rho_lean,
        )

    def water(self, glycogen: Floats, fluid: Floats) -> Floats:
        """Weight besides fat and lean: what was there on day 0, and the shifts since."""
        c = self.preset
        heavy = 1 + c.fluid_factor * c.water_per_glycogen
        return self.dry_kg + heavy * (glycogen - c.glycogen_kg) + c.fluid_factor * fluid


@dataclass(slots=True)
class State:
    """The states of one moment; arrays of the common shape."""

    fat: Floats
    lean: Floats
    glycogen: Floats
    fluid: Floats
    adaptive: Floats
    weight: Floats

    @classmethod
    def start(cls, model: Model) -> "State":
        full = np.broadcast_to
        shape = model.shape
        glycogen = np.full(shape, model.preset.glycogen_kg)
        fluid = np.zeros(shape)
        fat, lean = full(model.base.fat_kg, shape).copy(), full(model.base.lean_kg, shape).copy()
        weight = fat + lean + model.water(glycogen, fluid)
        return cls(fat, lean, glycogen, fluid, np.zeros(shape), weight)


def _tissue(
    model: Model, fat: Floats, lean: Floats, rest: Floats, today: Day
) -> tuple[Floats, Floats]:
    """dF/dt and dL/dt, kg/d. `rest` is intake less all expenditure that no tissue makes."""
    c = model.preset
    p = today.partition / (today.partition + fat)
    surplus = rest - (c.gamma_fat + today.delta) * fat - (c.gamma_lean + today.delta) * lean
    surplus = surplus - today.lean_gain * (model.e_lean - model.e_fat)
    q = surplus / (1 + model.e_fat + p * (model.e_lean - model.e_fat))
    to_lean = p * q
    return (q - to_lean - today.lean_gain) / c.rho_fat, (to_lean + today.lean_gain) / c.rho_lean


def exact(model: Model, s: State, today: Day, tomorrow: Day, day: int) -> State:
    """One day by closed forms for water and adaptation and a midpoint step for tissue."""
    c, base = model.preset, model.base
    glycogen, flux = _glycogen_day(model, s.glycogen, today)
    fluid, fluid_mean = _relax(s.fluid, _fluid_end(model, today), c.xi_sodium / c.sodium_mg_l)
    adaptive, adaptive_mean = _relax(s.adaptive, c.beta_at * today.change, 1 / c.tau_at_d)
    water = model.water((s.glycogen + glycogen) / 2, fluid_mean)
    rest = today.intake - flux - base.offset_kcal_d - c.beta_tef * today.change
    rest = rest - adaptive_mean - today.delta * water - model.ageing * (day + 0.5)
    d_fat, d_lean = _tissue(model, s.fat, s.lean, rest, today)
    d_fat, d_lean = _tissue(model, s.fat + d_fat / 2, s.lean + d_lean / 2, rest, today)
    fat, lean = s.fat + d_fat, s.lean + d_lean
    weight = fat + lean + model.water(glycogen, fluid)
    return State(fat, lean, glycogen, fluid, adaptive, weight)


def _relax(value: Floats, end: Floats, rate_d: float) -> tuple[Floats, Floats]:
    """Value after a day of relaxing to `end`, and its mean over the day."""
    decay = np.exp(-rate_d)
    gap = value - end
    return end + gap * decay, end + gap * ((1 - decay) / rate_d)


def _fluid_end(model: Model, today: Day) -> Floats:
    """Where the fluid shift would settle under today's sodium and carbohydrate."""
    c = model.preset
    share = today.carbohydrate / model.base.carbohydrate_kcal_d
    return (today.sodium - c.xi_carbohydrate * (1 - share)) / c.xi_sodium


def _glycogen_day(model: Model, glycogen: Floats, today: Day) -> tuple[Floats, Floats]:
    """Glycogen after the day, and the carbohydrate flux over it, kcal/d.

    rho dG/dt = CI - k G^2 is solved by G_inf (G + G_inf th) / (G_inf + G th), th = tanh(k G_inf
    / rho); written so that no carbohydrate at all (G_inf = 0) needs no branch of its own.
    """
    rho, rate = model.preset.rho_glycogen, model.base.glycogen_rate
    end = np.sqrt(today.carbohydrate / rate)
    th = np.tanh(rate * end / rho)
    ratio = np.where(end > 0, th / np.where(end > 0, end, 1.0), rate / rho)
    after = (glycogen + end * th) / (1 + glycogen * ratio)
    return after, rho * (after - glycogen)


def rk4(model: Model, s: State, today: Day, tomorrow: Day, day: int) -> State:
    """One coupled Runge-Kutta step of one day."""
    y = (s.fat, s.lean, s.glycogen, s.fluid, s.adaptive)
    k1 = _slopes(model, y, today, day)
    k2 = _slopes(model, _moved(y, k1, 0.5), today, day + 0.5)
    k3 = _slopes(model, _moved(y, k2, 0.5), today, day + 0.5)
    k4 = _slopes(model, _moved(y, k3, 1.0), today, day + 1.0)
    fat, lean, glycogen, fluid, adaptive = (
        v + (a + 2 * b + 2 * c + d) / 6 for v, a, b, c, d in zip(y, k1, k2, k3, k4, strict=True)
    )
    weight = fat + lean + model.water(glycogen, fluid)
    return State(fat, lean, glycogen, fluid, adaptive, weight)


def _moved(y: tuple[Floats, ...], k: tuple[Floats, ...], share: float) -> tuple[Floats, ...]:
    return tuple(v + share * d for v, d in zip(y, k, strict=True))


def _slopes(model: Model, y: tuple[Floats, ...], today: Day, time_d: float) -> tuple[Floats, ...]:
    """Time derivatives of fat, lean, glycogen, fluid and adaptation."""
    c, base = model.preset, model.base
    fat, lean, glycogen, fluid, adaptive = y
    flux = today.carbohydrate - base.glycogen_rate * glycogen**2
    rest = today.intake - flux - base.offset_kcal_d - c.beta_tef * today.change - adaptive
    rest = rest - today.delta * model.water(glycogen, fluid) - model.ageing * time_d
    d_fat, d_lean = _tissue(model, fat, lean, rest, today)
    d_fluid = (_fluid_end(model, today) - fluid) * (c.xi_sodium / c.sodium_mg_l)
    d_adaptive = (c.beta_at * today.change - adaptive) / c.tau_at_d
    return d_fat, d_lean, flux / c.rho_glycogen, d_fluid, d_adaptive


def bw(model: Model, s: State, today: Day, tomorrow: Day, day: int) -> State:
    """One day in the order of the R package: adaptation, fluid, glycogen, lean; fat from lean."""
    c, base = model.preset, model.base

    def adaptation(value: Floats, inputs: Day) -> Floats:
        return (c.beta_at * inputs.change - value) / c.tau_at_d

    def fluid_shift(value: Floats, inputs: Day) -> Floats:
        return (_fluid_end(model, inputs) - value) * (c.xi_sodium / c.sodium_mg_l)

    def glycogen_gain(value: Floats, inputs: Day) -> Floats:
        return (inputs.carbohydrate - base.glycogen_rate * value**2) / c.rho_glycogen

    adaptive = _own_rk4(adaptation, s.adaptive, today, tomorrow)
    fluid = _own_rk4(fluid_shift, s.fluid, today, tomorrow)
    glycogen = _own_rk4(glycogen_gain, s.glycogen, today, tomorrow)

    def lean_gain(lean: Floats, g: Floats, w: Floats, a: Floats, inputs: Day) -> Floats:
        rest = inputs.intake - glycogen_gain(g, inputs) - base.offset_kcal_d
        rest = rest - c.beta_tef * inputs.change - a - inputs.delta * model.water(g, w)
        return _tissue(model, _fat_of_lean(model, lean), lean, rest, inputs)[1]

    middle = (
        (s.glycogen + glycogen) / 2,
        (s.fluid + fluid) / 2,
        (s.adaptive + adaptive) / 2,
    )
    k1 = lean_gain(s.lean, s.glycogen, s.fluid, s.adaptive, today)
    k2 = lean_gain(s.lean + k1 / 2, *middle, today)
    k3 = lean_gain(s.lean + k2 / 2, *middle, today)
    k4 = lean_gain(s.lean + k3, glycogen, fluid, adaptive, tomorrow)
    lean = s.lean + (k1 + 2 * k2 + 2 * k3 + k4) / 6
    fat = _fat_of_lean(model, lean)
    weight = fat + lean + model.water(glycogen, fluid)
    return State(fat, lean, glycogen, fluid, adaptive, weight)


def _own_rk4(
    slope: Callable[[Floats, Day], Floats], value: Floats, today: Day, tomorrow: Day
) -> Floats:
    """A Runge-Kutta step of one state whose last stage sees tomorrow's inputs."""
    k1 = slope(value, today)
    k2 = slope(value + k1 / 2, today)
    k3 = slope(value + k2 / 2, today)
    k4 = slope(value + k3, tomorrow)
    return value + (k1 + 2 * k2 + 2 * k3 + k4) / 6


def _fat_of_lean(model: Model, lean: Floats) -> Floats:
    """Fat on the Forbes curve through the start: F0 exp((L - L0) / 10.4)."""
    forbes = model.preset.forbes_kg * model.preset.partition_factor
    return model.base.fat_kg * np.exp((lean - model.base.lean_kg) / forbes)


Scheme = Callable[[Model, State, Day, Day, int], State]

SCHEMES: Final[Mapping[str, Scheme]] = MappingProxyType({"exact": exact, "rk4": rk4, "bw": bw})
"""Scheme by the name that a preset carries."""
