"""From events on dates to exposures on days, and to what the safety rules must hear."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from trophe.evidence import constants
from trophe.muscle import Exposure, courses, protein_share
from trophe.muscle.timeline import is_slow
from trophe.person import Condition, Medicine
from trophe.timeline.event import Event

_DOSED: Final = ("resistance", "aerobic", "nmes", "blood_flow_restriction", "cross_education")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Days of a forecast: day 0 is `first_date`, before any loss that still counts.

    `exposures` stand in the order of `events`; `left_out` says in words what no longer counts.
    """

    first_date: date
    today: int
    days: int
    events: tuple[Event, ...]
    exposures: tuple[Exposure, ...]
    left_out: tuple[str, ...]

    def day(self, on: date) -> int:
        """The number of a date."""
        return (on - self.first_date).days

    def date(self, day: float) -> date:
        """The date of a day's number, to the next whole day."""
        return self.first_date + timedelta(days=round(day))


def frame_of(
    events: Sequence[Event],
    *,
    today: date,
    ahead_d: int,
    measured_on: Iterable[date] = (),
    energy_from: date | None = None,
) -> Frame:
    """The days and exposures that a forecast of `ahead_d` days from `today` needs.

    What levelled off two years ago or more is left out and named. Slow causes that began earlier
    count from the first day on, because each year takes the same share.
    """
    back = today - timedelta(days=int(constants("event_doses").look_back_d))
    last = today + timedelta(days=ahead_d)
    kept = [e for e in events if e.cause and e.began_on <= last and not _is_over(e, back)]
    left_out = [e for e in events if e.cause and _is_over(e, back)]
    starts = [max(e.began_on, back) for e in kept if e.began_on >= back]
    starts += [day for day in measured_on if back <= day <= today]
    starts += [energy_from] if energy_from is not None and energy_from >= back else []
    first = min([*starts, today])
    still = [e for e in kept if e.kind == "cast"]
    around = [(e, part) for e in kept for part in _around(e, still)]
    found = [(e, made) for e, part in around if (made := _exposure(part, first)) is not None]
    found = _without_idle_help(found)
    return Frame(
        first_date=first,
        today=(today - first).days,
        days=(last - first).days,
        events=tuple(e for e, _ in found),
        exposures=tuple(made for _, made in found),
        left_out=tuple(_left_out_text(e) for e in left_out),
    )


def _is_over(event: Event, back: date) -> bool:
    """Whether nothing of it can be seen any more: it ended, or levelled off, before `back`."""
    if event.ended_on is not None and event.ended_on <= back:
        return True
    slow = event.cause in courses() and is_slow(event.cause)
    return event.cause in courses() and not slow and event.began_on < back


def _around(event: Event, casts: Sequence[Event]) -> list[Event]:
    """Training of the whole body without the days of the limb that is in a cast.

    While a cast is on, it reaches the other side, and of the same side the limb without the cast.
    """
    held = [c for c in casts if c.overlaps(event)]
    if event.cause != "resistance" or event.part or event.side or not held:
        return [event]
    cast = min(held, key=lambda c: c.began_on)
    end = event.ended_on or date.max
    on, off = max(event.began_on, cast.began_on), min(cast.ended_on or date.max, end)
    other = "right" if cast.side == "left" else "left"
    free = "leg" if cast.place in ("wrist", "elbow", "shoulder", "arm") else "arm"
    last = None if off == date.max else off
    made = [replace(event, began_on=on, ended_on=last, side=other)]
    made += [replace(event, began_on=on, ended_on=last, side=cast.side, part=free)]
    if event.began_on < on:
        made.append(replace(event, ended_on=on))
    if off < end:
        later = replace(event, began_on=off)
        made += _around(later, [c for c in casts if c is not cast])
    return made


def _left_out_text(event: Event) -> str:
    began = f"{event.began_on:%B %Y}"
    return (
        f"{event.label} (from {began}) is more than two years ago: what it took has levelled off"
        " and is part of where you start from here."
    )


def _exposure(event: Event, first: date) -> Exposure | None:
    """One event on the days of a frame; None where it was over before the first day."""
    start = max((event.began_on - first).days, 0)
    end = None if event.ended_on is None else (event.ended_on - first).days
    if end is not None and end <= start:
        return None
    detail = event.detail
    more: dict[str, Any] = {}
    if event.cause in _DOSED and "sessions_week" in detail:
        more["sessions_week"] = float(detail["sessions_week"])
    if event.cause == "nerve_injury":
        more |= _nerve(detail, first)
    return Exposure(
        name=event.cause,
        start_day=start,
        end_day=end,
        intensity=intensity_of(event),
        part=event.place or None,
        side=event.side or None,
        **more,
    )


def _nerve(detail: Any, first: date) -> dict[str, Any]:
    more: dict[str, Any] = {}
    if "distance_mm" in detail:
        more["distance_mm"] = float(detail["distance_mm"])
    if "repaired_on" in detail:
        more["repair_day"] = max((date.fromisoformat(detail["repaired_on"]) - first).days, 0)
    return more


def intensity_of(event: Event) -> float:
    """How much of the full cause, or of the full countermeasure, an event is; 0 to 1.

    References
    ----------
    Evidence set ``event_doses``.
    """
    c = constants("event_doses")
    named = event.of.level_intensity.get(event.level)
    if named is not None:
        return float(getattr(c, named))
    if event.kind == "steroid":
        return min(1.0, float(event.detail["dose_mg_d"]) / float(c.steroid_full_mg_d))
    if event.kind == "protein":
        return protein_share(float(event.detail["g_kg_d"]))
    return 1.0


def _without_idle_help(found: list[tuple[Event, Exposure]]) -> list[tuple[Event, Exposure]]:
    """Rehabilitation counts only where there is, or was, a loss to recover from."""
    starts = [made.start_day for _, made in found if made.is_cause]
    return [
        (event, made)
        for event, made in found
        if made.name != "rehabilitation" or (starts and made.start_day >= min(starts))
    ]


def told_on(
    events: Iterable[Event], day: date
) -> tuple[frozenset[Condition], frozenset[Medicine], float | None]:
    """Conditions and medicines that the events of a timeline tell the safety rules on a day, and
    the week of a pregnancy that goes on (None where there is none, or it was not told)."""
    names = {name for event in events if _tells(event, day) for name in event.of.told}
    conditions = frozenset(member for member in Condition if member.value in names)
    medicines = frozenset(member for member in Medicine if member.value in names)
    return conditions, medicines, _pregnancy_week(events, day)


def _tells(event: Event, day: date) -> bool:
    """Whether what an event tells holds on a day."""
    of, c = event.of, constants("event_doses")
    if event.began_on > day:
        return False
    if of.told_from_start_d:
        return (day - event.began_on).days < float(getattr(c, of.told_from_start_d))
    if event.lasts_on(day):
        return True
    after = getattr(c, of.told_after_d) if of.told_after_d else 0
    return event.ended_on is not None and (day - event.ended_on).days < after


def _pregnancy_week(events: Iterable[Event], day: date) -> float | None:
    for event in events:
        if event.kind == "pregnancy" and event.lasts_on(day) and "week" in event.detail:
            week = float(event.detail["week"]) + (day - event.began_on).days / 7
            return week if week <= 42 else None
    return None
