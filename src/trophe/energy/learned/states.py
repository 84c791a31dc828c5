"""The states that are learned, and one day of them: the adult model with what a diary leaves open.

Body: fat F, lean tissue L, glycogen G, fluid shift W, adaptation A (Hall 2011, as in
`trophe.energy.adult`). Person: B the log of the habitual intake before the log, D what need
differs from it (a slow random walk), C and V the logs of the factors on partition and on what
shifts of water weigh, Y the log of eaten over logged, M the same again for days that were not
logged. Scale: N noise that lasts a few days, U water that lasts for weeks, P and Q the two parts
of a monthly swing.

States stand on the last axis, people on the one before it.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from trophe.energy.presets import PRESETS, Preset
from trophe.evidence import constants

Floats = NDArray[np.float64]


class S(IntEnum):
    """Where a state stands on the last axis."""

    FAT = 0
    LEAN = 1
    GLYCOGEN = 2
    FLUID = 3
    ADAPTIVE = 4
    HABIT = 5
    OFFSET = 6
    PARTITION = 7
    WATER = 8
    LEFT_OUT = 9
    UNLOGGED = 10
    NOISE = 11
    SLOW = 12
    SINE = 13
    COSINE = 14


STATES: Final = len(S)
# The first states are moved by a day, and by the first ten: columns of a derivative stand together.
_MOVED: Final = (S.FAT, S.LEAN, S.GLYCOGEN, S.FLUID, S.ADAPTIVE)
_DRIVING: Final = (*_MOVED, S.HABIT, S.OFFSET, S.PARTITION, S.WATER, S.LEFT_OUT)
_STEP: Final = np.array([1e-4, 1e-4, 1e-5, 1e-5, 1e-2, 1e-5, 1e-2, 1e-4, 1e-4, 1e-5])


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What is taken as given of each person, (person,) each.

    `delta_kcal_kg_d` activity constant; `fat_kg`, `lean_kg`, `weight_kg` the body that the
    expenditure offset refers to; `dry_kg` weight that is neither fat nor lean on day 0.
    """

    delta_kcal_kg_d: Floats
    fat_kg: Floats
    lean_kg: Floats
    weight_kg: Floats
    dry_kg: Floats
    preset: Preset = PRESETS["hall2011"]

    @property
    def reference_kcal_d(self) -> Floats:
        """Expenditure that the states of the reference body make by themselves."""
        c = self.preset
        return (
            c.gamma_fat * self.fat_kg
            + c.gamma_lean * self.lean_kg
            + self.delta_kcal_kg_d * self.weight_kg
        )


def weight_kg(body: Body, x: Floats) -> Floats:
    """Body weight of states without the swings of water that the model does not explain."""
    c = body.preset
    factor = np.exp(x[..., S.WATER])
    glycogen = (1 + c.water_per_glycogen * factor) * (x[..., S.GLYCOGEN] - c.glycogen_kg)
    tissue = x[..., S.FAT] + x[..., S.LEAN]
    return np.asarray(tissue + body.dry_kg + glycogen + factor * x[..., S.FLUID])


def weight_slope(body: Body, x: Floats) -> Floats:
    """Derivative of the body weight by every state, (..., state)."""
    c = body.preset
    factor = np.exp(x[..., S.WATER])
    h = np.zeros(x.shape)
    h[..., S.FAT] = h[..., S.LEAN] = 1.0
    h[..., S.GLYCOGEN] = 1 + c.water_per_glycogen * factor
    h[..., S.FLUID] = factor
    h[..., S.WATER] = factor * (
        c.water_per_glycogen * (x[..., S.GLYCOGEN] - c.glycogen_kg) + x[..., S.FLUID]
    )
    return h


def advance(body: Body, x: Floats, intake_kcal_d: Floats, logged: Floats) -> tuple[Floats, Floats]:
    """States after a day, and the expenditure of that day (kcal/d, as truly spent).

    `intake_kcal_d` as logged; `logged` 1 where it was, 0 where it was drawn from other days.
    Water, glycogen and adaptation by their closed forms, tissue by a midpoint step, as the
    scheme `exact` of the adult model.
    """
    c = body.preset
    eaten = intake_kcal_d * np.exp(x[..., S.LEFT_OUT] + (1 - logged) * x[..., S.UNLOGGED])
    habit = np.exp(x[..., S.HABIT])
    change = eaten - habit
    fat, lean, glycogen = x[..., S.FAT], x[..., S.LEAN], x[..., S.GLYCOGEN]
    new_glycogen = _glycogen(c, glycogen, eaten, habit)
    flux = c.rho_glycogen * (new_glycogen - glycogen)
    fluid_end = _fluid_end(c, change / habit)
    fluid, fluid_mean = _relaxed(x[..., S.FLUID], fluid_end, c.xi_sodium / c.sodium_mg_l)
    adaptive, adaptive_mean = _relaxed(x[..., S.ADAPTIVE], c.beta_at * change, 1 / c.tau_at_d)
    water = _water(body, x, (glycogen + new_glycogen) / 2, fluid_mean)
    offset = habit - body.reference_kcal_d + x[..., S.OFFSET]
    rest = eaten - offset - c.beta_tef * change - flux - adaptive_mean
    rest = rest - body.delta_kcal_kg_d * water
    partition = c.partition_kg * np.exp(x[..., S.PARTITION])
    d_fat, d_lean = _tissue(body, fat, lean, rest, partition)
    d_fat, d_lean = _tissue(body, fat + d_fat / 2, lean + d_lean / 2, rest, partition)
    new = x.copy()
    new[..., S.FAT], new[..., S.LEAN] = fat + d_fat, lean + d_lean
    new[..., S.GLYCOGEN], new[..., S.FLUID], new[..., S.ADAPTIVE] = new_glycogen, fluid, adaptive
    return new, eaten - flux - c.rho_fat * d_fat - c.rho_lean * d_lean


def _glycogen(c: Preset, glycogen: Floats, eaten: Floats, habit: Floats) -> Floats:
    """Glycogen after a day, by the solution of its Riccati equation (see `stepping`)."""
    rate = c.carbohydrate_share * habit / c.glycogen_kg**2
    end = np.sqrt(np.maximum(c.carbohydrate_share * eaten, 1e-9) / rate)
    th = np.tanh(rate * end / c.rho_glycogen)
    return np.asarray((glycogen + end * th) / (1 + glycogen * th / end))


def _fluid_end(c: Preset, share: Floats) -> Floats:
    """Where the fluid shift settles at a relative change of intake: sodium and carbohydrate."""
    sodium: float = constants("learned_expenditure").sodium_with_intake
    return (sodium + c.xi_carbohydrate) * share / c.xi_sodium


def _relaxed(value: Floats, end: Floats, rate_d: float) -> tuple[Floats, Floats]:
    """Value after a day of relaxing to `end`, and its mean over the day."""
    decay = np.exp(-rate_d)
    gap = value - end
    return end + gap * decay, end + gap * ((1 - decay) / rate_d)


def _water(body: Body, x: Floats, glycogen: Floats, fluid: Floats) -> Floats:
    """Weight besides fat and lean."""
    c = body.preset
    factor = np.exp(x[..., S.WATER])
    heavy = 1 + c.water_per_glycogen * factor
    return np.asarray(body.dry_kg + heavy * (glycogen - c.glycogen_kg) + factor * fluid)


def _tissue(
    body: Body, fat: Floats, lean: Floats, rest: Floats, partition: Floats
) -> tuple[Floats, Floats]:
    """Gain of fat and of lean in a day at an energy left over for them, kg/d."""
    c = body.preset
    fat = np.maximum(fat, 0.1)
    p = partition / (partition + fat)
    e_fat, e_lean = c.eta_fat / c.rho_fat, c.eta_lean / c.rho_lean
    on_fat = c.gamma_fat + body.delta_kcal_kg_d
    on_lean = c.gamma_lean + body.delta_kcal_kg_d
    surplus = rest - on_fat * fat - on_lean * lean
    q = surplus / (1 + e_fat + (e_lean - e_fat) * p)
    return (1 - p) * q / c.rho_fat, p * q / c.rho_lean


@dataclass(frozen=True, slots=True)
class Day:
    """A day linearised at states: where they lead, with derivatives.

    `states` (person, state), `slope` (person, state, state); `spent_kcal_d` (person,) and
    `spent_slope` (person, state): expenditure in the person's own logged kilocalories.
    """

    states: Floats
    slope: Floats
    spent_kcal_d: Floats
    spent_slope: Floats


def linearised(body: Body, x: Floats, intake_kcal_d: Floats, logged: Floats) -> Day:
    """A day at states (person, state), with derivatives by differences."""
    moved = np.repeat(x[None], len(_DRIVING) + 1, axis=0)
    for i, state in enumerate(_DRIVING):
        moved[i + 1, :, state] += _STEP[i]
    after, spent = advance(body, moved, intake_kcal_d, logged)
    spent = spent * np.exp(-moved[..., S.LEFT_OUT])
    slope = np.zeros((len(x), STATES, STATES))
    slope[:] = np.eye(STATES)
    spent_slope = np.zeros(x.shape)
    moved_by = (after[1:, :, : len(_MOVED)] - after[0, :, : len(_MOVED)]) / _STEP[:, None, None]
    slope[:, : len(_MOVED), : len(_DRIVING)] = moved_by.transpose(1, 2, 0)
    spent_slope[:, : len(_DRIVING)] = ((spent[1:] - spent[0]) / _STEP[:, None]).T
    unlogged = (1 - logged)[:, None]
    slope[:, : len(_MOVED), S.UNLOGGED] = unlogged * slope[:, : len(_MOVED), S.LEFT_OUT]
    own = spent_slope[:, S.LEFT_OUT] + spent[0]  # eaten more, spent in the same units
    spent_slope[:, S.UNLOGGED] = unlogged[:, 0] * own
    c = constants("learned_expenditure")
    new = after[0]
    for state, memory in ((S.NOISE, c.scale_memory), (S.SLOW, c.slow_water_memory)):
        new[:, state] *= memory
        slope[:, state, state] = memory
    return Day(new, slope, spent[0], spent_slope)
