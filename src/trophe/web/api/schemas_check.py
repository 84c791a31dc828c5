"""What goes in and out of the check's calls."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from trophe.web.api.schemas import Closed, Number, Text
from trophe.web.check.pages import without_weight
from trophe.web.people.hiding import shows_weight

Findings = Annotated[Text, Field(min_length=1, max_length=4000)]


class CheckIn(Closed):
    """Somebody and what they noticed, as in `onset=weeks;hand;side=right;?bladder`."""

    age_y: Annotated[Number, Field(ge=0, le=120)]
    sex: Literal["female", "male", "unspecified"]
    region: Literal["default", "asia"] = "default"
    findings: Findings


class PersonCheckIn(Closed):
    """What a person whose record is kept noticed."""

    findings: Findings


class SeenIn(Closed):
    """Who saw the person, and when."""

    seen_on: date
    seen_by: Annotated[Text, Field(min_length=1, max_length=120)]


class CheckOut(Schema):
    """How soon, why, and what it resembles."""

    urgency: Literal["emergency", "urgent", "routine", "self_care"]
    urgency_words: str
    act_within: str
    act_within_words: str
    advice: str
    emergency_numbers: list[str]
    worse: str
    recheck_days: int | None
    fired: list[dict[str, Any]]
    explained: list[str]
    pattern: dict[str, Any]
    would_change: list[dict[str, Any]]
    tell_the_doctor: list[str]
    conditions: list[str]
    note: str
    inputs: dict[str, Any]
    rules_version: str


class StoredCheckOut(Schema):
    """A kept result, and how it was closed."""

    code: UUID
    made_at: datetime
    local_date: date
    is_open: bool
    closing: str
    seen_on: date | None
    seen_by: str
    check: CheckOut

    @staticmethod
    def resolve_check(obj: Any) -> dict[str, Any]:
        """The document as it was made; without the body mass index where weights are hidden."""
        told: dict[str, Any] = obj.told
        return told if shows_weight(obj.person) else without_weight(told)
