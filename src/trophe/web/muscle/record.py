"""The record of the muscle forecast: how near it came on studies that it had not seen."""

from dataclasses import dataclass
from functools import cache

from trophe.muscle.knowledge import rows


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRow:
    """One kind of figure: how many, the mean error and the simpler rule's, and what lay inside."""

    label: str
    figures: int
    error_points: float
    rule_points: float
    in_90_pct: int
    in_50_pct: int


@cache
def record() -> tuple[RecordRow, ...]:
    """The rows of the record, whole campaigns left out; errors in points of % of the level before.

    References
    ----------
    docs/validation.md, "Whole campaigns left out".
    """
    return tuple(
        RecordRow(
            label=row["label"],
            figures=int(row["figures"]),
            error_points=float(row["error"]),
            rule_points=min(float(row["constant_rate"]), float(row["training_mean"])),
            in_90_pct=int(row["in_90_pct"]),
            in_50_pct=int(row["in_50_pct"]),
        )
        for row in rows("record.csv")
    )
