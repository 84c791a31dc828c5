"""Reads the collected treatment effects the way the package wants them."""

import re

TREATMENT_COLUMNS = (
    *("treatment_id", "intervention", "population", "outcome", "effect", "effect_text", "unit"),
    *("ci_low", "ci_high", "n_studies", "n_people", "certainty", "first_author", "year"),
    *("citation", "doi", "seen_where", "verified", "notes"),
)
CERTAINTIES = (
    (r"^very low|low to very low", "very_low"),
    (r"^low", "low"),
    (r"^moderate", "moderate"),
    (r"^high", "high"),
    (r"^expert", "expert"),
    (r"^animal", "animal"),
)


def treatment_rows(collected: list[dict[str, str]]) -> list[dict[str, object]]:
    """One row an effect, named by what is done and counted: `aquatic_exercise-2`."""
    counts: dict[str, int] = {}
    return [_treatment(row, counts) for row in collected]


def _treatment(row: dict[str, str], counts: dict[str, int]) -> dict[str, object]:
    stem = re.sub(r"[^a-z0-9]+", "_", row["intervention"].lower()).strip("_")[:48].rstrip("_")
    counts[stem] = counts.get(stem, 0) + 1
    named = re.match(r"([A-Z][\w-]+(?: & [A-Z]\w+)?) ((?:19|20)\d\d)\b", row["citation"])
    year = re.search(r"\b((?:19|20)\d\d)\b", row["citation"])
    certainty = row["certainty"]
    return {
        "treatment_id": f"{stem}-{counts[stem]}",
        "effect": _number(row["effect"]),
        "effect_text": "" if _number(row["effect"]) else row["effect"],
        "ci_low": _number(row["ci_low"]),
        "ci_high": _number(row["ci_high"]),
        "n_studies": _number(row["n_studies"]),
        "n_people": _number(row["n_people"]),
        "certainty": next((k for p, k in CERTAINTIES if re.search(p, certainty)), "not_stated"),
        "first_author": named[1].split(" & ")[0] if named else "",
        "year": year[1] if year else "",
        **{k: row[k] for k in ("intervention", "population", "outcome", "unit")},
        **{k: row[k] for k in ("citation", "doi", "seen_where", "verified", "notes")},
    }


def _number(text: str) -> str:
    """A number in one spelling, or empty where the text is no number."""
    try:
        return f"{float(text):.10g}"
    except ValueError:
        return ""
