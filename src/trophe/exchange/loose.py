"""Tables as people and spreadsheets write them: any delimiter, decimal commas, dates of many forms.

What can be meant in one way only is taken; what can be meant in two is asked about, never guessed.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from trophe.errors import InputError
from trophe.exchange.tables import ABSENT, Cells, Row, Table
from trophe.units import KG_PER_LB, KJ_PER_KCAL

_DELIMITERS: Final = (",", ";", "\t", "|")
_MARKS: Final = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_ISO: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$")
_PACKED: Final = re.compile(r"(\d{4})(\d{2})(\d{2})$")
_PARTS: Final = re.compile(r"(\d{1,2})([./-])(\d{1,2})[./-](\d{4}|\d{2})(?:[T ,].*)?$")
_NAMED: Final = re.compile(
    r"(?:[a-z]+,? )?(\d{1,2})[. -]*([a-z]{3})[a-z]*\.?[, -]*(\d{4})(?: .*)?$"
)
_NAMED_FIRST: Final = re.compile(
    r"([a-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?: .*)?$"
)
_THOUSANDS: Final = re.compile(r"\d{1,2}[.,' \u00a0\u202f]\d{3}$")
# A diary read the wrong way round spreads over the year.
_CLEARLY: Final = 3
_FACTORS: Final = {
    "kg": 1.0, "lb": KG_PER_LB, "lbs": KG_PER_LB, "kcal": 1.0, "cal": 1.0, "kj": 1 / KJ_PER_KCAL,
}  # fmt: skip


def read_loose(path: Path, required: Sequence[str]) -> Table:
    """A table in UTF-8, UTF-16 or Windows-1252 with the delimiter its header shows.

    Names of columns in any case. A line may end early; blanks after its last column are let go, and
    lines that begin with # are remarks. Raises InputError where the file cannot be used at all.
    """
    try:
        text = _text(path.read_bytes())
    except OSError as error:
        raise InputError("file", f"{path} cannot be read: {error.strerror}.") from None
    if "\x00" in text:
        raise InputError("file", f"{path} is no text.")
    first = next((line for line in text.splitlines() if line.strip(" \t,;|")), "")
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    try:
        lines = [(reader.line_num, cells) for cells in reader if any(c.strip() for c in cells)]
    except csv.Error as error:
        raise InputError("file", f"{path} is not a CSV table: {error}.") from None
    lines = [(n, cells) for n, cells in lines if not cells[0].lstrip().startswith("#")]
    header = tuple(cell.strip().lower() for cell in lines[0][1]) if lines else ()
    _require_columns(path, header, required)
    return Table(header, [_row(n, header, cells) for n, cells in lines[1:]])


def _text(data: bytes) -> str:
    """The text of a file, by its mark, else as UTF-8, else as old Windows writes it."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _require_columns(path: Path, header: tuple[str, ...], required: Iterable[str]) -> None:
    if not any(header):
        raise InputError("file", f"{path} is empty; it needs a header line.")
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        raise InputError("file", f"{path} has the column {twice[0]!r} twice.")
    missing = [name for name in required if name not in header]
    if missing:
        many = "s" * (len(missing) > 1)
        raise InputError("file", f"{path} lacks the column{many} {', '.join(missing)}.")


def _row(line: int, header: tuple[str, ...], cells: Sequence[str]) -> Row:
    """One line; cells beyond the header must be blank."""
    row = Row(line, dict.fromkeys(header, "") | dict(zip(header, cells, strict=False)))
    if any(cell.strip() for cell in cells[len(header) :]):
        row.error = f"{len(cells)} cells, the header has {len(header)}"
    return row


def loose_number(cells: Cells, name: str) -> float:
    """The number in a cell, NaN where there is none: `72,5`, `72.5 kg`, `160 lb`, `1,850 kcal`.

    Raises InputError for anything else.
    """
    told = cells.get(name, "").strip()
    if told.lower() in ABSENT or told in ("-", "–", "—"):
        return float("nan")
    found = re.fullmatch(
        r"([-+]?[\d.,' \u00a0\u202f]*\d[.,]?|[-+]?\d[\deE.+-]*) ?([a-z]*)", told.lower()
    )
    if found is None or (found[2] and found[2] not in _FACTORS):
        raise InputError(name, f"{name} = {told!r} is not a number")
    plain = found[1]
    if name.endswith("kcal") and _THOUSANDS.match(plain.strip()):
        plain = re.sub(r"\D", "", plain)
    elif plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    try:
        return float(plain) * _FACTORS.get(found[2], 1.0)
    except ValueError:
        raise InputError(name, f"{name} = {told!r} is not a number") from None


def loose_dates(texts: Sequence[str]) -> list[date | None]:
    """A column of dates; None for what is no date.

    Days and months in figures are told apart by the whole column: dots mean that the day comes
    first, no month goes beyond 12, and a diary has its days together. Raises InputError where both
    ways are possible.
    """
    plain = [text.strip() for text in texts]
    ways = [[_date(text, day_first=first) for text in plain] for first in (True, False)]
    if ways[0] == ways[1]:
        return ways[0]
    missing, spans = [way.count(None) for way in ways], [_span(way) for way in ways]
    if missing[0] != missing[1]:
        return ways[missing.index(min(missing))]
    if max(spans) > _CLEARLY * min(spans):
        return ways[spans.index(min(spans))]
    raise InputError("date", "date: is it day/month or month/day? Write dates as 2026-03-01.")


def _span(dates: Sequence[date | None]) -> int:
    """Days from the first to the last."""
    there = [on for on in dates if on is not None]
    return (max(there) - min(there)).days + 1 if there else 0


def _date(text: str, *, day_first: bool) -> date | None:
    """One date, None where there is none."""
    try:
        if found := _ISO.match(text) or _PACKED.match(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _PARTS.match(text):
            a, b, year = int(found[1]), int(found[3]), int(found[4])
            day, month = (a, b) if day_first or found[2] == "." else (b, a)
            return date(year + 2000 * (year < 100), month, day)
        if found := _NAMED.match(text.lower()):
            return date(int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1]))
        if found := _NAMED_FIRST.match(text.lower()):
            return date(int(found[3]), _MONTHS.index(found[1]) + 1, int(found[2]))
    except ValueError:
        return None
    return None
