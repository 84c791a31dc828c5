"""The record that the app shows of its forecasts: the validation's headline scores as a table."""

import csv
import io
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Final

from trophe.files import write_whole
from trophe.fit.muscle_scores import Score

RECORD_FILE: Final = Path(str(files("trophe.muscle"))) / "tables" / "record.csv"
HEAD: Final = (
    *("row", "label", "figures", "error", "constant_rate", "training_mean"),
    *("in_90_pct", "in_50_pct"),
)
# The rows of the page that people see, in their words.
LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "size: all": "Muscle size",
        "size: loss in healthy disuse": "Size, healthy people at rest or in a cast",
        "size: recovery": "Size, growing back",
        "strength: all": "Strength",
        "strength: loss in healthy disuse": "Strength, healthy people at rest or in a cast",
        "strength: recovery": "Strength, coming back",
        "bone: all": "Bone density",
    }
)


def record_text(scores: Iterable[Score]) -> str:
    """The table as CSV text, with the figures rounded as the page prints them."""
    by_name = {score.name: score for score in scores}
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEAD)
    for name, label in LABELS.items():
        s = by_name[name]
        errors = (f"{x:.2f}" for x in (s.error, s.rate_error, s.mean_error))
        shares = (f"{100 * x:.0f}" for x in (s.covered_90, s.covered_50))
        writer.writerow((name, label, s.n, *errors, *shares))
    return text.getvalue()


def write_record(scores: Iterable[Score]) -> None:
    """Write the table into the package, whole."""
    write_whole(RECORD_FILE, record_text(scores))
