"""A person's timeline: what happened and is done, and what follows for the muscles."""

from trophe.timeline.event import Event, event_from_dict
from trophe.timeline.exposures import Frame, frame_of, told_on
from trophe.timeline.kinds import (
    EVENT_GROUPS,
    FIELDS,
    PARTS,
    SIDES,
    Field,
    Kind,
    kind,
    kinds,
)
from trophe.timeline.possible import check_event, span

__all__ = [
    "EVENT_GROUPS",
    "FIELDS",
    "PARTS",
    "SIDES",
    "Event",
    "Field",
    "Frame",
    "Kind",
    "check_event",
    "event_from_dict",
    "frame_of",
    "kind",
    "kinds",
    "span",
    "told_on",
]
