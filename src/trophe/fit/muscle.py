"""`make fit`: the muscle model from the study table to the stored draws and the report."""

import json
import sys
import time
from collections import Counter
from typing import Any, Final

import numpy as np

from trophe.evidence import evidence_hash
from trophe.fit.muscle_report import write_report
from trophe.fit.muscle_rows import Rows, muscle_rows
from trophe.fit.muscle_sample import SEED, Posterior, convergence, sample
from trophe.muscle.draws import DRAWS_FILE, DRAWS_VERSION, axes

KEEP: Final = 1000


def main() -> None:
    """Fit, store, report; says what it does on stderr."""
    start, at_start_s = time.perf_counter(), time.process_time()
    rows = muscle_rows()
    _say(f"{len(rows.effects)} rows, {len(rows.clusters)} clusters")
    posterior = sample(rows)
    took_s = time.process_time() - at_start_s
    checks = convergence(posterior)
    _say(f"sampled in {took_s:.0f} s, {posterior.divergences} divergences")
    store(posterior, rows)
    write_report(posterior, rows, checks, took_s)
    _say(f"done in {time.perf_counter() - start:.0f} s")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def store(posterior: Posterior, rows: Rows) -> None:
    """The thinned draws with what they came from, written whole."""
    draws = {name: value.astype(np.float32) for name, value in posterior.flat(KEEP).items()}
    meta = {
        "version": DRAWS_VERSION,
        "evidence": evidence_hash(),
        "seed": SEED,
        "axes": axes(),
        "rows": row_counts(rows),
    }
    temporary = DRAWS_FILE.with_suffix(".tmp.npz")
    np.savez_compressed(temporary, meta=np.array(json.dumps(meta)), **draws)  # type: ignore[arg-type]
    temporary.replace(DRAWS_FILE)


def row_counts(rows: Rows) -> dict[str, dict[str, int]]:
    """How many figures each cause has, by kind of measure."""
    counts: dict[str, Counter[str]] = {}
    for effect, censored in zip(rows.effects, rows.censored, strict=True):
        if not censored:
            kind = "size" if effect.quantity.value == "lean" else effect.quantity.value
            counts.setdefault(effect.arm.cause, Counter())[kind] += 1
    return {cause: dict(found) for cause, found in sorted(counts.items())}


if __name__ == "__main__":
    main()


__all__: list[Any] = ["main"]
