"""What goes in and out of the calls of the inbox, milestones and learned expenditure."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from trophe.web.api.schemas import Closed, Whole


class NoticeOut(Schema):
    """Something that waits, or did. `link` is the page on which it is done."""

    code: UUID
    kind: str
    level: str
    title: str
    text: str
    link: str
    made_at: datetime
    read_at: datetime | None
    snoozed_until: date | None


class InboxOut(Schema):
    """What waits, what comes back later, and what was dealt with lately."""

    waiting: list[NoticeOut]
    later: list[NoticeOut]
    before: list[NoticeOut]


class SnoozeIn(Closed):
    """For how many days."""

    days: Annotated[Whole, Field(ge=1, le=30)] = 1


class BadgeOut(Schema):
    """A badge; not earned yet where `earned_on` is null."""

    name: str
    title: str
    text: str
    earned_on: date | None
    done: int
    needed: int


class MilestonesOut(Schema):
    """The level beside the name ("" below bronze), and how far the next one is."""

    level: str
    reached_on: date | None
    weeks: int
    next_level: str
    next_weeks: int
    badges: list[BadgeOut]


class BandOut(Schema):
    """For this person: half of the time within q25 to q75, nine times in ten within q05 to q95."""

    median: float
    q05: float
    q25: float
    q75: float
    q95: float


class LearnedDayOut(Schema):
    """One day of what was learned; null where it is hidden."""

    date: date
    expenditure_kcal_d: BandOut | None
    need_kcal_d: BandOut | None
    trend_kg: BandOut | None
    fat_kg: BandOut | None
    ffm_kg: BandOut | None


class ExpenditureOut(Schema):
    """What the diary tells of expenditure. `status` null: nothing to learn from yet.

    `hidden` names what a rule or the person hides: energy, weight; `show_numbers` asks for it.
    """

    status: str | None
    why: str
    needs: list[str]
    expected_kcal_d: float | None
    need_sd_kcal_d: float | None
    hidden: list[str]
    days: list[LearnedDayOut]


class OfferOut(Schema):
    """The offer of the week: what would be planned by, and what would be eaten then.

    `refused` with `reason`: by the learned need the goal would not be safe.
    """

    learned_kcal_d: float
    planned_kcal_d: float
    need_kcal_d: float
    now_kcal_d: float | None
    intake_kcal_d: float | None
    refused: bool
    reason: str


class OfferIn(Closed):
    """Plan by the learned need, or keep the plan for a week."""

    answer: Literal["take", "keep"]


class AnsweredOut(Schema):
    """What was answered, and the need it was about."""

    answer: str
    local_date: date
    need_kcal_d: float
