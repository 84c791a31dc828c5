"""Where a reading lies among people of the same age and sex."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log
from statistics import NormalDist
from typing import Final

import numpy as np

from trophe.checks import require_one
from trophe.person.vocabulary import Sex

GRIP_SOURCE: Final = "tomkinson2025"
ALM_SOURCE: Final = "ofenheimer2020"
_PLACES: Final = ("p05_kg", "p20_kg", "p50_kg", "p80_kg", "p95_kg")
_SHARES: Final = (5.0, 20.0, 50.0, 80.0, 95.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Percentile:
    """A place among people of the same age and sex: 50 is the middle. Shown from 1 to 99."""

    label: str
    value: float
    unit: str
    percentile: float
    middle: float
    low: float
    high: float
    source: str

    @property
    def sentence(self) -> str:
        """ "Grip strength 24 kg: stronger than about 31 of 100 people of your age and sex." """
        return (
            f"{self.label} {self.value:.1f} {self.unit}: more than about"
            f" {self.percentile:.0f} of 100 people of your age and sex"
            f" (the middle is {self.middle:.1f})."
        )


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one of the tables of norms, as text."""
    path = files("trophe.person.screening") / "tables" / name
    return tuple(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def grip_percentile(grip_kg: float, age_y: float, sex: Sex) -> Percentile | None:
    """Where the best grip (0.5 to 120 kg) lies, 20 to 120 y; None for other ages or sex not told.

    Straight lines between the printed percentiles and, by age, between the bands' middles.

    References
    ----------
    Tomkinson 2025, 2.4 million adults of 69 countries, best of the tries.
    """
    grip_kg = require_one("grip_kg", grip_kg, 0.5, 120)
    if age_y < 20 or sex is Sex.UNSPECIFIED:
        return None
    bands = [row for row in rows("grip.csv") if row["sex"] == sex.value]
    middles = [float(row["from_age_y"]) + 2.5 for row in bands]
    at = [float(np.interp(age_y, middles, [float(r[place]) for r in bands])) for place in _PLACES]
    z = np.interp(grip_kg, at, [NormalDist().inv_cdf(share / 100) for share in _SHARES])
    slope = 1.645 / (at[2] - at[0]) if grip_kg < at[0] else 1.645 / (at[4] - at[2])
    beyond = min(grip_kg - at[0], 0.0) + max(grip_kg - at[4], 0.0)
    return Percentile(
        label="Grip strength",
        value=grip_kg,
        unit="kg",
        percentile=_shown(float(z) + beyond * slope),
        middle=at[2],
        low=at[0],
        high=at[4],
        source=GRIP_SOURCE,
    )


def alm_percentile(almi_kg_m2: float, age_y: float, sex: Sex) -> Percentile | None:
    """Where limb lean mass over height squared (2 to 20 kg/m2) lies, 18 to 85 y; else None.

    z = ((x / M)^L - 1) / (L S), the Box-Cox transform of the source's tables at full decades.

    References
    ----------
    Ofenheimer 2020, doi:10.1038/s41430-020-0596-5 (Austria, DXA by GE Lunar).
    """
    almi = require_one("almi_kg_m2", almi_kg_m2, 2, 20)
    if not 18 <= age_y <= 85 or sex is Sex.UNSPECIFIED:
        return None
    table = [row for row in rows("almi.csv") if row["sex"] == sex.value]
    ages = [float(row["age_y"]) for row in table]
    power, middle, spread = (
        float(np.interp(age_y, ages, [float(row[name]) for row in table]))
        for name in ("power", "middle_kg_m2", "spread")
    )
    return Percentile(
        label="Limb lean mass over height squared",
        value=almi,
        unit="kg/m²",
        percentile=_shown(_z(almi, power, middle, spread)),
        middle=middle,
        low=_at(-1.645, power, middle, spread),
        high=_at(1.645, power, middle, spread),
        source=ALM_SOURCE,
    )


def _z(value: float, power: float, middle: float, spread: float) -> float:
    if abs(power) < 1e-6:
        return log(value / middle) / spread
    return float(((value / middle) ** power - 1) / (power * spread))


def _at(z: float, power: float, middle: float, spread: float) -> float:
    """The value at a z-score."""
    if abs(power) < 1e-6:
        return float(middle * np.exp(z * spread))
    return float(middle * (1 + power * spread * z) ** (1 / power))


def _shown(z: float) -> float:
    """The percentile of a z-score, from 1 to 99."""
    return round(min(max(100 * NormalDist().cdf(z), 1.0), 99.0), 1)


def chair_lines(age_y: float, sex: Sex) -> tuple[float, float | None] | None:
    """Stands in 30 s below which is under average, and seconds of five rises above which is slow,
    for 60 to 94 y; None for other ages or sex not told.

    References
    ----------
    CDC STEADI (30 s); Bohannon 2006, doi:10.2466/pms.103.1.215-222 (five rises).
    """
    if not 60 <= age_y < 95 or sex is Sex.UNSPECIFIED:
        return None
    row = [r for r in rows("chair.csv") if float(r["from_age_y"]) <= age_y][-1]
    slow = row["slow_five_s"]
    return float(row[f"below_average_{sex.value}"]), float(slow) if slow else None
