"""100,000 adults over 365 days: NumPy in blocks against one `solve_ivp` a person."""

import time

import numpy as np

from bench.energy_plain import people, weight_after
from bench.measuring import peak_memory_mb, save, seconds
from trophe.energy import PRESETS, simulate

COUNT = 100_000
DAYS = 365
CHANGE = -300.0
SAMPLE = 200  # people solved the plain way; their time is scaled up

_ALONE = f"""
from bench.energy_plain import people
from trophe.energy import PRESETS, simulate
simulate(people({COUNT}), PRESETS["hall2011"], days=[0, {DAYS}],
         intake_change_kcal_d={CHANGE}, keep=("weight_kg",))
"""


def main() -> None:
    """Times both ways on the same people and checks that they agree."""
    crowd, preset = people(COUNT), PRESETS["hall2011"]
    figures: dict[str, float] = {}

    def run(name: str = "hall2011") -> np.ndarray:
        days, keep = [0, DAYS], ("weight_kg",)
        answer = simulate(crowd, PRESETS[name], days=days, intake_change_kcal_d=CHANGE, keep=keep)
        return answer.weight_kg[:, 1]

    for name in PRESETS:
        took = seconds(lambda name=name: run(name), repeats=3)
        figures[f"{name}: {COUNT} adults x {DAYS} d, fastest, s"] = took["fastest_s"]
    chosen = np.random.default_rng(1).choice(COUNT, SAMPLE, replace=False)
    start = time.perf_counter()
    plain = np.array([weight_after(crowd, preset, int(i), CHANGE, DAYS) for i in chosen])
    plain_s = (time.perf_counter() - start) * COUNT / SAMPLE
    ours = run()[chosen]
    own_s = figures[f"hall2011: {COUNT} adults x {DAYS} d, fastest, s"]
    figures |= {
        f"solve_ivp: {SAMPLE} people, scaled to {COUNT}, s": plain_s,
        "solve_ivp over NumPy, times": plain_s / own_s,
        "largest difference of weight, kg": float(np.nanmax(np.abs(plain - ours))),
        "peak memory of a fresh process, MB": peak_memory_mb(_ALONE),
    }
    save("energy_batch", figures)


if __name__ == "__main__":
    main()
