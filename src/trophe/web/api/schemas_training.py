"""What goes in and out of the calls of the exercise programme."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from trophe.training.vocabulary import Effort, Equipment, Fact, Goal, Kind
from trophe.web.api.schemas import Closed, Number, Text, Whole

Rating = Annotated[Whole, Field(ge=0, le=10)]
Movement = Annotated[Text, Field(min_length=1, max_length=40)]
Weekday = Annotated[Whole, Field(ge=0, le=6)]


class RestIn(Closed):
    """A joint or limb that must rest, and what the treating team allows."""

    part: Annotated[Text, Field(max_length=20)]
    side: Annotated[Text, Field(max_length=5)] | None = None
    by_team: bool = False
    tightening: bool = False
    weight: Annotated[Text, Field(max_length=10)] = "none"
    in_cast: bool = True


class ProgrammeIn(Closed):
    """What a programme is made from."""

    kind: Kind = Kind.DISUSE
    stage: Annotated[Whole, Field(ge=1, le=5)] = 3
    minutes: Annotated[Number, Field(ge=5, le=120)] = 30
    weekdays: Annotated[
        list[Weekday], Field(min_length=1, max_length=7, default_factory=lambda: [0, 2, 4])
    ]
    restrictions: Annotated[list[RestIn], Field(max_length=12, default_factory=list)]
    facts: Annotated[list[Fact], Field(max_length=60, default_factory=list)]
    equipment: Annotated[list[Equipment], Field(max_length=60, default_factory=list)]
    goals: Annotated[list[Goal], Field(max_length=10, default_factory=list)]
    effort_most: Effort = Effort.VIGOROUS
    avoid: Annotated[list[Movement], Field(max_length=400, default_factory=list)]


class ProgrammeOut(Schema):
    """This week as it may be shown; null before anything was told."""

    monday: date | None
    stored: bool
    week: dict[str, Any] | None
    paused_on: date | None = None
    back: str = ""


class PauseIn(Closed):
    """Why the programme rests; null takes it up again."""

    reason: Literal["ill", "away"] | None


class SwapIn(Closed):
    """Another movement in a movement's place."""

    exercise: Movement
    by: Movement
    reason: Annotated[Text, Field(max_length=20)] = ""


class SessionIn(Closed):
    """Begin the session of a weekday. The same code again gives the same session."""

    weekday: Weekday
    code: UUID | None = None


class SetOut(Schema):
    """A set that was done."""

    code: UUID
    exercise_id: str
    number: int
    reps: int | None
    load_kg: float | None


class FeltOut(Schema):
    """How a movement felt."""

    exercise_id: str
    pain: int | None
    fatigue: int | None
    left: int | None
    skipped: str


class SessionOut(Schema):
    """A session with what was done in it."""

    code: UUID
    local_date: date
    week: int
    theme: str
    items: list[dict[str, Any]]
    sets: list[SetOut]
    felt: list[FeltOut]
    fatigue: int | None
    pain_next_day: int | None
    weaker: bool | None
    finished_at: datetime | None


class SetIn(Closed):
    """A set. The same code again changes nothing."""

    exercise: Movement
    number: Annotated[Whole, Field(ge=1, le=50)]
    reps: Annotated[Whole, Field(ge=0, le=200)] | None = None
    load_kg: Annotated[Number, Field(ge=0, le=500)] | None = None
    code: UUID | None = None


class FeelingIn(Closed):
    """How a movement felt, or why it was left out."""

    exercise: Movement
    pain: Rating | None = None
    fatigue: Rating | None = None
    left: Annotated[Whole, Field(ge=0, le=20)] | None = None
    skipped: Annotated[Text, Field(max_length=20)] | None = None


class AfterIn(Closed):
    """The end of a session, and the day after."""

    finished: bool = False
    fatigue: Rating | None = None
    pain_next_day: Rating | None = None
    weaker: bool | None = None
