"""Synthetic twins: people whose true expenditure is known, and the diary they would have kept.

The truth is the published model, and in other scenarios a body that differs from it: in its
partition, its water, its adaptation, an activity that drifts, a diary that leaves food out, days
that are not logged. Two weeks of balance, then a change of intake.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from trophe.energy import PRESETS, Adults, Preset, Trajectory, estimated_fat_kg, simulate
from trophe.energy.resting import mifflin_st_jeor

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """How twins differ from the model that learns from them, and how they log."""

    name: str
    change_kcal_d: float = -500.0
    change_day: int = 14
    sodium_with_intake: bool = False
    partition_log_sd: float = 0.0
    partition: float = 1.0
    fluid_log_sd: float = 0.0
    fluid: float = 1.0
    beta_at: tuple[float, float] = (0.14, 0.14)
    activity_drift: float = 0.0  # SD of the relative change of activity reached after 126 days
    logged_share: float = 1.0
    missing: float = 0.2
    missing_intake: float = 0.2
    water_steps_kg: float = 0.0  # SD of two lasting shifts of water in the first six weeks


CLEAN: Final = Scenario(name="clean")
SCENARIOS: Final = (
    CLEAN,
    Scenario(name="clean, sodium follows intake", sodium_with_intake=True),
    Scenario(name="calibrated body", sodium_with_intake=True, partition=0.415, fluid=0.383),
    Scenario(name="partition", partition=0.65, partition_log_sd=0.4),
    Scenario(name="water", fluid_log_sd=0.5, sodium_with_intake=True),
    Scenario(name="adaptation", beta_at=(0.05, 0.25)),
    Scenario(name="activity drift", activity_drift=0.1),
    Scenario(name="12 % under-logging", logged_share=0.88),
    Scenario(name="30 % missing days", missing=0.3, missing_intake=0.3),
    Scenario(
        name="all of these",
        partition=0.65,
        partition_log_sd=0.4,
        fluid_log_sd=0.5,
        sodium_with_intake=True,
        beta_at=(0.05, 0.25),
        activity_drift=0.1,
        logged_share=0.88,
        missing=0.3,
        missing_intake=0.3,
    ),
    Scenario(name="overfeeding 400", change_kcal_d=400.0),
    Scenario(name="no change", change_kcal_d=0.0),
    Scenario(name="diet from the first day", change_day=0),
    Scenario(name="water steps", water_steps_kg=0.8),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Twins:
    """Diaries (person, day) and the truth behind them."""

    scenario: Scenario
    people: Adults
    facts: dict[str, Floats]
    scale_kg: Floats
    logged_kcal_d: Floats
    weight_kg: Floats  # true, without the noise of the scale
    expenditure_kcal_d: Floats  # true, in the person's own logged units
    planned_kcal_d: Floats  # mean intake by plan, in logged units
    eaten_kcal_d: Floats  # what was truly eaten
    preset: Preset
    ways: dict[str, Floats]  # what `simulate` takes besides intake

    def take(self, part: slice) -> "Twins":
        """Some of the people."""
        arrays = (
            *("scale_kg", "logged_kcal_d", "weight_kg", "expenditure_kcal_d", "planned_kcal_d"),
            "eaten_kcal_d",
        )
        beta = np.asarray(self.preset.beta_at)[part]
        return replace(
            self,
            preset=replace(self.preset, beta_at=beta),  # type: ignore[arg-type]  # one a twin
            ways={name: values[part] for name, values in self.ways.items()},
            people=self.people.take(part),
            facts={name: values[part] for name, values in self.facts.items()},
            **{name: getattr(self, name)[part] for name in arrays},
        )


def change_by_truth(t: Twins, day: int, next_kcal_d: Floats, days: int = 28) -> Floats:
    """The change of weight over the days after `day` by the true body, at a constant intake.

    What is left of a forecast's error when everything about the body is known.
    """
    lived = t.eaten_kcal_d.copy()
    lived[:, day + 1 :] = next_kcal_d[:, None] / t.scenario.logged_share
    run = simulate(
        t.people,
        t.preset,
        days=day + days,
        intake_kcal_d=lived,
        **t.ways,  # type: ignore[arg-type]
    )
    return np.asarray(run.weight_kg[:, day + days] - run.weight_kg[:, day])


def twins(scenario: Scenario, *, people: int = 400, days: int = 154, seed: int = 1) -> Twins:
    """Twins of a scenario: `days` days of diary. The same seed gives the same twins."""
    rng = np.random.default_rng(seed)
    s, z = scenario, rng.standard_normal
    body, facts = _people(rng, people)
    preset = _preset(s, rng, people)
    planned = np.repeat((body.ree_kcal_d * body.pal)[:, None], days, axis=1)
    planned[:, s.change_day :] += s.change_kcal_d
    planned = np.maximum(planned, 800)
    eaten = planned * np.clip(1 + 0.15 * z((people, days)), 0.3, 2)
    drift = np.cumsum(z((people, days)), axis=1) * s.activity_drift / np.sqrt(126)
    ways = {
        "activity_change": np.clip(drift, -0.5, 0.5),
        "partition_factor": s.partition * np.exp(s.partition_log_sd * z(people)),
        "fluid_factor": s.fluid * np.exp(s.fluid_log_sd * z(people)),
    }
    run = simulate(body, preset, days=days, intake_kcal_d=eaten, **ways)  # type: ignore[arg-type]
    scale = run.weight_kg[:, :days] + _ar1(z((people, days)), 0.6, 0.5)
    scale += _steps(rng, people, days, s.water_steps_kg)
    scale[rng.random(scale.shape) < s.missing] = np.nan
    logged = eaten * s.logged_share * np.clip(1 + 0.08 * z(eaten.shape), 0.5, 1.5)
    logged[rng.random(logged.shape) < s.missing_intake] = np.nan
    return Twins(
        scenario=s,
        people=body,
        facts=facts,
        scale_kg=scale,
        logged_kcal_d=logged,
        weight_kg=run.weight_kg,
        expenditure_kcal_d=_spent(preset, run, eaten) * s.logged_share,
        planned_kcal_d=planned * s.logged_share,
        eaten_kcal_d=eaten,
        preset=preset,
        ways=ways,
    )


def _people(rng: np.random.Generator, people: int) -> tuple[Adults, dict[str, Floats]]:
    """Bodies whose need differs by a tenth and whose fat by 15 % from the equations."""
    z = rng.standard_normal
    male = (rng.random(people) < 0.5).astype(float)
    age = rng.uniform(20, 65, people)
    height = np.clip(1.65 + 0.13 * male + 0.065 * z(people), 1.45, 2.05)
    weight = np.clip(28 + 4.5 * z(people), 22, 42) * height**2
    pal = np.clip(1.6 + 0.15 * z(people), 1.35, 2.1)
    formula = mifflin_st_jeor(weight_kg=weight, height_m=height, age_y=age, male=male)
    body = Adults.of(male=male, age_y=age, height_m=height, weight_kg=weight, pal=pal)
    fat = np.clip(estimated_fat_kg(body) * (1 + 0.15 * z(people)), 4, 0.6 * weight)
    ree = formula * (1 + 0.10 * np.clip(z(people), -2.5, 2.5))
    facts = {"male": male, "age_y": age, "height_m": height, "pal": pal, "formula": formula * pal}
    return body.with_(ree_kcal_d=ree, fat_kg=fat), facts


def _preset(s: Scenario, rng: np.random.Generator, people: int) -> Preset:
    """The published model with an adaptation for every twin."""
    return replace(
        PRESETS["hall2011"],
        beta_at=rng.uniform(*s.beta_at, people),  # type: ignore[arg-type]  # one value a twin
        sodium_with_intake_mg_d=4000.0 if s.sodium_with_intake else 0.0,
        guarded=False,
    )


def _spent(c: Preset, run: Trajectory, eaten: Floats) -> Floats:
    """Expenditure of every day: what was eaten less what the body stored."""
    stored = c.rho_fat * run.fat_kg + c.rho_lean * run.lean_kg + c.rho_glycogen * run.glycogen_kg
    return np.asarray(eaten - np.diff(stored, axis=1))


def _ar1(shocks: Floats, sd: float, memory: float) -> Floats:
    """Stationary noise with a memory from day to day."""
    out = shocks * sd
    for day in range(1, out.shape[1]):
        out[:, day] = memory * out[:, day - 1] + np.sqrt(1 - memory**2) * out[:, day]
    return out


def _steps(rng: np.random.Generator, people: int, days: int, sd: float) -> Floats:
    """Two lasting shifts of water a person, on days of the first six weeks."""
    out = np.zeros((people, days))
    for _ in range(2):
        first = rng.integers(5, 42, people)
        out += (
            np.where(np.arange(days) >= first[:, None], 1, 0)
            * (sd * rng.standard_normal(people))[:, None]
        )
    return out


def ewma_7700(t: Twins, day: int, next_kcal_d: Floats | None = None) -> tuple[Floats, Floats]:
    """Expenditure and 28-day change by a smoothed weight and 7,700 kcal a kilogram.

    The days ahead are eaten by plan, or at `next_kcal_d`.
    """
    trend = t.scale_kg[:, : day + 1].copy()
    first = np.array([row[np.isfinite(row)][0] for row in trend])
    level = first
    out = np.empty_like(trend)
    for d in range(day + 1):
        w = trend[:, d]
        level = np.where(np.isfinite(w), level + 0.1 * (w - level), level)
        out[:, d] = level
    back = min(14, day)
    slope = (out[:, day] - out[:, day - back]) / back
    mean = np.nanmean(t.logged_kcal_d[:, day - back : day + 1], axis=1)
    spent = mean - 7700 * slope
    following = _planned(t, day) if next_kcal_d is None else next_kcal_d
    return spent, 28 * (following - spent) / 7700


def two_state_kalman(t: Twins, day: int) -> tuple[Floats, Floats]:
    """Expenditure and 28-day change by a Kalman filter of weight and expenditure alone."""
    people = len(t.scale_kg)
    x = np.stack([np.array([r[np.isfinite(r)][0] for r in t.scale_kg]), t.facts["formula"]], axis=1)
    P = np.zeros((people, 2, 2))
    P[:, 0, 0], P[:, 1, 1] = 1.0, 300.0**2
    mean = np.nanmean(t.logged_kcal_d[:, :14], axis=1)
    for d in range(day + 1):
        w = t.scale_kg[:, d]
        S = P[:, 0, 0] + (0.008 * x[:, 0]) ** 2
        K = np.where(np.isfinite(w)[:, None], P[:, :, 0] / S[:, None], 0.0)
        x = x + K * np.nan_to_num(w - x[:, 0])[:, None]
        P = P - K[:, :, None] * P[:, None, 0, :]
        i = t.logged_kcal_d[:, d]
        mean = np.where(np.isfinite(i), mean + (i - mean) / 7, mean)
        i = np.where(np.isfinite(i), i, mean)
        F = np.array([[1.0, -1 / 7700], [0.0, 1.0]])
        x = np.stack([x[:, 0] + (i - x[:, 1]) / 7700, x[:, 1]], axis=1)
        P = F @ P @ F.T
        P[:, 1, 1] += (0.01 * x[:, 1]) ** 2
    return x[:, 1], 28 * (_planned(t, day) - x[:, 1]) / 7700


def _planned(t: Twins, day: int) -> Floats:
    """What all methods are told of the next four weeks: the plan, as a mean."""
    return np.asarray(t.planned_kcal_d[:, day + 1 : day + 29].mean(axis=1))
