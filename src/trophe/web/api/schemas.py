"""What goes in and out of the API. Keys carry their units."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field, Strict

from trophe.energy import DEFAULT_PRESET

Number = Annotated[float, Strict(), Field(allow_inf_nan=False)]
Whole = Annotated[int, Strict()]
Text = Annotated[str, Strict()]
Yes = Annotated[bool, Strict()]


class Closed(Schema):
    """A key that we do not know is a mistake, not a wish."""

    model_config = ConfigDict(extra="forbid")


class Problem(Schema):
    """One thing that is wrong with the call."""

    model_config = ConfigDict(extra="allow")

    field: str
    message: str


class Problems(Schema):
    """Everything that is wrong with the call."""

    errors: list[Problem]


class LimbLossIn(Closed):
    """A missing limb."""

    limb: Text
    side: Literal["left", "right"] = "left"


class PersonIn(Closed):
    """A person as the models see them. `pal` or `activity` says how active they are."""

    sex: Text
    age_y: Annotated[Number, Field(ge=0, le=120)]
    height_m: Annotated[Number, Field(ge=0.4, le=2.3)]
    weight_kg: Annotated[Number, Field(ge=2, le=400)]
    pal: Annotated[Number, Field(ge=1.2, le=2.5)] | None = None
    activity: Text | None = None
    body_fat_pct: Annotated[Number, Field(ge=2, le=75)] | None = None
    ree_measured_kcal_d: Annotated[Number, Field(ge=500, le=6000)] | None = None
    resistance_training: Yes = False
    region: Text = "default"
    kidney: Text = "unknown"
    conditions: list[Text] = Field(default_factory=list)
    medicines: list[Text] = Field(default_factory=list)
    agreements: list[Text] = Field(default_factory=list)
    limb_losses: list[LimbLossIn] = Field(default_factory=list)
    pregnancy_week: Annotated[Number, Field(ge=1, le=42)] | None = None
    postpartum_weeks: Annotated[Number, Field(ge=0, le=260)] | None = None


class GoalIn(Closed):
    """One of the nine weekly goals by name, or `target` with a weight and a day."""

    name: Text
    target_weight_kg: Annotated[Number, Field(ge=20, le=400)] | None = None
    by_day: Annotated[Whole, Field(ge=7, le=1825)] | None = None


class PlanIn(Closed):
    """What to plan for somebody whose record is kept here."""

    goal: GoalIn
    days: Annotated[Whole, Field(ge=7, le=1825)] = 365
    protein_g_kg_d: Annotated[Number, Field(ge=0.1, le=10)] | None = None
    show_numbers: Yes = False


class ExposureIn(Closed):
    """What takes muscle, or what is done about it, on days; `end_day` null: it goes on."""

    name: Text
    start_day: Annotated[Number, Field(ge=0, le=36525)] = 0
    end_day: Annotated[Number, Field(ge=0, le=36525)] | None = None
    intensity: Annotated[Number, Field(ge=0, le=1)] = 1
    part: Text | None = None
    side: Literal["left", "right"] | None = None
    sessions_week: Annotated[Number, Field(ge=0, le=14)] | None = None
    repair_day: Annotated[Number, Field(ge=0, le=36525)] | None = None
    distance_mm: Annotated[Number, Field(ge=0, le=1000)] | None = None


class FreePlanIn(PlanIn):
    """What to plan for somebody who is described in the call; nothing is stored."""

    person: PersonIn
    seed: Annotated[Whole, Field(ge=0, le=2**32 - 1)] = 0
    draws: Annotated[Whole, Field(ge=50, le=1000)] = 400
    preset: Text = DEFAULT_PRESET
    protein_before_g_kg_d: Annotated[Number, Field(ge=0.1, le=5)] | None = None
    starts_training: Yes = False
    exposures: Annotated[list[ExposureIn], Field(max_length=50)] = Field(default_factory=list)
    exposures_day: Annotated[Whole, Field(ge=0, le=36525)] = 0


class PlanOut(Schema):
    """A plan, with the keys that `trophe plan --json` prints."""

    model_config = ConfigDict(extra="allow")

    refused: bool
    reasons: list[dict[str, Any]]
    alternative: dict[str, Any] | None
    ree_kcal_d: float | None
    tee_kcal_d: float | None
    intake_kcal_d: float | None
    protein_g_d: float | None
    protein_g_meal: float | None
    forecast: dict[str, Any] | None
    muscle: dict[str, Any] | None
    static_weight_kg: list[float] | None
    warnings: list[dict[str, Any]]
    versions: dict[str, Any]


class FindingOut(Schema):
    """A rule that speaks against the plan today."""

    rule: str
    text: str
    figure: str
    effect: str


class StoredPlanOut(Schema):
    """The plan a person follows, checked a moment ago.

    When `locked`, `plan` is null: `findings` say why, `fallback` holds the weight meanwhile.
    """

    code: UUID
    made_at: datetime
    first_date: date
    locked: bool
    findings: list[FindingOut]
    plan: dict[str, Any] | None
    fallback: dict[str, Any] | None


class PersonOut(Schema):
    """A person whose record the caller may read."""

    code: UUID
    name: str
    sex: str
    age_y: float
    height_m: float
    weight_kg: float | None
    pal: float
    activity: str
    body_fat_pct: float | None
    resistance_training: bool
    region: str
    kidney: str
    conditions: list[str]
    medicines: list[str]
    agreements: list[str]
    limb_losses: list[str]
    time_zone: str
    is_sample: bool
    may_write: bool


class WeightIn(Closed):
    """A weighing. `code` is the caller's: sent again, it is the same weighing."""

    weight_kg: Annotated[Number, Field(ge=2, le=400)]
    local_date: date | None = None
    code: UUID | None = None
    confirmed: Yes = False


class WeightOut(Schema):
    """A weighing as it is stored."""

    code: UUID
    local_date: date
    instant_utc: datetime
    zone_name: str
    utc_offset_s: int
    weight_kg: float
    version: int


class QuestionOut(Schema):
    """Nothing was stored: answer first, then send again with `confirmed` and the same code."""

    rule: str
    question: str
    as_meant_kg: list[float]
