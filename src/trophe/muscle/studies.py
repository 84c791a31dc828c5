"""Forecasts of study means: what a new study of n people, and one person of it, would show."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from trophe.errors import InputError
from trophe.muscle.design import Case, design
from trophe.muscle.draws import Draws, stored_draws
from trophe.muscle.mean import between_people, log_change, study_scatter
from trophe.muscle.study_rows import REQUIRED, cases_of, read_row

COLUMNS: Final = (
    *("case_id", "condition", "muscle", "measure", "day", "phase", "days_exposed"),
    *("age_mean", "pct_female", "countermeasure", "n"),
)
RESULT: Final = ("mean_pct", "q05", "q25", "q50", "q75", "q95", "person_q05", "person_q95")
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
    """Rows of the batch format with the forecast added; a bad row carries `error` instead.

    `note` tells what was assumed where a word or a figure could not be read but did not matter
    enough to refuse the row.
    """
    for row in table:
        known = {name: str(value) for name, value in row.items() if name and value is not None}
        try:
            reading = read_row(known)
            forecast = forecast_studies([reading.cases], seed=seed)[0]
        except InputError as error:
            yield {**known, **dict.fromkeys(RESULT, ""), "note": "", "error": str(error)}
        else:
            yield {**known, **forecast.as_row(), "note": " ".join(reading.notes), "error": ""}


__all__ = [
    "COLUMNS",
    "REQUIRED",
    "RESULT",
    "StudyForecast",
    "cases_of",
    "forecast_studies",
    "predict_rows",
]
