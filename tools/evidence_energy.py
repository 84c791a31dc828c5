"""Reads the collected energy outcomes the way the package wants them: arms and outcomes.

An arm is a group of people with what they ate; where `energy_trials.toml` describes its mean
person, the model can run it. An outcome is what was measured on a day.
"""

import re
import tomllib
from pathlib import Path
from typing import Any

TRIALS = tomllib.loads((Path(__file__).with_name("energy_trials.toml")).read_text(encoding="utf-8"))
ENERGY_ARM_COLUMNS = (
    *("arm_id", "series_id", "study", "arm", "n", "pct_female", "age_y", "weight_kg"),
    *("bmi_kg_m2", "fat_kg", "intake_regimen", "intake_known", "doi", "role", "setting"),
    *("model_male", "model_age_y", "model_height_m", "model_weight_kg", "model_fat_kg"),
    *("model_ree_kcal_d", "model_pal", "intake_kind", "intake_steps", "protein_g_kg_d"),
    *("training", "assumed", "why"),
)
OUTCOME_COLUMNS = (
    *("outcome_id", "arm_id", "day", "weight_change_kg", "weight_change_pct", "fat_change_kg"),
    *("fat_change_pct", "ffm_change_kg", "ffm_change_pct", "ffm_kind", "method", "verified"),
    *("seen_where", "notes"),
)
PERSON = ("male", "age_y", "height_m", "weight_kg", "fat_kg", "ree_kcal_d", "pal")
Row = dict[str, Any]


def energy_tables(collected: list[dict[str, str]]) -> tuple[list[Row], list[Row]]:
    """Arms and outcomes; every description of a mean person must find its arm."""
    arms: dict[tuple[str, ...], Row] = {}
    outcomes: list[Row] = []
    used: set[int] = set()
    for row in collected:
        found = [i for i, entry in enumerate(TRIALS["arm"]) if _matches(entry["match"], row)]
        entry = TRIALS["arm"][found[0]] if found else {}
        used |= set(found)
        key = (row["series_id"], row["study"], row["arm"], str(found))
        if key not in arms:
            arms[key] = _arm(row, f"{row['series_id']}/{_letter(arms, row)}", entry)
        outcomes.append(_outcome(row, arms[key]["arm_id"], entry, outcomes))
    if len(used) != len(TRIALS["arm"]):
        raise SystemExit("a mean person of energy_trials.toml finds no arm")
    extra = [_extra(entry) for entry in TRIALS["extra"]]
    return [*arms.values(), *(a for a, _ in extra)], [*outcomes, *(o for _, o in extra)]


def _letter(arms: dict[tuple[str, ...], Row], row: dict[str, str]) -> str:
    return chr(97 + sum(key[0] == row["series_id"] for key in arms))


def _matches(match: Row, row: dict[str, str]) -> bool:
    """Whether a description is about this row."""
    return (
        row["series_id"] == match["series"]
        and row["study"].startswith(match.get("study", ""))
        and row["arm"].startswith(match.get("arm", ""))
        and float(row["day"]) == match.get("day", float(row["day"]))
    )


def _number(text: str) -> str:
    """The first number in a cell, in one spelling; a range such as 45-75 is no number."""
    found = re.match(r"~?(-?\d+(?:\.\d+)?)(?: in .* arms| both arms)?$", text.strip())
    return f"{float(found[1]):.10g}" if found else ""


def _model(entry: Row) -> Row:
    """The mean person and the intake of a description."""
    person = entry.get("person", {})
    model = {f"model_{key}": person.get(key, "") for key in PERSON}
    return model | {
        "role": entry.get("role", ""),
        "setting": entry.get("setting", ""),
        "intake_kind": entry.get("intake", {}).get("kind", ""),
        "intake_steps": entry.get("intake", {}).get("steps", ""),
        "protein_g_kg_d": entry.get("protein_g_kg_d", ""),
        "training": entry.get("training", 0.0) if entry else "",
        "assumed": "|".join(entry.get("assumed", [])),
        "why": entry.get("why", ""),
    }


def _arm(row: dict[str, str], arm_id: str, entry: Row) -> Row:
    """An arm from the first of its rows."""
    shared = " arms" in row["n"]
    return {
        "arm_id": arm_id,
        "series_id": row["series_id"],
        "study": row["study"],
        "arm": row["arm"],
        "n": "" if shared else _number(row["n"]),
        "pct_female": _number(row["pct_female"]),
        "age_y": _number(row["age_y"]),
        "weight_kg": _number(row["baseline_weight_kg"]),
        "bmi_kg_m2": _number(row["baseline_bmi"]),
        "fat_kg": _number(row["baseline_fat_kg"]),
        "intake_regimen": row["intake_regimen"],
        "intake_known": row["intake_known"],
        "doi": row["doi_or_id"] if row["doi_or_id"].startswith("10.") else "",
        **_model(entry),
    }


def _outcome(row: dict[str, str], arm_id: str, entry: Row, before: list[Row]) -> Row:
    """What was measured, with fat-free mass as the rest where weight and fat were seen.

    A lean change from memory is left out; the figures that were seen give it back.
    """
    weight, fat = _number(row["weight_change_kg"]), _number(row["fat_change_kg"])
    ffm = _number(row["lean_or_ffm_change_kg"])
    recalled = "lean per arm: no" in row["verified"]
    fat = str(entry.get("fat_change_kg", fat))
    kind = "printed" if ffm and not recalled else ""
    if (recalled or not ffm) and weight and fat:
        ffm, kind = f"{float(weight) - float(fat):.4g}", "derived"
    if not ffm and "ffm_change_kg" in entry:
        ffm, kind = str(entry["ffm_change_kg"]), "derived"
    count = sum(other["arm_id"] == arm_id for other in before) + 1
    return {
        "outcome_id": f"{arm_id}{count}",
        "arm_id": arm_id,
        "day": _number(row["day"]),
        "weight_change_kg": weight,
        "weight_change_pct": _number(row["weight_change_pct"]),
        "fat_change_kg": fat,
        "fat_change_pct": _number(row["fat_change_pct"]),
        "ffm_change_kg": ffm,
        "ffm_change_pct": _number(row["lean_or_ffm_change_pct"]),
        "ffm_kind": kind,
        "method": row["lean_method"],
        "verified": "no" if row["verified"].startswith(("no", "partly")) else "yes",
        "seen_where": row["url_seen"],
        "notes": row["note"],
    }


def _extra(entry: Row) -> tuple[Row, Row]:
    """Arm and outcome of a work that stands in another of our tables."""
    names = ("arm_id", "series_id", "study", "arm", "n", "doi")
    arm = dict.fromkeys(ENERGY_ARM_COLUMNS, "") | {key: entry[key] for key in names}
    arm |= {"intake_known": "partly" if entry["role"] == "check" else "no", **_model(entry)}
    outcome = dict.fromkeys(OUTCOME_COLUMNS, "") | {
        "outcome_id": f"{entry['arm_id']}1",
        "ffm_kind": "derived" if entry["role"] == "partition" else "printed",
        "verified": "yes",
    }
    names = ("arm_id", "day", "weight_change_kg", "fat_change_kg", "ffm_change_kg", "seen_where")
    return arm, outcome | {key: entry.get(key, "") for key in names}
