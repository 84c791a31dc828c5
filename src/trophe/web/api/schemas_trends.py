"""What the calls of trends take and give."""

from datetime import date
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from trophe.web.api.schemas import Closed
from trophe.web.trends.steps import MOST


class SeriesLine(Schema):
    """A line of the catalogue."""

    series: str
    title: str
    group: str


class CatalogueOut(Schema):
    """Every series there may be, and whether something is withheld."""

    series: list[SeriesLine]
    hidden: list[str]


class PointOut(Schema):
    """What was logged on a day. `at_least`: some foods did not say, so it may be more."""

    date: date
    value: float
    at_least: bool
    error_90: float | None


class LineOut(Schema):
    """A point of a smoothed line."""

    date: date
    value: float


class StrandOut(Schema):
    """One thing by day."""

    name: str
    points: list[PointOut]
    line_name: str
    line: list[LineOut]


class EventSpanOut(Schema):
    """An event of the timeline within the days."""

    label: str
    from_: date = Field(alias="from")
    to: date | None


class SeriesOut(Schema):
    """A series in its stored unit, with the sentence of the page."""

    series: str
    title: str
    group: str
    unit: str
    from_: date = Field(alias="from")
    to: date
    summary: str
    note: str
    goal: float | None
    strands: list[StrandOut]
    band: dict[str, Any] | None
    events: list[EventSpanOut]
    facts: dict[str, Any]


class StretchOut(Schema):
    """Days of a stretch."""

    from_: date = Field(alias="from")
    to: date
    label: str


class FindingOut(Schema):
    """The second stretch less the first: level, or pace (a week), with its 90 % interval; null
    with the reason in `text` where it cannot be told."""

    strand: str
    about: str
    first: float | None
    second: float | None
    difference: float | None
    low: float | None
    high: float | None
    probability_up: float | None
    n_first: int | None
    n_second: int | None
    worth_days: float | None
    is_beyond_chance: bool | None
    left_out: int
    text: str


class ComparedOut(Schema):
    """Two stretches compared, and what that cannot tell."""

    series: str
    title: str
    unit: str
    first: StretchOut
    second: StretchOut
    findings: list[FindingOut]
    cautions: list[str]


class StepsIn(Closed):
    """The steps of a day; null takes them back."""

    steps: Annotated[int, Field(ge=0, le=MOST)] | None


class StepsOut(Schema):
    """The steps of a day as they stand."""

    day: date
    steps: int | None
    version: int


class WeekOut(Schema):
    """A week that is over, in the words of the page. `figures` are as they were first told, less
    what is hidden."""

    monday: date
    sunday: date
    watch: str
    changed: list[str]
    mattered: list[str]
    suggestion: str
    why: str
    figures: dict[str, Any]
