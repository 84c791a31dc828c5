"""What goes in and out of the muscle calls. Days are dates; shares are of before (1 = before)."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field

from trophe.web.api.schemas import Closed, Number, Text, Whole, Yes

Side = Literal["", "left", "right"]
Note = Annotated[Text, Field(max_length=300)]
Word = Annotated[Text, Field(max_length=40)]
Readings = Annotated[list[Number], Field(min_length=1, max_length=10)]
Folds = Annotated[list[Number], Field(max_length=10)]


class EventIn(Closed):
    """Something to put on the timeline; the kind says what else it takes (GET /muscle/kinds)."""

    kind: Word
    began_on: date
    ended_on: date | None = None
    part: Word = ""
    side: Side = ""
    detail: dict[str, Any] = Field(default_factory=dict)
    note: Note = ""
    code: UUID | None = None


class EventChange(Closed):
    """What is to be corrected of an event; what is left out stays. `version` as it was read."""

    version: Annotated[Whole, Field(ge=1)] | None = None
    kind: Word | None = None
    began_on: date | None = None
    ended_on: date | None = None
    still_open: Yes = False
    part: Word | None = None
    side: Side | None = None
    detail: dict[str, Any] | None = None
    note: Note | None = None


class EventOut(Schema):
    """An event as it stands."""

    code: UUID
    kind: str
    label: str
    began_on: date
    ended_on: date | None
    part: str
    side: str
    detail: dict[str, Any]
    note: str
    version: int


class MeasurementIn(Closed):
    """A sitting with an instrument (GET /muscle/instruments), repeats in its unit."""

    instrument: Word
    values: Readings
    measured_on: date | None = None
    site: Word = ""
    side: Side = ""
    skinfold_mm: Folds = Field(default_factory=list)
    device: Annotated[Text, Field(max_length=80)] = ""
    oedema: Yes = False
    cast: Yes = False
    note: Note = ""
    code: UUID | None = None
    confirmed: Yes = False


class MeasurementChange(Closed):
    """What is to be corrected of a measurement; what is left out stays."""

    version: Annotated[Whole, Field(ge=1)] | None = None
    values: Readings | None = None
    measured_on: date | None = None
    site: Word | None = None
    side: Side | None = None
    skinfold_mm: Folds | None = None
    device: Annotated[Text, Field(max_length=80)] | None = None
    oedema: Yes | None = None
    cast: Yes | None = None
    note: Note | None = None


class MeasurementOut(Schema):
    """A measurement: mean of its repeats, what is compared, typical error, smallest real change."""

    code: UUID
    instrument: str
    label: str
    unit: str
    local_date: date
    site: str
    side: str
    values: list[float]
    skinfold_mm: list[float]
    value: float
    corrected: float
    error: float
    mdc: float
    device: str
    oedema: bool
    cast: bool
    note: str
    version: int


class DoubtOut(Schema):
    """A question to answer before a reading is stored; send it again with `confirmed`."""

    question: str
    as_meant: float | None


class CaseIn(Closed):
    """A person with a timeline, as `trophe events --json` takes it. Nothing is stored."""

    case: dict[str, Any]


class WhatIfIn(Closed):
    """What to change from today on; keys of GET /muscle/changes."""

    changes: dict[str, Any]
    seed: Annotated[Whole, Field(ge=0, le=2**32 - 1)] = 0


class FreeWhatIfIn(WhatIfIn):
    """The same for a person described in the call."""

    case: dict[str, Any]


class AdoptIn(Closed):
    """What-if changes to be made the plan; the same code again adds nothing."""

    changes: dict[str, Any]
    code: UUID | None = None


class Document(Schema):
    """A document with the keys that the library and the command line give."""

    model_config = ConfigDict(extra="allow")


class AdoptedOut(Schema):
    """What was taken over, and what was not and why."""

    text: str
    events: list[EventOut]
    planned: bool
    not_adopted: list[dict[str, str]]


class ScreeningIn(Closed):
    """Answers: the five questions of SARC-F 0, 1 or 2; eating_less, inflammation true or false."""

    answers: dict[str, Any]
    taken_on: date | None = None
    note: Note = ""
    code: UUID | None = None


class FreeScreeningIn(Closed):
    """A person and what is known, with the keys that `trophe screen --example` prints."""

    person: dict[str, Any]
    seen: dict[str, Any]


class ScreeningOut(Schema):
    """A saved screening."""

    code: UUID
    taken_on: date
    answers: dict[str, Any]
    result: dict[str, Any]
    version: int
