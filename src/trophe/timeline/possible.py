"""What cannot be on one timeline, and why, in words that say what to do."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from trophe.errors import InputError
from trophe.muscle.timeline import parts_meet
from trophe.person import LimbLoss, Sex
from trophe.timeline.event import Event
from trophe.timeline.kinds import PARTS

AHEAD: Final = timedelta(days=730)
LONGEST_PREGNANCY: Final = timedelta(days=44 * 7)
# Nobody is in two of these places at once.
ELSEWHERE: Final = {
    "space_mission": ("hospital", "intensive_care", "bed_rest", "surgery", "cast", "crutches"),
}
_LEG: Final = ("knee", "ankle", "hip", "leg")
_GONE: Final = {
    "leg": _LEG,
    "lower_leg_and_foot": ("ankle",),
    "foot": ("ankle",),
    "arm": ("wrist", "elbow", "shoulder", "arm"),
    "forearm_and_hand": ("wrist",),
    "hand": ("wrist",),
}


def check_event(
    event: Event,
    others: Sequence[Event],
    *,
    today: date,
    born_on: date | None = None,
    sex: Sex | None = None,
    limb_losses: Sequence[LimbLoss] = (),
) -> None:
    """Refuse an event that cannot be, alone or beside the `others`.

    Raises InputError that names the field and says what stands against it.
    """
    _check_days(event, today, born_on)
    _check_body(event, sex, limb_losses)
    for other in others:
        if event.overlaps(other):
            _check_pair(event, other)


def _check_days(event: Event, today: date, born_on: date | None) -> None:
    """Not before birth, not in the far future, no pregnancy of a year."""
    if born_on is not None and event.began_on < born_on:
        raise InputError("began_on", f"began_on = {event.began_on} is before birth, {born_on}.")
    for name, day in (("began_on", event.began_on), ("ended_on", event.ended_on)):
        if day is not None and day > today + AHEAD:
            raise InputError(name, f"{name} = {day} is more than two years ahead.")
    if event.kind == "fall" and event.began_on > today:
        raise InputError("began_on", f"began_on = {event.began_on}: a fall is not planned.")
    if event.kind == "pregnancy":
        week = float(event.detail.get("week", 1))
        end = event.ended_on or min(event.began_on, today)
        if end - event.began_on + timedelta(weeks=week) > LONGEST_PREGNANCY:
            raise InputError("ended_on", "ended_on: no pregnancy lasts longer than 44 weeks.")


def _check_body(event: Event, sex: Sex | None, limb_losses: Sequence[LimbLoss]) -> None:
    """Nothing happens to a limb that is not there."""
    if event.kind == "pregnancy" and sex is Sex.MALE:
        raise InputError("kind", "kind: pregnancy does not go with sex = male.")
    for loss in limb_losses:
        same_side = event.side in ("", str(loss.side))
        if event.side and same_side and event.place in _GONE[str(loss.limb)]:
            raise InputError(
                "side",
                f"side: you told us that the {loss.side} {loss.limb.label.lower()} is missing,"
                f" so the {loss.side} {PARTS[event.place].lower()} cannot be meant.",
            )


def _check_pair(event: Event, other: Event) -> None:
    """Refuse the same twice at once, and two places at once."""
    for one, two in ((event, other), (other, event)):
        if two.kind in ELSEWHERE.get(one.kind, ()):
            raise InputError(
                "began_on",
                f"began_on: {event.label} ({span(event)}) and {other.label} ({span(other)}) cannot"
                " be on the same days. Change the days of one of them.",
            )
    if _same(event, other):
        raise InputError(
            "began_on",
            f"began_on: {other.label} is on your timeline already, {span(other)}. Change that"
            " entry, or give days that do not overlap.",
        )


def _same(event: Event, other: Event) -> bool:
    """Whether both say the same thing of the same part."""
    if event.kind == other.kind and not event.cause:
        sides = event.side == other.side or "" in (event.side, other.side)
        return event.kind != "fall" and event.place == other.place and sides
    if not event.cause or event.cause != other.cause:
        return False
    sides = event.side == other.side or "" in (event.side, other.side)
    return sides and _parts_meet(event.place, other.place)


def _parts_meet(one: str, other: str) -> bool:
    """Whether the same cause at two parts would count a muscle twice, as two joints of a leg do."""
    return one == other or "" in (one, other) or parts_meet(one, other)


def span(event: Event) -> str:
    """Its days in words: "3 May 2026 to 14 June 2026"."""
    first = f"{event.began_on.day} {event.began_on:%B %Y}"
    if event.of.ends == "never":
        return f"on {first}"
    if event.ended_on is None:
        return f"since {first}"
    return f"{first} to {event.ended_on.day} {event.ended_on:%B %Y}"
