"""The study table as JSON and CSV, one flat row a figure."""

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from trophe.evidence.studies import Effect, effects


def as_dict(effect: Effect) -> dict[str, Any]:
    """A figure with its arm and study as one flat dictionary; absent figures are None."""
    flat: dict[str, Any] = {"study_id": effect.study.study_id, "arm_id": effect.arm.arm_id}
    for part in (effect.study, effect.arm, effect):
        names = [field.name for field in fields(part) if field.name not in ("study", "arm")]
        flat |= {name: getattr(part, name) for name in names}
    flat["recalled"] = "|".join(effect.study.recalled)
    return flat | {"quantity": str(effect.quantity), "group": effect.group}


def to_json(rows: Iterable[Effect]) -> str:
    """Figures as a JSON list of flat objects."""
    return json.dumps([as_dict(row) for row in rows], indent=2, ensure_ascii=False)


def to_csv(rows: Iterable[Effect]) -> str:
    """Figures as CSV, one flat row a figure; absent figures are empty cells."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(as_dict(effects()[0])), lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: _cell(value) for key, value in as_dict(row).items()} for row in rows)
    return text.getvalue()


def _cell(value: Any) -> Any:
    """A value as a cell; text that a spreadsheet would run as a formula gets a leading quote."""
    risky = isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r"))
    return f"'{value}" if risky else value
