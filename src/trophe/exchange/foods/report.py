"""What came of reading a food file: rows taken, flags, and every reject with its reason."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from trophe.exchange.foods.batch import Batch, Reject
from trophe.exchange.foods.checks import FLAGS


@dataclass
class Report:
    """Counts over batches. `reject_reasons` and `flags` are by number of rows."""

    source: str
    taken: int = 0
    with_barcode: int = 0
    rejects: list[Reject] = field(default_factory=list)
    flags: Counter[str] = field(default_factory=Counter)

    @property
    def reject_reasons(self) -> Counter[str]:
        """How many rows were left out for which reason."""
        return Counter(reject.reason for reject in self.rejects)

    def add(self, batch: Batch) -> None:
        """Count a batch in."""
        self.taken += batch.frame.height
        self.with_barcode += int((batch.frame["barcode"] != "").sum())
        self.rejects += batch.rejects
        for flags in batch.frame["flags"]:
            self.flags.update(flags.split())

    def as_json(self) -> dict[str, object]:
        """The counts as plain values."""
        return {
            "source": self.source,
            "taken": self.taken,
            "with_barcode": self.with_barcode,
            "rejected": len(self.rejects),
            "reject_reasons": dict(self.reject_reasons.most_common()),
            "flags": {name: {"rows": n, "meaning": FLAGS[name]} for name, n in self.flags.items()},
        }

    def write_rejects(self, path: Path) -> None:
        """Every reject as CSV; written whole or not at all. Cells cannot become formulas."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["line", "source_id", "name", "reason"])
        for r in self.rejects:
            writer.writerow([r.line, _safe(r.source_id), _safe(r.name), r.reason])
        scratch = path.with_name(path.name + ".new")
        scratch.write_text(out.getvalue(), encoding="utf-8")
        scratch.replace(path)


def _safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def summarise(
    source: str, batches: Iterable[Batch], progress: Callable[[float], None] | None = None
) -> Report:
    """Read all batches and count them."""
    report = Report(source=source)
    for batch in batches:
        report.add(batch)
        if progress:
            progress(batch.share_done)
    return report
