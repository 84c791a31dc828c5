"""Forecasts of study means: what a new study of n people, and one person of it, would show."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from trophe.checks import require_one
from trophe.errors import InputError, MissingDataError
from trophe.muscle.design import Case, design
from trophe.muscle.draws import Draws, stored_draws
from trophe.muscle.knowledge import BONE
from trophe.muscle.mean import between_people, log_change, study_scatter
from trophe.muscle.words import (
    bone_site_of,
    causes_of,
    countermeasures_of,
    kind_of,
    measure_of,
    muscle_of,
)

COLUMNS: Final = (
    *("case_id", "condition", "muscle", "measure", "day", "phase", "days_exposed"),
    *("age_mean", "pct_female", "countermeasure", "n"),
)
REQUIRED: Final = ("case_id", "condition", "muscle", "measure", "day", "phase")
RESULT: Final = ("mean_pct", "q05", "q25", "q50", "q75", "q95", "person_q05", "person_q95")
PHASES: Final = ("loss", "recovery", "treatment", "cross_sectional")
QUANTILES: Final = (0.05, 0.25, 0.5, 0.75, 0.95)
DEGREES_OF_FREEDOM: Final = 5.0
REPEATS: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyForecast:
    """Change in %: quantiles (5, 25, 50, 75, 95 %) of a new study's mean, and of one person."""

    quantiles_pct: tuple[float, float, float, float, float]
    person_pct: tuple[float, float]

    @property
    def mean_pct(self) -> float:
        """The point forecast of the study's mean: the median of its distribution."""
        return self.quantiles_pct[2]

    def as_row(self) -> dict[str, str]:
        """The result columns as text."""
        values = (self.mean_pct, *self.quantiles_pct, *self.person_pct)
        return {name: f"{value:.2f}" for name, value in zip(RESULT, values, strict=True)}


def cases_of(row: Mapping[str, str]) -> dict[Case, float]:
    """A row of the batch format as cases with their shares (one, unless the cause is not told).

    Raises InputError naming the column, the value and what is known.
    """
    for name in REQUIRED:
        if not (row.get(name) or "").strip():
            raise MissingDataError(name)
    phase = row["phase"].strip().lower()
    if phase not in PHASES:
        raise InputError("phase", f"phase = {phase!r} is not one of {', '.join(PHASES)}.")
    age_y = _number(row, "age_mean", 0, 120)
    day = _number(row, "day", 0, 36525)
    if day is None:
        raise MissingDataError("day", hint="A day is a number from 0.")
    kind = kind_of(row["measure"])
    site = bone_site_of(row["muscle"]) if kind == BONE else "hip"
    muscle = muscle_of("whole_body" if kind == BONE else row["muscle"])
    if muscle.group == "bone":
        raise InputError(
            "measure", f"measure = {row['measure']!r} does not go with {row['muscle']!r}, a bone."
        )
    case = Case(
        cause="",
        kind=kind,
        members=muscle.members,
        part=muscle.part,
        measure=measure_of(row["measure"]),
        day=day,
        is_recovery=phase == "recovery",
        days_exposed=_number(row, "days_exposed", 0, 36525),
        change_at_end_pct=_number(row, "change_at_end_pct", -100, 200),
        age_y=age_y,
        pct_female=_number(row, "pct_female", 0, 100),
        countermeasures=countermeasures_of(row.get("countermeasure") or "none"),
        n=_number(row, "n", 1, 1e9),
        bone_site=site,
    )
    shares = causes_of(row["condition"], age_y)
    return {replace(case, cause=cause): share for cause, share in shares.items()}


def _number(row: Mapping[str, str], name: str, low: float, high: float) -> float | None:
    """An optional number of a row; None where it is absent."""
    text = (row.get(name) or "").strip()
    if not text or text.lower() in ("nan", "na", "none", "null"):
        return None
    try:
        value = float(text)
    except ValueError:
        raise InputError(name, f"{name} = {text!r} is not a number.") from None
    return require_one(name, value, low, high)


def forecast_studies(
    cases: Sequence[Mapping[Case, float]], *, seed: int = 0, draws: Draws | None = None
) -> list[StudyForecast]:
    """Forecasts of the means of new studies; a case may be a mixture of causes with shares.

    `seed` fixes the random numbers; each case gets the same ones, so that a case forecast alone
    and in a batch agree.
    """
    posterior = draws or stored_draws()
    return [_forecast(case, posterior, seed) for case in cases]


def _forecast(shares: Mapping[Case, float], posterior: Draws, seed: int) -> StudyForecast:
    """One case from draws shared among its causes."""
    rng = np.random.default_rng(seed)
    order = rng.permutation(posterior.count)
    cuts = np.cumsum([round(share * posterior.count) for share in shares.values()])[:-1]
    parts = [
        _draw(case, posterior.take(index), rng)
        for case, index in zip(shares, np.split(order, cuts), strict=True)
    ]
    study = np.concatenate([part[0] for part in parts])
    person = np.concatenate([part[1] for part in parts])
    five = np.quantile(study, QUANTILES)
    two = np.quantile(person, (0.05, 0.95))
    return StudyForecast(quantiles_pct=tuple(five), person_pct=tuple(two))


def _draw(
    case: Case, p: Mapping[str, NDArray[Any]], rng: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Draws in % of a new study's mean and of one person in it."""
    d = design([case])
    shape = (REPEATS, len(p["alpha"]), 1)
    z = rng.standard_normal((3, *shape))
    sd_study = np.exp(p["log_study"])[:, d.patients]
    study = {
        "size": sd_study[..., 0] * z[0],
        "strength": sd_study[..., 1] * z[1],
        "regain": np.exp(p["log_study_regain"])[:, None] * z[2],
    }
    change, loss = log_change(p, study, d)
    people = between_people(p, d, loss)
    beyond = study_scatter(p, d, loss)
    noise = rng.standard_t(DEGREES_OF_FREEDOM, shape)
    mean = change + np.sqrt(beyond**2 + people**2 / d.n) * noise
    person = change + beyond * noise + people * rng.standard_normal(shape)
    return 100 * np.expm1(mean).ravel(), 100 * np.expm1(person).ravel()


def predict_rows(table: Iterator[Mapping[str, str]], *, seed: int = 0) -> Iterator[dict[str, str]]:
    """Rows of the batch format with the forecast added; a bad row carries `error` instead."""
    for row in table:
        known = {name: value for name, value in row.items() if name and value is not None}
        try:
            forecast = forecast_studies([cases_of(known)], seed=seed)[0]
        except InputError as error:
            yield {**known, **dict.fromkeys(RESULT, ""), "error": str(error)}
        else:
            yield {**known, **forecast.as_row(), "error": ""}
