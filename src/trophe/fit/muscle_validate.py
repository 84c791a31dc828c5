"""`make validate`: every study forecast from all the others; writes docs/validation.md with its
figures, and the record that the app shows."""

import sys
import time
from dataclasses import replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from trophe.evidence import evidence_hash
from trophe.files import write_whole
from trophe.fit.muscle_laplace import Laplace, thinned_z
from trophe.fit.muscle_leave_out import LeftOut, forecast_without, part_of, quantiles_of
from trophe.fit.muscle_people import Personal, simulate
from trophe.fit.muscle_record import write_record
from trophe.fit.muscle_rows import Rows, muscle_rows, rows_of
from trophe.fit.muscle_sample import Sampler
from trophe.fit.muscle_scores import Score, baselines, kind_word, score, scored
from trophe.fit.pages import DOCS, dot, path, plane, table
from trophe.muscle.draws import stored_draws
from trophe.muscle.knowledge import courses
from trophe.muscle.mean import between_people, log_change

KEEP: Final = 300
CHECKED: Final = ("anklerehab14", "castro1999", "kilroe2020_brace7", "nozoe2016")
DISUSE: Final = ("unload", "cast")
LEVELS: Final = (0.05, 0.25, 0.5, 0.75, 0.95)
SIMULATED_PEOPLE: Final = 200


def main() -> None:
    """Forecast left-out campaigns and left-out studies, score, check, write the page."""
    start = time.perf_counter()
    rows = muscle_rows()
    sampler = Sampler(rows, chains=1, warmup=300, samples=KEEP)
    z = thinned_z(sampler.run(np.ones(len(rows.effects))), KEEP)
    _say(f"sampled, {time.perf_counter() - start:.0f} s")
    campaigns = _forecast(rows, z)
    _say(f"campaigns left out, {time.perf_counter() - start:.0f} s")
    studies = _by_study(rows)
    pad = np.zeros((len(z), 3 * (len(studies.clusters) - len(rows.clusters))))
    alone = _forecast(studies, np.hstack([z, pad]))
    _say(f"studies left out, {time.perf_counter() - start:.0f} s")
    check = _check(rows, campaigns, sampler)
    _say(f"sampled again without {len(check)} campaigns, {time.perf_counter() - start:.0f} s")
    known, blind = simulate(SIMULATED_PEOPLE), simulate(SIMULATED_PEOPLE, baseline=False)
    _write(rows, studies, campaigns, alone, check, (known, blind))
    _say(f"docs/validation.md written, {time.perf_counter() - start:.0f} s")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _by_study(rows: Rows) -> Rows:
    """The same rows with each study identifier its own cluster."""
    names = tuple(sorted({effect.study.study_id for effect in rows.effects}))
    cluster = np.array([names.index(effect.study.study_id) for effect in rows.effects])
    return replace(rows, clusters=names, cluster=cluster)


def _forecast(rows: Rows, z: NDArray[Any]) -> LeftOut:
    """Each cluster forecast without itself; recoveries start from the forecast loss."""
    seen = rows_of(rows.effects, use_known_end=False)
    seen = replace(seen, cluster=rows.cluster, clusters=rows.clusters)
    without = Laplace(rows, z)
    return forecast_without(rows, seen, without.draws)


def _check(rows: Rows, campaigns: LeftOut, sampler: Sampler) -> list[tuple[object, ...]]:
    """Some campaigns sampled again: name, rows, mean gap of medians, widths, elpd of both."""
    seen, found = rows_of(rows.effects, use_known_end=False), []
    for name in CHECKED:
        i = next(
            rows.clusters.index(e.study.cluster) for e in rows.effects if e.study.study_id == name
        )
        mine = np.flatnonzero(rows.cluster == i)
        p = sampler.run((rows.cluster != i).astype(float), seed=i).flat()
        weight = np.full(len(p["alpha"]), 1.0)
        fresh = quantiles_of(p, weight, part_of(seen, mine), np.random.default_rng(i))
        fast = campaigns.quantiles[mine]
        gap = float(np.abs(fresh[:, 2] - fast[:, 2]).mean())
        widths = [float((q[:, 4] - q[:, 0]).mean()) for q in (fast, fresh)]
        shift = float((fast[:, 2] - fresh[:, 2]).mean())
        found.append((rows.clusters[i], len(mine), gap, shift, *widths))
    return found


def _scores(rows: Rows, out: LeftOut) -> list[tuple[str, list[Score]]]:
    """Scores in all, in parts, and by condition."""
    effects, d = rows.effects, rows.design
    found = np.array([effect.change_pct for effect in effects], float)
    base = baselines(effects, [rows.clusters[c] for c in rows.cluster])
    ok = scored(effects)
    kind = np.array([kind_word(effect) for effect in effects])
    family = np.array([courses()[effect.arm.cause].family for effect in effects])
    cause = np.array([effect.arm.cause for effect in effects])
    disuse = np.isin(family, DISUSE)

    def one(name: str, mask: NDArray[Any]) -> list[Score]:
        return [score(name, found, out.quantiles, base, mask)] if mask.any() else []

    groups: list[tuple[str, list[Score]]] = []
    for word in ("size", "strength", "bone"):
        mine = ok & (kind == word)
        parts = one(f"{word}: all", mine)
        parts += one(f"{word}: without biopsies", mine & (d.fibre == 0)) if word == "size" else []
        parts += one(f"{word}: loss in healthy disuse", mine & disuse & ~d.is_recovery)
        parts += one(f"{word}: recovery", mine & d.is_recovery)
        groups.append((word, parts))
    for word in ("size", "strength"):
        each = [
            s
            for name in courses()
            for s in one(courses()[name].label, ok & (kind == word) & (cause == name))
        ]
        groups.append((f"{word} by condition", each))
    return groups


HEAD: Final = (
    *("rows", "n", "error", "constant %/day", "training mean", "ratio to the better"),
    *("RMSE", "in 90 %", "in 50 %", "width of 90 %", "interval score"),
)


def _score_rows(scores: list[Score]) -> list[tuple[object, ...]]:
    return [
        (
            *(s.name, s.n, s.error, s.rate_error, s.mean_error, s.ratio, s.rmse),
            *(f"{s.covered_90:.0%}", f"{s.covered_50:.0%}", s.width_90, s.interval_score),
        )
        for s in scores
    ]


def _calibration(rows: Rows, out: LeftOut, word: str) -> list[tuple[float, float]]:
    """Share of figures below each forecast quantile."""
    found = np.array([effect.change_pct for effect in rows.effects], float)
    kind = np.array([kind_word(effect) for effect in rows.effects])
    mine = scored(rows.effects) & (kind == word)
    shares = (found[mine, None] <= out.quantiles[mine]).mean(axis=0)
    return [(100 * level, 100 * float(share)) for level, share in zip(LEVELS, shares, strict=True)]


def _figures(rows: Rows, out: LeftOut) -> None:
    """The figures of the page as SVG files."""
    colours = {"size": "#0f766e", "strength": "#b45309"}
    lines = [path(_calibration(rows, out, w), 0, 100, c) for w, c in colours.items()]
    spots = [dot(*xy, 0, 100, c) for w, c in colours.items() for xy in _calibration(rows, out, w)]
    title = "Calibration of left-out studies (size teal, strength amber)"
    write_whole(
        DOCS / "validation-calibration.svg",
        plane(title, "forecast quantile, %", "figures below it, %", 0, 100, [*lines, *spots]),
    )
    found = np.array([effect.change_pct for effect in rows.effects], float)
    kind, ok = np.array([kind_word(effect) for effect in rows.effects]), scored(rows.effects)
    for word, colour in colours.items():
        mine = np.flatnonzero(ok & (kind == word))
        marks = [
            dot(
                float(np.clip(out.quantiles[i, 2], -80, 20)),
                float(np.clip(found[i], -80, 20)),
                -80,
                20,
                colour,
            )
            for i in mine
        ]
        write_whole(
            DOCS / f"validation-{word}.svg",
            plane(f"Left-out studies: {word}", "forecast, %", "printed, %", -80, 20, marks),
        )


def _spread(rows: Rows) -> list[tuple[str, int, float, float]]:
    """Spread between people: printed and forecast medians of the standard deviation, in points."""
    p = dict(stored_draws().params)
    zero = dict.fromkeys(("size", "strength", "regain"), np.zeros(len(rows.effects)))
    _, loss = log_change(p, zero, rows.design)
    sd = np.median(between_people(p, rows.design, loss), axis=0)
    known = ~np.isnan(rows.sd)
    kind = np.array([kind_word(effect) for effect in rows.effects])
    critical = rows.design.critical.astype(bool)
    sets = {
        "size": known & (kind == "size") & ~critical,
        "strength": known & (kind == "strength"),
        "intensive care": known & critical,
    }
    return [
        (name, int(m.sum()), 100 * float(np.median(rows.sd[m])), 100 * float(np.median(sd[m])))
        for name, m in sets.items()
        if m.any()
    ]


def _write(
    rows: Rows,
    studies: Rows,
    campaigns: LeftOut,
    alone: LeftOut,
    check: list[tuple[object, ...]],
    people: tuple[Personal, Personal],
) -> None:
    """The page and its figures."""
    _figures(rows, campaigns)
    by_study, by_campaign = dict(_scores(studies, alone)), dict(_scores(rows, campaigns))
    ours = [s for word in ("size", "strength", "bone") for s in by_campaign[word]]
    write_record(ours)
    theirs = [s for word in ("size", "strength", "bone") for s in by_study[word]]
    parts: list[str] = [
        INTRO.format(
            rows=len(rows.effects),
            studies=len(studies.clusters),
            campaigns=len(rows.clusters),
            hash=evidence_hash()[:12],
        ),
        "## Whole campaigns left out\n",
        table(HEAD, _score_rows(ours)),
        "## Single studies left out\n",
        "Here papers of one campaign, crew or research group may stand on both sides, so the"
        " figures flatter.\n",
        table(HEAD, _score_rows(theirs)),
        "## Condition by condition (campaigns left out)\n",
        "### Size\n",
        table(HEAD, _score_rows(by_campaign["size by condition"])),
        "### Strength\n",
        table(HEAD, _score_rows(by_campaign["strength by condition"])),
        FIGURES,
        "## Spread between people\n",
        "Median standard deviation of the change between the people of a study, in points.\n",
        table(("rows", "n", "printed", "forecast"), _spread(rows)),
        PEOPLE,
        table(
            (
                "tape on days 10, 20, 30",
                "people",
                "error before",
                "error after",
                "ratio",
                "in 90 %",
                "in 50 %",
            ),
            [
                (
                    *(name, p.people, 100 * p.error_before, 100 * p.error_after, p.ratio),
                    *(f"{p.covered_90:.0%}", f"{p.covered_50:.0%}"),
                )
                for name, p in zip(
                    ("and once before, or the other leg", "no other reading"), people, strict=True
                )
            ],
        ),
        CHECK,
        table(
            (
                "campaign",
                "rows",
                "mean gap of medians",
                "mean shift",
                "width, fast",
                "width, sampled",
            ),
            check,
        ),
    ]
    write_whole(DOCS / "validation.md", "\n".join(parts))


INTRO: Final = """# Validation: forecasting studies that the model never saw

Made by `make validate` from the {rows} fitted figures of {studies} studies in {campaigns} campaigns
(evidence {hash}). Each campaign's rows are forecast from a model fitted without them; only
condition, muscle, measure, day, phase, length of exposure, age, sex, countermeasures and n are
given, as in `trophe predict-studies`. Errors are mean absolute errors in points of % of the level
before. Scored are printed and derived figures; a figure printed as "restored" counts as 0.
The two baselines see the same rows without the campaign: a constant %/day per condition, and the
mean of the training rows per condition, per kind of measure and phase; where no other study of the
condition exists they use all conditions. The *interval score* adds to the width of the 90 %
interval twenty times what the misses lie outside.
"""

FIGURES: Final = """## Figures

![Calibration](validation-calibration.svg)

![Size](validation-size.svg)

![Strength](validation-strength.svg)
"""

PEOPLE: Final = """
## Learning from a tape

Simulated people (34 y, knee in a cast for 60 days) drawn from the model itself, measured with a
tape whose error is that of `muscle_instruments`; error is the median error of the day-60
quadriceps, in points.
"""

CHECK: Final = """
## Is the fast refit exact enough?

The refits above take the mode without the campaign and its curvature, with the scales of the
hierarchy from the full posterior. Campaigns sampled again in full, in points:
"""

if __name__ == "__main__":
    main()
