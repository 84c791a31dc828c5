"""The twin test of learned expenditure: how near it comes to a truth that is known.

    python -m bench learned                       # a table, a minute and a half
    python -m bench.bench_learned 400 28,42,70    # people and days of log

Ours knows only the diary (or, told the facts, sex, age, height and activity too); both baselines
are given the formula's need. All are told the mean of the plan for the 28 days ahead; ours and
the smoothed weight are also scored without that, at the mean of what was eaten lately ("own
mean"). The floor is what the true body errs by with the same knowledge of the days ahead.
"""

import sys
import time
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from bench.measuring import save
from trophe.energy.learned.bank import Fitted, fit
from trophe.energy.learned.diary import Diary, prepare
from trophe.energy.learned.learning import recent_intake
from trophe.energy.learned.outcome import Ahead, Outcome, ahead, outcome
from trophe.energy.learned.start import About, start
from trophe.fit.expenditure_twins import (
    CLEAN,
    SCENARIOS,
    Floats,
    Twins,
    change_by_truth,
    ewma_7700,
    twins,
    two_state_kalman,
)

CHUNK: Final = 100
AHEAD: Final = 28
EDGE: Final = 1.6448536


@dataclass(frozen=True, slots=True)
class Ours:
    """What ours says of twins after some days of log."""

    outcome: Outcome
    planned: Ahead
    recent: Ahead
    recent_kcal_d: Floats
    fitted: Fitted


def diary_of(t: Twins, days: int) -> Diary:
    """The first days of the twins' diaries."""
    food = t.logged_kcal_d[:, :days]
    return prepare(t.scale_kg[:, :days], food, np.isfinite(food) * 1.0)


def ours(t: Twins, days: int, *, facts: bool, earlier: Fitted | None = None) -> Ours:
    """Learns the twins from their first days."""
    diary = diary_of(t, days)
    f = t.facts
    known = {k: f[k] for k in ("male", "age_y", "height_m", "pal")} if facts else {}
    fitted = fit(start(diary, About.of(**known, people=len(diary.logged))), diary, earlier=earlier)
    mean, log_sd = recent_intake(diary)
    planned = t.planned_kcal_d[:, days : days + AHEAD].mean(axis=1)
    return Ours(
        outcome(fitted),
        ahead(fitted, planned, np.zeros(len(mean))),
        ahead(fitted, mean, log_sd),
        mean,
        fitted,
    )


def score(t: Twins, days: int, *, facts: bool) -> dict[str, float]:
    """Errors and coverage of all methods on the last of the first `days` days of log."""
    day = days - 1
    parts = [ours(part, days, facts=facts) for part in chunks(t)]
    spent, spent_sd = _column(parts, "outcome", "expenditure_kcal_d", day)
    change, change_sd = _column(parts, "planned", "change_kg", AHEAD - 1)
    weight, weight_sd = _column(parts, "planned", "weight_kg", AHEAD - 1)
    recent, recent_sd = _column(parts, "recent", "change_kg", AHEAD - 1)
    truth, later = t.expenditure_kcal_d[:, day], t.weight_kg[:, day + AHEAD]
    moved = later - t.weight_kg[:, day]
    mean = np.concatenate([p.recent_kcal_d for p in parts])
    smooth, kalman = ewma_7700(t, day), two_state_kalman(t, day)
    planned = t.planned_kcal_d[:, days : days + AHEAD].mean(axis=1)
    return {
        "ours kcal": _median(spent - truth),
        "ewma kcal": _median(smooth[0] - truth),
        "kalman kcal": _median(kalman[0] - truth),
        "ours kg": _median(change - moved),
        "ours kg, own mean": _median(recent - moved),
        "ewma kg": _median(smooth[1] - moved),
        "ewma kg, own mean": _median(ewma_7700(t, day, mean)[1] - moved),
        "floor kg": _median(change_by_truth(t, day, planned) - moved),
        "floor kg, own mean": _median(change_by_truth(t, day, mean) - moved),
        "kalman kg": _median(kalman[1] - moved),
        "cover kcal": _covered(spent - truth, spent_sd),
        "cover change": _covered(change - moved, change_sd),
        "cover change, own mean": _covered(recent - moved, recent_sd),
        "cover weight": _covered(weight - later, weight_sd),
        "bias kcal": float((spent - truth).mean()),
    }


def chunks(t: Twins) -> list[Twins]:
    """The twins in parts that fit into memory."""
    count = len(t.scale_kg)
    return [t.take(slice(a, a + CHUNK)) for a in range(0, count, CHUNK)]


def _column(parts: list[Ours], source: str, name: str, day: int) -> tuple[Floats, Floats]:
    """An estimate on one day, of all people: mean and standard deviation."""
    found = [getattr(getattr(p, source), name) for p in parts]
    return (
        np.concatenate([e.mean[:, day] for e in found]),
        np.concatenate([e.sd[:, day] for e in found]),
    )


def _median(error: Floats) -> float:
    return float(np.median(np.abs(error)))


def _covered(error: Floats, sd: Floats) -> float:
    return float((np.abs(error) <= EDGE * sd).mean())


def update_gap(people: int = 100, days: int = 42) -> dict[str, float]:
    """How far the daily update, a week after a full fit, lies from the full fit of the day."""
    t = twins(CLEAN, people=people, days=days + AHEAD + 1)
    before = ours(t, days - 7, facts=False).fitted
    full = ours(t, days, facts=False).outcome.expenditure_kcal_d.mean[:, -1]
    daily = ours(t, days, facts=False, earlier=before).outcome.expenditure_kcal_d.mean[:, -1]
    gap = np.abs(full - daily)
    return {f"daily update, {n}, kcal/d": float(np.quantile(gap, q)) for n, q in QUANTILES}


QUANTILES: Final = (("median", 0.5), ("95 %", 0.95), ("99 %", 0.99))


def run(people: int = 400, days: tuple[int, ...] = (28,)) -> dict[str, Any]:
    """All scenarios on all days, printed as they come."""
    found: dict[str, Any] = {}
    for scenario in SCENARIOS:
        t = twins(scenario, people=people, days=max(days) + AHEAD + 1)
        for facts in (False, True):
            for day in days:
                began = time.perf_counter()
                name = f"{scenario.name}, day {day}{', facts told' if facts else ''}"
                found[name] = score(t, day, facts=facts)
                took = time.perf_counter() - began
                row = "  ".join(
                    f"{k} {v:.2f}" if abs(v) < 5 else f"{k} {v:.0f}" for k, v in found[name].items()
                )
                print(f"{name}: {row} ({took:.0f} s)", flush=True)
    return found


def _short(value: float) -> str:
    return f"{value:.2f}" if abs(value) < 5 else f"{value:.0f}"


def main() -> None:
    """Prints and saves the twin test."""
    figures: dict[str, Any] = {}
    for name, row in run().items():
        figures |= {f"{name}: {key}": round(value, 3) for key, value in row.items()}
    save("learned", figures | update_gap())


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    wanted = tuple(int(d) for d in sys.argv[2].split(",")) if len(sys.argv) > 2 else (28,)
    run(count, wanted)
    print(update_gap())
