"""The report to take along to a doctor: one or two pages of PDF, set by Typst.

It lists what was told and measured, with dates, units, device and method. It draws no
conclusion (rule W09), and an empty part says that it is empty.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from importlib.resources import files
from typing import Final, Literal

from trophe.errors import TropheError

PAPERS: Final = ("a4", "us-letter")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part: a table (`columns`), or lines (no columns, one cell each).

    `empty` is said where there are no rows; `widths` are the shares of the columns.
    """

    title: str
    empty: str
    rows: Sequence[Sequence[str]] = ()
    columns: Sequence[str] = ()
    widths: Sequence[float] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A small drawing: (day, value) points in the reader's unit, and the words on its axes."""

    points: Sequence[tuple[float, float]]
    first: str
    last: str
    low: str
    high: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DoctorReport:
    """Everything that is printed, already in words. `told` are (name, value) pairs of the head."""

    title: str
    made_on: date
    told: Sequence[tuple[str, str]]
    parts: Sequence[Part]
    footer: str
    weight_course: Course | None = None
    weight_title: str = ""
    paper: str = "a4"


def report_pdf(report: DoctorReport) -> bytes:
    """The report as a PDF. The same report gives the same bytes."""
    return _set(report, "pdf")[0]


def report_pictures(report: DoctorReport) -> list[bytes]:
    """The pages as PNG pictures."""
    return _set(report, "png")


def _set(report: DoctorReport, form: Literal["pdf", "png"]) -> list[bytes]:
    """Typst sets the packaged template; what is told goes in as data, never as markup."""
    import typst

    template = (files("trophe.report") / "doctor.typ").read_bytes()
    try:
        made = typst.compile(
            template,
            format=form,
            ppi=110,
            sys_inputs={"report": _data(report)},
            timestamp=_noon(report.made_on),
        )
    except typst.TypstError as error:
        raise TropheError(f"The report could not be set: {error.message}") from error
    assert made is not None
    return made if isinstance(made, list) else [made]


def _data(report: DoctorReport) -> str:
    data = asdict(report) | {"made_on": f"{report.made_on.day} {report.made_on:%B %Y}"}
    return json.dumps(data, ensure_ascii=False)


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
