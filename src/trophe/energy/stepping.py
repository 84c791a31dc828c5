"""One day of the adult model, in three schemes that agree where they should.

- `exact`: glycogen, fluid and adaptation have closed forms while a day's inputs hold; their
  means over the day drive fat and lean by one midpoint step. Converged to about 1e-5 kg.
- `rk4`: one coupled Runge-Kutta step a day with the day's inputs (the planner).
- `bw`: adaptation, fluid and glycogen first, each by its own Runge-Kutta step; then lean, whose
  middle stages see the mean of both ends and whose last stage sees the next day's inputs; fat
  from lean; the glycogen term enters the balance in kg (that package's habits).
"""

import math
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
class Factors:
    """How single people differ from the preset, as factors.

    On the partition constant, on what shifts of water weigh, on the lean shifts by protein and by
    training, and on the time these take.
    """

    partition: Floats
    fluid: Floats
    protein: Floats
    training: Floats
    response: Floats

    @property
    def shape(self) -> tuple[int, ...]:
        """The common shape of all."""
        return np.broadcast_shapes(*(getattr(self, f).shape for f in self.__dataclass_fields__))

    def take(self, full: tuple[int, ...], block: slice) -> "Factors":
        """The factors of some of the people, whose full shape is given."""
        every = {f: getattr(self, f) for f in self.__dataclass_fields__}
        return Factors(
            **{
                f: a if a.ndim == 0 else np.broadcast_to(a, full)[..., block]
                for f, a in every.items()
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A preset and the start values of the people, ready for the loop."""

    preset: Preset
    base: Baseline
    shape: tuple[int, ...]
    dry_kg: Floats  # what is neither lean, fat nor glycogen with its water on day 0
    low_lean: Floats
    low_weight: Floats
    ageing: Floats  # kcal/d per day
    ages: bool
    heavy: Value  # what 1 kg of glycogen weighs with its water
    fluid_factor: Value
    fluid_as_is: bool
    partition_kg: Floats
    forbes_kg: Floats
    protein_kg: Floats  # lean shift for each g/kg/d of protein
    training_kg: Floats  # lean shift under full training
    response_left: Floats  # what a day leaves of a lean shift still to come
    e_fat: float
    e_lean: float

    @classmethod
    def of(
        cls,
        people: Adults,
        base: Baseline,
        preset: Preset,
        factors: Factors,
        shape: tuple[int, ...],
    ) -> "Model":
        guard = constants("energy_guard")
        fluid_factor = preset.fluid_factor * factors.fluid
        heavy = 1 + fluid_factor * preset.water_per_glycogen
        ffm_kg = people.weight_kg - base.fat_kg
        return cls(
            preset=preset,
            base=base,
            shape=shape,
            dry_kg=people.weight_kg - base.fat_kg - base.lean_kg - heavy * preset.glycogen_kg,
            low_lean=guard.low_lean_share * base.lean_kg,
            low_weight=guard.low_bmi * people.height_m**2,
            ageing=preset.ageing_kcal_d_y * people.pal / DAYS_PER_YEAR,
            ages=bool(preset.ageing_kcal_d_y),
            heavy=heavy,
            fluid_factor=fluid_factor,
            fluid_as_is=bool(np.all(fluid_factor == 1)),
            partition_kg=preset.partition_kg * factors.partition,
            forbes_kg=preset.forbes_kg * preset.partition_factor * factors.partition,
            protein_kg=preset.protein_lean_share * factors.protein * ffm_kg,
            training_kg=preset.training_lean_share * factors.training * ffm_kg,
            response_left=np.exp(-1 / (preset.lean_response_d * factors.response)),
            e_fat=preset.eta_fat / preset.rho_fat,
            e_lean=preset.eta_lean / preset.rho_lean,
        )

    def water(self, glycogen: Floats, fluid: Floats) -> Floats:
        """Weight besides fat and lean: what was there on day 0, and the shifts since."""
        shift = fluid if self.fluid_as_is else self.fluid_factor * fluid
        return self.dry_kg + self.heavy * glycogen + shift


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What a schedule gives for one day: kcal/d, mg/d, kcal/kg/d and kg.

    `response` is None where neither protein nor training move lean tissue on any day.
    """

    intake: Floats
    change: Floats
    carbohydrate: Floats
    sodium: Floats
    delta: Floats
    partition: Value
    response: Value | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day's inputs, and what follows from them alone, worked out once per change.

    `fixed` is intake less the expenditure that no state changes; `on_fat` and `on_lean` are
    expenditure per kg of fat and lean; `*_end` is where a state would settle.
    """

    carbohydrate: Floats
    delta: Floats
    partition: Value
    response_end: Value
    responds: bool
    fixed: Floats
    on_fat: Floats
    on_lean: Floats
    fluid_end: Floats
    adaptive_end: Floats
    glycogen_pull: Floats
    glycogen_ratio: Floats

    @classmethod
    def of(cls, model: Model, i: Inputs) -> "Day":
        c, base = model.preset, model.base
        share = i.carbohydrate / base.carbohydrate_kcal_d
        pull, ratio = _glycogen_solution(c.rho_glycogen, base.glycogen_rate, i.carbohydrate)
        return cls(
            carbohydrate=i.carbohydrate,
            delta=i.delta,
            partition=i.partition,
            response_end=0.0 if i.response is None else i.response,
            responds=i.response is not None,
            fixed=i.intake - base.offset_kcal_d - c.beta_tef * i.change,
            on_fat=c.gamma_fat + i.delta,
            on_lean=c.gamma_lean + i.delta,
            fluid_end=(i.sodium - c.xi_carbohydrate * (1 - share)) / c.xi_sodium,
            adaptive_end=c.beta_at * i.change,
            glycogen_pull=pull,
            glycogen_ratio=ratio,
        )


def _glycogen_solution(rho: float, rate: Floats, carbohydrate: Floats) -> tuple[Floats, Floats]:
    """G after a day = (G + pull) / (1 + G ratio), the solution of rho dG/dt = CI - k G^2.

    It is G_inf (G + G_inf th) / (G_inf + G th) with th = tanh(k G_inf / rho), written so that
    no carbohydrate at all (G_inf = 0) needs no branch of its own.
    """
    end = np.sqrt(carbohydrate / rate)
    th = np.tanh(rate * end / rho)
    some = end > 0
    return end * th, np.where(some, th / np.where(some, end, 1.0), rate / rho)


@dataclass(slots=True)
class State:
    """The states of one moment; arrays of the common shape."""

    fat: Floats
    lean: Floats
    glycogen: Floats
    fluid: Floats
    adaptive: Floats
    weight: Floats
    response: Floats  # lean tissue moved by protein and training so far, kg

    @classmethod
    def start(cls, model: Model) -> "State":
        full = np.broadcast_to
        shape = model.shape
        glycogen = np.full(shape, model.preset.glycogen_kg)
        fluid = np.zeros(shape)
        fat, lean = full(model.base.fat_kg, shape).copy(), full(model.base.lean_kg, shape).copy()
        weight = fat + lean + model.water(glycogen, fluid)
        return cls(fat, lean, glycogen, fluid, np.zeros(shape), weight, np.zeros(shape))


def _tissue(
    model: Model, fat: Floats, lean: Floats, rest: Floats, today: Day, gain: Value = 0.0
) -> tuple[Floats, Floats]:
    """dF/dt and dL/dt, kg/d. `rest` is intake less all expenditure that no tissue makes.

    `gain` is the energy, kcal/d, that protein and training move from fat into lean tissue.
    """
    c = model.preset
    p = today.partition / (today.partition + fat)
    surplus = rest - today.on_fat * fat - today.on_lean * lean
    if today.responds:
        surplus = surplus - gain * (model.e_lean - model.e_fat)
    q = surplus / ((1 + model.e_fat) + (model.e_lean - model.e_fat) * p)
    to_lean = p * q
    to_fat = q - to_lean
    if today.responds:
        to_fat, to_lean = to_fat - gain, to_lean + gain
    return to_fat / c.rho_fat, to_lean / c.rho_lean


def _respond(model: Model, s: State, today: Day) -> tuple[Floats, Value]:
    """Lean tissue moved by protein and training after a day, and the energy that takes."""
    if not today.responds:
        return s.response, 0.0
    end = today.response_end
    response = np.asarray(end + (s.response - end) * model.response_left)
    return response, model.preset.rho_lean * (response - s.response)


def exact(model: Model, s: State, today: Day, tomorrow: Day, day: int) -> State:
    """One day by closed forms for water and adaptation and a midpoint step for tissue."""
    c = model.preset
    glycogen = (s.glycogen + today.glycogen_pull) / (1 + s.glycogen * today.glycogen_ratio)
    fluid, fluid_mean = _relax(s.fluid, today.fluid_end, c.xi_sodium / c.sodium_mg_l)
    adaptive, adaptive_mean = _relax(s.adaptive, today.adaptive_end, 1 / c.tau_at_d)
    flux = c.rho_glycogen * (glycogen - s.glycogen)
    water = model.water((s.glycogen + glycogen) / 2, fluid_mean)
    rest = today.fixed - flux - adaptive_mean - today.delta * water
    if model.ages:
        rest = rest - model.ageing * (day + 0.5)
    response, gain = _respond(model, s, today)
    d_fat, d_lean = _tissue(model, s.fat, s.lean, rest, today, gain)
    d_fat, d_lean = _tissue(model, s.fat + d_fat / 2, s.lean + d_lean / 2, rest, today, gain)
    fat, lean = s.fat + d_fat, s.lean + d_lean
    weight = fat + lean + model.water(glycogen, fluid)
    return State(fat, lean, glycogen, fluid, adaptive, weight, response)


def _relax(value: Floats, end: Floats, rate_d: float) -> tuple[Floats, Floats]:
    """Value after a day of relaxing to `end`, and its mean over the day."""
    decay = math.exp(-rate_d)
    gap = value - end
    return end + gap * decay, end + gap * ((1 - decay) / rate_d)


def rk4(model: Model, s: State, today: Day, tomorrow: Day, day: int) -> State:
    """One coupled Runge-Kutta step of one day."""
    y = (s.fat, s.lean, s.glycogen, s.fluid, s.adaptive)
    response, gain = _respond(model, s, today)
    k1 = _slopes(model, y, today, day, gain)
    k2 = _slopes(model, _moved(y, k1, 0.5), today, day + 0.5, gain)
    k3 = _slopes(model, _moved(y, k2, 0.5), today, day + 0.5, gain)
    k4 = _slopes(model, _moved(y, k3, 1.0), today, day + 1.0, gain)
    fat, lean, glycogen, fluid, adaptive = (
        v + (a + 2 * b + 2 * c + d) / 6 for v, a, b, c, d in zip(y, k1, k2, k3, k4, strict=True)
    )
    weight = fat + lean + model.water(glycogen, fluid)
    return State(fat, lean, glycogen, fluid, adaptive, weight, response)


def _moved(y: tuple[Floats, ...], k: tuple[Floats, ...], share: float) -> tuple[Floats, ...]:
    return tuple(v + share * d for v, d in zip(y, k, strict=True))


def _slopes(
    model: Model, y: tuple[Floats, ...], today: Day, time_d: float, gain: Value
) -> tuple[Floats, ...]:
    """Time derivatives of fat, lean, glycogen, fluid and adaptation."""
    c, base = model.preset, model.base
    fat, lean, glycogen, fluid, adaptive = y
    flux = today.carbohydrate - base.glycogen_rate * glycogen**2
    rest = today.fixed - flux - adaptive - today.delta * model.water(glycogen, fluid)
    if model.ages:
        rest = rest - model.ageing * time_d
    d_fat, d_lean = _tissue(model, fat, lean, rest, today, gain)
    d_fluid = (today.fluid_end - fluid) * (c.xi_sodium / c.sodium_mg_l)
    d_adaptive = (today.adaptive_end - adaptive) / c.tau_at_d
    return d_fat, d_lean, flux / c.rho_glycogen, d_fluid, d_adaptive


def bw(model: Model, s: State, today: Day, tomorrow: Day, day: int) -> State:
    """One day in the order of the R package: adaptation, fluid, glycogen, lean; fat from lean."""
    c, base = model.preset, model.base

    def adaptation(value: Floats, inputs: Day) -> Floats:
        return (inputs.adaptive_end - value) / c.tau_at_d

    def fluid_shift(value: Floats, inputs: Day) -> Floats:
        return (inputs.fluid_end - value) * (c.xi_sodium / c.sodium_mg_l)

    def glycogen_gain(value: Floats, inputs: Day) -> Floats:
        return (inputs.carbohydrate - base.glycogen_rate * value**2) / c.rho_glycogen

    adaptive = _own_rk4(adaptation, s.adaptive, today, tomorrow)
    fluid = _own_rk4(fluid_shift, s.fluid, today, tomorrow)
    glycogen = _own_rk4(glycogen_gain, s.glycogen, today, tomorrow)

    def lean_gain(lean: Floats, g: Floats, w: Floats, a: Floats, inputs: Day) -> Floats:
        rest = inputs.fixed - glycogen_gain(g, inputs) - a - inputs.delta * model.water(g, w)
        if model.ages:
            rest = rest - model.ageing * day
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
    return State(fat, lean, glycogen, fluid, adaptive, weight, s.response)


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
    return np.asarray(model.base.fat_kg * np.exp((lean - model.base.lean_kg) / model.forbes_kg))


Scheme = Callable[[Model, State, Day, Day, int], State]

SCHEMES: Final[Mapping[str, Scheme]] = MappingProxyType({"exact": exact, "rk4": rk4, "bw": bw})
"""Scheme by the name that a preset carries."""
