"""The muscle forecast: one person, many people, and stepping the same equations day by day.

Times are processor seconds of this process, so that other work on the machine does not count.
"""

import time
from dataclasses import replace

import numpy as np

from bench.measuring import save, seconds
from trophe.muscle import Exposure, Measurement, forecast, stored_draws
from trophe.muscle.dynamics import Courses, cause_stretches
from trophe.muscle.particles import make_particles
from trophe.muscle.scene import Scene
from trophe.person import Person

PERSON = Person(sex="male", age_y=34, height_m=1.80, weight_kg=80)
REST = Exposure(name="bed_rest", start_day=0, end_day=60)
TRAIN = Exposure(name="resistance", start_day=60, sessions_week=3)
TWELVE = (
    *("quadriceps", "rectus_femoris", "hamstrings", "adductors", "gluteals", "triceps_surae"),
    *("dorsiflexors", "foot_intrinsics", "paraspinals", "psoas", "upper_arm", "forearm_hand"),
)
STEPS_A_DAY = 10
PEOPLE = 10_000
STEPPED_PEOPLE = 100


def scene(particles: int, days: int, seed: int = 0, groups: tuple[str, ...] = TWELVE) -> Scene:
    """Bed rest, then training, in some muscle groups."""
    draws = stored_draws()
    made = make_particles(draws, particles, seed)
    return Scene(
        params=draws.take(made.index),
        particles=made,
        exposures=(REST, TRAIN),
        channels=tuple((group, "both") for group in groups),
        days=days,
        age_y=34,
        female=-0.3,
        energy_kcal_d=0,
        protein_g_kg_d=None,
    )


def stepped(place: Scene) -> np.ndarray:
    """Bed rest's log loss by Euler steps, as the closed form's rival."""
    reached = list(range(len(place.channels)))
    stretches = cause_stretches(place, REST, 0, reached)
    level = np.zeros_like(stretches[0].target)
    course = np.zeros((place.days + 1, *level.shape), np.float32)
    for day in range(place.days):
        now = next(s for s in stretches if s.first <= day < s.last)
        for _ in range(STEPS_A_DAY):
            rising = level < now.target
            tau = np.where(rising, now.tau_loss_d[:, None], now.tau_gain_d[:, None])
            level = level + (now.target - level) / tau / STEPS_A_DAY
        course[day + 1] = level
    return course


def closed(place: Scene) -> np.ndarray:
    """The same loss by the exact solution."""
    return Courses(replace(place, exposures=(REST,))).size


def many(people: int, particles: int, days: int) -> None:
    """A forecast of the quadriceps with bands for each of many people."""
    for i in range(people):
        person = Person(sex="female", age_y=20 + i % 60, height_m=1.65, weight_kg=65)
        made = forecast(person, [REST], days, seed=i, particles=particles, only=["quadriceps"])
        made.quantiles("quadriceps", days)


def many_stepped(people: int, particles: int, days: int) -> None:
    """The quadriceps' loss of as many people by steps."""
    for i in range(people):
        np.quantile(np.exp(-stepped(scene(particles, days, i, ("quadriceps",)))[days]), 0.5)


def cpu_s(work, repeats: int = 5, *, warm: bool = True) -> float:
    """Fastest processor time of a piece of work."""
    return seconds(work, repeats, warm=warm, clock=time.process_time)["fastest_s"]


def main() -> None:
    """Times what a page, a ward and a study ask for."""
    big = scene(2000, 365)
    tape = [
        Measurement(instrument="tape_girth", muscle="quadriceps", day=d, value=v)
        for d, v in ((0, 55.0), (10, 54.2), (20, 53.6), (30, 53.2))
    ]
    exact, euler = cpu_s(lambda: closed(big)), cpu_s(lambda: stepped(big), 1, warm=False)
    ward = cpu_s(lambda: many(PEOPLE, 200, 180), 1, warm=False)
    ward_stepped = cpu_s(lambda: many_stepped(STEPPED_PEOPLE, 200, 180), 1, warm=False)
    figures = {
        "2,000 particles x 12 groups x 365 d, size, ms": 1000 * cpu_s(lambda: Courses(big).size),
        "the same with strength, ms": 1000 * cpu_s(lambda: Courses(big).strength),
        "bed rest alone, exact, ms": 1000 * exact,
        "bed rest alone, 10 Euler steps a day, ms": 1000 * euler,
        "Euler over exact, one person": euler / exact,
        "forecast() with quadriceps bands, 180 d, ms": 1000
        * cpu_s(lambda: forecast(PERSON, [REST, TRAIN], 180).quantiles("quadriceps")),
        "forecast() with 4 tape readings, ms": 1000
        * cpu_s(lambda: forecast(PERSON, [REST, TRAIN], 180, tape).quantiles("quadriceps", 60)),
        "10,000 people x 200 particles x 180 d, s": ward,
        "10,000 people by Euler steps (from 100), s": ward_stepped * PEOPLE / STEPPED_PEOPLE,
        "Euler over exact, 10,000 people": ward_stepped * PEOPLE / STEPPED_PEOPLE / ward,
    }
    save("muscle", figures)


if __name__ == "__main__":
    main()
