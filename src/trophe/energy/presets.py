"""Presets of the adult model: the same equations with the constants and habits of a program.

`hall2011` is the paper, `niddk` the official planner, `bw` the R package. Each keeps what its
model does, down to the order of a step, so that its published numbers come out again. `trophe` is
the paper's model with its lean side calibrated on trials (docs/energy-calibration.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from trophe.errors import UnknownNameError
from trophe.evidence import ConstantSet, constants

DEFAULT_PRESET: Final = "trophe"
"""The preset that plans, commands and pages use unless told otherwise."""

CALIBRATED: Final[Mapping[str, bool]] = MappingProxyType(
    {
        "partition_factor": True,
        "fluid_factor": True,
        "protein_lean_share": False,
        "training_lean_share": False,
        "lean_response_d": True,
    }
)
"""The calibrated parameters in their order, and whether they were fitted as logarithms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """Constants and habits of one version of the adult model; all per kg, day and kcal.

    From the papers
    ---------------
    rho_*, gamma_*, eta_* : energy density, resting expenditure and synthesis cost of fat and
        lean tissue; `rho_glycogen` of glycogen.
    forbes_kg : slope of the Forbes curve; the partition constant is forbes_kg rho_lean / rho_fat.
    beta_tef, beta_at, tau_at_d : thermic effect of food, adaptive thermogenesis and its time.
    sodium_mg_l, xi_sodium, xi_carbohydrate, water_per_glycogen, glycogen_kg : water and glycogen.
    sodium_with_intake_mg_d : baseline sodium that rises and falls with energy intake; 0: none.

    Habits
    ------
    scheme : "exact" (water, glycogen and adaptation solved exactly, tissue by midpoint), "rk4"
        (one coupled Runge-Kutta step a day), "bw" (that package's order of steps).
    lean_without_water : lean tissue leaves out extracellular fluid and glycogen with its water.
    fat_clamp : "trophe" (3 or 10 to 60 % of weight), "niddk" (0 to 60 %), "none".
    guarded : a run stops where the model has no ground (set ``energy_guard``). The programs run
        on there, and a preset that stands for one does too.

    For a calibrated preset; neutral by default
    -------------------------------------------
    partition_factor : multiplies the partition constant; below 1 spares lean tissue.
    fluid_factor : multiplies what shifts of fluid and of glycogen water weigh.
    ageing_kcal_d_y : change of expenditure a year with age (negative), times PAL.
    protein_lean_share : share of the fat-free mass of day 0 by which lean tissue shifts for each
        g/kg/d of protein above `protein_reference_g_kg_d`, up to `protein_enough_g_kg_d`.
    training_lean_share : the same shift under full resistance training.
    lean_response_d : time in which these shifts come and go.
    calibration_sd, calibration_correlation : how sure the calibration is of the parameters in
        `CALIBRATED`: standard deviations on the scale of the fit, and the correlations row by
        row. Empty for a published preset.
    """

    name: str
    title: str
    constants: str
    rho_glycogen: float
    rho_fat: float
    rho_lean: float
    gamma_fat: float
    gamma_lean: float
    eta_fat: float
    eta_lean: float
    beta_tef: float
    beta_at: float
    tau_at_d: float
    forbes_kg: float
    water_per_glycogen: float
    glycogen_kg: float
    sodium_mg_l: float
    xi_sodium: float
    xi_carbohydrate: float
    carbohydrate_share: float
    sodium_with_intake_mg_d: float = 0.0
    scheme: str = "exact"
    lean_without_water: bool = True
    fat_clamp: str = "trophe"
    guarded: bool = True
    partition_factor: float = 1.0
    fluid_factor: float = 1.0
    ageing_kcal_d_y: float = 0.0
    protein_lean_share: float = 0.0
    protein_reference_g_kg_d: float = 1.0
    protein_enough_g_kg_d: float = 10.0
    training_lean_share: float = 0.0
    lean_response_d: float = 30.0
    calibration_sd: tuple[float, ...] = ()
    calibration_correlation: tuple[float, ...] = ()

    def held(self) -> "Preset":
        """The same preset, its runs stopped where the model has no ground.

        Solvers look for answers there only: beyond it the planner's partition has a pole.
        """
        return self if self.guarded else replace(self, guarded=True)

    @property
    def shifts_lean(self) -> bool:
        """Whether protein or training move lean tissue under this preset."""
        return bool(self.protein_lean_share or self.training_lean_share)

    @property
    def partition_kg(self) -> float:
        """The partition constant C, kg: lean's share of tissue energy is C / (C + fat)."""
        return self.partition_factor * self.forbes_kg * self.rho_lean / self.rho_fat


def preset_from(c: ConstantSet, *, name: str, title: str, **habits: object) -> Preset:
    """A preset from a set of constants that has the names of the published model."""
    return Preset(
        name=name,
        title=title,
        constants=c.id,
        rho_glycogen=c.rho_glycogen,
        rho_fat=c.rho_fat,
        rho_lean=c.rho_lean,
        gamma_fat=c.gamma_fat,
        gamma_lean=c.gamma_lean,
        eta_fat=c.eta_fat,
        eta_lean=c.eta_lean,
        beta_tef=c.beta_tef,
        beta_at=c.beta_at,
        tau_at_d=c.tau_at,
        forbes_kg=c.forbes,
        water_per_glycogen=c.water_per_glycogen,
        glycogen_kg=c.glycogen,
        sodium_mg_l=c.sodium,
        xi_sodium=c.xi_sodium,
        xi_carbohydrate=c.xi_carbohydrate,
        carbohydrate_share=c.carbohydrate_share,
        sodium_with_intake_mg_d=c.sodium_with_intake,
        **habits,  # type: ignore[arg-type]
    )


def _calibrated() -> Preset:
    """The published model with its lean side calibrated (set ``energy_trophe``)."""
    c = constants("energy_trophe")
    return replace(
        preset_from(constants("energy_hall2011"), name="trophe", title="Trophe, calibrated"),
        constants=c.id,
        sodium_with_intake_mg_d=c.sodium_with_intake,
        partition_factor=c.partition_factor,
        fluid_factor=c.fluid_factor,
        ageing_kcal_d_y=c.ageing,
        protein_reference_g_kg_d=c.protein_reference,
        protein_enough_g_kg_d=c.protein_enough,
        protein_lean_share=c.protein_lean_share,
        training_lean_share=c.training_lean_share,
        lean_response_d=c.lean_response,
        calibration_sd=c.calibration_sd,
        calibration_correlation=c.calibration_correlation,
    )


PRESETS: Final[Mapping[str, Preset]] = MappingProxyType(
    {
        "hall2011": preset_from(
            constants("energy_hall2011"), name="hall2011", title="Hall 2011, as published"
        ),
        "niddk": preset_from(
            constants("energy_niddk"),
            name="niddk",
            title="NIDDK Body Weight Planner",
            scheme="rk4",
            lean_without_water=False,
            fat_clamp="niddk",
            guarded=False,
        ),
        "bw": preset_from(
            constants("energy_bw"),
            name="bw",
            title="R package bw 1.0.0",
            scheme="bw",
            fat_clamp="none",
            guarded=False,
        ),
        "trophe": _calibrated(),
    }
)
"""Presets by name."""


def preset(name: str) -> Preset:
    """The preset with this name. Raises UnknownNameError, with the known names, for any other."""
    try:
        return PRESETS[name]
    except KeyError:
        raise UnknownNameError("preset", name, PRESETS) from None
