"""One person: forecasts with bands, and what the web pages ask of the solvers."""

from bench.measuring import save, seconds
from trophe.energy import (
    PRESETS,
    Adults,
    forecast,
    intake_for_rate,
    intake_for_target,
    simulate,
)
from trophe.person import Person


def main() -> None:
    """Times what one page asks for."""
    person = Person(sex="female", age_y=40, height_m=1.65, weight_kg=80, pal=1.5)
    one, preset = Adults.of_person(person), PRESETS["hall2011"]
    work = {
        "one run, 365 d": lambda: simulate(one, preset, days=365, intake_kcal_d=1700),
        "forecast, 400 draws x 365 d": lambda: forecast(person, intake_kcal_d=1700, days=365),
        "forecast, 1000 draws x 365 d": lambda: forecast(
            person, intake_kcal_d=1700, days=365, draws=1000
        ),
        "intake for a weekly rate": lambda: intake_for_rate(one, -0.45),
        "intake for a target by day 180, settled": lambda: intake_for_target(one, 72, 180),
        "intake for a target by day 180, planner": lambda: intake_for_target(
            one, 72, 180, preset=PRESETS["niddk"], rule="niddk"
        ),
    }
    figures = {f"{k}, fastest, ms": 1000 * seconds(v)["fastest_s"] for k, v in work.items()}
    save("energy_forecast", figures)


if __name__ == "__main__":
    main()
