"""The muscle forecast: one person, many people, and stepping the same equations day by day."""

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


def scene(particles: int, days: int, seed: int = 0) -> Scene:
    """Bed rest, then training, in twelve muscle groups."""
    draws = stored_draws()
    made = make_particles(draws, particles, seed)
    return Scene(
        params=draws.take(made.index),
        particles=made,
        exposures=(REST, TRAIN),
        channels=tuple((group, "both") for group in TWELVE),
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


def many(people: int, particles: int, days: int) -> None:
    """A forecast of the quadriceps with bands for each of many people."""
    for i in range(people):
        person = Person(sex="female", age_y=20 + i % 60, height_m=1.65, weight_kg=65)
        forecast(person, [REST], days, seed=i, particles=particles).quantiles("quadriceps", days)


def main() -> None:
    """Times what a page, a ward and a study ask for."""
    big, once = scene(2000, 365), scene(2000, 365)
    closed = seconds(lambda: Courses(big).size)["fastest_s"]
    euler = seconds(lambda: stepped(once), repeats=1)["fastest_s"]
    tape = [
        Measurement(instrument="tape_girth", muscle="quadriceps", day=d, value=v)
        for d, v in ((0, 55.0), (10, 54.2), (20, 53.6), (30, 53.2))
    ]
    figures = {
        "2,000 particles x 12 groups x 365 d, size, ms": 1000 * closed,
        "the same with strength, ms": 1000 * seconds(lambda: Courses(big).strength)["fastest_s"],
        "Euler, 10 steps a day, one cause only, ms": 1000 * euler,
        "Euler over closed form": euler / closed,
        "forecast() with quadriceps bands, 180 d, ms": 1000
        * seconds(lambda: forecast(PERSON, [REST, TRAIN], 180).quantiles("quadriceps"))[
            "fastest_s"
        ],
        "forecast() with 4 tape readings, ms": 1000
        * seconds(lambda: forecast(PERSON, [REST, TRAIN], 180, tape).quantiles("quadriceps", 60))[
            "fastest_s"
        ],
        "10,000 people x 200 particles x 180 d, s": seconds(
            lambda: many(10_000, 200, 180), repeats=1
        )["fastest_s"],
    }
    save("muscle", figures)


if __name__ == "__main__":
    main()
