"""The report of the muscle fit, made by code: docs/muscle-fit.md."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from trophe.evidence import evidence_hash
from trophe.files import write_whole
from trophe.fit.muscle_laplace import draws_of
from trophe.fit.muscle_leave_out import K_LIMIT, Params, leave_out, quantiles_of
from trophe.fit.muscle_model import Layout
from trophe.fit.muscle_rows import Rows, rows_of
from trophe.fit.muscle_sample import SEED, Posterior
from trophe.fit.muscle_scores import kind_word
from trophe.fit.pages import DOCS, table
from trophe.muscle.knowledge import countermeasures, courses, families, groups

KEEP: Final = 400
KINDS: Final = ("size", "strength", "bone")


def write_report(
    posterior: Posterior,
    rows: Rows,
    checks: Mapping[str, tuple[float, float, float]],
    took_s: float,
) -> None:
    """Write docs/muscle-fit.md: convergence, predictive checks, PSIS-LOO, estimates, shrinkage."""
    p = posterior.flat(KEEP)
    out = leave_out(p, rows, rows_of(rows.effects, use_known_end=False))
    parts = [
        INTRO.format(
            rows=len(rows.effects),
            clusters=len(rows.clusters),
            hash=evidence_hash()[:12],
            seed=SEED,
            chains=posterior.z.shape[0],
            draws=posterior.z.shape[0] * posterior.z.shape[1],
            divergences=posterior.divergences,
            seconds=round(took_s, -1),
        ),
        table(
            ("block", "worst R-hat", "least bulk ESS", "least tail ESS"),
            [(name, f"{r:.4f}", round(b), round(t)) for name, (r, b, t) in checks.items()],
        ),
        "## Prior and posterior predictive\n",
        "Share of the fitted figures inside the 90 and 50 % intervals for a new study; the prior"
        " knows no study.\n",
        table(
            ("draws from", "kind", "in 90 %", "in 50 %", "median width of 90 %"), _checks(p, rows)
        ),
        LOO.format(
            elpd=float(out.elpd.sum()),
            good=int((out.k <= K_LIMIT).sum()),
            bad=int((out.k > K_LIMIT).sum()),
            limit=K_LIMIT,
        ),
        "## Estimates\n",
        *_estimates(p),
        "## Shrinkage of each campaign\n",
        "Posterior mean (and spread) of the factor by which a campaign's loss of size and of"
        " strength differs from the model, and Pareto k.\n",
        table(("campaign", "figures", "size", "strength", "k"), _shrinkage(posterior, rows, out.k)),
    ]
    write_whole(DOCS / "muscle-fit.md", "\n".join(parts))


def _checks(p: Params, rows: Rows) -> list[tuple[object, ...]]:
    """Coverage of new-study intervals under the prior and the posterior."""
    layout = Layout(len(rows.clusters))
    z = np.random.default_rng(SEED).standard_normal((KEEP, layout.size))
    found = np.array([effect.change_pct for effect in rows.effects], float)
    kind = np.array([kind_word(effect) for effect in rows.effects])
    lines: list[tuple[object, ...]] = []
    for name, draws in (("prior", draws_of(z, layout)), ("posterior", p)):
        q = quantiles_of(draws, np.ones(KEEP), rows, np.random.default_rng(1))
        for word in KINDS:
            m = (kind == word) & ~rows.censored
            inside = [
                float(((found >= q[:, a]) & (found <= q[:, b]))[m].mean())
                for a, b in ((0, 4), (1, 3))
            ]
            width = float(np.median((q[:, 4] - q[:, 0])[m]))
            lines.append((name, word, *(f"{share:.0%}" for share in inside), width))
    return lines


def _estimates(p: Params) -> list[str]:
    """Tables of the parameters that mean something to a reader: median and 90 % interval."""
    index = {name: i for i, name in enumerate(families())}
    months = [
        (
            course.label,
            _interval(100 * (1 - np.exp(-np.exp(p["log_loss"][:, i])))),
            _interval(np.exp(p["log_tau"][:, index[course.family]]))
            if families()[course.family].course == "plateau"
            else "per year",
        )
        for i, course in enumerate(courses().values())
    ]
    unload = index["unload"]
    weights = [
        (
            group.label,
            _interval(np.exp(p["log_weight"][:, unload, i] - p["log_weight"][:, unload, 0])),
        )
        for i, group in enumerate(groups().values())
    ]
    shares = [
        (
            cm.label,
            *(_interval(100 * p["prevented"][:, k, r, i]) for k, r in ((0, 0), (0, 1), (1, 0))),
        )
        for i, cm in enumerate(countermeasures().values())
        if cm.sd > 0
    ]
    singles = [
        (label, _interval(made))
        for label, made in (
            (
                "days for the deficit to fall to a third (35 y, 3 weeks' disuse)",
                np.exp(p["log_regain_tau"]),
            ),
            ("factor on that time for each 30 y of age", np.exp(p["regain_age"])),
            ("factor on that time with training three times a week", np.exp(-p["regain_training"])),
            ("strength as a power of size", p["alpha"]),
            ("factor on loss for each 30 y of age", np.exp(p["age_loss"])),
            ("factor on loss, women over men", np.exp(p["female_loss"])),
            ("between-study spread of log loss, size, volunteers", np.exp(p["log_study"][:, 0, 0])),
            ("between-study spread of log loss, size, patients", np.exp(p["log_study"][:, 1, 0])),
        )
    ]
    return [
        "Loss of the quadriceps in 28 days (or a year), %, and time constant, days:\n",
        table(("cause", "loss", "time constant"), months),
        "Loss relative to the quadriceps in bed rest:\n",
        table(("muscle", "weight"), weights),
        "Share of the loss prevented, %:\n",
        table(("countermeasure", "thigh size", "calf size", "thigh strength"), shares),
        table(("quantity", "median and 90 % interval"), singles),
    ]


def _interval(draws: NDArray[Any]) -> str:
    low, middle, high = np.quantile(draws, (0.05, 0.5, 0.95))
    return f"{middle:.3g} ({low:.3g} to {high:.3g})"


def _shrinkage(
    posterior: Posterior, rows: Rows, k: NDArray[np.float64]
) -> list[tuple[object, ...]]:
    """Study effects of each campaign as factors."""
    z = posterior.study_z.reshape(-1, 3, len(rows.clusters))
    log_sd = posterior.params["log_study"].reshape(-1, 2, 2)
    lines: list[tuple[object, ...]] = []
    for i, name in enumerate(rows.clusters):
        mine = rows.cluster == i
        kind = int(rows.design.patients[mine][0])
        effects = [np.exp(log_sd[:, kind, j]) * z[:, j, i] for j in (0, 1)]
        texts = [f"{np.exp(e.mean()):.2f} (±{e.std():.2f} log)" for e in effects]
        lines.append((name, int(mine.sum()), *texts, float(k[i])))
    return lines


INTRO: Final = """# The muscle fit

Made by `make fit` from {rows} figures of {clusters} campaigns (evidence {hash}), seed {seed}:
{chains} chains, {draws} draws, {divergences} divergences, {seconds:.0f} s of one core.
What the model is stands in [muscle.md](muscle.md), how it forecasts studies it did not see in
[validation.md](validation.md).

## Convergence
"""

LOO: Final = """## PSIS-LOO by campaign

Expected log predictive density of left-out campaigns (log scale of size and strength, study
effects integrated out): {elpd:.0f}. Pareto k is at most {limit} for {good} campaigns and
above for {bad}: a campaign that is the only one of its cause moves the posterior too far for
reweighting, so [validation.md](validation.md) refits without each of them.
"""
