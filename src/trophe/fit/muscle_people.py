"""Simulated people: does measuring sharpen the forecast, and do the bands still hold?"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from trophe.muscle import Exposure, Forecast, Measurement, forecast
from trophe.muscle.learning import expected_log_muscle
from trophe.person import Person, Sex

PERSON: Final = Person(sex=Sex.MALE, age_y=34, height_m=1.80, weight_kg=80)
CAST: Final = Exposure(name="immobilisation", part="knee", side="left", start_day=0, end_day=60)
TARGET_DAY: Final = 60
GIRTH_CM: Final = 55.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Personal:
    """Median error of the day-60 size before and after the readings, and coverage after."""

    people: int
    error_before: float
    error_after: float
    covered_90: float
    covered_50: float

    @property
    def ratio(self) -> float:
        """Error after over error before."""
        return self.error_after / self.error_before


def simulate(
    people: int, *, days: tuple[int, ...] = (10, 20, 30), baseline: bool = True
) -> Personal:
    """People drawn from the model, measured with a tape on some days, forecast to day 60.

    With `baseline` the tape was also read before the cast (or on the other leg), with its error.
    """
    truth = forecast(PERSON, [CAST], TARGET_DAY, seed=99, particles=people)
    true_size = truth.draws("quadriceps", side="left")[:, TARGET_DAY]
    rng = np.random.default_rng(7)
    blind = forecast(PERSON, [CAST], TARGET_DAY, seed=1).quantiles("quadriceps", 60, side="left")
    five = np.array(
        [
            forecast(PERSON, [CAST], TARGET_DAY, readings, seed=1).quantiles(
                "quadriceps", TARGET_DAY, side="left"
            )
            for readings in _readings(truth, days, baseline, rng)
        ]
    )
    return Personal(
        people=people,
        error_before=float(np.median(np.abs(true_size - blind[2]))),
        error_after=float(np.median(np.abs(true_size - five[:, 2]))),
        covered_90=float(np.mean((true_size >= five[:, 0]) & (true_size <= five[:, 4]))),
        covered_50=float(np.mean((true_size >= five[:, 1]) & (true_size <= five[:, 3]))),
    )


def _readings(
    truth: Forecast, days: tuple[int, ...], baseline: bool, rng: np.random.Generator
) -> list[list[Measurement]]:
    """Noisy tape readings of each simulated person."""
    plain = [
        Measurement(
            instrument="tape_girth", muscle="quadriceps", side="left", day=d, value=GIRTH_CM
        )
        for d in days
    ]
    expected = [expected_log_muscle(truth.courses, m) for m in plain]
    error, shows = plain[0].error, plain[0].shows
    everyone = []
    for person in range(len(expected[0])):
        first = GIRTH_CM * np.exp(error * rng.standard_normal()) if baseline else None
        everyone.append(
            [
                Measurement(
                    instrument="tape_girth",
                    muscle="quadriceps",
                    side="left",
                    day=m.day,
                    value=float(
                        GIRTH_CM * np.exp(shows * log[person] + error * rng.standard_normal())
                    ),
                    baseline=None if first is None else float(first),
                )
                for m, log in zip(plain, expected, strict=True)
            ]
        )
    return everyone
