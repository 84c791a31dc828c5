"""Batches of weight simulations: a CSV of cases and days in, the same with the states out.

Adults (presets of the adult model) and children (`child`). The columns are those of the
published reference cases; docs/energy.md lists them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from trophe.checks import require_range
from trophe.energy import (
    PRESETS,
    Adults,
    Preset,
    Trajectory,
    baseline,
    simulate,
)
from trophe.energy import schedule as schedules
from trophe.errors import InputError, UnknownNameError
from trophe.exchange.case import CHUNK, Case, fill, padded, with_days
from trophe.exchange.child_cases import CHILD_OUTPUTS, CHILD_REQUIRED, answer_children
from trophe.exchange.tables import (
    Table,
    clear,
    grouped,
    number,
    read_table,
    refuse,
    sex_share,
    write_table,
)

Floats = NDArray[np.float64]

CHILD: Final = "child"

ADULT_REQUIRED: Final = (
    "sex",
    "age_y",
    "height_m",
    "weight0_kg",
    "pal",
    "ei_schedule_kind",
    "ei_schedule_delta_kcal_d",
    "day",
)
ADULT_INPUTS: Final = (
    "case_id",
    *ADULT_REQUIRED[:-1],
    "bmi0_kg_m2",
    "carb_frac_base",
    "carb_frac_after",
    "baseline_ei_override_kcal_d",
    "baseline_fat_override_kg",
    "na_schedule_kind",
    "na_schedule_delta_mg_d",
    "protein_g_kg_d",
    "resistance_training",
    "horizon_d",
)
Column = Callable[[Trajectory], Floats]

_PAPER_COLUMNS: Final[dict[str, Column]] = {
    "weight_kg": lambda t: t.weight_kg,
    "fat_kg": lambda t: t.fat_kg,
    "lean_kg": lambda t: t.lean_kg,
    "ffm_kg": lambda t: t.ffm_kg,
    "glycogen_kg": lambda t: t.glycogen_kg,
    "ecf_kg": lambda t: t.baseline.ecf_kg[..., None] + t.ecf_change_kg,
    "adaptive_thermogenesis_kcal_d": lambda t: t.adaptive_kcal_d,
}
_PLANNER_COLUMNS: Final[dict[str, Column]] = {
    "weight_kg": lambda t: t.weight_kg,
    "fat_kg": lambda t: t.fat_kg,
    "ffm_without_water_shifts_kg": lambda t: t.lean_kg,
    "glycogen_kg": lambda t: t.glycogen_kg,
    "delta_ecf_kg": lambda t: t.ecf_change_kg,
    "adaptive_thermogenesis_absolute_kcal_d": lambda t: (
        t.adaptive_kcal_d + t.preset.beta_at * t.baseline.intake_kcal_d[..., None]
    ),
}
INTAKE: Final = "ei_kcal_d"


def simulate_weight_cases(source: Path, target: Path, preset: str) -> Table:
    """Reads cases, simulates them under a preset, writes them with their states.

    `preset` is a name of `PRESETS`, or "child". Returns the table as written; `bad_rows` are
    those with an error. Raises InputError when the file cannot be used or written.
    """
    if preset == CHILD:
        return _run(source, target, CHILD_REQUIRED, CHILD_OUTPUTS, answer_children)
    if preset not in PRESETS:
        raise UnknownNameError("preset", preset, (*PRESETS, CHILD))
    chosen = PRESETS[preset]
    return _run(
        source,
        target,
        ADULT_REQUIRED,
        adult_outputs(chosen),
        lambda table: _answer_adults(table, chosen),
    )


def adult_outputs(preset: Preset) -> tuple[str, ...]:
    """The output columns of a preset, in order."""
    columns = _columns(preset)
    return (*columns, INTAKE) if columns is _PAPER_COLUMNS else tuple(columns)


def _run(
    source: Path,
    target: Path,
    required: Sequence[str],
    outputs: Sequence[str],
    answer: Callable[[Table], None],
) -> Table:
    """Read, answer, write."""
    table = read_table(source, required)
    clear(table, outputs)
    answer(table)
    write_table(target, table, outputs)
    return table


def _columns(preset: Preset) -> dict[str, Column]:
    """Output columns: with or without water in lean tissue."""
    return _PAPER_COLUMNS if preset.lean_without_water else _PLANNER_COLUMNS


@dataclass(frozen=True, slots=True)
class _AdultCase:
    """A checked adult case: its person and its schedules up to its last day."""

    case: Case
    person: Adults
    intake: Floats
    sodium: Floats
    carbohydrate: float
    protein_g_kg_d: float
    training: float


def _answer_adults(table: Table, preset: Preset) -> None:
    """Fills the states of all adult cases."""
    ready = []
    for rows in grouped(table, ADULT_INPUTS):
        case = with_days(rows)
        if not case.rows:
            continue
        try:
            ready.append(_adult_case(case, preset))
        except InputError as error:
            refuse(case.rows, error)
    ready.sort(key=lambda c: c.case.last_day)
    for start in range(0, len(ready), CHUNK):
        _run_adults(ready[start : start + CHUNK], preset)


def _adult_case(case: Case, preset: Preset) -> _AdultCase:
    """The person and schedules of a case, checked."""
    cells = case.rows[0].cells
    share = number(cells, "carb_frac_base", preset.carbohydrate_share)
    person = Adults.of(
        male=sex_share(cells),
        age_y=number(cells, "age_y"),
        height_m=number(cells, "height_m"),
        weight_kg=number(cells, "weight0_kg"),
        pal=number(cells, "pal"),
        fat_kg=number(cells, "baseline_fat_override_kg", np.nan),
        intake_kcal_d=number(cells, "baseline_ei_override_kcal_d", np.nan),
        carbohydrate_share=share,
    )
    baseline(person, preset)  # refuses a body without lean tissue
    days = case.last_day + 1
    intake = schedules.parse(
        cells["ei_schedule_kind"].strip().lower(), cells["ei_schedule_delta_kcal_d"], days
    )
    after = number(cells, "carb_frac_after", share)
    protein = number(cells, "protein_g_kg_d", preset.protein_reference_g_kg_d)
    training = number(cells, "resistance_training", 0.0)
    return _AdultCase(
        case=case,
        person=person,
        intake=require_range("ei_schedule_delta_kcal_d", intake, -20000, 15000),
        sodium=_sodium(cells, days),
        carbohydrate=float(require_range("carb_frac_after", after, 0, 1)),
        protein_g_kg_d=float(require_range("protein_g_kg_d", protein, 0, 10)),
        training=float(require_range("resistance_training", training, 0, 1)),
    )


def _sodium(cells: dict[str, str], days: int) -> Floats:
    """The sodium schedule; none is no change."""
    text = cells.get("na_schedule_delta_mg_d", "").strip()
    if not text:
        return np.zeros(days)
    kind = cells.get("na_schedule_kind", "").strip().lower() or "step"
    sodium = schedules.parse(kind, text, days)
    return require_range("na_schedule_delta_mg_d", sodium, -50000, 50000)


def _run_adults(cases: list[_AdultCase], preset: Preset) -> None:
    """Simulates cases together and fills their rows."""
    days = cases[-1].case.last_day + 1
    wanted = np.unique(np.concatenate([c.case.days for c in cases]))
    names = Adults.__dataclass_fields__
    people = cases[0].person.with_(
        **{n: np.array([float(getattr(c.person, n)) for c in cases]) for n in names}
    )
    run = simulate(
        people,
        preset,
        days=wanted,
        intake_change_kcal_d=padded([c.intake for c in cases], days),
        sodium_change_mg_d=padded([c.sodium for c in cases], days),
        carbohydrate_share=np.array([[c.carbohydrate] for c in cases]),
        protein_g_kg_d=np.array([[c.protein_g_kg_d] for c in cases]),
        training=np.array([[c.training] for c in cases]),
    )
    columns = {name: column(run) for name, column in _columns(preset).items()}
    for i, c in enumerate(cases):
        states = {name: values[i] for name, values in columns.items()}
        if INTAKE in adult_outputs(preset):
            states[INTAKE] = _eaten(c, float(run.baseline.intake_kcal_d[i]), wanted, preset)
        fill(c.case, wanted, states, float(run.stopped_day[i]))


def _eaten(c: _AdultCase, before: float, wanted: NDArray[np.int64], preset: Preset) -> Floats:
    """Intake of the wanted days. The package prints the intake before day 0 on day 0."""
    eaten = np.maximum(before + c.intake, 0.0)[np.minimum(wanted, c.intake.size - 1)]
    return np.where((wanted == 0) & (preset.scheme == "bw"), before, eaten)
