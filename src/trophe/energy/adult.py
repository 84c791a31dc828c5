"""Body weight of adults over time: the dynamic model of Hall 2011 under any preset.

States: fat F, lean tissue L, glycogen G, fluid shift W, adaptive thermogenesis A. With
EI = intake, CI = its carbohydrate, p = C / (C + F):

    rho_G dG/dt = CI - kG G^2                               (the carbohydrate flux phi)
    [Na]  dW/dt = dNa - xi_Na W - xi_CI (1 - CI / CIb)
    tau   dA/dt = beta_AT dEI - A
    E0 = K + gamma_F F + gamma_L L + delta BW + beta_TEF dEI + A
    Q  = (EI - phi - E0) / (1 + (1 - p) eta_F / rho_F + p eta_L / rho_L)
    rho_F dF/dt = (1 - p) Q,    rho_L dL/dt = p Q,    EE = EI - phi - Q

Hall 2011, doi:10.1016/S0140-6736(11)60812-X, web appendix.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trophe.checks import require_range
from trophe.energy.body import Adults, Baseline, baseline
from trophe.energy.presets import Preset
from trophe.energy.regimen import Regimen
from trophe.energy.stepping import SCHEMES, Factors, Model, State
from trophe.errors import InputError
from trophe.evidence import constants

Floats = NDArray[np.float64]

STATES = ("weight_kg", "fat_kg", "lean_kg", "glycogen_kg", "fluid_kg", "adaptive_kcal_d")
BLOCK = 8192  # people at once: measured best between overhead and the processor's cache


@dataclass(frozen=True, slots=True, kw_only=True)
class Trajectory:
    """States at the start of chosen days, shape (..., day). Columns not kept are empty.

    `fluid_kg` is the shift of extracellular fluid since day 0; `lean_kg` is in the convention
    of the preset. From the day on which a run stopped all is NaN and `stopped_day` (...) gives
    the day; it is NaN for a run that went on to the end. Runs stop where lean tissue falls below
    half or BMI below 12; under a preset that is not guarded only where numbers end.
    """

    day: NDArray[np.int64]
    baseline: Baseline
    preset: Preset
    weight_kg: Floats
    fat_kg: Floats
    lean_kg: Floats
    glycogen_kg: Floats
    fluid_kg: Floats
    adaptive_kcal_d: Floats
    fluid_factor: Floats
    stopped_day: Floats

    @property
    def ffm_kg(self) -> Floats:
        """Fat-free mass: weight less fat."""
        return self.weight_kg - self.fat_kg

    @property
    def tissue_change_kg(self) -> Floats:
        """Change of fat and lean tissue since day 0: weight without shifts of water."""
        start = self.baseline.fat_kg + self.baseline.lean_kg
        return self.fat_kg + self.lean_kg - start[..., None]

    @property
    def water_change_kg(self) -> Floats:
        """Change of fluid, glycogen and its water since day 0."""
        c = self.preset
        glycogen = (1 + c.water_per_glycogen) * (self.glycogen_kg - c.glycogen_kg)
        return glycogen + self.ecf_change_kg

    @property
    def ecf_change_kg(self) -> Floats:
        """Change of extracellular fluid since day 0, as it weighs.

        Under a fluid factor below 1 less leaves the body than the published model says; so much
        of the water that glycogen lets go (2.7 g each) stays in the fluid. With it weight closes:
        fat + lean + glycogen and its water + fluid, under every preset.
        """
        c = self.preset
        factor = (c.fluid_factor * self.fluid_factor)[..., None]
        stays = (1 - factor) * c.water_per_glycogen * (self.glycogen_kg - c.glycogen_kg)
        return factor * self.fluid_kg - stays


def simulate(
    people: Adults,
    preset: Preset,
    *,
    days: Sequence[int] | NDArray[np.int64] | int,
    intake_kcal_d: ArrayLike | None = None,
    intake_change_kcal_d: ArrayLike | None = None,
    sodium_change_mg_d: ArrayLike = 0.0,
    carbohydrate_share: ArrayLike | None = None,
    activity_change: ArrayLike = 0.0,
    protein_g_kg_d: ArrayLike | None = None,
    protein_before_g_kg_d: ArrayLike | None = None,
    training: ArrayLike = 0.0,
    partition_factor: ArrayLike = 1.0,
    fluid_factor: ArrayLike = 1.0,
    protein_factor: ArrayLike = 1.0,
    training_factor: ArrayLike = 1.0,
    response_factor: ArrayLike = 1.0,
    keep: Sequence[str] = STATES,
) -> Trajectory:
    """Weight, fat and lean of adults on chosen days under a schedule of intake.

    Parameters
    ----------
    people : Adults, shape (...,).
    preset : Preset.
    days : last day (then every day 0..days is kept), or the days to keep, rising, from 0 on.
    intake_kcal_d, intake_change_kcal_d : one of the two; intake, or its change against the
        baseline. Schedules have the day on their last axis and broadcast over people on the
        others; a number, or the last value of a short schedule, holds on. The value of day d
        holds over [d, d + 1). Intake below 0 counts as 0.
    sodium_change_mg_d : change of sodium, besides what the preset lets follow intake.
    carbohydrate_share : share of energy from carbohydrate from day 0 on; default as before.
    activity_change : relative change of the activity constant; -0.1 is 10 % less.
    protein_g_kg_d (0 to 10), training (0 to 1: full resistance training) : move lean tissue
        under presets that know such effects; protein left out counts as before.
    protein_before_g_kg_d : protein until day 0, per the same kg; left out, the preset's reference.
    partition_factor, fluid_factor, protein_factor, training_factor, response_factor : multiply
        the preset's partition constant, what its shifts of water weigh, the lean shifts by
        protein and by training, and their time; one value per person.
    keep : which states to return, to save memory.

    Returns
    -------
    Trajectory, states of shape (..., day).

    Raises InputError for schedules that do not fit, OutOfRangeError for values that do not.
    """
    wanted = wanted_days(days)
    regimen = Regimen.of(
        people,
        preset,
        intake_kcal_d=intake_kcal_d,
        intake_change_kcal_d=intake_change_kcal_d,
        sodium_change_mg_d=sodium_change_mg_d,
        carbohydrate_share=carbohydrate_share,
        activity_change=activity_change,
        protein_g_kg_d=protein_g_kg_d,
        training=training,
        protein_before_g_kg_d=protein_before_g_kg_d,
    )
    factors = Factors(
        partition=require_range("partition_factor", partition_factor, 0.01, 100),
        fluid=require_range("fluid_factor", fluid_factor, 0, 100),
        protein=require_range("protein_factor", protein_factor, 0, 100),
        training=require_range("training_factor", training_factor, 0, 100),
        response=require_range("response_factor", response_factor, 0.01, 100),
    )
    return _run(people, preset, regimen, factors, wanted, keep)


def _run(
    people: Adults,
    preset: Preset,
    regimen: Regimen,
    factors: Factors,
    wanted: NDArray[np.int64],
    keep: Sequence[str],
) -> Trajectory:
    """All people, in blocks along the last axis when they are many."""
    base = baseline(people, preset)
    shape = np.broadcast_shapes(people.shape, regimen.shape(), factors.shape)
    full = shape or (1,)
    # The day comes first while days pass, so that each is written in one piece.
    out = {k: np.empty((wanted.size if k in keep else 0, *full)) for k in STATES}
    stopped = np.full(full, np.nan)
    for block in _blocks(full):
        part = {k: v[..., block] for k, v in out.items()}
        model = Model.of(
            people.take(block),
            base.take(block),
            preset,
            factors.take(full, block),
            stopped[..., block].shape,
        )
        _loop(model, regimen.take(block), wanted, keep, part, stopped[..., block])
    columns = {k: np.moveaxis(v.reshape(-1, *shape), 0, -1) for k, v in out.items()}
    return Trajectory(
        day=wanted,
        baseline=base,
        preset=preset,
        fluid_factor=factors.fluid,
        stopped_day=stopped.reshape(shape),
        **columns,
    )


def _blocks(shape: tuple[int, ...]) -> list[slice]:
    """Slices of the last axis that hold about BLOCK people each; one slice for few."""
    count = int(np.prod(shape))
    if count <= BLOCK:
        return [slice(None)]
    size = max(1, BLOCK * shape[-1] // count)
    return [slice(start, start + size) for start in range(0, shape[-1], size)]


def _loop(
    model: Model,
    regimen: Regimen,
    wanted: NDArray[np.int64],
    keep: Sequence[str],
    out: dict[str, Floats],
    stopped: Floats,
) -> None:
    """The loop over days; states of the wanted days are copied out as they pass."""
    step = SCHEMES[model.preset.scheme]
    state = State.start(model)
    place = {int(day): i for i, day in enumerate(wanted)}
    today = regimen.day(0, model)
    changes = regimen.change_days()
    # A run that is about to be stopped may overflow within its last day.
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        for day in range(int(wanted[-1]) + 1):
            if day in place:
                _copy(out, place[day], state, keep)
            if day == wanted[-1]:
                break
            tomorrow = regimen.day(day + 1, model) if day + 1 in changes else today
            state = step(model, state, today, tomorrow, day)
            _stop(model, state, stopped, day + 1)
            today = tomorrow


def _copy(out: dict[str, Floats], place: int, state: State, keep: Sequence[str]) -> None:
    """Writes the state of a wanted day into the columns that are kept."""
    columns = {
        "weight_kg": state.weight,
        "fat_kg": state.fat,
        "lean_kg": state.lean,
        "glycogen_kg": state.glycogen,
        "fluid_kg": state.fluid,
        "adaptive_kcal_d": state.adaptive,
    }
    for name in keep:
        out[name][place] = columns[name]


def _stop(model: Model, state: State, stopped: Floats, day: int) -> None:
    """Sets runs that left the model's ground to NaN, and notes the day."""
    if model.preset.guarded:
        gone = (state.lean < model.low_lean) | (state.weight < model.low_weight)
    else:
        gone = ~np.isfinite(state.weight) & np.isnan(stopped)
    if gone.any():
        stopped[gone] = day
        for name in ("fat", "lean", "glycogen", "fluid", "adaptive", "weight", "response"):
            getattr(state, name)[gone] = np.nan


def wanted_days(days: Sequence[int] | NDArray[np.int64] | int) -> NDArray[np.int64]:
    """The days to keep: 0..days for a number, else the given ones, checked."""
    longest = int(constants("weight_goals").longest)
    if isinstance(days, int | np.integer):
        require_range("days", days, 0, longest)
        return np.arange(int(days) + 1)
    wanted = np.asarray(days, dtype=np.int64)
    require_range("days", wanted, 0, longest)
    if wanted.ndim != 1 or not wanted.size or (np.diff(wanted) <= 0).any():
        raise InputError("days", "days is a last day, or a list of rising days.")
    return wanted
