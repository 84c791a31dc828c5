"""The data card of the study table, made from the table itself."""

from collections import Counter
from collections.abc import Callable, Iterable

from trophe.evidence import (
    Censoring,
    Effect,
    Phase,
    Quantity,
    effects,
    energy_arms,
    evidence_hash,
    fit_rows,
    study_ids,
    treatments,
)

TEXT = """# The study table: a data card

Made from the table by `make docs`. Evidence `{hash}`. `trophe evidence` lists and exports it,
`trophe cite STUDY` cites a study.

{n_effects} figures of {n_studies} studies (arms and phases of works) on loss and recovery of
muscle, strength, lean mass and bone; {n_treatments} effects of treatments; {n_arms} arms of trials
of weight change. {n_verified} figures are verified: the number, or the printed numbers it follows
from, was seen. {n_numbers} carry a number; the rest say something that cannot be one. {n_fit} may
enter a fit (`fit_rows`): verified, loss or recovery, with a day, told once.

They were gathered from abstracts, openings and table pages of papers: a good first set, **not** a
systematic review.

## Figures by condition and quantity

{by_condition}

## By muscle group, of those that may enter a fit

{by_group}

## Kind, and what qualifies a figure

{by_kind}

*Censoring*: a figure of 0 that codes a statement ("no significant change") is no measured zero; a
fit treats it as an interval. *Comparison*: most figures are against the level before the cause;
those against the other limb, against other people or since the start of a programme say so.

## How it is laid out

- `studies.csv`: author, year, DOI, `cluster` (works that share people; they are left out together),
  `recalled` (which of author, year and DOI were not seen).
- `arms.csv`: people, setting, cause, whether one limb only, countermeasure, protein.
- `effects.csv`: muscle, measure, method, day, change, spread and standard error with how each is
  known, length of the preceding exposure and the loss at its end for recovery, kind, verification,
  where it was seen, notes.
- `treatments.csv`, `energy_arms.csv`, `energy_outcomes.csv`; `muscles.csv`, `measures.csv` and
  `conditions.csv` map words to groups, quantities and causes.

`python tools/build_evidence.py FOLDER` builds them from the collected tables;
`tools/evidence_notes.toml` holds what a reader has to know and the collected table does not say
in a column: overlaps, exposures, corrections with their reasons.

## Thin

{thin}

Only {n_recovery} recovery figures of size, strength or lean may enter a fit, {n_recovery_censored}
of them statements such as "restored". Spreads between people are known for {n_sd} figures, some of
them from a standard error that the source did not call one (`from_se_assumed`).

## Missing

- Rates of ALS, multiple sclerosis, Guillain-Barré and polio as change of muscle size: no figure.
- Long-term disuse beyond four months in people who are not ill; detraining beyond six weeks.
- Step reduction and sedentary living; women and people over 75 in bed rest and flight.
- Size after hip fracture and cruciate ligament injury against the person's own start.
- Doses: load, sessions and sets of countermeasures are words, protein a number in few arms.

## Traps

- Thickness and girth are not area; lean mass by DXA holds water.
- "Usual care" is not nothing, and control arms of training studies drift.
- A deficit against the other leg or other people is not a change.
- People overlap between papers of one campaign: count a cluster once.
- Rates stand at day 30 (`period` month) or 365 (`period` year).
- Figures told twice name the one that stands (`duplicate_of`).
"""


def evidence_page() -> str:
    """The page."""
    rows = effects()
    chosen = fit_rows()
    recovery = [
        row for row in chosen if row.phase is Phase.RECOVERY and row.quantity is not Quantity.BONE
    ]
    return TEXT.format(
        hash=evidence_hash()[:12],
        n_effects=len(rows),
        n_studies=len(study_ids()),
        n_treatments=len(treatments()),
        n_arms=len(energy_arms()),
        n_verified=sum(row.verified for row in rows),
        n_numbers=sum(row.change_pct is not None for row in rows),
        n_fit=len(chosen),
        by_condition=_crossed(rows, lambda row: row.arm.condition),
        by_group=_crossed(chosen, lambda row: row.group),
        by_kind=_kinds(rows),
        thin=_thin(chosen),
        n_recovery=len(recovery),
        n_recovery_censored=sum(row.censoring is not Censoring.NONE for row in recovery),
        n_sd=sum(row.sd_pct is not None for row in rows),
    )


def _table(heads: list[str], rows: Iterable[list[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in (heads, ["---"] * len(heads), *rows)]
    return "\n".join(lines)


def _crossed(rows: Iterable[Effect], word: Callable[[Effect], str]) -> str:
    """Counts by a word and by quantity, with all, the verified and those in a fit."""
    rows = tuple(rows)
    chosen = set(fit_rows())
    quantities = [q for q in Quantity if any(row.quantity is q for row in rows)]
    lines = []
    for name in sorted({word(row) for row in rows}):
        own = [row for row in rows if word(row) == name]
        counts = Counter(row.quantity for row in own)
        cells = [str(counts[q]) if counts[q] else "" for q in quantities]
        verified, fitted = sum(r.verified for r in own), sum(r in chosen for r in own)
        lines.append([name, *cells, str(len(own)), str(verified), str(fitted)])
    return _table(["", *map(str, quantities), "all", "verified", "in a fit"], lines)


def _kinds(rows: tuple[Effect, ...]) -> str:
    """Counts of kind, censoring and comparison."""
    parts = (
        ("kind", lambda row: str(row.kind)),
        ("censoring", lambda row: str(row.censoring) or "none"),
        ("comparison", lambda row: str(row.comparison)),
        ("phase", lambda row: str(row.phase)),
    )
    lines = []
    for name, word in parts:
        counts = Counter(word(row) for row in rows)
        text = ", ".join(f"{key} {count}" for key, count in counts.most_common())
        lines.append([name, text])
    return _table(["", "figures"], lines)


def _thin(chosen: tuple[Effect, ...]) -> str:
    """Causes that rest on fewer than three clusters."""
    clusters: dict[str, set[str]] = {}
    for row in chosen:
        clusters.setdefault(row.arm.cause, set()).add(row.study.cluster)
    few = sorted(cause for cause, found in clusters.items() if len(found) < 3)
    many = sorted(cause for cause in clusters if cause not in few)
    return (
        f"Causes that rest on three clusters of people or more: {', '.join(many)}. "
        f"On one or two only: {', '.join(few)}."
    )
