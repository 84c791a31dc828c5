"""Where lost weight came from: fat, muscle, other lean tissue and water, with a band."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from trophe.checks import require_one
from trophe.energy import forecast, muscle_share_of_lean_change
from trophe.evidence import constants
from trophe.person import Person

DRAWS: Final = 300
LEAST_D: Final = 14
LEAST_KG: Final = 1.0
FIRST_DAYS: Final = 3
LAST_DAYS: Final = 7
_PARTS: Final = ("fat", "muscle", "other_lean", "water")


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightSplit:
    """Changes in kg since the plan began, negative for lost: each (q05, median, q95)."""

    days: int
    change_kg: float
    parts: Mapping[str, tuple[float, float, float]]

    @property
    def sentence(self) -> str:
        """ "Of 4.1 kg lost about 3.0 kg is fat (2.4 to 3.6) and 0.4 kg muscle (0.2 to 0.8)." """
        word = "lost" if self.change_kg < 0 else "gained"
        told = []
        for name, label in (("fat", "fat"), ("muscle", "muscle"), ("water", "water")):
            sign = -1 if self.change_kg < 0 else 1
            low, middle, high = sorted(sign * v for v in self.parts[name])
            told.append(f"{middle:.1f} kg {label} ({low:.1f} to {high:.1f})")
        return f"Of {abs(self.change_kg):.1f} kg {word}, about {told[0]}, {told[1]}, {told[2]}."

    def as_dict(self) -> dict[str, Any]:
        """As JSON knows it."""
        parts = {
            f"{name}_kg": dict(zip(("q05", "median", "q95"), five, strict=True))
            for name, five in self.parts.items()
        }
        return {
            "days": self.days,
            "change_kg": self.change_kg,
            "sentence": self.sentence,
            **parts,
        }


def weight_split(
    person: Person,
    *,
    intake_kcal_d: Sequence[float],
    weights: Sequence[tuple[date, float]],
    first_date: date,
    seed: int = 0,
) -> WeightSplit | None:
    """Where the weight went since a plan began.

    `person` as on the plan's first day; `intake_kcal_d` the plan's goal of each day; `weights`
    (day, kg) what was weighed. The draws of the energy model are weighted by how well each agrees
    with what the scale showed. None below two weeks, without enough weights, below 1 kg, and for
    children.

    References
    ----------
    Evidence sets ``forecast_errors`` and ``muscle_shares``; the energy model's own.
    """
    change = _change_kg(weights, first_date)
    if change is None or not person.is_adult or abs(change[1]) < LEAST_KG:
        return None
    days, change_kg = change
    made = forecast(
        person,
        intake_kcal_d=np.asarray(intake_kcal_d[:days]),
        days=days,
        draws=DRAWS,
        seed=seed,
    )
    weight = made.draws_weight_kg[:, -1] - made.draws_weight_kg[:, 0]
    fat = made.draws_fat_kg[:, -1] - made.draws_fat_kg[:, 0]
    lean = made.draws_lean_change_kg[:, -1]
    rng = np.random.default_rng([seed, 2])
    muscle = lean * muscle_share_of_lean_change(np.clip(rng.standard_normal(DRAWS), -2.5, 2.5))
    shares = np.stack([fat, muscle, lean - muscle, weight - fat - lean]) / weight
    chance = _agreement(weight, change_kg)
    parts = {
        name: _three(row * change_kg, chance) for name, row in zip(_PARTS, shares, strict=True)
    }
    return WeightSplit(days=days, change_kg=round(change_kg, 2), parts=parts)


def _change_kg(weights: Sequence[tuple[date, float]], first_date: date) -> tuple[int, float] | None:
    """Days and change between the mean of the first days and of the last week."""
    since = sorted((day, kg) for day, kg in weights if day >= first_date)
    if len(since) < 3:
        return None
    last = since[-1][0]
    early = [kg for day, kg in since if (day - first_date).days < FIRST_DAYS]
    late = [kg for day, kg in since if day > last - timedelta(days=LAST_DAYS)]
    days = (last - first_date).days - LAST_DAYS // 2
    if not early or days < LEAST_D:
        return None
    return days, float(np.mean(late) - np.mean(early))


def _agreement(weight: NDArray[np.float64], change_kg: float) -> NDArray[np.float64]:
    """Weights of the draws; never so narrow that a handful of them decide, and none that moved
    the other way."""
    wide = max(float(constants("forecast_errors").scale_sd), 0.25 * abs(change_kg))
    chance = np.exp(-0.5 * ((weight - change_kg) / wide) ** 2)
    same_way = weight * np.sign(change_kg) > 0.2 * abs(change_kg)
    chance = np.where(same_way & np.isfinite(weight), chance, 0.0)
    if chance.sum() < 1e-12:
        chance = np.where(same_way, 1.0, 0.0)
    total = float(chance.sum())
    return np.asarray(chance / total if total else np.full(len(weight), 1 / len(weight)))


def _three(values: NDArray[np.float64], chance: NDArray[np.float64]) -> tuple[float, float, float]:
    """Weighted 5, 50 and 95 %."""
    order = np.argsort(values)
    ordered, total = values[order], np.cumsum(chance[order])
    at = [int(np.searchsorted(total, q)) for q in (0.05, 0.5, 0.95)]
    low, middle, high = (round(float(ordered[min(i, len(ordered) - 1)]), 2) for i in at)
    return low, middle, high


def intake_of_plan(plan: Mapping[str, Any], days: int) -> list[float]:
    """The calorie goal of each of `days` days of a plan's JSON; the last phase holds on."""
    require_one("days", days, 1, 4000)
    phases = [p for p in plan.get("phases", ()) if p["intake_kcal_d"] is not None]
    made: list[float] = []
    for day in range(days):
        held = [p for p in phases if p["first_day"] <= day <= p["last_day"]] or phases[-1:]
        made += [float(held[0]["intake_kcal_d"])] if held else []
    return made
