"""Competing forms of the course on left-out campaigns; writes docs/muscle-forms.md."""

import sys

import numpy as np

from trophe.files import write_whole
from trophe.fit.muscle_laplace import Laplace, thinned_z
from trophe.fit.muscle_leave_out import LeftOut, forecast_without
from trophe.fit.muscle_rows import Rows, muscle_rows, rows_of
from trophe.fit.muscle_sample import Sampler
from trophe.fit.muscle_scores import kind_word, scored
from trophe.fit.pages import DOCS, table
from trophe.muscle.mean import CURVES

KEEP = 150
LABELS = {
    "relax": "relaxing to a plateau (kept)",
    "two_pools": "two pools, fast and slow",
    "log_time": "logarithm of time",
    "power": "power of time",
    "linear_floor": "linear to a floor",
}


def main() -> None:
    """Forecast every campaign without itself under each form, and write the page."""
    rows = muscle_rows()
    seen = rows_of(rows.effects, use_known_end=False)
    sampler = Sampler(rows, chains=1, warmup=300, samples=KEEP)
    z = thinned_z(sampler.run(np.ones(len(rows.effects))), KEEP)
    lines, best = [], None
    for curve in CURVES:
        out = forecast_without(rows, seen, Laplace(rows, z, curve).draws, curve=curve)
        best = out.elpd if best is None else best
        gap = out.elpd - best
        spread = float(gap.std() * np.sqrt(len(gap)))
        lines.append((LABELS[curve], *_errors(rows, out), float(out.elpd.sum()), gap.sum(), spread))
        print(f"{curve}: {out.elpd.sum():.1f}", file=sys.stderr, flush=True)
    head = (
        "form",
        "size",
        "size, disuse",
        "strength",
        "elpd",
        "against kept",
        "its standard error",
    )
    write_whole(DOCS / "muscle-forms.md", PAGE.format(many=len(rows.clusters)) + table(head, lines))


def _errors(rows: Rows, out: LeftOut) -> tuple[float, float, float]:
    """Mean absolute errors of size, of size in healthy disuse, and of strength, in points."""
    found = np.array([effect.change_pct for effect in rows.effects], float)
    kind = np.array([kind_word(effect) for effect in rows.effects])
    error, ok = np.abs(out.quantiles[:, 2] - found), scored(rows.effects)
    disuse = np.isin(rows.design.family, (0, 1)) & ~rows.design.is_recovery
    masks = (kind == "size", (kind == "size") & disuse, kind == "strength")
    size, size_disuse, strength = (float(error[ok & mask].mean()) for mask in masks)
    return size, size_disuse, strength


PAGE = """# Competing forms of the course

Made by `make validate`. Each of {many} campaigns is forecast from all the others under each form
of the course of a loss; errors in points of %, elpd is the expected log predictive density of the
left-out campaigns (higher is better; differences of less than two standard errors mean little).
All forms have one time constant per family and the same priors. The kept form has an exact
solution between change days.

"""

if __name__ == "__main__":
    main()
