"""Reads a collected study row the way the package wants it: one function a column.

Used by `build_evidence.py`; what a reader has to know beside the row stands in
`evidence_notes.toml`.
"""

import math
import re
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
NOTES = tomllib.loads((ROOT / "tools" / "evidence_notes.toml").read_text(encoding="utf-8"))

BONE_SITES = {"hip": "hip_bone", "legs": "leg_bones"}

# First pattern that matches the method (lower case) names its class.
METHOD_CLASSES = (
    (r"mrc|manual muscle", "manual_grade"),
    (r"evoked|stimulated", "evoked"),
    (r"jump|power|hop", "power"),
    (r"isometric.*isokinetic|isometric / iso", "mixed_strength"),
    (r"1rm|leg press|squat|leg extension", "one_rm"),
    (r"isokinetic|concentric", "isokinetic"),
    (r"isometric|mvc|mvic|mvt", "isometric"),
    (r"dynamomet", "dynamometry"),
    (r"pqct", "pqct"),
    (r"mri|mrs", "mri"),
    (r"ultrasound", "ultrasound"),
    (r"dxa", "dxa"),
    (r"\bct\b", "ct"),
    (r"bia", "bia"),
    (r"biopsy|fibre", "biopsy"),
    (r"girth|tape", "girth"),
    (r"densitometry", "densitometry"),
    (r"munix", "motor_unit_count"),
)
NOT_A_LOSS = r"no change|unchanged|restored|recovered|back to|regain|reversed|no strength loss"


def number(text: str) -> str:
    """A number in one spelling: no trailing zeros, no blanks; empty stays empty."""
    return f"{float(text):.10g}" if text.strip() else ""


def corrected(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """The collected rows with our corrections; every correction must find a row."""
    rows = [dict(row) for row in rows]
    for entry in NOTES["correct"]:
        hits = [row for row in rows if _concerns(entry, row)]
        if not hits:
            raise SystemExit(f"a correction of {entry['study']} finds no row")
        for row in hits:
            row.update({key: str(value) for key, value in entry["set"].items()})
            row["notes"] = f"{row['notes']}; CORRECTED: {entry['why']}".lstrip("; ")
    return rows


def _concerns(entry: dict[str, Any], row: dict[str, str]) -> bool:
    """Whether a correction is about this row."""
    if row["study_id"] != entry["study"]:
        return False
    if any(row[key] != entry[key] for key in ("muscle", "phase") if key in entry):
        return False
    numbers = [key for key in ("day", "mean_change_pct") if key in entry]
    return all(row[key] and float(row[key]) == entry[key] for key in numbers)


def cluster_of(study_id: str) -> str:
    """The campaign or cohort a study shares people with; its own name where it shares none."""
    return next((k for k, studies in NOTES["overlap"].items() if study_id in studies), study_id)


def recalled(rows: list[dict[str, str]]) -> str:
    """Which of author, year and DOI were recalled and not seen."""
    text = " ".join(row["notes"].lower() for row in rows)
    found = [
        name
        for name, pattern in (
            ("author", r"author[^;.]*(from memory|recalled|unsure)"),
            ("doi", r"doi[^;.]*from memory"),
            ("year", r"year[^;.]*(from memory|recalled|approximate)|author and year recalled"),
        )
        if re.search(pattern, text)
    ]
    return "|".join(found)


def study_rows(rows: list[dict[str, str]]) -> list[dict[str, object]]:
    """One row a study, in the order of its name."""
    by_study: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        by_study.setdefault(row["study_id"], []).append(row)
    return [
        {
            "study_id": study_id,
            "first_author": ""
            if "not shown" in own[0]["first_author"]
            else own[0]["first_author"].split(" (")[0],
            "year": own[0]["year"],
            "doi": own[0]["doi"],
            "cluster": cluster_of(study_id),
            "recalled": recalled(own),
        }
        for study_id, own in sorted(by_study.items())
    ]


def arm_of(row: dict[str, str], conditions: dict[str, dict[str, str]]) -> dict[str, object]:
    """The group of people a row is about, without its name."""
    study_id, known = row["study_id"], conditions[row["condition"]]
    one_sided = NOTES["one_sided"].get(study_id)
    return {
        "study_id": study_id,
        "condition": known["condition"],
        "cause": NOTES["cause"].get(study_id, known["cause"]),
        "one_sided": known["one_sided"] if one_sided is None else "yes" if one_sided else "no",
        "setting": row["setting"],
        "population": row["population"],
        "age_y": number(row["age_mean"]),
        "pct_female": number(row["pct_female"]),
        "countermeasure": NOTES["countermeasure"].get(row["countermeasure"], row["countermeasure"]),
        "countermeasure_text": row["countermeasure_text"],
        "protein_g_kg_d": number(row["protein_g_per_kg"]),
    }


def spread(row: dict[str, str]) -> dict[str, str]:
    """Spread and standard error of a row, and how each is known."""
    notes, sd, n = row["notes"], number(row["sd_change_pct"]), row["n"]
    if sd:
        kind = _sd_kind(notes)
        se = f"{float(sd) / math.sqrt(float(n)):.4g}" if n else ""
        se_kind = "from_sd" if se else ""
        return {"sd_pct": sd, "sd_kind": kind, "se_pct": se, "se_kind": se_kind}
    empty = {"sd_pct": "", "sd_kind": "", "se_pct": "", "se_kind": ""}
    if not row["mean_change_pct"]:
        return empty
    if found := re.search(r"^95% CI (-?[\d.]+)(?:-| to )([\d.]+)", notes):
        half = (float(found[2]) - float(found[1])) / 2
        return empty | {"se_pct": f"{half / 1.96:.4g}", "se_kind": "from_ci"}
    if found := re.search(r"(?:^|; )SEM? ([\d.]+)|\+/- ([\d.]+), taken as SEM", notes):
        printed = found[1] or found[2]
        return empty | {
            "se_pct": f"{float(printed.rstrip('.')):.4g}",
            "se_kind": "printed" if found[1] else "assumed_se",
        }
    return empty


def _sd_kind(notes: str) -> str:
    """How the standard deviation of a row is known."""
    for pattern, kind in (
        (r"taken as SEM|SE [\d.]+ taken|SE assumed", "from_se_assumed"),
        (r"SD from SE", "from_se"),
        (r"IQR/1\.349", "from_iqr"),
        (r"\+/- as printed", "plus_minus"),
    ):
        if re.search(pattern, notes):
            return kind
    return "printed"


def censoring(row: dict[str, str]) -> str:
    """Whether a figure stands for a statement and not for a measurement."""
    notes, zero = row["notes"].lower(), row["mean_change_pct"].strip("0.") == ""
    if not row["mean_change_pct"]:
        return ""
    if row["kind"] == "no_change":
        return "no_significant_change"
    if zero and "measured 0.00" not in notes and re.search(NOT_A_LOSS, notes):
        return "reported_as_none"
    if "lower bound" in notes:
        return "at_least"
    return "at_most" if re.search(r"upper bound|\"up to\"", notes) else ""


def comparison(row: dict[str, str]) -> str:
    """What the change is measured against."""
    if row["study_id"] in NOTES["comparison"]:
        return str(NOTES["comparison"][row["study_id"]])
    if row["measure"] in ("lean_share_of_loss", "axon_regrowth"):
        return "not_a_change"
    if row["phase"] == "cross_sectional":
        return "other_people"
    return "programme_start" if row["phase"] == "treatment" else "before_cause"


def period(row: dict[str, str]) -> str:
    """`month` or `year` where the row is a rate and its day only says of which period."""
    notes = row["notes"].lower()
    if row["day"] == "30" and re.search(r"per month", notes):
        return "month"
    pattern = r"per year|annual|per-year"
    return "year" if row["day"] == "365" and re.search(pattern, notes) else ""


def method_class(method: str) -> str:
    """The class of an instrument out of a closed list."""
    found = (kind for pattern, kind in METHOD_CLASSES if re.search(pattern, method.lower()))
    return next(found, "other" if method else "not_stated")


def clean_notes(text: str) -> str:
    """Notes without what now stands in a column of its own."""
    parts = [p.strip() for p in re.split(r"; ", text)]
    kept = [p for p in parts if p and not p.startswith("OVERLAP") and p != "count once, as above"]
    return re.sub(r" in evidence_\w+\.csv|evidence_\w+\.csv", "", "; ".join(kept))


def effect_of(row: dict[str, str], muscles: dict[str, dict[str, str]]) -> dict[str, object]:
    """The figure of a row, without the names of itself and its arm."""
    name = row["muscle"]
    if row["measure"] == "bone_density":
        name = BONE_SITES.get(name, name)
    known = muscles[name]
    exposure = NOTES["exposure"].get(row["study_id"], {}) if row["phase"] == "recovery" else {}
    return {
        "phase": row["phase"],
        "muscle": known["muscle"],
        "side": known["side"],
        "fibre": known["fibre"],
        "measure": row["measure"],
        "method": row["method"],
        "method_class": method_class(row["method"]),
        "n": number(row["n"]),
        "day": number(row["day"]),
        "period": period(row),
        "days_exposed": number(row.get("days_exposed", str(exposure.get("days", "")))),
        "change_at_end_pct": number(row.get("change_at_end_pct", "")),
        "change_pct": number(row["mean_change_pct"]),
        **spread(row),
        "censoring": censoring(row),
        "comparison": comparison(row),
        "kind": row["kind"],
        "verified": row["verified"],
        "duplicate_of": "",
        "seen_where": row["seen_where"],
        "notes": clean_notes(row["notes"]),
    }
