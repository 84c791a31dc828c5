"""Files in blocks of whole lines, from any point on, plain, gzipped or inside a zip."""

import gzip
import hashlib
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Final, cast

from trophe.errors import InputError

BLOCK_BYTES: Final = 16_000_000
MAX_UNPACKED_BYTES: Final = 60_000_000_000
SAMPLE_BYTES: Final = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """Where an import goes on: which file, how far (bytes or rows of it), and the line number."""

    fingerprint: str
    offset: int = 0
    line: int = 1

    def to_json(self) -> dict[str, object]:
        """As plain values, for a database."""
        return asdict(self)

    @classmethod
    def from_json(cls, entry: dict[str, object]) -> "Checkpoint":
        """What `to_json` wrote."""
        return cls(
            fingerprint=str(entry["fingerprint"]),
            offset=int(str(entry["offset"])),
            line=int(str(entry["line"])),
        )


def fingerprint(path: Path) -> str:
    """A short name of a file's content: its size and its first and last bytes."""
    if path.is_dir():
        parts = sorted(f"{p.name}:{p.stat().st_size}" for p in path.iterdir() if p.is_file())
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24]
    size = path.stat().st_size
    with path.open("rb") as file:
        start = file.read(SAMPLE_BYTES)
        file.seek(max(0, size - SAMPLE_BYTES))
        return hashlib.sha256(f"{size}".encode() + start + file.read()).hexdigest()[:24]


def starting_point(path: Path, checkpoint: Checkpoint | None) -> Checkpoint:
    """The checkpoint to go on from. Raises InputError when it belongs to another file."""
    mark = fingerprint(path)
    if checkpoint is None:
        return Checkpoint(fingerprint=mark)
    if checkpoint.fingerprint != mark:
        hint = "Import it from the start."
        raise InputError("file", f"{path.name} is not the file that was begun. {hint}")
    return checkpoint


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """A file as bytes, unpacked if it is gzipped or the only member of a zip."""
    with path.open("rb") as file:
        magic = file.read(4)
    if magic[:2] == b"\x1f\x8b":
        with gzip.open(path, "rb") as unpacked:
            yield cast(IO[bytes], unpacked)
    elif magic == b"PK\x03\x04":
        with zipfile.ZipFile(path) as archive:
            members = safe_members(archive)
            if len(members) != 1:
                raise InputError("file", f"{path.name} holds {len(members)} files, not one.")
            with archive.open(members[0]) as member:
                yield member
    else:
        with path.open("rb") as file:
            yield file


def safe_members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The files of an archive. Raises InputError for what would unpack beyond all bounds."""
    members = [m for m in archive.infolist() if not m.is_dir()]
    if len(members) > 2000 or sum(m.file_size for m in members) > MAX_UNPACKED_BYTES:
        raise InputError("file", "file unpacks to more than we accept.")
    if any(m.filename.startswith("/") or ".." in m.filename.split("/") for m in members):
        raise InputError("file", "file holds names that lead out of it.")
    return members


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Whole lines of a file. `line` is the number of the first, `end` where the next block is."""

    data: bytes
    line: int
    end: int


def blocks(file: IO[bytes], start: int, line: int, *, quoted: bool) -> Iterator[Block]:
    """The rest of a file in blocks of whole records; in quoted files a record may span lines."""
    file.seek(start)
    rest, end = b"", start
    while True:
        data = file.read(BLOCK_BYTES)
        if not data:
            break
        rest += data
        cut = _cut(rest, quoted=quoted)
        if cut:
            block, rest = rest[:cut], rest[cut:]
            end += cut
            yield Block(data=block, line=line, end=end)
            line += block.count(b"\n")
    if rest.strip():
        yield Block(data=rest, line=line, end=end + len(rest))


def _cut(data: bytes, *, quoted: bool) -> int:
    """Behind the last line break that ends a record; 0 when there is none."""
    cut = data.rfind(b"\n") + 1
    if not quoted or not cut:
        return cut
    quotes = data.count(b'"', 0, cut)
    while quotes % 2 and cut:
        earlier = data.rfind(b"\n", 0, cut - 1) + 1
        quotes -= data.count(b'"', earlier, cut)
        cut = earlier
    return cut
