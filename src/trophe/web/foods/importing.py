"""A file of foods into the table: in batches, from where it stopped, twice doubles nothing."""

from collections.abc import Callable
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from trophe.exchange.foods import Batch, Checkpoint, Report, guess_source, read
from trophe.exchange.foods.chunks import fingerprint
from trophe.web.foods.loading import remember
from trophe.web.foods.models import Food, ImportRun
from trophe.web.foods.rows import put_rows
from trophe.web.foods.search import ensure_index


def import_foods(
    path: Path,
    *,
    source: str = "auto",
    progress: Callable[[float], None] | None = None,
    fresh: bool = False,
) -> Report:
    """Read a file of foods into the table and bring the index up to date.

    Rows and the place in the file are stored together, so that a reading that was stopped goes on
    from its last whole batch; `fresh` begins at the start. The report counts this run. Raises
    InputError for a file of another kind.
    """
    kind = guess_source(path) if source == "auto" else source
    run, report = _run_of(path, kind, fresh), Report(source=kind)
    for batch in read(path, kind, _checkpoint(run)):
        _store(run, batch)
        report.add(batch)
        if progress is not None:
            progress(batch.share_done)
    _finish(run, kind)
    ensure_index()
    return report


def _run_of(path: Path, kind: str, fresh: bool) -> ImportRun:
    """The reading of this file that was begun before, else a new one."""
    digest = fingerprint(path)
    run, _ = ImportRun.objects.get_or_create(
        kind=kind, file_digest=digest, defaults={"file_name": path.name[:255]}
    )
    if fresh or run.ended_at is not None:
        run.checkpoint, run.ended_at = None, None
        run.rows_read = run.foods_kept = run.rejects = 0
    return run


def _checkpoint(run: ImportRun) -> Checkpoint | None:
    return None if run.checkpoint is None else Checkpoint.from_json(run.checkpoint)


@transaction.atomic
def _store(run: ImportRun, batch: Batch) -> None:
    """One batch and the place behind it, all or none."""
    put_rows(batch_rows(batch))
    run.foods_kept += batch.frame.height
    run.rejects += len(batch.rejects)
    run.rows_read = run.foods_kept + run.rejects
    run.checkpoint = batch.checkpoint.to_json()
    run.save()


def batch_rows(batch: Batch) -> list[dict[str, object]]:
    """The rows of a batch; flags as a list, as the table keeps them."""
    rows = batch.frame.to_dicts()
    for row in rows:
        row["flags"] = row["flags"].split()
    return rows


def _finish(run: ImportRun, kind: str) -> None:
    """The file was read to its end; the state of the table has a new name."""
    run.ended_at = timezone.now()
    run.save()
    foods = Food.objects.shared().filter(source=kind).count()
    remember(kind, f"{run.file_digest}-{run.ended_at:%Y%m%d%H%M%S%f}"[:64], foods)
