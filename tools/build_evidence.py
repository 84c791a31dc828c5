"""Builds the evidence tables of the package from the collected tables.

    python tools/build_evidence.py ../shared/evidence

Reads the collected study rows, joins what `tools/evidence_notes.toml` says of them, and writes our
normalised tables to `src/trophe/evidence/tables`. The same input gives the same bytes; a test
compares them with the packaged ones. Every row keeps its study, DOI where known, where it was
seen, its kind and its verification.
"""

import argparse
import csv
import io
from pathlib import Path

from evidence_energy import ENERGY_ARM_COLUMNS, OUTCOME_COLUMNS, energy_tables
from evidence_joins import Join, fill_ends, mark_duplicates
from evidence_rows import arm_of, corrected, effect_of, study_rows
from evidence_treatments import TREATMENT_COLUMNS, treatment_rows

TABLES = Path(__file__).resolve().parents[1] / "src" / "trophe" / "evidence" / "tables"

STUDY_COLUMNS = ("study_id", "first_author", "year", "doi", "cluster", "recalled")
ARM_COLUMNS = (
    *("arm_id", "study_id", "condition", "cause", "one_sided", "setting", "population"),
    *("age_y", "pct_female", "countermeasure", "countermeasure_text", "protein_g_kg_d"),
)
EFFECT_COLUMNS = (
    *("effect_id", "arm_id", "phase", "muscle", "side", "fibre", "measure", "method"),
    *("method_class", "n", "day", "period", "days_exposed", "change_at_end_pct", "change_pct"),
    *("sd_pct", "sd_kind", "se_pct", "se_kind", "censoring", "comparison", "kind", "verified"),
    *("duplicate_of", "seen_where", "notes"),
)


def read(path: Path) -> list[dict[str, str]]:
    """A CSV file as dictionaries."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def write(columns: tuple[str, ...], rows: list[dict[str, object]]) -> str:
    """Rows as CSV text with these columns."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def study_tables(collected: list[dict[str, str]]) -> dict[str, str]:
    """The three study tables as texts: studies, arms and effects."""
    muscles = {row["name"]: row for row in read(TABLES / "muscles.csv")}
    conditions = {row["name"]: row for row in read(TABLES / "conditions.csv")}
    rows = corrected(collected)
    studies, arms, effects = study_rows(rows), [], []
    for study in studies:
        own = [row for row in rows if row["study_id"] == study["study_id"]]
        named: dict[tuple[object, ...], str] = {}
        counts: dict[str, int] = {}
        for row in own:
            arm = arm_of(row, conditions)
            key = tuple(arm.values())
            if key not in named:
                named[key] = f"{study['study_id']}/{_letters(len(named))}"
                arms.append({"arm_id": named[key], **arm})
            arm_id = named[key]
            counts[arm_id] = counts.get(arm_id, 0) + 1
            effect_id = f"{arm_id}{counts[arm_id]}"
            effects.append({"effect_id": effect_id, "arm_id": arm_id, **effect_of(row, muscles)})
    join = Join(studies, arms, muscles)
    mark_duplicates(effects, join)
    fill_ends(effects, join)
    return {
        "studies.csv": write(STUDY_COLUMNS, studies),
        "arms.csv": write(ARM_COLUMNS, arms),
        "effects.csv": write(EFFECT_COLUMNS, effects),
    }


def _letters(index: int) -> str:
    """a, b, ... z, aa, ab, ..."""
    return chr(97 + index) if index < 26 else _letters(index // 26 - 1) + chr(97 + index % 26)


def main() -> None:
    """Read the collected tables, write ours."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("collected", type=Path, help="folder of the collected tables")
    parser.add_argument("--out", type=Path, default=TABLES, help="folder to write to")
    options = parser.parse_args()
    tables = study_tables(read(options.collected / "atrophy_studies.csv"))
    treatments = treatment_rows(read(options.collected / "treatment_effects.csv"))
    tables["treatments.csv"] = write(TREATMENT_COLUMNS, treatments)
    arms, outcomes = energy_tables(read(options.collected / "energy_outcomes.csv"))
    tables["energy_arms.csv"] = write(ENERGY_ARM_COLUMNS, arms)
    tables["energy_outcomes.csv"] = write(OUTCOME_COLUMNS, outcomes)
    for name, text in tables.items():
        (options.out / name).write_text(text, encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
