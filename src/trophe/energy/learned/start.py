"""Where learning starts: what is known of a person before the first weight is believed."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trophe.energy.body import Adults, estimated_fat_kg, extracellular_fluid_kg
from trophe.energy.learned.diary import Diary
from trophe.energy.learned.states import STATES, Body, S
from trophe.energy.learned.stretches import Level, first_level
from trophe.energy.presets import PRESETS
from trophe.energy.resting import mifflin_st_jeor
from trophe.evidence import constants

Floats = NDArray[np.float64]


_LEAST_HABIT = 500.0  # kcal/d; whoever logs less on average has a habit that the log does not tell


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is told of the people, (person,) each; NaN where it is not told.

    `male` share of the male equations, `age_y`, `height_m`, `pal`; `need_kcal_d` a need from
    elsewhere (a measured resting rate) and `fat_kg` a measured fat mass on the first day.
    """

    male: Floats
    age_y: Floats
    height_m: Floats
    pal: Floats
    need_kcal_d: Floats
    fat_kg: Floats

    @classmethod
    def of(
        cls,
        *,
        male: ArrayLike = np.nan,
        age_y: ArrayLike = np.nan,
        height_m: ArrayLike = np.nan,
        pal: ArrayLike = np.nan,
        need_kcal_d: ArrayLike = np.nan,
        fat_kg: ArrayLike = np.nan,
        people: int = 1,
    ) -> "About":
        """Facts that broadcast to a number of people."""
        given = (male, age_y, height_m, pal, need_kcal_d, fat_kg)
        arrays = [np.broadcast_to(np.asarray(v, dtype=np.float64), (people,)) for v in given]
        return cls(**dict(zip(cls.__dataclass_fields__, arrays, strict=True)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """The states of the first day under each view of how the log began.

    `mean` (view, person, state), `cov` (view, person, state, state), `log_evidence` (view,
    person); `need_kcal_d` and `need_log_sd` (person,): what was expected from the facts alone.
    Views: eating went on as before; it was changed when the log began.
    """

    body: Body
    mean: Floats
    cov: Floats
    log_evidence: Floats
    need_kcal_d: Floats
    need_log_sd: Floats


def start(diary: Diary, about: About, *, cycle: bool = False) -> Start:
    """States and their uncertainty on the first day of a diary."""
    c = constants("learned_expenditure")
    first_kg = np.array([_first_weight(row) for row in diary.weight_kg])
    people, known = _people(about, first_kg)
    need = np.where(np.isnan(about.need_kcal_d), _formula(people), about.need_kcal_d)
    need_sd = np.where(known | ~np.isnan(about.need_kcal_d), c.need_log_sd, c.need_log_sd_unknown)
    body = _body(people, need, about.fat_kg)
    mean, cov = _before(body, need, need_sd, known, cycle=cycle)
    habit = [_habit(*row) for row in zip(diary.intake_kcal_d, diary.logged > 0, strict=True)]
    level = np.log([max(h.mean_kcal_d, _LEAST_HABIT) for h in habit])
    level_sd, change = np.array([h.log_se for h in habit]), np.array([h.change for h in habit])
    same = c.same_probability + change * (c.same_probability_change - c.same_probability)
    views = [
        _with_habit(mean, cov, level - shift, np.hypot(level_sd, sd), odds)
        for shift, sd, odds in _views(same)
    ]
    return Start(
        body=body,
        mean=np.stack([v[0] for v in views]),
        cov=np.stack([v[1] for v in views]),
        log_evidence=np.stack([v[2] for v in views]),
        need_kcal_d=need,
        need_log_sd=need_sd,
    )


def _views(same: Floats) -> tuple[tuple[float, float, Floats], ...]:
    """How the first stretch of the log relates to eating before it: mean, SD of the log; odds."""
    c = constants("learned_expenditure")
    return (
        (0.0, c.same_log_sd, same),
        (c.changed_log_mean, c.changed_log_sd, 1 - same),
    )


def _habit(intake: Floats, whole: NDArray[np.bool_]) -> Level:
    """The level with which a diary begins, from the whole days of its first weeks."""
    at = np.flatnonzero(whole)
    soon = int(constants("learned_expenditure").habit_days)
    return first_level(intake[at[at < at[0] + soon]])


def _first_weight(row: Floats) -> float:
    """The median of the first weights: up to five within the ten days from the first."""
    at = np.flatnonzero(np.isfinite(row))
    return float(np.median(row[at[at < at[0] + 10][:5]]))


def _people(about: About, weight_kg: Floats) -> tuple[Adults, NDArray[np.bool_]]:
    """The people with the middle of all adults where nothing was told, and who is known well."""
    c = constants("learned_expenditure")
    facts = (about.male, about.age_y, about.height_m, about.pal)
    middle = (c.male_unknown, c.age_unknown, c.height_unknown, c.pal_unknown)
    filled = [np.where(np.isnan(f), m, f) for f, m in zip(facts, middle, strict=True)]
    known = np.asarray(~np.isnan(np.stack(facts)).any(axis=0))
    male, age, height, pal = filled
    people = Adults.of(male=male, age_y=age, height_m=height, weight_kg=weight_kg, pal=pal)
    return people, known


def _formula(p: Adults) -> Floats:
    """Need by Mifflin-St Jeor and the activity level, kcal/d."""
    ree = mifflin_st_jeor(weight_kg=p.weight_kg, height_m=p.height_m, age_y=p.age_y, male=p.male)
    return np.asarray(ree * p.pal)


def _body(people: Adults, need: Floats, fat_kg: Floats) -> Body:
    """The body that is expected on the first day."""
    c = PRESETS["hall2011"]
    fat = np.where(np.isnan(fat_kg), estimated_fat_kg(people), fat_kg)
    water = (1 + c.water_per_glycogen) * c.glycogen_kg
    dry = extracellular_fluid_kg(people) + water
    delta = ((1 - c.beta_tef) - 1 / people.pal) * need / people.weight_kg
    return Body(
        delta_kcal_kg_d=np.asarray(delta),
        fat_kg=fat,
        lean_kg=people.weight_kg - fat - dry,
        weight_kg=people.weight_kg,
        dry_kg=dry,
    )


def _before(
    body: Body, need: Floats, need_sd: Floats, known: NDArray[np.bool_], *, cycle: bool
) -> tuple[Floats, Floats]:
    """Mean and covariance of the states before the diary says anything."""
    c = constants("learned_expenditure")
    people = need.size
    mean = np.zeros((people, STATES))
    mean[:, S.FAT], mean[:, S.LEAN] = body.fat_kg, body.lean_kg
    mean[:, S.GLYCOGEN] = body.preset.glycogen_kg
    mean[:, S.HABIT] = np.log(need)
    mean[:, S.PARTITION], mean[:, S.WATER] = np.log(c.partition), np.log(c.fluid)
    mean[:, S.LEFT_OUT] = c.left_out_log_mean
    cov = np.zeros((people, STATES, STATES))
    fat_sd = np.where(known, c.fat_sd, c.fat_sd_unknown) * body.weight_kg
    _add(cov, fat_sd, _fat_error(body))
    _add(cov, np.full(people, c.first_weight_sd), _weight_error(body))
    _add(cov, c.imbalance_share * need, {S.OFFSET: np.ones(people)})
    for state, sd in (
        (S.HABIT, need_sd),
        (S.PARTITION, c.partition_log_sd),
        (S.WATER, c.fluid_log_sd),
        (S.LEFT_OUT, c.left_out_log_sd),
        (S.UNLOGGED, c.unlogged_log_sd),
        (S.GLYCOGEN, 0.03),
        (S.FLUID, 0.15),
        (S.ADAPTIVE, 15.0),
        (S.NOISE, c.scale_sd * body.weight_kg),
        (S.SLOW, c.slow_water_sd),
        (S.SINE, c.cycle_sd if cycle else 1e-4),
        (S.COSINE, c.cycle_sd if cycle else 1e-4),
    ):
        cov[:, state, state] += np.broadcast_to(sd, (people,)) ** 2
    return mean, cov


def _fat_error(body: Body) -> dict[S, Floats]:
    """What a kilogram more fat in the same weight moves."""
    c = body.preset
    one = np.ones(body.fat_kg.shape)
    return {S.FAT: one, S.LEAN: -one, S.OFFSET: (c.gamma_lean - c.gamma_fat) * one}


def _weight_error(body: Body) -> dict[S, Floats]:
    """What a kilogram more weight on the first day moves: lean, and nothing of the need."""
    one = np.ones(body.fat_kg.shape)
    return {S.LEAN: one, S.OFFSET: -(body.preset.gamma_lean + body.delta_kcal_kg_d)}


def _add(cov: Floats, sd: Floats, direction: dict[S, Floats]) -> None:
    """Adds the covariance of one independent error that moves several states."""
    for a, by_a in direction.items():
        for b, by_b in direction.items():
            cov[:, a, b] += sd**2 * by_a * by_b


def _with_habit(
    mean: Floats, cov: Floats, told: Floats, told_sd: Floats, odds: Floats
) -> tuple[Floats, Floats, Floats]:
    """Mean, covariance and log evidence once the first stretch of the log tells of the habit."""
    h = np.zeros(mean.shape)
    h[:, S.HABIT], h[:, S.LEFT_OUT] = 1.0, -1.0
    ph = np.einsum("pij,pj->pi", cov, h)
    s = np.einsum("pi,pi->p", h, ph) + told_sd**2
    gap = told - np.einsum("pi,pi->p", h, mean)
    new = mean + ph * (gap / s)[:, None]
    evidence = np.log(odds) - 0.5 * (gap**2 / s + np.log(s))
    return new, cov - ph[:, :, None] * ph[:, None, :] / s[:, None, None], evidence
