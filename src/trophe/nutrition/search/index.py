"""The index on disk: built beside the old one, swapped in whole, followed by edits.

    ROOT/CURRENT              name of the folder that is read, replaced in one step
    ROOT/v3-<digest>-<n>/     a finished index; `digest` is of the rows it was built from
        all/                  every food
        front/                the best known ones again, where there are many more; asked first
    ROOT/edits.jsonl          edits made since the last build began; replayed when it is swapped in
    ROOT/lock                 one writer at a time, across processes; freed by the system on a crash

The database is the truth; this is a cache. A process killed at any moment leaves either the old
index or the new one, and unfinished folders are swept away by the next build.
"""

import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Final, TextIO

import tantivy

from trophe.nutrition.food import Food
from trophe.nutrition.search.document import INDEX_VERSION, document, schema
from trophe.nutrition.search.edits import from_json, to_json

BUILD_HEAP_BYTES: Final = 256_000_000
FRONT_HEAP_BYTES: Final = 64_000_000
EDIT_HEAP_BYTES: Final = 16_000_000
# So many foods, the best known, answer most questions; among them a typo costs a millisecond or
# two, among millions thirty.
FRONT_FOODS: Final = 40_000
FRONT, ALL = "front", "all"


class FoodIndex:
    """One index folder. Reading and writing may happen in any number of processes at once."""

    def __init__(self, root: Path, *, front_foods: int = FRONT_FOODS) -> None:
        self.root = Path(root)
        self._front_foods = front_foods
        self._name = ""
        self._stamp = 0
        self._parts: list[tantivy.Index] = []

    # -- reading ---------------------------------------------------------------------------

    @property
    def digest(self) -> str:
        """Digest of the rows that the current index was built from; empty when there is none."""
        name = self._current()
        return name.split("-")[1] if name else ""

    def searchers(self) -> Sequence[tantivy.Searcher]:
        """Views of the newest finished state: of the best known foods where they stand apart, then
        of all. Empty when the index must be built first.
        """
        name = self._current()
        if not name:
            return ()
        stamp = (self.root / name / ALL / "meta.json").stat().st_mtime_ns
        if name != self._name:
            self._parts = [tantivy.Index.open(str(part)) for part in self._folders(name)]
            self._name, self._stamp = name, stamp
        elif stamp != self._stamp:
            for part in self._parts:
                part.reload()
            self._stamp = stamp
        return [part.searcher() for part in self._parts]

    def _current(self) -> str:
        """The folder that CURRENT names, if it is there and of this version."""
        try:
            name = (self.root / "CURRENT").read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return ""
        good = name.startswith(f"v{INDEX_VERSION}-")
        return name if good and (self.root / name / ALL / "meta.json").is_file() else ""

    def _folders(self, name: str) -> list[Path]:
        """The parts of an index, the one of the best known foods first."""
        parts = [self.root / name / part for part in (FRONT, ALL)]
        return [part for part in parts if (part / "meta.json").is_file()]

    # -- building --------------------------------------------------------------------------

    def build(self, foods: Iterable[Food], digest: str) -> int:
        """Build from rows, best known first, and swap the finished index in. Returns their number.

        `digest` names the state of the rows (letters and digits); `digest` of the index is then
        equal to it. Edits made meanwhile by `upsert` and `delete` are in the new index too.
        """
        if not digest.isalnum():
            raise ValueError(f"digest = {digest!r} is not made of letters and digits")
        self.root.mkdir(parents=True, exist_ok=True)
        with self._locked():
            start = self._edits_size()
        target = self.root / f"building-{os.getpid()}-{time.time_ns()}"
        target.mkdir()
        rows = self._write(target, foods)
        with self._locked():
            self._replay(target, start)
            self._swap(target, digest)
        return rows

    def _write(self, target: Path, foods: Iterable[Food]) -> int:
        """All rows into a fresh folder, in their order, one segment if they fit; the first ones
        also into a part of their own, unless they are all.
        """
        whole = _writer(target / ALL, BUILD_HEAP_BYTES)
        front = _writer(target / FRONT, FRONT_HEAP_BYTES)
        rows = 0
        for food in foods:
            doc = document(food)
            whole.add_document(doc)
            if rows < self._front_foods:
                front.add_document(doc)
            rows += 1
        for writer in (whole, front):
            writer.commit()
            writer.wait_merging_threads()
        if rows <= self._front_foods:
            shutil.rmtree(target / FRONT)
        return rows

    def _swap(self, target: Path, digest: str) -> None:
        """Name the finished folder and point CURRENT at it; then sweep what nobody reads."""
        name = next(
            name
            for n in count(1)
            if not (self.root / (name := f"v{INDEX_VERSION}-{digest}-{n}")).exists()
        )
        target.rename(self.root / name)
        pointer = self.root / "CURRENT.new"
        with pointer.open("w", encoding="utf-8") as file:
            file.write(name)
            file.flush()
            os.fsync(file.fileno())
        pointer.replace(self.root / "CURRENT")
        (self.root / "edits.jsonl").unlink(missing_ok=True)
        self._sweep(name)

    def _sweep(self, keep: str) -> None:
        """Remove older indexes and builds that died; readers keep the files they have open."""
        for folder in self.root.iterdir():
            finished = folder.name.startswith("v") and folder.name != keep
            if folder.is_dir() and (finished or _is_dead(folder.name)):
                shutil.rmtree(folder, ignore_errors=True)

    # -- edits -----------------------------------------------------------------------------

    def upsert(self, foods: Iterable[Food]) -> None:
        """Put foods in, or in place of those with the same key; searches see them at once."""
        self._edit([to_json(food) for food in foods])

    def delete(self, keys: Iterable[str]) -> None:
        """Take foods out by key; keys that are not there are no error."""
        self._edit([{"delete": key} for key in keys])

    def _edit(self, edits: list[dict[str, object]]) -> None:
        """Apply edits to the current index and keep them for a build that is under way."""
        if not edits:
            return
        self.root.mkdir(parents=True, exist_ok=True)
        with self._locked():
            with (self.root / "edits.jsonl").open("a", encoding="utf-8") as file:
                file.writelines(json.dumps(edit) + "\n" for edit in edits)
            name = self._current()
            if name:
                self._apply(name, edits)

    def _edits_size(self) -> int:
        path = self.root / "edits.jsonl"
        return path.stat().st_size if path.exists() else 0

    def _replay(self, target: Path, start: int) -> None:
        """The edits made since the build began, put into what it built."""
        path = self.root / "edits.jsonl"
        if self._edits_size() <= start:
            return
        with path.open(encoding="utf-8") as file:
            file.seek(start)
            self._apply(target.name, [json.loads(line) for line in file])

    def _apply(self, name: str, edits: list[dict[str, object]]) -> None:
        """Edits into every part; what was edited counts as known. Readers look at the last part
        for news, so it is the last to change.
        """
        for part in self._folders(name):
            _apply(tantivy.Index.open(str(part)), edits)

    @contextmanager
    def _locked(self) -> Iterator[TextIO]:
        """The only writer, among all processes."""
        with (self.root / "lock").open("a", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file


def _writer(folder: Path, heap_bytes: int) -> tantivy.IndexWriter:
    """A writer of a new part."""
    folder.mkdir()
    return tantivy.Index(schema(), path=str(folder)).writer(heap_bytes, 1)


def _apply(index: tantivy.Index, edits: list[dict[str, object]]) -> None:
    """Edits, in order, in one commit."""
    writer = index.writer(EDIT_HEAP_BYTES, 1)
    for edit in edits:
        key = edit.get("delete")
        food = None if key is not None else from_json(edit)
        writer.delete_documents_by_term("key", str(key) if food is None else food.key)
        if food is not None:
            writer.add_document(document(food))
    writer.commit()
    writer.wait_merging_threads()


def _is_dead(name: str) -> bool:
    """Whether a build folder belongs to a process that is gone."""
    if not name.startswith("building-"):
        return False
    try:
        os.kill(int(name.split("-")[1]), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
