"""The child cases of a table: growth under a table or a curve of intake."""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from trophe.checks import require_range
from trophe.energy import reference_intake_kcal_d, richards_intake, simulate_child
from trophe.errors import InputError, UnknownNameError
from trophe.exchange.case import CHUNK, LONGEST_DAYS, Case, fill, padded, with_days
from trophe.exchange.tables import Table, grouped, number, refuse, sex_share

Floats = NDArray[np.float64]

CHILD_REQUIRED: Final = (
    "sex",
    "age_y",
    "ffm0_kg",
    "fm0_kg",
    "intake_mode",
    "intake_parameters",
    "day",
)
CHILD_INPUTS: Final = ("case_id", *CHILD_REQUIRED[:-1], "horizon_d")
CHILD_OUTPUTS: Final = ("weight_kg", "ffm_kg", "fm_kg", "intake_kcal_d")


def answer_children(table: Table) -> None:
    """Fills the states of all child cases."""
    tables: list[tuple[Case, dict[str, float], Floats]] = []
    curves: list[tuple[Case, dict[str, float], dict[str, float]]] = []
    for rows in grouped(table, CHILD_INPUTS):
        case = with_days(rows)
        if not case.rows:
            continue
        try:
            body, parameters = _child_body(case), _child_parameters(case)
            if case.rows[0].cells["intake_mode"].strip().lower() == "richards":
                curves.append((case, body, parameters))
            else:
                tables.append((case, body, _child_table(case, body, parameters)))
        except InputError as error:
            refuse(case.rows, error)
    for start in range(0, len(tables), CHUNK):
        _run_child_tables(tables[start : start + CHUNK])
    for start in range(0, len(curves), CHUNK):
        _run_child_curves(curves[start : start + CHUNK])


def _child_body(case: Case) -> dict[str, float]:
    """Sex, age and body of a case, checked by a simulation of no days."""
    cells = case.rows[0].cells
    body = {
        "male": sex_share(cells),
        "age_y": number(cells, "age_y"),
        "ffm_kg": number(cells, "ffm0_kg"),
        "fat_kg": number(cells, "fm0_kg"),
    }
    simulate_child(**body, intake_kcal_d=0.0, days=0)
    return body


_CHILD_PARAMETERS: Final = {
    "ref": ("factor",),
    "linear": ("start", "end"),
    "richards": ("K", "Q", "A", "B", "nu", "C"),
}


def _child_parameters(case: Case) -> dict[str, float]:
    """The numbers of `intake_parameters`, such as ``start=2100;end=2450``."""
    cells = case.rows[0].cells
    mode = cells["intake_mode"].strip().lower()
    if mode not in _CHILD_PARAMETERS:
        raise UnknownNameError("intake_mode", mode, _CHILD_PARAMETERS)
    parts = [p.partition("=") for p in cells["intake_parameters"].split(";") if p.strip()]
    given = {name.strip(): value for name, _, value in parts}
    values = {name: number(given, name) for name in _CHILD_PARAMETERS[mode]}
    if mode == "richards":
        _richards([values])
    return values


def _child_table(case: Case, body: dict[str, float], parameters: dict[str, float]) -> Floats:
    """Intake of every day of a case in the modes `ref` and `linear`."""
    day = np.arange(case.last_day + 1)
    if "factor" in parameters:
        reference = reference_intake_kcal_d(body["age_y"] + day / 365.0, body["male"])
        return require_range("factor x reference", parameters["factor"] * reference, 0, 20000)
    horizon = number(case.rows[0].cells, "horizon_d", float(case.last_day))
    require_range("horizon_d", horizon, 1, LONGEST_DAYS, hint="A linear intake needs it.")
    start, end = (
        float(require_range(name, parameters[name], 0, 20000)) for name in ("start", "end")
    )
    return start + (end - start) * np.minimum(day / horizon, 1.0)


def _run_child_tables(cases: list[tuple[Case, dict[str, float], Floats]]) -> None:
    """Grows children with a table of intake, together."""
    days = max(case.last_day for case, _, _ in cases) + 1
    intake = padded([table for _, _, table in cases], days)
    _grow([(case, body) for case, body, _ in cases], intake)


def _run_child_curves(cases: list[tuple[Case, dict[str, float], dict[str, float]]]) -> None:
    """Grows children with a Richards curve of intake, together."""
    _grow([(case, body) for case, body, _ in cases], _richards([p for _, _, p in cases]))


def _richards(parameters: list[dict[str, float]]) -> Callable[[Floats], Floats]:
    """The curves of several cases as one function of their ages."""
    columns = {name.lower(): np.array([p[name] for p in parameters]) for name in parameters[0]}
    return richards_intake(**columns)


def _grow(
    cases: list[tuple[Case, dict[str, float]]], intake: Floats | Callable[[Floats], Floats]
) -> None:
    """Simulates children together and fills their rows."""
    wanted = np.unique(np.concatenate([case.days for case, _ in cases]))
    bodies = {name: np.array([body[name] for _, body in cases]) for name in cases[0][1]}
    run = simulate_child(**bodies, intake_kcal_d=intake, days=wanted)
    for i, (case, _) in enumerate(cases):
        states = dict(
            zip(
                CHILD_OUTPUTS,
                (run.weight_kg[i], run.ffm_kg[i], run.fat_kg[i], run.intake_kcal_d[i]),
                strict=True,
            )
        )
        gone = np.isnan(run.weight_kg[i])
        fill(case, wanted, states, float(wanted[gone.argmax()]) if gone.any() else np.inf)
