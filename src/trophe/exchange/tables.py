"""Tables of cases as CSV: read whole, answered row by row, written whole.

A row that cannot be used gets its reason in a column `error`, and the others go on. A file that
cannot be used at all is one InputError, and nothing is written.
"""

import csv
import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from trophe.errors import InputError
from trophe.files import write_whole

ERROR: Final = "error"
ABSENT: Final = frozenset({"", "na", "nan", "null", "none"})
SEXES: Final = {
    "male": 1.0,
    "m": 1.0,
    "female": 0.0,
    "f": 0.0,
    "unspecified": 0.5,
    "u": 0.5,
}

Cells = dict[str, str]


@dataclass(slots=True)
class Row:
    """One line of a table: its number in the file, its cells, and why it cannot be used."""

    line: int
    cells: Cells
    error: str = ""


@dataclass(slots=True)
class Table:
    """A header and rows in the order of the file."""

    header: tuple[str, ...]
    rows: list[Row] = field(default_factory=list)

    @property
    def bad_rows(self) -> list[Row]:
        """The rows with an error."""
        return [row for row in self.rows if row.error]


def read_table(path: Path, required: Iterable[str]) -> Table:
    """A CSV file (UTF-8, with or without a byte-order mark) that has the required columns.

    Raises InputError, which says what is missing, when the file cannot be read, is empty, names
    a column twice or lacks one. Rows with too few or too many cells carry an error.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError("file", f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise InputError("file", f"{path} is not text in UTF-8.") from None
    try:
        return _parsed(str(path), text, tuple(required))
    except csv.Error as error:
        raise InputError("file", f"{path} is not a CSV table: {error}.") from None


def _parsed(name: str, text: str, required: tuple[str, ...]) -> Table:
    """The table in a text; the file's name is for messages."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header = tuple(cell.strip() for cell in next(reader, []))
    if not any(header):
        raise InputError("file", f"{name} is empty; it needs a header line.")
    twice = sorted({column for column in header if header.count(column) > 1})
    if twice:
        raise InputError("file", f"{name} has the column {twice[0]!r} twice.")
    missing = [column for column in required if column not in header]
    if missing:
        raise InputError(
            "file", f"{name} lacks the column{'s' * (len(missing) > 1)} {', '.join(missing)}."
        )
    table = Table(header)
    line = reader.line_num + 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            table.rows.append(_row(line, header, cells))
        line = reader.line_num + 1
    return table


def _row(line: int, header: tuple[str, ...], cells: Sequence[str]) -> Row:
    """One row; one with another number of cells than the header has says so."""
    named = dict.fromkeys(header, "") | dict(zip(header, cells, strict=False))
    row = Row(line, named)
    if len(cells) != len(header):
        row.error = f"{len(cells)} cells, the header has {len(header)}"
    return row


def write_table(path: Path, table: Table, outputs: Sequence[str]) -> None:
    """The table with its output columns and `error`, written whole or not at all.

    Columns of the input keep their place; outputs that it did not have come after them.
    """
    header = [*table.header, *(c for c in (*outputs, ERROR) if c not in table.header)]
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(header)
    for row in table.rows:
        cells = row.cells | {ERROR: row.error}
        writer.writerow([cells.get(column, "") for column in header])
    write_whole(path, buffer.getvalue())


def clear(table: Table, outputs: Sequence[str]) -> None:
    """Empties the output columns, so that no stale figure of the input stays beside an error."""
    for row in table.rows:
        row.cells.update(dict.fromkeys(outputs, ""))


def grouped(table: Table, inputs: Sequence[str]) -> list[list[Row]]:
    """The usable rows by case: rows whose input cells agree, wherever they stand in the file."""
    names = [name for name in inputs if name in table.header]
    cases: dict[tuple[str, ...], list[Row]] = {}
    for row in table.rows:
        if not row.error:
            cases.setdefault(tuple(row.cells[name].strip() for name in names), []).append(row)
    return list(cases.values())


def refuse(rows: Iterable[Row], error: InputError | str) -> None:
    """Writes the reason into rows that have none yet."""
    for row in rows:
        row.error = row.error or str(error)


def number(cells: Cells, name: str, default: float | None = None) -> float:
    """The number in a cell; the default where the cell or column is absent.

    Raises InputError where there is no number and no default, or none that is finite.
    """
    text = cells.get(name, "").strip()
    if text.lower() in ABSENT:
        if default is None:
            raise InputError(name, f"{name} is missing")
        return default
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise InputError(name, f"{name} = {text!r} is not a number")
    return value


def whole_number(cells: Cells, name: str, low: int, high: int) -> int:
    """The whole number in a cell, within bounds."""
    value = number(cells, name)
    if value != int(value) or not low <= value <= high:
        raise InputError(name, f"{name} = {value:g} is not a whole number from {low} to {high}")
    return int(value)


def sex_share(cells: Cells) -> float:
    """The share of the male equations for the cell `sex`."""
    text = cells.get("sex", "").strip().lower()
    if text not in SEXES:
        raise InputError("sex", f"sex = {text!r} is not female, male or unspecified")
    return SEXES[text]


def printed(value: float) -> str:
    """A figure as the reference files print it; empty for none."""
    return "" if math.isnan(value) else f"{value:.6f}"
